"""The rows of a table with their cells as spans; rows that lines or pages broke are put together. Knows no columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Clause, Span
from ingest.obligations.view import View


@dataclass
class Row:
    """One row: its clause and its cells, without white space at their ends."""

    clause: Clause
    cells: list[Span]


def whole_rows(view: View, rows: Sequence[Clause]) -> list[Row]:
    """Return the rows of a run.

    Where rows have bars at both ends, each is complete. Else a row that breaks off inside a cell goes on in the next
    one, as long as cells are missing.
    """
    enclosed = bool(rows) and _is_enclosed(view, rows[0].body)
    whole: list[Row] = []
    width = 0
    for clause in rows:
        if enclosed and _is_enclosed(view, clause.body):
            whole.append(Row(clause, _cells(view, clause.body)[1:-1]))
            continue
        cells = _cells(view, clause.body)
        if enclosed and view.text[clause.body.start] == "|":
            cells = cells[1:]
        missing = width - len(whole[-1].cells) if whole else 0
        if not enclosed and missing > 0 and len(cells) - 1 <= missing:
            earlier = whole[-1].cells
            joined = Span(start=earlier[-1].start, end=cells[0].end)
            whole[-1].cells = [*earlier[:-1], joined, *cells[1:]]
        else:
            whole.append(Row(clause, cells))
        width = width or len(cells)
    return whole


def _is_enclosed(view: View, body: Span) -> bool:
    words = body.of(view.text)
    return len(words) > 1 and words[0] == words[-1] == "|"


def _cells(view: View, body: Span) -> list[Span]:
    bars = [i for i in range(body.start, body.end) if view.text[i] == "|"]
    edges = [body.start - 1, *bars, body.end]
    return [_trim(view, Span(start=a + 1, end=b)) for a, b in pairwise(edges)]


def _trim(view: View, cell: Span) -> Span:
    start, end = cell.start, max(cell.start, cell.end)
    while start < end and view.text[start].isspace():
        start += 1
    while end > start and view.text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)
