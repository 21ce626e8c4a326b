"""Marks that limit who may have a document: secrecy levels, and limits of circulation. It reads texts, and refuses or reports.

A mark stands alone: in a line, a table cell, a box, or beside number or date in the head. A word in a sentence is none, so that
a plan about protecting state secrets ("bí mật nhà nước") is read. In doubt the document is refused: what must not be here at all
weighs more than a false alarm, which a person can put right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import PurePath
from typing import Literal, NamedTuple

from ingest.data import read_yaml
from ingest.errors import SecretDocument, UnsafeFile
from ingest.model import Finding, Span
from ingest.secrecy.levels import PARTS, known_levels, letters_of, level_of, plain_words, standing_alone
from ingest.text import fold

Circulation = Literal["warn", "refuse"]
"""What becomes of a document whose circulation is limited ("LƯU HÀNH NỘI BỘ"); one with a secrecy mark is always refused."""

_ONE_LETTER = 12  # characters of a line with one letter; also the most letters that are put together
_FEWEST_LETTERS = 3
_LONGEST_HEAD = 2000  # characters of the head of a table
_LEVEL_FIRST = re.compile(r"(?:TUY[ỆE]T|T[ỐO]I) M[ẬA]T\b|MẬT\b(?! (?:KHẨU|ONG|ĐỘ|MÃ|VỤ|THƯ|DANH))")
_LEVEL_LAST = re.compile(r"(?<!\w)(?:(?:TUY[ỆE]T|T[ỐO]I) M[ẬA]T|MẬT)$")
_LONGEST = 160  # characters of a line that may be a mark, generously spaced
_SHORTEST_LIMIT = 13  # characters of the shortest words that limit circulation
_HEAD_LINES = 30  # lines with words in which the letterhead with its stamps stands
# A line without "m" and without foreign letters names no level: most lines of a document need no second look.
_MAYBE = re.compile("[mM]|[^\x00-\u024f\u0300-\u036f\u1ea0-\u1ef9\u2000-\u206f]")
_LEVEL_COLUMN = re.compile(r"\|\s*(?:muc |cap )?do mat\s*\|")
_BETWEEN_NAMES = re.compile(r"[()\[\]{},;+–—]| - |--|\.(?=\D)")
_CUT_BEFORE = re.compile(
    r"(?:^|\W)(?:bi|bao|co|do|lieu|tin|vat|can|niem|van ban|tui|soi|gan|lay|than)$"
)  # "BẢO VỆ BÍ" / "MẬT"
_CUT_AFTER = re.compile(r"(?:nha nuoc|khau|ong|do|vu|ma|thu|danh)\b")


class _Line(NamedTuple):
    """A short line of a text, and whether it may belong to the letterhead."""

    start: int
    text: str
    head: bool


def check_marks(body: str, aside: Sequence[str], name: str, circulation: Circulation) -> tuple[Finding, ...]:
    """Refuse a document with a secrecy mark; refuse, or report in findings, one whose circulation is limited.

    ``body`` is its text and ``aside`` what else the file holds; spans of findings are offsets in ``body``.
    Raises ``SecretDocument`` and ``UnsafeFile`` (reason "circulation").
    """
    asides = (secrecy_mark(part, aside=True) for part in aside)
    mark = name_mark(name) or secrecy_mark(body) or next(filter(None, asides), "")
    if mark:
        raise SecretDocument(name=name, mark=mark)
    limits = [*_circulation_limits(body), *((mark, None) for part in aside for mark, _ in _circulation_limits(part))]
    if limits and circulation == "refuse":
        raise UnsafeFile(name=name, reason="circulation", mark=limits[0][0])
    first = dict(reversed(limits))  # one finding a mark, where it stands first
    return tuple(Finding(code="circulation_limited", span=span, detail=mark) for mark, span in first.items())


def secrecy_mark(text: str, *, aside: bool = False) -> str:
    """Return the highest secrecy mark that stands in a text ("TUYỆT MẬT", "TỐI MẬT", "MẬT"); "" for none.

    ``aside``: a page header, a comment, a box: all of it counts as letterhead.
    """
    lines = list(_lines(text, aside=aside))
    levels = [level_of(line.text, line.head) if _MAYBE.search(line.text) else "" for line in lines]
    found = set()
    for at, (line, level) in enumerate(zip(lines, levels, strict=True)):
        if not level:
            continue
        before, after = _neighbour(text, lines, at, -1), _neighbour(text, lines, at, 1)
        if _is_listed(levels, at) or _is_cut(line, before, after):
            continue
        found.add(_joined(level, before))
    found.update(_level_of_letters(lines), _registered(text))
    return next((mark for mark in known_levels().values() if mark in found), "")


def name_mark(name: str) -> str:
    """Return the secrecy mark that a file's name carries in capitals: "Ke hoach (MẬT).docx", "TOI MAT - Ke hoach.pdf"."""
    stem = PurePath(name).stem.replace("_", " ")
    if not _MAYBE.search(stem):
        return ""
    for part in _BETWEEN_NAMES.split(stem):
        level = standing_alone(plain_words(part), head=True) if plain_words(part).isupper() else ""
        if level:
            return level
    words = plain_words(stem)
    for at in (_LEVEL_FIRST.match(words), _LEVEL_LAST.search(words)):
        rest = words if at is None else (words[: at.start()] + words[at.end() :]).strip()
        higher = at is not None and len(at.group().split()) > 1
        if at is not None and (higher or not rest.isupper()) and not _CUT_BEFORE.search(fold(words[: at.start()])):
            return known_levels().get(letters_of(fold(at.group())), "")
    return ""


