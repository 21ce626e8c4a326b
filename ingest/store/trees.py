"""Clause trees as rows, in preorder, each with its parent and the last clause below it. It searches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from ingest.model import Clause
from ingest.store.database import AnyRow
from ingest.store.schema import clauses

COLUMNS = (
    clauses.c.position,
    clauses.c.parent,
    clauses.c.clause_id,
    clauses.c.level,
    clauses.c.marker,
    clauses.c.start,
    clauses.c.end,
    clauses.c.own_start,
    clauses.c.own_end,
    clauses.c.body_start,
    clauses.c.body_end,
    clauses.c.heading,
    clauses.c.section,
    clauses.c.label,
)


def insert_tree(connection: Connection, plan_key: int, root: Clause) -> dict[str, int]:
    """Write all clauses; return the key of each by its id."""
    rows: list[dict[str, Any]] = []
    _flatten(root, None, plan_key, rows)
    connection.execute(clauses.insert(), rows)
    found = connection.execute(select(clauses.c.clause_id, clauses.c.clause_key).where(clauses.c.plan_key == plan_key))
    return dict(found.all())


def read_tree(connection: Connection, plan_key: int) -> Clause:
    """Return the root of a plan's tree."""
    statement = select(*COLUMNS).where(clauses.c.plan_key == plan_key).order_by(clauses.c.position)
    return build(connection.execute(statement).all())


def read_subtree(connection: Connection, plan_key: int, clause_id: str) -> Clause | None:
    """Return a clause with all below it, or None where the plan has no such clause."""
    bounds = select(clauses.c.position, clauses.c.last).where(
        clauses.c.plan_key == plan_key, clauses.c.clause_id == clause_id
    )
    found = connection.execute(bounds).one_or_none()
    if found is None:
        return None
    statement = (
        select(*COLUMNS)
        .where(clauses.c.plan_key == plan_key, clauses.c.position.between(found.position, found.last))
        .order_by(clauses.c.position)
    )
    return build(connection.execute(statement).all())


def build(rows: Sequence[Row[*AnyRow]]) -> Clause:
    """Make one tree of rows in preorder, the first of which is its root."""
    return Clause.model_validate(_nest(rows))


def build_alone(row: AnyRow) -> Clause:
    """Make a clause of its row, without its children."""
    return Clause.model_validate(_values(row, []))


def _nest(rows: Iterable[Row[*AnyRow]]) -> dict[str, Any]:
    by_position: dict[int, dict[str, Any]] = {}
    root: dict[str, Any] = {}
    for row in rows:
        values = _values(tuple(row), [])
        by_position[row.position] = values
        if row.parent in by_position:
            by_position[row.parent]["children"].append(values)
        else:
            root = values
    return root


def _values(row: AnyRow, children: list[dict[str, Any]]) -> dict[str, Any]:
    (_, _, clause_id, level, marker, start, end, own_start, own_end, body_start, body_end, heading, section, label) = (
        row
    )
    return {
        "id": clause_id,
        "level": level,
        "marker": marker,
        "span": {"start": start, "end": end},
        "own": {"start": own_start, "end": own_end},
        "body": {"start": body_start, "end": body_end},
        "heading": heading,
        "section": section,
        "label": label,
        "children": children,
    }


def _flatten(clause: Clause, parent: int | None, plan_key: int, rows: list[dict[str, Any]]) -> None:
    position = len(rows)
    row: dict[str, Any] = {
        "plan_key": plan_key,
        "position": position,
        "parent": parent,
        "clause_id": clause.id,
        "level": clause.level.value,
        "marker": clause.marker,
        "start": clause.span.start,
        "end": clause.span.end,
        "own_start": clause.own.start,
        "own_end": clause.own.end,
        "body_start": clause.body.start,
        "body_end": clause.body.end,
        "heading": clause.heading,
        "section": clause.section,
        "label": clause.label,
    }
    rows.append(row)
    for child in clause.children:
        _flatten(child, position, plan_key, rows)
    row["last"] = len(rows) - 1
