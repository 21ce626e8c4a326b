"""``troly eval``: runs the project's evaluations. They live above the assistant, hence in a process of their own."""

from __future__ import annotations

import subprocess
import sys

import click

from assistant.cli.options import store_option
from assistant.cli.wording import Command


@click.command("eval", cls=Command, context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("arguments", metavar="[ARG]...", nargs=-1, type=click.UNPROCESSED)
@store_option
def eval_command(arguments: tuple[str, ...], store: str | None) -> int:  # noqa: ARG001 - the contract: every command takes --store
    """Pass the arguments on. The evaluations make stores of their own; ``store`` is taken and not looked at."""
    done = subprocess.run([sys.executable, "-m", "evals.run", *arguments], check=False)  # noqa: S603 - no shell
    return done.returncode if done.returncode in (0, 1, 2) else 1
