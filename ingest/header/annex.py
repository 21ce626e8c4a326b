"""Finds the annex, or the attached document, that follows the signature. It parses nothing."""

from __future__ import annotations

import re

from ingest.header.kinds import kind_printed

_ANNEX = re.compile(
    r"(?m)^(?:PHỤ LỤC\b|Phụ lục\s+(?:số\s+)?[IVX\d]+\s*[.:]?\s*$|"
    r"\(?\s?(?:Ban hành k|K)èm theo (?:Kế hoạch|Quyết định|Chỉ thị|Chương trình|Công văn|Văn bản)).*$"
)
_TITLE_LENGTH = 12  # characters; shorter lines in capitals are posts and names of the signature
_LINES_ABOVE = 4  # how many lines of title may stand above "(Kèm theo …)"


def annex_start(text: str, closing_start: int) -> int:
    """Return where the first annex begins, its kind and title included; the end of the text if there is none."""
    match = _ANNEX.search(text, closing_start)
    if match is None or match.start() <= closing_start:
        return len(text)
    start = capitals = match.start()
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
