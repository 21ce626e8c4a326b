"""Asks the program every question, as ``troly ask --batch`` does.

Does not score.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answering import Library, answer
from assistant.channels.wire import answer_object
from assistant.model import Question as Asked
from evals.gold import Question


def generate(store_folder: Path, questions: Iterable[Question], as_of: date) -> list[dict[str, Any]]:
    """Return the contract's answer object of every question, with its ``id`` and ``latency_ms``.

    A question on which the program breaks fails the evaluation: it is a bug, not a wrong answer.
    """
    library = Library.open(store_folder)
    rows = []
    for question in questions:
        asked = Asked(text=question.question, as_of=as_of, history=question.history)
        begun = time.perf_counter()
        given = answer(asked, library)
        elapsed = (time.perf_counter() - begun) * 1000
        rows.append({**answer_object(given), "id": question.id, "latency_ms": round(elapsed, 1)})
    return rows
