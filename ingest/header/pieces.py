"""Cuts the head of a document into its printed pieces. It interprets none of them.

Letterheads stand in two columns; text extraction gives them as table rows, as one line, or, where line breaks are lost, as
part of a single paragraph. Pieces undo that: each holds one of the components of Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.text import fold, vietnamese_pattern

HEAD_LENGTH = 6000  # characters; no head of a plan is longer
_FLAT_LINE = 1200  # a longer line holds several components

MOTTO = re.compile(  # whole, or the parts of one that a narrow column broke over two lines
    r"\bc.ng ho.{1,3}x. h.i( ch.( ngh.a( vi.t nam)?)?\b)?|\b(x. h.i )?(ch. )?ngh.a vi.t nam\b|"
    r"\bd.c l.p\s*[-–—.]+.{0,14}h.nh ph.c|dang cong san viet nam"
)
DATELINE = re.compile(  # day and month may be blank, or handwritten and scanned as anything; "day" holds its word
    r"(?:,\s*|\s|^)(?P<day>ng[^\s\d,.…_]{1,8}\s*(?:\d{1,2}|[.…_]{1,16}|[^\s.…_]{1,4})?)\s*th[ae]ng\s*"
    r"(?P<month>\d{1,2}|[.…_]{1,16}|[^\s.…_]{1,3})?\s*n[ae]m\s*(?P<year>(?:19|20)\d\d)\b"
)
NUMBER = re.compile(
    r"\bs[o0]\s*[.:;]?\s*(?P<digits>[^/\n|]{0,16}?(?:/\s?(?:19|20)\d\d(?=\s?/))?)\s*"
    r"(?:/\s?(?P<sign>[a-z][\w&.]*(?:\s?-\s?[a-z&][\w&]*)*)|-\s?(?P<party>[a-z]{2,6}\s?/\s?[a-z&]+(?:-[a-z]+)?))"
)
_PLACE_WORD = r"(?:[\p{Lu}][^\W\d_]*[\p{Ll}]|\d{1,2})"
_PLACE = vietnamese_pattern(rf"(?<!\S)({_PLACE_WORD}(?:(?: - | |-){_PLACE_WORD}){{0,5}})$")
_RULE = re.compile(r"\s*[-_–—=*]{3,}\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text with one component of the head."""

    start: int
    end: int
    text: str

    @property
    def folded(self) -> str:
        """Its folded form, for matching."""
        return fold(self.text)


def cut_pieces(text: str) -> list[Piece]:
    """Return the pieces of the head, in order: lines, cut at table borders, rules, the motto, number, and dateline."""
    found: list[Piece] = []
    at = 0
    while at < min(len(text), HEAD_LENGTH):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        cuts = sorted({at, stop, *_cuts(text, at, min(stop, at + HEAD_LENGTH))})
        for start, end in pairwise(cuts):
            words = text[start:end]
            inner = words.strip(" |\n-_–—=")
            if inner:
                begin = start + words.find(inner[0])
                found.append(Piece(begin, begin + len(inner), inner))
        at = stop + 1
    return found


def _cuts(text: str, at: int, stop: int) -> set[int]:
    line = text[at:stop]
    folded = fold(line)
    cuts = {at + match.start() for match in re.finditer(r"\|", line)}
    head = at == 0 or line.isupper() or len(line) < 400 or stop - at > _FLAT_LINE
    if not head:
        return cuts
    limit = 900
    cuts |= {at + offset for match in _RULE.finditer(line, 0, limit) for offset in (match.start(), match.end())}
    for match in MOTTO.finditer(folded, 0, limit):
        cuts |= {at + match.start(), at + match.end()}
    number = NUMBER.search(folded, 0, limit)
    if number and (number.start() == 0 or line[number.start()] == "S"):
        cuts |= {at + number.start(), at + number.end()}
    date = DATELINE.search(folded, 0, limit)
    if date:
        place = _PLACE.search(line[: date.start()])
        if place:
            cuts |= {at + place.start(), at + date.end()}
    return cuts
