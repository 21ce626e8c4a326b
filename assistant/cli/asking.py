"""``troly ask``: one question, or a file of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from assistant.cli.opening import chosen_plans, opened_library
from assistant.cli.options import Words, as_of_option, json_option, plan_option, store_option
from assistant.cli.output import page, print_json
from assistant.cli.wording import Command, UsageProblem

if TYPE_CHECKING:
    from assistant.library import Library


@click.command("ask", cls=Command)
@click.argument("question", metavar='"QUESTION"', type=Words(), nargs=-1)
@click.option("--batch", metavar="FILE", type=click.Path(allow_dash=True))
@plan_option
@as_of_option
@json_option
@store_option
def ask_command(
    question: tuple[str, ...],
    batch: str | None,
    plan: tuple[str, ...],
    as_of: date | None,
    as_json: bool,
    store: str | None,
) -> int:
    """Answer; code 1 where the machine failed to, not where the plans do not say."""
    from assistant.channels.clock import today

    if bool(question) == bool(batch):
        raise UsageProblem("usage.batch_or_question" if question else "usage.no_question")
    with opened_library(store) as library:
        plan_ids = chosen_plans(library.store.plans(), plan)
        if batch:
            from assistant.cli.batch import answer_all

            return answer_all(library, batch, plan_ids, as_of or today())
        return _answer_one(library, " ".join(question), plan_ids, as_of or today(), as_json=as_json)


def _answer_one(library: Library, words: str, plan_ids: tuple[str, ...] | None, as_of: date, *, as_json: bool) -> int:
    from assistant.answering import answer
    from assistant.channels.wire import answer_object
    from assistant.model import AnswerStatus, Question

    given = answer(Question(text=words, as_of=as_of, plan_ids=plan_ids), library)
    if as_json:
        print_json(answer_object(given))
    else:
        from assistant.channels.render import render_answer

        render_answer(page(), given)
    return 1 if given.status is AnswerStatus.UNAVAILABLE else 0
