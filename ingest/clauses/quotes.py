"""Finds new text that an amending document quotes over several lines: its articles and points are no units of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENS = re.compile(r"\s*[“\"]")
_CLOSES = re.compile(r"[”\"]\s?[.;,]?\s*$")
_ANNOUNCES = re.compile(r":\s*$")
_MOST = 300  # lines; a quotation mark that is never closed quotes nothing


def quoted_lines(text: str, lines: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the indexes of the lines that stand inside such a quotation, the first and the last with it.

    It opens at the start of a line, after a line that ends with a colon ("… như sau:"), and closes at the end of a line.
    """
    found: set[int] = set()
    at = 1
    while at < len(lines):
        last = _last_line(text, lines, at) if _ANNOUNCES.search(text[slice(*lines[at - 1])]) else None
        if last is not None:
            found.update(range(at, last + 1))
            at = last
        at += 1
    return frozenset(found)


def _last_line(text: str, lines: Sequence[tuple[int, int]], first: int) -> int | None:
    if not _OPENS.match(text, *lines[first]):
        return None
    for i in range(first, min(first + _MOST, len(lines))):
        line = text[slice(*lines[i])]
        if i > first and _OPENS.match(line):
            return None
        if _CLOSES.search(line) and len(line.strip()) > 1:
            return i
    return None
