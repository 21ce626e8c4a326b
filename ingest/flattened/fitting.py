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
_NAMED_IN_TASK = 0.3
_LOOSE = 0.05
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
                total = cost + row.cost(start, end, kind)
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
        self.agencies = [(m.span.start, m.span.end) for m in find_agencies(text)]
        self.times = self._times()
        self._named = _marked(text, self.agencies)
        self._timed = _marked(text, self.times)

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
        return sorted(found)

    def cuts(self, kinds: Sequence[FieldKind | None]) -> list[int]:
        """Where a cell may begin: at agencies and times and after them; in rows with loose columns, at any capital, too."""
        spans = [*self.agencies, *self.times]
        found = {0, len(self.text), *(start for start, _ in spans), *(end for _, end in spans)}
        if any(kind in ("product", "funding", "circumstance", "other", None) for kind in kinds):
            found |= {m.start() for m in _CUTS.finditer(self.text)}
        inside = {i for start, end in self.agencies for i in range(start + 1, end)}
        return sorted(found - inside)

    def cost(self, start: int, end: int, kind: FieldKind | None) -> float:
        words = self.text[start:end].strip()
        if not words:
            return _NO_TASK if kind in ("task", "paper", "target") else _EMPTY.get(kind or "", _EMPTY_OTHER)
        if kind in PARTS:
            return self._cost_of_names(start, end)
        if kind == "time":
            return self._uncovered(start, end, self._timed) + self._start_cost(start, lower=0.0)
        if kind in ("task", "paper", "target"):
            named = sum(self._named[start:end])
            return named * _NAMED_IN_TASK + (_NO_TASK if len(words) < _SHORTEST_TASK else 0.0)
        return len(words) * _LOOSE

    def _cost_of_names(self, start: int, end: int) -> float:
        cost = self._uncovered(start, end, self._named) + self._start_cost(start, lower=_LOWER)
        inside = [(a, b) for a, b in self.agencies if start <= a and b <= end]
        cost += sum(_TWO_CELLS for (_, a), (b, _) in pairwise(inside) if _SPACE_ONLY.fullmatch(self.text, a, b))
        return cost if inside else cost + 3.0

    def _start_cost(self, start: int, *, lower: float) -> float:
        """What a cell's beginning costs: after "báo cáo", "của" or a comma none begins, and hardly one in small letters."""
        before = self.text[max(0, start - 40) : start]
        begin = self.text[start:].lstrip()[:1]
        if _governor().search(fold(before)):
            return _AFTER_GOVERNOR
        if _LISTED.search(before):
            return _AFTER_LIST
        return lower if begin.islower() else 0.0

    def _uncovered(self, start: int, end: int, marks: Sequence[bool]) -> float:
        rest = "".join(c if not marks[i] else " " for i, c in enumerate(self.text[start:end], start))
        return float(len(_JOINT.sub("", rest)))


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> list[bool]:
    marks = [False] * len(text)
    for start, end in spans:
        marks[start:end] = [True] * (end - start)
    return marks


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
