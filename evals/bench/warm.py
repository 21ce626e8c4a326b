"""Answers questions in one warm process and times each: python -m evals.bench.warm STORE QUESTIONS.jsonl.

The process is a child of the bench, so that its memory is its own. Does not check the answers.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import time
from collections.abc import Sequence
from datetime import date
from io import StringIO
from pathlib import Path

from assistant.answering import Library, answer
from assistant.model import Question
from evals.bench.questions import BenchQuestion


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a JSON object: seconds to open, and for each question its kind, language, status and milliseconds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    parser.add_argument("--warm-up", type=int, default=20, help="questions asked before timing begins")
    parser.add_argument("--profile", action="store_true", help="also profile a second round, and print where time goes")
    options = parser.parse_args(arguments)
    rows = options.questions.read_text(encoding="utf-8").splitlines()
    questions = [BenchQuestion.model_validate_json(row) for row in rows]

    begun = time.perf_counter()
    library = Library.open(options.store)
    opened = time.perf_counter() - begun
    first, asked = questions[: options.warm_up], questions[options.warm_up :]
    begun = time.perf_counter()
    for question in first:
        _ask(question, library, options.as_of)
    warmed = time.perf_counter() - begun
    timed = [_ask(question, library, options.as_of) for question in asked]
    profile = _profiled(asked, library, options.as_of) if options.profile else ""
    print(json.dumps({"open_seconds": opened, "warm_up_seconds": warmed, "timed": timed, "profile": profile}))
    return 0


def _ask(question: BenchQuestion, library: Library, as_of: date) -> dict[str, object]:
    asked = Question(text=question.text, as_of=as_of, history=question.history)
    begun, worked = time.perf_counter(), time.process_time()
    given = answer(asked, library)
    spent, cpu = (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000
    row = {"kind": question.kind, "lang": question.lang, "text": question.text, "status": given.status.value}
    return {**row, "citations": len(given.citations), "ms": spent, "cpu_ms": cpu}


def _profiled(questions: Sequence[BenchQuestion], library: Library, as_of: date) -> str:
    profile = cProfile.Profile()
    profile.enable()
    for question in questions:
        _ask(question, library, as_of)
    profile.disable()
    text = StringIO()
    stats = pstats.Stats(profile, stream=text).strip_dirs()
    stats.sort_stats("cumulative").print_stats(45)
    stats.sort_stats("tottime").print_stats(25)
    return text.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
