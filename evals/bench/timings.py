"""Times of answers, grouped by kind and language; arithmetic only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np


def by_kind(timed: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Return count, p50, p95 and maximum of the rows' ``ms``: of all, of each ``kind`` and of each ``lang``.

    "all but across" leaves out the questions over all plans at once, which list thousands of obligations here.
    """
    groups: dict[str, list[float]] = defaultdict(list)
    for row in timed:
        for name in ("all", row["kind"], f"lang={row['lang']}"):
            groups[name].append(row["ms"])
        if row["kind"] != "across":
            groups["all but across"].append(row["ms"])
    return {
        name: {"questions": len(ms), "p50_ms": percentile(ms, 50), "p95_ms": percentile(ms, 95), "max_ms": max(ms)}
        for name, ms in sorted(groups.items())
    }


def percentile(values: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile (``share`` in percent): a time that was really measured."""
    return float(np.percentile(np.array(values), share, method="inverted_cdf"))
