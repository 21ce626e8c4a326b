"""Tells the kind of a document from its printed words or from its sign. The kinds stand in data/document_kinds.yaml."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import Levenshtein

from ingest.data import read_yaml
from ingest.model import Frozen
from ingest.text import fold, vietnamese_pattern

_CAPITALS = vietnamese_pattern(r"[\p{Lu} ]{5,30}(?![\p{Ll}\p{Lu}])")
_LEAST_LETTERS = 6  # of a kind whose name may be spoilt; in a shorter one a letter is too much
OFFICIAL_LETTER = "Công văn"


class DocumentKind(Frozen):
    """One kind: its code in the sign, its name, the words printed above the title, examples."""

    code: str
    name: str
    printed: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def kinds() -> tuple[DocumentKind, ...]:
    """Return all kinds, in the order of the data file."""
    return tuple(DocumentKind.model_validate(row) for row in read_yaml("document_kinds.yaml"))


def kind_printed(line: str) -> tuple[DocumentKind, int] | None:
    """Return the kind that a line in capitals begins with, and how many characters name it; the longest name counts.

    Diacritics may be wrong (scans print "KÉ HOẠCH"); small letters may not.
    """
    folded = fold(line)
    best: tuple[DocumentKind, int] | None = None
    for kind in kinds():
        for words in kind.printed:
            length = len(words)
            whole = folded.startswith(fold(words)) and not folded[length : length + 1].isalnum()
            if whole and line[:length].isupper() and (best is None or length > best[1]):
                best = (kind, length)
    return best


def kind_spoilt(line: str) -> tuple[DocumentKind, int] | None:
    """Return the kind that a scanned line in capitals names but for one wrong, lost or doubled letter ("KÉẺ HOẠCH", "KÉHOẠCH"),
    and how many characters name it.
    """
    run = _CAPITALS.match(line)
    letters = re.sub(r"\W", "", fold(run.group())) if run else ""
    for kind in kinds():
        for words in kind.printed:
            wanted = re.sub(r"\W", "", fold(words))
            if run and len(wanted) >= _LEAST_LETTERS and Levenshtein.distance(letters, wanted, score_cutoff=1) <= 1:
                return kind, len(run.group().rstrip())
    return None


def kind_of_sign(sign: str) -> str:
    """Return the kind that a sign tells ("KH-UBND", "CTr/TU"): a letter carries no code, so anything else is a letter."""
    first = re.split(r"[-/]", sign, maxsplit=1)[0].strip()
    for kind in kinds():
        if kind.code == first:
            return kind.name
    folded = [kind.name for kind in kinds() if kind.code.casefold() == first.casefold()]
    return folded[0] if folded else OFFICIAL_LETTER if sign else ""
