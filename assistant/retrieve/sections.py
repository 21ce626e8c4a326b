"""Which sections a question about a part of a plan means: by its number, else by the words of its heading."""

from __future__ import annotations

from assistant.library import Library
from assistant.model import Understanding
from assistant.retrieve.query import SOFT_WEIGHT, Concept, Query
from assistant.retrieve.ranking import in_section
from assistant.statements import PlanStatements, terms_of
from ingest.model import Clause, Level

ENOUGH = 0.55  # share of the topic that a heading must say to be the section that is meant
LEAST, UNDER = 0.3, 0.9  # a heading that says at least so much of it may share the rest with the heading above it
_RANKS = (Level.PHAN, Level.CHUONG, Level.MUC, Level.DIEU, Level.KHOAN, Level.DIEM)


def find_sections(
    understanding: Understanding, query: Query, plan: PlanStatements, library: Library
) -> tuple[Clause, ...]:
    """Return the clauses of the asked section, or none when the whole plan is meant."""
    if understanding.section:
        asked = understanding.section
        exact = tuple(c for c in plan.clauses.values() if c.level in _RANKS and in_section(c.section, asked))
        if exact:
            return exact[:1]
    title = library.title_terms(plan.plan.id)
    concepts = [
        c
        for c in query.concepts
        if c.weight > SOFT_WEIGHT
        and not all(set(a) <= title for a in c.alternatives)
        and (len(c.alternatives[0]) != 2 or " ".join(c.alternatives[0]) in plan.rarity or len(c.alternatives) > 1)
    ]
    if not concepts:
        return ()
    best: tuple[float, Clause] | None = None
    for clause in plan.clauses.values():
        if clause.level not in _RANKS or not clause.heading:
            continue
        own = _share(concepts, terms_of(clause.body.of(plan.plan.text)))
        above = plan.parents.get(clause.id)
        whole = terms_of(clause.body.of(plan.plan.text) + " " + (above.body.of(plan.plan.text) if above else ""))
        share = own if own < LEAST else max(own, UNDER * _share(concepts, whole))
        if share >= ENOUGH and (best is None or share > best[0]):
            best = (share, clause)
    return (best[1],) if best else ()


def _share(concepts: list[Concept], terms: frozenset[str]) -> float:
    total = sum(c.weight for c in concepts)
    held = sum(
        c.weight
        for c in concepts
        if any(a[0] in terms if len(a) == 1 else f"{a[0]} {a[1]}" in terms for a in c.alternatives)
    )
    return held / total if total else 0.0
