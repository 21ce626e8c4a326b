"""What an answer may cite, plan by plan: obligation statements and the sentences around them, with their search terms.

Built from the store and kept in the process; ranks nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.model import Clause, Level, Plan, Span
from ingest.store import FoundObligation
from ingest.text import fold

_WORD = re.compile(r"[^\W_]+(?:[/&.,%-](?=\d)[^\W_]+)*%?")
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=[^\W\d_a-z])|\n")


def words(text: str) -> list[str]:
    """Return the folded words of a text, numbers whole ("30/3/2024")."""
    return _WORD.findall(fold(text))


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A citable stretch of a plan: an obligation's statement or another sentence, never both for the same words."""

    plan_id: str
    clause: Clause
    span: Span
    quote: str
    terms: frozenset[str]  # folded words and pairs of neighbours
    context: frozenset[str]  # the same of the headings and lead-ins above, the actors and the trailing deadline line
    folded: str  # the quote folded
    accented: str  # lower-case words with their marks, for accent agreement
    obligation: FoundObligation | None = None
    heading: bool = False
    order: int = 0


_HEADING = 300  # characters of a heading or lead-in that count for what stands under it
_OUTSIDE = (Level.ROOT, Level.HEADER)
_MOTTO = "cong hoa xa hoi chu nghia viet nam"  # quốc hiệu, on every letterhead (Nghị định 30/2020/NĐ-CP, Phụ lục I)
_NOWHERE: NDArray[np.intp] = np.zeros(0, dtype=np.intp)


@dataclass(frozen=True, slots=True, eq=False)
class PlanStatements:
    """All statements of one plan in reading order, how rare each term is among them, and where each stands."""

    plan: Plan
    statements: tuple[Statement, ...]
    rarity: Mapping[str, float] = field(repr=False)
    postings: Mapping[str, NDArray[np.intp]] = field(repr=False)  # term → statements that hold it
    around: Mapping[str, NDArray[np.intp]] = field(repr=False)  # term → statements that have it around them
    clauses: Mapping[str, Clause] = field(repr=False)
    parents: Mapping[str, Clause] = field(repr=False)

    def idf(self, term: str) -> float:
        """Return ln(1 + (N − n + 0.5) / (n + 0.5)) over the plan's statements (BM25's idf, Robertson and Zaragoza 2009)."""
        return self.rarity.get(term, math.log(1 + (len(self.statements) + 0.5) / 0.5))

    def holding(self, term: str) -> NDArray[np.intp]:
        """Return the numbers of the statements with a term in their own words."""
        return self.postings.get(term, _NOWHERE)

    def surrounded(self, term: str) -> NDArray[np.intp]:
        """Return the numbers of the statements with a term in the headings, lead-ins or actors around them."""
        return self.around.get(term, _NOWHERE)

    def of_clause(self, clause_id: str) -> tuple[Statement, ...]:
        """Return the statements of one clause, children aside."""
        return tuple(s for s in self.statements if s.clause.id == clause_id)

    def below(self, clause: Clause) -> tuple[Statement, ...]:
        """Return the statements of a clause and all below it."""
        return tuple(s for s in self.statements if clause.span.contains(s.span))


def terms_of(text: str) -> frozenset[str]:
    """Return the folded words of a text and its pairs of neighbouring words."""
    ws = words(text)
    return frozenset(ws) | frozenset(f"{a} {b}" for a, b in pairwise(ws))


def build_statements(plan: Plan, obligations: Sequence[FoundObligation]) -> PlanStatements:
    """Cut a plan into statements: its obligations as they are, all other words by sentence."""
    parents: dict[str, Clause] = {}
    for clause in plan.root.walk():
        parents.update((child.id, clause) for child in clause.children)
    by_clause: dict[str, list[FoundObligation]] = {}
    for found in obligations:
        by_clause.setdefault(found.obligation.clause_id, []).append(found)
    made: list[Statement] = []
    long_forms = [(a.short, terms_of(a.long)) for a in plan.abbreviations]
    above: dict[str, frozenset[str]] = {}  # what stands above the children of a clause
    for clause in plan.root.walk():
        context = above.get(clause.id, frozenset())
        if clause.children:
            heading = terms_of(clause.body.of(plan.text)[:_HEADING]) if clause.level not in _OUTSIDE else frozenset()
            above.update((child.id, context | heading) for child in clause.children)
        # what the plan abbreviates is found by its long form as well
        own = clause.own.of(plan.text)
        context = context.union(*(terms for short, terms in long_forms if short in own))
        for span, duty in _pieces(plan, clause, by_clause.get(clause.id, [])):
            quote = span.of(plan.text)
            if clause.level is Level.HEADER and _MOTTO in fold(quote):
                continue  # the letterhead says nothing about the plan's subject
            near = context
            if duty is not None:
                near = context | terms_of(_around(duty))
            made.append(
                Statement(
                    plan_id=plan.id,
                    clause=clause,
                    span=span,
                    quote=quote,
                    terms=terms_of(quote),
                    context=near,
                    folded=fold(quote),
                    accented=" ".join(quote.lower().split()),
                    obligation=duty,
                    heading=clause.heading,
                    order=len(made),
                )
            )
    return PlanStatements(
        plan=plan,
        statements=tuple(made),
        rarity=_rarity(made),
        postings=_postings(s.terms for s in made),
        around=_postings(s.context for s in made),
        clauses={c.id: c for c in plan.root.walk()},
        parents=parents,
    )


def _postings(terms: Iterable[frozenset[str]]) -> dict[str, NDArray[np.intp]]:
    lists: dict[str, list[int]] = {}
    for number, own in enumerate(terms):
        for term in own:
            lists.setdefault(term, []).append(number)
    return {term: np.array(numbers, dtype=np.intp) for term, numbers in lists.items()}


def _around(found: FoundObligation) -> str:
    """Who and when, where they stand outside the statement itself."""
    ob = found.obligation
    return " ".join([*(a.name for a in ob.actors), ob.deadline.text if ob.deadline else "", ob.report_to or ""])


def _pieces(
    plan: Plan, clause: Clause, obligations: Sequence[FoundObligation]
) -> list[tuple[Span, FoundObligation | None]]:
    """The obligations of a clause and, between them, its other sentences."""
    pieces: list[tuple[Span, FoundObligation | None]] = []
    at = clause.body.start
    for found in sorted(obligations, key=lambda f: f.obligation.span.start):
        span = found.obligation.span
        pieces += [(s, None) for s in _sentences(plan.text, at, span.start)]
        pieces.append((span, found))
        at = max(at, span.end)
    return pieces + [(s, None) for s in _sentences(plan.text, at, clause.body.end)]


def _sentences(text: str, start: int, end: int) -> list[Span]:
    spans, at = [], start
    for match in [*_SENTENCE_END.finditer(text, start, end), None]:
        stop = match.start() if match else end
        piece = text[at:stop]
        lead = len(piece) - len(piece.lstrip(" \t\n;.,:"))
        body = piece.strip(" \t\n")
        body = body.lstrip(";.,: ")
        if len(body) >= 12:
            spans.append(Span(start=at + lead, end=at + lead + len(body)))
        at = match.end() if match else end
    return spans


def _rarity(statements: Sequence[Statement]) -> dict[str, float]:
    seen: dict[str, int] = {}
    for statement in statements:
        for term in statement.terms:
            seen[term] = seen.get(term, 0) + 1
    total = len(statements)
    return {term: math.log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in seen.items()}
