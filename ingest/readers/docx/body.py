"""Walks over the blocks of a part: paragraphs, tables, content controls, text boxes, each once and in order."""

from __future__ import annotations

from itertools import accumulate

from ingest.readers.docx.fields import Fields
from ingest.readers.docx.numbering import Numbering
from ingest.readers.docx.ooxml import MC, Element, W, children, is_on, number, shown_branch, value
from ingest.readers.docx.runs import Aside, ParagraphText, all_words, mark_is, style_of
from ingest.readers.docx.styles import Styles, is_shaded
from ingest.readers.docx.tables import WIDEST, Cell, Table

_EDGES = frozenset(W + name for name in ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV"))
_CONTENTS = ("toc ", "table of figures")  # styles of the entries of a table of contents


class Story:
    """Reads the blocks of one part (the body, a header, a note) as lines of text."""

    def __init__(self, styles: Styles, numbering: Numbering, aside: Aside, root: Element) -> None:
        self._styles = styles
        self._numbering = numbering
        self._aside = aside
        self._fields = Fields(root)
        self._carried = ""  # of a paragraph whose end mark was deleted: it goes on in the next one

    def lines(self, container: Element) -> list[str]:
        """Return the lines of all blocks in a container."""
        found: list[str] = []
        for block in self.blocks(container):
            found += [block] if isinstance(block, str) else block.lines()
        return found

    def blocks(self, container: Element, *, in_table: bool = False, shaded: bool = False) -> list[str | Table]:
        """Return paragraphs as strings (numbered, with line feeds at line breaks) and tables as tables."""
        found: list[str | Table] = []
        for child in container.iterchildren("{*}*"):
            if child.tag == W + "p":
                found += self._paragraph(child, in_table=in_table, shaded=shaded)
            elif child.tag == W + "tbl":
                found.append(self._table(child))
            elif child.tag == MC + "AlternateContent":
                branch = shown_branch(child)
                found += [] if branch is None else self.blocks(branch, in_table=in_table, shaded=shaded)
            elif child.tag == W + "sdt" and _is_contents(child):
                self._aside.other.append(self._passed_over(child))
            elif child.tag in (W + "del", W + "moveFrom"):
                self._aside.deleted.append(self._passed_over(child))
            elif child.tag not in (W + "sectPr", W + "tcPr", W + "sdtPr", W + "sdtEndPr"):
                found += self.blocks(child, in_table=in_table, shaded=shaded)
        return found

    def _paragraph(self, paragraph: Element, *, in_table: bool, shaded: bool) -> list[str | Table]:
        properties = paragraph.find(W + "pPr")
        style = style_of(properties)
        if self._styles.title(style).startswith(_CONTENTS):
            self._aside.other.append(self._passed_over(paragraph))
            return []
        reader = ParagraphText(self._styles, self._fields, self._aside, style=style, shaded=shaded)
        text = self._carried + reader.read(paragraph)
        self._carried = ""
        boxes = [block for box in reader.boxes for block in self._box(box)]
        if mark_is(properties, "del", "moveFrom"):
            self._carried = text
            return boxes
        mark_hidden = mark_is(properties, "vanish") and self._styles.look(style, _mark(properties)).hidden
        if mark_hidden and reader.hides and not text.strip():
            return boxes
        marker = self._numbering.marker(properties, style)
        if mark_hidden and mark_is(properties, "specVanish"):  # a style separator: heading and text are one paragraph
            self._carried = marker + text
            return boxes
        if not text.strip() and not in_table:
            marker = ""  # Word shows the number of an empty paragraph; a clause it is not
        return [marker + text, *boxes]

    def _passed_over(self, element: Element) -> str:
        """The words of what is not read, whose fields may reach beyond it."""
        for character in element.iter(W + "fldChar"):
            self._fields.meet(character)
        return all_words(element)

    def _box(self, content: Element) -> list[str | Table]:
        outer, carried = self._fields, self._carried
        self._fields, self._carried = Fields(content), ""
        found = self.blocks(content, shaded=True)  # a box may have a ground of its own
        self._fields, self._carried = outer, carried
        return found

    def _table(self, element: Element) -> Table:
        properties = element.find(W + "tblPr")
        style = value(None if properties is None else properties.find(W + "tblStyle"))
        widths = [
            min(max(number(column, "w") or 0, 0), 100_000)
            for column in children(element.find(W + "tblGrid"), "gridCol")
        ]
        table = Table(edges=list(accumulate([0, *widths[:-1]])) if widths else [])
        shaded = self._styles.shades(style) or is_shaded(properties)
        above: dict[int, Cell] = {}
        cells: list[Element] = []
        for row in _rows(element):
            if next(children(row.find(W + "trPr"), "del"), None) is not None:
                self._aside.deleted.append(self._passed_over(row))
                continue
            read = self._row(row, above, shaded=shaded)
            cells += [own for cell in _cells(row) if (own := cell.find(W + "tcPr")) is not None]
            table.rows.append(read)
            above = {cell.start: cell for cell in read}
        table.ruled = self._is_ruled(properties, style, cells)
        return table

    def _row(self, row: Element, above: dict[int, Cell], *, shaded: bool) -> list[Cell]:
        properties = row.find(W + "trPr")
        at = number(None if properties is None else properties.find(W + "gridBefore")) or 0
        found: list[Cell] = []
        for element in _cells(row):
            own = element.find(W + "tcPr")
            span = min(max(number(None if own is None else own.find(W + "gridSpan")) or 1, 1), WIDEST)
            start = at
            at = start + span
            merge = None if own is None else own.find(W + "vMerge")
            beside = None if own is None else own.find(W + "hMerge")
            if beside is not None and value(beside) != "restart" and found:
                found[-1].end = at
                continue
            merged = merge is not None and value(merge) != "restart" and start in above
            if merged or next(children(own, "cellDel"), None) is not None:
                self._aside.other.append(self._passed_over(element))
                found.append(Cell(start, at, merged=merged))
                continue
            ground = shaded or is_shaded(own) or is_shaded(properties)
            found.append(Cell(start, at, blocks=self.blocks(element, in_table=True, shaded=ground)))
        return found

    def _is_ruled(self, properties: Element | None, style: str, cells: list[Element]) -> bool:
        """Whether most cells have a drawn border."""
        own = None if properties is None else properties.find(W + "tblBorders")
        drawn = any(map(_draws, self._styles.borders(style)))
        if own is not None:
            drawn = _draws(own) or (drawn and not _forbids(own))
        borders = [cell.find(W + "tcBorders") for cell in cells]
        ruled = sum(_draws(b) if b is not None and (_draws(b) or _forbids(b)) else drawn for b in borders)
        return ruled * 2 > len(cells) if cells else drawn


def _draws(borders: Element) -> bool:
    return any(edge.tag in _EDGES and value(edge) not in ("", "nil", "none") for edge in borders.iterchildren("{*}*"))


def _forbids(borders: Element) -> bool:
    return any(edge.tag in _EDGES and value(edge) in ("nil", "none") for edge in borders.iterchildren("{*}*"))


def _mark(properties: Element | None) -> Element | None:
    return None if properties is None else properties.find(W + "rPr")


def _rows(table: Element) -> list[Element]:
    return _inside(table, "tr")


def _cells(row: Element) -> list[Element]:
    return _inside(row, "tc")


def _inside(container: Element, local: str) -> list[Element]:
    """The children of that name, also those inside content controls and the like."""
    found: list[Element] = []
    for child in container.iterchildren("{*}*"):
        if child.tag == W + local:
            found.append(child)
        elif child.tag not in (W + "tr", W + "tc", W + "p", W + "tbl"):
            found += _inside(child, local)
    return found


def _is_contents(control: Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return (
        value(gallery).lower() == "table of contents" and is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr")) is not True
    )
