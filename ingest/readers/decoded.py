"""What every reader takes and returns. It reads nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.model import Finding, Frozen
from ingest.text.joining import Setting

Progress = Callable[[int, int], None]
"""Called with (done, total) steps, say pages, each time one is done. Whoever waits takes a silence for a hang."""


def silent(_done: int, _total: int) -> None:
    """Tell nobody."""


class Decoded(Frozen):
    """A document as plain text, before canonicalisation.

    - ``text``: the body in reading order. One table row a line, cells parted by " | " with a bar at both ends
      ("| 1 | Rà soát … | Sở Y tế |"); a cell that is merged with the one above it holds ``DITTO``; a row merged over all
      columns is one cell. Borderless tables that only place a letterhead or a signature give their columns one after the other.
    - ``page_starts`` are offsets in ``text`` where the format has pages; a page may start inside a line.
    - ``setting``: what a line is (``PARAGRAPHS`` where the reader knows that each is a paragraph); None: to be found out.
    - ``aside``: what stands in the file outside the body: page headers and footers, comments, hidden and deleted text, notes of
      the file itself. Searched for secrecy marks, then dropped.
    - ``findings``: their spans are offsets in ``text``.
    """

    text: str
    format: str
    encoding: str = ""
    page_starts: tuple[int, ...] = ()
    setting: Setting | None = None
    aside: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


BAR_INSIDE = "¦"  # U+00A6 for a bar within a cell: "|" parts cells
DITTO = "″"  # U+2033: the cell above goes on here; offices write it by hand, too


def table_row(cells: Sequence[str]) -> str:
    """Return a table's row as a line of ``Decoded.text``: "| a | b |", no line feed; a bar within a cell becomes "¦"."""
    return f"| {' | '.join(cell.replace('|', BAR_INSIDE) for cell in cells)} |"
