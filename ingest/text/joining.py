"""Decides which printed lines continue the sentence of the line above. It changes no character.

Evidence, in order: lines that always stand alone (markers, headings, table rows, signature lines) are never joined; an open
end above (no closing punctuation) with a lower-case beginning below always is; where the page was set with fixed line width
(scans, PDF text) a full line above is enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from ingest.text.folding import fold, vietnamese_pattern


class Setting(StrEnum):
    """How the source breaks its lines."""

    PARAGRAPHS = "one line a paragraph"  # docx text, Markdown
    WRAPPED = "fixed line width"  # scans, PDF text
    FLAT = "line breaks lost"  # page text without paragraph marks


_MARKER = vietnamese_pattern(
    r"""(?: [-–—+•▪◦●○■□*⁃‣➢✓]\s*\S
      | \(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]\.?(?=\s*\D)            # 1. 1.1. 1) (1).
      | \d{1,2}(?:\.\d{1,2}){1,3}\s+(?=[\p{Lu}])                # 1.1 Về …
      | [a-zđ]\d?\)                                             # a)
      | [IVXLH]{1,6}\s?[.\-)](?!\w*/)                           # I. and scanned H., IH.
      | [A-HĐ][.)]\s
      | (?i:phần|chương|mục|tiểu\ mục|điều)\s+(?:(?i:thứ)|[IVXLC]+\b|\d+)
      | (?:Thứ|Một|Hai|Ba|Bốn|Năm|Sáu|Bảy)\s(?:là|nhất|hai|ba|tư|năm)\s*[,:]
    )""",
    re.VERBOSE,
)
_WORD_RANK = re.compile(r"(?:phần|chương|mục|tiểu mục|điều|khoản)\s", re.IGNORECASE)
_BARE_MARKER = re.compile(r"(?:[-+•▪●]|\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]|[a-zđ]\)|[IVX]{1,5}\.)$")
_STANDS_ALONE = vietnamese_pattern(
    r"(?i:căn cứ|kính gửi|nơi nhận|số\s*:|v/v\b|phụ lục|độc lập\s*[-–—]|cộng ho)|(?:TM|KT|TL|TUQ|Q)\.\s?[\p{Lu}]|[TK]/[ML]\b"
)
_CLOSED = re.compile(r"[.;:!?…](?:[\"”’')\]]|\(\d+\))*$|/\.?$")
_OPEN_WORD = re.compile(
    r"(?:[,(“‘/&]|\b(?:và|của|các|những|tại|theo|về|cho|với|để|trong|trên|do|là|hoặc|số|từ|đến|được|có|không|một|bằng|"
    r"bởi|nhằm|khi|nếu|thì|mà|đã|sẽ|đang|phải|cần|như|giữa|ngoài|dưới|sau|trước|cùng|hay|nhất là|phối hợp|thực hiện))$",
    re.IGNORECASE,
)
_SPLIT_NAME = (("lao dong", "thuong binh"), ("kinh te", "xa hoi"), ("chinh tri", "xa hoi"), ("ke hoach", "dau tu"))
_LINE_MARKER_INSIDE = vietnamese_pattern(r"[.;:]\s(?:[-+]|\d{1,2}\.|[a-zđ]\)|[IVX]{1,4}\.)\s[\p{Lu}]")
_PIPE = "|"


def starts_marker(line: str) -> bool:
    """Whether a line begins with the sign of a numbered clause or a bullet."""
    return bool(_MARKER.match(line))


def setting_of(lines: Sequence[str]) -> tuple[Setting, int]:
    """Return how the lines were set, and the usual width of a full line in characters (0 for paragraphs)."""
    written = [line for line in lines if line]
    if len(written) < 8:
        return Setting.PARAGRAPHS, 0
    width = sorted(map(len, written))[int(len(written) * 0.9)]
    broken = sum(
        bool(above and below and below[0].islower() and not _CLOSED.search(above))
        for above, below in zip(lines, lines[1:], strict=False)
    )
    if width > 150 or broken < len(written) / 5:
        return Setting.PARAGRAPHS, 0
    inside = sum(len(_LINE_MARKER_INSIDE.findall(line)) for line in written)
    leading = sum(starts_marker(line) for line in written)
    flat = inside >= 3 and inside > 2 * leading and len(written) > 0.9 * len(lines)
    return (Setting.FLAT if flat else Setting.WRAPPED), width


class Joiner:
    """The decision for one document."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.setting, self.width = setting_of(lines)
        gaps = sum(not line for line in lines)
        self._blank_separated = gaps > len(lines) / 5

    def joins(self, above: str, below: str, *, gap: bool) -> bool:
        """Whether ``below`` continues ``above`` (its whole logical line so far); ``gap``: an empty line stood between."""
        if _BARE_MARKER.match(above):
            return not starts_marker(below)
        if self.setting is Setting.FLAT:
            return True
        if _PIPE in above or _PIPE in below or _STANDS_ALONE.match(below):
            return False
        if starts_marker(below):
            return self._splits_phrase(above, below, gap=gap)
        if above.isupper() or _is_capitals(below):
            return self._splits_heading(above, below, gap=gap)
        return self._continues(above, below, gap=gap)

    def _continues(self, above: str, below: str, *, gap: bool) -> bool:
        lower = below[0].islower()
        if _CLOSED.search(above):
            if above.endswith(("./.", "/.", ":")) or gap:
                return False
            return lower or (self._blank_separated and self._full(above, below))
        if lower:
            return True
        open_end = _unclosed(above) or bool(_OPEN_WORD.search(above))
        if self.setting is Setting.PARAGRAPHS:
            return open_end and not _STANDS_ALONE.match(above) and not above.endswith(",") or _unclosed(above)
        if gap:
            return open_end and not above.endswith(",") and self._full(above, below)
        return open_end or self._full(above, below)

    def _splits_phrase(self, above: str, below: str, *, gap: bool) -> bool:
        """A marker that is none: "Lao động / - Thương binh", "2021 / - 2025", "quy định tại / Điều 5 Luật …"."""
        if _CLOSED.search(above) and not above.endswith("."):
            return False
        if _WORD_RANK.match(below):
            return bool(_OPEN_WORD.search(above)) and not (above.endswith(",") and gap)
        if below[0] in "-–—":
            tail, head = fold(above[-24:]), fold(below[1:25]).lstrip()
            if any(tail.endswith(a) and head.startswith(b) for a, b in _SPLIT_NAME):
                return True
            if head[:4].isdigit() and above[-4:].isdigit():
                return True
            return self.setting is Setting.WRAPPED and below[1:].lstrip()[:1].islower() and self._full(above, below)
        return False

    def _splits_heading(self, above: str, below: str, *, gap: bool) -> bool:
        """A heading in capitals over two lines: only below a numbered heading, and only where its line is full."""
        if gap or not (above.isupper() and _is_capitals(below)):
            return False
        return starts_marker(above) and self.setting is Setting.WRAPPED and self._full(above, below)

    def _full(self, above: str, below: str) -> bool:
        """The first word below would not have fitted above."""
        if self.setting is not Setting.WRAPPED:
            return False
        last_line = above  # the caller passes the printed line, not the joined one
        return len(last_line) + 1 + len(below.split(" ", 1)[0]) > self.width * 0.9


def _is_capitals(line: str) -> bool:
    return line.isupper() and sum(char.isalpha() for char in line) > 3


def _unclosed(text: str) -> bool:
    """An opened quotation mark or bracket in the last line is still open."""
    tail = text[-400:]
    return tail.count("“") > tail.count("”") or tail.count("(") > tail.count(")")
