"""Queries with their relevant clauses: derived from questions with evidence, or read from a three-file set.

Does not retrieve.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from evals.gold import Question, read_rows
from evals.sources import FoldedText, find_quote, squeeze
from ingest.model import Frozen, Plan
from ingest.text import fold

_FEW_CHARACTERS = 15  # of evidence in a clause: fewer is chance contact at its edge


class Query(Frozen):
    """A query and the clauses that answer it, as "plan id/clause id"."""

    id: str
    text: str
    lang: str
    relevant: tuple[str, ...]


class Ranking(Frozen):
    """What one ranker returned for one spelling of a query, best first, as "plan id/clause id"."""

    query: str
    spelling: str
    ranker: str
    hits: tuple[str, ...]


def key(plan_id: str, clause_id: str) -> str:
    """Return the name of a clause among all plans."""
    return f"{plan_id}/{clause_id}"


def from_questions(questions: Iterable[Question], plans: Mapping[str, Plan]) -> Iterator[Query]:
    """Yield a query for each question that can be answered, follow-ups aside: its evidence's clauses are relevant.

    ``plans``: by slug. A clause is relevant when its own words hold more than a few characters of the evidence.
    """
    places = {slug: _ClausePlaces(plan) for slug, plan in plans.items()}
    for question in questions:
        if not question.answerable or not question.evidence or question.history:
            continue
        found: dict[str, None] = {}
        for item in question.evidence:
            found.update(dict.fromkeys(places[item.plan].holding(item.quote) if item.plan in places else ()))
        if found:
            yield Query(id=question.id, text=question.question, lang=question.lang, relevant=tuple(found))


def spelled(query: Query, spelling: str) -> str:
    """Return the query as typed, without diacritics, or without those of half its words (always the same ones)."""
    if spelling == "typed":
        return query.text
    if spelling == "nodiac":
        return fold(query.text)
    chance = random.Random(f"{query.id}:{spelling}")
    return " ".join(fold(word) if chance.random() < 0.5 else word for word in query.text.split())


def read_corpus(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of every document of a three-file set, title first."""
    for row in _rows(folder, "corpus"):
        yield str(row["id"]), "\n".join(part for part in (row.get("title", ""), row["text"]) if part)


def read_queries(folder: Path, clauses: Mapping[str, str], lang: str) -> Iterator[Query]:
    """Yield the queries of a three-file set; ``clauses``: document id to the name of the clause that holds it."""
    relevant: dict[str, list[str]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            relevant.setdefault(row["query_id"], []).append(clauses[row["corpus_id"]])
    for row in _rows(folder, "queries"):
        if row["id"] in relevant:
            yield Query(id=row["id"], text=row["text"], lang=lang, relevant=tuple(relevant[row["id"]]))


def corpus_digest(folder: Path) -> str:
    """Return the SHA-256 of a three-file set's files."""
    total = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        total.update(file.read_bytes())
    return total.hexdigest()


def _rows(folder: Path, stem: str) -> Iterator[dict[str, Any]]:
    plain = folder / f"{stem}.jsonl"
    if plain.exists():
        yield from read_rows(plain)
        return
    with gzip.open(folder / f"{stem}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


class _ClausePlaces:
    """Where the own words of a plan's clauses stand, to find the clauses that hold a quote."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._text = FoldedText(plan.text)

    def holding(self, quote: str) -> Iterator[str]:
        place = find_quote(self._text.text, squeeze(quote))
        if place is None:
            return
        start, end = self._text.span(*place)
        needed = min(_FEW_CHARACTERS, end - start)
        for clause in self._plan.root.walk():
            if min(end, clause.body.end) - max(start, clause.body.start) >= needed:
                yield key(self._plan.id, clause.id)
