"""Takes apart letterheads and signatures that were set in two columns with tabs instead of a table. It changes no other line."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.text import fold

MOTTO = re.compile(  # of the state, and of Party documents; in folded text
    r"cong hoa xa hoi|doc lap\s*[-–—]\s*tu do|dang cong san viet nam"
)
_RECIPIENTS = re.compile(r"\W{0,3}noi nhan\s*:?\s*(?:\t| {5})")
_ITEM = re.compile(r"\s*[-–+*]")
_TAB = re.compile(r"\s*\t\s*")
_TAB_OR_GAP = re.compile(r"\s*\t\s*| {5,}")
_HEAD_LINES = 8
_LONGEST = 200  # characters; a longer line is a paragraph of the text


def columns_apart(lines: list[str]) -> list[str]:
    """Return the lines with each such block as its left column, then its right one.

    A letterhead's block begins, near the top, at a line whose right half is the motto, and ends at the first line without a
    tab; a signature's begins at "Nơi nhận:" with words to its right, and also holds the items of that list.
    """
    short = [line if len(line) <= _LONGEST else "" for line in lines]
    written = [i for i, line in enumerate(short) if line.strip()][:_HEAD_LINES]
    head = next((i for i in written if MOTTO.match(fold(_halves(short[i], _TAB)[1]))), None)
    if head is not None:
        lines = _apart(lines, head, _TAB, lambda line: "\t" in line)
    close = next((i for i, line in enumerate(lines) if _opens_close(line)), None)
    if close is not None:
        lines = _apart(
            lines, close, _TAB_OR_GAP, lambda line: bool(_ITEM.match(line) or _TAB_OR_GAP.search(line.rstrip()))
        )
    return lines


def _opens_close(line: str) -> bool:
    return len(line) <= _LONGEST and bool(_RECIPIENTS.match(fold(line)) and _halves(line, _TAB_OR_GAP)[1])


def _halves(line: str, separator: re.Pattern[str]) -> tuple[str, str]:
    if line[:1].isspace() and separator.match(line):
        return "", line.strip()
    parts = separator.split(line.strip(), maxsplit=1)
    return parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""


def _apart(lines: list[str], start: int, separator: re.Pattern[str], belongs: Callable[[str], bool]) -> list[str]:
    left: list[str] = []
    right: list[str] = []
    end = start
    for at, line in enumerate(lines[start:], start=start):
        if line.strip():
            if len(line) > _LONGEST or not belongs(line):
                break
            first, second = _halves(line, separator)
            left += [first] if first else []
            right += [second] if second else []
        end = at + 1
    return [*lines[:start], *left, *right, *lines[end:]]
