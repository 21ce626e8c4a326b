"""Sets a page upright: quarter turns and small skew, told by how sharply its lines of print part. It reads no words."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from ingest.readers.ocr.ink import Grey, Mask, threshold

_STEP = 3  # pixels of the picture for one of the profile: 100 dpi tell lines apart
_RANGE, _COARSE, _FINE = 6.0, 0.5, 0.1  # degrees
_LEAST = 0.15  # degrees of skew that Tesseract reads as well as none
_FEW = 200  # dark points that a page needs to have lines at all
_CLEARLY = 1.2  # upright pages of text and tables give 0.3 to 0.9, sideways ones 1.7 and more
_PAPER = 255


def is_sideways(ink: Mask) -> bool:
    """Whether the lines of print run from top to bottom: the page was scanned with a quarter turn."""
    ys, xs = np.nonzero(_small(ink))
    if len(ys) < _FEW:
        return False
    return _edges(xs, ys) > _CLEARLY * _edges(ys, xs)


def _edges(ys: npt.NDArray[np.intp], xs: npt.NDArray[np.intp]) -> float:
    """Return how much the rows of dark points differ from their neighbours, the page levelled as well as it can be."""
    angle = _steepest(ys, xs, np.arange(-_RANGE, _RANGE + _COARSE, _COARSE))
    # absolute differences: one streak weighs little against the many edges of lines of print
    return float(np.abs(np.diff(_profile(ys, xs, angle))).sum())


def skew(ink: Mask) -> float:
    """Return by how many degrees (±6) the lines of print rise to the right; 0.0 where it is too little to matter."""
    ys, xs = np.nonzero(_small(ink))
    if len(ys) < _FEW:
        return 0.0
    coarse = _steepest(ys, xs, np.arange(-_RANGE, _RANGE + _COARSE, _COARSE))
    angle = _steepest(ys, xs, np.arange(coarse - _COARSE, coarse + _COARSE + _FINE, _FINE))
    return 0.0 if abs(angle) < _LEAST or abs(angle) > _RANGE else angle


def turned(grey: Grey, quarter_turns: int) -> Grey:
    """Return the picture turned counter-clockwise by that many quarters."""
    return np.ascontiguousarray(np.rot90(grey, quarter_turns))


def levelled(grey: Grey, angle: float) -> Grey:
    """Return the picture turned clockwise by ``angle`` degrees about its middle, its size kept."""
    if not angle:
        return grey
    image = Image.fromarray(grey)
    return np.asarray(image.rotate(-angle, resample=Image.Resampling.BICUBIC, fillcolor=_PAPER))


def tilted(mask: Mask, angle: float) -> Mask:
    """Return a mask of a levelled picture as it lies on the picture before it was levelled by ``angle`` degrees."""
    if not angle:
        return mask
    image = Image.fromarray(mask.astype(np.uint8) * _PAPER)
    laid = np.asarray(image.rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=0))
    ruled: Mask = np.greater(laid, _PAPER // 3)
    return ruled


def place(x: float, y: float, size: tuple[int, int], angle: float) -> tuple[float, float]:
    """Return where a point of a picture of ``size`` (height, width) lies after levelling by ``angle`` degrees."""
    middle_y, middle_x = size[0] / 2, size[1] / 2
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    across, down = x - middle_x, y - middle_y
    return middle_x + across * cos - down * sin, middle_y + across * sin + down * cos


def dark(grey: Grey) -> Mask:
    """Return where the picture has ink."""
    ink: Mask = grey < threshold(grey)
    return ink


def _small(ink: Mask) -> Mask:
    height, width = (ink.shape[0] // _STEP) * _STEP, (ink.shape[1] // _STEP) * _STEP
    blocks = ink[:height, :width].reshape(height // _STEP, _STEP, width // _STEP, _STEP)
    small: Mask = np.any(blocks, axis=(1, 3))
    return small


def _sharpness(profile: npt.NDArray[np.float64]) -> float:
    return float((np.diff(profile) ** 2).sum())


def _steepest(ys: npt.NDArray[np.intp], xs: npt.NDArray[np.intp], angles: npt.NDArray[np.float64]) -> float:
    """Return the angle at which the rows of dark points part most sharply."""
    scores = [_sharpness(_profile(ys, xs, float(angle))) for angle in angles]
    return float(angles[int(np.argmax(scores))])


def _profile(ys: npt.NDArray[np.intp], xs: npt.NDArray[np.intp], angle: float) -> npt.NDArray[np.float64]:
    """Return the number of dark points in each row of the page levelled by ``angle`` degrees."""
    rows = (ys + xs * np.tan(np.radians(angle))).round().astype(np.int64)
    return np.bincount(rows - rows.min()).astype(np.float64)
