"""Tables without ruling lines: known by a head whose first cell numbers the rows, parted by the strips that no word crosses.

It reads no labels: whether the columns mean anything is decided later, from the rows. Tables that have lines are ``grids``'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.layout.grids import Cell, Grid
from ingest.readers.layout.lines import Line, lines_of, runs_of
from ingest.readers.layout.page import Word
from ingest.text import fold

_NUMBERS = re.compile(r"(?:s(?:o )?tt|tt)\.?$")
_COUNTER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3}){0,2})[.)]?$")
_FEWEST_COLUMNS = 3
_MOST_LINES = 400  # of a page's table
_STRIP = 4.5  # points between two columns; justified lines set their words 3 to 4 apart
_GROUP_LINES, _ROW_LINES = 3, 6
_HALF = 0.95  # font sizes: half the distance of two lines, and some
_FAR = 4.0  # usual line distances: from there on a gap ends a table
_EDGE = 2.0  # points around the words of a table

Strip = tuple[float, float]


@dataclass(slots=True)
class Columns:
    """The columns of a table that a page ended with: their edges, and the strips between them."""

    xs: list[float]
    strips: list[Strip]


@dataclass(slots=True)
class _Region:
    """Lines of a table, from its head on, and the strips between its columns, as narrow as those lines leave them."""

    lines: list[Line]
    strips: list[Strip]
    whole: set[int]  # lines across the columns: headings of groups
    head: int  # lines of the head


def unruled(runs: Sequence[Line], known: Columns | None = None) -> tuple[list[Grid], list[Line], Columns | None]:
    """Return the tables without lines among a page's ``runs``, the runs that are in none, and the last table's columns.

    ``known``: the columns of such a table that the page before ended with; its rows may go on without a head.
    """
    lines = lines_of([word for run in runs for word in run.words])
    found: list[Grid] = []
    last: Columns | None = None
    at = 0
    while at < len(lines):
        region = _headed(lines, at) or (_region(lines, 0, known.strips, head=0) if at == 0 and known else None)
        if region is None or not any(_is_row(region, n) for n in range(len(region.lines))):
            at += 1
            continue
        grid = _grid(region)
        if known is not None and _fit(known.strips, region.strips):
            grid.xs = known.xs
        last = Columns(grid.xs, region.strips)
        found.append(grid)
        at += len(region.lines)
    taken = {id(word) for grid in found for cell in grid.cells for word in cell.words}
    return found, [run for run in runs if id(run.words[0]) not in taken], last


def _headed(lines: Sequence[Line], at: int) -> _Region | None:
    """The table whose head begins with the line ``lines[at]``. Cells of two lines may stand half a line above and below the
    others, where a head is set in the middle of its row.
    """
    numbered = next((line for line in lines[at : at + 2] if _NUMBERS.match(fold(line.words[0].text))), None)
    if numbered is None or abs(lines[at].middle - numbered.middle) > _HALF * numbered.size:
        return None
    head = 1
    while at + head < len(lines) and abs(lines[at + head].middle - numbered.middle) <= _HALF * numbered.size:
        head += 1
    runs = sorted((run for line in lines[at : at + head] for run in runs_of(line)), key=lambda run: run.x0)
    if runs[0].words[0] is not numbered.words[0]:
        return None
    strips: list[Strip] = []
    reach = runs[0].x1
    for run in runs[1:]:
        if run.x0 - reach >= _STRIP:
            strips.append((reach, run.x0))
        reach = max(reach, run.x1)
    return _region(lines, at, strips, head) if len(strips) + 1 >= _FEWEST_COLUMNS else None


def _region(lines: Sequence[Line], at: int, strips: list[Strip], head: int) -> _Region | None:
    region = _Region(list(lines[at : at + head]), strips, set(), head)
    steps = [b.middle - a.middle for a, b in pairwise(lines[at:]) if b.middle > a.middle]
    far = _FAR * median(steps) if steps else 0.0
    place = at + head
    while place < len(lines) and len(region.lines) < _MOST_LINES:
        line = lines[place]
        if region.lines and line.middle - region.lines[-1].middle > far:
            break
        narrowed = _narrowed(region.strips, line)
        if narrowed is None:
            heading = _group(lines, place, region.strips)
            if not heading:
                break
            region.whole.update(range(len(region.lines), len(region.lines) + heading))
            region.lines += lines[place : place + heading]
            place += heading
            continue
        region.strips = narrowed
        region.lines.append(line)
        place += 1
    return region if len(region.lines) > head else None


def _narrowed(strips: Sequence[Strip], line: Line) -> list[Strip] | None:
    """What a line's words leave of the strips; None where they cross one."""
    found: list[Strip] = []
    for low, high in strips:
        clear = [(low, high)]
        for word in line.words:
            clear = [
                part for a, b in clear for part in ((a, min(b, word.x0)), (max(a, word.x1), b)) if part[0] < part[1]
            ]
        widest = max(clear, key=lambda part: part[1] - part[0], default=(0.0, 0.0))
        if widest[1] - widest[0] < _STRIP:
            return None
        found.append(widest)
    return found


