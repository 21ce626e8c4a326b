"""Solves how deep each item stands: a search over stacks of open clauses, cheapest explanation first.

Every item may continue a series that is open (its ordinal should be the next one) or begin a series under an open clause
(its ordinal should be the first, its rank below its parent's). Whatever breaks an expectation costs; nothing is forbidden,
so that every text has a solution. Costs are of the order: 1 odd, 3 wrong but seen, 5 hardly believable.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.clauses.items import Item
from ingest.clauses.markers import Family, Reading

BEAM = 8  # stacks kept after each item; 27 real plans give the same trees with 4 and with 30

GAP, REPEAT, BACKWARDS, NOT_FIRST = 1.5, 2.5, 4.0, 2.0
PREFIX, MIXED, SAME_INSIDE, RANK, AGAIN = 2.5, 3.0, 5.0, 3.0, 3.0
IN_LEAD_IN, IN_BULLET, LEAVE_LEAD_IN, SWAPPED_BULLETS, MIXED_BULLETS = 0.8, 3.0, 0.7, 1.2, 2.0


@dataclass(frozen=True, slots=True)
class Open:
    """An open clause on the stack."""

    family: Family | None  # None: the root
    numbers: tuple[int, ...] = ()
    lead_in: bool = False
    suffix: str = ""


Stack = tuple[Open, ...]
Running = tuple[int, int]  # the last Chương and the last Điều: they may count on through the whole document
_RUNNING = (Family.CHUONG, Family.DIEU)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an item was put: the number of its ancestors (the root counts), how its marker was read, and why it cost."""

    depth: int
    reading: Reading
    cost: float
    doubts: tuple[str, ...] = ()
    rivals: int = 0  # other depths that cost hardly more


@dataclass(slots=True)
class _State:
    stack: Stack
    cost: float
    running: Running = (0, 0)
    placement: Placement | None = None
    before: _State | None = None


@dataclass(frozen=True, slots=True)
class _Option:
    keep: int  # how many entries of the stack stay
    cost: float
    doubts: tuple[str, ...] = ()


def solve(items: Sequence[Item]) -> tuple[Placement, ...]:
    """Return one placement for each item. Linear in the number of items; never fails."""
    states = [_State(stack=(Open(None),), cost=0.0)]
    last_numbered = max((i for i, item in enumerate(items) if item.readings[0].family.numbered), default=-1)
    for i, item in enumerate(items):
        best: dict[tuple[Stack, Running], _State] = {}
        for state in states:
            for successor in _successors(state, item, after_all=i > last_numbered):
                key = (successor.stack, successor.running)
                known = best.get(key)
                if known is None or successor.cost < known.cost:
                    best[key] = successor
        states = sorted(best.values(), key=lambda s: s.cost)[:BEAM]
    return tuple(_path(states[0]))


def _path(state: _State) -> list[Placement]:
    found: list[Placement] = []
    at: _State | None = state
    while at is not None and at.placement is not None:
        found.append(at.placement)
        at = at.before
    return found[::-1]


def _successors(state: _State, item: Item, *, after_all: bool) -> Iterator[_State]:
    options = [
        (reading, option) for reading in item.readings for option in _options(state, reading, item, after_all=after_all)
    ]
    costs = sorted((reading.doubt + option.cost, option.keep) for reading, option in options)
    for reading, option in options:
        cost = reading.doubt + option.cost
        close = costs[: bisect.bisect_left(costs, (cost + 0.3,))]
        rivals = len({keep for _, keep in close} - {option.keep})
        placement = Placement(option.keep, reading, cost, _doubts(reading, option), rivals)
        entry = Open(reading.family, reading.numbers, item.lead_in, reading.suffix)
        stack = (*state.stack[: option.keep], entry)
        yield _State(stack, state.cost + cost, _counted_on(state.running, reading), placement, state)


def _counted_on(running: Running, reading: Reading) -> Running:
    if reading.family is Family.ANNEX or reading.family not in _RUNNING:
        return (0, 0) if reading.family is Family.ANNEX else running
    chapter, article = running
    return (reading.ordinal, article) if reading.family is Family.CHUONG else (chapter, reading.ordinal)


def _doubts(reading: Reading, option: _Option) -> tuple[str, ...]:
    if reading.doubt >= 2 and reading.family is Family.PARAGRAPH:
        return ("marker_read_as_text", *option.doubts)
    if reading.doubt >= 0.5:
        return ("marker_misprinted", *option.doubts)
    return option.doubts


def _options(state: _State, reading: Reading, item: Item, *, after_all: bool) -> Iterator[_Option]:
    family, stack = reading.family, state.stack
    if family.numbered:
        yield from _numbered(stack, reading, state.running)
    elif family.bullet:
        yield from _bulleted(stack, family)
    else:
        yield _Option(_home_of_paragraph(stack, concluding=item.concluding and after_all), 0.0)


def _home_of_paragraph(stack: Stack, *, concluding: bool) -> int:
    """A paragraph belongs to the nearest numbered clause; one that closes the whole text to its outermost section."""
    if concluding:
        outermost = stack[1].family if len(stack) > 1 else None
        return 2 if outermost is not None and outermost.rank <= Family.ROMAN.rank else 1
    return _holder(stack) + 1


