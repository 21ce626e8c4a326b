"""Rows' numbers of a scanned table: the single digits of its narrow first column, which Tesseract takes for specks.

It reads that column as one block of digits, and adds only what stands where nothing was read.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ingest.readers.ocr.ink import DPI, Grey
from ingest.readers.ocr.rulings import Line
from ingest.readers.ocr.tesseract import Print, read_digits

_NARROWEST, _WIDEST = round(0.2 * DPI), round(0.8 * DPI)  # of a column of numbers
_FEWEST_ROWS = 3
_REACH = round(0.06 * DPI)  # that a row's line may end beside the column's
_INSET, _MARGIN = 4, 40  # pixels: the border's own ink left out; paper that Tesseract wants around print
_TALLEST = round(0.2 * DPI)  # of a number
_LEAST = 0.5  # confidence of a number that is alone in its cell


def row_numbers(grey: Grey, lines: Sequence[Line], known: Sequence[Print]) -> list[Print]:
    """Return the numbers in the first column of the picture's table that are not among the ``known`` words."""
    column = _first_column(lines)
    if column is None:
        return []
    left, top, right, bottom = column
    strip = np.pad(grey[top:bottom, left:right], _MARGIN, constant_values=255)
    last = max((each.line[0] for each in known), default=0)
    words = [k for k in known if k.left < right and k.right > left and any(char.isalnum() for char in k.text)]
    found = []
    for n, each in enumerate(read_digits(strip) or []):
        moved = each._replace(
            left=each.left + left - _MARGIN,
            right=each.right + left - _MARGIN,
            top=each.top + top - _MARGIN,
            bottom=each.bottom + top - _MARGIN,
            line=(last + 1, n, 0),
        )
        taken = any(moved.top < k.bottom and k.top < moved.bottom for k in words)
        one_line = each.bottom - each.top <= _TALLEST  # Tesseract's box of two lines says nothing of the row
        if each.text.isdecimal() and each.confidence >= _LEAST and one_line and not taken:
            found.append(moved)
    return found


def _first_column(lines: Sequence[Line]) -> Line | None:
    """The inside of the first column of the leftmost table, where it is as narrow as columns of numbers are."""
    upright = sorted(line for line in lines if line[3] - line[1] > line[2] - line[0])
    flat = [line for line in lines if line[3] - line[1] <= line[2] - line[0]]
    if len(upright) < 3:
        return None
    edge = upright[0]
    following = next((line for line in upright if line[0] - edge[2] >= _NARROWEST), None)
    if following is None or following[0] - edge[2] > _WIDEST:
        return None
    rows = [line for line in flat if line[0] <= edge[2] + _REACH and line[2] >= following[0] - _REACH]
    if len(rows) <= _FEWEST_ROWS:
        return None
    top, bottom = min(line[1] for line in rows), max(line[3] for line in rows)
    return edge[2] + _INSET, top, following[0] - _INSET, bottom
