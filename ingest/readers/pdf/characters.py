"""Reads the characters of a page's text layer and makes words of them. It orders nothing and judges no language.

pdfium gives characters in the order in which the file draws them; words end at drawn spaces, gaps, and jumps.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.layout import Word
from ingest.readers.pdf.placement import Placement, turns_of

_GAP = 0.17  # font sizes; Times sets its space at 0.25
_ASCENT, _DESCENT = 0.75, 0.22  # of a line, in font sizes above and below the baseline
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xFFFF: "", 0xAD: "\u00ad"}  # pdfium's own signs for hyphens at line ends
_INVISIBLE = 3  # text render mode: neither filled nor stroked
_WHITE = 250
_SMALLEST = 1.5  # points; smaller print nobody reads
_BOLD = ("bold", "black", "heavy", "semibold", "demi")


@dataclass(slots=True)
class Glyph:
    """A character with its origin and its advance in user space; ``style`` is shared by all of its text object."""

    text: str
    x: float
    y: float
    left: float
    bottom: float
    right: float
    top: float
    style: Style
    unmapped: bool


@dataclass(slots=True)
class Style:
    """What a text object's characters share. ``turns`` is None for slanting text."""

    size: float
    bold: bool
    turns: int | None
    invisible: bool
    white: bool


@dataclass(slots=True)
class Layer:
    """A page's text layer: its glyphs, None where a space was drawn, in the file's order."""

    glyphs: list[Glyph | None] = field(default_factory=list)

    @property
    def unmapped(self) -> float:
        """The share of characters whose font does not say what they are."""
        written = [glyph for glyph in self.glyphs if glyph is not None]
        return sum(glyph.unmapped for glyph in written) / len(written) if written else 0.0

    def turns(self, default: int) -> int:
        """Return the quarter turns that make most of the text upright."""
        counts = Counter(g.style.turns for g in self.glyphs if g is not None and g.style.turns is not None)
        return counts.most_common(1)[0][0] if counts else default


def read_layer(page: pdfium.PdfPage) -> Layer:
    """Return the characters of a page."""
    textpage = page.get_textpage()
    try:
        return Layer(list(_glyphs(textpage.raw, textpage.count_chars())))
    finally:
        textpage.close()


def _glyphs(page: raw.FPDF_TEXTPAGE, count: int) -> Iterable[Glyph | None]:
    styles: dict[int | None, Style] = {}
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for i in range(count):
        code = raw.FPDFText_GetUnicode(page, i)
        text = _HYPHENS.get(code, chr(code) if 0 < code < 0x110000 else "\ufffd")
        if not text or text.isspace():
            if not raw.FPDFText_IsGenerated(page, i):
                yield None
            continue
        if not raw.FPDFText_GetCharOrigin(page, i, x, y) or not raw.FPDFText_GetLooseCharBox(page, i, box):
            continue
        handle = raw.FPDFText_GetTextObject(page, i)
        key = ctypes.cast(handle, ctypes.c_void_p).value
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(page, i, handle)
        unmapped = code in (0, 0xFFFD) or raw.FPDFText_HasUnicodeMapError(page, i) == 1
        yield Glyph(text, x.value, y.value, box.left, box.bottom, box.right, box.top, style, unmapped)


def _style(page: raw.FPDF_TEXTPAGE, i: int, handle: raw.FPDF_PAGEOBJECT) -> Style:
    matrix = raw.FS_MATRIX()
    size = raw.FPDFText_GetFontSize(page, i)
    turns: int | None = 0
    if raw.FPDFText_GetMatrix(page, i, matrix):
        size *= (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        turns = turns_of(matrix.a, matrix.b)
    mode = raw.FPDFTextObj_GetTextRenderMode(handle) if handle else 0
    return Style(abs(size), _bold(page, i), turns, mode == _INVISIBLE, _white(page, i))


def _bold(page: raw.FPDF_TEXTPAGE, i: int) -> bool:
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(page, i, None, 0, flags)
    if 0 < length < 500:
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFText_GetFontInfo(page, i, buffer, length, flags)
        if any(word in buffer.value.decode("utf-8", "replace").lower() for word in _BOLD):
            return True
    return int(raw.FPDFText_GetFontWeight(page, i)) >= 600


def _white(page: raw.FPDF_TEXTPAGE, i: int) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFText_GetFillColor(page, i, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= _WHITE or alpha.value < 8


def words_of(glyphs: Sequence[Glyph | None], placement: Placement) -> list[Word]:
    """Return the words, in the order in which the file draws them."""
    words: list[Word] = []
    open_word = False
    baseline = 0.0
    for glyph in glyphs:
        if glyph is None:
            open_word = False
            continue
        x0, _, x1, _ = placement.box(glyph.left, glyph.bottom, glyph.right, glyph.top)
        _, y = placement.point(glyph.x, glyph.y)
        size = glyph.style.size
        last = words[-1] if words else None
        if last is not None and unicodedata.combining(glyph.text[0]):
            last.text += glyph.text  # a mark drawn over its letter
            continue
        if (
            open_word
            and last is not None
            and abs(y - baseline) < 0.3 * size
            and -0.6 * size < x0 - last.x1 < _GAP * size
        ):
            last.text += glyph.text
            last.x1 = max(last.x1, x1)
            if size > last.size:
                last.top, last.bottom, last.size = y - _ASCENT * size, y + _DESCENT * size, size
        else:
            words.append(Word(glyph.text, x0, y - _ASCENT * size, x1, y + _DESCENT * size, size, glyph.style.bold))
        baseline, open_word = y, True
    for word in words:
        word.text = unicodedata.normalize("NFC", word.text)
    return [word for word in words if word.text.strip()]


def is_hidden(glyph: Glyph, placement: Placement, painted: Sequence[tuple[float, float, float, float]]) -> bool:
    """Whether nobody sees a character: invisible, white on no painted ground, tiny, or outside the page.

    ``painted`` are the boxes of pictures and filled shapes, in upright points.
    """
    x, y = placement.point(glyph.x, glyph.y)
    if not (-2 <= x <= placement.width + 2 and -2 <= y <= placement.height + 2):
        return True
    if glyph.style.size < _SMALLEST:
        return True
    if not (glyph.style.invisible or glyph.style.white):
        return False
    return not any(x0 - 1 <= x <= x1 + 1 and y0 - 1 <= y <= y1 + 1 for x0, y0, x1, y1 in painted)
