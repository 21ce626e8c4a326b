"""Finds the annexes, and the documents attached, that follow the signature. It parses nothing."""

from __future__ import annotations

import re

from ingest.header.kinds import kind_printed
from ingest.header.pieces import DATELINE, MOTTO, NUMBER
from ingest.text import fold

ATTACHED = re.compile(
    r"\s*[(\[]?\s?(?:(?:được\s+)?[Bb]an hành\s+)?[Kk]èm\s+theo\b"
)  # "(Ban hành kèm theo Quyết định số …)"
_ANNEX = re.compile(
    r"(?m)^(?:\| ?)?(?:PH[UỤ] L[UỤỰ]C\b|Phụ lục\s+(?:số\s+)?[IVX\d]+[a-zđ]?\s*[.:]?\s*(?:\|.*)?$|Phụ lục\s*$|"
    r"\(?\s?(?:(?:được )?[Bb]an hành k|K)èm theo (?:Kế hoạch|Quyết định|Chỉ thị|Chương trình|Công văn|Văn bản|Nghị quyết|"
    r"Thông báo|Hướng dẫn|Tờ trình|Quy chế|Đề án|Phương án)).*$"
)
_LINE = re.compile(r"(?m)^.+$")
_PRINTED = re.compile(r"PH[UỤ] L[UỤỰ]C\b|Phụ lục\b")
_TITLE_LENGTH = 12  # characters; shorter lines in capitals are posts and names of the signature
_LINES_ABOVE = 6  # how many lines of title may stand above "(Kèm theo …)"
_LETTERHEAD_LINES = 8


def annex_start(text: str, closing_start: int, end: int | None = None) -> int:
    """Return where the first annex begins, its letterhead, kind and title included; if there is none, ``end``, else the end of
    the text.
    """
    end = len(text) if end is None else end
    match = _ANNEX.search(text, closing_start + 1, end)
    noted = _with_title(text, closing_start, match.start()) if match else end
    start = min(noted, _bare_kind(text, closing_start, noted))
    return _with_letterhead(text, closing_start, start) if start < end else end


def _bare_kind(text: str, closing_start: int, end: int) -> int:
    """Where a line below the signature is nothing but the name of a kind: "KẾ HOẠCH"; ``end`` where none is."""
    for match in _LINE.finditer(text, closing_start + 1, end):
        named = kind_printed(match.group())
        if named and named[1] == len(match.group().rstrip(" :")) and match.start() > closing_start:
            return match.start()
    return end


def is_annex(text: str, at: int) -> bool:
    """Whether "Phụ lục" is printed at ``at``, as the beginning of an annex."""
    return _PRINTED.match(text, at) is not None


def _with_title(text: str, closing_start: int, at: int) -> int:
    start = capitals = at
    in_capitals = True
    for _ in range(_LINES_ABOVE):
        above = text.rfind("\n", 0, max(0, start - 1)) + 1
        line = text[above : start - 1]
        if above <= closing_start:
            break
        if kind_printed(line):
            return above
        in_capitals = in_capitals and line.isupper() and len(line) >= _TITLE_LENGTH
        capitals = above if in_capitals else capitals
        start = above
    return capitals


def _with_letterhead(text: str, closing_start: int, at: int) -> int:
    """An attached document may repeat the letterhead: then lines in capitals, motto, number and date belong to it."""
    start, found = at, False
    for _ in range(_LETTERHEAD_LINES):
        above = text.rfind("\n", 0, max(0, start - 1)) + 1
        line = text[above : max(above, start - 1)]
        folded = fold(line)
        motto = MOTTO.search(folded) is not None
        if above <= closing_start or not (line.isupper() or motto or NUMBER.match(folded) or DATELINE.search(folded)):
            break
        start, found = above, found or motto
        if not motto and found and line.isupper() and fold(text[:closing_start].lstrip()).startswith(folded[:12]):
            return start  # the first line of the document's own letterhead again
    return start if found else at
