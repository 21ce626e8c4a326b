"""Cuts a text into items: every paragraph, table row and marker that may begin a clause. It decides no depth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.clauses.markers import Family, Marker, Reading, read_marker
from ingest.clauses.quotes import quoted_lines
from ingest.header.annex import ATTACHED
from ingest.text import vietnamese_pattern
from ingest.text.joining import is_row

_PARAGRAPH = Reading(Family.PARAGRAPH)
_INLINE = vietnamese_pattern(
    r"(?<=[.;:!?…,)”])\s(?=(?:\d{1,2}(?:\.\d{1,2})*\.|[a-yđ]\)|[IVX]{1,4}\.|[-+•])\s+[^\W\d_])"
    r"|\s(?=(?:\d{1,2}\.\s|[a-zđ]\)\s|[IVX]{1,4}\.\s|-\s)[\p{Lu}])"
)
_CITES = re.compile(
    r"(?:mục|khoản|điều|điểm|số|phần|chương|lần|quý|cấp|loại|nhóm|bảng|phụ lục|đợt|giai đoạn|bước|mức|năm|tháng|ngày|và|,|-)\s*$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[.;:!?…][\"”’')\]]*\s*$")
_SENTENCE_INSIDE = re.compile(r"[;:!?]|\.\s\S.*\.|\d\s?$")
_CAPITAL_HEADING = vietnamese_pattern(r"(?:[IVX]{1,5}|[A-H])\.\s(?:[\p{Lu}\d,;–-]+\s){2,30}(?=[\p{Lu}][^\s]*[\p{Ll}])")
_SENTENCE = vietnamese_pattern(r"[.;!?]\s+(?=[\p{Lu}])")
_LABEL_INSIDE = vietnamese_pattern(
    r"\s(?P<label>(?:Cơ quan|Đơn vị|Thời gian|Thời hạn|Hình thức|Kinh phí|Địa điểm|Thành phần|Nội dung|Đối tượng|Sản phẩm)"
    r"(?: (?:chủ trì|phối hợp|thực hiện|tổ chức|chịu trách nhiệm|hoàn thành|tham gia|dự kiến|triển khai|,|và)){1,4}\s?:)"
)
_CONCLUDING = re.compile(
    r"(?:trên đây là|(?:[^.;:]{3,40} )?yêu cầu (?:các (?:cơ quan|đơn vị|sở|cấp)|thủ trưởng|giám đốc)|"
    r"đề nghị (?:các|thủ trưởng|ủy ban nhân dân các)|"
    r"trong quá trình (?:tổ chức |triển khai )*thực hiện|"
    r"(?:kế hoạch|chỉ thị|công điện|quyết định|chương trình|nghị quyết) này|căn cứ (?:kế hoạch|chỉ thị|văn bản|nội dung) này|"
    r"nhận được (?:chỉ thị|công văn|kế hoạch)|thừa lệnh)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of text that may begin a clause. ``readings`` end with the reading as plain text where one is allowed."""

    start: int
    printed: str
    marker_length: int
    readings: tuple[Reading, ...]
    lead_in: bool  # ends with a colon: announces what follows
    concluding: bool = False  # "Trên đây là Kế hoạch …": closes the whole, not its last clause
    inline: bool = False


def cut_items(text: str, start: int, end: int) -> list[Item]:
    """Return the items between two offsets, in order; the first begins at ``start``. Lines are the paragraphs of the
    canonical text; markers in mid-line count where the line holds a series of them.
    """
    items: list[Item] = []
    row = _OpenRow()
    lines = _lines(text, start, end)
    quoted = quoted_lines(text, lines)
    for i, (at, stop) in enumerate(lines):
        line = text[at:stop]
        if row.continues_with(line):
            continue  # a cell over several lines
        if is_row(line):
            row.begin(line)
            items.append(Item(at, "", 0, (Reading(Family.ROW),), lead_in=False))
        elif items and _is_title(text, items[-1], at, lines[i : i + 2]):
            continue  # "Chương I" with its title on the next line
        elif i in quoted:
            row.close()
            items.append(Item(at, "", 0, (_PARAGRAPH,), lead_in=False))
        else:
            row.close()
            items += _items_of_line(text, at, stop)
    return items


def _is_title(text: str, item: Item, at: int, lines: list[tuple[int, int]]) -> bool:
    """Whether the first of ``lines`` is the title of a bare "Phần thứ nhất", "Chương I", "Phụ lục II": in capitals, or above
    "(Kèm theo …)".
    """
    family = item.readings[0].family
    if family not in (Family.ANNEX, Family.PHAN, Family.CHUONG, Family.MUC, Family.TIEU_MUC):
        return False
    line, above = text[slice(*lines[0])], text[item.start + item.marker_length : at].strip()
    if read_marker(line, 0, len(line)):
        return False
    if line.isupper():
        return not above or above.isupper()
    followed = len(lines) > 1 and ATTACHED.match(text, *lines[1])
    return not above and family is Family.ANNEX and bool(followed) and not ATTACHED.match(line)


class _OpenRow:
    """A table row whose cells may hold line breaks: it is complete when it has as many bars as the table's first row."""

    def __init__(self) -> None:
        self._wanted = self._bars = self._lines = 0

    def begin(self, line: str) -> None:
        self._bars = line.count("|")
        self._wanted = max(self._wanted, self._bars)
        self._lines = 1

    def close(self) -> None:
        self._wanted = self._bars = self._lines = 0

    def continues_with(self, line: str) -> bool:
        if not 0 < self._bars < self._wanted or self._lines > 8 or len(line) > 160:
            return False
        if self._bars + line.count("|") > self._wanted:
            return False
        self._bars += line.count("|")
        self._lines += 1
        return True


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            found.append((at, stop))
        at = stop + 1
    return found


