"""From the picture of a page to its words: the order of the steps stands in ``read_scan``. It lays nothing out."""

from __future__ import annotations

import statistics
from itertools import groupby

import numpy as np
from PIL import Image

from ingest.readers.layout.page import Page, Rule, Word
from ingest.readers.ocr.counters import row_numbers
from ingest.readers.ocr.ink import DPI, Grey, Mask, Sheet, sheet, smears, whitened, without_specks
from ingest.readers.ocr.legibility import is_word, legibility
from ingest.readers.ocr.rulings import rulings
from ingest.readers.ocr.tesseract import Print, quarter_turns, read_print
from ingest.readers.ocr.upright import dark, is_sideways, levelled, place, skew, tilted, turned

_POINTS = 72
_LEAST_DPI, _MOST_DPI = 50.0, 1200.0
_ILLEGIBLE = 0.45  # upright pages, however faded, read better; upside down they give 0.1 to 0.3
_BEARABLE = 1.6  # degrees of skew that Tesseract reads better than print blurred by turning
_MARGIN = 3  # pixels around a word that belong to it
_LETTERS = 300  # dark pixels: about two letters
_TALL = 1.7  # times the page's usual line height: lines run together, whose boxes say nothing of their words
_LEADING = 0.95  # a line's ink, from the marks above to the tails below, is so much of its font size
_ROUND, _FILLED = 0.7, 0.6  # height to width, and share of ink in its box, from which on a "dash" is a full dot
_BESIDE, _THIN = 1.5, 1.2  # points from a border, and of width, that remnants of borders have
_SURE, _PHRASE = 0.7, 3  # confidence and number of words on a line from which on coloured ink is print


def read_scan(image: Image.Image, number: int, width: float, height: float) -> Page:
    """Return the words and ruling lines of a page's picture; ``width`` and ``height`` are the page's in points.

    Guarantees: lengths are points of the upright page (one that was scanned with a quarter turn comes back with its sides
    exchanged); confidence is 0–1; words in coloured ink that are no print are in ``stamps``; where Tesseract gives up or takes
    more than a minute the page has no words and ``given_up`` is set. Raises MissingTool.
    """
    dpi = image.width * _POINTS / width if width > 0 and height > 0 else DPI
    picture = sheet(image, min(_MOST_DPI, max(_LEAST_DPI, dpi)))
    scale = width / picture.grey.shape[1] if width > 0 and height > 0 else _POINTS / DPI
    if is_sideways(_print_only(picture.grey)):
        turns = quarter_turns(picture.grey)
        picture = _turned(picture, 1 if turns is None else turns)
    page = _read(picture, number, scale)
    if _stands_on_end(page):  # Tesseract reads such lines, too, but their places are those of the page as it lies
        return _read(_turned(picture, quarter_turns(picture.grey) or 1), number, scale)
    if page.words and legibility(page) < _ILLEGIBLE:
        turns = quarter_turns(picture.grey)
        again = _read(_turned(picture, 2 if turns is None else turns), number, scale) if turns != 0 else page
        page = max((page, again), key=legibility)
    return page


def _stands_on_end(page: Page) -> bool:
    """Whether most longer words are higher than wide."""
    longer = [word for word in page.words if len(word.text) > _PHRASE]
    return sum(w.bottom - w.top > w.x1 - w.x0 for w in longer) * 2 > len(longer)


def _turned(picture: Sheet, turns: int) -> Sheet:
    return Sheet(turned(picture.grey, turns), None if picture.coloured is None else turned(picture.coloured, turns))


def _print_only(grey: Grey) -> Mask:
    """Return where the picture has ink that may be letters."""
    ink = dark(grey)
    ink &= ~smears(ink)
    ruled = rulings(ink)
    letters: Mask = ink & ~ruled.ink & ~ruled.streaks
    return letters


def _read(picture: Sheet, number: int, scale: float) -> Page:
    ink = dark(picture.grey)
    soiled = smears(ink)
    soiled |= rulings(ink).streaks  # a streak is upright before the page is levelled, not after
    angle = skew(ink & ~soiled)
    grey = whitened(picture.grey, soiled)
    ruled = rulings(dark(levelled(grey, angle)))
    turn = 0.0 if abs(angle) <= _BEARABLE else angle
    clean = whitened(levelled(grey, turn), tilted(ruled.ink, angle - turn))
    prints = read_print(clean) if int(ink.sum()) >= _LETTERS else []
    if prints:
        rest, printed = _left_over(clean, prints), dark(clean)
        prints = [_bullet(each, printed) for each in prints] + rest
    page = Page(number=number, width=clean.shape[1] * scale, height=clean.shape[0] * scale, read_by="ocr")
    page.rules = [Rule(*(side * scale for side in line)) for line in ruled.lines]
    page.given_up = prints is None
    placed = [_levelled(each, clean.shape, angle - turn) for each in prints or []]
    if placed and ruled.lines:
        placed += row_numbers(levelled(clean, angle - turn), ruled.lines, placed)
    page.words = _words(placed, scale)
    page.words = _without_residue(page)
    if picture.coloured is not None:
        _add_coloured(page, picture.coloured, angle, scale)
    return page


