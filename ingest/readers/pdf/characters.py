"""Reads the characters of a page's text layer and makes words of them. It orders nothing and judges no language.

pdfium gives characters in the order in which the file draws them; words end at drawn spaces, gaps, and jumps.
"""

from __future__ import annotations

import bisect
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
_TOUCH = 0.12  # font sizes between pieces of one word that are drawn apart
_LEVEL = 0.6  # points between their baselines
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

    @property
    def blank(self) -> bool:
        """Whether it is a space."""
        return self.text == " "


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
    """A page's text layer: its glyphs, drawn spaces among them, in the file's order."""

    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def unmapped(self) -> float:
        """The share of characters whose font does not say what they are."""
        written = [glyph for glyph in self.glyphs if not glyph.blank]
        return sum(glyph.unmapped for glyph in written) / len(written) if written else 0.0

    def turns(self, default: int) -> int:
        """Return the quarter turns that make most of the text upright."""
        counts = Counter(g.style.turns for g in self.glyphs if not g.blank and g.style.turns is not None)
        return counts.most_common(1)[0][0] if counts else default


def read_layer(page: pdfium.PdfPage) -> Layer:
    """Return the characters of a page."""
    textpage = page.get_textpage()
    try:
        return Layer(list(_glyphs(textpage.raw, textpage.count_chars())))
    finally:
        textpage.close()


def _glyphs(page: raw.FPDF_TEXTPAGE, count: int) -> Iterable[Glyph]:
    styles: dict[int | None, Style] = {}
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for i in range(count):
        code = raw.FPDFText_GetUnicode(page, i)
        text = _HYPHENS.get(code, chr(code) if 0 < code < 0x110000 else "\ufffd")
        if not text or (text.isspace() and raw.FPDFText_IsGenerated(page, i)):
            continue
        if not raw.FPDFText_GetCharOrigin(page, i, x, y) or not raw.FPDFText_GetLooseCharBox(page, i, box):
            continue
        handle = raw.FPDFText_GetTextObject(page, i)
        key = ctypes.cast(handle, ctypes.c_void_p).value
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(page, i, handle)
        unmapped = code in (0, 0xFFFD) or raw.FPDFText_HasUnicodeMapError(page, i) == 1
        yield Glyph(
            " " if text.isspace() else text, x.value, y.value, box.left, box.bottom, box.right, box.top, style, unmapped
        )


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


def words_of(glyphs: Sequence[Glyph], placement: Placement) -> list[Word]:
    """Return the words.

    First what the file draws in one go, then those pieces put together that touch: letters that a font lacks are often
    drawn after the line that they belong to.
    """
    pieces: list[_Piece] = []
    spaces: list[tuple[float, float]] = []
    last: _Piece | None = None
    for glyph in glyphs:
        x, y = placement.point(glyph.x, glyph.y)
        if glyph.blank:
            spaces.append((y, x))
            last = None
            continue
        x0, _, x1, _ = placement.box(glyph.left, glyph.bottom, glyph.right, glyph.top)
        if unicodedata.combining(glyph.text[0]) and pieces:
            pieces[-1].word.text += glyph.text  # a mark drawn over its letter
        elif last is not None and last.goes_on(x0, y, glyph.style.size):
            last.add(glyph.text, x1, y, glyph.style.size)
        else:
            size = glyph.style.size
            word = Word(glyph.text, x0, y - _ASCENT * size, x1, y + _DESCENT * size, size, glyph.style.bold)
            last = _Piece(word, y)
            pieces.append(last)
    words = _put_together(pieces, sorted(spaces))
    for word in words:
        word.text = unicodedata.normalize("NFC", word.text)
    return [word for word in words if word.text.strip()]


@dataclass(slots=True)
class _Piece:
    """A word as far as it is drawn in one go, and its baseline."""

    word: Word
    baseline: float

    def goes_on(self, x0: float, y: float, size: float) -> bool:
        """Whether a character that begins there is the next of the word."""
        return abs(y - self.baseline) < 0.3 * size and -0.6 * size < x0 - self.word.x1 < _GAP * size

    def add(self, text: str, x1: float, y: float, size: float) -> None:
        """Add what is drawn next."""
        word = self.word
        word.text += text
        word.x1 = max(word.x1, x1)
        self.baseline = y
        if size > word.size:
            word.top, word.bottom, word.size = y - _ASCENT * size, y + _DESCENT * size, size


def _put_together(pieces: Sequence[_Piece], spaces: Sequence[tuple[float, float]]) -> list[Word]:
    """Join pieces that stand on one baseline, touch each other and have no space drawn between."""
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.baseline):
        if lines and piece.baseline - lines[-1][-1].baseline <= _LEVEL:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    words: list[Word] = []
    for line in lines:
        line.sort(key=lambda p: p.word.x0)
        whole = line[0]
        words.append(whole.word)
        for piece in line[1:]:
            if _touch(whole, piece, spaces):
                whole.add(piece.word.text, piece.word.x1, piece.baseline, piece.word.size)
            else:
                whole = piece
                words.append(whole.word)
    return words


def _touch(left: _Piece, right: _Piece, spaces: Sequence[tuple[float, float]]) -> bool:
    size = max(left.word.size, right.word.size)
    gap = right.word.x0 - left.word.x1
    if min(left.word.size, right.word.size) < 0.9 * size or not -0.25 * size < gap < _TOUCH * size:
        return False
    at = bisect.bisect_left(spaces, (left.baseline - _LEVEL, 0.0))
    while at < len(spaces) and spaces[at][0] <= left.baseline + _LEVEL:
        if left.word.x1 - 0.1 * size <= spaces[at][1] <= right.word.x0 + 0.1 * size:
            return False
        at += 1
    return True


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
