"""Reads what a page draws besides text: ruling lines, painted grounds, pictures with their size. It decides no tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.layout import Rule
from ingest.readers.pdf.placement import Box, Placement

_THIN = 3.0  # points: a filled shape that is thinner is a line
_STRAIGHT = 1.0  # points that a line may rise or lean
_MOST_RULES = 5000
_MOST_SEGMENTS = 200_000
_DEPTH = 6  # forms in forms
_MOST_DARK = 250
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """Lengths are points of the upright page. ``painted`` are filled shapes that are not white; ``pictures`` come with
    their width and height in pixels.
    """

    rules: list[Rule] = field(default_factory=list)
    painted: list[Box] = field(default_factory=list)
    pictures: list[tuple[Box, int, int]] = field(default_factory=list)

    def pictured(self, placement: Placement) -> float:
        """The share of the page that its largest picture covers."""
        area = placement.width * placement.height or 1.0
        return max(((b[2] - b[0]) * (b[3] - b[1]) / area for b, _, _ in self.pictures), default=0.0)


def read_drawing(page: pdfium.PdfPage, placement: Placement) -> Drawing:
    """Return the lines, grounds and pictures of a page."""
    drawing = Drawing()
    budget = _MOST_SEGMENTS
    for handle, matrix in _objects(page.raw):
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            _add_picture(drawing, handle, matrix, placement)
        elif kind == raw.FPDF_PAGEOBJ_PATH and budget > 0 and len(drawing.rules) < _MOST_RULES:
            budget -= _add_path(drawing, handle, matrix, placement)
    return drawing


def _objects(page: raw.FPDF_PAGE) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
    for i in range(raw.FPDFPage_CountObjects(page)):
        yield from _inside(raw.FPDFPage_GetObject(page, i), _IDENTITY, 0)


def _inside(handle: raw.FPDF_PAGEOBJECT, outer: Matrix, depth: int) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
    """The object, or for a form all objects in it, with the matrix from its space to the page's."""
    if not handle:
        return
    if raw.FPDFPageObj_GetType(handle) != raw.FPDF_PAGEOBJ_FORM:
        yield handle, outer
        return
    if depth >= _DEPTH:
        return
    matrix = _times(_matrix(handle), outer)
    for i in range(raw.FPDFFormObj_CountObjects(handle)):
        yield from _inside(raw.FPDFFormObj_GetObject(handle, i), matrix, depth + 1)


def _matrix(handle: raw.FPDF_PAGEOBJECT) -> Matrix:
    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(handle, m) else _IDENTITY


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]


def _add_picture(drawing: Drawing, handle: raw.FPDF_PAGEOBJECT, outer: Matrix, placement: Placement) -> None:
    matrix = _times(_matrix(handle), outer)
    corners = [placement.point(*_apply(matrix, x, y)) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(handle, width, height)
    box = (
        max(min(xs), 0.0), max(min(ys), 0.0), min(max(xs), placement.width), min(max(ys), placement.height)
    )  # fmt: skip
    drawing.pictures.append((box, width.value, height.value))
    drawing.painted.append(box)


def _add_path(drawing: Drawing, handle: raw.FPDF_PAGEOBJECT, outer: Matrix, placement: Placement) -> int:
    """Add a path's straight lines; return how many segments it has."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    if not fill.value and not stroke.value:
        return 1
    matrix = _times(_matrix(handle), outer)
    count = 0
    for points in _subpaths(handle, matrix, placement):
        count += len(points)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        thin = min(box[2] - box[0], box[3] - box[1]) <= _THIN
        if thin and (fill.value or len(points) > 2):
            drawing.rules.append(Rule(*box))
        elif fill.value and not _pale(handle):
            drawing.painted.append(box)
        if stroke.value and not (thin and (fill.value or len(points) > 2)):
            drawing.rules += [
                Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
                for (ax, ay), (bx, by) in pairwise(points)
                if abs(ax - bx) <= _STRAIGHT or abs(ay - by) <= _STRAIGHT
            ]
    return count + 1


def _subpaths(handle: raw.FPDF_PAGEOBJECT, matrix: Matrix, placement: Placement) -> Iterator[list[tuple[float, float]]]:
    """The polygons of a path as points of the upright page; curves count as their ends."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(min(raw.FPDFPath_CountSegments(handle), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(handle, i)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = placement.point(*_apply(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [point]
        else:
            points.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _pale(handle: raw.FPDF_PAGEOBJECT) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return True
    return min(red.value, green.value, blue.value) > _MOST_DARK or alpha.value < 20
