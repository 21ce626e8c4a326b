"""The store: every plan with its clauses and obligations, read and written as values. It searches no words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Row, select

from ingest.errors import UnknownClause
from ingest.model import Clause, Obligation, Plan
from ingest.store import writing
from ingest.store.cache import Cache
from ingest.store.collection import paused_collection
from ingest.store.database import AnyRow, Database, select_in
from ingest.store.duties import read_obligations
from ingest.store.location import Location, locate
from ingest.store.plans import PlanHead, read_segments
from ingest.store.query import AgencyCount, FoundObligation, ObligationQuery, by_plan, match, matching, number_of
from ingest.store.schema import clauses, plans
from ingest.store.snapshot import Snapshot, read_snapshot
from ingest.store.trees import COLUMNS, build_alone, read_subtree, read_tree

_CACHED_CHARACTERS = 32_000_000  # of plan texts: about 64 MB
_CACHED_CLAUSES = 20_000  # of plan trees: about 50 MB


class Store:
    """All that is known of all plans. Safe to use from several threads; any number of processes may have it open.

    Reads see whole revisions: a plan is there with all it has, or not at all. Every method raises ``StoreError`` where
    the database cannot be read or written.
    """

    def __init__(self, location: Location) -> None:
        self.location = location
        self._database = Database(location.url, location.folder)
        self._snapshot: Snapshot | None = None
        self._texts: Cache[int, str] = Cache(_CACHED_CHARACTERS, len)
        self._plans: Cache[int, tuple[int, Plan]] = Cache(_CACHED_CLAUSES, lambda counted: counted[0])

    @classmethod
    def open(cls, url: str | Path) -> Store:
        """Open the store in a folder, or at an SQLAlchemy URL; create it and bring its schema up to date where needed.

        Raises ``StoreError`` where it cannot be read, ``StoreTooNew`` where a newer program wrote it.
        """
        return cls(locate(url))

    def close(self) -> None:
        """Close all connections; the object must not be used any more."""
        self._database.close()

    def revision(self) -> int:
        """Return a number that rises with every change of the store."""
        with self.reading() as (_, snapshot):
            return snapshot.revision

    def stamp(self) -> str:
        """Return a string that is new with every change, in this store and any other; "" before the first change."""
        with self.reading() as (_, snapshot):
            return snapshot.stamp

    def plans(self) -> tuple[PlanHead, ...]:
        """Return the heads of all plans, ordered by id."""
        with self.reading() as (_, snapshot):
            return tuple(stored.head for stored in snapshot.heads)

    def head(self, plan_id: str) -> PlanHead:
        """Return the head of one plan; raises ``UnknownPlan``."""
        with self.reading() as (_, snapshot):
            return snapshot.stored(plan_id).head

    def plan(self, plan_id: str) -> Plan:
        """Return the whole plan, equal to the one saved; raises ``UnknownPlan``."""
        with self.reading() as (connection, snapshot):
            stored = snapshot.stored(plan_id)
            cached = self._plans.get(stored.key)
            if cached is None:
                own = {name: getattr(stored.head, name) for name in PlanHead.model_fields if name in Plan.model_fields}
                plan = Plan.model_construct(
                    **own,
                    text=self.read_text(connection, stored.key),
                    segments=read_segments(connection, stored.key),
                    root=read_tree(connection, stored.key),
                )
                cached = (stored.head.clause_count + 1, plan)
                self._plans.put(stored.key, cached)
            return cached[1]

    def text(self, plan_id: str) -> str:
        """Return the canonical text of a plan; raises ``UnknownPlan``."""
        with self.reading() as (connection, snapshot):
            return self.read_text(connection, snapshot.stored(plan_id).key)

    def clause(self, plan_id: str, clause_id: str) -> Clause:
        """Return a clause with all below it; raises ``UnknownPlan``, ``UnknownClause``."""
        with self.reading() as (connection, snapshot):
            found = read_subtree(connection, snapshot.stored(plan_id).key, clause_id)
        if found is None:
            raise UnknownClause(plan=plan_id, clause=clause_id)
        return found

    def clause_by_key(self, key: int) -> tuple[str, Clause]:
        """Return plan id and clause, without its children, of an index's key; raises ``UnknownClause`` if gone."""
        found = self.clauses_by_key((key,))
        if key not in found:
            raise UnknownClause(clause=key)
        return found[key]

    def clauses_by_key(self, keys: Sequence[int]) -> dict[int, tuple[str, Clause]]:
        """Return the same for many keys; those that are gone are left out."""
        with self.reading() as (connection, snapshot):
            return {
                row.clause_key: (snapshot.ids[row.plan_key], build_alone(row[2:]))
                for row in _select_clauses(connection, keys, *COLUMNS)
            }

    def clause_ids(self, keys: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Return plan id and clause id of those of an index's keys that still exist."""
        with self.reading() as (connection, snapshot):
            found = _select_clauses(connection, keys, clauses.c.clause_id)
            return {key: (snapshot.ids[plan_key], clause_id) for key, plan_key, clause_id in found}

    def plan_keys(self, plan_ids: Iterable[str]) -> tuple[int, ...]:
        """Return the index's keys of those of the plans that exist."""
        with self.reading() as (_, snapshot):
            return snapshot.keys(plan_ids)

    def clause_keys(self, plan_keys: Sequence[int]) -> dict[int, list[int]]:
        """Return the index's keys of all clauses of these plans, by plan key."""
        found: dict[int, list[int]] = {}
        statement = select(clauses.c.plan_key, clauses.c.clause_key)
        with self.reading() as (connection, _):
            for plan_key, key in select_in(connection, statement, clauses.c.plan_key, plan_keys):
                found.setdefault(plan_key, []).append(key)
        return found

    def obligations(self, query: ObligationQuery) -> tuple[tuple[FoundObligation, ...], int]:
        """Return the obligations that match, by plan and then in reading order, and how many there are in all."""
        with self.reading() as (connection, snapshot):
            statement = matching(query, snapshot.scope(connection, query))
            if query.limit is None:
                keys = connection.execute(statement).scalars().all()
                page, total = keys[query.offset :], len(keys)
            else:
                page = connection.execute(statement.offset(query.offset).limit(query.limit)).scalars().all()
                total = connection.execute(number_of(statement)).scalar_one()
            with paused_collection():
                return tuple(self._found(connection, snapshot, query, page)), total

    def obligations_by_plan(self, query: ObligationQuery) -> dict[str, int]:
        """Return how many obligations match in each plan that has some; ``offset`` and ``limit`` do not count."""
        with self.reading() as (connection, snapshot):
            rows = connection.execute(by_plan(matching(query, snapshot.scope(connection, query))))
            return {snapshot.ids[plan_key]: number for plan_key, number in rows}

    def agency_names(self) -> tuple[AgencyCount, ...]:
        """Return every agency that an obligation names, by id, with the names that plans give it."""
        with self.reading() as (connection, snapshot):
            return snapshot.counts(connection)

    def save(self, plan: Plan, obligations: Sequence[Obligation], path: str = "") -> None:
        """Put the plan in, in the place of the one with its id, in one transaction: all of it or nothing.

        ``path`` is where its file lies. Raises ``ValueError`` where plan and obligations do not fit together.
        """
        writing.check(plan, obligations)
        with self._database.writing() as connection:
            writing.delete_plan(connection, plan.id)
            writing.insert(connection, plan, obligations, path)
            writing.advance(connection)

    def remove(self, plan_id: str) -> None:
        """Take the plan out with all it has, in one transaction; raises ``UnknownPlan``.

        From then on no search returns it, whatever an index still holds.
        """
        with self._database.writing() as connection:
            read_snapshot(connection, self._snapshot).stored(plan_id)
            writing.delete_plan(connection, plan_id)
            writing.advance(connection)

    @contextmanager
    def reading(self) -> Iterator[tuple[Connection, Snapshot]]:
        """For ``ingest.index``: one view of the database, and what is remembered of it."""
        with self._database.reading() as connection:
            self._snapshot = snapshot = read_snapshot(connection, self._snapshot)
            yield connection, snapshot

    def read_text(self, connection: Connection, plan_key: int) -> str:
        """For ``ingest.index``: the text of the plan with this key."""
        return self._texts_of(connection, (plan_key,))[plan_key]

    def _texts_of(self, connection: Connection, plan_keys: Iterable[int]) -> dict[int, str]:
        texts = {key: self._texts.get(key) for key in plan_keys}
        missing = [key for key, text in texts.items() if text is None]
        found = {key: text for key, text in texts.items() if text is not None}
        for key, text in select_in(connection, select(plans.c.plan_key, plans.c.text), plans.c.plan_key, missing):
            self._texts.put(key, text)
            found[key] = text
        return found

    def _found(
        self, connection: Connection, snapshot: Snapshot, query: ObligationQuery, keys: Sequence[int]
    ) -> Iterator[FoundObligation]:
        rows = read_obligations(connection, keys, snapshot.ids)
        texts = self._texts_of(connection, {plan_key for plan_key, _, _ in rows})
        groups = snapshot.groups_of(connection, query)
        for plan_key, values, label in rows:
            matched_as, matched_name = match(query, groups, values["actors"])
            yield FoundObligation.model_validate(
                {
                    "obligation": values,
                    "quote": texts[plan_key][values["span"]["start"] : values["span"]["end"]],
                    "clause_label": label,
                    "matched_as": matched_as,
                    "matched_name": matched_name,
                }
            )


def _select_clauses(connection: Connection, keys: Sequence[int], *columns: Column[Any]) -> Iterator[Row[*AnyRow]]:
    statement = select(clauses.c.clause_key, clauses.c.plan_key, *columns)
    return select_in(connection, statement, clauses.c.clause_key, keys)
