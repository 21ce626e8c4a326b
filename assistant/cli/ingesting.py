"""``troly ingest``: files and folders into the store. What is read and how is ``ingest.pipeline``'s."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.channels.messages import coded_message
from assistant.channels.texts import text
from assistant.cli.opening import opened_store
from assistant.cli.options import json_option, store_option
from assistant.cli.output import print_json
from assistant.cli.wording import Command, Failure
from assistant.settings import Settings

if TYPE_CHECKING:
    from ingest.pipeline import FileResult
    from ingest.store import Store

_PATIENCE = 10.0  # seconds that a file may take before a log hears of it


@click.command("ingest", cls=Command)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--again", is_flag=True)
@json_option
@store_option
def ingest_command(paths: tuple[Path, ...], again: bool, as_json: bool, store: str | None) -> int:
    """Ingest; one line a file, a summary, code 1 if any failed."""
    results = []
    with opened_store(store, create=True) as opened:
        for result in _watched(opened, paths, again=again):
            results.append(result)
            if not as_json:
                click.echo(_line(result), err=result.status == "failed")
    if not results:
        raise Failure("ingest.nothing", paths=", ".join(str(path) for path in paths))
    counts: Counter[str] = Counter(result.status for result in results)
    if as_json:
        print_json({"files": [_object(result) for result in results], **_summary(counts)})
    else:
        click.echo(text("ingest.summary", **_summary(counts)))
    return 1 if counts["failed"] else 0


def _watched(store: Store, paths: Sequence[Path], *, again: bool) -> Iterator[FileResult]:
    """Ingest, with a progress bar on stderr where that is a terminal, and there a line now and then for slow files elsewhere."""
    from ingest.pipeline import find_files, ingest_paths

    circulation = Settings().internal
    if not sys.stderr.isatty():
        yield from ingest_paths(store, paths, circulation=circulation, again=again, progress=_SlowFiles())
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
        redirect_stderr=True,
    )
    with bar:
        task = bar.add_task(text("ingest.progress"), total=sum(1 for _ in find_files(paths)))
        pages = bar.add_task("", visible=False)

        def show(path: Path, done: int, total: int) -> None:
            name = escape(text("ingest.pages", file=path.name))
            bar.update(pages, description=name, completed=done, total=total, visible=True)

        for result in ingest_paths(store, paths, circulation=circulation, again=again, progress=show):
            bar.advance(task)
            bar.update(pages, visible=False)
            yield result


class _SlowFiles:
    """Tells stderr how far a file is that takes long: the first time after a while, then now and then."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._path: Path | None = None
        self._next = 0.0

    def __call__(self, path: Path, done: int, total: int) -> None:
        now = self._clock()
        if path != self._path:
            self._path, self._next = path, now + _PATIENCE
        elif now >= self._next and done < total:
            self._next = now + _PATIENCE
            click.echo(text("ingest.slow", file=path.name, done=done, total=total), err=True)


def _line(result: FileResult) -> str:
    if result.status == "failed":
        return text("ingest.failed", file=result.path, message=_message(result))
    return text(
        f"ingest.{result.status}",
        file=result.path,
        plan=result.plan_id,
        obligations=result.obligations,
        findings=result.findings,
    )


def _message(result: FileResult) -> str:
    return coded_message(result.error or "ingest_failed", dict(result.fields))


def _object(result: FileResult) -> dict[str, Any]:
    return {
        "path": result.path,
        "plan_id": result.plan_id,
        "status": result.status,
        "obligations": result.obligations,
        "findings": result.findings,
        "error": {"code": result.error, "title": _message(result)} if result.error else None,
    }


def _summary(counts: Counter[str]) -> dict[str, int]:
    return {
        "total": counts.total(),
        **{status: counts[status] for status in ("added", "replaced", "unchanged", "failed")},
    }
