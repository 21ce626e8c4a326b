"""Reads one page: its text layer, or its picture by OCR, whichever reads better. It lays nothing out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from ingest.errors import MissingTool, UnsafeFile
from ingest.readers.layout import Page, Word
from ingest.readers.limits import MOST_PIXELS
from ingest.readers.pdf.annotations import read_annotations
from ingest.readers.pdf.characters import Glyph, Layer, is_hidden, read_layer, words_of
from ingest.readers.pdf.drawing import Drawing, read_drawing
from ingest.readers.pdf.placement import Placement

if TYPE_CHECKING:
    from PIL.Image import Image

_VIETNAMESE = frozenset("ăâđêôơưàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ")
_ENOUGH_LETTERS = 60
_LEAST_VIETNAMESE = 0.12  # share of letters with marks; Vietnamese prose has a quarter and more
_UNMAPPED = 0.03
_PICTURED = 0.6  # share of the page that a picture covers: a scan
_PICTURE = 0.2
_FEW_WORDS = 40
_READS_WELL = 0.85
_DPI, _LEAST_DPI, _MOST_DPI, _WORST_DPI = 300.0, 200.0, 400.0, 90.0
_OUTLINES = 60  # filled shapes of a page that draws its letters


@dataclass(slots=True)
class Leaf:
    """A page as read. ``aside`` is what is no part of its text; ``hidden`` tells how many words nobody sees, ``doubtful``
    that its text layer reads badly and nothing better was found.
    """

    page: Page
    aside: list[str] = field(default_factory=list)
    hidden: int = 0
    doubtful: bool = False


def read_leaf(document: pdfium.PdfDocument, index: int, name: str) -> Leaf:
    """Return a page of a document, upright.

    Raises UnsafeFile for a picture over the limit, MissingTool for a scan where there is no OCR, PdfiumError for a damaged page.
    """
    page = document[index]
    try:
        rotation = page.get_rotation()
        left, bottom, right, top = page.get_bbox()
        layer = read_layer(page)
        placement = Placement(left, bottom, right, top, layer.turns(rotation // 90 % 4))
        drawing = read_drawing(page, placement)
    finally:
        page.close()
    leaf = _text_leaf(index, layer, placement, drawing)
    if _needs_ocr(leaf.page, layer, drawing, placement):
        turn = (placement.turns * 90 - rotation) % 360
        leaf = _better(leaf, document, index, placement, drawing, turn, name, must=not leaf.page.words)
    annotated = read_annotations(document, index, placement, layer)
    if leaf.page.read_by == "ocr":
        leaf.page.words = [word for word in leaf.page.words if not annotated.shows(word)]
    leaf.page.words += annotated.words
    leaf.aside += annotated.aside
    return leaf


def _text_leaf(index: int, layer: Layer, placement: Placement, drawing: Drawing) -> Leaf:
    seen: list[Glyph] = []
    hidden: list[Glyph] = []
    slanting: list[Glyph] = []
    for glyph in layer.glyphs:
        if glyph.blank:
            parts = [seen, hidden, slanting]
        elif is_hidden(glyph, placement, drawing.painted):
            parts = [hidden]
        else:
            parts = [seen if glyph.style.turns == placement.turns else slanting]
        for part in parts:
            part.append(glyph)
    page = Page(index + 1, placement.width, placement.height, words_of(seen, placement), drawing.rules)
    unseen = words_of(hidden, placement)
    aside = [_said(unseen), _drawn(slanting)]
    return Leaf(page, [part for part in aside if part], len(unseen))


def _said(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def _drawn(glyphs: list[Glyph]) -> str:
    """Slanting text in the order in which it is drawn: lines that are not level have no words by place."""
    said: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and abs(glyph.x - last.x) + abs(glyph.y - last.y) > 2 * glyph.style.size:
            said.append(" ")
        said.append(glyph.text)
        last = glyph
    return " ".join("".join(said).split())


def _needs_ocr(page: Page, layer: Layer, drawing: Drawing, placement: Placement) -> bool:
    pictured = drawing.pictured(placement)
    if not page.words:
        return pictured > _PICTURE or len(drawing.painted) > _OUTLINES
    if pictured > _PICTURED and len(page.words) < _FEW_WORDS:
        return True
    return _foreign(page, layer) or (pictured > _PICTURED and not _reads_well(page))


def _foreign(page: Page, layer: Layer) -> bool:
    """Whether a page's letters are not those of Vietnamese print: fonts that lie about their characters, wrong layers."""
    letters = [char for word in page.words for char in word.text.lower() if char.isalpha()]
    if len(letters) < _ENOUGH_LETTERS:
        return False
    own = sum(char in _VIETNAMESE for char in letters)
    return own < _LEAST_VIETNAMESE * len(letters) or layer.unmapped > _UNMAPPED


def _reads_well(page: Page) -> bool:
    from ingest.readers.ocr import legibility  # for scans only

    return legibility(page) >= _READS_WELL


def _better(
    leaf: Leaf,
    document: pdfium.PdfDocument,
    index: int,
    placement: Placement,
    drawing: Drawing,
    turn: int,
    name: str,
    *,
    must: bool,
) -> Leaf:
    """The page by OCR, or by its text layer where that reads as well."""
    from ingest.readers.ocr import legibility, read_scan  # Pillow, NumPy and Tesseract: for scans only

    try:
        image = _rendered(document, index, placement, drawing, turn, name)
        scan = read_scan(image, index + 1, placement.width, placement.height)
    except MissingTool as missing:
        if must:
            raise MissingTool(**{**missing.fields, "name": name}) from None
        leaf.doubtful = True
        return leaf
    layer = leaf.page
    few = len(layer.words) < _FEW_WORDS and len(scan.words) > 2 * len(layer.words)
    if must or few or legibility(scan) > legibility(layer):
        aside = [*leaf.aside, _said(layer.words)] if layer.words else leaf.aside
        return Leaf(scan, aside, 0)
    leaf.doubtful = legibility(layer) < _READS_WELL
    return leaf


def _rendered(
    document: pdfium.PdfDocument, index: int, placement: Placement, drawing: Drawing, turn: int, name: str
) -> Image:
    """The page's picture at the resolution of its scan, with its annotations: some draw a stamped number without text."""
    if any(width * height > MOST_PIXELS for _, width, height in drawing.pictures):
        raise UnsafeFile(name=name, reason="pixels", limit=MOST_PIXELS)
    inches = placement.width * placement.height / 72**2
    dpi = min(_resolution(drawing), (MOST_PIXELS / max(inches, 1e-6)) ** 0.5)
    if dpi < _WORST_DPI:
        raise UnsafeFile(name=name, reason="pixels", limit=MOST_PIXELS)
    page = document[index]
    try:
        bitmap = page.render(scale=dpi / 72, rotation=turn, may_draw_forms=False)
        image: Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        return image
    finally:
        page.close()


def _resolution(drawing: Drawing) -> float:
    """Dots an inch of the largest picture, 300 where it has fewer than OCR needs or there is none."""
    if not drawing.pictures:
        return _DPI
    (x0, _, x1, _), width, _ = max(drawing.pictures, key=lambda p: (p[0][2] - p[0][0]) * (p[0][3] - p[0][1]))
    dpi = width * 72 / max(x1 - x0, 1.0)
    return min(dpi, _MOST_DPI) if dpi >= _LEAST_DPI else _DPI
