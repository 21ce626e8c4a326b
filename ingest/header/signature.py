"""Finds where the body ends, who receives the document and who signed it. It reads nothing before the body's end.

Authority prefixes after Nghị định 30/2020/NĐ-CP, Điều 13 (TM., KT., TL., TUQ., Q.) and Party practice (T/M, K/T, T/L).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.header.names import find_name, name_lines, split_flat
from ingest.model import Finding, Signer
from ingest.text import fold, vietnamese_pattern

_RECIPIENTS = re.compile(r"(?m)(?:^|(?<=[\s|]))[^\w\n]{0,2}noi nh[ae]n\s*:?|^[^\w\n]{0,2}\w{0,2}oi nh[ae]n\s*:")
_BODY_OR_POST = (
    r"(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|[ỦU][YỶ] BAN|UBND|UỶ BAN|CHÍNH PHỦ|BAN |ĐẢNG|THÀNH [UỦ]|"
    r"TỈNH [UỦ]|HUYỆN [UỦ]|"
    r"QUẬN [UỦ]|HĐND|HỘI|CHÁNH|TRƯỞNG|BÍ THƯ|VIỆN|CỤC|SỞ|BỘ |THƯỜNG|TỔNG|HIỆU|ĐOÀN|LIÊN)"
)
_AUTHORITY = vietnamese_pattern(  # not the initials of a unit: "Lưu: VT, KT."
    rf"(?:^|(?<=[\s|]))(?<!,\s)(?P<authority>(?:TM|KT|TL|TUQ|Q|T\.M|K\.T|T\.L)(?:\s?\.\s?|\s)|[TK]/[MLT]\.?\s?)"
    rf"(?P<position>(?:PHÓ |QUYỀN )?(?={_BODY_OR_POST})[\p{{Lu}} ,.&–-]{{3,90}})",
    re.MULTILINE,
)
_POSITION = re.compile(  # on folded text: scans print "GIÁM ĐÓC"
    r"(?:pho |quyen )?(?:chu tich|giam doc|tong giam doc|bo truong|thu truong|chanh van phong|"
    r"chanh thanh tra|bi thu|truong ban|truong phong|cuc truong|chi cuc truong|"
    r"vu truong|hieu truong|thu tuong|tong cuc truong|vien truong|chanh an|truong|chi huy truong)\b"
)
_FLAT_POSTS = re.compile(
    r"(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|CHÁNH VĂN PHÒNG|THỦ TƯỚNG|BÍ THƯ|CỤC TRƯỞNG|TRƯỞNG PHÒNG|TRƯỞNG BAN)"
)
_APPROVAL = vietnamese_pattern(r"(?m)(?:^|(?<=\|))[^\w\n]{0,4}(?:PHÊ DUYỆT|DUYỆT|XÁC NHẬN)\b(?=[^\p{Ll}\n]{0,80}$)")
_COPY = re.compile(
    r"(?m)(?:^|(?<=\|))[^\w\n]{0,4}(?:SAO Y|SAO LỤC|TRÍCH SAO)\b|^[^\w\n]{0,4}Số\s*:?[^/\n]{0,12}/\s?(?:SY|SL|TrS)-"
)
_RECIPIENTS_WORDS = re.compile(r"^\W{0,2}Nơi nhận\s*:")
_RECIPIENTS_LINE = re.compile(r"(?m)^(?:\| ?)?Nơi nhận\s*:")
_AUTHORITY_LINE = re.compile(rf"(?m)^(?:\| ?)?(?:TM|KT|TL|TUQ|Q)\.\s?(?={_BODY_OR_POST})|^T/M (?={_BODY_OR_POST})")
_END = re.compile(r"\./\.|/\.(?=\s|$)")
_POST_BEHIND = vietnamese_pattern(
    r"(?<!\bKT)(?<!\bTL)(?<!\bTM)(?<!\bQ)(?<!\bTUQ)[;,.]\s+(?=(?:(?:KT|TL|TUQ|Q)\.\s?)?[\p{Lu}]{2,}(?:\s[\p{Lu}]{2,}){1,6}$)"
)
_INFORMED_ONLY = re.compile(r"^(?:luu\b|nhu tren|nhu kinh gui|nhu dieu|nhu muc)")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, None where neither name nor post can be read, and what is doubtful about it."""

    signer: Signer | None
    findings: tuple[Finding, ...] = ()


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


def part_close(text: str, start: int) -> int:
    """Return where an annex or an attached document ends and its own close begins: "Nơi nhận" or a signature line on a line of
    its own; the end of the text where it has none.
    """
    recipients_line = _RECIPIENTS_LINE.search(text, start)
    end = recipients_line.start() if recipients_line else len(text)
    signed = _AUTHORITY_LINE.search(text, start, end)
    return signed.start() if signed else end


