"""Statements ranked by how much of the question they hold: rare words weigh more, pairs more than words, context less.

Scores are shares in [0, 1] plus named bonuses for what the question's intent needs; they are comparable across plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.library import Library
from assistant.model import Intent, Understanding
from assistant.retrieve.query import Concept, Query
from assistant.statements import PlanStatements, Statement, terms_of
from ingest.agencies import is_member
from ingest.model import Level, ObligationKind, Role
from ingest.text import fold

IN_CONTEXT = 0.45  # a concept found only in the headings, lead-ins or actors above counts so much
NAMING_SHARE = 0.35  # of its weight is left to a word that also stands in the title of the named plan
ACCENT_LOSS = 0.6  # a word typed with marks that the statement has only with other marks
LABEL_BONUS = 0.25  # for a label line of the sort that is asked for
LABELLED = 0.9  # the same for a label line of the sort that is asked for
MOST_BONUS = 0.75  # no bonus is larger
DENSE_VI, DENSE_EN = 0.20, 0.45


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """A statement, its score, and the share of the question's concepts that it holds (``coverage``, own words alone:
    ``own``).
    """

    statement: Statement
    score: float
    coverage: float
    own: float
    unknown: float = 0.0  # share of an English question that neither a glossary nor the plan knows


def rank(
    query: Query, understanding: Understanding, plans: Sequence[PlanStatements], library: Library, limit: int = 20
) -> tuple[Ranked, ...]:
    """Return the best statements of the plans, best first."""
    out: list[Ranked] = []
    for plan in plans:
        fitted = _naming_less(query, library.title_terms(plan.plan.id)) if understanding.plan_named else query
        out += _rank_plan(fitted, understanding, plan, _cosines(query, understanding, plan, library))
    out.sort(key=lambda r: (-r.score, r.statement.plan_id, r.statement.order))
    return tuple(out[:limit])


def _rank_plan(
    query: Query, understanding: Understanding, plan: PlanStatements, cosines: NDArray[np.float32] | None
) -> list[Ranked]:
    """The statements of one plan that may be among the best: a bonus cannot lift those further behind than MOST_BONUS."""
    if not plan.statements:
        return []
    coverage, own = _coverage(query, plan)
    labelled = _raise_labels(understanding, plan, query, coverage)
    base = coverage.copy()
    base[labelled] += LABEL_BONUS
    if cosines is not None:
        base += (DENSE_EN if query.english else DENSE_VI) * np.maximum(cosines, 0.0)
    pool = _pool(plan, understanding)
    weights = sum(c.weight for c in query.concepts)
    strange = sum(c.weight for c in query.concepts if c.foreign and c.alternatives[0][0] not in plan.rarity)
    unknown = strange / weights if weights else 0.0
    best = float(base[pool].max())
    chosen = pool[base[pool] >= best - MOST_BONUS]
    return [
        Ranked(s, float(base[n]) + bonus(s, understanding), float(coverage[n]), float(own[n]), unknown)
        for n in chosen.tolist()
        for s in (plan.statements[n],)
    ]


def _naming_less(query: Query, title: frozenset[str]) -> Query:
    """The query with words of the plan's title at a low weight: a question that names the plan says them for that."""
    concepts = tuple(
        replace(c, weight=c.weight * NAMING_SHARE) if all(set(a) <= title for a in c.alternatives) else c
        for c in query.concepts
    )
    return replace(query, concepts=concepts)


def _pool(plan: PlanStatements, understanding: Understanding) -> NDArray[np.intp]:
    """The numbers of the statements in the asked section, of all where none is asked or it is empty."""
    everything = np.arange(len(plan.statements))
    section = understanding.section
    if not section:
        return everything
    inside = np.array([in_section(s.clause.section, section) for s in plan.statements], dtype=bool)
    return everything[inside] if inside.any() else everything


