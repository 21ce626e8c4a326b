"""Decodes runs of text whose font tells their encoding. It looks at no other evidence."""

from __future__ import annotations

import re

from ingest.readers.legacy.evidence import with_capitals
from ingest.readers.legacy.tables import byte_texts, legacy_encoding

_SUBSET = re.compile(r"^[A-Z]{6}\+")  # a PDF's tag before the name of a font that it holds in part
_FONTS = (
    ("tcvn3", re.compile(r"\.vn", re.IGNORECASE)),
    ("vni", re.compile(r"vni[-\s_]", re.IGNORECASE)),
    ("vps", re.compile(r"vps[-\s_]", re.IGNORECASE)),
)


def encoding_of_font(font: str) -> str:
    """Return the encoding that text in this font is in: ``tcvn3`` for ".VnTime", ``vni`` for "VNI-Times", ``vps``; else ""."""
    name = _SUBSET.sub("", font.strip(" \"'"))
    return next((encoding for encoding, pattern in _FONTS if pattern.match(name)), "")


def draws_capitals(font: str) -> bool:
    """Whether the font shows small letters as capitals: ".VnTimeH"."""
    return encoding_of_font(font) == "tcvn3" and font.rstrip(" \"'").endswith("H")


def decode_legacy(text: str, font: str) -> str:
    """Return the Unicode text of a run in ``font``; runs in other fonts, and runs that are Unicode already, stay.

    The fonts ``.Vn…H`` draw capitals. Give whole runs: VNI writes a letter and its mark as two characters.
    """
    name = encoding_of_font(font)
    if name == "vps":  # its letters fill the bytes that Windows-1252 shows as dashes, quotation marks and the like
        text = text.translate({ord(char): byte for byte, char in byte_texts().items()})
    if not name or any(ord(char) > 0xFF and char not in "\u2212\u2219" and char.isalpha() for char in text):
        return text
    converted = legacy_encoding(name).convert(text)
    if name == "tcvn3":
        converted = converted.upper() if draws_capitals(font) else with_capitals(converted)
    return converted
