"""What a process remembers of one revision of the store: heads, keys, agencies. It outlives no change of the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection, select

from ingest.errors import UnknownPlan
from ingest.store.plans import StoredHead, read_heads
from ingest.store.query import AgencyCount, ObligationQuery, Scope, counting
from ingest.store.schema import agencies, meta


@dataclass
class Snapshot:
    """One revision; ``stamp`` is its fingerprint, which no other revision of this or another store has."""

    revision: int
    stamp: str
    heads: tuple[StoredHead, ...]
    _names: dict[str, dict[str, int]] | None = None
    _groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _counts: tuple[AgencyCount, ...] | None = None

    @cached_property
    def by_id(self) -> Mapping[str, StoredHead]:
        """Heads by plan id."""
        return {stored.head.id: stored for stored in self.heads}

    @cached_property
    def ids(self) -> Mapping[int, str]:
        """Plan ids by key."""
        return {stored.key: stored.head.id for stored in self.heads}

    def stored(self, plan_id: str) -> StoredHead:
        """Return the head with its key; raises ``UnknownPlan``."""
        try:
            return self.by_id[plan_id]
        except KeyError:
            raise UnknownPlan(plan=plan_id) from None

    def keys(self, plan_ids: Iterable[str]) -> tuple[int, ...]:
        """Return the keys of those of the plans that exist."""
        return tuple(self.by_id[plan_id].key for plan_id in plan_ids if plan_id in self.by_id)

    def counts(self, connection: Connection) -> tuple[AgencyCount, ...]:
        """Return all agencies with their names and counts, by id."""
        if self._counts is None:
            names = self.names(connection)
            self._counts = tuple(
                AgencyCount(agency_id=agency_id, names=tuple(sorted(names[agency_id])), plans=plans, obligations=count)
                for agency_id, plans, count in sorted(connection.execute(counting()))
            )
        return self._counts

    def names(self, connection: Connection) -> Mapping[str, Mapping[str, int]]:
        """Return the key of each name of each agency id."""
        if self._names is None:
            found: dict[str, dict[str, int]] = {}
            for row in connection.execute(select(agencies)).mappings():
                found.setdefault(row["agency_id"], {})[row["name"]] = row["agency_key"]
            self._names = found
        return self._names

    def groups(self, connection: Connection, agency_id: str) -> tuple[str, ...]:
        """Return the ids of the groups in the store that the agency is a member of."""
        from ingest.agencies import is_member  # reads the registry: not needed by queries without an agency

        if agency_id not in self._groups:
            self._groups[agency_id] = tuple(
                other for other in self.names(connection) if other != agency_id and is_member(agency_id, other)
            )
        return self._groups[agency_id]

    def groups_of(self, connection: Connection, query: ObligationQuery) -> frozenset[str]:
        """Return the ids of the groups through which a query reaches obligations."""
        if not query.include_groups:
            return frozenset()
        return frozenset(group for agency_id in query.agency_ids for group in self.groups(connection, agency_id))

    def scope(self, connection: Connection, query: ObligationQuery) -> Scope:
        """Return the query's ids as keys of rows."""
        wanted = self.groups_of(connection, query).union(query.agency_ids)
        names = self.names(connection) if wanted else {}
        return Scope(
            agency_keys=[key for agency_id in sorted(wanted) for key in names.get(agency_id, {}).values()],
            plan_keys=None if query.plan_ids is None else self.keys(query.plan_ids),
            issued=[stored.key for stored in self.heads if stored.head.issuer_id in query.agency_ids],
        )


def read_snapshot(connection: Connection, known: Snapshot | None) -> Snapshot:
    """Return the snapshot of what the connection sees: ``known`` itself where nothing has changed since."""
    values = {row.name: row.value for row in connection.execute(select(meta))}
    if known is not None and known.stamp == values.get("stamp", ""):
        return known
    heads = read_heads(connection, known.heads if known is not None else ())
    return Snapshot(revision=int(values.get("revision", 0)), stamp=values.get("stamp", ""), heads=heads)
