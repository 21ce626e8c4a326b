"""Where data goes: stdout or a file. Formats nothing."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from assistant.channels.page import Page
from assistant.cli.wording import Failure, UsageProblem


def page() -> Page:
    """Return a page on stdout."""
    return Page(sys.stdout)


def print_json(data: dict[str, Any], *, one_line: bool = False) -> None:
    """Write a JSON object to stdout, indented unless it must be one line."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=None if one_line else 2))


def json_bytes(data: dict[str, Any]) -> bytes:
    """Return a JSON object as a file: indented, UTF-8."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def write_bytes(data: bytes, file_format: str) -> None:
    """Write a file's bytes to stdout; wrong usage where that is a terminal and the format is binary."""
    if file_format == "xlsx" and sys.stdout.isatty():
        raise UsageProblem("usage.needs_output", format=file_format)
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_file(data: bytes, path: Path) -> None:
    """Write bytes to a file, in the place of what it held."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Failure("usage.output_failed", path=path, reason=error.strerror or str(error)) from error
