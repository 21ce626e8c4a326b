"""Writes tables as text: rows of cells, or, for tables that only place things on the page, one column after the other.

A table is read as rows unless it places a letterhead, a signature, or a few words side by side: in doubt it is a table, since
rows of assignments must not fall apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.decoded import DITTO, table_row
from ingest.readers.docx.tabbed import MOTTO
from ingest.text import fold, vietnamese_pattern

WIDEST = 63  # columns that Word allows in a table; more come from damaged files
_NEAR = 140  # twips (2.5 mm): columns of two rows that differ by less were meant to be one
_PLACED_COLUMNS = 3  # letterheads and signatures have two columns, at times with an empty one between
_PLACED_ROWS = 8
_RECIPIENTS = re.compile(r"\W{0,3}noi nhan\s*(?::|$)")
_AUTHORITY = vietnamese_pattern(r"(?:(?:TM|KT|TL|TUQ|Q)\.|[TK]/[ML]\.?)\s?[\p{Lu}]{2}")
_HEADINGS = re.compile(
    r"(?:stt|tt|so tt|noi dung|nhiem vu|ten |cong viec|hoat dong|hang muc|chi tieu|giai phap|don vi|co quan|chu tri|phoi hop|"
    r"nguoi |lanh dao|thoi gian|thoi han|tien do|han |san pham|ket qua|kinh phi|dia diem|ghi chu|bo phan)\b"
)


class Cell:
    """One cell: the grid columns ``start`` to ``end`` that it covers, whether it goes on from the cell above (``merged``).

    ``lines`` are its paragraphs, those of tables inside too; ``text`` is all of it on one line.
    """

    __slots__ = ("end", "lines", "merged", "start", "text")

    def __init__(self, start: int, end: int, *, merged: bool = False, blocks: Sequence[str | Table] = ()) -> None:
        self.start = start
        self.end = end
        self.merged = merged
        written = [line for block in blocks for line in ([block] if isinstance(block, str) else block.lines())]
        self.lines = [line for line in written if line.strip()]
        words = (block if isinstance(block, str) else block.flat() for block in blocks)
        self.text = " ".join(" ".join(words).split())


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that are really used: ``of`` says which one begins at a grid column; ``last`` is the last such."""

    of: dict[int, int]
    count: int
    last: int

    def spanned_by(self, cell: Cell) -> bool:
        return self.of.get(cell.start) == 0 and cell.end > self.last


@dataclass(slots=True)
class Table:
    """A table as read. ``edges`` are the left edges of its grid columns in twips, empty where the file does not say."""

    edges: list[int] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    ruled: bool = False

    def lines(self) -> list[str]:
        """Return the table's lines of text."""
        columns = self._columns()
        if self._is_placing(columns.count):
            return self._by_columns(columns)
        return [line for row in self.rows for line in _written(row, columns)]

    def flat(self) -> str:
        """Return all words in one line, for a table inside another's cell."""
        return " ".join(cell.text for row in self.rows for cell in row if cell.text)

    def _columns(self) -> _Columns:
        """Each grid column at which a cell starts begins a column; those that rows never tell apart by more than a hair are one."""
        used = [{cell.start for cell in row} for row in self.rows]
        starts = sorted(set().union(*used))
        known = len(starts) <= WIDEST and len(set(self.edges)) > len(self.edges) / 2
        of: dict[int, int] = {}
        count, last = 0, -1
        for start in starts:
            near = known and 0 <= last < start < len(self.edges) and self.edges[start] - self.edges[last] < _NEAR
            if not near or any(start in row and last in row for row in used):
                count, last = count + 1, start
            of[start] = count - 1
        return _Columns(of, count, starts[-1] if starts else 0)

    def _is_placing(self, columns: int) -> bool:
        if columns <= 1:
            return True
        if columns <= _PLACED_COLUMNS and len(self.rows) <= _PLACED_ROWS and self._is_letterhead_or_close():
            return True
        return not self.ruled and not self._is_tabular()

    def _is_letterhead_or_close(self) -> bool:
        for cell in (cell for row in self.rows for cell in row):
            lines = [line.strip() for line in cell.lines[:4]]
            if any(MOTTO.match(fold(line)) for line in lines):
                return True
            if lines and (_AUTHORITY.match(lines[0]) or _RECIPIENTS.match(fold(lines[0]))):
                return True
        return False

    def _is_tabular(self) -> bool:
        """Whether a table without rules is one all the same: it has a header, or rows that fill several columns."""
        filled = [[cell for cell in row if cell.text] for row in self.rows]
        header = next((row for row in filled if row), [])
        if len(self.rows) > 1 and sum(bool(_HEADINGS.match(fold(cell.text))) for cell in header) >= 2:
            return True
        widest = max(map(len, filled), default=0)
        paired = sum(len(row) >= 2 for row in filled)
        return (widest >= 3 and paired >= 2) or (paired >= 3 and all(len(c.lines) <= 2 for row in filled for c in row))

    def _by_columns(self, columns: _Columns) -> list[str]:
        """Column after column; a cell over all of them ends the columns above it."""
        found: list[str] = []
        band: dict[int, list[str]] = {}
        for row in self.rows:
            if len(row) == 1 and columns.spanned_by(row[0]):
                found += _columns_in_order(band)
                band = {}
            for cell in row:
                band.setdefault(columns.of[cell.start], []).extend(cell.lines)
        return found + _columns_in_order(band)


def _columns_in_order(band: dict[int, list[str]]) -> list[str]:
    return [line for column in sorted(band) for line in band[column]]


def _written(row: list[Cell], columns: _Columns) -> list[str]:
    """One row as a line; columns that a wide cell covers beyond its first stand empty. No line for an empty row."""
    if not any(cell.text for cell in row):
        return []
    if len(row) == 1 and columns.spanned_by(row[0]):
        return [table_row([row[0].text])]
    if columns.count > WIDEST:  # no table of Word's: its columns are not lined up
        cells = [cell.text for cell in row]
    else:
        cells = [""] * columns.count
        for cell in row:
            at = columns.of[cell.start]
            cells[at] = f"{cells[at]} {DITTO if cell.merged else cell.text}".strip()
    return [table_row(cells)]
