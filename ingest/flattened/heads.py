"""The head of a table in text without bars: its cells parted by white space, one on a line, or run together. Reads no rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.labels import FieldKind, head_kind, head_kinds, is_exact

GAP = re.compile(r"\s*\t\s*|\s{2,}")
_FEWEST = 3  # columns
_MOST = 12
_LONGEST_LINE = 240  # characters
_MOST_LINES = 3  # over which a head that is run together may go
_WORDS = 8  # of one head


class Layout(Enum):
    """How the columns of a flattened table are told apart."""

    COLUMNS = "white space"
    CELLS = "one cell a line"
    RUN = "nothing"


@dataclass(frozen=True)
class FlatHead:
    """A head found: how the table is laid out, its words and kinds by column, the lines it takes, and where columns start."""

    layout: Layout
    words: tuple[str, ...]
    kinds: tuple[FieldKind | None, ...]
    lines: int
    tabs: bool = False


def find_head(lines: Sequence[str], at: int) -> FlatHead | None:
    """Return the head that begins with the line ``at``, or None. It numbers its rows, or parts its columns by white space."""
    line = lines[at].strip()
    if not line or len(line) > _LONGEST_LINE or "|" in line:
        return None
    return _in_columns(line) or _in_cells(lines, at) or _run_together(lines, at)


def _in_columns(line: str) -> FlatHead | None:
    words = tuple(word.strip() for word in GAP.split(line))
    kinds = head_kinds(words) if len(words) >= _FEWEST else ()
    return FlatHead(Layout.COLUMNS, words, kinds, 1, tabs="\t" in line) if kinds else None


def _in_cells(lines: Sequence[str], at: int) -> FlatHead | None:
    """Read a head printed cell by cell; a cell may go on below in small letters ("Cơ quan" / "chủ trì")."""
    words: list[str] = []
    taken = after = 0
    for line in lines[at : at + 2 * _MOST]:
        taken += 1
        cell = line.strip()
        if not cell:
            continue
        if words and cell[0].islower() and head_kind(f"{words[-1]} {cell}") is not None:
            words[-1] = f"{words[-1]} {cell}"
        elif len(words) < _MOST and head_kind(cell) is not None:
            words.append(cell)
        else:
            break
        after = taken
    kinds = head_kinds(words) if len(words) >= _FEWEST else ()
    numbered = kinds and kinds[0] == "number"
    return FlatHead(Layout.CELLS, tuple(words), kinds, after) if numbered else None


def _run_together(lines: Sequence[str], at: int) -> FlatHead | None:
    first = lines[at].split()
    if not first or (head_kind(first[0]) != "number" and head_kind(" ".join(first[:2])) != "number"):
        return None
    text, best = "", None
    for count, line in enumerate(lines[at : at + _MOST_LINES], 1):
        text = f"{text} {line}".strip()
        words = _segmented(text.split()) if len(text) <= _LONGEST_LINE else None
        kinds = head_kinds(words) if words and len(words) >= _FEWEST else ()
        if words and kinds:
            best = FlatHead(Layout.RUN, words, kinds, count)
    return best


def _segmented(words: Sequence[str]) -> tuple[str, ...] | None:
    """Part words into as few whole labels as there can be, all words used; None where they cannot."""
    fewest: list[tuple[str, ...] | None] = [()] + [None] * len(words)
    for end in range(1, len(words) + 1):
        for start in range(max(0, end - _WORDS), end):
            before = fewest[start]
            here = fewest[end]
            if before is None or (here is not None and len(here) <= len(before) + 1):
                continue
            label = " ".join(words[start:end])
            if is_exact(label):
                fewest[end] = (*before, label)
    return fewest[-1]
