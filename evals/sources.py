"""Finds where a quote stands in a plan, whatever the white space, letter case or asterisks between the two.

Does not read files and knows nothing of clauses; offsets are those of the squeezed text, not of the plan.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

_ANCHOR = 40  # characters of a quote's head and tail that stand for it when the middle differs (joined lines, hyphens)


def squeeze(text: str) -> str:
    """Return ``text`` in NFC without asterisks, every run of white space one space, letter case folded."""
    return " ".join(unicodedata.normalize("NFC", text).replace("*", "").split()).casefold()


class FoldedText:
    """A text squeezed, with the offset in the original of every squeezed character.

    Agrees with ``squeeze`` where ``text`` is NFC, as canonical texts are.
    """

    def __init__(self, text: str) -> None:
        chars: list[str] = []
        offsets: list[int] = []
        for char, offset in _squeezed(text):
            chars.append(char)
            offsets.append(offset)
        self.text = "".join(chars)
        self._offsets = [*offsets, len(text)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of the squeezed stretch ``[start, end)``."""
        return self._offsets[start], self._offsets[end - 1] + 1


class Sources:
    """The squeezed texts of several plans, by slug."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {slug: squeeze(text) for slug, text in texts.items()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def verbatim(self, quote: str) -> bool:
        """Whether the quote stands in some plan, word for word."""
        wanted = squeeze(quote)
        return bool(wanted) and any(wanted in text for text in self._texts.values())

    def locate(self, slug: str, quote: str) -> tuple[int, int] | None:
        """Return where the quote stands in one plan: exactly, or else by its head and tail not too far apart."""
        return find_quote(self._texts[slug], squeeze(quote)) if slug in self._texts else None

    def locate_anywhere(self, quote: str, first: str | None = None) -> tuple[str, int, int] | None:
        """Return the plan and place of the quote; ``first`` is looked in before the others."""
        ranked = sorted(self._texts, key=lambda slug: slug != first)
        for slug in ranked:
            place = self.locate(slug, quote)
            if place:
                return slug, *place
        return None


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Return where a squeezed quote stands in a squeezed text, by its head and tail where not word for word."""
    if not quote:
        return None
    start = text.find(quote)
    if start >= 0:
        return start, start + len(quote)
    start, last = text.find(quote[:_ANCHOR]), text.find(quote[-_ANCHOR:])
    end = last + len(quote[-_ANCHOR:])
    if min(start, last) >= 0 and 0 < end - start < 2 * len(quote) + 2 * _ANCHOR:
        return start, end
    return None


def covered(span: tuple[int, int], others: list[tuple[int, int]]) -> float:
    """Return the share of ``span`` that the union of ``others`` covers."""
    start, end = span
    reached, total = start, 0
    for low, high in sorted(others):
        begun, ended = max(low, reached), min(high, end)
        if begun < ended:
            total += ended - begun
            reached = ended
    return total / max(1, end - start)


def _squeezed(text: str) -> Iterator[tuple[str, int]]:
    pending = begun = False
    for offset, char in enumerate(text):
        if char == "*":
            continue
        if char.isspace():
            pending = begun
            continue
        if pending:
            yield " ", offset - 1
        pending, begun = False, True
        for folded in char.casefold():
            yield folded, offset
