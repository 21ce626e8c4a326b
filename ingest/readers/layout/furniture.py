"""Finds what belongs to the page and not to the text, by its place: page numbers, running heads, signature overlays.

Page numbers stand in the middle of the upper margin, not on page 1 (Nghị định 30/2020/NĐ-CP, Phụ lục I); in practice also in
the lower margin and at the right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.readers.layout.lines import Line
from ingest.readers.layout.page import Page
from ingest.text import fold

_NUMBER = re.compile(r"[-–—(\[\s]*(?:trang\s*)?(\d{1,3}|[ivx]{1,5})(?:\s*/\s*\d{1,3})?[-–—)\]\s.]*$")
_MARGIN = 0.12  # share of the page's height in which furniture stands, above and below
_DIGITS = re.compile(r"\d+")
_SAME_PLACE = 8.0  # points between the places of a running head on two pages
_REPEATS = 3
_SIGNED = re.compile(
    r"(?:nguoi ky|ky boi|duoc ky boi|thoi gian ky|ngay ky|ky ngay|digitally signed|signature (?:valid|not verified))\b"
)
_SIGNED_AT = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d|\d\d[./-]\d\d[./-]\d{4},? \d\d:\d\d:\d\d")
_LABELS = re.compile(r"(?:email|co quan|to chuc|chuc vu|nguoi ky|ky boi|thoi gian ky|ngay ky|date|reason|location)\s*:")
_MOTTO = re.compile(r"cong hoa xa hoi|dang cong san viet nam")
_OVERLAY_SIZE = 11.5  # points; the decree sets size 10
_OVERLAY_PLACE = 0.3  # share of the page's height above which overlays of the first page stand


def take_furniture(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> set[tuple[int, int]]:
    """Return (page index, line index) of each line that is furniture. ``lines`` are the runs of each page, from top to bottom."""
    found = _page_numbers(pages, lines)
    found |= _running_heads(pages, lines, found)
    for at, page in enumerate(pages):
        found |= {(at, i) for i in signature_overlay(page, lines[at])}
    return found


def _page_numbers(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> set[tuple[int, int]]:
    """Bare numbers alone at the upper or lower edge, which count pages: each a page's difference from the others'."""
    candidates: dict[tuple[int, int], int] = {}
    for at, page in enumerate(pages):
        for i in _edges(page, lines[at]):
            match = _NUMBER.match(fold(lines[at][i].text))
            if match and len(lines[at][i].words) <= 4 and _alone(lines[at], i):
                number = match.group(1)
                candidates[at, i] = int(number) - at if number.isdigit() else 10**6
    counts: defaultdict[int, int] = defaultdict(int)
    for offset in candidates.values():
        counts[offset] += 1
    return {
        place
        for place, offset in candidates.items()
        if offset in (0, 1, 10**6)
        or counts[offset] > 1
        or abs(lines[place[0]][place[1]].centre - _middle(pages, place)) < 30
    }


def _middle(pages: Sequence[Page], place: tuple[int, int]) -> float:
    return pages[place[0]].width / 2 + 14  # the left margin is the wider one


def _alone(lines: Sequence[Line], i: int) -> bool:
    """Whether nothing else stands at its height: no cell of a row."""
    line = lines[i]
    return all(j == i or other.bottom <= line.middle or other.top >= line.middle for j, other in enumerate(lines))


def _edges(page: Page, lines: Sequence[Line]) -> list[int]:
    """The lines in the upper and in the lower margin."""
    low, high = page.height * _MARGIN, page.height * (1 - _MARGIN)
    return [i for i, line in enumerate(lines) if line.bottom < low or line.top > high]


def _running_heads(
    pages: Sequence[Page], lines: Sequence[Sequence[Line]], known: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Lines in the margins, equal but for digits, at one height on three pages (on both of two)."""
    groups: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, page in enumerate(pages):
        for i in _edges(page, lines[at]):
            key = _DIGITS.sub("", fold(lines[at][i].text)).strip(" .-–—|/")
            if (at, i) not in known and any(char.isalpha() for char in key):
                groups[key].append((at, i))
    found: set[tuple[int, int]] = set()
    needed = min(_REPEATS, max(2, len(pages)))
    for places in groups.values():
        for place in places:
            here = lines[place[0]][place[1]]
            level = {p[0] for p in places if abs(lines[p[0]][p[1]].top - here.top) < _SAME_PLACE}
            if len(level) >= needed:
                found.add(place)
    return found


def signature_overlay(page: Page, lines: Sequence[Line]) -> set[int]:
    """Return the lines of a digital signature's visible part: "Người ký: …", "Thời gian ký: …" with their small print around."""
    folded = [fold(line.text) for line in lines]
    motto = min((line.bottom for line, words in zip(lines, folded, strict=True) if _MOTTO.search(words)), default=0.0)
    limit = max(motto, page.height * _OVERLAY_PLACE)
    found = {
        i
        for i, words in enumerate(folded)
        if _SIGNED.match(words)
        or (_SIGNED_AT.search(words) and lines[i].bottom < limit and lines[i].size <= _OVERLAY_SIZE)
    }
    grown = bool(found)
    while grown:
        beside = {
            i
            for i, line in enumerate(lines)
            if i not in found and any(_same_overlay(lines[j], line, folded[i]) for j in found)
        }
        found |= beside
        grown = bool(beside)
    return found


def _same_overlay(known: Line, line: Line, words: str) -> bool:
    gap = max(line.top - known.bottom, known.top - line.bottom)
    size = known.size
    close = gap < 0.9 * size and line.x0 < known.x1 and known.x0 < line.x1 + 2 * size
    small = line.size <= _OVERLAY_SIZE and abs(line.size - size) < 0.12 * size
    aligned = abs(line.x0 - known.x0) < size or abs(line.centre - known.centre) < size or abs(line.x1 - known.x1) < size
    return close and (bool(_LABELS.match(words)) or (small and aligned))
