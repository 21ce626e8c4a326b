"""Lays the words of one row into the columns of its table: agencies where they act, times where times stand. Cheapest wins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest.agencies import find_agencies
from ingest.data import read_yaml
from ingest.deadlines import find_deadlines
from ingest.labels import PARTS, FieldKind
from ingest.text import fold

_YEAR = 2026  # any: only where a time stands is asked here
_LONGEST = 1500  # characters of a row; no more are read
_JOINT = re.compile(r"[\s,;.:()/&-]|\b(?:và|cùng|các)\b")
_SPACE_ONLY = re.compile(r"\s+")
_LISTED = re.compile(r"(?:[,;(&/-]|\b(?:và|cùng|với|hoặc))\s*$")
_CUTS = re.compile(r"(?<=\s)(?=[^\W\d_a-zà-ỹđ])")
# What a fault costs, about one for each letter that does not belong. Found by hand on made tables; only their order counts.
_EMPTY = {"lead": 9.0, "responsible": 9.0, "coordinate": 3.0, "time": 5.0, "number": 0.0}
_EMPTY_OTHER = 0.0
_AFTER_GOVERNOR = 30.0
_AFTER_LIST = 25.0
_LOWER = 5.0
_TWO_CELLS = 4.0  # two agencies in one cell with nothing but space between
_TWO_LINES = 8.0
_ODD = 6.0
_UNLISTED = 14.0  # an office whom no registry lists
_NAMED_IN_TASK = 0.3
_LOOSE = 0.05
_MORE_HEADS = (
    "Các",
    "Cán bộ",
    "Chủ tịch",
    "Giám đốc",
    "HĐND",
    "Lãnh đạo",
    "Mặt trận",
    "MTTQ",
    "Thủ trưởng",
    "Tỉnh",
    "Trưởng",
    "UBND",
    "UBMTTQ",
)
_MOST_CUTS = 48  # places in a row where a cell may begin; a real row has a dozen
_SHORTEST_TASK = 8
_NO_TASK = 60.0


@dataclass(frozen=True)
class Fit:
    """The words of each column ("" where empty), and what the fit costs; ``sure`` where an actor or a time was placed."""

    cells: tuple[str, ...]
    cost: float
    sure: bool


def fit(text: str, kinds: Sequence[FieldKind | None], pieces: Sequence[int] = ()) -> Fit:
    """Lay a row's text (without its number) into columns of these kinds, in order.

    ``pieces``: offsets where a new line or a gap begins; only there may a cell begin. Without them a cell may begin
    wherever an agency or a time does.
    """
    row = _Row(text[:_LONGEST])
    cuts = sorted({0, len(row.text), *(p for p in pieces if 0 < p < len(row.text))}) if pieces else row.cuts(kinds)
    best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, (0,))}]
    for kind in kinds:
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in best[-1].items():
            for end in cuts:
                if end < start:
                    continue
                total = cost + row.cost(start, end, kind) + row.cost_of_joining(start, end, cuts if pieces else ())
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*ends, end))
        best.append(reached)
    cost, ends = best[-1].get(len(row.text), (float("inf"), (0,) * (len(kinds) + 1)))
    cells = tuple(" ".join(row.text[a:b].split()) for a, b in pairwise(ends))
    sure = any(cell and (kind in PARTS or kind == "time") for cell, kind in zip(cells, kinds, strict=True))
    return Fit(cells, cost, sure)


class _Row:
    """The text of a row with the agencies and times in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._names: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self.agencies = self._named_in(0, len(text))
        self.times = self._times()
        self._named = set().union(*(range(a, b) for a, b in self.agencies))
        self._timed = set().union(*(range(a, b) for a, b in self.times))

    def _named_in(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return where agencies stand in a stretch read by itself: beyond it a name may seem to go on."""
        if (start, end) not in self._names:
            found = find_agencies(self.text[start:end])
            self._names[start, end] = [(start + m.span.start, start + m.span.end) for m in found]
        return self._names[start, end]

    def _times(self) -> list[tuple[int, int]]:
        """Times that stand by themselves, and those that only the place where a cell may begin shows to be times."""
        found = {(d.span.start, d.span.end) for d in find_deadlines(self.text, year=_YEAR)}
        starts = {0, *(end for _, end in self.agencies), *(m.start() for m in _CUTS.finditer(self.text))}
        starts |= {m.start() for m in re.finditer(r"(?<=\s)(?=\d)", self.text)}
        for start in starts:
            begin = start + len(self.text[start:]) - len(self.text[start:].lstrip())
            for deadline in find_deadlines(self.text, begin, year=_YEAR, announced="when")[:1]:
                if deadline.span.start == begin:
                    found.add((begin, deadline.span.end))
        return [(a, b) for a, b in sorted(found) if not any(c <= a and b <= d and (a, b) != (c, d) for c, d in found)]

    def cuts(self, kinds: Sequence[FieldKind | None]) -> list[int]:
        """Where a cell may begin: at agencies and times and after them; in rows with loose columns, at any capital, too."""
        spans = [*self.agencies, *self.times]
        found = {0, len(self.text), *(start for start, _ in spans), *(end for _, end in spans)}
        if any(kind in ("product", "funding", "circumstance", "other", None) for kind in kinds):
            found |= {m.start() for m in _CUTS.finditer(self.text)}
        inside = {i for start, end in self.times for i in range(start + 1, end)}
        places = sorted((found | {m.start() for m in _office().finditer(self.text)}) - inside)
        return [*places[: _MOST_CUTS - 1], len(self.text)] if len(places) > _MOST_CUTS else places

    def cost(self, start: int, end: int, kind: FieldKind | None) -> float:
        words = self.text[start:end].strip()
        if not words:
            return _NO_TASK if kind in ("task", "paper", "target") else _EMPTY.get(kind or "", _EMPTY_OTHER)
        if kind in PARTS:
            return self._cost_of_names(start, end)
        if kind == "time":
            return self._uncovered(start, end, self._timed) + self._start_cost(start, lower=0.0)
        if kind in ("task", "paper", "target"):
            named = sum(i in self._named for i in range(start, end))
            return named * _NAMED_IN_TASK + (_NO_TASK if len(words) < _SHORTEST_TASK else 0.0)
        return len(words) * _LOOSE

    def cost_of_joining(self, start: int, end: int, pieces: Sequence[int]) -> float:
        """What it costs that lines make one cell although the lower one does not go on in small letters."""
        inner = (p for p in pieces if start < p < end)
        return sum(_TWO_LINES for p in inner if self.text[p].isupper() and not _LISTED.search(self.text[:p][-12:]))

    def _cost_of_names(self, start: int, end: int) -> float:
        inside = self._named_in(start, end)
        covered = set().union(*(range(a, b) for a, b in inside))
        cost = self._uncovered(start, end, covered - self._timed) + self._start_cost(start, lower=_LOWER)
        cost += sum(_TWO_CELLS for (_, a), (b, _) in pairwise(inside) if _SPACE_ONLY.fullmatch(self.text, a, b))
        unlisted = not inside and self.text[start:end].lstrip()[:1].isupper()
        return min(cost + _ODD, _UNLISTED) if unlisted else cost

    def _start_cost(self, start: int, *, lower: float) -> float:
        """What a cell's beginning costs: after "báo cáo", "của" or a comma none begins, and hardly one in small letters."""
        before = self.text[max(0, start - 40) : start]
        begin = self.text[start:].lstrip()[:1]
        word = _governor().search(fold(before))
        if word and (before[word.start()].islower() or start - len(before) + word.start() == 0):
            return _AFTER_GOVERNOR  # not the "Đào tạo" that ends the name of an office
        if _LISTED.search(before):
            return _AFTER_LIST
        return lower if begin.islower() else 0.0

    def _uncovered(self, start: int, end: int, marks: set[int]) -> float:
        rest = "".join(c if i not in marks else " " for i, c in enumerate(self.text[start:end], start))
        return float(len(_JOINT.sub("", rest)))


@cache
def _governor() -> re.Pattern[str]:
    """Return what ends with a word after which an agency is an object, not the first of a cell."""
    words = {fold(word) for word in read_yaml("duty_cues.yaml")["governors"]} | {
        "voi",
        "ve",
        "cac",
        "nhung",
        "va",
        "cung",
    }
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words)))})\s*$")


@cache
def _office() -> re.Pattern[str]:
    """Return what matches before a capitalised word with which the name of an office or a group may begin."""
    heads = {*read_yaml("agency_heads.yaml")["heads"], *_MORE_HEADS}
    return re.compile(rf"(?<=\s)(?=(?:{'|'.join(map(re.escape, sorted(heads)))})\s)")
