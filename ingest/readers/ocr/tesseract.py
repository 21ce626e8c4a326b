"""Calls Tesseract on a cleaned picture. It is the only module that knows the program."""

from __future__ import annotations

import os
from functools import cache
from typing import NamedTuple

import numpy as np
from PIL import Image

from ingest.errors import MissingTool
from ingest.readers.ocr.ink import DPI, Grey

LANGUAGE = "vie"
SECONDS, SPARSE_SECONDS = 60, 10  # for one call; a page takes two or three, a page of noise may take longer
_TOOL, _PACKAGE = "Tesseract", "tesseract-ocr tesseract-ocr-vie"
_WORD = 5  # the level of words in Tesseract's TSV
_SPARSE, _AUTO, _BLOCK = 11, 3, 6  # page segmentation modes: words anywhere; blocks found by the program; one block


class Print(NamedTuple):
    """A word as Tesseract found it: box in pixels, confidence 0–1, and the number of its line."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]


def require_tesseract(name: str = "") -> None:
    """Raise MissingTool for the file ``name`` where Tesseract or its Vietnamese data is not installed."""
    if LANGUAGE not in _languages():
        raise MissingTool(name=name, tool=_TOOL, package=_PACKAGE)


@cache
def _languages() -> frozenset[str]:
    import pytesseract  # heavy (pandas where installed), and text files need none of it

    try:
        return frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError):
        return frozenset()


def read_print(grey: Grey, *, sparse: bool = False) -> list[Print] | None:
    """Return the words of a picture of 300 dpi in Tesseract's order; None where it gave up or took too long.

    ``sparse``: a few words anywhere, as on stamps. Raises MissingTool.
    """
    require_tesseract()
    if sparse:
        return _words(grey, f"--psm {_SPARSE}", SPARSE_SECONDS)
    return _words(grey, f"--psm {_AUTO}", SECONDS)


def read_digits(grey: Grey) -> list[Print] | None:
    """Return the numbers of a picture that is one column of numbers; None where Tesseract gave up. Raises MissingTool."""
    require_tesseract()
    return _words(grey, f"--psm {_BLOCK} -c tessedit_char_whitelist=0123456789", SPARSE_SECONDS)


def _words(grey: Grey, options: str, seconds: int) -> list[Print] | None:
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads cost more than they bring on few cores
    try:
        table = pytesseract.image_to_data(
            _picture(grey),
            lang=LANGUAGE,
            config=f"{options} --dpi {DPI}",
            timeout=seconds,
            output_type=pytesseract.Output.DICT,
        )
    except (RuntimeError, OSError):  # TesseractError and its timeout are RuntimeErrors
        return None
    return [_print(table, n) for n, text in enumerate(table["text"]) if table["level"][n] == _WORD and text.strip()]


def quarter_turns(grey: Grey) -> int | None:
    """Return by how many quarter turns counter-clockwise the page has to be turned to stand upright; None if unknown."""
    import pytesseract

    if "osd" not in _languages():
        return None
    try:
        found = pytesseract.image_to_osd(
            _picture(grey), config=f"--dpi {DPI}", timeout=SPARSE_SECONDS, output_type=pytesseract.Output.DICT
        )
    except (RuntimeError, OSError):  # too few letters to tell
        return None
    return int(found["orientation"]) // 90


def _picture(grey: Grey) -> Image.Image:
    image = Image.fromarray(np.ascontiguousarray(grey))
    image.format = "PPM"  # what pytesseract saves it as: uncompressed is half a second faster a page than PNG
    return image


def _print(table: dict[str, list[object]], n: int) -> Print:
    left, top = int(str(table["left"][n])), int(str(table["top"][n]))
    return Print(
        text=str(table["text"][n]).strip(),
        left=left,
        top=top,
        right=left + int(str(table["width"][n])),
        bottom=top + int(str(table["height"][n])),
        confidence=max(0.0, float(str(table["conf"][n])) / 100),
        line=(int(str(table["block_num"][n])), int(str(table["par_num"][n])), int(str(table["line_num"][n]))),
    )
