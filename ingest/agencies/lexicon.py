"""The words that names are built with, read from ``data/agency_heads.yaml`` and ``data/agency_groups.yaml``.

Holds them ready for comparison; the grammar that uses them stands in places, offices and groups.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ingest.agencies.line import Phrase, phrase
from ingest.agencies.registry import load_data
from ingest.agencies.tokens import unmarked


class Heads(NamedTuple):
    """Heads of names, by first word; what ends a name; titles of people."""

    heads: dict[str, list[Phrase]]
    not_names: frozenset[Phrase]
    titles: dict[str, list[Phrase]]
    verbs: frozenset[Phrase]
    folded_verbs: frozenset[Phrase]
    stops: frozenset[str]
    compounds: dict[str, list[Phrase]]
    streets: frozenset[str]
    not_ranks: frozenset[Phrase]


class Noun(NamedTuple):
    """A noun that stands for a class of agencies; see agency_groups.yaml."""

    words: Phrase
    kind: str
    family: str
    alone: bool
    not_before: tuple[Phrase, ...]
    unaccented_not_before: tuple[Phrase, ...]
    joined: bool = False


class Groups(NamedTuple):
    """Nouns by first word (longest first), determiners, modifiers, and the order of classes in an id."""

    nouns: dict[str, list[Noun]]
    determiners: dict[str, list[Phrase]]
    modifiers: dict[str, list[Phrase]]
    order: dict[str, int]
    members: dict[str, dict[str, list[str]]]


def _by_first(rows: list[str]) -> dict[str, list[Phrase]]:
    table: dict[str, list[Phrase]] = {}
    for words in sorted((phrase(row) for row in rows), key=len, reverse=True):
        table.setdefault(unmarked(words[0]), []).append(words)
    return table


@cache
def heads() -> Heads:
    """Return the words of ``agency_heads.yaml``."""
    data = load_data("agency_heads.yaml")
    return Heads(
        heads=_by_first(data["heads"]),
        not_names=frozenset(phrase(row) for row in data["not_names"]),
        titles=_by_first(data["titles"]),
        verbs=frozenset(phrase(row) for row in data["verbs"]),
        folded_verbs=frozenset(tuple(map(unmarked, phrase(row))) for row in data["verbs"] if " " in row),
        stops=frozenset(phrase(row)[0] for row in data["stops"]),
        compounds=_by_first(data["compounds"]),
        not_ranks=frozenset(tuple(map(unmarked, phrase(row))) for row in data["not_ranks"]),
        streets=frozenset(phrase(row)[0] for row in data["streets"]),
    )


@cache
def groups() -> Groups:
    """Return the words of ``agency_groups.yaml``."""
    data = load_data("agency_groups.yaml")
    nouns: dict[str, list[Noun]] = {}
    for row in data["nouns"]:
        words = phrase(row["noun"])
        not_before, unaccented = (
            tuple(phrase(w) for w in row.get(key, ())) for key in ("not_before", "unaccented_not_before")
        )
        noun = Noun(
            words, row["class"], row["family"], bool(row.get("alone")), not_before, unaccented, bool(row.get("joined"))
        )
        nouns.setdefault(unmarked(words[0]), []).append(noun)
    for several in nouns.values():
        several.sort(key=lambda noun: len(noun.words), reverse=True)
    return Groups(
        nouns=nouns,
        determiners=_by_first(data["determiners"]),
        modifiers=_by_first(data["modifiers"]),
        order={kind: n for n, kind in enumerate(dict.fromkeys(row["class"] for row in data["nouns"]))},
        members=data["members"],
    )
