"""All obligations that a question asks for: by agency, role, period, plan, section and topic. A list is a query, not a top-k.

Does not group or word them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.library import Library
from assistant.model import AskedAgency, Understanding
from assistant.retrieve.query import Concept, Query, make_query
from assistant.retrieve.ranking import in_section
from ingest.store import FoundObligation, ObligationQuery

TOPIC_SHARE = 0.5  # an obligation is about the topic when it and its headings hold this share of the topic's rarity


@dataclass(frozen=True, slots=True)
class Duties:
    """What a filter found. ``undated`` counts what a period left out for want of a date; ``off_topic`` what the topic
    left out; ``topic_found`` is false where nothing was about the topic and so nothing was left out.
    """

    items: tuple[FoundObligation, ...]
    undated: int = 0
    off_topic: int = 0
    topic_found: bool = True


def find_duties(understanding: Understanding, library: Library, plan_ids: Sequence[str] | None) -> Duties:
    """Return all obligations of the asked agencies (of everybody, where none is asked) under the question's filters."""
    everything = _all(understanding, library, plan_ids, dated=False)
    items = everything
    undated = 0
    if understanding.period is not None:
        items = _all(understanding, library, plan_ids, dated=True)
        undated = sum(f.obligation.deadline is None for f in everything)
    if understanding.section:
        inside = tuple(f for f in items if in_section(f.obligation.section, understanding.section))
        items = inside or items
    about = _about(understanding, library, items)
    if about is None:
        return Duties(items, undated)
    if not about:
        return Duties(items, undated, topic_found=False)
    return Duties(about, undated, off_topic=len(items) - len(about))


def _all(
    understanding: Understanding, library: Library, plan_ids: Sequence[str] | None, *, dated: bool
) -> tuple[FoundObligation, ...]:
    period = understanding.period if dated else None
    found: dict[tuple[str, str], FoundObligation] = {}
    for agency in understanding.agencies or (None,):
        items, _ = library.store.obligations(
            ObligationQuery(
                agency_ids=(agency.agency_id,) if isinstance(agency, AskedAgency) else (),
                role=understanding.role,
                plan_ids=tuple(plan_ids) if plan_ids is not None else None,
                due_from=period.first if period else None,
                due_to=period.last if period else None,
            )
        )
        for item in items:
            found.setdefault((item.obligation.plan_id, item.obligation.id), item)
    kept = (f for f in found.values() if not dated or f.obligation.deadline is not None)
    return tuple(sorted(kept, key=lambda f: (f.obligation.plan_id, f.obligation.span.start)))


def _about(
    understanding: Understanding, library: Library, items: Sequence[FoundObligation]
) -> tuple[FoundObligation, ...] | None:
    """Return the items about the topic, or None where the question has no topic beyond the plan's own title."""
    if not understanding.subject:
        return None
    query = make_query(understanding.model_copy(update={"topic": understanding.subject, "context": ""}))
    kept: list[FoundObligation] = []
    judged = False
    for plan_id in dict.fromkeys(f.obligation.plan_id for f in items):
        mine = [f for f in items if f.obligation.plan_id == plan_id]
        about = _about_in_plan(query, library, plan_id, mine)
        judged = judged or about is not None
        kept += mine if about is None else about
    return tuple(kept) if judged else None


def _about_in_plan(
    query: Query, library: Library, plan_id: str, items: Sequence[FoundObligation]
) -> list[FoundObligation] | None:
    plan = library.statements(plan_id)
    title = library.title_terms(plan_id)
    concepts = [
        c
        for c in query.concepts
        if any((len(a) == 1 and a[0] not in title) or (len(a) > 1 and not set(a) <= title) for a in c.alternatives)
        and any(_known(a, plan.rarity) for a in c.alternatives)
    ]
    if not concepts:
        return None
    spans = {(f.obligation.span.start, f.obligation.span.end) for f in items}
    shares: dict[tuple[int, int], float] = {}
    for statement in plan.statements:
        key = (statement.span.start, statement.span.end)
        if key in spans:
            shares[key] = _share(concepts, statement.terms | statement.context)
    best = max(shares.values(), default=0.0)
    if best <= 0:
        return []
    bar = min(TOPIC_SHARE, best) if len(concepts) <= 3 else TOPIC_SHARE * best
    return [f for f in items if shares.get((f.obligation.span.start, f.obligation.span.end), 0.0) >= bar]


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
