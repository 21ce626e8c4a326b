"""Assignment tables: rows that give a task, who does it and until when. Tables of anything else give nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.labels import FieldKind, label_kind
from ingest.model import Actor, Clause, Deadline, Frozen, Span
from ingest.obligations.fields import Field, field_actors, field_deadline
from ingest.obligations.view import View


class AssignedRow(Frozen):
    """One row of an assignment table, the columns told apart by the table's head."""

    clause: Clause
    task: Span
    actors: tuple[Actor, ...]
    deadline: Deadline | None


def read_rows(view: View, rows: Sequence[Clause]) -> tuple[AssignedRow, ...]:
    """Read a run of table rows; empty unless its head names a column of tasks and one of actors or times.

    A row that breaks off inside a cell goes on in the next one, as long as cells are missing.
    """
    head: list[FieldKind | None] = []
    found: list[AssignedRow] = []
    for clause, cells in _whole_rows(view, rows):
        columns = [label_kind(c.of(view.text)) for c in cells]
        if "task" in columns and any(c in ("lead", "coordinate", "responsible", "time") for c in columns):
            head = columns
        elif head and len(cells) == len(head):
            row = _assigned(view, clause, cells, head)
            if row is not None:
                found.append(row)
    return tuple(found)


def _assigned(
    view: View, clause: Clause, cells: Sequence[Span], head: Sequence[FieldKind | None]
) -> AssignedRow | None:
    fields = tuple(Field(kind=k, value=c) for k, c in zip(head, cells, strict=True) if k is not None)
    tasks = [f.value for f in fields if f.kind == "task" and f.value.end > f.value.start]
    actors = field_actors(view, fields)
    if not tasks or not (actors or field_deadline(view, fields)):
        return None
    return AssignedRow(clause=clause, task=tasks[0], actors=actors, deadline=field_deadline(view, fields))


def _whole_rows(view: View, rows: Sequence[Clause]) -> list[tuple[Clause, list[Span]]]:
    width = 0
    whole: list[tuple[Clause, list[Span]]] = []
    for row in rows:
        cells = _cells(view, row.body)
        if whole and width and len(whole[-1][1]) < width and len(whole[-1][1]) + len(cells) - 1 <= width:
            clause, earlier = whole[-1]
            joined = Span(start=earlier[-1].start, end=cells[0].end)
            whole[-1] = (clause, [*earlier[:-1], joined, *cells[1:]])
        else:
            whole.append((row, cells))
        width = width or len(cells)
    return whole


def _cells(view: View, body: Span) -> list[Span]:
    bars = [i for i in range(body.start, body.end) if view.text[i] == "|"]
    edges = [body.start - 1, *bars, body.end]
    return [_trim(view, Span(start=a + 1, end=b)) for a, b in pairwise(edges)]


def _trim(view: View, cell: Span) -> Span:
    start, end = cell.start, cell.end
    while start < end and view.text[start].isspace():
        start += 1
    while end > start and view.text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)