def _title_lines(text: str, after: int) -> list[int]:
    for match in re.finditer(r"(?m)^.+$", text[after:]):
        for offset, cell in _cells(match.group()):
            if _POSITION.match(fold(cell)) and cell.isupper() and len(cell) < 60:
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
    first = tail.find("\n") + 1  # "Nơi nhận: TM. ỦY BAN NHÂN DÂN": two columns in a line
    stop = _AUTHORITY.search(tail, first)
    tail = tail[: stop.start()] if stop else tail
    items = re.split(r"(?:\n|^|(?<=[;,.:])\s)\s*\|?\s*[-–—~+•]\s*", tail)
    return tuple(item for item in (_item(part) for part in items[1:]) if item and not _INFORMED_ONLY.match(fold(item)))


def _item(part: str) -> str:
    words = part.split("\n", 1)[0].split("|", 1)[0].strip()
    post = _POST_BEHIND.search(words)
    return (words[: post.start() + 1] if post else words).rstrip(" ;.,:")


def find_signer(text: str, start: int, end: int | None = None) -> Signature:
    """Return who signed, from the close of the document. A block of approval ("PHÊ DUYỆT") and the block of a copy ("SAO Y") are
    signed by others: they end the search, unless nobody signed before the approval.

    Findings: ``signer_missing``; ``signers_several`` with the name before the last; ``signer_unsure`` where the name stands in a
    spoilt line, or only somebody who approved signed.
    """
    close = text[start : copy_start(text, start, end)]
    approval = _APPROVAL.search(close)
    found = _signed(close[: approval.start()]) if approval else None
    if found is None or found.signer is None or not found.signer.name:
        found = _signed(close)
        if approval and found.signer is not None:
            found = _unsure(found.signer)
    return found


def copy_start(text: str, start: int, end: int | None = None) -> int:
    """Return where the block of a certified copy begins, with the agency that made it; ``end`` where there is none."""
    end = len(text) if end is None else end
    match = _COPY.search(text, start, end)
    if match is None:
        return end
    at = match.start()
    while at > start:
        above = text.rfind("\n", start, at - 1) + 1
        line = text[max(above, start) : at].strip(" |\n")
        if not line.isupper() or _POSITION.match(fold(line)) or _AUTHORITY.match(line) or above <= start:
            break
        at = above
    return at


def _signed(close: str) -> Signature:
    lines = _lines(close)
    earlier = _earlier_signer(lines)
    if earlier is not None:
        last = _signed("\n".join(lines[earlier + 1 :]))
        several = Finding(code="signers_several", detail=lines[earlier])
        return Signature(last.signer, (*last.findings, several))
    authorities: list[str] = []
    on_behalf = position = ""
    for match in _AUTHORITY.finditer(close):
        sign = re.sub(r"[\s.]", "", match["authority"])
        if sign in ("TM", "T/M"):
            on_behalf = _without_name(match["position"])
        authorities.append(sign if "/" in sign else f"{sign}.")
    last_name = max((i for i, line in enumerate(lines) if find_name([line], "")[0]), default=-1)
    for i, line in enumerate(lines):
        plain = _AUTHORITY.sub("", line).strip() or line
        if plain.isupper() and _POSITION.match(fold(plain)) and (not position or i < last_name):
            position = plain  # the last post that a name follows
    name, sure = find_name(lines, close)
    split = split_flat(close, _FLAT_POSTS)
    if split and not (position and name):
        position, name = split[0] or position, name or split[1]
    if not (name or position):
        return Signature(None, (Finding(code="signer_missing"),))
    others = [sign for sign in dict.fromkeys(authorities) if sign not in ("TM.", "T/M")]
    authority = " ".join(others or authorities[:1])
    signer = Signer(name=name, position=position, authority=authority, on_behalf_of=on_behalf)
    if not name:
        return Signature(signer, (Finding(code="signer_missing"),))
    return Signature(signer) if sure else _unsure(signer)


def _earlier_signer(lines: list[str]) -> int | None:
    """The line with the name of the last but one of several signers, each below a post of his own."""
    named = name_lines(lines)
    if len(named) < 2:
        return None
    before, last = named[-2:]
    posts = [any(_is_post(line) for line in part) for part in (lines[:before], lines[before + 1 : last])]
    return before if all(posts) else None


def _is_post(line: str) -> bool:
    plain = _AUTHORITY.sub("", line).strip() or line
    return plain.isupper() and _POSITION.match(fold(plain)) is not None


def _lines(close: str) -> list[str]:
    """Lines and cells; two columns in one line apart: "Nơi nhận: GIÁM ĐỐC", "- Các xã; CHỦ TỊCH"."""
    cells = [cell for line in close.split("\n") for _, cell in _cells(line) if cell]
    return [part for cell in cells for part in _POST_BEHIND.split(_RECIPIENTS_WORDS.sub("", cell).strip() or cell)]


def _unsure(signer: Signer) -> Signature:
    return Signature(signer, (Finding(code="signer_unsure", detail=signer.name or signer.position),))


def _without_name(words: str) -> str:
    """The capitals of an authority's line; a name that follows starts with one capital too many."""
    return re.sub(r"\s[^\W\d_]$", "", words.strip(" .,-")).strip()
