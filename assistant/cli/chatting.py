"""``troly chat``: a conversation in the terminal. Its history lives in this process only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from assistant.channels.texts import text
from assistant.cli.opening import chosen_plans, opened_library
from assistant.cli.options import as_of_option, json_option, plan_option, store_option
from assistant.cli.output import page, print_json
from assistant.cli.wording import Command

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.model import Answer

_REMEMBERED = 20  # earlier questions; what is further back no follow-up means


@click.command("chat", cls=Command)
@plan_option
@as_of_option
@json_option
@store_option
def chat_command(plan: tuple[str, ...], as_of: date | None, as_json: bool, store: str | None) -> None:
    """Ask and answer until the user leaves."""
    from assistant.channels.clock import today

    with opened_library(store) as library:
        heads = library.store.plans()
        conversation = _Conversation(library, chosen_plans(heads, plan), as_of or today(), as_json=as_json)
        click.echo(text("chat.welcome", plans=len(heads), day=f"{conversation.as_of:%d/%m/%Y}"), err=True)
        click.echo(text("chat.help"), err=True)
        for line in _typed():
            if line in text("chat.leave").split():
                break
            if line in text("chat.new").split():
                conversation.start_anew()
                click.echo(text("chat.new_started"), err=True)
            elif line in text("chat.show_help").split():
                click.echo(text("chat.help"), err=True)
            else:
                conversation.ask(line)
        click.echo(text("chat.bye"), err=True)


class _Conversation:
    """The questions asked so far, and where the answers go."""

    def __init__(self, library: Library, plan_ids: tuple[str, ...] | None, as_of: date, *, as_json: bool) -> None:
        self.as_of = as_of
        self._library = library
        self._plan_ids = plan_ids
        self._as_json = as_json
        self.start_anew()

    def start_anew(self) -> None:
        """Forget what was asked."""
        from assistant.channels.wire import new_id

        self._history: tuple[str, ...] = ()
        self._id = new_id()

    def ask(self, line: str) -> None:
        """Answer one question; a failure is told, and the conversation goes on."""
        from assistant.answering import answer
        from assistant.channels.messages import error_message
        from assistant.errors import AssistantError
        from assistant.model import Question

        question = Question(
            text=line, as_of=self.as_of, history=self._history, plan_ids=self._plan_ids, conversation_id=self._id
        )
        try:
            given = answer(question, self._library)
        except AssistantError as error:
            click.echo(error_message(error), err=True)
            return
        self._history = (*self._history, line)[-_REMEMBERED:]
        self._show(given)

    def _show(self, given: Answer) -> None:
        if self._as_json:
            from assistant.channels.wire import answer_object

            print_json(answer_object(given, self._id), one_line=True)
            return
        from assistant.channels.render import render_answer

        shown = page()
        shown.blank()
        render_answer(shown, given)
        shown.blank()


def _typed() -> Iterator[str]:
    """Yield what the user types, line by line, until the end of input; blank lines are passed over."""
    prompt = text("chat.asked") if sys.stdin.isatty() else ""
    if prompt and sys.stdout.isatty():
        _edit_lines()
    while True:
        if prompt and not sys.stdout.isatty():  # input() would put the prompt among the data
            click.echo(prompt, nl=False, err=True)
        try:
            line = input(prompt if sys.stdout.isatty() else "")
        except EOFError:
            return
        if line.strip():
            yield line.strip()


def _edit_lines() -> None:
    """Arrow keys and recall while typing, where the platform has readline."""
    try:
        import readline  # noqa: F401 - importing it is what turns it on
    except ImportError:
        return
