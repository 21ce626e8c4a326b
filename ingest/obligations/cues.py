"""The cue words of ``data/duty_cues.yaml`` as matchers. Knows words, not what they mean for an obligation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.text import fold


class CueSet:
    """A set of phrases that can be looked for at a place in a text.

    Phrases are compared folded, since scans lose accents; a phrase of one syllable is compared with its accents
    ("trồng" is not "trong").
    """

    def __init__(self, phrases: Mapping[str, str]) -> None:
        """Take the phrases with their examples, as the data file gives them."""
        self.examples = dict(phrases)
        by_folded: dict[str, list[str]] = {}
        for phrase in phrases:
            by_folded.setdefault(fold(phrase), []).append(phrase.lower())
        self._spellings = by_folded
        alternatives = sorted(by_folded, key=len, reverse=True)
        body = "|".join(re.escape(a).replace(r"\ ", r"\s+") for a in alternatives)
        self._pattern = re.compile(rf"(?:{body})(?!\w)")
        self._before = re.compile(rf"(?<!\w)(?:{body})(?=\W*$)")

    def match(self, text: str, folded: str, at: int) -> int | None:
        """Return where the longest phrase that begins at ``at`` ends, or None."""
        found = self._pattern.match(folded, at)
        if found is None or not self._spelled(text[at : found.end()], found.group()):
            return None
        return found.end()

    def search_before(self, text: str, folded: str, at: int, reach: int = 40) -> int | None:
        """Return where a phrase begins that ends right before ``at`` (only marks between), or None."""
        first = max(0, at - reach)
        found = self._before.search(folded[first:at])
        if found is None or not self._spelled(text[first + found.start() : first + found.end()], found.group()):
            return None
        return first + found.start()

    def places(self, folded: str, start: int, end: int) -> list[int]:
        """Return where any phrase begins a word in the stretch, by its bare letters."""
        return [
            m.start()
            for m in self._pattern.finditer(folded, start, end)
            if not folded[m.start() - 1 : m.start()].isalnum()
        ]

    def fullmatch(self, text: str) -> bool:
        """Whether the whole of ``text`` is one phrase."""
        folded = fold(text)
        found = self._pattern.fullmatch(folded)
        return found is not None and self._spelled(text, found.group())

    def _spelled(self, written: str, folded: str) -> bool:
        written = written.lower()
        return any(c.isspace() for c in folded) or written in self._spellings[folded]


@cache
def _data() -> dict[str, Any]:
    source = files("ingest.data").joinpath("duty_cues.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(source)
    return data


@cache
def cues(name: str) -> CueSet:
    """Return the phrases of a group: ``"actions"``, or of a divided one ``"headings.aim"``; KeyError if there is none."""
    node: Any = _data()
    for part in name.split("."):
        node = node[part]
    return CueSet(node)


@cache
def groups(name: str) -> tuple[str, ...]:
    """Return the divisions of a divided group, in the file's order."""
    return tuple(_data()[name])
