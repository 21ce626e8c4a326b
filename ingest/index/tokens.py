"""Search tokens: folded syllables with their pairs, and syllables with their accents. It shows and cites nothing.

Why syllables and pairs, folded: DECISIONS, "lexical search" (stock analysers lose questions without diacritics, word
segmentation is the worst on them).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from ingest.text import syllables

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook above, dot below
_ACCENTED = re.compile(r"[^\W\d_]+")


def folded_tokens(text: str) -> list[str]:
    """Return the folded syllables of ``text``, then each pair of neighbours, as "cay", "xanh", "cay_xanh"."""
    found = syllables(text)
    return [*found, *(f"{first}_{second}" for first, second in pairwise(found))]


def accented_tokens(text: str) -> list[str]:
    """Return those syllables of ``text`` that carry a diacritic, in a form that forgets where the tone mark is put.

    "hoà" and "hòa" give the same token; "hoa" gives none.
    """
    words = _ACCENTED.findall(unicodedata.normalize("NFC", text).lower())
    return [_tone_last(word) for word in words if not word.isascii()]


def _tone_last(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    tones = "".join(char for char in decomposed if char in _TONES)
    return "".join(char for char in decomposed if char not in _TONES) + tones
