"""Rows of a page's tables, and columns of those that only place a letterhead, a signature or the whole page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ingest.readers.decoded import DITTO, table_row
from ingest.readers.webpage.content import MOTTO, RECIPIENTS, SIGNATURE, landmarks
from ingest.readers.webpage.elements import Element, children, is_hidden, tag

Cell: TypeAlias = Element
_COLUMNS = 60  # a wider table is no table of a plan; a cell that claims to span more spans this
_PLACING_ROWS, _PLACING_COLUMNS = 8, 4  # of a letterhead or a signature
_FRAME = 2500  # characters of a cell that holds a page, not a fact
_FRAME_LINES = 25

Row: TypeAlias = list[tuple[Cell, int, int]]  # cell, columns, rows


def cut_rows(table: Element) -> list[Row]:
    """Return the rows of a table with their cells and what these span; nested tables stay in their cells."""
    parts = [table, *(child for child in children(table) if tag(child) in ("thead", "tbody", "tfoot"))]
    rows = [row for part in parts for row in children(part) if tag(row) == "tr" and not is_hidden(row)]
    rows.sort(key=_printed_order)
    return [[_cell(c) for c in children(row) if tag(c) in ("td", "th") and not is_hidden(c)] for row in rows]


def lay_out(rows: list[Row], lines_of: Callable[[Cell], list[str]]) -> list[str]:
    """Return the lines of a table: rows "| a | b |"; or the lines of its cells, where it only places them on the page."""
    texts = {id(cell): lines_of(cell) for row in rows for cell, _, _ in row}
    width = max((sum(columns for _, columns, _ in row) for row in rows), default=0)
    if _frames(rows, texts, width):
        return [line for row in rows for cell, _, _ in row for line in texts[id(cell)]]
    if _places(rows, texts, width):
        return _by_columns(rows, texts)
    return _as_rows(rows, texts, width)


def _printed_order(row: Element) -> int:
    return {"thead": 0, "tfoot": 2}.get(tag(row.getparent()), 1)


def _cell(cell: Element) -> tuple[Cell, int, int]:
    return cell, min(_span(cell.get("colspan")), _COLUMNS), _span(cell.get("rowspan"))


def _span(words: str | None) -> int:
    digits = (words or "").strip()[:5]
    return max(1, int(digits)) if digits.isascii() and digits.isdigit() else 1


def _frames(rows: list[Row], texts: dict[int, list[str]], width: int) -> bool:
    """One column with words, tables in cells, or cells as long as pages."""
    if all(sum(bool(texts[id(cell)]) for cell, _, _ in row) <= 1 for row in rows) and len(rows) <= _PLACING_ROWS:
        return True
    if width <= 1 or any(next(cell.iter("table"), None) is not None for row in rows for cell, _, _ in row):
        return True
    return any(sum(map(len, lines)) > _FRAME or len(lines) > _FRAME_LINES for lines in texts.values())


def _places(rows: list[Row], texts: dict[int, list[str]], width: int) -> bool:
    if len(rows) > _PLACING_ROWS or width > _PLACING_COLUMNS:
        return False
    found = {mark for lines in texts.values() for line in lines for mark in landmarks(line)}
    return not found.isdisjoint((MOTTO, RECIPIENTS, SIGNATURE))


def _by_columns(rows: list[Row], texts: dict[int, list[str]]) -> list[str]:
    placed: list[tuple[int, int, list[str]]] = []
    for at, row in enumerate(rows):
        column = 0
        for cell, columns, _ in row:
            placed.append((column, at, texts[id(cell)]))
            column += columns
    return [line for _, _, lines in sorted(placed, key=lambda each: each[:2]) for line in lines]


def _as_rows(rows: list[Row], texts: dict[int, list[str]], width: int) -> list[str]:
    found: list[str] = []
    open_below: dict[int, int] = {}  # column → rows that a cell above still covers
    for row in rows:
        cells: list[str] = []
        for cell, columns, height in row:
            _take_over(cells, open_below)
            at = len(cells)
            wide = min(columns, max(1, _COLUMNS - at))
            cells += [" ".join(texts[id(cell)]), *[""] * (wide - 1)]
            open_below |= dict.fromkeys(range(at, at + wide), height - 1)
        _take_over(cells, open_below)
        if len(row) == 1 and row[0][1] >= width:
            cells = cells[:1]
        if any(cell and cell != DITTO for cell in cells):
            found.append(table_row(cells))
    return found


def _take_over(cells: list[str], open_below: dict[int, int]) -> None:
    """Write what cells above cover at the place where the row has come to."""
    while open_below.get(len(cells), 0):
        open_below[len(cells)] -= 1
        cells.append(DITTO)
