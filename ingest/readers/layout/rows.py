"""From the grids of pages to the rows of tables: one row, its cells' words in order. It finds no rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.layout.grids import Grid
from ingest.readers.layout.lines import lines_of
from ingest.readers.layout.page import Word
from ingest.text import fold

_SAME_COLUMN = 8.0  # points between a column's edges on two pages
_HEAD_ROWS = 3  # rows of a head that is repeated on each page
_COUNTER = re.compile(r"(?:[ivx]{1,5}|\d{1,3}(?:\.\d{1,3}){0,2}|[a-z])[.)]?$")
_CLOSED = re.compile(r"[.;:!?]$")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Row:
    """A table's row. ``cells`` hold their words in reading order; None is a cell that is merged with the one above.

    ``whole``: one cell over all columns. ``page`` is the index of the page on which it begins.
    """

    cells: list[list[Word] | None]
    page: int
    whole: bool = False
    turns: list[tuple[Word, int]] = field(default_factory=list)  # first word on a later page, and that page's index

    @property
    def words(self) -> list[Word]:
        """All words, cell by cell."""
        return [word for cell in self.cells if cell for word in cell]

    @property
    def key(self) -> tuple[str, ...]:
        """Its words without marks and spaces, to know a repeated head by."""
        return tuple(_SIGNS.sub("", fold("".join(w.text for w in cell))) if cell else "" for cell in self.cells)


@dataclass(slots=True)
class Table:
    """A table, over as many pages as it takes. ``xs`` are the edges of its columns."""

    xs: list[float]
    rows: list[Row]
    last_page: int
    repeated: list[Row] = field(default_factory=list)  # heads of later pages, left out of the rows


def rows_of(grid: Grid, page: int) -> list[Row]:
    """Return the rows of a grid. A cell over several columns stands once, in its first one, and leaves the others empty;
    one over several rows stands in the first.
    """
    width, height = len(grid.xs) - 1, len(grid.ys) - 1
    rows: list[Row] = []
    for r in range(height):
        cells: list[list[Word] | None] = [[] for _ in range(width)]
        whole = False
        for cell in grid.cells:
            if not cell.row <= r <= cell.last_row:
                continue
            here = cells[cell.column]
            if cell.row == r:  # cells that are no rectangles may share a place
                cells[cell.column] = [*(here or ()), *(word for line in lines_of(cell.words) for word in line.words)]
                whole = whole or (cell.column == 0 and cell.last_column == width - 1 and width > 1)
            elif not here:
                cells[cell.column] = None
        whole = whole and not any(cells[1:])
        if any(cells):
            rows.append(Row(cells[:1] if whole else cells, page, whole))
    return rows


def continues(table: Table, grid: Grid, page: int) -> bool:
    """Whether a grid that opens the text of a page has the columns of the table that closed the page before."""
    if page != table.last_page + 1 or len(grid.xs) != len(table.xs):
        return False
    shift = grid.xs[0] - table.xs[0]
    return all(abs(a - b - shift) <= _SAME_COLUMN for a, b in zip(grid.xs, table.xs, strict=True))


def go_on(table: Table, rows: Sequence[Row], page: int) -> None:
    """Add a later page's rows: without the repeated head, the first one joined to the row that the page end broke."""
    repeated = 0
    for count in range(min(_HEAD_ROWS, len(rows), len(table.rows)), 0, -1):
        if all(_same(rows[i], table.rows[i]) for i in range(count)):
            repeated = count
            break
    table.repeated += rows[:repeated]
    rest = list(rows[repeated:])
    if rest and table.rows and _broken(table, rest[0]):
        _join(table.rows[-1], rest.pop(0))
    table.rows += rest
    table.last_page = page


def _same(row: Row, head: Row) -> bool:
    return row.key == head.key and any(row.key)


def _broken(table: Table, row: Row) -> bool:
    """Whether a row is the rest of the one above: no number of its own where rows have one, or a sentence's second half."""
    last = table.rows[-1]
    if len(row.cells) != len(last.cells) or row.whole or last.whole:
        return False
    numbered = [r for r in table.rows if r.cells[0] and _COUNTER.match(fold(r.cells[0][0].text))]
    if len(numbered) * 2 > len(table.rows) and last in numbered:
        return not row.cells[0]
    first = next((i for i, cell in enumerate(row.cells) if cell), None)
    if first is None:
        return False
    above, below = last.cells[first], row.cells[first]
    if not above or not below or (first == 0 and len(row.cells) > 2 and _CLOSED.search(above[-1].text) is not None):
        return False
    return below[0].text[:1].islower() and not _CLOSED.search(above[-1].text)


def _join(last: Row, row: Row) -> None:
    words = row.words
    if words:
        last.turns.append((words[0], row.page))
    last.turns += row.turns
    for i, cell in enumerate(row.cells):
        above = last.cells[i]
        if cell:
            last.cells[i] = [*above, *cell] if above else cell
