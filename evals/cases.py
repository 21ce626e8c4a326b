"""A scored case, figures over many of them, and what changed between two runs; arithmetic only, no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.model import Frozen

_FEWEST = 8  # paired cases below which a bootstrap interval says nothing
_AT_ONCE = 100  # resamples drawn together: 16,000 cases then take 13 MB
_NOTHING = (0.0, 0.0)


class Case(Frozen):
    """One case of a run.

    ``right`` decides whether it is gained or lost (None: it only carries figures). ``shares`` holds, for each figure,
    a numerator and a denominator: the figure over many cases is the sum of the first over the sum of the second, so
    that a mean, a ratio of counts and "of those that have one" are all the same thing. ``counts`` are added up.
    """

    id: str
    groups: tuple[str, ...] = ()
    right: bool | None = None
    shares: Mapping[str, tuple[float, float]] = {}
    counts: Mapping[str, int] = {}


class Change(Frozen):
    """How a figure moved, with the 95 % interval of the difference (None where too few cases are paired)."""

    name: str
    before: float | None
    after: float | None
    low: float | None = None
    high: float | None = None

    @property
    def difference(self) -> float | None:
        """How much it grew, where it is known before and after."""
        return None if self.before is None or self.after is None else self.after - self.before


def share(value: bool | float, *, if_any: bool = True) -> tuple[float, float]:
    """Return one case's numerator and denominator of a mean; nothing at all unless ``if_any``."""
    return (float(value), 1.0) if if_any else (0.0, 0.0)


def figures(cases: Iterable[Case]) -> dict[str, float | None]:
    """Return every figure over the cases, None where no case counts for it; counts are added up."""
    tops: dict[str, float] = {}
    bottoms: dict[str, float] = {}
    counts: dict[str, float | None] = {}
    for case in cases:
        for name, (top, bottom) in case.shares.items():
            tops[name] = tops.get(name, 0.0) + top
            bottoms[name] = bottoms.get(name, 0.0) + bottom
        for name, count in case.counts.items():
            counts[name] = (counts.get(name) or 0) + count
    return {name: tops[name] / bottoms[name] if bottoms[name] else None for name in tops} | counts


def by_group(cases: Sequence[Case]) -> dict[str, tuple[Case, ...]]:
    """Return the cases of every group, groups in order of their names."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        for name in case.groups:
            groups.setdefault(name, []).append(case)
    return {name: tuple(groups[name]) for name in sorted(groups)}


def gained_and_lost(before: Sequence[Case], after: Sequence[Case]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids that became right and those that are right no more, in the order of ``after``.

    A case that only one of the two runs has is neither.
    """
    old = {case.id: case.right for case in before}
    changed = [case for case in after if case.id in old and case.right is not old[case.id]]
    return (
        tuple(case.id for case in changed if case.right),
        tuple(case.id for case in changed if old[case.id]),
    )


def changes(before: Sequence[Case], after: Sequence[Case], *, resamples: int, seed: int) -> tuple[Change, ...]:
    """Return every figure of ``after`` with its value in ``before`` and a paired bootstrap interval of the difference.

    Cases are drawn with replacement, the same ones from both runs (Efron and Tibshirani 1993, chapter 13: percentile
    interval), over the cases that both runs have; the same seed gives the same intervals.
    """
    old = {case.id: case for case in before}
    pairs = [(old[case.id], case) for case in after if case.id in old]
    was, now = figures(first for first, _ in pairs), figures(after)
    intervals = _intervals(pairs, resamples, seed)
    rows = []
    for name, value in now.items():
        low, high = intervals.get(name, (None, None))
        rows.append(Change(name=name, before=was.get(name), after=value, low=low, high=high))
    return tuple(rows)


def _intervals(pairs: Sequence[tuple[Case, Case]], resamples: int, seed: int) -> dict[str, tuple[float, float]]:
    """Return the interval of every figure that enough pairs count for."""
    names = sorted({name for _, case in pairs for name in case.shares})
    if not names:
        return {}
    table = np.array([[(*a.shares.get(n, _NOTHING), *b.shares.get(n, _NOTHING)) for n in names] for a, b in pairs])
    sums = _resampled(table.reshape(len(pairs), -1), resamples, seed).reshape(resamples, len(names), 4)
    found = {}
    for number, name in enumerate(names):
        top, bottom, new_top, new_bottom = sums[:, number].T
        kept = (bottom > 0) & (new_bottom > 0)
        if np.count_nonzero(table[:, number, 1] + table[:, number, 3]) >= _FEWEST and kept.any():
            differences = new_top[kept] / new_bottom[kept] - top[kept] / bottom[kept]
            low, high = np.percentile(differences, [2.5, 97.5])
            found[name] = (float(low), float(high))
    return found


def _resampled(table: NDArray[np.float64], resamples: int, seed: int) -> NDArray[np.float64]:
    """Return the column sums of ``table`` with its rows drawn with replacement, a row of sums for each resample."""
    rng = np.random.default_rng(seed)
    count = len(table)
    chunks = [min(_AT_ONCE, resamples - start) for start in range(0, resamples, _AT_ONCE)]
    return np.vstack([rng.multinomial(count, np.full(count, 1 / count), size=size) @ table for size in chunks])
