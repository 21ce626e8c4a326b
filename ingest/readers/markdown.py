"""Brings Markdown tables into the form of rows that every reader gives. Other text with bars stays as it is.

A table is a line with bars above a line of dashes with as many cells (GitHub Flavored Markdown 0.29, 4.10 "Tables").
"""

from __future__ import annotations

import re

from ingest.readers.decoded import table_row
from ingest.text import fold

_DASHES = re.compile(r":?-+:?$")
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FRAME = re.compile(
    r"\W*(?:cong hoa xa hoi chu nghia|dang cong san viet nam|noi nhan\s*:)"
)  # begins a cell of head or close
_FRAME_COLUMNS = 2


def with_plain_rows(text: str) -> str:
    """Return the text with its Markdown tables as lines "| a | b |": no line of dashes, outer bars, no escaped bars."""
    if "|" not in text or "-" not in text:
        return text
    lines = text.splitlines(keepends=True)
    found: list[str] = []
    i = 0
    while i < len(lines):
        width = _table_width(lines, i)
        if not width:
            found.append(lines[i])
            i += 1
            continue
        rows = [lines[i]]
        i += 2
        while i < len(lines) and _continues(lines, i):
            rows.append(lines[i])
            i += 1
        found += _columns(rows) if width == _FRAME_COLUMNS and _is_frame(rows) else [_row(row, width) for row in rows]
    return "".join(found)


def _table_width(lines: list[str], i: int) -> int:
    """The number of columns of the table whose head is line ``i``; 0 where none begins."""
    if i + 1 >= len(lines) or "|" not in lines[i]:
        return 0
    dashes = _cells(lines[i + 1])
    if "|" not in lines[i + 1] or not all(_DASHES.match(cell) for cell in dashes):
        return 0
    return len(dashes) if len(_cells(lines[i])) == len(dashes) else 0


def _continues(lines: list[str], i: int) -> bool:
    """Whether line ``i`` is one more row: it holds a bar, and is not itself the head of another table."""
    return bool(lines[i].strip()) and bool(_UNESCAPED_BAR.search(lines[i])) and not _table_width(lines, i)


def _is_frame(rows: list[str]) -> bool:
    """Whether a table is a letterhead or a signature block, which is a table for its looks only."""
    cells = [_cells(row) for row in rows]
    return all(len(row) <= _FRAME_COLUMNS for row in cells) and any(
        _FRAME.match(fold(cell)) for row in cells for cell in row
    )


def _columns(rows: list[str]) -> list[str]:
    """The left column, then the right one, a line for each line of a cell (Nghị định 30/2020/NĐ-CP, Phụ lục I: two columns)."""
    cells = [[*_cells(row), ""][:_FRAME_COLUMNS] for row in rows]
    lines = [line.strip() for column in zip(*cells, strict=True) for cell in column for line in _BREAK.split(cell)]
    return [f"{line}\n" for line in lines if line]


def _cells(line: str) -> list[str]:
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip() for cell in _UNESCAPED_BAR.split(inner)]


def _row(line: str, width: int) -> str:
    """One row: too few cells are filled up; too many stay, since they are words of the document."""
    end = line[len(line.rstrip("\r\n")) :]
    cells = [_BREAK.sub(" ", cell.replace("\\|", "|")) for cell in _cells(line)]
    cells += [""] * (width - len(cells))
    return f"{table_row(cells)}{end}"
