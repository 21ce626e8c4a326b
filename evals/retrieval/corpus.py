"""Puts the documents of a three-file set into a store, each as one clause, so that our own indexes can be asked.

Reads no plan: the documents are taken as they are, without header, tree or obligations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from evals.retrieval.queries import key
from ingest.model import Clause, Level, Plan, Source, Span
from ingest.store import Store

_PLAN_SIZE = 200  # documents put into one plan: about as many clauses as a long plan has


def store_corpus(documents: Iterable[tuple[str, str]], place: Path) -> dict[str, str]:
    """Save the documents (id, text) in a new store at ``place``; return document id → name of its clause."""
    names: dict[str, str] = {}
    everything = list(documents)
    store = Store.open(place)
    try:
        for number, start in enumerate(range(0, len(everything), _PLAN_SIZE)):
            batch = everything[start : start + _PLAN_SIZE]
            plan = _plan(f"corpus-{number:04d}", batch)
            store.save(plan, ())
            names.update({doc[0]: key(plan.id, c.id) for doc, c in zip(batch, plan.root.children, strict=True)})
    finally:
        store.close()
    return names


def _plan(plan_id: str, documents: Sequence[tuple[str, str]]) -> Plan:
    clauses: list[Clause] = []
    text = ""
    for number, (_, words) in enumerate(documents, start=1):
        start = len(text)
        text += words.strip() + "\n\n"
        own, body = Span(start=start, end=len(text)), Span(start=start, end=len(text) - 2)
        clauses.append(_clause(f"d{number:04d}", Level.UNNUMBERED, own, own, body))
    whole, nothing = Span(start=0, end=len(text)), Span(start=0, end=0)
    root = _clause("root", Level.ROOT, whole, nothing, nothing, tuple(clauses))
    return Plan(
        id=plan_id,
        number="",
        kind="",
        title="",
        issuer="",
        issuer_id="",
        place="",
        issued=None,
        period=None,
        source=Source(name=plan_id, digest=plan_id, format="jsonl"),
        text=text,
        root=root,
    )


def _clause(
    clause_id: str, level: Level, span: Span, own: Span, body: Span, children: tuple[Clause, ...] = ()
) -> Clause:
    return Clause(
        id=clause_id,
        level=level,
        marker="",
        span=span,
        own=own,
        body=body,
        heading=False,
        section="",
        label=clause_id,
        children=children,
    )
