"""Scores rankings with the standard measures, through ir-measures (which calls trec_eval's own code).

Arithmetic only: reads no file and asks no index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import ir_measures
from ir_measures import RR, R, nDCG

from evals.cases import Case, share
from evals.retrieval.queries import Query, Ranking

MEASURES = {
    "recall@1": R @ 1,
    "recall@5": R @ 5,
    "recall@10": R @ 10,
    "recall@20": R @ 20,
    "MRR@10": RR @ 10,
    "nDCG@10": nDCG @ 10,
}


def score(queries: Iterable[Query], rankings: Sequence[Ranking], data_set: str) -> list[Case]:
    """Score every ranking; it is right when a relevant clause stands among its first ten."""
    asked = {query.id: query for query in queries}
    names = {_name(ranking): ranking for ranking in rankings}
    judged = {name: dict.fromkeys(asked[ranking.query].relevant, 1) for name, ranking in names.items()}
    # trec_eval sorts by score and breaks ties by id, so that the score here is the rank itself, negated.
    run = {name: {hit: -float(rank) for rank, hit in enumerate(r.hits)} for name, r in names.items()}
    values: dict[str, dict[str, float]] = {name: dict.fromkeys(MEASURES, 0.0) for name in names}
    labels = {measure: label for label, measure in MEASURES.items()}
    for metric in ir_measures.iter_calc(list(MEASURES.values()), judged, run):
        values[metric.query_id][labels[metric.measure]] = metric.value
    return [
        Case(
            id=f"{data_set}:{name}",
            groups=(f"{data_set} {ranking.ranker} {asked[ranking.query].lang} {ranking.spelling}",),
            right=values[name]["MRR@10"] > 0,
            shares={label: share(value) for label, value in values[name].items()},
        )
        for name, ranking in names.items()
    ]


def _name(ranking: Ranking) -> str:
    return f"{ranking.query}/{ranking.spelling}/{ranking.ranker}"
