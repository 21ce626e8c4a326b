"""Ruling lines of a picture: where tables have their borders, and what to take out before reading.

Borders read as letters give "|" and "l" between words; a scanner's streak cuts every line that it crosses.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ingest.readers.ocr.ink import DPI, Mask

_HALF = 2  # rulings are looked for at half the resolution
_LEAST = round(0.45 * DPI / _HALF)  # 0.45 inch: no stroke of a letter is as long
_THICK = round(0.06 * DPI / _HALF)  # 0.06 inch: thicker ones are bars or smears
_GAP = round(0.08 * DPI / _HALF)  # a border may be broken so far
_CROSSED = 6  # pixels on either side of a line in which a crossing stroke shows
_STREAK = 0.8  # share of the page's height from which on an upright line that meets no other is a scanner's streak
_WHOLE = 0.95  # no table's border reaches the edges of the paper
_MEET = round(0.05 * DPI / _HALF)

Line = tuple[int, int, int, int]  # left, top, right, bottom in pixels of the picture


class Rulings(NamedTuple):
    """Lines of borders and underlines; the ink to take out with them; the ink of a scanner's streaks. Letters that cross a line
    keep their strokes.
    """

    lines: list[Line]
    ink: Mask
    streaks: Mask


def rulings(ink: Mask) -> Rulings:
    """Return the long thin lines of the ink, horizontal and vertical."""
    height, width = (ink.shape[0] // _HALF) * _HALF, (ink.shape[1] // _HALF) * _HALF
    blocks = ink[:height, :width].reshape(height // _HALF, _HALF, width // _HALF, _HALF)
    half: Mask = np.any(blocks, axis=(1, 3))
    across, down = _long(half), _long(half.T).T
    flat = [line for line in _joined(across) if line[3] - line[1] <= _THICK]
    upright = [(a, b, c, d) for b, a, d, c in _joined(down.T) if c - a <= _THICK]
    streaks = [line for line in upright if _is_streak(line, flat, half.shape[0])]
    borders = [line for line in upright if line not in streaks]
    taken = _taken(ink, _only(across, flat), 0) | _taken(ink, _only(down, borders), 1)
    lines = [tuple(side * _HALF for side in line) for line in (*flat, *borders)]
    return Rulings([(a, b, c, d) for a, b, c, d in lines], taken, _taken(ink, _only(down, streaks), 1))


def _taken(ink: Mask, half: Mask, axis: int) -> Mask:
    """Return the pixels of lines (at half the resolution) to take out; ``axis``: 0 for flat lines, 1 for upright ones.

    A letter's stroke that crosses a line shows on both sides of it, and stays.
    """
    mask = np.zeros_like(ink)
    if not half.any():
        return mask
    full = half.repeat(_HALF, axis=0).repeat(_HALF, axis=1)
    mask[: full.shape[0], : full.shape[1]] = full
    mask = _spread(mask, axis, 1) | _spread(mask, axis, -1)
    free = ink & ~mask
    before, after = free, free
    for step in range(1, _CROSSED + 1):
        before, after = before | _spread(free, axis, step), after | _spread(free, axis, -step)
    return mask & ~(before & after)


def _spread(mask: Mask, axis: int, by: int) -> Mask:
    """Return the mask joined with itself moved by ``by`` pixels along the axis."""
    moved = mask.copy()
    here, there = (slice(by, None), slice(None, -by)) if by > 0 else (slice(None, by), slice(-by, None))
    if axis == 0:
        moved[here] |= mask[there]
    else:
        moved[:, here] |= mask[:, there]
    return moved


def _long(ink: Mask) -> Mask:
    """Return the pixels that stand in a horizontal run of at least ``_LEAST``: an opening by a flat line."""
    if ink.shape[1] < _LEAST:
        return np.zeros_like(ink)
    sums = np.zeros((ink.shape[0], ink.shape[1] + 1), dtype=np.int32)
    np.cumsum(ink, axis=1, out=sums[:, 1:])
    starts = sums[:, _LEAST:] - sums[:, :-_LEAST] == _LEAST
    counts = np.zeros((ink.shape[0], ink.shape[1] + 1), dtype=np.int32)
    padded = np.zeros_like(ink)
    padded[:, : starts.shape[1]] = starts
    np.cumsum(padded, axis=1, out=counts[:, 1:])
    before = np.zeros_like(counts[:, 1:])
    before[:, _LEAST:] = counts[:, 1:-_LEAST]
    return counts[:, 1:] > before


def _joined(mask: Mask) -> list[Line]:
    """Return the boxes of the horizontal lines of the mask: runs of neighbouring rows that touch, small gaps closed."""
    lines: list[list[int]] = []
    open_lines: list[list[int]] = []
    for row in np.flatnonzero(mask.any(axis=1)).tolist():
        open_lines = [line for line in open_lines if line[3] >= row - 2]
        for left, right in _runs(mask[row]):
            touching = [line for line in open_lines if line[0] <= right + _GAP and left <= line[2] + _GAP]
            if not touching:
                line = [left, row, right, row + 1]
                lines.append(line)
                open_lines.append(line)
                continue
            first = touching[0]
            for other in touching[1:]:
                first[:] = (
                    min(first[0], other[0]),
                    min(first[1], other[1]),
                    max(first[2], other[2]),
                    max(first[3], other[3]),
                )
                open_lines.remove(other)
                other[:] = [0, 0, 0, 0]
            first[:] = min(first[0], left), first[1], max(first[2], right), row + 1
    return [(a, b, c, d) for a, b, c, d in lines if c > a]


def _runs(row: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _is_streak(line: Line, flat: list[Line], height: int) -> bool:
    """Whether an upright line is a scanner's: over most of the page, and no flat line begins, ends or caps it."""
    left, top, right, bottom = line
    if bottom - top < _STREAK * height:
        return False
    return bottom - top > _WHOLE * height or not any(
        min(abs(f[0] - left), abs(f[2] - right)) <= _MEET
        or (f[0] <= left and right <= f[2] and min(abs(f[1] - top), abs(f[3] - bottom)) <= _MEET)
        for f in flat
    )


def _only(mask: Mask, lines: list[Line]) -> Mask:
    kept = np.zeros_like(mask)
    for left, top, right, bottom in lines:
        kept[top:bottom, left:right] = mask[top:bottom, left:right]
    return kept
