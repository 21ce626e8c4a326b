"""Which plans to look into: those that the question names, else those that the indexes and its agencies point to."""

from __future__ import annotations

from assistant.library import Library
from assistant.model import Understanding
from assistant.retrieve.query import Query
from ingest.store import ObligationQuery

LOOK_INTO = 4  # plans whose statements are ranked when the question names none
_HITS = 40


def candidate_plans(understanding: Understanding, query: Query, library: Library) -> tuple[str, ...]:
    """Return plan ids, the likeliest first: the named ones (narrowed by the index where many share a place), or the
    best by lexical and dense hits, with a preference for plans in which an asked agency acts.
    """
    named = understanding.plan_ids
    if named and len(named) <= LOOK_INTO:
        return named
    within = frozenset(named) if named else None
    scores: dict[str, float] = {}
    for weight, hits in (
        (1.0 if not query.english else 0.5, library.index.lexical(query.text, _HITS, within) if query.text else ()),
        (1.0 if query.english else 0.2, library.index.dense(understanding.text, _HITS, within)),
    ):
        best = max((h.score for h in hits), default=0.0) or 1.0
        for place, hit in enumerate(hits):
            # the first hit of a plan counts fully, the next ones add little
            scores[hit.plan_id] = scores.get(hit.plan_id, 0.0) + weight * (hit.score / best) / (1 + place / 4)
    for plan_id in _acting(understanding, library):
        scores[plan_id] = scores.get(plan_id, 0.0) + 0.5
    ranked = sorted(scores, key=lambda i: (-scores[i], i))
    return tuple(ranked[:LOOK_INTO]) or tuple(named[:LOOK_INTO])


def _acting(understanding: Understanding, library: Library) -> tuple[str, ...]:
    if not understanding.agencies:
        return ()
    ids = tuple(a.agency_id for a in understanding.agencies)
    return tuple(library.store.obligations_by_plan(ObligationQuery(agency_ids=ids, include_groups=False)))
