"""``make demo``: ingests the sample plans into a fresh store, asks five of their gold questions, judges the answers.

Goes through the program's own doors: ``troly ingest`` in a process of its own, then ``answering`` and the rendering of
``troly ask``. Says nothing itself: its words stand in demo.yaml, what is right in samples/gold.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from assistant.answering import answer
from assistant.channels.page import Page
from assistant.channels.render import render_answer
from assistant.channels.wire import answer_object
from assistant.library import Library
from assistant.model import Question as Asked
from evals.answers.score import score_answer
from evals.gold import Answered, Question, read_rows
from evals.sources import Sources
from ingest.model import Frozen

SAMPLES = Path(__file__).parent / "samples"
STORE = Path(".demo")
_REFUSED = ("not_found", "needs_clarification")


class DemoQuestion(Frozen):
    """A gold question of the demo, and what it is there to show."""

    id: str
    shows: str


class Demo(Frozen):
    """The content of demo.yaml."""

    as_of: date
    questions: tuple[DemoQuestion, ...]
    texts: Mapping[str, str]
    problems: Mapping[str, str]


@lru_cache(maxsize=1)
def read_demo() -> Demo:
    """Return demo.yaml, checked."""
    return Demo.model_validate(yaml.safe_load(files("evals").joinpath("demo.yaml").read_text("utf-8")))


def main(store: Path = STORE, say: Callable[[str], None] = print) -> int:
    """Run the demo in ``store``, which is emptied first; return 0 only if every answer is right."""
    begun = time.monotonic()
    demo = read_demo()
    plans = sorted((SAMPLES / "plans").iterdir())
    say(demo.texts["ingesting"].format(count=len(plans), store=store))
    if not _ingest(store):
        say(demo.texts["ingest_failed"])
        return 1
    wrong = _ask_all(demo, store, say)
    count, seconds = len(demo.questions), time.monotonic() - begun
    say("")
    say(demo.texts["not_all_right" if wrong else "all_right"].format(wrong=wrong, count=count, seconds=seconds))
    return int(wrong > 0)


def problem(question: Question, given: Answered, sources: Sources) -> str | None:
    """Return what is wrong with an answer, or None. Stricter than the evaluations: the evidence must be complete."""
    texts, citations = read_demo().problems, len(given.citations)
    case = score_answer(question, given, sources)
    if given.status not in (("answered",) if question.answerable else _REFUSED):
        return texts["status"].format(status=given.status)
    if not question.answerable:
        return texts["cited"].format(citations=citations) if citations else None
    if not citations:
        return texts["uncited"]
    if case.counts["citations_not_in_source"]:
        return texts["not_verbatim"]
    evidence, facts = case.shares["evidence_recall"][0], case.shares["facts_recall"][0]
    if min(evidence, facts) < 1:
        return texts["incomplete"].format(evidence=evidence, facts=facts)
    return None if case.right else texts["beside"]


def _ingest(store: Path) -> bool:
    """Ingest the samples into an emptied store, in a process of its own that shows its progress here."""
    sys.stdout.flush()
    if store.exists():
        shutil.rmtree(store)
    command = [sys.executable, "-m", "assistant.cli", "ingest", str(SAMPLES / "plans"), "--store", str(store)]
    return subprocess.run(command, check=False).returncode == 0


def _ask_all(demo: Demo, store: Path, say: Callable[[str], None]) -> int:
    """Ask every question, say each answer and the verdict on it; return how many are wrong."""
    gold = {row["id"]: Question.model_validate(row) for row in read_rows(SAMPLES / "gold/questions/samples.jsonl")}
    library = Library.open(store)
    try:
        sources = Sources({head.id: library.store.text(head.id) for head in library.store.plans()})
        wrong = 0
        for at, asked in enumerate(demo.questions, 1):
            say("\n" + demo.texts["question"].format(at=at, count=len(demo.questions), shows=asked.shows))
            wrong += not _ask(gold[asked.id], demo, library, sources, say)
        return wrong
    finally:
        library.close()


def _ask(question: Question, demo: Demo, library: Library, sources: Sources, say: Callable[[str], None]) -> bool:
    say(demo.texts["command"].format(question=question.question) + "\n")
    given = answer(Asked(text=question.question, as_of=demo.as_of), library)
    render_answer(Page(sys.stdout), given)
    row: dict[str, Any] = answer_object(given)
    fault = problem(question, Answered.model_validate(row), sources)
    verdict = "wrong" if fault else "right" if question.answerable else "refused"
    say("\n" + demo.texts[verdict].format(problem=fault, status=row["status"], citations=len(row["citations"])))
    return fault is None


if __name__ == "__main__":
    sys.exit(main())
