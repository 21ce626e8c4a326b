"""A plan's text with the agencies and deadlines named in it, ready to be asked about places. Interprets nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import cache

from ingest.agencies import find_agencies
from ingest.agencies.mention import AgencyMention
from ingest.deadlines import Announced, find_deadlines
from ingest.model import Deadline
from ingest.obligations.belonging import whole_names
from ingest.text import fold

_PAIRS = {"(": ")", "[": "]", "“": "”", "‘": "’", "«": "»"}
_BEFORE_WORD = re.compile(r"(?:[^\w(]|_)*")
_LONGEST_LINE = 8000  # characters


class View:
    """Text, its folded form, and the agencies and deadlines in reading order, found once for the whole text.

    ``year`` is the plan's year, for dates that are written without one; ``issued`` the day on which it was signed.
    """

    def __init__(self, text: str, year: int | None = None, issued: date | None = None) -> None:
        """Read the whole text."""
        self.text = text
        self.year = year
        self.issued = issued
        self.folded = fold(text)
        self.mentions = whole_names(text, find_agencies(text))
        self.deadlines = tuple(
            d for start, end in _lines(text) for d in find_deadlines(text, start, end, year=year, issued=issued)
        )
        self._closings = _bracketed(text)
        self._deadline_starts = [d.span.start for d in self.deadlines]
        self._starts = [m.span.start for m in self.mentions]
        self._by_start = {m.span.start: m for m in reversed(self.mentions)}

    def mentions_in(self, start: int, end: int) -> tuple[AgencyMention, ...]:
        """Return the mentions that lie wholly in the stretch."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(m for m in self.mentions[first:last] if m.span.end <= end)

    def deadlines_in(self, start: int, end: int) -> tuple[Deadline, ...]:
        """Return the deadlines that lie wholly in the stretch."""
        first, last = bisect_left(self._deadline_starts, start), bisect_left(self._deadline_starts, end)
        return tuple(d for d in self.deadlines[first:last] if d.span.end <= end)

    def deadline_from(self, start: int, end: int) -> Deadline | None:
        """Read the deadline that begins a stretch, whatever stands before it."""
        found = find_deadlines(self.text, start, end, year=self.year, issued=self.issued)
        return next((d for d in found if d.span.start == start), None)

    def deadline_announced(self, start: int, end: int, announced: Announced) -> Deadline | None:
        """Read a stretch that a label or a column's head says is a time: what gives a date or a rhythm comes first."""
        found = find_deadlines(self.text, start, end, year=self.year, issued=self.issued, announced=announced)
        return next((d for d in found if d.first or d.last or d.recurrence), found[0] if found else None)

    def mention_at(self, at: int) -> AgencyMention | None:
        """Return the mention that begins exactly at ``at``."""
        return self._by_start.get(at)

    def skip(self, at: int, end: int, marks: str | None = None) -> int:
        """Return the first place from ``at`` on that holds none of ``marks``; without them, a letter, digit or "("."""
        if marks is None:
            before = _BEFORE_WORD.match(self.text, at, end)
            return before.end() if before else at
        while at < end and self.text[at] in marks:
            at += 1
        return at

    def plain(self, start: int, end: int) -> Iterator[int]:
        """Yield the places outside brackets and quotation marks.

        A mark that is never closed within the stretch protects nothing: scans and typists lose them.
        """
        at = start
        while at < end:
            yield at
            char = self.text[at]
            if char in _PAIRS or char == '"':
                close = self._closing(at, end)
                if close is not None:
                    at = close
            at += 1

    def marks(self, start: int, end: int, wanted: str) -> Iterator[int]:
        """Yield the places of the wanted characters (no brackets or quotation marks) that ``plain`` yields."""
        seen = _seen(wanted)
        at = start
        while found := seen.search(self.text, at, end):
            at = found.start()
            if found.group() in wanted:
                yield at
            else:
                close = self._closing(at, end)
                at = at if close is None else close
            at += 1

    def _closing(self, at: int, end: int) -> int | None:
        if self.text[at] == '"':
            found = self.text.find('"', at + 1, end)
            return found if found >= 0 else None
        close = self._closings.get(at)
        return close if close is not None and close < end else None


@cache
def _seen(wanted: str) -> re.Pattern[str]:
    return re.compile(f'[{re.escape(wanted + "".join(_PAIRS))}"]')


def _bracketed(text: str) -> dict[int, int]:
    """Return where each bracket and quotation mark that is ever closed is closed, in one pass over the text."""
    openings = {closing: opening for opening, closing in _PAIRS.items()}
    open_ones: dict[str, list[int]] = {opening: [] for opening in _PAIRS}
    closings: dict[int, int] = {}
    for at, char in enumerate(text):
        if char in open_ones:
            open_ones[char].append(at)
        elif char in openings and open_ones[openings[char]]:
            closings[open_ones[openings[char]].pop()] = at
    return closings


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines of the text: no date goes over a paragraph's end, though "2026." before "3.1." may look like one.

    A line longer than any paragraph comes in pieces, cut at spaces: what is asked about a date looks back to where it began.
    """
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        while end - start > _LONGEST_LINE:
            cut = text.rfind(" ", start + _LONGEST_LINE // 2, start + _LONGEST_LINE) + 1 or start + _LONGEST_LINE
            yield start, cut
            start = cut
        yield start, end
        start = end + 1
