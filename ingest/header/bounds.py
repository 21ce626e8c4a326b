"""Finds the title and where the body begins. It reads no names.

The preamble ends with the sentence that announces the body ("… cụ thể như sau:", "… yêu cầu:"), else at the first marker. Where
neither stands, the body begins after the legal bases: letters give their tasks in plain paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.header.kinds import DocumentKind, kind_printed, kind_spoilt
from ingest.header.pieces import HEAD_LENGTH, Piece
from ingest.text import fold, vietnamese_pattern
from ingest.text.joining import starts_marker

BASIS = re.compile(
    r"(?:can cu|thuc hien (?:ke hoach|quyet dinh|chi thi|nghi quyet|cong van|chuong trinh|cong dien|van ban|thong bao|"
    r"huong dan|thong tu|luat|nghi dinh|y kien|ket luan|chi dao|su chi dao|de an|nhiem vu)|theo |xet |de |nham |"
    r"tren co so|thi hanh|tiep theo|trien khai (?:thuc hien )?(?:ke hoach|quyet dinh|chi thi|nghi quyet|cong van))"
)
_ANNOUNCES = re.compile(
    r"(?:nhu sau|sau day|sau|cu the|yeu cau|de nghi|chi dao|chi thi|noi dung|nhiem vu|giai phap|trong tam)\s*;\s*$|"
    r"(?:nhu sau|sau day)\W*$|:\s*$"
)
_ADDRESS = re.compile(r"(?:kinh gui|.{0,60}\bdien\s*:)")
_ISSUING = re.compile(
    r"(?:ban hanh|xay dung|lap|de ra) (?:ke hoach|chuong trinh|chi thi)|(?:huong dan|trien khai|to chuc).{0,80}nhu sau"
)
_FIRST_INLINE = vietnamese_pattern(r"[:.]\s+(?=(?:I\.|A\.|1\.|Điều 1\.|Phần I\b)\s+[\p{Lu}])")
_SMALL_LETTERS = vietnamese_pattern(r"\S*[\p{Ll}]\S*")
_SENDER = re.compile(r"\b(?:BỘ|ỦY BAN|UỶ BAN|UBND|THỦ TƯỚNG|CHỦ TỊCH|BỘ TRƯỞNG) ")
_OFFICE = re.compile(
    r"(?:CHỦ TỊCH|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|GIÁM ĐỐC|BỘ TRƯỞNG|"
    r"THỦ TƯỚNG|BAN CHẤP HÀNH|BAN THƯỜNG VỤ)\b"
)
_FLAT_LENGTH = 2500  # characters; a longer paragraph holds many
_TITLE_LENGTH = 420
_SPOILT_PIECES = 16  # the kind stands among the first of a head
_MAX_PREAMBLE = 14  # paragraphs between title and announcement


@dataclass(frozen=True, slots=True)
class Title:
    """The title with its kind; ``start`` and ``end`` enclose the printed kind and title. ``kind`` is None for letters."""

    kind: DocumentKind | None
    text: str
    start: int
    end: int


def find_title(pieces: list[Piece]) -> Title | None:
    """Return the printed kind and title; for letters the line "V/v …"; None where neither stands."""
    for i, piece in enumerate(pieces):
        named = kind_printed(piece.text)
        if named is not None:
            return _title_after(pieces, i, *named)
    for i, piece in enumerate(pieces):
        letter = re.match(r"(?:v/v|v\.v)\s*:?\s*", piece.folded)
        if letter:
            words, end = _whole_line(pieces, i, letter.end())
            return Title(None, words, piece.start, end)
    for i, piece in enumerate(pieces):
        spoilt = kind_spoilt(piece.text) if i < _SPOILT_PIECES else None
        if spoilt is not None:
            return _title_after(pieces, i, *spoilt)
    return None


def _title_after(pieces: list[Piece], i: int, kind: DocumentKind, length: int) -> Title:
    piece = pieces[i]
    rest = piece.text[length:].strip(" :-–—.")
    end = piece.start + length
    if rest and len(piece.text) > _TITLE_LENGTH:  # line breaks lost: the title is what goes on in capitals
        capitals = _capital_run(piece.text, length)
        return Title(
            kind,
            capitals,
            piece.start,
            piece.start + length + len(piece.text[length:]) - len(piece.text[length:].lstrip()) + len(capitals),
        )
    parts = [rest] if rest else []
    end = piece.end
    for following in pieces[i + 1 : i + 6]:
        if not _is_title(following, parts):
            break
        parts.append(following.text)
        end = following.end
    return Title(kind, re.sub(r"\s+", " ", " ".join(parts)), piece.start, end)


def _whole_line(pieces: list[Piece], i: int, skip: int) -> tuple[str, int]:
    piece = pieces[i]
    words, end = piece.text[skip:], piece.end
    for following in pieces[i + 1 : i + 3]:
        if not following.text[0].islower():
            break
        words, end = f"{words} {following.text}", following.end
    return words.strip(" .;"), end


def _capital_run(words: str, length: int) -> str:
    """The words after the kind up to the first one with a small letter; a last capital that opens it is dropped."""
    rest = words[length:].lstrip()
    mixed = _SMALL_LETTERS.search(rest)
    run = rest[: mixed.start() if mixed else len(rest)]
    if mixed and mixed.group() == "điện":  # "… NỘI ĐỊA BỘ XÂY DỰNG điện:": the sender follows the title
        senders = list(_SENDER.finditer(run))
        run = run[: senders[-1].start()] if senders else run
    return run.strip(" -–—.,")


def _is_title(piece: Piece, parts: list[str]) -> bool:
    words, folded = piece.text, piece.folded
    if (
        len(words) > _TITLE_LENGTH
        or starts_marker(words)
        or _ADDRESS.match(folded)
        or re.search(r"nhu sau\W*$|:$", folded)
    ):
        return False
    if not any(char.isalpha() for char in words) or words.startswith("(Kèm theo"):
        return False
    if not parts:
        return not folded.startswith("can cu")
    if (BASIS.match(folded) and not words.isupper()) or _OFFICE.match(words):
        return False
    if parts[-1].isupper():
        return words.isupper()
    return words[0].islower() or (
        not words.isupper() and len(words) < 90 and not words.endswith((".", ";")) and len(" ".join(parts)) < 160
    )


def body_start(text: str, after: int) -> tuple[int, bool]:
    """Return where the body begins, at or after ``after`` (the end of the title), and whether the place is sure."""
    paragraphs = _paragraphs(text, after)
    if paragraphs and (len(paragraphs) < 3 or max(stop - start for start, stop in paragraphs[:3]) > _FLAT_LENGTH):
        inline = _FIRST_INLINE.search(text, after, after + HEAD_LENGTH)
        if inline:
            return inline.end(), True
    marker = next((i for i, (start, stop) in enumerate(paragraphs) if _opens_body(text[start:stop])), len(paragraphs))
    announced = [
        i
        for i, (start, stop) in enumerate(paragraphs[: min(marker, _MAX_PREAMBLE)])
        if _is_announcement(text[start:stop])
    ]
    if announced:
        last = announced[-1] + 1
        return (paragraphs[last][0] if last < len(paragraphs) else len(text)), True
    if marker <= 3 and marker < len(paragraphs):
        return paragraphs[marker][0], True
    at = 0
    while at < len(paragraphs) and (
        BASIS.match(fold(text[slice(*paragraphs[at])])) or _address_item(text, paragraphs, at)
    ):
        at += 1
    return (paragraphs[at][0] if at < len(paragraphs) else len(text)), False


def _opens_body(paragraph: str) -> bool:
    """A numbered marker; dashes before it list the addressees ("Kính gửi:")."""
    return starts_marker(paragraph) and paragraph[0] not in "-–—+•*"


def _is_announcement(paragraph: str) -> bool:
    folded = fold(paragraph)
    if _ADDRESS.match(folded) and len(paragraph) < 200:
        return False
    return bool(_ANNOUNCES.search(folded)) or (
        len(paragraph) > 60 and bool(_ISSUING.search(folded)) and not starts_marker(paragraph)
    )


def _address_item(text: str, paragraphs: list[tuple[int, int]], i: int) -> bool:
    words = text[slice(*paragraphs[i])]
    return bool(_ADDRESS.match(fold(words))) or (words[0] in "-–—+" and i < 12 and len(words) < 160)


def _paragraphs(text: str, start: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = start
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        words = text[at:stop]
        if words.strip(" |"):
            found.append((at + len(words) - len(words.lstrip(" |")), stop))
        at = stop + 1
    return found
