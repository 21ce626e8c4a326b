"""A page of text on a terminal or in a pipe: headings, paragraphs, bullets, quotes, tables. Knows nothing of plans.

On a terminal, lines are wrapped at its width (at most 100 columns for running text) and marked by weight and colour,
unless NO_COLOR is set. In a pipe, a paragraph is one line without any escape code, so that ``grep`` finds whole
sentences. Control characters never reach the terminal: the words come from documents that we did not write.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

NARROW = 90
_READABLE = 100  # columns of running text; longer lines are hard to follow
_PIPED_TABLE = 140
_NARROWEST = 12  # columns of text beside a deep indent
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_CITED = re.compile(r"\[\d+\]")


def _console(file: IO[str], width: int | None) -> Console:
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would exit with code 1; what a reader who left means is the caller's to say

    return Piped(file=file, width=width, highlight=False, markup=False, emoji=False)


def visible(words: str, *, lines: bool = False) -> str:
    """Return the words without control, bidirectional and unassigned characters, on one line unless ``lines``."""
    kept = "".join(
        c if c == "\n" or unicodedata.category(c) not in _INVISIBLE else (" " if c in "\t\r" else "") for c in words
    )
    return kept if lines else " ".join(kept.split())


class Page:
    """Writes to one stream. Every method ends the line that it writes."""

    def __init__(self, file: IO[str], width: int | None = None) -> None:
        self._console = _console(file, width)
        self.on_terminal = self._console.is_terminal
        if not self.on_terminal and width is None:
            self._console.width = _PIPED_TABLE
        self._column = min(self._console.width, _READABLE) if self.on_terminal else None

    def blank(self) -> None:
        """Leave a line empty."""
        self._console.print()

    def heading(self, words: str) -> None:
        """Write a heading."""
        self._write(words, style="bold")

    def paragraph(self, words: str) -> None:
        """Write running text; ``[n]`` is marked as a reference."""
        self._write(words)

    def note(self, words: str) -> None:
        """Write what matters less than the rest."""
        self._write(words, style="dim")

    def warning(self, words: str) -> None:
        """Write what the reader must not overlook."""
        self._write(words, style="yellow")

    def bullet(self, words: str, mark: str = "•", indent: int = 0) -> None:
        """Write an item of a list; on a terminal its further lines stand under the first word."""
        self._write(words, mark=mark, indent=indent)

    def pieces(self, pieces: Sequence[tuple[str, str]], indent: int = 0) -> None:
        """Write one line of words in several styles (rich's names); on a terminal its further lines are indented more."""
        from rich.text import Text

        line = Text()
        for words, style in pieces:
            kept = visible(words)
            edges = (" " if words[:1] == " " else "", " " if words[-1:] == " " and kept else "")
            line.append(f"{edges[0]}{kept}{edges[1]}" if kept else words[:1], style=style)
        lead = " " * indent
        if self._column is None:
            self._console.print(f"{lead}{line.plain}", soft_wrap=True)
            return
        for part in line.wrap(self._console, max(self._column - len(lead), _NARROWEST)):
            part.rstrip()
            self._console.print(lead, part, sep="", soft_wrap=True)

    def quote(self, words: str, indent: int = 4) -> None:
        """Write words that are not ours."""
        self._write(f"“{visible(words)}”", indent=indent, style="italic")

    def verbatim(self, words: str) -> None:
        """Write a stretch of a plan as it stands, its line ends kept."""
        for line in visible(words, lines=True).splitlines():
            self._write(line)

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], ratios: Sequence[int] = (), title: str = ""
    ) -> None:
        """Write a table; ``ratios`` share the whole width among the columns, 0 for one as wide as its words.

        With ratios, on a terminal narrower than ``NARROW`` columns, each row becomes a list: the first cell numbers the
        second, the others follow with their headings.
        """
        from rich import box
        from rich.table import Table

        if ratios and self._console.width < NARROW:
            self._records(head, rows, title)
            return
        table = Table(box=box.SIMPLE_HEAD, expand=bool(ratios), show_lines=False, pad_edge=False, padding=(0, 1))
        if title:
            table.title = self._styled(title, "bold")
            table.title_justify = "left"
        for at, words in enumerate(head):
            ratio = ratios[at] if ratios else 0
            table.add_column(self._styled(words, "bold"), ratio=ratio or None, overflow="fold")
        for row in rows:
            table.add_row(*(self._styled(cell, lines=True) for cell in row))
        if self.on_terminal:
            self._console.print(table)
            return
        with self._console.capture() as drawn:
            self._console.print(table)
        self._console.file.write("".join(f"{line.rstrip()}\n" for line in drawn.get().splitlines()))

    def _records(self, head: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> None:
        if title:
            self.heading(title)
        for row in rows:
            number, first, *others = row
            words, *more = first.splitlines()
            self.bullet(words, mark=f"{number}.")
            for line in more:
                self.bullet(line, mark="-", indent=2)
            for name, value in zip(head[2:], others, strict=True):
                if value:  # lines of a cell stand in one line here: "Chủ trì: … · Phối hợp: …", "trước ngày 15/4 (…)"
                    joined = value.replace("\n(", " (").replace("\n", " · ")
                    self.bullet(f"{name}: {joined}", mark="-", indent=2)
            self.blank()

    def _write(self, words: str, *, style: str = "", mark: str = "", indent: int = 0) -> None:
        styled = self._styled(words, style)
        lead = " " * indent + (f"{mark} " if mark else "")
        if self._column is None:
            self._console.print(f"{lead}{styled.plain}", soft_wrap=True)
            return
        for line in styled.wrap(self._console, max(self._column - len(lead), _NARROWEST)):
            line.rstrip()
            self._console.print(lead, line, sep="", soft_wrap=True)
            lead = " " * len(lead)

    def _styled(self, words: str, style: str = "", *, lines: bool = False) -> Text:
        from rich.text import Text

        shown = Text(visible(words, lines=lines), style=style)
        shown.highlight_regex(_CITED, "bold cyan")
        return shown
