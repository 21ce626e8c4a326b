"""``troly ask --batch``: a question object a line in, an answer object a line out; how evaluation scripts ask.

A line that is no question, or whose question could not be answered, gives a line on stderr and exit code 1 in the end;
the others are answered.
"""

from __future__ import annotations

import time
from datetime import date
from typing import IO, TYPE_CHECKING

import click
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.channels.texts import text
from assistant.channels.wire import answer_object
from assistant.cli.output import print_json
from assistant.cli.wording import Failure
from assistant.model import Question

if TYPE_CHECKING:
    from assistant.library import Library


class BatchQuestion(BaseModel):
    """A line of the input (contract). Other fields are passed over: gold questions also hold what is expected."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str | int
    question: str
    history: tuple[str, ...] | None = None


def answer_all(library: Library, path: str, plan_ids: tuple[str, ...] | None, as_of: date) -> int:
    """Answer line by line, writing each answer as soon as it is there; return the exit code.

    ``latency_ms`` is the time from question to answer.
    """
    failed = False
    with _opened(path) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            asked = _read(number, line)
            if asked is None or not _answer(library, number, asked, plan_ids, as_of):
                failed = True
    return int(failed)


def _read(number: int, line: str) -> BatchQuestion | None:
    try:
        return BatchQuestion.model_validate_json(line)
    except ValidationError as error:
        places = {str(each["loc"][0]) for each in error.errors() if each["loc"]}
        if places:
            click.echo(text("ask.batch_bad_field", line=number, field=", ".join(sorted(places))), err=True)
        else:
            click.echo(text("ask.batch_bad_json", line=number), err=True)
        return None


def _answer(library: Library, number: int, asked: BatchQuestion, plan_ids: tuple[str, ...] | None, as_of: date) -> bool:
    from assistant.answering import answer

    question = Question(text=asked.question, as_of=as_of, history=asked.history or (), plan_ids=plan_ids)
    begun = time.perf_counter()
    try:
        given = answer(question, library)
    except Exception as error:  # noqa: BLE001 - one question that fails must not take the others with it
        click.echo(text("ask.batch_failed", line=number, id=asked.id, message=_message(error)), err=True)
        return False
    spent = round(1000 * (time.perf_counter() - begun), 1)
    print_json({"id": asked.id, **answer_object(given), "latency_ms": spent}, one_line=True)
    return True


def _message(error: Exception) -> str:
    from assistant.channels.messages import error_message
    from assistant.cli.failures import report
    from assistant.errors import AssistantError
    from ingest.errors import IngestError

    return error_message(error) if isinstance(error, AssistantError | IngestError) else report(error)


def _opened(path: str) -> IO[str]:
    try:
        return click.open_file(path, encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise Failure("ask.batch_unreadable", path=path, reason=error.strerror or str(error)) from error
