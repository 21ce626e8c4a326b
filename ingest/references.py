"""Finds the documents that a text cites, and the clause paths that it names. It resolves neither.

One grammar for plans and questions: patterns run on folded text, so that unaccented questions are read too. Forms after
Nghị định 30/2020/NĐ-CP, Phụ lục I (number and sign) and Phụ lục II.V.7 (clause citations, smallest unit first).
"""

from __future__ import annotations

import re
from datetime import date

from ingest.model import DocumentReference, Frozen, Span
from ingest.text import fold, vietnamese_pattern


class ClausePath(Frozen):
    """A clause named in running words: "khoản 3 Điều 5" is ``Điều 5.3``, "mục II.2" is ``II.2``."""

    span: Span
    section: str


# Kinds that people cite by number, folded; the text's own spelling is what `DocumentReference.kind` holds.
_KIND = (
    r"(?:(?:bo luat|luat|phap lenh)(?:,? [a-z]+){1,9}?(?= so\b)|"
    r"thong tu lien tich|nghi quyet lien tich|(?:chuong trinh|ke hoach|quy che) (?:hanh dong|lien tich|lien nganh|phoi hop)|"
    r"bo luat|luat|phap lenh|"
    r"nghi dinh|nghi quyet|quyet dinh|thong tu|chi thi|cong dien|ke hoach|chuong trinh|ket luan|huong dan|thong bao|"
    r"cong van|van ban|to trinh|bao cao|de an|quy dinh|quy che|thong tri)"
)
_SIGN = r"[a-z]{1,6}\d{0,3}[a-z]*(?:\s?[-&.]\s?[a-z]{1,8}\d{0,2}[a-z]*){0,4}"
_PLAIN_NUMBER = rf"\d{{1,5}}[a-z]?\s?/(?:\s?(?:19|20)\d\d\s?/)?\s?{_SIGN}"
_PARTY_NUMBER = r"\d{1,4}\s?-\s?[a-z]{2,6}\s?/\s?[a-z]{2,8}(?:\s?-\s?[a-z]+)?"
_BARE_NUMBER = r"\d{1,5}(?=\s*(?:,\s*)?ngay\s)"
_DATE = re.compile(
    r"\s*,?\s*(?:ngay\s*)?(?P<day>\d{1,2})\s*(?:[/.\u2044-]|\s*thang\s*)\s*"
    r"(?P<month>\d{1,2})\s*(?:[/.\u2044-]|\s*nam\s*)\s*(?P<year>\d{4})"
)
_REFERENCE = re.compile(
    rf"(?<![^\W_])(?:(?P<kind>{_KIND})\s+(?:khan\s+)?)?(?:so\s*:?\s*)?(?<![\d/])"
    rf"(?P<number>{_PLAIN_NUMBER}|{_PARTY_NUMBER})(?![\w/])"
    rf"|(?<![^\W_])(?P<kind_only>{_KIND})\s+so\s*:?\s*(?P<number_only>{_BARE_NUMBER})"
)
_ISSUER = vietnamese_pattern(
    r"\s+của\s+((?:Chủ tịch\s+|Thủ tướng\s+|Bộ trưởng\s+)?[\p{Lu}][^,;.:()“”\n]{1,80}?)"
    r"(?=\s+(?:(?i:v[ềệể]|v/v|phê duyệt|ban hành|quy định|qui định|hướng dẫn|thực hiện|tổ chức|phát động|triển khai|tại|"
    r"sửa đổi|giao (?:các|sở|nhiệm vụ|chỉ tiêu|dự toán)|"
    r"thành lập|công bố|yêu cầu|và (?:các|kế|quyết|nghị|chỉ|thông|công))\b)|[,;.:()“”\n]|$)"
)
_DIGIT_SIGN = re.compile(r"[/-]")


