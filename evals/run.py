"""Runs the project's evaluations (python -m evals.run --help).

Prints what was gained and lost against the committed baseline before any average, and stores the whole run. Sets no
bar: it exits 1 only when something could not be run.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from evals import record, report
from evals.cases import by_group, changes, figures, gained_and_lost
from evals.config import TASKS, TaskName, config_file, load_config
from evals.tasks import RUNNERS
from evals.workspace import Workspace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the tasks asked for; return the exit code."""
    options = _options().parse_args(arguments)
    names: Sequence[TaskName] = TASKS if options.task == "all" else (options.task,)
    out = options.out or record.RESULTS / time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    with tempfile.TemporaryDirectory(prefix="troly-evals-") as folder:
        workspace = Workspace(Path(folder))
        for name in names:
            baseline = options.baseline or record.baseline_file(name, shared=options.shared is not None)
            try:
                _run(name, options.shared, workspace, out / name, baseline, update=options.update_baseline)
            except ModuleNotFoundError as missing:
                if missing.name != "ir_measures":
                    raise
                print(f"{name} needs the extra dev: pip install 'troly-ke-hoach[dev]'")
                return 1
        for failure in workspace.failed:
            print(f"not ingested: {failure}")
        return 1 if workspace.failed else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.run", description="Evaluations of the project.")
    parser.add_argument("task", nargs="?", choices=[*TASKS, "all"], default="all")
    parser.add_argument("--shared", type=Path, help="run on the plans and gold of this folder, not on our samples")
    parser.add_argument("--out", type=Path, help="where the run is stored (default: evals/results/<time>)")
    parser.add_argument("--baseline", type=Path, help="compare with this file (default: evals/baseline/<task>.json)")
    parser.add_argument("--update-baseline", action="store_true", help="make this run the baseline")
    return parser


def _run(name: TaskName, shared: Path | None, workspace: Workspace, out: Path, baseline: Path, *, update: bool) -> None:
    config = load_config(name)
    outcomes = [RUNNERS[name](data_set, workspace, config) for data_set in config.data_sets(shared)]
    scored = [case for outcome in outcomes for case in outcome.scored]
    before = record.read_baseline(baseline)
    readable = {record.opaque(case).id: case.id for case in scored} if shared else {}
    compared = [record.opaque(case) for case in scored] if shared else scored
    gained, lost = ([readable.get(i, i) for i in ids] for ids in gained_and_lost(before, compared))
    moved = changes(before, compared, resamples=config.resamples, seed=config.seed)
    groups = {
        group: changes(before, cases, resamples=config.resamples, seed=config.seed)
        for group, cases in by_group(compared).items()
    }

    print(f"== {name} on {', '.join(outcome.data_set for outcome in outcomes)}")
    report.print_changes(gained, lost, has_baseline=bool(before))
    report.print_figures(moved, groups, config, sum(case.right is not None for case in scored))
    report.print_groups(groups, config)
    print(f"  stored in {out}")
    summary = {"all": figures(scored), "groups": {group: figures(each) for group, each in by_group(scored).items()}}
    changed = {"baseline": str(baseline), "gained": gained, "lost": lost, "figures": [c.model_dump() for c in moved]}
    record.write_run(out, config_file(name), outcomes, summary, changed, workspace.digests())
    if update:
        record.write_baseline(baseline, compared)
        print(f"  baseline written: {baseline}")


if __name__ == "__main__":
    raise SystemExit(main())