def _holder(stack: Stack) -> int:
    """Index of the nearest numbered clause, or of the root."""
    for j in range(len(stack) - 1, 0, -1):
        family = stack[j].family
        if family is not None and family.numbered:
            return j
    return 0


def _bulleted(stack: Stack, family: Family) -> Iterator[_Option]:
    floor = _holder(stack)
    leaving = 0.0
    for j in range(len(stack) - 1, floor - 1, -1):
        entry = stack[j]
        if entry.family is family:
            yield _Option(j, leaving)
            return  # a second series of the same sign further out is never preferred
        if j == floor:
            mixed = j + 1 < len(stack) and (stack[j + 1].family or Family.ROW).bullet
            yield _Option(j + 1, leaving + (MIXED_BULLETS if mixed else 0.0))
        elif entry.family is Family.PARAGRAPH:
            if entry.lead_in:
                yield _Option(j + 1, leaving)
                leaving += LEAVE_LEAD_IN
        elif entry.family is not None and entry.family.bullet:
            open_outside = any(above.family is family for above in stack[floor + 1 : j])
            unusual = family.rank < entry.family.rank or open_outside
            yield _Option(j + 1, leaving + (SWAPPED_BULLETS if unusual and not entry.lead_in else 0.0))
            leaving += LEAVE_LEAD_IN if entry.lead_in and j == len(stack) - 1 else 0.0


def _numbered(stack: Stack, reading: Reading, running: Running) -> Iterator[_Option]:
    for j in range(len(stack) - 1, -1, -1):
        entry = stack[j]
        if entry.family is reading.family:
            yield _sibling(entry, reading, j)
        begun = (
            j + 1 < len(stack) and stack[j + 1].family is reading.family
        )  # its series is open: only a sibling can follow
        if not begun and (entry.family is None or entry.family.rank < Family.ROW.rank):
            yield _child(stack, j, reading, running)


def _sibling(entry: Open, reading: Reading, keep: int) -> _Option:
    doubts: list[str] = []
    cost = 0.0
    step = reading.ordinal - entry.numbers[-1]
    if reading.numbers[:-1] != entry.numbers[:-1]:
        next_parent = reading.ordinal == 1 and reading.numbers[:-1] > entry.numbers[:-1]
        return _Option(keep, PREFIX if next_parent else BACKWARDS, ("numbering_prefix",))
    if step == 0 and reading.suffix > entry.suffix:
        return _Option(keep, 0.0)  # "Điều 5a" after "Điều 5"
    if step == 0:
        cost, doubts = REPEAT, ["numbering_repeated"]
    elif step > 1:
        cost, doubts = min(GAP + 0.3 * (step - 2), BACKWARDS), ["numbering_gap"]
    elif step < 0:
        cost, doubts = BACKWARDS, ["numbering_backwards"]
    return _Option(keep, cost, tuple(doubts))


def _child(stack: Stack, j: int, reading: Reading, running: Running) -> _Option:
    entry = stack[j]
    doubts: list[str] = []
    cost = 0.0
    if reading.ordinal != 1 and not _counts_on(running, reading):
        cost += min(NOT_FIRST + 0.5 * (reading.ordinal - 1), BACKWARDS)
        doubts.append("numbering_not_from_one")
    rank = _rank_cost(entry, reading)
    if rank >= RANK:
        doubts.append("marker_unusual_depth")
    cost += rank + _prefix_cost(entry, reading)
    if any(above.family is reading.family for above in stack[1:j]):
        cost += AGAIN  # the same family open twice in one line of ancestors
    below = stack[j + 1].family if j + 1 < len(stack) else None
    annexed = reading.family is Family.ANNEX and j == 0  # annexes follow the sections of what they belong to
    if below is not None and below.numbered and below is not reading.family and not annexed:
        cost += MIXED
        doubts.append("marker_unusual_depth")
    return _Option(j + 1, cost, tuple(doubts))


def _counts_on(running: Running, reading: Reading) -> bool:
    """Whether "Điều 4" in a new chapter follows "Điều 3" in the one before, or is inserted after it ("Điều 3a")."""
    if reading.family not in _RUNNING:
        return False
    last = running[_RUNNING.index(reading.family)]
    return last > 0 and reading.ordinal == last + (0 if reading.suffix else 1)


def _rank_cost(entry: Open, reading: Reading) -> float:
    family = entry.family
    if family is None:
        return 0.0
    if not family.numbered:
        return IN_LEAD_IN if entry.lead_in else IN_BULLET
    if family is reading.family:
        return SAME_INSIDE
    if reading.family in (Family.ANNEX,):
        return SAME_INSIDE + 1
    return 0.0 if reading.family.rank > family.rank else RANK


def _prefix_cost(entry: Open, reading: Reading) -> float:
    """Cost of a prefix: "2.1" belongs under "2." (or under "II." where nothing else counts)."""
    prefix = reading.numbers[:-1]
    if not prefix:
        return 0.0
    if entry.family is not None and entry.family.dotted and entry.numbers == prefix:
        return 0.0
    if entry.family is not None and entry.family.numbered and entry.numbers[-1:] == prefix:
        return 0.3
    return PREFIX
