"""A scored case, figures over many of them, and what changed between two runs; arithmetic only, no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ingest.model import Frozen

_FEWEST = 8  # paired cases below which a bootstrap interval says nothing


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


def by_group(cases: Sequence[Case]) -> dict[str, dict[str, float | None]]:
    """Return the figures of every group, groups in order of their names."""
    names = sorted({group for case in cases for group in case.groups})
    return {name: figures(case for case in cases if name in case.groups) for name in names}


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
    rng = np.random.default_rng(seed)
    draws = rng.integers(0, len(pairs), size=(resamples, len(pairs))) if pairs else None
    rows = []
    for name, value in now.items():
        interval = None if draws is None else _interval(name, pairs, draws)
        low, high = interval or (None, None)
        rows.append(Change(name=name, before=was.get(name), after=value, low=low, high=high))
    return tuple(rows)


def _interval(name: str, pairs: Sequence[tuple[Case, Case]], draws: np.ndarray) -> tuple[float, float] | None:
    table = np.array([(*a.shares.get(name, (0.0, 0.0)), *b.shares.get(name, (0.0, 0.0))) for a, b in pairs])
    if np.count_nonzero(table[:, 1] + table[:, 3]) < _FEWEST:
        return None
    sums = table[draws].sum(axis=1)
    kept = sums[(sums[:, 1] > 0) & (sums[:, 3] > 0)]
    if not len(kept):
        return None
    differences = kept[:, 2] / kept[:, 3] - kept[:, 0] / kept[:, 1]
    low, high = np.percentile(differences, [2.5, 97.5])
    return float(low), float(high)