def in_section(section: str, asked: str) -> bool:
    """Whether a section path lies at or under the one that was asked for. Điều are numbered through a whole plan (Nghị
    định 30/2020/NĐ-CP, Phụ lục I), so that "Điều 5" means the one inside its chapter.
    """
    have, want = fold(section), fold(asked)
    return have == want or have.startswith(want + ".") or (want.startswith("dieu ") and f".{want}." in f"{have}.")


def _cosines(
    query: Query, understanding: Understanding, plan: PlanStatements, library: Library
) -> NDArray[np.float32] | None:
    vectors = library.vectors(plan)
    text = understanding.text if query.english else query.text
    if vectors is None or not text:
        return None
    result: NDArray[np.float32] = vectors @ library.encode(text)
    return result


def _raise_labels(
    understanding: Understanding, plan: PlanStatements, query: Query, coverage: NDArray[np.float64]
) -> list[int]:
    """A label line ("Thời gian: …"), or what stands under a heading that is one, says nothing of its subject itself: that
    stands around it, or is the whole plan.
    """
    asked = [pattern for ask, pattern in _LABELS.items() if ask in understanding.asks]
    labelled: list[int] = []
    if not asked:
        return labelled
    full = _coverage(query, plan, around=LABELLED, everywhere=terms_of(plan.plan.title))[0]
    for n, statement in enumerate(plan.statements):
        if any(pattern.match(statement.folded) or pattern.match(_announced_by(statement, plan)) for pattern in asked):
            coverage[n] = max(coverage[n], full[n])
            labelled.append(n)
    return labelled


def _announced_by(statement: Statement, plan: PlanStatements) -> str:
    """The folded words of the heading right above a statement, closed by a colon as a label is."""
    parent = plan.parents.get(statement.clause.id)
    if parent is None or not parent.heading or parent.level in (Level.ROOT, Level.HEADER):
        return ""
    return fold(parent.body.of(plan.plan.text)[:_LABEL_LENGTH]) + ":"


_LABEL_LENGTH = 80  # characters of a heading that is a label
_ABOUT_ITSELF = re.compile(
    r"[\W\d]*(?:tren day la|can cu|thuc hien (?:ke hoach|chi thi|nghi quyet|quyet dinh|cong van))\b"
)
_LABELS = {
    "time": re.compile(r"[\W\d]*(?:thoi (?:gian|han|diem)|tien do|han)\b[^:]{0,60}:"),
    "day": re.compile(r"[\W\d]*(?:thoi (?:gian|han|diem)|tien do|han)\b[^:]{0,60}:"),
    "where": re.compile(r"[\W\d]*(?:dia diem|noi|dia ban)\b[^:]{0,40}:"),
    "object": re.compile(r"[\W\d]*(?:doi tuong|thanh phan|pham vi|so luong)\b[^:]{0,40}:"),
}


