"""Reads the head and the close of a canonical text into one value. It does not parse the body."""

from __future__ import annotations

import re

from ingest.header.annex import annex_start
from ingest.header.bounds import Title, body_start, find_title
from ingest.header.checks import check_dates, check_issuer, check_kind
from ingest.header.dateline import read_dateline
from ingest.header.issuer import (
    full_name,
    in_small_letters,
    is_central,
    issuer_in_preamble,
    place_of,
    printed_issuer,
    with_place_name,
)
from ingest.header.kinds import OFFICIAL_LETTER, kind_of_sign
from ingest.header.number import read_number
from ingest.header.period import read_period
from ingest.header.pieces import DATELINE, MOTTO, NUMBER, Piece, cut_pieces
from ingest.header.signature import closing_start, copy_start, find_signer, recipients
from ingest.model import DocumentReference, Finding, Frozen, IssuedDate, Period, Signer, Span
from ingest.references import find_references
from ingest.text import fold


class Header(Frozen):
    """What the head and the close of a document say. ``symbol`` is the sign without the number ("KH-UBND"), also where the
    number is blank; ``text[:body_start]`` is the head, ``text[closing_start:]`` the close.
    """

    number: str
    symbol: str
    kind: str
    title: str
    issuer: str
    place: str
    issued: IssuedDate | None
    period: Period | None
    legal_bases: tuple[DocumentReference, ...]
    recipients: tuple[str, ...]
    signer: Signer | None
    body_start: int
    closing_start: int
    findings: tuple[Finding, ...]


_COUNCIL = re.compile(r"uy ban nhan dan (?!tinh$|thanh pho$|xa$|phuong$)")
_BARE_WORDS = 2  # "Văn phòng", "Thanh tra": no name yet
_SHORT = 90  # characters; the pieces of a letterhead are no longer
_DATED = re.compile(rf"^[^.;:]{{2,40}}(?:{DATELINE.pattern})\W*$")


def read_header(text: str) -> Header:
    """Return the header of a canonical text. Never raises: what cannot be read is empty, with a Finding."""
    pieces = cut_pieces(text)
    title = find_title(pieces)
    head = [piece for piece in pieces if piece.start < (title.start if title else _letterhead_end(pieces))]
    last = sum(piece.start < _letterhead_end(pieces) for piece in pieces)
    near = pieces[: max(len(head) + 4, last)]  # letters print their subject on the left, motto and dateline follow it
    number, dateline = read_number(near), read_dateline(near)
    begin, sure = body_start(text, max(title.end if title else 0, _letterhead_end(pieces)))
    close = closing_start(text, begin)
    end = annex_start(text, close)
    signature = find_signer(text, close, end)
    preamble = text[title.end if title else 0 : begin]
    issuer, place = _issuer(text, head, preamble, dateline.place, signature.signer)
    kind = _kind(title, number.symbol)
    bases = _legal_bases(text, title.end if title else 0, begin)
    doubts = (Finding(code="title_missing") if title is None else None, *number.findings, *dateline.findings)
    doubts_of_close = signature.findings if close < len(text) else (Finding(code="closing_missing"),)
    return Header(
        number=number.number,
        symbol=number.symbol,
        kind=kind,
        title=title.text.strip() if title else "",
        issuer=issuer,
        place=place,
        issued=dateline.issued,
        period=read_period(title.text if title else "", dateline.issued),
        legal_bases=bases,
        recipients=_all_recipients(text, begin, close, copy_start(text, close, end)),
        signer=signature.signer,
        body_start=begin,
        closing_start=close,
        findings=(
            *(doubt for doubt in doubts if doubt is not None),
            *check_issuer(issuer),
            *check_kind(kind, number.symbol),
            *check_dates(dateline.issued, text[: title.start if title else begin], bases),
            *(() if sure else (Finding(code="body_start_unsure"),)),
            *doubts_of_close,
        ),
    )


def _letterhead_end(pieces: list[Piece]) -> int:
    """Return the end of the last of motto, number and dateline: letters print their title among them, on the left."""
    short = [piece for piece in pieces[:14] if len(piece.text) <= _SHORT]
    ends = [p.end for p in short if MOTTO.search(p.folded) or NUMBER.match(p.folded) or _DATED.search(p.folded)]
    return max(ends, default=0)


def _kind(title: Title | None, symbol: str) -> str:
    if title is not None and title.kind is not None:
        return title.kind.name
    return OFFICIAL_LETTER if title is not None else kind_of_sign(symbol)


def _issuer(text: str, head: list[Piece], preamble: str, dateline: str, signer: Signer | None) -> tuple[str, str]:
    """Issuing body and place: letterhead, else preamble, else the collective that signed."""
    printed, parent = printed_issuer(head)
    said = issuer_in_preamble(preamble)
    issuer = in_small_letters(printed, text) if printed else said
    if not issuer:
        issuer = in_small_letters(signer.on_behalf_of, text) if signer and signer.on_behalf_of else ""
    names = tuple(name for name in (issuer, in_small_letters(parent, text) if parent else "", said) if name)
    if is_central(issuer):
        return issuer, ""
    place = place_of(names, dateline, text)
    if said and fold(_short(said)).startswith(fold(_short(issuer))):
        issuer = said
    elif (
        len(said.split()) > _BARE_WORDS
        and fold(issuer).startswith(fold(said))
        and fold(place).endswith(fold(issuer[len(said) :]).strip())
    ):
        rest = issuer[len(said) :]  # the preamble's own letters; "tỉnh Lạc Hà", if it is printed so, stays
        issuer = said + rest if fold(rest).strip() == fold(place) else said
    issuer = with_place_name(issuer, place)
    if place and _COUNCIL.match(fold(issuer)) and place.casefold() not in issuer.casefold():
        return f"Ủy ban nhân dân {place}", place  # a scan spoilt the place in the letterhead
    return full_name(issuer, place), place


def _short(name: str) -> str:
    return re.sub(r"^(?:Ủy|Uỷ) ban nhân dân", "UBND", name)


def _legal_bases(text: str, start: int, end: int) -> tuple[DocumentReference, ...]:
    found = []
    for reference in find_references(text[start:end]):
        span = Span(start=reference.span.start + start, end=reference.span.end + start)
        found.append(reference.model_copy(update={"span": span}))
    return tuple(found)


_ADDRESS = re.compile(r"kinh gui\s*:?|\bdien\s*:")


def _all_recipients(text: str, begin: int, close: int, end: int) -> tuple[str, ...]:
    """Those whom a letter or telegram addresses, then the list "Nơi nhận"."""
    found: list[str] = []
    match = _ADDRESS.search(fold(text[:begin]))
    if match:
        tail = text[match.end() : begin]
        first = tail.split("\n", 1)[0].strip(" |")
        if first and not first.startswith("-") and len(first) < 200:
            found.append(first.rstrip(" .;"))
        found += [
            item.strip(" ;.,|\t") for item in re.findall(r"(?:^|\n|(?<=[;:|])\s?)\s*[-–]\s*([^\n;|]{3,160})", tail)
        ]
    found += recipients(text[:end], close)
    return tuple(dict.fromkeys(item for item in found if item))
