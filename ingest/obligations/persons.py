"""Persons whose names stand in one cell without a sign between, as a cell's paragraphs do: "Vũ Văn Lâm Đào Thị Sen"."""

from __future__ import annotations

import re
from functools import cache

from ingest.data import read_yaml
from ingest.model import Span

_WORD = re.compile(r"\S+")
_MIDDLE = frozenset({"Văn"})  # far more often a middle name than a family name
_FEWEST = 3  # words of every name but the last
_LAST = 2  # words of the last


@cache
def _surnames() -> frozenset[str]:
    return frozenset(read_yaml("surnames.yaml")) - _MIDDLE


def stacked_names(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the names that follow one another in ``text[start:end]``, each from its family name; empty unless several.

    Every word must be capitalised and the first a family name. A new name begins at a family name behind three words at
    least, since middle names look like family names ("Nguyễn Trần Bảo Linh").
    """
    words = [m.span() for m in _WORD.finditer(text, start, end)]
    if not words or not all(text[a].isupper() and text[a:b].isalpha() for a, b in words):
        return ()
    begins = [0]
    for at in range(1, len(words)):
        a, b = words[at]
        if text[a:b] in _surnames() and at - begins[-1] >= _FEWEST and len(words) - at >= _LAST:
            begins.append(at)
    if len(begins) < 2 or text[slice(*words[0])] not in _surnames():
        return ()
    ends = [*(at - 1 for at in begins[1:]), len(words) - 1]
    return tuple(Span(start=words[a][0], end=words[b][1]) for a, b in zip(begins, ends, strict=True))