def _coverage(
    query: Query, plan: PlanStatements, around: float = IN_CONTEXT, everywhere: frozenset[str] = frozenset()
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For every statement the share of the question's worth that it holds with what is around it, and by itself."""
    held = np.zeros(len(plan.statements))
    own = np.zeros(len(plan.statements))
    possible = 0.0
    for concept in query.concepts:
        if _accidental(concept, plan):
            continue
        worth = concept.weight * max(_worth(a, plan) for a in concept.alternatives)
        inside, near = _holds(concept, plan)
        if everywhere and any(set(_parts(a)) <= everywhere for a in concept.alternatives):
            near = np.ones_like(near)
        possible += worth
        own += worth * inside
        held += worth * np.maximum(inside, around * near)
    if possible:
        held /= possible
        own /= possible
    return held, own


def _accidental(concept: Concept, plan: PlanStatements) -> bool:
    """Whether a concept says nothing about the plan: a Vietnamese pair that never occurs in it (neighbours in the question
    only), or an English word that no glossary knows.
    """
    if concept.foreign:
        return concept.alternatives[0][0] not in plan.rarity
    return (
        len(concept.alternatives) == 1
        and len(concept.alternatives[0]) == 2
        and (" ".join(concept.alternatives[0]) not in plan.rarity)
    )


def _worth(alternative: Sequence[str], plan: PlanStatements) -> float:
    if len(alternative) == 1:
        return plan.idf(alternative[0])
    return sum(plan.idf(f"{a} {b}") for a, b in pairwise(alternative)) / (len(alternative) - 1)


def _parts(alternative: tuple[str, ...]) -> tuple[str, ...]:
    """A word itself, a phrase as its pairs."""
    return alternative if len(alternative) == 1 else tuple(f"{a} {b}" for a, b in pairwise(alternative))


def _holds(concept: Concept, plan: PlanStatements) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far a concept stands in each statement's own words, and in those around it: shares in [0, 1]."""
    inside = np.zeros(len(plan.statements))
    around = np.zeros(len(plan.statements))
    for alternative in concept.alternatives:
        parts = _parts(alternative)
        in_it, by_it = np.zeros_like(inside), np.zeros_like(around)
        for part in parts:
            in_it[plan.holding(part)] += 1 / len(parts)
            by_it[plan.surrounded(part)] += 1 / len(parts)
        np.maximum(inside, in_it, out=inside)
        np.maximum(around, by_it, out=around)
    if concept.accented:
        for n in np.flatnonzero(inside).tolist():
            if concept.accented not in plan.statements[n].accented:
                inside[n] *= ACCENT_LOSS
    return inside, around


def bonus(statement: Statement, understanding: Understanding) -> float:
    """What the statement offers of what the intent needs: a date for "when", an actor for "who", and so on."""
    found = statement.obligation
    total = -0.25 if statement.heading and not _wants_number(understanding) else 0.0
    if statement.clause.level in (Level.HEADER, Level.CLOSING):
        total -= 0.2
    if _ABOUT_ITSELF.match(statement.folded):
        total -= 0.35
    if found is None:
        return total + (0.08 if any(c.isdigit() for c in statement.quote) and _wants_number(understanding) else 0.0)
    ob = found.obligation
    match understanding.intent:
        case Intent.WHEN | Intent.CALENDAR | Intent.COMPARE:
            total += 0.25 if ob.deadline and "time" in understanding.asks else 0.05
        case Intent.REPORT:
            total += (0.25 if ob.kind is ObligationKind.REPORT else 0.0) + (0.1 if ob.report_to else 0.0)
        case Intent.TARGET:
            total += 0.15 if ob.kind is ObligationKind.TARGET else 0.0
            total += 0.1 if any(c.isdigit() for c in statement.quote) else 0.0
        case Intent.FUNDING:
            total += 0.2 if ob.kind is ObligationKind.FUNDING else 0.0
        case Intent.WHO:
            total += 0.1
            total += 0.1 if understanding.role and any(a.role is understanding.role for a in ob.actors) else 0.0
        case _:
            total += 0.05
    return total + 0.2 * acts(statement, understanding.agencies)


def _wants_number(understanding: Understanding) -> bool:
    return bool(understanding.asks & {"time", "day"}) or understanding.intent in (
        Intent.WHEN,
        Intent.TARGET,
        Intent.FUNDING,
        Intent.CALENDAR,
    )


def acts(statement: Statement, agencies: Iterable[object]) -> bool:
    """Whether one of the asked agencies acts in the statement, by name or as a member of a named group."""
    found = statement.obligation
    if found is None:
        return False
    asked = [getattr(a, "agency_id", "") for a in agencies]
    return any(
        actor.agency_id == i or is_member(i, actor.agency_id) for actor in found.obligation.actors for i in asked
    )


def leads(statement: Statement) -> tuple[str, ...]:
    """Return the names of those who lead a statement's obligation."""
    found = statement.obligation
    return tuple(a.name for a in found.obligation.actors if a.role is Role.LEAD) if found else ()
