"""Finds where two columns stand side by side: letterheads, signatures beside "Nơi nhận", two-up pages. It joins no lines.

Nghị định 30/2020/NĐ-CP, Phụ lục I: the issuer stands left of the national motto, "Nơi nhận" left of the signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.layout.lines import Line
from ingest.readers.layout.page import Page
from ingest.text import fold

_MOTTO = re.compile(r"c\w{1,2}ng h\w{1,2}a x\w{1,2} h\w{1,2}i|d\w{1,2}ng c\w{1,2}ng s\w{1,2}n viet|doc lap\W+tu do")
_RECIPIENTS = re.compile(r"n\w{1,2}i nh\w{1,2}n\W*")
_ABOUT = re.compile(r"v/v\b|v\.v\b")  # a letter's subject, below its number; often wider than the column above
_ADDRESSED = re.compile(r"kinh gui\b")  # below the letterhead, often in a table with its list
_ABOUT_END = 0.6  # share of the page's width that it stays within
_NARROWEST = 5.0  # points: the least gap between two columns
_LOW, _HIGH = 0.22, 0.72  # between which shares of the page's width the gap stands
_FAR = 3.2  # lines: a wider empty stretch ends a letterhead
_SIGNING = 8.0  # lines: room for a signature and its seal
_COLUMN_LINES = 12  # lines that each column of a page in two columns has at least


@dataclass(frozen=True, slots=True)
class Band:
    """Runs in two columns: read the left one, then the right one."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]

    @property
    def top(self) -> float:
        """Where it begins on the page."""
        return min(line.top for line in (*self.left, *self.right))


def bands_of(page: Page, runs: Sequence[Line]) -> list[Band]:
    """Return the bands of a page; what is in none is to be read line by line. ``runs`` go from top to bottom."""
    whole = _page_columns(page, runs)
    if whole is not None:
        return [whole]
    found: list[Band] = []
    free = list(runs)
    for anchor in runs:
        if not any(run is anchor for run in free):
            continue
        band = None
        if _RECIPIENTS.match(fold(anchor.text)) and anchor.x0 < page.width * 0.45:
            band = _closing(page, free, anchor)
        elif _is_motto(anchor) or _facing(anchor, free):
            band = _letterhead(page, free, anchor)
        if band is not None:
            found.append(band)
            taken = {id(line) for line in (*band.left, *band.right)}
            free = [run for run in free if id(run) not in taken]
    return found


def split_at_motto(run: Line) -> list[Line]:
    """Part a run whose right end is the motto's line: on narrow pages the gap beside it is hardly wider than a space."""
    words = [fold(word.text) for word in run.words]
    for i in range(1, len(words) - 2):
        if _MOTTO.match(" ".join(words[i : i + 5])):
            gap = run.words[i].x0 - run.words[i - 1].x1
            return [Line.of(run.words[:i]), Line.of(run.words[i:])] if gap > 2 else [run]
    return [run]


def _is_motto(run: Line) -> bool:
    return bool(_MOTTO.match(fold(run.text)))


def _facing(run: Line, runs: Sequence[Line]) -> bool:
    """Whether it and one other run stand alone side by side, both in capitals: letterheads and two signatures."""
    if not _capitals(run):
        return False
    beside = [other for other in runs if other is not run and _level(run, other)]
    return len(beside) == 1 and _capitals(beside[0]) and _apart(run, beside[0]) > 1.5 * run.size


def _capitals(run: Line) -> bool:
    return run.text.isupper() and sum(char.isalpha() for char in run.text) >= 5 and len(run.words) > 1


def _level(a: Line, b: Line) -> bool:
    return min(a.bottom, b.bottom) - max(a.top, b.top) > 0.4 * min(a.bottom - a.top, b.bottom - b.top)


def _apart(a: Line, b: Line) -> float:
    return max(a.x0 - b.x1, b.x0 - a.x1)


def _gutter(page: Page, runs: Sequence[Line]) -> float | None:
    """The middle of the widest stretch of the page's width that no run covers."""
    low, high = page.width * _LOW, page.width * _HIGH
    reach, best, middle = low, _NARROWEST, None
    for run in sorted(runs, key=lambda line: line.x0):
        gap = min(run.x0, high) - reach
        if gap >= best and reach > low:
            best, middle = gap, reach + gap / 2
        reach = max(reach, run.x1)
        if reach >= high:
            break
    return middle


