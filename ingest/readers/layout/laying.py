"""Lays pages out as text: furniture aside, tables as rows, columns one after the other, lines joined to paragraphs.

The one entry is ``lay_out``; the order of its steps is the table of contents of this folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.model import Finding
from ingest.readers.layout.columns import Band, bands_of, split_at_motto
from ingest.readers.layout.furniture import take_furniture
from ingest.readers.layout.grids import Grid, grids_of
from ingest.readers.layout.lines import Line, lines_of, runs_of
from ingest.readers.layout.page import Page
from ingest.readers.layout.paragraphs import Measure, Paragraph, column_paragraphs, measure_of, paragraphs_of
from ingest.readers.layout.rows import Table, continues, go_on, rows_of
from ingest.readers.layout.unruled import Columns, unruled
from ingest.readers.layout.writing import Writer
from ingest.text import fold


class Laid(NamedTuple):
    """The pages as text: one paragraph or table row a line (``Setting.PARAGRAPHS``).

    ``page_starts`` are offsets, one a page; ``aside`` is furniture and signature overlays; ``findings`` have spans in ``text``.
    """

    text: str
    page_starts: tuple[int, ...]
    aside: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Sheet:
    """A page's parts, each of which stands in it once."""

    index: int
    grids: list[Grid]
    bands: list[Band]
    lines: list[Line]


_Item = Grid | Band | Line


def lay_out(pages: Sequence[Page]) -> Laid:
    """Return the text of pages in reading order.

    Guarantee: each word of ``pages`` stands once in the text or once in ``aside``. Raises nothing.
    """
    sheets, aside = _sheets(pages)
    measures = _measures(sheets)
    writer = Writer(len(pages), {w.text.strip(".,;:()").casefold() for page in pages for w in page.words})
    table: Table | None = None
    body: list[tuple[Line, int]] = []
    for sheet in sheets:
        for item in _in_order(sheet):
            if not isinstance(item, Line):
                _write_body(body, measures, writer)
                body = []
            if isinstance(item, Grid) and table is not None and continues(table, item, sheet.index):
                go_on(table, rows_of(item, sheet.index), sheet.index)
                continue
            _write_table(table, writer, aside)
            table = Table(item.xs, rows_of(item, sheet.index), sheet.index) if isinstance(item, Grid) else None
            if isinstance(item, Line):
                body.append((item, sheet.index))
            elif isinstance(item, Band):
                _write_band(item, sheet.index, writer)
    _write_table(table, writer, aside)
    _write_body(body, measures, writer)
    text, starts = writer.finish()
    return Laid(text, starts, tuple(part for part in aside if part), _doubts(pages, text, writer))


def _sheets(pages: Sequence[Page]) -> tuple[list[_Sheet], list[str]]:
    parts = [grids_of(_clean(page)) for page in pages]
    runs = [
        [part for line in lines_of(words) for run in runs_of(line) for part in split_at_motto(run)]
        for _, words in parts
    ]
    furniture = take_furniture(pages, runs)
    aside = ["\n".join(run.text for i, run in enumerate(runs[at]) if (at, i) in furniture) for at in range(len(pages))]
    aside += [" ".join(word.text for word in page.stamps) for page in pages]
    kept = [[run for i, run in enumerate(runs[at]) if (at, i) not in furniture] for at in range(len(pages))]
    sheets: list[_Sheet] = []
    columns: Columns | None = None
    for at, (grids, _) in enumerate(parts):
        tables, rest, columns = unruled(kept[at], columns)
        sheets.append(_sheet(at, pages[at], [*grids, *tables], rest))
    return sheets, aside


def _sheet(at: int, page: Page, grids: list[Grid], runs: Sequence[Line]) -> _Sheet:
    bands = bands_of(page, runs)
    banded = {id(run) for band in bands for run in (*band.left, *band.right)}
    return _Sheet(at, grids, bands, _lines([run for run in runs if id(run) not in banded]))


def _clean(page: Page) -> Page:
    """The page without what is no word: blanks, and a scan's table borders read as bars."""
    words = [word for word in page.words if word.text.strip(" |¦" if page.read_by == "ocr" else None)]
    return Page(page.number, page.width, page.height, words, page.rules, page.read_by)


def _lines(runs: Sequence[Line]) -> list[Line]:
    """Put runs that stand at one height together again: gaps in a line that no columns explain."""
    whole = [word for run in runs for word in run.words]
    return lines_of(whole)


def _measures(sheets: Sequence[_Sheet]) -> list[Measure]:
    usual = measure_of([line for sheet in sheets for line in sheet.lines]) or Measure(0.0, 1.0, 1.0, 0.0)
    return [measure_of(sheet.lines, usual) or usual for sheet in sheets]


def _in_order(sheet: _Sheet) -> list[_Item]:
    items: list[tuple[float, _Item]] = [(grid.top, grid) for grid in sheet.grids]
    items += [(band.top, band) for band in sheet.bands]
    items += [(line.middle, line) for line in sheet.lines]
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _write_body(body: Sequence[tuple[Line, int]], measures: Sequence[Measure], writer: Writer) -> None:
    for paragraph in paragraphs_of(body, measures):
        writer.paragraph(paragraph)


def _write_table(table: Table | None, writer: Writer, aside: list[str]) -> None:
    if table is not None:
        for row in table.rows:
            writer.row(row)
        aside += [" ".join(word.text for word in row.words) for row in table.repeated]


def _write_band(band: Band, page: int, writer: Writer) -> None:
    for column in (band.left, band.right):
        lines = [(line, page) for line in _lines(column)]
        listed = any(fold(line.text).startswith("noi nhan") for line, _ in lines)
        for paragraph in _column(lines, listed=listed):
            writer.paragraph(paragraph)


def _column(lines: list[tuple[Line, int]], *, listed: bool) -> list[Paragraph]:
    """A column's paragraphs; a column of full text (two pages on one sheet) is joined like a page."""
    if len(lines) > 25:
        measure = measure_of([line for line, _ in lines])
        if measure is not None:
            return paragraphs_of([(line, 0) for line, _ in lines], [measure])
    return column_paragraphs(lines, listed=listed)


def _doubts(pages: Sequence[Page], text: str, writer: Writer) -> tuple[Finding, ...]:
    """Doubts of OCR about the words as they stand in the text."""
    if all(page.read_by != "ocr" for page in pages):
        return ()
    from ingest.readers.ocr import doubts, hard_pages  # Pillow and NumPy, for scans only

    return (*doubts(text, writer.doubtful), *hard_pages(pages))
