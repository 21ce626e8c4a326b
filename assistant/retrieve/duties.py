"""All obligations that a question asks for: by agency, role, period, plan, section and topic. A list is a query, not a top-k.

Does not group or word them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from assistant.due_days import due_days
from assistant.library import Library
from assistant.model import AskedAgency, AskedPeriod, Understanding
from assistant.retrieve.query import Concept, Query, make_query
from assistant.retrieve.ranking import in_section
from assistant.statements import terms_of
from ingest.agencies import with_predecessors
from ingest.model import Deadline, DeadlineKind, Period
from ingest.store import FoundObligation, ObligationQuery
from ingest.text import fold

TOPIC_SHARE = 0.5  # an obligation is about the topic when it and its headings hold this share of the topic's rarity


@dataclass(frozen=True, slots=True)
class Duties:
    """What a filter found. ``undated`` counts what a period left out for want of a date; ``off_topic`` what the topic
    left out; ``related`` what is given to "các cơ quan liên quan", which may be the asked agency or not; ``topic_found``
    is false where nothing was about the topic and so nothing was left out.
    """

    items: tuple[FoundObligation, ...]
    undated: int = 0
    off_topic: int = 0
    related: int = 0
    topic_found: bool = True


def find_duties(understanding: Understanding, library: Library, plan_ids: Sequence[str] | None) -> Duties:
    """Return all obligations of the asked agencies (of everybody, where none is asked) under the question's filters."""
    if plan_ids is None and understanding.agencies:
        at_any_time = understanding.model_copy(update={"period": None})
        plan_ids = tuple(duties_by_plan(at_any_time, library)) or None
    found = _all(understanding, library, plan_ids, dated=False)
    everything = tuple(f for f in found if not _merely_related(f))
    related = len(found) - len(everything)
    items = everything
    undated = 0
    if understanding.period is not None:
        items = tuple(f for f in _all(understanding, library, plan_ids, dated=True) if not _merely_related(f))
        undated = sum(f.obligation.deadline is None for f in everything)
    if understanding.section:
        inside = tuple(f for f in items if in_section(f.obligation.section, understanding.section))
        items = inside or items
    about = _about(understanding, library, items)
    if about is None:
        return Duties(items, undated, related=related)
    own = [f for f in items if f.matched_as == "named"]
    if not about or (own and not any(f.matched_as == "named" for f in about)):
        return Duties(items, undated, related=related, topic_found=False)
    return Duties(about, undated, off_topic=len(items) - len(about), related=related)


def find_undated(understanding: Understanding, library: Library, plan_ids: Sequence[str] | None) -> Duties:
    """Return the obligations without a date, for a period in which none is dated."""
    found = find_duties(understanding.model_copy(update={"period": None}), library, plan_ids)
    return Duties(tuple(f for f in found.items if f.obligation.deadline is None))


def duties_by_plan(
    understanding: Understanding, library: Library, plan_ids: Sequence[str] | None = None
) -> dict[str, int]:
    """Return how many obligations each plan has for the asked agencies under role and period.

    Only plans that name the agency count, where any does: a group elsewhere ("các cơ quan, đơn vị" of a commune) does not
    mean it.
    """
    period = understanding.period
    query = ObligationQuery(
        agency_ids=tuple(i for a in understanding.agencies for i in with_predecessors(a.agency_id)),
        include_groups=False,
        role=understanding.role,
        plan_ids=tuple(plan_ids) if plan_ids is not None else None,
        due_from=period.first if period else None,
        due_to=period.last if period else None,
    )
    named = library.store.obligations_by_plan(query)
    return named or library.store.obligations_by_plan(query.model_copy(update={"include_groups": True}))


def _all(
    understanding: Understanding, library: Library, plan_ids: Sequence[str] | None, *, dated: bool
) -> tuple[FoundObligation, ...]:
    period = understanding.period if dated else None
    found: dict[tuple[str, str], FoundObligation] = {}
    for agency in understanding.agencies or (None,):
        items, _ = library.store.obligations(
            ObligationQuery(
                agency_ids=with_predecessors(agency.agency_id) if isinstance(agency, AskedAgency) else (),
                role=understanding.role,
                plan_ids=tuple(plan_ids) if plan_ids is not None else None,
                due_from=period.first if period else None,
                due_to=period.last if period else None,
            )
        )
        for item in items:
            found.setdefault((item.obligation.plan_id, item.obligation.id), item)
    kept = (f for f in found.values() if not dated or _falls_due(f.obligation.deadline, understanding.period))
    return tuple(sorted(kept, key=lambda f: (f.obligation.plan_id, f.obligation.span.start)))


