"""Reads plans' texts and original files through the public entry points, as ``troly ingest`` does.

Does not score. A file that cannot be read is an output that says so, not a failure.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.model import Level, Plan
from ingest.pipeline import ingest_paths
from ingest.store import Store


def generate(plans: dict[str, Plan]) -> list[dict[str, Any]]:
    """Return what was read in the head and close of every plan, a row for each field."""
    rows = []
    for slug, plan in plans.items():
        codes = doubts(plan)
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


def doubts(plan: Plan) -> list[str]:
    """Return the codes of a plan's findings. A reader's doubt about figures in the head counts for the field it stands in, too."""
    codes = {finding.code for finding in plan.findings}
    end = next((clause.own.end for clause in plan.root.walk() if clause.level is Level.HEADER), 0)
    for finding in plan.findings:
        if finding.span is None or finding.span.start >= end or not finding.detail:
            continue
        if plan.number and plan.number.startswith(finding.detail.partition("/")[0]):
            codes.add("number_by_reader")
        if plan.issued and str(plan.issued.year) in finding.detail:
            codes.add("issued_by_reader")
    return sorted(codes)


def read_files(files: Sequence[Path], folder: Path) -> list[dict[str, Any]]:
    """Ingest original files into a store of their own in ``folder``; return the text, head and findings of each."""
    store = Store.open(folder)
    rows: list[dict[str, Any]] = []
    try:
        for result in ingest_paths(store, files):
            row: dict[str, Any] = {"file": Path(result.path).name, "status": result.status, "error": result.error}
            if result.plan_id is not None:
                plan = store.plan(result.plan_id)
                row |= {"text": plan.text, "head": head(plan), "findings": doubts(plan)}
            rows.append(row)
    finally:
        store.close()
    return rows
