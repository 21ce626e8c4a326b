"""Finds what belongs to the page and not to the text: page numbers, rules, running heads. It never touches words
inside a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

FORM_FEED = "\f"

_RULE = re.compile(r"[\s\-–—_=*~.·•|:+]*$")
_NUMBER = re.compile(r"[\-–—(\[\s]*(?:trang\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?[\-–—)\]\s.]*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_RUNNING_HEAD_LENGTH = 90  # a running head is a short line
_REPEATS = 3
_FIRST_PAGES = 100  # bare numbers that are tried as the first of the series; more are cells of a table, or an attack
_PAGE_LENGTH = 600  # characters; hardly a page has fewer, hardly a table row more
_DENSE_PAGE_LENGTH = 1200  # the same where no empty line sets the number apart
_FEWEST_DENSE = 3  # pages; a shorter series without empty lines may be anything
_FULL_LINE = 40  # characters; cells of a flattened table are shorter


def is_rule(line: str) -> bool:
    """Whether the line is drawn and not written: "---", "_____", "* * *". A lone asterisk counts (Party layout)."""
    return bool(line.strip()) and bool(_RULE.match(line))


def furniture(lines: Sequence[str]) -> frozenset[int]:
    """Return the indexes of page numbers and running heads among tidy lines ("" is an empty line).

    A page number is a line with a number only that continues the sequence of pages or stands beside one that does. A
    running head is a short line, equal but for digits, beside a page number or a page end at least three times; or a line
    in capitals, equal at least twice but for the rising page number at its left or right end (official gazettes).
    """
    numbers = _page_numbers(lines) | _numbered_heads(lines)
    borders = numbers | {i for i, line in enumerate(lines) if line == FORM_FEED}
    if borders:
        borders |= {-1, len(lines)}
    return frozenset(numbers | _running_heads(lines, borders))


@dataclass(frozen=True, slots=True)
class _Number:
    """A line with a number only: ``above`` characters stand before it; ``alone``: beside an empty line or a page's end."""

    line: int
    value: int
    above: int
    alone: bool

    @property
    def least(self) -> int:
        """How much text a page has at least: more where lines follow without a gap, as the cells of flattened tables do."""
        return _PAGE_LENGTH if self.alone else _DENSE_PAGE_LENGTH


def _page_numbers(lines: Sequence[str]) -> set[int]:
    """The longest series of bare numbers that counts pages: from 1 or 2 upwards, a page's worth of text between two."""
    candidates: list[_Number] = []
    written = 0
    for i, line in enumerate(lines):
        match = _NUMBER.match(line) if line and len(line) < 16 else None
        if match and not match.group(1).startswith("0"):
            alone = _stands_alone(lines, i)
            if alone or _between_full_lines(lines, i):
                candidates.append(_Number(i, int(match.group(1)), written, alone))
        written += len(line)
    best: list[_Number] = []
    firsts = [at for at, number in enumerate(candidates) if _begins_series(number)]
    for start in firsts[:_FIRST_PAGES]:
        chain = _chain(candidates, start)
        if len(chain) > len(best):
            best = chain
    if len(best) < _FEWEST_DENSE and not all(number.alone for number in best):
        best = [number for number in best if number.alone]
    found = {number.line for number in best}
    for i in sorted(found):
        found |= _digits_beside(lines, i)
    return found


def _begins_series(number: _Number) -> bool:
    return not (number.value > 2 or (0 < number.above < number.least) or (number.value == 2 and not number.above))


def _chain(candidates: Sequence[_Number], start: int) -> list[_Number]:
    last = candidates[start]
    chain = [last]
    for number in islice(candidates, start + 1, None):
        step = 2 if number.alone else 1
        if last.value < number.value <= last.value + step and number.above - last.above >= number.least:
            chain.append(number)
            last = number
    return chain


def _between_full_lines(lines: Sequence[str], i: int) -> bool:
    """Between two lines of running text that touch it, as in text whose empty lines are lost."""
    if not 0 < i < len(lines) - 1:
        return False
    return all(len(line) >= _FULL_LINE and "|" not in line for line in (lines[i - 1], lines[i + 1]))


def _stands_alone(lines: Sequence[str], i: int) -> bool:
    """Beside an empty line, a page end, an end of the file or another bare number: not the lone cell of a table."""
    around = (lines[i - 1] if i else "", lines[i + 1] if i + 1 < len(lines) else "")
    return any(not line or line == FORM_FEED or line.isdigit() for line in around)


def _digits_beside(lines: Sequence[str], i: int) -> set[int]:
    """Bare numbers just above a page number (arrival stamps that text extraction drops there), empty lines aside."""
    found: set[int] = set()
    at = i - 1
    while at >= 0 and (not lines[at] or lines[at].isdigit()):
        if lines[at]:
            found.add(at)
        at -= 1
    return found


def _running_heads(lines: Sequence[str], borders: set[int]) -> set[int]:
    written = [i for i, line in enumerate(lines) if line and line != FORM_FEED]
    beside = {j for i in borders for j in _nearest(written, i)} - borders
    keys = {i: _DIGITS.sub("#", lines[i].casefold()) for i in beside if len(lines[i]) <= _RUNNING_HEAD_LENGTH}
    counts = Counter(keys.values())
    return {i for i, key in keys.items() if counts[key] >= _REPEATS}


def _numbered_heads(lines: Sequence[str]) -> set[int]:
    """Running heads that hold the page number, on pages that rise with a page's worth of text between them."""
    groups: dict[str, list[tuple[int, int, int]]] = {}  # the head without its number: line, page, characters above
    written = 0
    for i, line in enumerate(lines):
        match = _NUMBERED_HEAD.match(line) if len(line) <= _RUNNING_HEAD_LENGTH and _stands_alone(lines, i) else None
        if match:
            head = match["right"] or match["left"]
            if len(head.split()) >= _HEAD_WORDS and _in_capitals(head):
                groups.setdefault(head.casefold(), []).append((i, int(match["before"] or match["after"]), written))
        written += len(line)
    found: set[int] = set()
    for group in groups.values():
        rising = all(
            page < next_page and below - above >= _PAGE_LENGTH
            for (_, page, above), (_, next_page, below) in pairwise(group)
        )
        if len(group) > 1 and rising:
            found |= {i for i, _, _ in group}
    return found


# "4 CÔNG BÁO …/Số 09" and "CÔNG BÁO …/Số 09 5"; a number behind "số" counts something else ("PHỤ LỤC SỐ 2")
_NUMBERED_HEAD = re.compile(
    r"(?:(?P<before>\d{1,4})\s+(?P<right>[^\W\d].*)|(?P<left>[^\W\d].*?)(?<!\bsố)\s+(?P<after>\d{1,4}))$", re.IGNORECASE
)
_HEAD_WORDS = 3


def _in_capitals(head: str) -> bool:
    letters = [char for char in head if char.isalpha()]
    return sum(char.isupper() for char in letters) * 2 > len(letters)


def _nearest(written: Sequence[int], i: int) -> tuple[int, ...]:
    """The indexes of the nearest lines with words before and after line ``i``."""
    before, after = bisect_left(written, i), bisect_right(written, i)
    return (*written[max(0, before - 1) : before], *written[after : after + 1])