def _items_of_line(text: str, at: int, stop: int) -> list[Item]:
    cuts = [at, *_inline_cuts(text, at, stop)]
    found: list[Item] = []
    for i, cut in enumerate(cuts):
        until = cuts[i + 1] if i + 1 < len(cuts) else stop
        found.append(_item(text, cut, until, inline=i > 0))
    return found


def _item(text: str, at: int, until: int, *, inline: bool) -> Item:
    marker: Marker | None = read_marker(text, at, until)
    lead_in = text[at:until].rstrip().endswith(":")
    if marker is None:
        concluding = bool(_CONCLUDING.match(text, at, until))
        return Item(at, "", 0, (_PARAGRAPH,), lead_in, concluding, inline)
    readings = marker.readings
    if readings[0].family.numbered:
        readings = (*readings, Reading(Family.PARAGRAPH, (), 2.0 if inline else 5.0))
    return Item(at, marker.printed, marker.length, readings, lead_in, False, inline)


def _inline_cuts(text: str, at: int, stop: int) -> list[int]:
    """Offsets of markers inside a line, where they form a series that counts up (or bullets inside such a series)."""
    candidates = [
        _Candidate(match.end(), marker, *_evidence(text, at, match.end()))
        for match in _INLINE.finditer(text, at, stop)
        if (marker := read_marker(text, match.end(), stop))
    ]
    first = read_marker(text, at, stop) if candidates else None
    series = _series(candidates, first)
    if not series:
        return []
    headings = series | ({at} if first is not None and first.readings[0].family.numbered else set())
    bullets = _bullets(text, candidates, headings)
    cuts = series | bullets | _paragraphs_inside(text, min(series), stop)
    return sorted(cuts | _ends_of_headings(text, cuts, stop))


def _ends_of_headings(text: str, cuts: set[int], stop: int) -> set[int]:
    """Where "II. NỘI DUNG THỰC HIỆN Tập trung …" leaves its capitals."""
    ordered = [*sorted(cuts), stop]
    found: set[int] = set()
    for cut, following in pairwise(ordered):
        match = _CAPITAL_HEADING.match(text, cut, following)
        if match and following - match.end() > 20:
            found.add(match.end())
    return found


def _paragraphs_inside(text: str, at: int, stop: int) -> set[int]:
    """Paragraphs that lost their line break: "… Cơ quan thực hiện: …", "… Trên đây là Kế hoạch …"."""
    found = {match.start("label") for match in _LABEL_INSIDE.finditer(text, at, stop)}
    concluding = [m.end() for m in _SENTENCE.finditer(text, at, stop) if _CONCLUDING.match(text, m.end(), stop)]
    ends = text.find("./.", at, stop)
    last = [cut for cut in concluding if ends < 0 or cut < ends]
    return found | set(last[-1:])


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A marker inside a line. ``closed``: a finished sentence stands before it; ``free``: at least no word of a citation."""

    cut: int
    marker: Marker
    closed: bool
    free: bool

    @property
    def reading(self) -> Reading:
        return self.marker.readings[0]


def _evidence(text: str, at: int, cut: int) -> tuple[bool, bool]:
    before = text[max(at, cut - 24) : cut]
    return bool(_CLOSED.search(before)), not _CITES.search(before)


def _series(candidates: list[_Candidate], first: Marker | None) -> set[int]:
    """Members of a run 1, 2, 3 … or a, b, c …; alone only where the line's own marker begins the run."""
    found: set[int] = set()
    for family in (Family.ROMAN, Family.NUMBER, Family.NUMBER2, Family.LETTER):
        begun = first is not None and first.readings[0].family is family
        expected = first.readings[0].ordinal + 1 if first is not None and begun else 1
        run: list[int] = []
        for candidate in candidates:
            if candidate.reading.family is not family:
                continue
            if candidate.reading.ordinal == 1 and (candidate.closed or (candidate.free and family is not Family.ROMAN)):
                _keep(found, run, begun=begun)
                run, expected, begun = [candidate.cut], 2, False
            elif candidate.reading.ordinal == expected and (candidate.closed or (candidate.free and family.dotted)):
                run.append(candidate.cut)
                expected += 1
        _keep(found, run, begun=begun)
    return found


def _keep(found: set[int], run: list[int], *, begun: bool) -> None:
    if len(run) >= (1 if begun else 2):
        found.update(run)


def _bullets(text: str, candidates: list[_Candidate], headings: set[int]) -> set[int]:
    """Bullets after a closed sentence, inside a line that holds a series; and the first bullet below a heading."""
    bullets = [candidate for candidate in candidates if candidate.reading.family.bullet]
    found = {candidate.cut for candidate in bullets if candidate.closed}
    for candidate in bullets:
        if not candidate.closed and found and _opens_list(text, candidate.cut, headings, found):
            found.add(candidate.cut)
    return found


def _opens_list(text: str, cut: int, headings: set[int], bullets: set[int]) -> bool:
    """Whether "1. Đối với Ban A - Chỉ đạo …. - Rà soát …": the first dash after a short heading, with more dashes after it."""
    heading = max((start for start in headings if start < cut), default=None)
    following = min((start for start in bullets | headings if start > cut), default=None)
    if heading is None or following is None or following in headings or any(heading < b < cut for b in bullets):
        return False
    words = text[heading + 3 : cut]
    return len(words) < 160 and not _SENTENCE_INSIDE.search(words)
