"""What stands on a page and where, as text layers and OCR give it. It orders nothing."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Word:
    """A printed word. Lengths are points (1/72 inch) from the upper left corner of the upright page.

    ``size`` is the font size in points (for OCR, of the line's height). ``confidence`` is 0–1, and 1 for text layers.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0
    bold: bool = False
    confidence: float = 1.0


@dataclass(slots=True)
class Rule:
    """A printed straight line, horizontal or vertical: a table's border, or the rule under a heading."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it is wider than high."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(slots=True)
class Page:
    """One page; words in any order. ``read_by`` says how: "text layer" or "ocr".

    ``stamps`` are words in coloured ink (seals, marks, "ĐẾN") that are no part of the print: for ``Decoded.aside``.
    ``given_up``: the page has a picture that OCR could not read.
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    read_by: str = "text layer"
    stamps: list[Word] = field(default_factory=list)
    given_up: bool = False
