"""Marks that limit who may have a document: secrecy levels, and limits of circulation. It reads texts, and refuses or reports.

A mark stands alone: in a line, a table cell, a box, or beside number or date in the head. A word in a sentence is none, so that
a plan about protecting state secrets ("bí mật nhà nước") is read. In doubt the document is refused: what must not be here at all
weighs more than a false alarm, which a person can put right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import PurePath
from typing import Literal, NamedTuple

from ingest.data import read_yaml
from ingest.errors import SecretDocument, UnsafeFile
from ingest.model import Finding, Span
from ingest.text import fold

Circulation = Literal["warn", "refuse"]
"""What becomes of a document whose circulation is limited ("LƯU HÀNH NỘI BỘ"); one with a secrecy mark is always refused."""

_TITLED = ("Mật", "(Mật)", "[Mật]")  # alone in a line of the letterhead; honey stands in a table or a sentence
_ONE_LETTER = 12  # characters of a line with one letter; also the most letters that are put together
_FEWEST_LETTERS = 3
_LONGEST_HEAD = 2000  # characters of the head of a table
_LEVEL_FIRST = re.compile(r"(?:TUY[ỆE]T|T[ỐO]I) M[ẬA]T\b|MẬT\b(?! (?:KHẨU|ONG|ĐỘ|MÃ|VỤ|THƯ|DANH))")
_LEVEL_LAST = re.compile(r"(?<!\w)(?:(?:TUY[ỆE]T|T[ỐO]I) M[ẬA]T|MẬT)$")
_LONGEST = 160  # characters of a line that may be a mark, generously spaced
_SHORTEST_LIMIT = 13  # characters of the shortest words that limit circulation
_HEAD_LINES = 30  # lines with words in which the letterhead with its stamps stands
_KEPT_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
# A line without "m" and without foreign letters names no level: most lines of a document need no second look.
_MAYBE = re.compile("[mM]|[^\x00-\u024f\u0300-\u036f\u1ea0-\u1ef9\u2000-\u206f]")
_PARTS = re.compile(r" {3,}|\t| ?\| ?")
# "Độ mật: Mật", "Cấp độ: TỐI MẬT", "Phân loại: MẬT"; several of them in one line: "Độ khẩn: Khẩn; Độ mật: Mật"
_LABELLED = re.compile(
    r"(?:^|[;,.|(] ?)(?:(?:muc |cap )?do mat(?: cua (?:van ban|tai lieu|ho so))?|(?:muc|cap) do|phan loai|loai(?: van ban)?)"
    r" ?(?:[:|–—-] ?|(?=(?:tuyet |toi )?mat$))([^;,.|:]{3,40})(?:$|[;,.|])"
)
_DOCUMENT = re.compile(r"^(?:tai lieu|van ban|cong van|ho so|dau|ke hoach|bao cao|phuong an|cong dien|chi thi) ")
_WHOLE_DOCUMENT = re.compile(r"(?:tai lieu|van ban|ho so) (?:tuyet |toi )?mat$")
# A title in the letterhead with its mark in brackets: "KẾ HOẠCH (MẬT)", "[TỐI MẬT] V/v …"
_BRACKETED = re.compile(r"^[(\[{]([^()\[\]{}]{3,24})[)\]}]|[(\[{]([^()\[\]{}]{3,24})[)\]}]$")
# The copy's number, or the letter by which an envelope names the level (A, B, C): "MẬT (C)", "TỐI MẬT - Bản số: 01"
_COPY_AFTER = re.compile(r"(?<=mat) ?[(\[–—-]? ?(?:[abc]\d?|ban so ?:? ?\w{0,6}|\d{1,3} ban)[)\]]?$")
_LEVEL_COLUMN = re.compile(r"\|\s*(?:muc |cap )?do mat\s*\|")
_BETWEEN_NAMES = re.compile(r"[()\[\]{},;+–—]| - |--|\.(?=\D)")
_URGENCY = re.compile(r"^(?:hoatoc|thuongkhan|khan)|(?:hoatoc|thuongkhan|khan)$")
_NUMBER_BEFORE = re.compile(r"^so ?:? ?[\w ]{0,12}/[\w/-]{2,40} (?=[tm]\S{1,9}(?: mat)?$)")
_DATE_AFTER = re.compile(r"(?<=mat) [\w .-]{2,60}, ngay .*$")
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
    levels = [_level(line.text, line.head) if _MAYBE.search(line.text) else "" for line in lines]
    found = set()
    for at, (line, level) in enumerate(zip(lines, levels, strict=True)):
        if not level:
            continue
        before, after = _neighbour(text, lines, at, -1), _neighbour(text, lines, at, 1)
        if _is_listed(levels, at) or _is_cut(line, before, after):
            continue
        found.add(_joined(level, before))
    found.update(_level_of_letters(lines), _registered(text))
    return next((mark for mark in _levels().values() if mark in found), "")


def name_mark(name: str) -> str:
    """Return the secrecy mark that a file's name carries in capitals: "Ke hoach (MẬT).docx", "TOI MAT - Ke hoach.pdf"."""
    stem = PurePath(name).stem.replace("_", " ")
    if not _MAYBE.search(stem):
        return ""
    for part in _BETWEEN_NAMES.split(stem):
        level = _alone(_plain(part), head=True) if _plain(part).isupper() else ""
        if level:
            return level
    words = _plain(stem)
    for at in (_LEVEL_FIRST.match(words), _LEVEL_LAST.search(words)):
        rest = words if at is None else (words[: at.start()] + words[at.end() :]).strip()
        higher = at is not None and len(at.group().split()) > 1
        if at is not None and (higher or not rest.isupper()) and not _CUT_BEFORE.search(fold(words[: at.start()])):
            return _levels().get(_letters(fold(at.group())), "")
    return ""


