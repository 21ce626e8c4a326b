"""Where this reader meets the encodings of the days before Unicode, which in Word files only the name of a font gives away."""

from __future__ import annotations

import re

from ingest.readers.legacy import fonts

_ONLY_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u036f\u1ea0-\u1ef9]"
)


def decode_legacy(text: str, font: str) -> str:
    """Return the text of a run in a font of the days before Unicode (".VnTime", "VNI-Times") as Unicode; others unchanged.

    A text that holds letters which only Unicode has was typed after such a font had stayed behind: it is no legacy text.
    """
    if not is_legacy_font(font) or _ONLY_UNICODE.search(text):
        return text
    folded = "".join(chr(ord(char) - 0xF000) if "\uf000" <= char <= "\uf0ff" else char for char in text)
    return fonts.decode_legacy(folded, font)


def is_legacy_font(font: str) -> bool:
    """Whether a font's name says that its letters are encoded as in TCVN3, VNI or VPS."""
    return bool(fonts.encoding_of_font(font))