def find_references(text: str) -> tuple[DocumentReference, ...]:
    """Return the documents cited in ``text``, in order: "Quyết định số 292/QĐ-UBND ngày 09/02/2026 của UBND tỉnh".

    A number needs a sign ("292/QĐ-UBND", "08-CT/TU", "30/2020/NĐ-CP"), or a kind word, "số" and a date. Dates such as
    "30/3/2024", sums and shares are no numbers. Spans cover kind, number, date and issuer.
    """
    folded = fold(text)
    found: list[DocumentReference] = []
    for match in _REFERENCE.finditer(folded):
        start, end = match.span("number" if match["number"] else "number_only")
        kind_span = match.span("kind" if match["number"] else "kind_only")
        kind = text[slice(*kind_span)] if kind_span[0] >= 0 else ""
        if not _is_number(text[start:end], has_kind=bool(kind)):
            continue
        dated = _DATE.match(folded, end)
        issuer = _ISSUER.match(text, dated.end() if dated else end)
        stop = issuer.end(1) if issuer else dated.end() if dated else end
        found.append(
            DocumentReference(
                number=re.sub(r"\s", "", text[start:end]),
                kind=kind,
                issued=_calendar_day(dated) if dated else None,
                issuer=issuer.group(1).strip() if issuer else "",
                span=Span(start=match.start(), end=stop),
            )
        )
    return tuple(found)


def _is_number(number: str, *, has_kind: bool) -> bool:
    """A sign is in capitals where a text has capitals at all; "3/tháng" and "5/người" are rates."""
    sign = _DIGIT_SIGN.split(number, maxsplit=1)[-1].lstrip("0123456789 /")
    return has_kind or any(char.isupper() for char in sign) or ("-" in sign and sign.isascii())


def _calendar_day(match: re.Match[str]) -> date | None:
    """The date of a match, or None where it is no day of the calendar."""
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


_ROMAN_OR_NUMBER = r"(?:[ivxlc]+|\d{1,2})(?:\.\d{1,2}){0,4}(?:\.[a-z])?"
_LETTERED = r"[a-e](?:\.[ivxlc]+)?(?:\.\d{1,2}){0,3}"
_WORDS_FOR_PART = r"(?:tieu muc|muc|phan|section|part|chuong|clause)"
_CLAUSE = re.compile(
    r"(?<!\w)(?<!danh )(?<!hang )(?<!chuyen )(?:(?:diem|tiet|point)\s+(?P<point>[a-z]|\d{1,2}(?:\.\d{1,2}){0,3})\b\s*,?\s*)?"
    r"(?:(?:khoan|clause)\s+(?P<khoan>\d{1,2})\b\s*,?\s*)?"
    rf"(?:(?:dieu|article)\s+(?P<dieu>\d{{1,3}})\b|{_WORDS_FOR_PART}\s+(?P<path>{_ROMAN_OR_NUMBER}|{_LETTERED})(?![\w/]))?"
)


def find_clause_paths(text: str) -> tuple[ClausePath, ...]:
    """Return the clauses named in ``text``: "mục II.2", "khoản 3 Điều 5", "điểm a mục 2", "section II.2.6"."""
    folded = fold(text)
    found: list[ClausePath] = []
    for match in _CLAUSE.finditer(folded):
        section = _section(match, text)
        if section:
            found.append(ClausePath(span=Span(start=match.start(), end=match.end()), section=section))
    return tuple(found)


def _section(match: re.Match[str], text: str) -> str:
    """The printed path: the largest unit first, the point as the text prints it (đ and d differ)."""
    point_span = match.span("point")
    point = text[slice(*point_span)].lower() if point_span[0] >= 0 else ""
    outer = f"Điều {match['dieu']}" if match["dieu"] else _capital_path(match["path"] or "")
    if not outer and not match["khoan"]:
        return ""  # a lone "điểm a" names nothing that could be found
    return ".".join(part for part in (outer, match["khoan"], point) if part)


def _capital_path(path: str) -> str:
    """Spell a path: "ii.3.a" is II.3.a, "b.i.2" is B.I.2: Roman numbers and the letters of parts are capitals."""
    parts = path.split(".")
    lettered = parts[0] in tuple("abde") or (parts[0] == "c" and len(parts) > 1 and not parts[1].isdigit())
    for i, part in enumerate(parts[: 2 if lettered else 1]):
        if part.isalpha():
            parts[i] = part.upper()
    return ".".join(parts)
