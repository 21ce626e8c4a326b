"""Finds the annex that follows the signature. It parses nothing."""

from __future__ import annotations

import re

_ANNEX = re.compile(
    r"(?m)^(?:PHỤ LỤC\b|Phụ lục\s+(?:số\s+)?[IVX\d]+\s*[.:]?\s*$|"
    r"\(?\s?(?:Ban hành k|K)èm theo (?:Kế hoạch|Quyết định|Chỉ thị|Chương trình|Công văn|Văn bản)).*$"
)
_TITLE_LENGTH = 12  # characters; shorter lines in capitals are posts and names of the signature


def annex_start(text: str, closing_start: int) -> int:
    """Return where the first annex begins, its title in capitals included; the end of the text if there is none."""
    match = _ANNEX.search(text, closing_start)
    if match is None or match.start() <= closing_start:
        return len(text)
    start = match.start()
    while True:
        above = text.rfind("\n", 0, max(0, start - 1)) + 1
        line = text[above : start - 1]
        if above <= closing_start or not line.isupper() or len(line) < _TITLE_LENGTH:
            return start
        start = above
