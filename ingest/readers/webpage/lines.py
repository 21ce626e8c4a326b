"""Writes the lines of an element: one paragraph, list item or table row a line. It chooses no part of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.readers.legacy.fonts import decode_legacy, draws_capitals
from ingest.readers.webpage.elements import Element, is_hidden, legacy_font, page_words, style_of, tag
from ingest.readers.webpage.lists import item_marker, ordinals
from ingest.readers.webpage.tables import Cell, cut_rows, lay_out
from ingest.text.joining import starts_marker

_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_WORD_MARKER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_SYMBOL_BULLETS = frozenset("·o§Øqvü\uf0b7\uf0a7\uf0d8\uf076\uf0fc")  # what Symbol and Wingdings draw as bullets


@dataclass
class Lines:
    """The lines, and the words that the page hides."""

    lines: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def read_lines(element: Element, *, fonts: bool = True) -> Lines:
    """Return the lines of an element and of all below it, in reading order.

    ``fonts``: whether words in a font from before Unicode are in that font's encoding still.
    """
    writer = _Writer(fonts=fonts)
    writer.element(element, font="")
    writer.end()
    return Lines(writer.lines, writer.hidden)


class _Writer:
    """Collects the words of inline elements into lines; blocks and ``<br>`` end a line."""

    def __init__(self, hidden: list[str] | None = None, *, fonts: bool = True) -> None:
        self._fonts = fonts
        self.lines: list[str] = []
        self.hidden: list[str] = [] if hidden is None else hidden
        self._words: list[str] = []
        self._ordinals: dict[Element, int] = {}  # of the items of numbered lists
        self._marker = ""  # of the list item that the next words open

    def end(self) -> None:
        """End the line that is being written, if any."""
        words = _SPACES.sub(" ", "".join(self._words)).strip()
        self._words = []
        if not words:
            return
        if self._marker and not starts_marker(words):
            words = f"{self._marker} {words}"
        self._marker = ""
        self.lines.append(words)

    def element(self, element: Element, font: str) -> None:
        """Write an element; ``font`` is the legacy font around it, or ""."""
        name = tag(element)
        if name in page_words("silent"):
            return
        if is_hidden(element):
            words = " ".join("".join(element.itertext()).split())
            if words:
                self.hidden.append(words)
            return
        own = legacy_font(element)
        font = font if own is None else own
        if name == "br":
            self.end()
        elif name == "table":
            self.end()
            self.lines += lay_out(cut_rows(element), lambda cell: self._cell(cell, font))
        elif name == "pre":
            self._preformatted(element)
        elif _WORD_MARKER.search(style_of(element)):
            self._word_marker(element)
        elif name in page_words("blocks"):
            self._block(element, name, font)
        else:
            self._inside(element, font)

    def _inside(self, element: Element, font: str) -> None:
        self._text(element.text, font)
        for child in element:
            if tag(child):
                self.element(child, font)
            self._text(child.tail, font)

    def _text(self, words: str | None, font: str) -> None:
        if words:
            self._words.append(self._decoded(words, font) if font else words)

    def _decoded(self, words: str, font: str) -> str:
        """Words in a font from before Unicode; where the bytes told the encoding already, only its capitals are left to do."""
        if self._fonts:
            return decode_legacy(words, font)
        return words.upper() if draws_capitals(font) else words

    def _block(self, element: Element, name: str, font: str) -> None:
        self.end()
        if name == "li":
            self._marker = item_marker(element, self._ordinals.get(element, 1))
        elif name == "ol":
            self._ordinals |= ordinals(element)
        self._inside(element, font)
        self.end()
        if name == "li":
            self._marker = ""

    def _preformatted(self, element: Element) -> None:
        self.end()
        for line in "".join(element.itertext()).splitlines():
            self._words.append(line)
            self.end()

    def _word_marker(self, element: Element) -> None:
        """The number that Word wrote for a list item, or its bullet in a font of symbols."""
        marker = "".join(element.itertext()).replace("\u00a0", " ").strip()
        self._words.append("- " if marker in _SYMBOL_BULLETS else f"{marker} ")

    def _cell(self, cell: Cell, font: str) -> list[str]:
        """The lines of a cell."""
        inner = _Writer(self.hidden, fonts=self._fonts)
        inner._inside(cell, _font_between(cell, font))
        inner.end()
        return inner.lines


def _font_between(cell: Element, font: str) -> str:
    own = legacy_font(cell)
    return font if own is None else own