def _level_of_letters(lines: Sequence[_Line]) -> set[str]:
    """The level that is written downwards, one letter a line."""
    found: set[str] = set()
    letters = ""
    for line in (*lines, _Line(0, "..", head=False)):
        letter = _letters(_plain(line.text)) if len(line.text) <= _ONE_LETTER else ".."
        if len(letter) == 1:
            letters = (letters + letter)[-_ONE_LETTER:]
            continue
        if len(letters) >= _FEWEST_LETTERS:
            found.add(_alone(letters, head=False))
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
                _letters(fold(_plain(cells[column]))) if column < len(cells) and len(cells[column]) < _LONGEST else ""
            )
            levels += [_levels()[cell]] if cell in _levels() else []
        elif len(line) <= _LONGEST_HEAD and _LEVEL_COLUMN.search(folded := fold(_plain(line))):
            heads = [cell.strip() for cell in folded.split("|")]
            column = next(
                i for i, head in enumerate(heads) if head.removeprefix("muc ").removeprefix("cap ") == "do mat"
            )
            others = {_letters(head) for head in heads} & _levels().keys()
            column = -1 if others else column
    return found


@cache
def _levels() -> dict[str, str]:
    """Folded letters of each level → mark, highest first."""
    return {fold(row["words"]).replace(" ", ""): row["mark"] for row in read_yaml("secrecy.yaml")["secrecy"]}


@cache
def _lookalikes() -> dict[int, str]:
    rows = read_yaml("secrecy.yaml")["lookalikes"]
    return {ord(other): letter for letter, others in rows.items() for other in others}


@cache
def _small_capitals() -> dict[int, str]:
    """Letters that are small capitals by themselves: no word of a sentence has them."""
    return {ord(c): letter.upper() for c, letter in zip("ᴀᴇɪᴋᴍɴᴏᴛᴜʏ", "aeikmnotuy", strict=True)}


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


