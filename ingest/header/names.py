"""Recognises the name of the person who signed, also at the end of a line that a scan spoilt. It knows no offices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.data import read_yaml
from ingest.text import vietnamese_pattern

_TITLES = r"(?:(?:TS|ThS|PGS|GS|BS|Bs|CN|KS|BSCKI+|(?:Thiếu|Trung|Thượng|Đại) (?:úy|tá|tướng))\.?\s*)*"
_NAME = vietnamese_pattern(rf"^{_TITLES}([\p{{Lu}}][^\W\d_]{{0,8}}(?: [\p{{Lu}}][^\W\d_]{{0,8}}){{1,4}})$")
_WORD = vietnamese_pattern(r"[\p{Lu}][\p{Ll}]{0,8}")
_CAPITALS = vietnamese_pattern(r"[\p{Lu}]{2,9}(?: [\p{Lu}]{1,9}){1,4}")
_TAIL = vietnamese_pattern(r"\s(?P<name>[\p{Lu}][\p{Ll}]+(?: [\p{Lu}][\p{Ll}]+){1,4})\s*$")
_ITEM = re.compile(r"[-–—~+•]")
_FEWEST, _MOST = 2, 5  # words of a name


@cache
def _surnames() -> frozenset[str]:
    return frozenset(read_yaml("surnames.yaml"))


def find_name(lines: Sequence[str], close: str) -> tuple[str, bool]:
    """Return the name of a signature and whether it is sure: ``lines`` are the lines and cells of the close, in order.

    The last line that is a name and nothing else counts, one with a common surname before others; else a name at the end of a line
    that holds more, which is not sure; else the end of a close that lost its lines.
    """
    whole = [match.group(1) for line in lines if (match := _NAME.match(line)) and not line.isupper()]
    known = [name for name in whole if name.split()[0] in _surnames()]
    if known or whole:
        return (known or whole)[-1], True
    for line in reversed(lines):
        if not _ITEM.match(line):
            name = _at_end(line)
            if name:
                return name, False
    capitals = [line for line in lines if _CAPITALS.fullmatch(line) and line.split()[0].capitalize() in _surnames()]
    if capitals:
        return capitals[-1], True
    match = _TAIL.search(close)
    return (match["name"], match["name"].split()[0] in _surnames()) if match else ("", False)


def name_lines(lines: Sequence[str]) -> list[int]:
    """Return which lines are a name with a common surname and nothing else."""
    named = ((i, _NAME.match(line)) for i, line in enumerate(lines) if not line.isupper())
    return [i for i, match in named if match and match.group(1).split()[0] in _surnames()]


def _at_end(line: str) -> str:
    """The name at the end of a line: its first word is a surname, or the only surname that lost or changed its first letter."""
    words = line.split()
    for count in range(min(_MOST, len(words)), _FEWEST - 1, -1):
        first, *rest = words[-count:]
        surname = first if first in _surnames() else _restored(first)
        if surname and all(_WORD.fullmatch(word) for word in rest) and len(rest) >= (1 if surname == first else 2):
            return " ".join((surname, *rest))
    return ""


def _restored(word: str) -> str:
    """Return the surname that a scan turned into "rần" or "1ê"; "" where none or several fit."""
    found = {
        surname
        for surname in _surnames()
        if len(surname) > 1
        and (surname[1:] == word or (word[:1] in "1lI|" and surname[1:] == word[1:] and surname[0] in "LTI"))
    }
    return found.pop() if len(found) == 1 and len(word) > 1 else ""


def split_flat(close: str, posts: re.Pattern[str]) -> tuple[str, str] | None:
    """Part "… TL. BỘ TRƯỞNG CHÁNH VĂN PHÒNG Trần Văn Ba" in one line: post and name; None where no name ends it."""
    tail = _TAIL.search(close)
    if tail is None:
        return None
    words: list[str] = []
    for word in reversed(close[: tail.start()].split()):
        if not word.isupper() or word.endswith("."):
            break
        words.append(word)
    titles = " ".join(reversed(words))
    starts = [match.start() for match in posts.finditer(titles)]
    return (titles[starts[-1] :] if starts else "", tail["name"])
