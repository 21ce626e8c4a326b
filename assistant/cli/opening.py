"""The store that a command works on, and which of its plans the user means. Reads plans; answers nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.channels.texts import text
from assistant.cli.wording import Failure
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.library import Library
    from ingest.store import PlanHead, Store


def store_url(chosen: str | None) -> str:
    """Return the store that the option, the environment or the default names."""
    return Settings().store_url(chosen)


def existing_store_url(chosen: str | None) -> str:
    """Return the same; fail where it is a folder or SQLite file that does not exist, since reading makes none."""
    url = store_url(chosen)
    if "://" not in url:
        path: Path | None = Path(url).expanduser()
    elif url.startswith("sqlite") and ":///" in url:
        path = Path(url.partition(":///")[2].partition("?")[0])
    else:
        path = None
    if path is not None and not path.exists():
        raise Failure("plans.no_store", store=url)
    return url


@contextmanager
def opened_store(chosen: str | None, *, create: bool = False) -> Iterator[Store]:
    """Open the store for a block; with ``create``, make it where there is none."""
    from ingest.store import Store

    store = Store.open(store_url(chosen) if create else existing_store_url(chosen))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened_library(chosen: str | None) -> Iterator[Library]:
    """Open the store with its indexes for a block."""
    from assistant.library import Library

    library = Library.open(existing_store_url(chosen))
    try:
        yield library
    finally:
        library.close()


def chosen_plans(heads: Sequence[PlanHead], names: Sequence[str]) -> tuple[str, ...] | None:
    """Return the ids of all plans that the names fit, None for no names; fail where one fits none.

    A place may well have several plans: all are taken, and stderr says which.
    """
    if not names:
        return None
    ids: list[str] = []
    for name in names:
        found = _fitting(heads, name)
        if len(found) > 1:
            click.echo(text("plans.several", name=name, plans=", ".join(head.id for head in found)), err=True)
        ids += (head.id for head in found)
    return tuple(dict.fromkeys(ids))


def chosen_plan(heads: Sequence[PlanHead], name: str) -> PlanHead:
    """Return the one plan that a name means; fail where none or several fit."""
    found = _fitting(heads, name)
    if len(found) > 1:
        raise Failure("plans.ambiguous", name=name, plans=", ".join(head.id for head in found))
    return found[0]


def _fitting(heads: Sequence[PlanHead], name: str) -> tuple[PlanHead, ...]:
    from assistant.channels.selection import find_plans, similar_plans

    found = find_plans(heads, name)
    if not found:
        raise unknown_plan(name, [head.id for head in similar_plans(heads, name)])
    return found


def unknown_plan(name: str, similar: Sequence[str]) -> Failure:
    """Return the failure for a plan that is not there, with those that may have been meant."""
    hint = text("plans.did_you_mean", names=", ".join(similar)) if similar else text("plans.list_them")
    return Failure("plans.unknown", name=name, hint=hint)
