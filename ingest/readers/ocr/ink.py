"""Grey values and ink of a picture, at the resolution that Tesseract reads best. It finds no lines and reads nothing."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

DPI = 300  # Tesseract's manual: at least 300; capitals of 12 pt are then about 35 pixels high
_NEAR = (260, 360)  # dpi that are left alone: resampling costs sharpness
_WHITE = 255
_CHROMA, _BRIGHT = 56, 90  # a pixel is coloured ink when its channels differ by this; darker ones are black under ink
_RARE, _MOST = 0.0003, 0.4  # share of the page below which colour is a speck; of its ink above which it is the print
_CONTRAST = 40  # grey values between ink and paper; less is the paper's own grain
_SAMPLE = 3  # every third pixel tells whether there is colour at all
_SMEAR = 0.09  # inches: no stroke of a letter is as thick in both directions


class Sheet(NamedTuple):
    """A page's picture in grey without coloured ink, and what was in colour (None where nothing was), both DPI-sized."""

    grey: Grey
    coloured: Grey | None


def sheet(image: Image.Image, dpi: float) -> Sheet:
    """Return the picture scaled to about 300 dpi, with seals, stamps and signatures in colour apart from black print."""
    flat = _on_white(image)
    if not _NEAR[0] <= dpi <= _NEAR[1]:
        size = (max(1, round(flat.width * DPI / dpi)), max(1, round(flat.height * DPI / dpi)))
        flat = flat.resize(size, Image.Resampling.LANCZOS if dpi < DPI else Image.Resampling.BOX)
    if flat.mode == "L":
        return Sheet(np.asarray(flat), None)
    return _parted(np.asarray(flat), flat)


def _on_white(image: Image.Image) -> Image.Image:
    """Return the picture in grey or in RGB, transparent parts white."""
    if image.mode in ("L", "RGB"):
        return image
    if image.mode in ("1", "I;16", "I", "F"):
        return image.convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")


def _parted(pixels: npt.NDArray[np.uint8], image: Image.Image) -> Sheet:
    grey = np.asarray(image.convert("L"))
    sample = pixels[::_SAMPLE, ::_SAMPLE]
    share = float(_is_coloured(sample).mean())
    if share < _RARE or share > _MOST * float((grey < threshold(grey)).mean()):
        return Sheet(grey, None)
    coloured = _is_coloured(pixels)
    black = np.where(coloured, np.uint8(_WHITE), _extreme(pixels, np.maximum))
    alone = np.where(coloured, grey, np.uint8(_WHITE))
    return Sheet(black, alone)


def _is_coloured(pixels: npt.NDArray[np.uint8]) -> Mask:
    brightest, darkest = _extreme(pixels, np.maximum), _extreme(pixels, np.minimum)
    return (brightest - darkest > _CHROMA) & (brightest > _BRIGHT)


def _extreme(pixels: npt.NDArray[np.uint8], choose: np.ufunc) -> Grey:
    """Return the highest or lowest of each pixel's channels, several times faster than over an axis of three."""
    extreme: Grey = choose(choose(pixels[..., 0], pixels[..., 1]), pixels[..., 2])
    return extreme


def threshold(grey: Grey) -> int:
    """Return the grey value that parts ink from paper best (Otsu, "A threshold selection method", 1979); 0 without ink."""
    counts = np.asarray(Image.fromarray(grey).histogram(), dtype=np.float64)
    values = np.arange(256)
    below, total = np.cumsum(counts), counts.sum()
    sums = np.cumsum(counts * values)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (sums[-1] * below / total - sums) ** 2 / (below * (total - below))
    between[~np.isfinite(between)] = -1
    best = int(between.argmax())
    dark, light = sums[best] / max(below[best], 1), (sums[-1] - sums[best]) / max(total - below[best], 1)
    return best + 1 if light - dark >= _CONTRAST else 0


def smears(ink: Mask) -> Mask:
    """Return the ink that belongs to black smears, dark margins and punch holes: blobs thicker than any letter's stroke."""
    step = 4
    height, width = (ink.shape[0] // step) * step, (ink.shape[1] // step) * step
    blocks = ink[:height, :width].reshape(height // step, step, width // step, step).mean(axis=(1, 3)) > 0.75
    side = round(_SMEAR * DPI / step) | 1
    small = Image.fromarray(blocks.astype(np.uint8) * _WHITE)
    blobs = small.filter(ImageFilter.MinFilter(side)).filter(ImageFilter.MaxFilter(side + 2))
    mask = np.zeros_like(ink)
    mask[:height, :width] = np.asarray(blobs.resize((width, height), Image.Resampling.NEAREST)) > 0
    return mask


def whitened(grey: Grey, mask: Mask) -> Grey:
    """Return the picture with the pixels of the mask white."""
    return np.where(mask, np.uint8(_WHITE), grey) if mask.any() else grey


def without_specks(ink: Mask) -> Mask:
    """Return the ink without what is thinner than a letter's stroke: grain, dust, the rims of what was taken out."""
    core = Image.fromarray(ink.astype(np.uint8) * _WHITE).filter(ImageFilter.MinFilter(3))
    kept: Mask = ink & (np.asarray(core.filter(ImageFilter.MaxFilter(7))) > 0)
    return kept
