"""Options that several commands share, and the kinds of value they take. Opens and reads nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from assistant.cli.wording import UsageProblem

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day written as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ARG002 - click's signature
        """Return the day, or raise wrong usage."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError as error:
            raise UsageProblem("usage.bad_day", ctx, value=value) from error


class OneOf(click.Choice[str]):
    """One of a closed set of words, upper or lower case."""

    def __init__(self, choices: tuple[str, ...]) -> None:
        super().__init__(choices, case_sensitive=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as the contract writes it, or raise wrong usage with the words to choose from."""
        if str(value).casefold() not in self.choices:
            raise UsageProblem("usage.choose", ctx, value=value, choices=", ".join(self.choices))
        return super().convert(value, param, ctx)


class Words(click.ParamType[str]):
    """Words typed by a person; bytes that are no UTF-8 become replacement characters."""

    name = "words"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's signature
        """Return the words; never fails."""
        return str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class Count(click.ParamType[int]):
    """A whole number from 1."""

    name = "count"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ARG002 - click's signature
        """Return the number, or raise wrong usage."""
        if not str(value).isdecimal() or int(value) < 1:
            raise UsageProblem("usage.bad_number", ctx, value=value)
        return int(value)


def store_option(command: F) -> F:
    """Add ``--store URL``."""
    return click.option("--store", metavar="URL")(command)


def json_option(command: F) -> F:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True)(command)


def as_of_option(command: F) -> F:
    """Add ``--as-of YYYY-MM-DD``; None when not given."""
    return click.option("--as-of", type=Day(), metavar="YYYY-MM-DD")(command)


def plan_option(command: F) -> F:
    """Add ``--plan P``, any number of times."""
    return click.option("--plan", "plan", type=Words(), metavar="P", multiple=True)(command)
