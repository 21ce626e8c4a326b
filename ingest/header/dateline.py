"""Reads place and day from the dateline ("Lạc Hà, ngày 05 tháng 01 năm 2026"; Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 4).

Day and month are often blank (filled in by the digital signature) or handwritten; what cannot be read stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.header.pieces import DATELINE, Piece
from ingest.model import Finding, IssuedDate, Span

_LONGEST = 90  # characters of a piece that is a dateline
_MISREAD = str.maketrans("IilLOoØøQ|!", "11110000011")  # what scans make of handwritten 1 and 0
_BLANK = " .,_…-–"
_DAY_WORD = re.compile(r"ng(?:ay)?")


@dataclass(frozen=True, slots=True)
class Dateline:
    """``place`` as printed; ``issued`` None where there is no dateline."""

    place: str = ""
    issued: IssuedDate | None = None
    findings: tuple[Finding, ...] = (Finding(code="issued_missing"),)


def read_dateline(pieces: Sequence[Piece]) -> Dateline:
    """Return the first dateline. Findings: ``issued_missing``; ``issued_incomplete`` where day or month are blank;
    ``issued_illegible`` where something stands there that is no number; ``issued_misread`` where a letter was taken for a digit.
    """
    for piece in pieces:
        match = DATELINE.search(piece.folded)
        if match is None or len(piece.text) > _LONGEST:
            continue
        place = piece.text[: match.start()].strip(" ,.;:")
        span = Span(start=piece.start + match.start("day"), end=piece.start + match.end())
        day, month = _Part(piece, match, "day", 31), _Part(piece, match, "month", 12)
        issued = IssuedDate(
            year=int(match["year"]), month=month.value, day=day.value if month.value is not None else None
        )
        return Dateline(place, issued, _findings(day, month, span, piece.text[match.start("day") : match.end()]))
    return Dateline()


class _Part:
    """Day or month: its value, and whether the print is illegible or was repaired."""

    def __init__(self, piece: Piece, match: re.Match[str], name: str, most: int) -> None:
        printed = piece.text[slice(*match.span(name))]
        if name == "day":
            word = _DAY_WORD.match(piece.folded[slice(*match.span(name))])
            printed = printed[word.end() :] if word else printed
        printed = printed.strip(_BLANK)
        digits = printed.translate(_MISREAD) if any(char.isdecimal() for char in printed) else printed
        number = int(digits) if re.fullmatch(r"[0-9]{1,2}", digits) else 0
        self.value = number if 1 <= number <= most else None
        self.illegible = bool(printed) and self.value is None
        self.repaired = self.value is not None and digits != printed


def _findings(day: _Part, month: _Part, span: Span, printed: str) -> tuple[Finding, ...]:
    if day.illegible or month.illegible:
        return (Finding(code="issued_illegible", span=span, detail=printed),)
    if day.value is None or month.value is None:
        return (Finding(code="issued_incomplete", span=span),)
    if day.repaired or month.repaired:
        return (Finding(code="issued_misread", span=span, detail=printed),)
    return ()
