"""Decides which printed lines continue the sentence of the line above. It changes no character.

Evidence, in order: lines that always stand alone (markers, headings, table rows, signature lines) are never joined; an open
end above (no closing punctuation) with a lower-case beginning below always is; where the page was set with fixed line width
(scans, PDF text) a full line above is enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from ingest.text.folding import fold, vietnamese_pattern


class Setting(StrEnum):
    """How the source breaks its lines."""

    PARAGRAPHS = "one line a paragraph"  # docx text, Markdown
    WRAPPED = "fixed line width"  # scans, PDF text
    FLAT = "line breaks lost"  # page text without paragraph marks


_MARKER = vietnamese_pattern(
    r"""(?: [-–—+•▪◦●○■□*\u2043‣➢✓]\s*\S | o\s[\p{Lu}]
      | \(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]\.?(?=\s*\D)            # 1. 1.1. 1) (1).
      | \d{1,2}(?:\.\d{1,2}){1,3}\s+(?=[\p{Lu}])                # 1.1 Về …
      | [a-zđ]\d?\)                                             # a)
      | \d{1,3}[a-eđ]\.\s+(?=[\p{Lu}])                         # 1a. of an inserted unit
      | \d{1,2}(?:\.\d{1,2}){0,3}\s?[-–/]\s[\p{Lu}]           # 1- 1/ 1.1-
      | [IVXLH]{1,6}(?:\s?[.\-)](?!\w*/)|\s?/\s)                # I. I- I/ and scanned H., IH.
      | [A-HĐ][.)]\s
      | (?i:phần|chương|mục|tiểu\ mục|[đ\u00f0]iều)\s+(?:(?i:thứ)|[IVXLC]+\b|\d+)
      | (?:Thứ|Một|Hai|Ba|Bốn|Năm|Sáu|Bảy)\s(?:là|nhất|hai|ba|tư|năm)\s*[,:]
    )""",
    re.VERBOSE,
)
_WORD_RANK = re.compile(r"(?:phần|chương|mục|tiểu mục|điều|khoản)\s", re.IGNORECASE)
_SMALLER_UNIT = re.compile(  # "khoản 5 / Điều 10", but neither "mục tiêu" nor the heading "Mục 1"
    r"\S\s(?:[Kk]hoản|[Đđ]iểm|[Tt]iết|[Mm]ục)\s+(?:\d{1,3}[a-zđ]?(?:\.\d{1,2})*|[a-zđ]\d?|[IVXL]{1,5}),?$"
)
_RANK_HEADING = re.compile(r"\w+\s+\w+[.:]\s+\S")  # "Điều 2. Sở Xây dựng"
_BARE_MARKER = re.compile(r"(?:[-+•▪●]|\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]|[a-zđ]\)|[IVX]{1,5}\.)$")
_STANDS_ALONE = vietnamese_pattern(
    r"(?i:căn cứ|kính gửi|nơi nhận|số\s*:|v/v\b|phụ lục|độc lập\s*[-–—]|cộng ho)|(?:TM|KT|TL|TUQ|Q)\.\s?[\p{Lu}]|[TK]/[ML]\b"
)
_RECIPIENTS = re.compile(r"\W{0,2}\w{0,3}oi nh[ae]n\s*:")  # a scan's "tVới nhận:"
_CLOSED = re.compile(r"[.;:!?…](?:[\"”’')\]]|\(\d+\))*$|/\.?$")
_OPEN_WORD = re.compile(
    r"(?:[,(“‘/&]|\b(?:và|của|các|những|tại|theo|về|cho|với|để|trong|trên|do|là|hoặc|số|từ|đến|được|có|không|một|bằng|"
    r"bởi|nhằm|khi|nếu|thì|mà|đã|sẽ|đang|phải|cần|như|giữa|ngoài|dưới|sau|trước|cùng|hay|nhất là))$",
    re.IGNORECASE,
)
# Words that no heading of a clause ends in either.
_OPEN_ALWAYS = re.compile(r"\b(?:gửi|về|của|và|các|những|với|cho|theo|tại|Sở|Bộ|Cục|Ủy ban|Uỷ ban)$")
_OPEN_DATE = re.compile(r"\b(?:ngày|tháng|năm|quý)$")
_DATE_NEXT = re.compile(r"(?!\d+$)\d|[IV]{1,3}\b")
_SHORTEST_OPEN = 40  # characters of a line that can have been broken for want of room
_SPLIT_NAME = (("lao dong", "thuong binh"), ("kinh te", "xa hoi"), ("chinh tri", "xa hoi"), ("ke hoach", "dau tu"))
_LINE_MARKER_INSIDE = vietnamese_pattern(r"[.;:]\s(?:[-+]|\d{1,2}\.|[a-zđ]\)|[IVX]{1,4}\.)\s[\p{Lu}]")
_LABEL = vietnamese_pattern(r"[\p{Lu}][^.;:,]{3,45}:")  # "Cơ quan thực hiện:" opens a paragraph of its own
_WEAK_MARKER = vietnamese_pattern(r"\d{1,2},\s[\p{Lu}]")  # a scan's "5, Tăng cường" for "5. Tăng cường"
_ROW = re.compile(r"\S\s*\|\s*\S|\|.*\|")
_INDENT = 9  # characters that the first line of a paragraph is shorter


def starts_marker(line: str) -> bool:
    """Whether a line begins with the sign of a numbered clause or a bullet."""
    return bool(_MARKER.match(line))


def setting_of(lines: Sequence[str]) -> tuple[Setting, int]:
    """Return how the lines were set, and the usual width of a full line in characters (0 for paragraphs)."""
    written = [line for line in lines if line]
    if len(written) < 8:
        return Setting.PARAGRAPHS, 0
    width = sorted(map(len, written))[int(len(written) * 0.9)]
    broken = sum(bool(above and below) and _goes_on(above, below) for above, below in pairwise(lines))
    if width > 150 or (broken < len(written) / 5 and not _paragraphs_are_wrapped(lines, width)):
        return Setting.PARAGRAPHS, 0
    inside = sum(len(_LINE_MARKER_INSIDE.findall(line)) for line in written)
    leading = sum(starts_marker(line) for line in written)
    flat = inside >= 3 and inside > 2 * leading and len(written) > 0.9 * len(lines)
    return (Setting.FLAT if flat else Setting.WRAPPED), width


def _goes_on(above: str, below: str) -> bool:
    return below[0].islower() and not starts_marker(below) and not _CLOSED.search(above)


def _paragraphs_are_wrapped(lines: Sequence[str], width: int) -> bool:
    """Whether the text is short paragraphs and clauses set with fixed line width.

    Few lines go on there, but those that do are full, no line is much longer, and within a paragraph many lines go on. The
    short last lines of paragraphs and the lines above a marker say nothing.
    """
    if max(map(len, lines)) > width * 1.2:
        return False
    pairs = [(a, b) for a, b in pairwise(lines) if a and b and not starts_marker(b) and not is_row(a) and not is_row(b)]
    broken = [above for above, below in pairs if _goes_on(above, below)]
    full = sum(len(above) > width * 0.8 for above in broken)
    return full >= 4 and full >= 0.75 * len(broken) and len(broken) >= len(pairs) / 3


_LINES_ABOVE = 100  # printed lines of a paragraph that tell whether it goes on: more than any page has


class Joiner:
    """The decision for one document."""

    def __init__(self, lines: Sequence[str], setting: Setting | None = None) -> None:
        self.setting, self.width = setting_of(lines) if setting is None else (setting, 0)
        gaps = sum(not line for line in lines)
        self._blank_separated = gaps > len(lines) / 5

    def joins(self, above: Sequence[str], below: str, *, gap: bool) -> bool:
        """Whether the printed line ``below`` continues the paragraph ``above`` (its printed lines so far); ``gap``: an empty
        line stood between.
        """
        above = above[-_LINES_ABOVE:]
        last = above[-1]
        if _BARE_MARKER.match(last):
            return not starts_marker(below)
        if self.setting is Setting.FLAT:
            return True
        if is_row(last) or is_row(below) or _STANDS_ALONE.match(below) or _RECIPIENTS.match(fold(below[:16])):
            return False
        if starts_marker(below):
            return self._splits_phrase(above, below, gap=gap)
        if last.isupper() or _is_capitals(below):
            return self._splits_heading(above, below, gap=gap)
        return self._continues(above, below, gap=gap)

    def _continues(self, above: Sequence[str], below: str, *, gap: bool) -> bool:
        last = above[-1]
        if _CLOSED.search(last):
            if last.endswith(("./.", "/.")) or gap:
                return False
            if below[0].islower():
                return not last.endswith(":") or self._full(above, below)
            opens = _LABEL.match(below) or _WEAK_MARKER.match(below)
            return self._blank_separated and not opens and self._full(above, below)
        if below[0].islower():
            return True
        return self._continues_with_capital(above, below, gap=gap)

    def _continues_with_capital(self, above: Sequence[str], below: str, *, gap: bool) -> bool:
        last = above[-1]
        unclosed = _unclosed(" ".join(above))
        open_end = unclosed or bool(_OPEN_WORD.search(last))
        if len(last) >= _SHORTEST_OPEN and not _STANDS_ALONE.match(last):
            if _OPEN_DATE.search(last) and _DATE_NEXT.match(below):
                return True
            if _OPEN_ALWAYS.search(last) and not gap:
                return True
        if self.setting is Setting.PARAGRAPHS:
            if last.endswith(",") or (len(above) == 1 and _is_heading(last)):
                return unclosed
            return open_end and not _STANDS_ALONE.match(last)
        if gap:
            return open_end and not last.endswith(",") and self._full(above, below)
        return open_end or self._full(above, below)

    def _splits_phrase(self, above: Sequence[str], below: str, *, gap: bool) -> bool:
        """A marker that is none: "Lao động / - Thương binh", "2021 / - 2025", "quy định tại / Điều 5 Luật …"."""
        last = above[-1]
        if _CLOSED.search(last):
            return False
        if _WORD_RANK.match(below):
            if last.isupper() and not _is_capitals(below):
                return False
            if _RANK_HEADING.match(below) and (gap or (_WORD_RANK.match(last) and len(last) < _SHORTEST_OPEN)):
                return False
            return bool(
                _SMALLER_UNIT.search(" ".join(above)) or (_OPEN_WORD.search(last) and not (last.endswith(",") and gap))
            )
        if below[0] not in "-–—":
            return False
        tail, head = fold(last[-24:]), fold(below[1:25]).lstrip()
        if any(tail.endswith(a) and head.startswith(b) for a, b in _SPLIT_NAME):
            return True
        if head[:4].isdigit() and last[-4:].isdigit():
            return True
        return (
            self.setting is Setting.WRAPPED
            and not gap
            and below[1:].lstrip()[:1].islower()
            and self._full(above, below)
        )

    def _splits_heading(self, above: Sequence[str], below: str, *, gap: bool) -> bool:
        """A heading in capitals over two lines: only below a numbered heading, and only where its line is full."""
        if gap or not (above[-1].isupper() and _is_capitals(below)):
            return False
        return starts_marker(above[0]) and self.setting is Setting.WRAPPED and self._full(above, below)

    def _full(self, above: Sequence[str], below: str) -> bool:
        """Whether the first word below would not have fitted on the line above."""
        if self.setting is not Setting.WRAPPED:
            return False
        needed = len(above[-1]) + 1 + len(below.split(" ", 1)[0])
        return needed > self.width * 0.9 - (_INDENT if len(above) == 1 else 0)


def is_row(line: str) -> bool:
    """Whether a line is a table's row: cells on both sides of a bar, or two bars."""
    return "|" in line and bool(_ROW.search(line))


def _is_heading(line: str) -> bool:
    return starts_marker(line) and len(line) < 80


def _is_capitals(line: str) -> bool:
    return line.isupper() and sum(char.isalpha() for char in line) > 3


def _unclosed(text: str) -> bool:
    """Whether an opened quotation mark or bracket is still open."""
    tail = text[-600:]
    return tail.count("“") > tail.count("”") or tail.count("(") > tail.count(")")
