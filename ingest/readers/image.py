"""Reads pictures of pages (PNG, JPEG, TIFF, BMP, WebP, GIF) by OCR. It lays nothing out itself."""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image, ImageOps, ImageSequence

from ingest.errors import UnreadableFile, UnsafeFile
from ingest.readers.decoded import Decoded, Progress, silent
from ingest.readers.layout import Page, lay_out
from ingest.readers.limits import MOST_PAGES, MOST_PIXELS
from ingest.readers.ocr import read_scan, require_tesseract
from ingest.text.joining import Setting

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
_A4 = 11.69  # inches: the longer side of the paper that plans are printed on, where the file does not say
_SANE = (70.0, 1200.0)  # dots an inch: cameras and screens write 72 or less without meaning it
_PAPER = (5.0, 34.0)  # inches: the longer side of pages that offices print, A6 to A1
_POINTS = 72
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    TypeError,
    struct.error,
)  # what Pillow raises for damaged pictures


def read_image(data: bytes, name: str, progress: Progress = silent) -> Decoded:
    """Return the text of a picture or of the pages of a TIFF file, one paragraph or table row a line.

    Turned as its EXIF data says. Raises UnsafeFile over 50 megapixels a page ("pixels") or 500 pages ("pages"), UnreadableFile
    for damaged pictures, MissingTool without Tesseract.
    """
    require_tesseract(name)
    pages: list[Page] = []
    with _opened(data, name) as picture:
        total = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
        if total > MOST_PAGES:
            raise UnsafeFile(name=name, reason="pages", limit=MOST_PAGES)
        try:
            for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
                _check_size(frame, name)
                pages.append(_page(frame, number))
                progress(number, total)
                if number == total:  # an animation's first picture is enough
                    break
        except (
            OSError,
            SyntaxError,
            ValueError,
            EOFError,
            StopIteration,
        ) as error:  # what Pillow raises for damaged pictures
            raise UnreadableFile(name=name, reason="image") from error
    laid = lay_out(pages)
    return Decoded(
        text=laid.text,
        format="image",
        page_starts=laid.page_starts,
        setting=Setting.PARAGRAPHS,
        aside=laid.aside,
        findings=laid.findings,
    )


def _opened(data: bytes, name: str) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of bombs, where our own limit is lower, and of damage, which an error follows
        try:
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError:
            raise UnsafeFile(name=name, reason="pixels", limit=MOST_PIXELS) from None
        except _DAMAGE as error:
            raise UnreadableFile(name=name, reason="image") from error
    _check_size(picture, name)
    return picture


def _check_size(picture: Image.Image, name: str) -> None:
    """Refuse a picture by its stated size, before its pixels are unpacked."""
    if picture.width * picture.height > MOST_PIXELS:
        raise UnsafeFile(name=name, reason="pixels", limit=MOST_PIXELS)


def _page(frame: Image.Image, number: int) -> Page:
    upright = ImageOps.exif_transpose(frame)
    dpi = _resolution(upright)
    return read_scan(upright, number, upright.width * _POINTS / dpi, upright.height * _POINTS / dpi)


def _resolution(picture: Image.Image) -> float:
    """Return the dots an inch: as the file says where paper of that size exists, else those of an A4 page."""
    longer = max(picture.size)
    stated = picture.info.get("dpi", (0, 0))
    dpi = float(stated[0] or 0) if isinstance(stated, tuple) and stated else 0.0
    if _SANE[0] < dpi <= _SANE[1] and dpi != _POINTS and _PAPER[0] <= longer / dpi <= _PAPER[1]:
        return dpi
    return longer / _A4
