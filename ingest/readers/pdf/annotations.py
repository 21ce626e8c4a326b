"""Tells what annotations add to a page: stamped numbers and filled fields belong to the text, signatures and notes do not.

Electronic offices leave "Số:      /UBND" blank and stamp number and day as the visible parts of the clerk's signature.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.layout import Word
from ingest.readers.pdf.characters import Glyph, Layer, read_layer, words_of
from ingest.readers.pdf.placement import Box, Placement
from ingest.text import fold

_PRINTED = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)  # whose words may be the document's own
_UNSEEN = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP)
_SIGNED = re.compile(
    r"(?:nguoi ky|ky boi|ky ngay|ngay ky|thoi gian ky|co quan|email|digitally signed|signature|xac thuc)|@\w"
    r"|\d{4}-\d\d-\d\d[t ]\d\d:\d\d|\d\d[./-]\d\d[./-]\d{4},? \d\d:\d\d:\d\d"
)
Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in user space."""
_LONGEST_NOTE = 20_000  # characters


class Annotated:
    """A page's annotations read apart: ``words`` that belong to its text, ``aside`` that does not; ``drawn`` are all words that
    they show, which a picture of the page shows as well.
    """

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.drawn: list[Word] = []
        self.aside: list[str] = []

    def shows(self, word: Word) -> bool:
        """Whether a word that OCR read is one of an annotation's, whose text is known."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return any(w.x0 - 2 <= x <= w.x1 + 2 and w.top - 2 <= y <= w.bottom + 2 for w in self.drawn)


def read_annotations(document: pdfium.PdfDocument, index: int, placement: Placement, layer: Layer) -> Annotated:
    """Return what the annotations of a page show and say; ``layer`` is the page's text without them."""
    found = Annotated()
    page = document[index]
    boxes: list[tuple[int, Rect, str]] = []
    try:
        for kind, rect, note in _annotations(page):
            if kind not in _UNSEEN:
                boxes.append((kind, rect, note))
            elif note:
                found.aside.append(note)
        if not boxes or raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
            return found
    finally:
        page.close()
    page = document[index]
    try:
        flat = read_layer(page)
    finally:
        page.close()
    added = _added(layer, flat)
    for kind, (x0, y0, x1, y1), note in boxes:
        inside = [g for g in added if x0 - 1 <= g.x <= x1 + 1 and y0 - 1 <= g.y <= y1 + 1]
        words = words_of(inside, placement)
        if not words and kind == raw.FPDF_ANNOT_FREETEXT:
            words = _typed(note, placement.box(x0, y0, x1, y1))
        elif note:
            found.aside.append(note)
        text = " ".join(word.text for word in words)
        if not words:
            continue
        found.drawn += words
        if kind in _PRINTED and not _SIGNED.search(fold(text)):
            found.words += words
        else:
            found.aside.append(text)
    return found


def _added(layer: Layer, flat: Layer) -> list[Glyph]:
    """What stands in the second layer only: pdfium puts new words into the line where they stand."""
    known = Counter((g.text, round(g.x, 1), round(g.y, 1)) for g in layer.glyphs)
    added = []
    for glyph in flat.glyphs:
        key = glyph.text, round(glyph.x, 1), round(glyph.y, 1)
        if known[key] > 0:
            known[key] -= 1
        else:
            added.append(glyph)
    return added


def _typed(note: str, box: Box) -> list[Word]:
    """The words of a line typed onto the page, which viewers draw themselves: spread over its box."""
    x0, top, x1, bottom = box
    size = min(14.0, 0.8 * (bottom - top))
    middle, x = (top + bottom) / 2, x0
    each = (x1 - x0) / max(len(note), 1)
    words = []
    for word in note.split():
        words.append(Word(word, x, middle - size / 2, x + each * len(word), middle + size / 2, size))
        x += each * (len(word) + 1)
    return words


def _annotations(page: pdfium.PdfPage) -> Iterator[tuple[int, Rect, str]]:
    for i in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 1000)):
        handle = raw.FPDFPage_GetAnnot(page.raw, i)
        if not handle:
            continue
        rect = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(handle, rect)
        xs, ys = sorted((rect.left, rect.right)), sorted((rect.bottom, rect.top))
        yield raw.FPDFAnnot_GetSubtype(handle), (xs[0], ys[0], xs[1], ys[1]), _note(handle)
        raw.FPDFPage_CloseAnnot(handle)


def _note(handle: raw.FPDF_ANNOTATION) -> str:
    length = raw.FPDFAnnot_GetStringValue(handle, b"Contents", None, 0)
    if not 2 < length <= 2 * _LONGEST_NOTE:
        return ""
    buffer = (raw.FPDF_WCHAR * (length // 2))()
    raw.FPDFAnnot_GetStringValue(handle, b"Contents", buffer, length)
    return bytes(memoryview(buffer).cast("B"))[: length - 2].decode("utf-16-le", "replace").strip()
