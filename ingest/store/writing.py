"""Changes of the store's rows, each inside a transaction that the caller holds. It reads nothing back for others."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import Connection, delete, select

from ingest.model import Obligation, Plan
from ingest.store.duties import drop_unused_agencies, insert_obligations
from ingest.store.plans import insert_plan
from ingest.store.schema import meta, plans
from ingest.store.trees import insert_tree


def check(plan: Plan, obligations: Sequence[Obligation]) -> None:
    """Raise ``ValueError`` unless the tree partitions the text and every obligation stands in a clause of the plan."""
    end = 0
    ids = set()
    for clause in plan.root.walk():
        if clause.own.start != end or clause.own.end < end:
            raise ValueError(f"{plan.id}: clause {clause.id!r} does not begin where the one before it ends")
        end = clause.own.end
        ids.add(clause.id)
    if end != len(plan.text):
        raise ValueError(f"{plan.id}: the clauses cover {end} of {len(plan.text)} characters")
    for obligation in obligations:
        inside = 0 <= obligation.span.start <= obligation.span.end <= len(plan.text)
        if obligation.plan_id != plan.id or obligation.clause_id not in ids or not inside:
            raise ValueError(f"{plan.id}: obligation {obligation.id!r} does not stand in this plan")


def insert(connection: Connection, plan: Plan, obligations: Sequence[Obligation], path: str) -> None:
    """Write a plan that is not there."""
    clause_count = sum(1 for _ in plan.root.walk()) - 1
    plan_key = insert_plan(connection, plan, path, clause_count, len(obligations))
    clause_keys = insert_tree(connection, plan_key, plan.root)
    insert_obligations(connection, plan_key, plan.text, obligations, clause_keys)


def delete_plan(connection: Connection, plan_id: str) -> None:
    """Delete a plan with all it has, if it is there."""
    key = connection.execute(select(plans.c.plan_key).where(plans.c.plan_id == plan_id)).scalar()
    if key is not None:
        connection.execute(delete(plans).where(plans.c.plan_key == key))  # the rest follows by ON DELETE CASCADE
        drop_unused_agencies(connection)


def advance(connection: Connection) -> None:
    """Mark that the store has changed."""
    known = {row.name: row.value for row in connection.execute(select(meta))}
    connection.execute(delete(meta).where(meta.c.name.in_(("revision", "stamp"))))
    connection.execute(
        meta.insert(),
        [
            {"name": "revision", "value": str(int(known.get("revision", 0)) + 1)},
            {"name": "stamp", "value": uuid4().hex},
        ],
    )