def _level_of_letters(lines: Sequence[_Line]) -> set[str]:
    """The level that is written downwards, one letter a line."""
    found: set[str] = set()
    letters = ""
    for line in (*lines, _Line(0, "..", head=False)):
        letter = letters_of(plain_words(line.text)) if len(line.text) <= _ONE_LETTER else ".."
        if len(letter) == 1:
            letters = (letters + letter)[-_ONE_LETTER:]
            continue
        if len(letters) >= _FEWEST_LETTERS:
            found.add(standing_alone(letters, head=False))
        letters = ""
    return found - {""}


def _registered(text: str) -> set[str]:
    """The levels in a register of documents: a column "Độ mật" that gives one row its level, or several rows the same.

    A column in which every level stands once explains or counts the levels. In doubt it is a register, which is secret itself.
    """
    column = -1
    levels: list[str] = []
    found: set[str] = set()
    for line in (*text.splitlines(), ""):
        if not line.startswith("|"):
            found.update(levels if len(levels) != len(set(levels)) or len(levels) == 1 else ())
            column, levels = -1, []
            continue
        if column >= 0:
            cells = line.split("|")
            cell = (
                letters_of(fold(plain_words(cells[column])))
                if column < len(cells) and len(cells[column]) < _LONGEST
                else ""
            )
            levels += [known_levels()[cell]] if cell in known_levels() else []
        elif len(line) <= _LONGEST_HEAD and _LEVEL_COLUMN.search(folded := fold(plain_words(line))):
            heads = [cell.strip() for cell in folded.split("|")]
            column = next(
                i for i, head in enumerate(heads) if head.removeprefix("muc ").removeprefix("cap ") == "do mat"
            )
            others = {letters_of(head) for head in heads} & known_levels().keys()
            column = -1 if others else column
    return found


@cache
def _limits() -> dict[str, str]:
    return {fold(row["words"]).replace(" ", ""): row["mark"] for row in read_yaml("secrecy.yaml")["circulation"]}


def _lines(text: str, *, aside: bool) -> Iterator[_Line]:
    """Yield the lines that have words and are short enough; long table rows are yielded as their cells."""
    start, written = 0, 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            written += 1
            head = aside or written <= _HEAD_LINES
            if len(line) <= _LONGEST:
                yield _Line(start, line, head)
            elif "|" in line:
                yield from (_Line(start, cell, head) for cell in line.split("|") if 0 < len(cell) <= _LONGEST)
        start += len(line)


def _is_listed(levels: Sequence[str], at: int) -> bool:
    """Whether other levels stand in the lines around: a list of them ("TUYỆT MẬT" / "TỐI MẬT" / "MẬT"), not a mark."""
    around = range(max(0, at - 2), min(len(levels), at + 3))
    return any(levels[i] and levels[i] != levels[at] for i in around)


def _is_cut(line: _Line, before: str, after: str) -> bool:
    """Whether a line end cuts the word from its neighbours: "BẢO VỆ BÍ" / "MẬT", "MẬT" / "KHẨU"."""
    if line.text.strip().startswith("|"):
        return False
    return bool(_CUT_BEFORE.search(fold(before)) or _CUT_AFTER.match(fold(after)))


def _joined(level: str, before: str) -> str:
    """Join "TUYỆT" / "MẬT" in two lines of a narrow box."""
    return known_levels().get(letters_of(fold(before)) + letters_of(fold(level)), level)


def _neighbour(text: str, lines: Sequence[_Line], at: int, step: int) -> str:
    """The line right before or after, in NFC; "" where an empty line parts them."""
    other = at + step
    if not 0 <= other < len(lines):
        return ""
    first, second = (lines[other], lines[at]) if step < 0 else (lines[at], lines[other])
    between = text[first.start + len(first.text) : second.start]
    return plain_words(lines[other].text) if not between.strip() and "\n" not in between else ""


def _circulation_limits(text: str) -> Iterator[tuple[str, Span | None]]:
    """Yield each limit of circulation that stands alone, with its place."""
    for line in _lines(text, aside=True):
        if len(line.text) < _SHORTEST_LIMIT:
            continue
        for part in {line.text, *PARTS.split(line.text)}:
            letters = fold(letters_of(plain_words(part)))
            mark = _limits().get(letters) or _limits().get(letters.removeprefix("tailieu"), "")
            if mark:
                start = line.start + len(line.text) - len(line.text.lstrip())
                yield mark, Span(start=start, end=line.start + len(line.text.rstrip()))
                break