def _falls_due(deadline: Deadline | None, asked: AskedPeriod | None) -> bool:
    """Whether a deadline is one, and no recurring one whose stated days all lie outside the asked period; a period with
    one end only ("trước tháng 6") reaches over that year.
    """
    if deadline is None or deadline.kind is not DeadlineKind.RECURRING:
        return deadline is not None
    year = (asked.last or asked.first or date.min).year if asked is not None else None
    if asked is None or year is None:
        return True
    first, last = asked.first or date(year, 1, 1), asked.last or date(year, 12, 31)
    a_year_around = Period(first=first - _YEAR, last=last + _YEAR)
    days = [due.day for due in due_days(deadline, a_year_around) if due.rule == "stated"]
    return not days or any(first <= day <= last for day in days)


_YEAR = timedelta(days=366)


def _merely_related(found: FoundObligation) -> bool:
    """Whether the agency would come in only as one of "các đơn vị liên quan", which may be anybody."""
    return found.matched_as == "group" and "lien quan" in fold(found.matched_name or "")


def _about(
    understanding: Understanding, library: Library, items: Sequence[FoundObligation]
) -> tuple[FoundObligation, ...] | None:
    """Return the items about the subject, or None where the question names none beyond the plan's own title."""
    if understanding.subject.startswith('"'):
        named = _naming(understanding.subject.strip('"'), library, items)
        return named or None
    queries = [
        make_query(understanding.model_copy(update={"topic": part, "context": ""}))
        for part in understanding.subject.split(", ")
        if part
    ]
    kept: dict[int, FoundObligation] = {}
    judged = False
    for plan_id in dict.fromkeys(f.obligation.plan_id for f in items):
        mine = [f for f in items if f.obligation.plan_id == plan_id]
        parts = [about for q in queries if (about := _about_in_plan(q, library, plan_id, mine)) is not None]
        judged = judged or bool(parts)
        kept.update((id(f), f) for f in (mine if not parts else (f for about in parts for f in about)))
    return tuple(f for f in items if id(f) in kept) if judged else None


def _naming(name: str, library: Library, items: Sequence[FoundObligation]) -> tuple[FoundObligation, ...]:
    """Return the items that say a name in quotation marks, or stand under a heading that says it."""
    wanted = terms_of(name)
    kept = []
    for plan_id in dict.fromkeys(f.obligation.plan_id for f in items):
        by_span = {(s.span.start, s.span.end): s for s in library.statements(plan_id).statements}
        for found in (f for f in items if f.obligation.plan_id == plan_id):
            statement = by_span.get((found.obligation.span.start, found.obligation.span.end))
            if statement is not None and wanted <= statement.terms | statement.context:
                kept.append(found)
    return tuple(kept)


def _about_in_plan(
    query: Query, library: Library, plan_id: str, items: Sequence[FoundObligation]
) -> list[FoundObligation] | None:
    """Return the items about one part of the subject; None where that part only names the plan."""
    plan = library.statements(plan_id)
    title = library.title_terms(plan_id)
    telling = [c for c in map(_telling, query.concepts) if not all(set(a) <= title for a in c.alternatives)]
    concepts = [c for c in telling if any(_known(a, plan.rarity) for a in c.alternatives)]
    if not concepts:
        return [] if telling else None
    wanted = {(f.obligation.span.start, f.obligation.span.end): f for f in items}
    shares = [
        (_share(concepts, statement.terms | statement.context), wanted[key])
        for statement in plan.statements
        if (key := (statement.span.start, statement.span.end)) in wanted
    ]
    best = max((share for share, _ in shares), default=0.0)
    return [f for share, f in shares if share >= max(TOPIC_SHARE * best, 0.01)] if best >= TOPIC_SHARE / 2 else []


def _telling(concept: Concept) -> Concept:
    """The concept without its single syllables, where it has phrases ("đường" says less than "tuyến đường")."""
    phrases = tuple(a for a in concept.alternatives if len(a) > 1)
    return replace(concept, alternatives=phrases) if phrases else concept


def _known(alternative: tuple[str, ...], rarity: Mapping[str, float]) -> bool:
    terms = alternative if len(alternative) == 1 else tuple(f"{a} {b}" for a, b in pairwise(alternative))
    return any(t in rarity for t in terms)


def _share(concepts: Sequence[Concept], terms: frozenset[str]) -> float:
    held = total = 0.0
    for concept in concepts:
        total += concept.weight
        held += concept.weight * max(_weight(a, terms) for a in concept.alternatives)
    return held / total if total else 0.0


def _weight(alternative: tuple[str, ...], terms: frozenset[str]) -> float:
    if len(alternative) == 1:
        return float(alternative[0] in terms)
    pairs = [f"{a} {b}" for a, b in pairwise(alternative)]
    return sum(p in terms for p in pairs) / len(pairs)
