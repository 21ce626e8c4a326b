"""What the indexes know of a clause: its words, those of the headings above, its plan's title. It searches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select

from ingest.store import Store
from ingest.store.schema import clauses, plans

_TRAIL_CHARACTERS = 300  # of each clause above: a heading is shorter, a paragraph would drown it


class Document(NamedTuple):
    """A clause with words of its own; ``key`` is its row's. ``trail`` holds the words above it, outermost first."""

    key: int
    plan_key: int
    body: str
    trail: str
    title: str


def read_documents(store: Store, connection: Connection, plan_key: int) -> Iterator[Document]:
    """Yield the documents of one plan in reading order."""
    text = store.read_text(connection, plan_key)
    title = connection.execute(select(plans.c.title).where(plans.c.plan_key == plan_key)).scalar_one()
    columns = (
        clauses.c.clause_key,
        clauses.c.position,
        clauses.c.parent,
        clauses.c.body_start,
        clauses.c.body_end,
    )
    statement = select(*columns).where(clauses.c.plan_key == plan_key).order_by(clauses.c.position)
    trails: dict[int | None, str] = {None: ""}  # what stands above the children of each position
    for key, position, parent, start, end in connection.execute(statement):
        body, trail = text[start:end], trails[parent]
        trails[position] = f"{trail}\n{body[:_TRAIL_CHARACTERS]}".strip()
        if body.strip():
            yield Document(key, plan_key, body, trail, title)
