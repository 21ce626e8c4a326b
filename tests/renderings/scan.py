"""Scans a printed plan as an office's machine would: pictures of its pages, a little askew, grey and noisy, as JPEG."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

_SEED = 20260318  # the same noise each time
_NOISE = 9.0  # standard deviation of grey values
_PAPER, _INK = 244, 38
_QUALITY = 72  # of JPEG, as machines have it set


def scanned_pages(pdf: bytes, dpi: int = 200, *, skew: float = 0.7, quarter_turns: int = 0) -> list[Image.Image]:
    """Return the pages of a PDF as scanned: ``skew`` in degrees, then turned counter-clockwise by quarters."""
    random = np.random.default_rng(_SEED)
    document = pdfium.PdfDocument(pdf)
    try:
        pages = [document[n].render(scale=dpi / 72).to_pil().convert("L") for n in range(len(document))]
    finally:
        document.close()
    return [_scanned(page, random, skew).rotate(90 * quarter_turns, expand=True) for page in pages]


def _scanned(page: Image.Image, random: np.random.Generator, skew: float) -> Image.Image:
    turned = page.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.4)), dtype=np.float32)
    grey = _INK + soft / 255 * (_PAPER - _INK) + random.normal(0, _NOISE, soft.shape)
    image = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    squeezed = io.BytesIO()
    image.save(squeezed, "JPEG", quality=_QUALITY)
    return Image.open(io.BytesIO(squeezed.getvalue())).convert("L")


def render_scan(pdf: bytes, dpi: int = 200, *, skew: float = 0.7, quarter_turns: int = 0) -> bytes:
    """Return a PDF that holds nothing but the scanned pictures of the pages of ``pdf``."""
    return _saved(scanned_pages(pdf, dpi, skew=skew, quarter_turns=quarter_turns), "PDF", dpi)


def render_tiff(pdf: bytes, dpi: int = 200) -> bytes:
    """Return the scanned pages of ``pdf`` as one TIFF file."""
    return _saved(scanned_pages(pdf, dpi), "TIFF", dpi)


def _saved(pages: Sequence[Image.Image], kind: str, dpi: int) -> bytes:
    out = io.BytesIO()
    measure = {"resolution": float(dpi)} if kind == "PDF" else {"dpi": (dpi, dpi), "compression": "tiff_lzw"}
    pages[0].save(out, kind, save_all=True, append_images=list(pages[1:]), **measure)
    return out.getvalue()
