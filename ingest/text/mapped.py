"""A line of text that remembers where each of its characters stood in the source. It takes no decisions."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator

from ingest.model import Segment

MADE = -1  # position of a character that canonicalisation made

_CLUSTER = re.compile(r"[^\u0300-\u036f]?[\u0300-\u036f]+", re.UNICODE)
_SPACES = re.compile(r"\s+")


class Mapped:
    """Characters with their positions in the source (``MADE`` for those that are not there)."""

    __slots__ = ("positions", "text")

    def __init__(self, text: str, positions: array[int]) -> None:
        self.text = text
        self.positions = positions

    @classmethod
    def of(cls, source: str) -> Mapped:
        """The source itself, each character at its place."""
        return cls(source, array("l", range(len(source))))

    def __getitem__(self, cut: slice) -> Mapped:
        return Mapped(self.text[cut], self.positions[cut])

    def __add__(self, other: Mapped) -> Mapped:
        return Mapped(self.text + other.text, self.positions + other.positions)

    def substitute(self, pattern: re.Pattern[str], replacement: str) -> Mapped:
        """Replace each match by a fixed string; a replacement equal to the match's first characters keeps its place."""
        texts: list[str] = []
        positions: array[int] = array("l")
        end = 0
        for match in pattern.finditer(self.text):
            texts += [self.text[end : match.start()], replacement]
            positions += self.positions[end : match.start()]
            for offset, char in enumerate(replacement):
                kept = match.start() + offset < match.end() and self.text[match.start() + offset] == char
                positions.append(self.positions[match.start() + offset] if kept else MADE)
            end = match.end()
        if not end:
            return self
        return Mapped("".join((*texts, self.text[end:])), positions + self.positions[end:])

    def composed(self) -> Mapped:
        """NFC: base letters joined with the marks that follow them (decomposed input, CP1258)."""
        if unicodedata.is_normalized("NFC", self.text):
            return self
        texts: list[str] = []
        positions: array[int] = array("l")
        end = 0
        for match in _CLUSTER.finditer(self.text):
            texts.append(self.text[end : match.start()])
            positions += self.positions[end : match.start()]
            cluster = unicodedata.normalize("NFC", match.group())
            texts.append(cluster)
            positions += array("l", [MADE] * len(cluster))
            end = match.end()
        text = "".join((*texts, self.text[end:]))
        positions += self.positions[end:]
        if unicodedata.is_normalized("NFC", text):
            return Mapped(text, positions)
        return _composed_one_by_one(Mapped(text, positions))

    def tidy(self) -> Mapped:
        """Runs of white space as one space, none at the ends."""
        return self.substitute(_SPACES, " ").stripped()

    def stripped(self) -> Mapped:
        """The same without white space at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : len(self.text.rstrip())]

    def lines(self) -> Iterator[Mapped]:
        """Yield the lines, without their ends; a form feed stands as a line of its own."""
        start = 0
        for match in re.finditer(r"\r\n|[\n\r\x0b\x85\u2028\u2029]|\f", self.text):
            yield self[start : match.start()]
            if match.group() == "\f":
                yield self[match.start() : match.end()]
            start = match.end()
        yield self[start:]

    def segments(self) -> tuple[Segment, ...]:
        """The runs that stand unbroken in the source."""
        found: list[Segment] = []
        start = 0
        positions = self.positions
        for at in range(1, len(positions) + 1):
            if at < len(positions) and positions[at] == positions[at - 1] + 1 and positions[start] != MADE:
                continue
            if positions[start] != MADE:
                found.append(Segment(start=start, source_start=positions[start], length=at - start))
            start = at
        return tuple(found)


def _composed_one_by_one(mapped: Mapped) -> Mapped:
    """NFC of what is not Vietnamese (singletons such as the Kelvin sign, Hangul jamo): the changed part has no place."""
    text = unicodedata.normalize("NFC", mapped.text)
    if len(text) == len(mapped.text):
        kept = array("l", [p if a == b else MADE for a, b, p in zip(text, mapped.text, mapped.positions, strict=True)])
        return Mapped(text, kept)
    return Mapped(text, array("l", [MADE] * len(text)))
