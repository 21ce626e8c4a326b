"""Times of answers, grouped by kind and language; arithmetic only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_ANSWERED = ("answered", "partial")  # statuses; the rest are refusals and small talk, which cost less


def by_kind(timed: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Return count, p50, p95 and maximum of the rows' ``ms``: of all, of each ``kind`` and of each ``lang``.

    ``cpu_ms`` is the processor's time, which other programs on the machine disturb less; ``answered`` the share of
    questions that got an answer: a bench of refusals would flatter. "all but across" leaves out the questions over all
    plans at once, which match thousands of obligations here.
    """
    groups: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in timed:
        for name in ("all", row["kind"], f"lang={row['lang']}"):
            groups[name].append(row)
        if row["kind"] != "across":
            groups["all but across"].append(row)
    return {name: _summary(rows) for name, rows in sorted(groups.items())}


def _summary(rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    wall, cpu = [row["ms"] for row in rows], [row["cpu_ms"] for row in rows]
    return {
        "questions": len(rows),
        "p50_ms": percentile(wall, 50),
        "p95_ms": percentile(wall, 95),
        "max_ms": max(wall),
        "p50_cpu_ms": percentile(cpu, 50),
        "p95_cpu_ms": percentile(cpu, 95),
        "answered": sum(row["status"] in _ANSWERED for row in rows) / len(rows),
    }


def percentile(values: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile (``share`` in percent): a time that was really measured."""
    return float(np.percentile(np.array(values), share, method="inverted_cdf"))
