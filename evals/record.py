"""Writes what a run did, and reads and writes the committed baselines.

Does not decide what is better.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from evals.cases import Case
from evals.config import EVALS, TaskName
from evals.tasks import Outcome

BASELINES = EVALS / "baseline"
RESULTS = EVALS / "results"
_LIBRARIES = ("faiss-cpu", "numpy", "pydantic", "sqlalchemy", "tantivy", "tokenizers", "underthesea")


def baseline_file(task: TaskName, *, shared: bool) -> Path:
    """Return where a task's baseline stands: one over our samples, one over the shared material.

    That of retrieval over the shared material has 16,000 cases and is not committed.
    """
    if shared and task == "retrieval":
        return RESULTS / "baseline" / f"{task}.shared.json"
    return BASELINES / (f"{task}.shared.json" if shared else f"{task}.json")


def opaque(case: Case) -> Case:
    """Return the case with a digest for its id.

    The shared material is not part of the project, and ids there are made of plans' names: a committed baseline
    recognises its cases without naming them.
    """
    return case.model_copy(update={"id": hashlib.blake2b(case.id.encode(), digest_size=6).hexdigest()})


def read_baseline(path: Path) -> tuple[Case, ...]:
    """Return the cases of a baseline; none where there is no file yet."""
    if not path.exists():
        return ()
    data = json.loads(path.read_text(encoding="utf-8"))
    return tuple(_expanded(row) for row in data["cases"])


def write_baseline(path: Path, cases: Iterable[Case]) -> None:
    """Write a baseline, one case a line so that a diff reads well.

    A share with the denominator 1 is written as its numerator, one that does not count (0) not at all, and no groups.
    """
    lines = [json.dumps(_compact(case), ensure_ascii=False) for case in cases]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"cases": [\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def write_run(
    folder: Path,
    config: Path,
    outcomes: Sequence[Outcome],
    summary: dict[str, Any],
    changed: dict[str, Any],
    digests: dict[str, str],
) -> None:
    """Write everything that is needed to repeat and to understand a run."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.yaml").write_bytes(config.read_bytes())
    for outcome in outcomes:
        _write_rows(folder / f"{outcome.data_set}.cases.jsonl", outcome.cases)
        _write_rows(folder / f"{outcome.data_set}.outputs.jsonl", outcome.outputs)
        _write_rows(folder / f"{outcome.data_set}.scores.jsonl", [case.model_dump() for case in outcome.scored])
        if outcome.notes:
            (folder / f"{outcome.data_set}.notes.txt").write_text("\n".join(outcome.notes) + "\n", encoding="utf-8")
    _write(folder / "summary.json", summary)
    _write(folder / "changes.json", changed)
    _write(folder / "run.json", {**environment(), "digests": digests})


def environment() -> dict[str, Any]:
    """Return what the run ran on: commit, whether the tree differs from it, Python and the libraries that matter."""
    return {
        "commit": _git("rev-parse", "HEAD"),
        "changed_files": len(_git("status", "--porcelain").splitlines()),
        "python": platform.python_version(),
        "machine": platform.platform(),
        "libraries": {name: importlib.metadata.version(name) for name in _LIBRARIES},
    }


def _git(*words: str) -> str:
    """Return what git says, or nothing where this is no working copy (an installed package)."""
    try:
        done = subprocess.run(["git", *words], cwd=EVALS, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def _compact(case: Case) -> dict[str, Any]:
    shares = {
        name: round(top, 4) if bottom == 1 else [round(top, 4), round(bottom, 4)]
        for name, (top, bottom) in case.shares.items()
        if bottom
    }
    row = {"id": case.id, "right": case.right, "shares": shares, "counts": dict(case.counts)}
    return {name: value for name, value in row.items() if value not in (None, {})}


def _expanded(row: dict[str, Any]) -> Case:
    shares = {
        name: tuple(value) if isinstance(value, list) else (value, 1.0) for name, value in row.get("shares", {}).items()
    }
    return Case.model_validate({**row, "shares": shares})


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
