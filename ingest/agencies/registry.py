"""The registry of agencies: dated data from ``data/agencies.yaml`` (design.md 5).

Holds what is known of each agency; finding agencies in text is the business of the sibling modules.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Literal

from pydantic import Field

from ingest.agencies.tokens import Trie, keys
from ingest.data import read_yaml
from ingest.model import Frozen

AgencyLevel = Literal["central", "province", "district", "commune", "office"]
AgencyKind = Literal[
    "state", "council", "party", "front", "union", "association", "court", "media", "unit", "staff", "person"
]


class Agency(Frozen):
    """One agency, or one group of agencies.

    ``level`` "office" means any level. ``since``/``until`` are the days between which it existed, None where unknown or
    open; ``succeeded_by`` who took over its work; ``source`` the document that says so. ``common``: the name is also an
    ordinary word and counts only when capitalised. ``levelled``: the id gets the level it is written with ("ubnd-xa").
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    level: AgencyLevel = "office"
    kind: AgencyKind = "state"
    parent: str | None = None
    since: date | None = Field(default=None, alias="from")
    until: date | None = None
    succeeded_by: tuple[str, ...] = ()
    source: str | None = None
    common: bool = False
    level_of: str | None = None
    levelled: bool = False
    is_group: bool = False
    examples: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All Vietnamese forms: name, aliases, abbreviations."""
        return (self.name, *self.aliases, *self.abbreviations)


def load_data(name: str) -> Any:  # YAML; callers validate what they read
    """Return the parsed YAML file ``name`` of ``ingest/data``."""
    return read_yaml(name)


@cache
def registry() -> dict[str, Agency]:
    """Return all registered agencies by id."""
    return {a.id: a for a in (Agency.model_validate(row) for row in load_data("agencies.yaml"))}


@cache
def names() -> Trie:
    """Return the trie of all Vietnamese names. Names of one level of a levelled agency are left to its base."""
    trie = Trie()
    for entry in registry().values():
        if entry.level_of is None:
            for name in entry.names:
                trie.add(keys(name), entry.id)
    return trie


def agency(agency_id: str) -> Agency | None:
    """Return the registered agency, or None for an id made from a name that the registry does not know."""
    return registry().get(agency_id)


@cache
def with_predecessors(agency_id: str) -> tuple[str, ...]:
    """Return the id and the ids of the agencies whose work came to it, transitively: plans of their time name those."""
    before = [entry.id for entry in registry().values() if agency_id in entry.succeeded_by]
    return tuple(dict.fromkeys((agency_id, *(i for each in before for i in with_predecessors(each)))))


def current_agencies(agency_id: str, on: date) -> tuple[str, ...]:
    """Return the ids that do the agency's work on that day: itself while it exists, else its successors, transitively.

    Empty where it ended and the registry names no successor; the id itself where the registry does not know it.
    """
    entry = agency(agency_id)
    if entry is None or entry.until is None or on <= entry.until:
        return (agency_id,)
    current: dict[str, None] = {}
    for successor in entry.succeeded_by:
        current.update(dict.fromkeys(current_agencies(successor, on)))
    return tuple(current)
