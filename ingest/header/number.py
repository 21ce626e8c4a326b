"""Reads number and sign of a document from the pieces of its head (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 3).

Arrival stamps ("ĐẾN Số: …") and the running head of an official gazette carry numbers of their own, which are not the document's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.header.pieces import NUMBER, Piece
from ingest.model import Finding, Span

_WELL_FORMED = re.compile(r"\d{1,5}[a-zA-Z]?(?:/(?:19|20)\d\d)?")
_BLANK = re.compile(r"[\s._…\-–/:]*")
_STAMP = re.compile(r"(?:^|cong van |van ban )den\b|^cong bao\b")
_NOT_OURS = re.compile(r"cong bao|^[^/]{0,30}/\s?ngay\b")
_STAMP_LINES = 2  # a stamp's number stands at most so many pieces below its word


@dataclass(frozen=True, slots=True)
class Number:
    """``number`` as printed, "" where blank or illegible; ``symbol`` the sign without the number."""

    number: str = ""
    symbol: str = ""
    findings: tuple[Finding, ...] = (Finding(code="number_blank"),)


def read_number(pieces: Sequence[Piece]) -> Number:
    """Return the first number that is the document's own. Party documents print "05-NQ/ĐU", others "15/KH-UBND".

    Findings: ``number_blank``; ``number_illegible`` where something stands that is no number; ``number_filled_in`` where the
    number stands apart from its sign, as those do that are written or stamped into a form.
    """
    for i, piece in enumerate(pieces):
        match = NUMBER.match(piece.folded)
        if match is None or _is_foreign(pieces, i):
            continue
        part = "sign" if match["sign"] else "party"
        symbol = re.sub(r"\s", "", piece.text[slice(*match.span(part))])
        printed = piece.text[slice(*match.span("digits"))]
        digits = re.sub(r"\s", "", printed).strip(".-")
        span = Span(start=piece.start + match.start("digits"), end=piece.start + match.end())
        if not _WELL_FORMED.fullmatch(digits):
            blank = _BLANK.fullmatch(printed) is not None
            doubt = Finding(code="number_blank") if blank else _doubt("number_illegible", span, printed)
            return Number("", symbol, (doubt,))
        number = f"{digits}{'/' if part == 'sign' else '-'}{symbol}"
        apart = part == "sign" and piece.text[match.end("digits") : match.start("sign")].startswith(" ")
        return Number(number, symbol, (_doubt("number_filled_in", span, number),) if apart else ())
    return Number()


def _is_foreign(pieces: Sequence[Piece], i: int) -> bool:
    """Whether the number is a gazette's, or a stamp's: "ĐẾN" on its own above it."""
    if _NOT_OURS.search(pieces[i].folded):
        return True
    above = pieces[max(0, i - _STAMP_LINES) : i]
    return any(len(piece.text) < 40 and piece.text.isupper() and _STAMP.search(piece.folded) for piece in above)


def _doubt(code: str, span: Span, printed: str) -> Finding:
    return Finding(code=code, span=span, detail=printed.strip())