def _bullet(each: Print, ink: Mask) -> Print:
    """Return "•" as a word where Tesseract took it for a dash: two signs of lists that lie at two depths."""
    if each.text not in ("-", "–", "—"):
        return each
    ys, xs = np.nonzero(ink[each.top : each.bottom, each.left : each.right])
    if not len(ys):
        return each
    high, wide = int(np.ptp(ys)) + 1, int(np.ptp(xs)) + 1
    full = high >= _ROUND * wide and wide >= _ROUND * high and len(ys) >= _FILLED * high * wide
    return each._replace(text="•") if full else each


def _levelled(each: Print, size: tuple[int, ...], angle: float) -> Print:
    """Return a word where it stands on the page when that is levelled, its box upright."""
    if not angle:
        return each
    wide, high = (each.right - each.left) / 2, (each.bottom - each.top) / 2
    x, y = place(each.left + wide, each.top + high, (size[0], size[1]), angle)
    return each._replace(left=round(x - wide), right=round(x + wide), top=round(y - high), bottom=round(y + high))


def _left_over(grey: Grey, prints: list[Print]) -> list[Print]:
    """Return words that stand where the first reading found none: numbers alone in a cell, which it takes for specks."""
    rest = dark(grey)
    for each in prints:
        rest[max(0, each.top - _MARGIN) : each.bottom + _MARGIN, max(0, each.left - _MARGIN) : each.right + _MARGIN] = (
            False
        )
    rest = without_specks(rest)
    if int(rest.sum()) < _LETTERS:
        return []
    # black and white: in a page of nothing but grain Tesseract would take the grain for ink, and not end
    found = read_print(np.where(rest, np.uint8(0), np.uint8(255)), sparse=True) or []
    last = max(each.line[0] for each in prints)
    return [
        each._replace(line=(last + 1, n, 0))
        for n, each in enumerate(found)
        if each.confidence >= _SURE and any(char.isalnum() for char in each.text) and is_word(each.text)
    ]


def _words(prints: list[Print], scale: float) -> list[Word]:
    """Return the words in points, each as high as its line, so that "-" and "," do not seem to stand between two lines."""
    lines = {line: list(group) for line, group in groupby(prints, key=lambda p: p.line)}
    tops = {line: (min(p.top for p in group), max(p.bottom for p in group)) for line, group in lines.items()}
    usual = statistics.median(bottom - top for top, bottom in tops.values()) if tops else 0
    words = []
    for each in _apart(prints):
        top, bottom = tops[each.line]
        if bottom - top > _TALL * usual:
            top, bottom = each.top, each.bottom
        size = (bottom - top) * scale / _LEADING
        words.append(
            Word(
                each.text,
                each.left * scale,
                top * scale,
                each.right * scale,
                bottom * scale,
                size,
                False,
                each.confidence,
            )
        )
    return words


def _apart(prints: list[Print]) -> list[Print]:
    """Return the words of a line without overlaps: Tesseract lets the box of a dash begin within the word before it."""
    found: list[Print] = []
    for each in prints:
        last = found[-1] if found and found[-1].line == each.line else None
        overlaps = last is not None and last.left < each.left < last.right < each.right
        found.append(each._replace(left=last.right) if last is not None and overlaps else each)
    return found


def _without_residue(page: Page) -> list[Word]:
    """Return the words without what is left of borders taken out: thin signs beside them, "_" before a word."""
    edges = [(rule.x0 + rule.x1) / 2 for rule in page.rules if not rule.horizontal]
    kept = []
    for word in page.words:
        near = [x for x in edges if x - _BESIDE <= word.x0 <= x + _BESIDE or x - _BESIDE <= word.x1 <= x + _BESIDE]
        if near and word.x1 - word.x0 <= _THIN and not any(char.isalnum() for char in word.text):
            continue
        if near and len(word.text) > 1:
            word.text = word.text.lstrip("_|¦")
        kept.append(word)
    return [word for word in kept if word.text]


def _add_coloured(page: Page, coloured: Grey, angle: float, scale: float) -> None:
    """Add what stands in coloured ink: lines of sure words are print (headings, links), all else is stamps and seals."""
    ink = without_specks(coloured < np.uint8(255))
    if int(ink.sum()) < _LETTERS:
        return
    found = read_print(np.where(ink, np.uint8(0), np.uint8(255)), sparse=True) or []
    for _, group in groupby(found, key=lambda p: p.line):
        words = _words([_levelled(each, coloured.shape, angle) for each in group], scale)
        sure = sum(word.confidence >= _SURE for word in words)
        if sure >= _PHRASE and sure == len(words) and not any(_covers(word, page.words) for word in words):
            page.words.extend(words)
        else:
            page.stamps.extend(words)


def _covers(word: Word, others: list[Word]) -> bool:
    return any(
        word.x0 < other.x1 and other.x0 < word.x1 and word.top < other.bottom and other.top < word.bottom
        for other in others
    )