def _group(lines: Sequence[Line], at: int, strips: Sequence[Strip]) -> int:
    """How many lines from ``at`` on are the heading of a group: across the columns, and numbered rows follow."""
    for count in range(1, _GROUP_LINES + 1):
        below = lines[at + count : at + count + _ROW_LINES]
        if not below or _narrowed(strips, below[0]) is None:
            continue
        for line in below:  # a number in the middle of its row stands lines below the row's first
            if _narrowed(strips, line) is None:
                return 0
            if _counter(line, strips):
                return count
        return 0
    return 0


def _counter(line: Line, strips: Sequence[Strip]) -> bool:
    """Whether a row's number stands alone in the line's first column."""
    first = [word for word in line.words if word.x1 <= strips[0][1]]
    return len(first) == 1 and bool(_COUNTER.match(first[0].text))


def _grid(region: _Region) -> Grid:
    words = [word for line in region.lines for word in line.words]
    edges = [(low + high) / 2 for low, high in region.strips]
    xs = [min(w.x0 for w in words) - _EDGE, *edges, max(w.x1 for w in words) + _EDGE]
    cells: list[Cell] = []
    ys = [region.lines[0].top]
    for row, block in enumerate(_by_gaps(region) or _by_numbers(region)):
        ys.append(max(word.bottom for word in block))
        if id(block[0]) in _whole(region):
            cells.append(Cell(row, 0, row, len(xs) - 2, block))
            continue
        columns: list[list[Word]] = [[] for _ in range(len(xs) - 1)]
        for word in block:
            columns[sum((word.x0 + word.x1) / 2 > x for x in xs[1:-1])].append(word)
        cells += [Cell(row, at, row, at, column) for at, column in enumerate(columns)]
    return Grid(xs, ys, cells)


def _fit(known: Sequence[Strip], strips: Sequence[Strip]) -> bool:
    """Whether two pages have the same columns."""
    return len(known) == len(strips) and all(
        min(a[1], b[1]) - max(a[0], b[0]) >= _STRIP for a, b in zip(known, strips, strict=True)
    )


def _is_row(region: _Region, n: int) -> bool:
    return n not in region.whole and n >= region.head and _counter(region.lines[n], region.strips)


def _whole(region: _Region) -> set[int]:
    """The words of groups' headings, by identity."""
    return {id(word) for n in region.whole for word in region.lines[n].words}


def _by_gaps(region: _Region) -> list[list[Word]]:
    """The rows' words where wider gaps part them than part lines, so that each has one number; empty where none do.

    Numbers may stand in the middle of their rows.
    """
    words = sorted((word for line in region.lines for word in line.words), key=lambda w: w.top)
    numbers = {id(region.lines[n].words[0]) for n in range(len(region.lines)) if _is_row(region, n)}
    whole = _whole(region)
    reach, gaps = words[0].bottom, [0.0]
    for word in words[1:]:
        gaps.append(word.top - reach)
        reach = max(reach, word.bottom)
    for least in sorted({round(gap, 1) for gap in gaps if gap > 0}, reverse=True):
        blocks: list[list[Word]] = []
        for word, gap in zip(words, gaps, strict=True):
            turns = bool(blocks) and (id(word) in whole) != (id(blocks[-1][-1]) in whole)
            if blocks and gap < least - 0.1 and not turns:
                blocks[-1].append(word)
            else:
                blocks.append([word])
        rows = [sum(id(word) in numbers for word in block) for block in blocks if id(block[0]) not in whole]
        if all(count == 1 for count in rows[1:]) and rows[:1] in ([0], [] if region.head else [1]):
            return blocks
    return []


def _by_numbers(region: _Region) -> list[list[Word]]:
    """The rows' words where each row begins at its number."""
    blocks: list[list[Word]] = []
    for n, line in enumerate(region.lines):
        turns = (n in region.whole) != (n - 1 in region.whole)
        if not blocks or turns or _is_row(region, n):
            blocks.append([])
        blocks[-1] += line.words
    return blocks
