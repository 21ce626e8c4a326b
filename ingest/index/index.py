"""Search over the clauses of a store, by words and by vectors. It ranks; what a hit says is read from the store."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from threading import Lock

from ingest.errors import StoreError
from ingest.index.build import update_indexes
from ingest.index.generation import DamagedGenerationError, Generation, current_generation
from ingest.index.keys import ClauseKeys
from ingest.index.vectors import Embedding, VectorIndex
from ingest.model import Frozen
from ingest.store import Store
from ingest.store.lock import is_held

_log = logging.getLogger(__name__)
_ATTEMPTS = 5  # at opening what another process may replace at the same moment
_WAIT_SECONDS = 600.0  # for another process that builds what we cannot do without
_PATIENCE_SECONDS = 2.0  # for one that builds what is only newer than what we have


class Hit(Frozen):
    """A clause that a search found. Scores compare within one result list only; ``key`` is that of the clause's row."""

    key: int
    plan_id: str
    clause_id: str
    score: float


class _Opened:
    """A generation that is open for searching."""

    def __init__(self, generation: Generation) -> None:
        self.manifest = generation.manifest
        self.lexical = generation.open_lexical()
        self._generation = generation
        self._lock = Lock()
        self._vectors: VectorIndex | None = None

    @property
    def vectors(self) -> VectorIndex:
        """The vectors, read on first use; raises ``DamagedGenerationError``."""
        with self._lock:
            if self._vectors is None:
                self._vectors = self._generation.open_vectors()
            return self._vectors


class Index:
    """Both indexes of a store, those of its newest revision.

    - A search never returns a clause that is not in the store at that moment.
    - Indexes that are missing or damaged are made anew from the store, those that are behind are brought up to it,
      before the search. While an ingest runs in any process, or another thread is bringing them up, the last published
      ones serve: new plans are found a moment later.
    - Safe to use from several threads and processes.
    """

    def __init__(self, store: Store, embedding: Embedding | None = None) -> None:
        self._store = store
        self._given = embedding
        self._keys = ClauseKeys(store)
        self._lock = Lock()
        self._opened: _Opened | None = None
        self.refresh()

    @classmethod
    def open(cls, store: Store, embedding: Embedding | None = None) -> Index:
        """Open the indexes of ``store``; ``embedding`` is the one that ships with the program unless given."""
        return cls(store, embedding)

    @cached_property
    def embedding(self) -> Embedding:
        """The model of the vectors, loaded on first use."""
        if self._given is not None:
            return self._given
        from ingest.embedding import load_embedding

        return load_embedding()

    def lexical(self, query: str, limit: int, plan_ids: frozenset[str] | None = None) -> tuple[Hit, ...]:
        """Return the clauses that share most words with ``query``, best first; of these plans only, where given.

        Any string is a query. Diacritics may be missing; where they stand, a clause with the same ones ranks higher.
        """
        opened = self.refresh()
        return self._hits(limit, plan_ids, lambda wanted, plans: opened.lexical.search(query, wanted, plans))

    def dense(self, query: str, limit: int, plan_ids: frozenset[str] | None = None) -> tuple[Hit, ...]:
        """Return the clauses nearest in meaning to ``query``, nearest first; of these plans only, where given."""
        vectors = self._vectors()
        vector = self.embedding.encode([query])[0]

        def search(wanted: int, plan_keys: Collection[int] | None) -> Sequence[tuple[int, float]]:
            return vectors.search(vector, wanted, None if plan_keys is None else self._keys.of(plan_keys))

        return self._hits(limit, plan_ids, search)

    def refresh(self) -> _Opened:
        """Bring this object up to the store, as the class promises; every search does so itself."""
        stamp = self._store.stamp()
        opened = self._opened
        if opened is not None and (opened.manifest.stamp == stamp or not self._lock.acquire(blocking=False)):
            return opened
        if opened is None:
            self._lock.acquire()
        try:
            self._opened = self._newest(stamp)
            return self._opened
        finally:
            self._lock.release()

    def _newest(self, stamp: str) -> _Opened:
        published = self._published()
        if published is None:
            return self._updated(_WAIT_SECONDS)
        if published.manifest.stamp == stamp or is_held(self._store.location.ingest_lock):
            return published
        try:
            return self._updated(_PATIENCE_SECONDS)
        except StoreError as error:
            _log.warning("the indexes stay behind the store for now: %s", error)
            return published

    def _published(self) -> _Opened | None:
        opened = self._opened
        try:
            generation = current_generation(self._store.location.index_folder)
            if opened is not None and opened.manifest == generation.manifest:
                return opened
            return _Opened(generation)
        except DamagedGenerationError as error:
            _log.info("indexes are made anew: %s", error)
            return None

    def _updated(self, wait_seconds: float) -> _Opened:
        for _ in range(_ATTEMPTS):
            try:
                return _Opened(update_indexes(self._store, self.embedding, wait_seconds))
            except DamagedGenerationError as error:
                _log.info("indexes were replaced before they could be opened: %s", error)
        raise self._unreadable()

    def _vectors(self) -> VectorIndex:
        opened = self.refresh()
        for _ in range(_ATTEMPTS):
            try:
                if opened.manifest.embedding == self.embedding.digest:
                    return opened.vectors
            except DamagedGenerationError as error:
                _log.info("vectors are made anew: %s", error)
            with self._lock:
                self._opened = opened = self._updated(_WAIT_SECONDS)
        raise self._unreadable()

    def _unreadable(self) -> StoreError:
        return StoreError(store=str(self._store.location.index_folder), reason="the indexes cannot be read")

    def _hits(
        self,
        limit: int,
        plan_ids: frozenset[str] | None,
        search: Callable[[int, Collection[int] | None], Sequence[tuple[int, float]]],
    ) -> tuple[Hit, ...]:
        """Search for more, until as many as asked for still exist or there are no more."""
        plan_keys = None if plan_ids is None else self._store.plan_keys(plan_ids)
        wanted = limit
        while wanted > 0 and plan_keys != ():
            found = search(wanted, plan_keys)
            alive = self._store.clause_ids([key for key, _ in found])
            hits = [_hit(key, score, alive[key]) for key, score in found if key in alive]
            if len(hits) >= limit or len(found) < wanted:
                return tuple(hits[:limit])
            wanted *= 4
        return ()


def _hit(key: int, score: float, ids: tuple[str, str]) -> Hit:
    plan_id, clause_id = ids
    return Hit(key=key, plan_id=plan_id, clause_id=clause_id, score=score)
