"""``troly obligations``: the complete list, by filter, as a table or a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.channels.texts import text
from assistant.cli.opening import chosen_plans, opened_store
from assistant.cli.options import Count, Day, OneOf, Words, as_of_option, json_option, plan_option, store_option
from assistant.cli.output import json_bytes, page, write_bytes, write_file
from assistant.cli.wording import Command, Failure, UsageProblem

if TYPE_CHECKING:
    from ingest.store import FoundObligation, ObligationQuery, PlanHead, Store

_FORMATS = ("table", "json", "csv", "xlsx", "ics")
_ROLES = ("lead", "coordinate", "responsible")
_KINDS = ("task", "target", "report", "funding")


@click.command("obligations", cls=Command)
@click.option("--agency", type=Words(), metavar="A", multiple=True)
@click.option("--role", type=OneOf(_ROLES), metavar="R")
@plan_option
@click.option("--due-from", type=Day(), metavar="D")
@click.option("--due-to", type=Day(), metavar="D")
@click.option("--kind", type=OneOf(_KINDS), metavar="K", multiple=True)
@click.option("--query", type=Words(), metavar="Q", default="")
@click.option("--inherited", is_flag=True)
@click.option("--limit", type=Count(), metavar="N")
@click.option("--format", "file_format", type=OneOf(_FORMATS))
@json_option
@click.option("--output", "-o", metavar="FILE", type=click.Path(path_type=Path))
@as_of_option
@store_option
def obligations_command(
    agency: tuple[str, ...],
    role: str | None,
    plan: tuple[str, ...],
    due_from: date | None,
    due_to: date | None,
    kind: tuple[str, ...],
    query: str,
    inherited: bool,
    limit: int | None,
    file_format: str | None,
    as_json: bool,
    output: Path | None,
    as_of: date | None,
    store: str | None,
) -> None:
    """Find and write the obligations."""
    from assistant.channels.clock import today
    from ingest.model import ObligationKind, Role
    from ingest.store import ObligationQuery

    chosen_format = _format(file_format, as_json, output)
    with opened_store(store) as opened:
        heads = opened.plans()
        asked = ObligationQuery(
            agency_ids=_agency_ids(opened, agency),
            include_inherited=inherited,
            role=Role(role) if role else None,
            plan_ids=chosen_plans(heads, plan),
            kinds=tuple(ObligationKind(each) for each in kind),
            due_from=due_from,
            due_to=due_to,
            text=query,
            limit=limit,
        )
        items, total = opened.obligations(asked)
        if asked.agency_ids and not inherited:
            _mention_inherited(opened, asked, total)
    by_id = {head.id: head for head in heads}
    if chosen_format == "table" and output is None:
        _print_table(items, total, by_id)
    else:
        _write(items, total, by_id, chosen_format, output, as_of or today())


def _format(file_format: str | None, as_json: bool, output: Path | None) -> str:
    """Return the format asked for, else that of the output's extension, else a table."""
    if file_format:
        return file_format
    if as_json:
        return "json"
    extension = output.suffix.lstrip(".").lower() if output else ""
    return extension if extension in _FORMATS else "table"


def _agency_ids(store: Store, names: tuple[str, ...]) -> tuple[str, ...]:
    from assistant.channels.selection import find_agency_ids, similar_agencies

    if not names:
        return ()
    known = store.agency_names()
    ids: list[str] = []
    for name in names:
        found = find_agency_ids(name, known)
        if not found:
            similar = similar_agencies(name, known)
            hint = text("plans.did_you_mean", names=", ".join(similar)) if similar else ""
            raise Failure("obligations.unknown_agency", name=name, hint=hint)
        ids += found
    return tuple(dict.fromkeys(ids))


def _mention_inherited(store: Store, asked: ObligationQuery, total: int) -> None:
    """Say on stderr how many more there are that name nobody: they fall to all addressed agencies (gold/GUIDE.md)."""
    wider = asked.model_copy(update={"include_inherited": True, "limit": 1})
    more = store.obligations(wider)[1] - total
    if more > 0:
        click.echo(text("obligations.inherited", count=more), err=True)


def _print_table(items: tuple[FoundObligation, ...], total: int, heads: dict[str, PlanHead]) -> None:
    from assistant.channels.tables import render_obligations

    render_obligations(page(), items, heads, total)


def _write(
    items: tuple[FoundObligation, ...],
    total: int,
    heads: dict[str, PlanHead],
    file_format: str,
    output: Path | None,
    as_of: date,
) -> None:
    if file_format == "table":
        raise UsageProblem("usage.needs_format", formats=", ".join(_FORMATS[1:]))
    data = _data(items, total, heads, file_format, as_of)
    if output is None:
        write_bytes(data, file_format)
    else:
        write_file(data, output)
        click.echo(text("obligations.written", path=output, count=len(items)), err=True)


def _data(
    items: tuple[FoundObligation, ...], total: int, heads: dict[str, PlanHead], file_format: str, as_of: date
) -> bytes:
    match file_format:
        case "csv":
            from assistant.channels.export import obligations_csv

            return obligations_csv(items, heads)
        case "xlsx":
            from assistant.channels.export import obligations_xlsx

            return obligations_xlsx(items, heads)
        case "ics":
            from assistant.channels.calendars import obligations_ics

            calendar = obligations_ics(items, heads, as_of, text("export.calendar"))
            click.echo(text("export.calendar_left_out", listed=calendar.listed, left=calendar.without_day), err=True)
            return calendar.data
        case _:
            from assistant.channels.wire import obligations_object

            return json_bytes(obligations_object(items, total))
