"""Reads plans' texts and original files through the public entry points, as ``troly ingest`` does.

Does not score. A file that cannot be read is an output that says so, not a failure.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.model import Plan
from ingest.pipeline import ingest_paths
from ingest.store import Store


def generate(plans: dict[str, Plan]) -> list[dict[str, Any]]:
    """Return what was read in the head and close of every plan, a row for each field."""
    rows = []
    for slug, plan in plans.items():
        codes = sorted({finding.code for finding in plan.findings})
        rows += [
            {"plan": slug, "field": field, "value": value, "findings": codes} for field, value in head(plan).items()
        ]
    return rows


def head(plan: Plan) -> dict[str, str]:
    """Return the fields of a plan's head and close as ``headers.yaml`` writes them, "" where nothing was read."""
    issued, period, signer = plan.issued, plan.period, plan.signer
    parts = (f"{issued.year:04}", issued.month, issued.day) if issued else ()
    return {
        "number": plan.number,
        "kind": plan.kind,
        "issuer": plan.issuer,
        "place": plan.place,
        "date": "-".join(part if isinstance(part, str) else f"{part:02}" for part in parts if part is not None),
        "period": f"{period.first}..{period.last}" if period else "",
        "signer": signer.name if signer else "",
        "position": signer.position if signer else "",
    }


def read_files(files: Sequence[Path], folder: Path) -> list[dict[str, Any]]:
    """Ingest original files into a store of their own in ``folder``; return the text, head and findings of each."""
    store = Store.open(folder)
    rows: list[dict[str, Any]] = []
    try:
        for result in ingest_paths(store, files):
            row: dict[str, Any] = {"file": Path(result.path).name, "status": result.status, "error": result.error}
            if result.plan_id is not None:
                plan = store.plan(result.plan_id)
                codes = sorted({finding.code for finding in plan.findings})
                row |= {"text": plan.text, "head": head(plan), "findings": codes}
            rows.append(row)
    finally:
        store.close()
    return rows
