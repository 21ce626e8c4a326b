"""Finds where the body ends, who receives the document and who signed it. It reads nothing before the body's end.

Authority prefixes after Nghị định 30/2020/NĐ-CP, Điều 13 (TM., KT., TL., TUQ., Q.) and Party practice (T/M, K/T, T/L).
"""

from __future__ import annotations

import re

from ingest.model import Signer
from ingest.text import fold, vietnamese_pattern

_RECIPIENTS = re.compile(r"(?m)(?:^|(?<=[\s|]))[^\w\n]{0,2}noi nh[ae]n\s*:?|^[^\w\n]{0,2}\w{0,2}oi nh[ae]n\s*:")
_BODY_OR_POST = (
    r"(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|[ỦU][YỶ] BAN|UBND|UỶ BAN|CHÍNH PHỦ|BAN |ĐẢNG|THÀNH [UỦ]|"
    r"TỈNH [UỦ]|HUYỆN [UỦ]|"
    r"QUẬN [UỦ]|HĐND|HỘI|CHÁNH|TRƯỞNG|BÍ THƯ|VIỆN|CỤC|SỞ|BỘ |THƯỜNG|TỔNG|HIỆU|ĐOÀN|LIÊN)"
)
_AUTHORITY = vietnamese_pattern(
    rf"(?:^|(?<=[\s|]))(?P<authority>(?:TM|KT|TL|TUQ|Q)(?:\s?\.\s?|\s)|[TK]/[ML]\.?\s?)"
    rf"(?P<position>(?:PHÓ |QUYỀN )?(?={_BODY_OR_POST})[\p{{Lu}} ,.&–-]{{3,90}})",
    re.MULTILINE,
)
_POSITION = re.compile(
    r"^(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|CHÁNH VĂN PHÒNG|"
    r"CHÁNH THANH TRA|BÍ THƯ|TRƯỞNG BAN|TRƯỞNG PHÒNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|"
    r"VỤ TRƯỞNG|HIỆU TRƯỞNG|THỦ TƯỚNG|TỔNG CỤC TRƯỞNG|VIỆN TRƯỞNG|CHÁNH ÁN|TRƯỞNG)\b"
)
_NAME = vietnamese_pattern(
    r"^(?:(?:TS|ThS|PGS|GS|BS|Bs|CN|KS|Thượng tá|Đại tá|Trung tá|Thiếu tướng|Đại úy)\.?\s*)*"
    r"([\p{Lu}][^\W\d_]{0,8}(?: [\p{Lu}][^\W\d_]{0,8}){1,4})$"
)
_TAIL = vietnamese_pattern(r"\s(?P<name>[\p{Lu}][\p{Ll}]+(?: [\p{Lu}][\p{Ll}]+){1,4})\s*$")
_END = re.compile(r"\./\.|/\.(?=\s|$)")
_INFORMED_ONLY = re.compile(r"^(?:luu\b|nhu tren|nhu dieu|nhu muc)")


def closing_start(text: str, body_start: int) -> int:
    """Return the offset of the first of: "Nơi nhận", a signature line, an office's title after the last "./."; else the
    end of the text. A paragraph of the body never begins the close.
    """
    folded = fold(text)
    starts = [match.start() for match in _RECIPIENTS.finditer(folded, body_start)]
    ends = [match.end() for match in _END.finditer(text, body_start)]
    first_end = ends[0] if ends else None
    least = first_end if first_end is not None else body_start + (len(text) - body_start) // 2
    signs = [match.start() for match in _AUTHORITY.finditer(text, least)]
    candidates = starts[:1] + signs[:1]
    if first_end is not None:
        candidates += _title_lines(text, first_end)
    elif not candidates:
        candidates += _title_lines(text, max(body_start, len(text) - 400))
    start = min(candidates, default=len(text))
    while start < len(text) and text[start] in " \n|":
        start += 1
    return start


def _title_lines(text: str, after: int) -> list[int]:
    for match in re.finditer(r"(?m)^.+$", text[after:]):
        for offset, cell in _cells(match.group()):
            if _POSITION.match(cell) and cell.isupper() and len(cell) < 60:
                return [after + match.start() + offset]
    return []


def _cells(line: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    at = 0
    for cell in line.split("|"):
        found.append((at + len(cell) - len(cell.lstrip()), cell.strip()))
        at += len(cell) + 1
    return found


def recipients(text: str, start: int) -> tuple[str, ...]:
    """Return the items of "Nơi nhận", as printed, without the archive's."""
    match = _RECIPIENTS.search(fold(text), start)
    if match is None:
        return ()
    tail = text[match.end() :]
    stop = _AUTHORITY.search(tail)
    tail = tail[: stop.start()] if stop else tail
    items = re.split(r"(?:\n|^|(?<=[;,.:])\s)\s*\|?\s*[-–—~+•]\s*", tail)
    return tuple(item for item in (_item(part) for part in items[1:]) if item and not _INFORMED_ONLY.match(fold(item)))


def _item(part: str) -> str:
    words = part.split("\n", 1)[0].split("|", 1)[0].strip()
    return words.rstrip(" ;.,:")


def find_signer(text: str, start: int) -> Signer | None:
    """Return who signed, from the close of the document; None where no name or post can be read."""
    close = text[start:]
    authority, on_behalf, position = "", "", ""
    for match in _AUTHORITY.finditer(close):
        sign = match["authority"].strip(" .")
        named = _without_name(match["position"])
        if sign in ("TM", "T/M"):
            on_behalf = named
        authority = (sign if "/" in sign else f"{sign}.") if not authority or sign not in ("TM", "T/M") else authority
    pieces = [cell for line in close.split("\n") for _, cell in _cells(line)]
    pieces = [cell for cell in pieces if cell]
    for cell in pieces:
        plain = _AUTHORITY.sub("", cell).strip() or cell
        if _POSITION.match(plain) and plain.isupper():
            position = plain
    name = _name(pieces, close)
    split = _split_flat(close)
    if split and not (position and name):
        on_behalf, position = (on_behalf, split[0]) if split[0] else (on_behalf, position)
        name = name or split[1]
    if not (name or position):
        return None
    return Signer(name=name, position=position, authority=authority, on_behalf_of=on_behalf)


def _without_name(words: str) -> str:
    """The capitals of an authority's line; a name that follows starts with one capital too many."""
    return re.sub(r"\s[^\W\d_]$", "", words.strip(" .,-")).strip()


def _name(pieces: list[str], close: str) -> str:
    """The last line that has the form of a person's name, below the list of recipients."""
    for cell in reversed(pieces):
        match = _NAME.match(cell)
        if match and not cell.isupper():
            return match.group(1)
    match = _TAIL.search(close)
    return match["name"] if match else ""


def _split_flat(close: str) -> tuple[str, str] | None:
    """Part "… TL. BỘ TRƯỞNG CHÁNH VĂN PHÒNG Trần Văn Ba" in one line."""
    tail = _TAIL.search(close)
    if tail is None:
        return None
    before = close[: tail.start()].rstrip()
    words: list[str] = []
    for word in reversed(before.split()):
        if not word.isupper() or word.endswith("."):
            break
        words.append(word)
    titles = " ".join(reversed(words))
    posts = [
        m.start()
        for m in re.finditer(
            r"(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|CHÁNH VĂN PHÒNG|THỦ TƯỚNG|BÍ THƯ)", titles
        )
    ]
    return (titles[posts[-1] :] if posts else "", tail["name"])