def _plain(text: str) -> str:
    """Latin letters for what looks like them, hidden characters and foreign marks gone, single spaces, NFC."""
    decomposed = unicodedata.normalize("NFKD", text)
    kept = (c for c in decomposed if c in _KEPT_MARKS or unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


@lru_cache(maxsize=4096)  # running heads, empty cells
def _level(text: str, head: bool) -> str:
    """The level that a line, a cell of it or a part set apart by wide space names, standing alone; "" for none or several."""
    plain = _plain(text)
    folded = fold(plain).strip(" |")
    labelled = list(_LABELLED.finditer(folded))
    if labelled:
        said = labelled[-1]
        rest = _levels().keys() & {_letters(each) for each in re.split("[,;|]", folded[said.end() :])}
        return "" if rest else _levels().get(_letters(_COPY_AFTER.sub("", said.group(1).strip())), "")
    if head and (plain in _TITLED or (_WHOLE_DOCUMENT.match(folded) and "|" not in text)):
        return _levels()[_letters(folded.removeprefix("tai lieu ").removeprefix("van ban ").removeprefix("ho so "))]
    bracketed = _BRACKETED.search(plain) if head else None
    if bracketed and (level := _alone(bracketed.group(1) or bracketed.group(2), head=False)):
        return level
    parts = [_plain(part) for part in _PARTS.split(text)]
    found = {level for part in (plain, *parts) if (level := _alone(part, head=head))}
    if len(found) == 2 and "MẬT" in found and "|" not in text:
        found.discard("MẬT")  # "TỐI    MẬT": the whole line names the level, its last part alone a lower one
    return found.pop() if len(found) == 1 else ""


def _alone(part: str, *, head: bool) -> str:
    """The level that these words are, and nothing besides but urgency; in the letterhead also number or date beside them."""
    part = _trimmed(part.translate(_small_capitals()))
    copy = _COPY_AFTER.search(fold(part))
    part = part[: copy.start()] if copy else part
    folded = fold(part)
    if head:
        beside = _NUMBER_BEFORE.match(folded) or _DOCUMENT.match(folded)
        cut = beside.end() if beside else 0
        behind = _DATE_AFTER.search(folded)
        part = part[cut : behind.start() if behind else len(part)]
    written = _letters(part.translate(_lookalikes()) if part.isupper() or head else part)
    bare = _URGENCY.sub("", _URGENCY.sub("", fold(written)))
    level = _levels().get(bare, "")
    if not level:
        return ""
    at = fold(written).index(bare)
    return level if _is_printed_so(written[at : at + len(bare)], level, head=head) else ""


def _is_printed_so(letters: str, level: str, *, head: bool) -> bool:
    """Whether the letters are a stamp's: capitals, and no other word ("MẮT", "MẶT", "MẤT" are eye, face, lost)."""
    if level != "MẬT":
        return not letters.islower() and (head or not letters[1:].islower())
    return not letters[1:].islower() and letters[1].upper() in ("ẬÂẠA" if head else "ẬÂẠ")


def _trimmed(part: str) -> str:
    """The part without the signs around it; a bracket that closes what is opened inside stays."""
    first = next((i for i, c in enumerate(part) if c.isalnum()), len(part))
    last = next((i for i in range(len(part), first, -1) if part[i - 1].isalnum()), first)
    return part[first:last]


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())


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
    return _levels().get(_letters(fold(before)) + _letters(fold(level)), level)


def _neighbour(text: str, lines: Sequence[_Line], at: int, step: int) -> str:
    """The line right before or after, in NFC; "" where an empty line parts them."""
    other = at + step
    if not 0 <= other < len(lines):
        return ""
    first, second = (lines[other], lines[at]) if step < 0 else (lines[at], lines[other])
    between = text[first.start + len(first.text) : second.start]
    return _plain(lines[other].text) if not between.strip() and "\n" not in between else ""


def _circulation_limits(text: str) -> Iterator[tuple[str, Span | None]]:
    """Yield each limit of circulation that stands alone, with its place."""
    for line in _lines(text, aside=True):
        if len(line.text) < _SHORTEST_LIMIT:
            continue
        for part in {line.text, *_PARTS.split(line.text)}:
            letters = fold(_letters(_plain(part)))
            mark = _limits().get(letters) or _limits().get(letters.removeprefix("tailieu"), "")
            if mark:
                start = line.start + len(line.text) - len(line.text.lstrip())
                yield mark, Span(start=start, end=line.start + len(line.text.rstrip()))
                break
