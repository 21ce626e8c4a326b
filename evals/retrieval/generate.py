"""Asks the indexes every query, in every spelling, word by word and by meaning.

Does not score; nor does it fuse the two rankings, which is the assistant's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from evals.retrieval.queries import Query, Ranking, key, spelled
from ingest.index import Index
from ingest.store import Store

RANKERS = ("lexical", "dense")


def generate(store_folder: Path, queries: Iterable[Query], spellings: Sequence[str], depth: int) -> list[Ranking]:
    """Return the rankings of all queries; only Vietnamese typed with diacritics ("vi") is respelled."""
    store = Store.open(store_folder)
    try:
        index = Index.open(store)
        return [
            _rank(index, query, spelling, ranker, depth)
            for query in queries
            for spelling in (spellings if query.lang == "vi" else spellings[:1])
            for ranker in RANKERS
        ]
    finally:
        store.close()


def _rank(index: Index, query: Query, spelling: str, ranker: str, depth: int) -> Ranking:
    ask = index.lexical if ranker == "lexical" else index.dense
    hits = ask(spelled(query, spelling), depth)
    names = tuple(dict.fromkeys(key(hit.plan_id, hit.clause_id) for hit in hits))
    return Ranking(query=query.id, spelling=spelling, ranker=ranker, hits=names)
