"""The program ``troly``: runs a command, and turns whatever goes wrong into one Vietnamese line and an exit code.

Exit codes: 0 done, 1 failed, 2 wrong usage (contract), 130 interrupted. Does no command's work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from assistant.channels.texts import text
from assistant.cli.wording import Failure, Group, usage_line

_COMMANDS = {
    "ingest": "assistant.cli.ingesting",
    "plans": "assistant.cli.plans",
    "show": "assistant.cli.plans",
    "remove": "assistant.cli.plans",
    "obligations": "assistant.cli.obligations",
    "ask": "assistant.cli.asking",
    "chat": "assistant.cli.chatting",
    "eval": "assistant.cli.evaluating",
    "doctor": "assistant.cli.doctor",
}


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"troly {version('troly-ke-hoach')}")
        ctx.exit()


@click.group("troly", cls=Group, modules=_COMMANDS)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version)
def troly() -> None:
    """Hold the commands; the help stands in texts.yaml."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (default: the process's own) and return its exit code; never raises."""
    _speak_utf8()
    try:
        from assistant.cli.failures import keep_warnings

        keep_warnings()
        code = _run(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_left()
    except (click.Abort, KeyboardInterrupt):
        click.echo(text("failures.interrupted"), err=True)
        return 130
    except BaseException as error:  # noqa: BLE001 - the outermost door: no stack trace reaches a user
        return _explain(error)
    return code if isinstance(code, int) else 0


def _run(arguments: list[str]) -> object:
    """Do what click's own ``main`` does, without its English and its exit codes."""
    try:
        with troly.make_context("troly", arguments) as context:
            return troly.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code


def _explain(error: BaseException) -> int:
    from assistant.errors import AssistantError
    from ingest.errors import IngestError

    match error:
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message(), err=True)
            return 2
        case click.UsageError():
            click.echo(usage_line(error), err=True)
            return 2
        case Failure():
            click.echo(error.message, err=True)
            return 1
        case AssistantError() | IngestError():
            from assistant.channels.messages import error_message

            click.echo(error_message(error), err=True)
            return 1
        case _:
            from assistant.cli.failures import report

            click.echo(report(error), err=True)
            return 1


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale says (contract: JSON is UTF-8); a byte that is none never stops us."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _reader_left() -> int:
    """``troly obligations | head``: what was asked for was read; not a failure."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the interpreter flushes once more at exit
    return 0
