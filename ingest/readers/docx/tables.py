"""Writes tables as text: rows of cells, or, for tables that only place things on the page, one column after the other.

A table is read as rows unless it places a letterhead, a signature, or a few words side by side: in doubt it is a table, since
rows of assignments must not fall apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.readers.decoded import DITTO
from ingest.readers.docx.tabbed import MOTTO
from ingest.text import fold, vietnamese_pattern

BAR = "|"
_BAR_INSIDE = "¦"  # a bar within a cell would look like the cell's end
_NEAR = 140  # twips (2.5 mm): columns of two rows that differ by less were meant to be one
_PLACED_COLUMNS = 3  # letterheads and signatures have two columns, at times with an empty one between
_PLACED_ROWS = 8
_RECIPIENTS = re.compile(r"\W{0,3}noi nhan\s*(?::|$)")
_AUTHORITY = vietnamese_pattern(r"(?:(?:TM|KT|TL|TUQ|Q)\.|[TK]/[ML]\.?)\s?[\p{Lu}]{2}")
_HEADINGS = re.compile(
    r"(?:stt|tt|so tt|noi dung|nhiem vu|ten |cong viec|hoat dong|hang muc|chi tieu|giai phap|don vi|co quan|chu tri|phoi hop|"
    r"nguoi |lanh dao|thoi gian|thoi han|tien do|han |san pham|ket qua|kinh phi|dia diem|ghi chu|bo phan)\b"
)


@dataclass(slots=True)
class Cell:
    """One cell: the grid columns that it covers, whether it goes on from the cell above, and what stands in it."""

    start: int
    end: int
    merged: bool
    blocks: list[str | Table]

    @property
    def lines(self) -> list[str]:
        """Its paragraphs, each a line; tables inside give their own lines."""
        found: list[str] = []
        for block in self.blocks:
            found += [block] if isinstance(block, str) else block.lines()
        return [line for line in found if line.strip()]

    @property
    def text(self) -> str:
        """All its words on one line."""
        words = (block if isinstance(block, str) else block.flat() for block in self.blocks)
        return " ".join(" ".join(words).split())


@dataclass(slots=True)
class Table:
    """A table as read. ``edges`` are the left edges of its grid columns in twips, empty where the file does not say."""

    edges: list[int] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    ruled: bool = False

    def lines(self) -> list[str]:
        """Return the table's lines of text."""
        columns = self._columns()
        if self._is_placing(columns):
            return self._by_columns(columns)
        found: list[str] = []
        for row in self.rows:
            found += _written(row, columns)
        return found

    def flat(self) -> str:
        """Return all words in one line, for a table inside another's cell."""
        return " ".join(cell.text for row in self.rows for cell in row if cell.text)

    def _columns(self) -> dict[int, int]:
        """The column of each grid line at which a cell starts; lines near each other are one."""
        starts = sorted({cell.start for row in self.rows for cell in row})
        known = bool(self.edges) and len(set(self.edges)) > len(self.edges) / 2
        columns: dict[int, int] = {}
        last: int | None = None
        for start in starts:
            near = (
                known
                and last is not None
                and start < len(self.edges)
                and self.edges[start] - self.edges[last] < _NEAR
                and not any({start, last} <= {cell.start for cell in row} for row in self.rows)
            )
            if not near:
                last = start
            columns[start] = (max(columns.values()) if near else len(set(columns.values()))) if columns else 0
        return columns

    def _is_placing(self, columns: dict[int, int]) -> bool:
        count = len(set(columns.values()))
        if count <= 1:
            return True
        if count <= _PLACED_COLUMNS and len(self.rows) <= _PLACED_ROWS and self._is_letterhead_or_close():
            return True
        return not self.ruled and not self._is_tabular()

    def _is_letterhead_or_close(self) -> bool:
        found = False
        for row in self.rows:
            for cell in row:
                lines = [line.strip() for line in cell.lines[:4]]
                folded = [fold(line) for line in lines]
                signed = any(map(_AUTHORITY.match, lines[:1])) or any(map(_RECIPIENTS.match, folded[:1]))
                found = found or signed or any(map(MOTTO.match, folded))
        return found

    def _is_tabular(self) -> bool:
        """Whether a table without rules is one all the same: it has a header, or rows that fill several columns."""
        filled = [[cell for cell in row if cell.text] for row in self.rows]
        header = next((row for row in filled if row), [])
        if len(self.rows) > 1 and sum(bool(_HEADINGS.match(fold(cell.text))) for cell in header) >= 2:
            return True
        widest = max(map(len, filled), default=0)
        paired = sum(len(row) >= 2 for row in filled)
        return (widest >= 3 and paired >= 2) or (paired >= 3 and all(len(c.lines) <= 2 for row in filled for c in row))

    def _by_columns(self, columns: dict[int, int]) -> list[str]:
        """Column after column; a cell over all of them ends the columns above it."""
        found: list[str] = []
        band: dict[int, list[str]] = {}
        for row in self.rows:
            across = len([cell for cell in row if cell.blocks]) == 1 and _is_across(row[0], columns)
            if across:
                found += _columns_in_order(band)
                band = {}
            for cell in row:
                band.setdefault(columns[cell.start], []).extend([] if cell.merged else cell.lines)
        return found + _columns_in_order(band)


def _columns_in_order(band: dict[int, list[str]]) -> list[str]:
    return [line for column in sorted(band) for line in band[column]]


def _is_across(cell: Cell, columns: dict[int, int]) -> bool:
    return columns.get(cell.start) == 0 and not any(start >= cell.end for start in columns)


def _written(row: list[Cell], columns: dict[int, int]) -> list[str]:
    """One row as a line; columns that a wide cell covers beyond its first stand empty. No line for an empty row."""
    if not any(cell.text for cell in row):
        return []
    if len(row) == 1 and _is_across(row[0], columns) and not row[0].merged:
        return [f"{BAR} {_clean(row[0].text)} {BAR}"]
    cells = [""] * (max(columns.values()) + 1)
    for cell in row:
        at = columns[cell.start]
        words = DITTO if cell.merged else _clean(cell.text)
        cells[at] = f"{cells[at]} {words}".strip()
    return [f"{BAR} {f' {BAR} '.join(cells)} {BAR}"]


def _clean(text: str) -> str:
    return text.replace(BAR, _BAR_INSIDE)
