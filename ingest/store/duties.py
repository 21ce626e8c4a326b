"""Obligations as rows: the statement, who must act on it, until when. It writes and builds values; no filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, exists, select

from ingest.model import Actor, Obligation
from ingest.store.database import select_in
from ingest.store.schema import agencies, clauses, deadlines, duties, obligations
from ingest.text import syllables

_STATEMENT = (
    select(
        obligations.c.obligation_key,
        obligations.c.plan_key,
        obligations.c.obligation_id,
        clauses.c.clause_id,
        clauses.c.label,
        obligations.c.section,
        obligations.c.kind,
        obligations.c.start,
        obligations.c.end,
        obligations.c.actor_source,
        obligations.c.report_to,
        obligations.c.found_by,
        deadlines.c.text,
        deadlines.c.start,
        deadlines.c.end,
        deadlines.c.kind,
        deadlines.c.first,
        deadlines.c.last,
        deadlines.c.recurrence,
        deadlines.c.rule,
    )
    .join_from(obligations, clauses, obligations.c.clause_key == clauses.c.clause_key)
    .outerjoin(deadlines, deadlines.c.obligation_key == obligations.c.obligation_key)
)
_ACTORS = (
    select(duties.c.obligation_key, agencies.c.name, agencies.c.agency_id, duties.c.role, duties.c.start, duties.c.end)
    .join_from(duties, agencies, duties.c.agency_key == agencies.c.agency_key)
    .order_by(duties.c.obligation_key, duties.c.position)
)


def insert_obligations(
    connection: Connection, plan_key: int, text: str, found: Sequence[Obligation], clause_keys: Mapping[str, int]
) -> None:
    """Write the obligations of a plan with their actors and deadlines."""
    if not found:
        return
    connection.execute(
        obligations.insert(),
        [_row(plan_key, position, text, item, clause_keys) for position, item in enumerate(found)],
    )
    statement = select(obligations.c.obligation_key).where(obligations.c.plan_key == plan_key)
    keys = connection.execute(statement.order_by(obligations.c.position)).scalars().all()
    _insert_actors(connection, plan_key, found, keys)
    due = [
        {"obligation_key": key, "plan_key": plan_key, "start": item.deadline.span.start, "end": item.deadline.span.end}
        | item.deadline.model_dump(exclude={"span"})
        for key, item in zip(keys, found, strict=True)
        if item.deadline is not None
    ]
    if due:
        connection.execute(deadlines.insert(), due)


def drop_unused_agencies(connection: Connection) -> None:
    """Forget the agencies that no obligation names any more."""
    connection.execute(delete(agencies).where(~exists().where(duties.c.agency_key == agencies.c.agency_key)))


def read_obligations(
    connection: Connection, keys: Sequence[int], plan_ids: Mapping[int, str]
) -> list[tuple[int, dict[str, Any], str]]:
    """Return for each key, in the order given: plan key, the values of an ``Obligation``, label of its clause."""
    actors = _read_actors(connection, keys)
    found: dict[int, tuple[int, dict[str, Any], str]] = {}
    for row in select_in(connection, _STATEMENT, obligations.c.obligation_key, keys):
        (key, plan_key, id_, clause_id, label, section, kind, start, end, source, report_to, found_by) = row[:12]
        values = {
            "id": id_,
            "plan_id": plan_ids[plan_key],
            "clause_id": clause_id,
            "section": section,
            "kind": kind,
            "span": {"start": start, "end": end},
            "actors": actors.get(key, ()),
            "actor_source": source,
            "deadline": _deadline(row[12:]),
            "report_to": report_to,
            "found_by": found_by,
        }
        found[key] = (plan_key, values, label)
    return [found[key] for key in keys]


def _row(plan_key: int, position: int, text: str, item: Obligation, clause_keys: Mapping[str, int]) -> dict[str, Any]:
    return {
        "plan_key": plan_key,
        "position": position,
        "obligation_id": item.id,
        "clause_key": clause_keys[item.clause_id],
        "section": item.section,
        "kind": item.kind.value,
        "start": item.span.start,
        "end": item.span.end,
        "actor_source": item.actor_source.value,
        "report_to": item.report_to,
        "found_by": item.found_by,
        "words": f" {' '.join(syllables(item.span.of(text)))} ",
    }


def _insert_actors(connection: Connection, plan_key: int, found: Sequence[Obligation], keys: Sequence[int]) -> None:
    actors = [
        (key, position, actor)
        for key, item in zip(keys, found, strict=True)
        for position, actor in enumerate(item.actors)
    ]
    agency_keys = _agency_keys(connection, [actor for _, _, actor in actors])
    rows = [
        {
            "obligation_key": key,
            "position": position,
            "plan_key": plan_key,
            "agency_key": agency_keys[actor.agency_id, actor.name],
            "role": actor.role.value,
            "start": actor.span.start if actor.span else None,
            "end": actor.span.end if actor.span else None,
        }
        for key, position, actor in actors
    ]
    if rows:
        connection.execute(duties.insert(), rows)


def _agency_keys(connection: Connection, actors: Iterable[Actor]) -> dict[tuple[str, str], int]:
    wanted = dict.fromkeys((actor.agency_id, actor.name) for actor in actors)
    ids = sorted({agency_id for agency_id, _ in wanted})
    known = _known_agencies(connection, ids)
    new = [{"agency_id": agency_id, "name": name} for agency_id, name in wanted if (agency_id, name) not in known]
    if new:
        connection.execute(agencies.insert(), new)
        known = _known_agencies(connection, ids)
    return known


def _known_agencies(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, str], int]:
    rows = connection.execute(select(agencies).where(agencies.c.agency_id.in_(ids)))
    return {(row.agency_id, row.name): row.agency_key for row in rows}


def _read_actors(connection: Connection, keys: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    actors: dict[int, list[dict[str, Any]]] = {}
    for key, name, agency_id, role, start, end in select_in(connection, _ACTORS, duties.c.obligation_key, keys):
        span = None if start is None else {"start": start, "end": end}
        actors.setdefault(key, []).append({"name": name, "agency_id": agency_id, "role": role, "span": span})
    return actors


def _deadline(columns: Sequence[Any]) -> dict[str, Any] | None:
    text, start, end, kind, first, last, recurrence, rule = columns
    if text is None:
        return None
    span = {"start": start, "end": end}
    return {
        "text": text,
        "span": span,
        "kind": kind,
        "first": first,
        "last": last,
        "recurrence": recurrence,
        "rule": rule,
    }