def _letterhead(page: Page, runs: Sequence[Line], anchor: Line) -> Band | None:
    """The runs around a motto or a pair of capitals, down to the first line that crosses the gap between the columns."""
    seeds = [run for run in runs if _level(run, anchor)]
    near = [run for run in runs if abs(run.middle - anchor.middle) < 2.2 * anchor.size]
    middle = _gutter(page, near) or _gutter(page, seeds) or _beside(anchor, seeds)
    if middle is None:
        return None
    below = [run for run in runs if run.middle >= anchor.middle - 4 * anchor.size]
    far = (_FAR if anchor.top < page.height * 0.15 or any(map(_is_motto, near)) else _SIGNING) * anchor.size
    taken = _down_to_crossing(below, middle, anchor, page.width * _ABOUT_END, far)
    left = [run for run in taken if run.centre < middle]
    right = [run for run in taken if run.centre >= middle]
    if not left or not right:
        return None
    left, right = _trimmed(left, right), _trimmed(right, left)
    return Band(tuple(left), tuple(right)) if left and right else None


def _beside(anchor: Line, level: Sequence[Line]) -> float | None:
    """The place between a motto and the run that ends just before it."""
    ends = [run.x1 for run in level if run is not anchor and run.x1 <= anchor.x0]
    return (max(ends) + anchor.x0) / 2 if ends else None


def _down_to_crossing(runs: Sequence[Line], middle: float, anchor: Line, about_end: float, far: float) -> list[Line]:
    taken: list[Line] = []
    last, about = anchor.bottom, False
    for run in runs:
        if run.top - last > far and run.top > anchor.bottom:
            break
        if _ADDRESSED.match(fold(run.text)) and run.middle > anchor.middle:
            break
        about = about or bool(_ABOUT.match(fold(run.text)))
        if run.x0 < middle - 3 and run.x1 > middle + 3 and not (about and run.x1 < about_end):
            if run.middle < anchor.middle:
                taken.clear()  # a stamp or a line across the page above the letterhead
                continue
            break
        taken.append(run)
        last = max(last, run.bottom)
    return taken


def _trimmed(column: list[Line], other: Sequence[Line]) -> list[Line]:
    """The column without what stands alone below the other column and is not set about this one's middle: a title, a body line."""
    end = max(run.bottom for run in other)
    level = [run for run in column if run.middle < end]
    if not level:
        return column[:1]
    middle = sum(run.centre for run in level) / len(level)
    width = max(run.x1 for run in level) - min(run.x0 for run in level)
    kept = list(level)
    for run in column:
        if run.middle < end:
            continue
        centred = abs(run.centre - middle) <= max(0.12 * width, 1.2 * run.size)
        below = kept[-1] not in level and abs(run.x0 - kept[-1].x0) < 0.5 * run.size  # the rest of a justified subject
        if not (centred or below) or run.top - kept[-1].bottom > 2 * run.size:
            break
        kept.append(run)
    return kept


def _closing(page: Page, runs: Sequence[Line], anchor: Line) -> Band | None:
    """The list "Nơi nhận" with its list, and the signature at its right, which may begin some lines above."""
    start = anchor.top - 5 * anchor.size
    around = [run for run in runs if run.middle > start]
    below = [run for run in around if run.middle >= anchor.top]
    right = [run for run in below if run.x0 > max(anchor.x1, page.width * 0.33)]
    if not right:
        return None
    crossing = next(
        (i for i, run in enumerate(below) if run is not anchor and _crosses(run, anchor, right)), len(below)
    )
    below = below[:crossing]
    middle = _gutter(page, below)
    if middle is None:
        return None
    left = [run for run in below if run.centre < middle]
    right = [run for run in below if run.centre >= middle]
    if not right or all(run.top > anchor.bottom + 8 * anchor.size for run in right):
        return None
    centre = (min(run.x0 for run in right) + max(run.x1 for run in right)) / 2
    above = [
        run
        for run in around
        if run.middle < anchor.top and run.x0 > middle and abs(run.centre - centre) < 3 * run.size
        and not any(_level(run, other) for other in around if other is not run)
    ]  # fmt: skip
    return Band(tuple(left), (*above, *right))


def _crosses(run: Line, anchor: Line, right: Sequence[Line]) -> bool:
    """Whether a line goes from the left column far into the right one."""
    signature = sorted(line.x0 for line in right)[len(right) // 2]
    return run.x0 < anchor.x1 and run.x1 > signature + 4 * run.size


def _page_columns(page: Page, runs: Sequence[Line]) -> Band | None:
    """A page wholly in two columns, or two pages on one sheet."""
    if len(runs) < 2 * _COLUMN_LINES:
        return None
    low, high = page.width * 0.4, page.width * 0.6
    if any(run.x0 < low and run.x1 > high for run in runs):
        return None
    middle = _gutter(page, runs)
    if middle is None or not low < middle < high:
        return None
    left = tuple(run for run in runs if run.centre < middle)
    right = tuple(run for run in runs if run.centre >= middle)
    if min(len(left), len(right)) < _COLUMN_LINES:
        return None
    filled = [
        sum(run.x1 - run.x0 for run in side) / (len(side) * (max(r.x1 for r in side) - min(r.x0 for r in side) or 1))
        for side in (left, right)
    ]
    return Band(left, right) if min(filled) > 0.6 else None
