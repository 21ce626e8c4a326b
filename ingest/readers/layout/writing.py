"""Writes paragraphs and rows one a line and notes where pages start. It decides no order."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ingest.readers.decoded import DITTO
from ingest.readers.layout.page import Word
from ingest.readers.layout.paragraphs import Paragraph
from ingest.readers.layout.rows import Row
from ingest.text import vietnamese_pattern

_SURE = 0.995  # a text layer's words have 1.0
_SOFT_HYPHEN = "\u00ad"
_SMALL_END = vietnamese_pattern(r"[\p{Ll}]-$")
_SIGN_END = vietnamese_pattern(r"[\p{Lu}\d][-/]$|[\p{Ll}]/$")
_SIGN_START = vietnamese_pattern(r"-[\p{Lu}\d]")
_SIGN = vietnamese_pattern(r"[/\d][\p{Lu}\d]*$")


class Writer:
    """The text so far, where each page starts in it, and the words that OCR was less than sure of.

    ``vocabulary`` holds the document's words in small letters: it tells a word broken by a hyphen from a name with one.
    """

    def __init__(self, pages: int, vocabulary: Collection[str]) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int | None] = [None] * pages
        self._vocabulary = vocabulary
        self._line_open = False
        self.doubtful: list[tuple[int, int, float]] = []

    def paragraph(self, paragraph: Paragraph) -> None:
        """Write a paragraph's lines as one, what a line's end broke whole again."""
        self._end_line()
        last = ""
        for line, page in zip(paragraph.lines, paragraph.pages, strict=True):
            if last:
                self._put_joint(last, line.words[0].text)
            self._start(page)
            self._words(line.words)
            last = line.words[-1].text

    def row(self, row: Row) -> None:
        """Write a table's row: cells between bars, ``DITTO`` for one merged with the cell above."""
        self._end_line()
        self._start(row.page)
        turns = {id(word): page for word, page in row.turns}
        self._put("|")
        for cell in row.cells:
            self._put(" ")
            if cell is None:
                self._put(DITTO)
            else:
                self._words(cell, turns, parting="|")
            self._put(" |")

    def finish(self) -> tuple[str, tuple[int, ...]]:
        """Return the text and the start of each page. A page without words has an empty line, so that all starts differ."""
        self._end_line()
        self._open_pages_before(len(self._starts))
        return "".join(self._parts), tuple(start or 0 for start in self._starts)

    def _words(self, words: Sequence[Word], turns: dict[int, int] | None = None, *, parting: str = "") -> None:
        """Write words with spaces between; ``parting`` is a sign that the text itself may not hold."""
        for at, word in enumerate(words):
            if at:
                self._put(" ")
            if turns and id(word) in turns:
                self._start(turns[id(word)])
            start = self._length
            self._put(word.text.replace(parting, "") if parting else word.text)
            if word.confidence < _SURE:
                self.doubtful.append((start, self._length, word.confidence))

    def _put_joint(self, above: str, below: str) -> None:
        """What stands between two lines: a space, or nothing where the break is inside a word, a number or a sign.

        "Kế hoạch - / Đầu tư" keeps its spaces, "2021- / 2025" and "1456/ / QĐ-TTg" have none, and a hyphen that only parts
        a word goes where the document has the whole word elsewhere.
        """
        if above.endswith(_SOFT_HYPHEN) and len(above) > 1:
            return
        if _SMALL_END.search(above) and below[0].islower():
            if (above[:-1] + below).strip(".,;:()").casefold() in self._vocabulary:
                self._parts[-1] = self._parts[-1][:-1]
                self._length -= 1
        elif not (
            (_SIGN_END.search(above) and below[0].isalnum()) or (_SIGN_START.match(below) and _SIGN.search(above))
        ):
            self._put(" ")

    def _start(self, page: int) -> None:
        if self._starts[page] is None:
            self._open_pages_before(page)
            self._starts[page] = self._length

    def _open_pages_before(self, page: int) -> None:
        for before in range(page):
            if self._starts[before] is None:
                self._starts[before] = self._length
                self._parts.append(" " if self._line_open else "\n")
                self._length += 1

    def _end_line(self) -> None:
        if self._line_open:
            self._put("\n")
        self._line_open = False

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._line_open = True
