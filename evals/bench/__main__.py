"""Measures speed, memory and size: python -m evals.bench [--plans DIR…] [--clauses 50000 500000].

Real plans first (ingest, cold question, sizes), then generated ones, each number of clauses in a store of its own that
is kept and used again. Prints a table and writes JSON; sets no bar.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.bench.generator import generate_plans
from evals.bench.processes import ColdStart, Run, cold_ask, ingest, run, sizes
from evals.bench.questions import draw_questions
from evals.bench.reading import time_files
from evals.bench.timings import by_kind
from evals.config import SAMPLES
from evals.record import RESULTS, environment
from ingest.store import Store

CLAUSES_A_PLAN = 215  # of generated plans, about; the store's own count is what is reported
AS_OF = "2026-11-21"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements asked for; return the exit code."""
    options = _options().parse_args(arguments)
    figures: dict[str, Any] = {"environment": environment()}
    if not options.only_generated:
        figures["plans"] = _real_plans(options.plans or [SAMPLES / "plans"], options.repeats)
    if options.files:
        figures["files"] = time_files(options.files)
    for clauses in options.clauses:
        figures[f"{clauses} clauses"] = _generated(clauses, options)
    out = options.out or RESULTS / f"bench-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"written: {out}")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description="Speed, memory and size.")
    parser.add_argument("--plans", type=Path, nargs="+", help="folders of real plans (default: our samples)")
    parser.add_argument("--files", type=Path, help="a folder of originals (Word, PDF, scans), each timed by itself")
    parser.add_argument("--clauses", type=int, nargs="*", default=[], help="sizes of generated stores, in clauses")
    parser.add_argument("--only-generated", action="store_true", help="leave the real plans out")
    parser.add_argument("--prepared", type=Path, default=RESULTS / "bench", help="where generated stores are kept")
    parser.add_argument("--each", type=int, default=10, help="questions of each kind and language")
    parser.add_argument("--repeats", type=int, default=5, help="cold starts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", action="store_true", help="print where the time of warm answers goes")
    parser.add_argument("--out", type=Path, help="the JSON file (default: evals/results/bench-<time>.json)")
    return parser


def _real_plans(folders: Sequence[Path], repeats: int) -> dict[str, Any]:
    files = [file for folder in folders for file in sorted(folder.iterdir()) if file.suffix in {".txt", ".md"}]
    print(f"== {len(files)} plans of {', '.join(map(str, folders))}")
    with tempfile.TemporaryDirectory(prefix="troly-bench-") as folder:
        store = Path(folder) / "store"
        done = ingest(store, files)
        counted = _ingested(done, store)
        cold = cold_ask(store, _any_question(store), AS_OF, repeats)
        _print_cold(cold)
        return {"ingest": counted, "cold": cold.model_dump(), "sizes_mb": sizes(store)}


def _generated(clauses: int, options: argparse.Namespace) -> dict[str, Any]:
    plans = max(1, round(clauses / CLAUSES_A_PLAN))
    print(f"== {clauses} clauses: {plans} generated plans, seed {options.seed}")
    folder = options.prepared / f"{clauses}-{options.seed}"
    store, made = folder / "store", folder / "ingest.json"
    if not made.exists():  # written last: without it the store may be half made
        shutil.rmtree(folder, ignore_errors=True)
        texts = folder / "plans"
        texts.mkdir(parents=True)
        for plan in generate_plans(plans, options.seed):
            (texts / f"{plan.name}.txt").write_text(plan.text, encoding="utf-8")
        counted = _ingested(ingest(store, [texts]), store)
        made.write_text(json.dumps(counted), encoding="utf-8")
    else:
        counted = json.loads(made.read_text(encoding="utf-8"))
        print(f"  store of an earlier run: {store}")
    on_disk = sizes(store)
    print("  on disk: " + ", ".join(f"{name} {size:.1f} MB" for name, size in on_disk.items()))
    warm = _warm(store, folder / "questions.jsonl", plans, options)
    cold = cold_ask(store, _any_question(store), AS_OF, options.repeats)
    _print_cold(cold)
    return {"ingest": counted, "sizes_mb": on_disk, "warm": warm, "cold": cold.model_dump()}


def _warm(store: Path, file: Path, plans: int, options: argparse.Namespace) -> dict[str, Any]:
    questions = draw_questions(plans, options.each, options.seed)
    file.write_text("".join(question.model_dump_json() + "\n" for question in questions), encoding="utf-8")
    command = [sys.executable, "-m", "evals.bench.warm", str(store), str(file), "--as-of", AS_OF]
    done = run([*command, *(["--profile"] if options.profile else [])])
    told = json.loads(done.output)
    print(f"  opened in {told['open_seconds']:.2f} s, peak {done.peak_mb:.0f} MB, {len(told['timed'])} questions timed")
    table = by_kind(told["timed"])
    _print_kinds(table)
    for row in sorted(told["timed"], key=lambda each: -each["ms"])[:5]:
        print(f"    slow: {row['ms']:.0f} ms {row['kind']} {row['lang']} {row['status']}: {row['text'][:90]}")
    if told["profile"]:
        print(told["profile"])
    return {"peak_mb": done.peak_mb, "open_seconds": told["open_seconds"], "kinds": table, "timed": told["timed"]}


def _ingested(done: Run, store: Path) -> dict[str, float]:
    opened = Store.open(store)
    try:
        heads = opened.plans()
    finally:
        opened.close()
    clauses, duties = sum(head.clause_count for head in heads), sum(head.obligation_count for head in heads)
    rate = len(heads) / done.seconds
    print(
        f"  ingest: {len(heads)} plans, {clauses} clauses, {duties} obligations in {done.seconds:.1f} s "
        f"({done.cpu_seconds:.1f} s of processor), {rate:.2f} plans/s, "
        f"peak {done.peak_mb:.0f} MB, all processes {done.tree_peak_mb:.0f} MB"
    )
    return {
        "plans": len(heads),
        "clauses": clauses,
        "obligations": duties,
        "seconds": done.seconds,
        "cpu_seconds": done.cpu_seconds,
        "plans_per_second": rate,
        "peak_mb": done.peak_mb,
        "tree_peak_mb": done.tree_peak_mb,
    }


def _any_question(store: Path) -> str:
    """Return a question that the store can answer: about the agency with most obligations."""
    opened = Store.open(store)
    try:
        most = max(opened.agency_names(), key=lambda count: count.obligations)
    finally:
        opened.close()
    return f"{most.names[0]} phải làm gì?"


def _print_cold(cold: ColdStart) -> None:
    torch = "torch IMPORTED" if cold.imports_torch else "torch not imported"
    print(
        f"  cold ask: median {cold.median_seconds:.2f} s ({cold.median_cpu_seconds:.2f} s of processor), "
        f"worst {cold.worst_seconds:.2f} s, "
        f"peak {cold.peak_mb:.0f} MB, {torch}"
    )
    print("    slow imports: " + ", ".join(f"{name} {ms:.0f} ms" for name, ms in cold.slow_imports))


def _print_kinds(table: Mapping[str, Mapping[str, float]]) -> None:
    print(
        f"  {'warm answers':22}{'n':>5}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'p50 cpu':>9}{'p95 cpu':>9}{'answered':>10}"
    )
    columns = ("p50_ms", "p95_ms", "max_ms", "p50_cpu_ms", "p95_cpu_ms")
    for name, row in table.items():
        print(
            f"  {name:22}{row['questions']:>5.0f}{''.join(f'{row[column]:>9.1f}' for column in columns)}{row['answered']:>10.2f}"
        )


if __name__ == "__main__":
    raise SystemExit(main())
