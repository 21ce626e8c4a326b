"""Short forms that a plan defines itself, and those that State documents use without a definition.

Finds definitions; putting long forms in the place of short ones is nobody's business here, since the text never changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ingest.data import read_yaml
from ingest.model import Abbreviation, Span
from ingest.text import fold

_WORD = re.compile(r"[^\W_]+")
_BOUNDARY = re.compile(r"[.;:!?\n](?=\s|$)|\n")
_PHRASE_END = re.compile(r"[,.;:!?()\n“”\"|]|\s[-–]\s")
_ACRONYM = re.compile(r"[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ0-9]{0,20}(?:\s{0,3}(?:[&,/-]|và)\s{0,3}[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ0-9]{0,20}){0,8}s?")
_IN_BRACKETS = re.compile(rf"\(\s*[“\"]?(?P<short>{_ACRONYM.pattern})[”\"]?\s*\)")
_BEFORE_BRACKETS = re.compile(rf"\b(?P<short>{_ACRONYM.pattern})\s*\((?P<long>[^()\n]{{6,120}})\)")
_SAYS = r"(?:(?:sau|dưới)\s+đây\s+)?(?:được\s+)?(?:(?:viết|gọi)\s+(?:tắt|chung|gọn)|sau\s+đây\s+gọi)(?:\s+là|\s*:|\s+bằng)?\s*"
_NAMED = re.compile(
    rf"(?:\(\s*{_SAYS}[“\"]?(?P<short>[^()“”\"\n]{{2,80}}?)[”\"]?\s*\)"
    rf"|,\s*{_SAYS}[“\"]?(?P<listed>[^(),;.“”\"\n]{{2,60}}?)[”\"]?(?=\s*[,.;]))",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVXLC]+")
_MAX_WORDS, _MAX_LIST = 16, 500  # words of a long form by initials; characters of a list that a name stands for


def find_abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """Return the short forms that ``text`` (NFC) defines, in order; ``span`` covers the long form and its definition.

    Forms: "(sau đây gọi tắt là …)" and its variants; "thực hành tiết kiệm, chống lãng phí (THTK, CLP)", where the long form
    is found by matching initials backwards (Schwartz and Hearst, "A simple algorithm for identifying abbreviation
    definitions in biomedical text", PSB 2003, with syllables in the place of words); a phrase before a foreign acronym
    ("Trung tâm giám sát … (WMC)"); "CSDL (cơ sở dữ liệu)". ``long`` stands in the text as it is.
    """
    found = [*_named(text), *_bracketed(text), *_explained(text)]
    chosen: list[Abbreviation] = []
    for one in sorted(found, key=lambda a: (a.span.end, a.span.start)):
        if all(one.short != other.short for other in chosen):
            chosen.append(one)
    return tuple(sorted(chosen, key=lambda a: a.span.start))


def common_abbreviation(short: str) -> str | None:
    """Return the usual long form of a short form that plans leave undefined ("TTHC"), or None. Case does not matter."""
    return _common().get(fold(short).replace(" ", ""))


@cache
def _data() -> dict[str, Any]:
    return dict(read_yaml("abbreviations.yaml"))


@cache
def _common() -> dict[str, str]:
    return {fold(short): long for short, long in _data()["common"].items()}


@cache
def _cue(name: str, *, marked: bool) -> re.Pattern[str]:
    words = sorted((re.escape(w if marked else fold(w)) for w in _data()[name]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def _cues(name: str, words: str) -> Iterator[re.Match[str]]:
    """Yield the cue words of a list in ``words``; accents count where there are any ("tại" is not "tải")."""
    marked = fold(words) != words.lower()
    return _cue(name, marked=marked).finditer(words)


def _named(text: str) -> Iterator[Abbreviation]:
    """Yield "… (sau đây gọi tắt là X)"."""
    for match in _NAMED.finditer(text):
        short, at = (match["short"] or match["listed"]).strip(), match.start()
        initials = _by_initials(text, at, short) if _ACRONYM.fullmatch(short) else None
        start = initials if initials is not None else _named_start(text, at, short)
        named = _abbreviation(text, short, start, at, match.end())
        if len(_WORD.findall(named.long)) > 1:
            yield named


def _abbreviation(text: str, short: str, start: int, stop: int, end: int) -> Abbreviation:
    long = text[start:stop].strip().strip("“”\"'").strip()
    return Abbreviation(short=short, long=long, span=Span(start=start, end=end))


def _named_start(text: str, at: int, short: str) -> int:
    """Return where the words begin that a name stands for: quotes, the same noun, or the list of those addressed."""
    window = text[max(0, at - _MAX_LIST) : at].rstrip()
    if window.endswith(("”", '"')):
        opening = max(window.rfind("“"), window[:-1].rfind('"'))
        if opening >= 0:
            return max(0, at - _MAX_LIST) + opening
    begin = _sentence_start(text, at)
    before = text[begin:at]
    noun = _WORD.findall(short)[:2]
    for count in (2, 1):
        same = _last(before, r"\s+".join(re.escape(word) for word in noun[:count])) if len(noun) >= count else None
        if same is not None and not _is_list(short):
            return begin + same
    after = max((match.end() for match in _cues("addresses", before)), default=0)
    return begin + after + len(before[after:]) - len(before[after:].lstrip())


def _is_list(short: str) -> bool:
    return "," in short or " và " in short


def _last(before: str, pattern: str) -> int | None:
    """Return the last place where ``pattern`` stands, as written if possible, else in any case."""
    for flags in (re.NOFLAG, re.IGNORECASE):
        places = [match.start() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", before, flags)]
        if places:
            return places[-1]
    return None


def _sentence_start(text: str, at: int) -> int:
    begin = max(0, at - _MAX_LIST)
    ends = [match.end() for match in _BOUNDARY.finditer(text, begin, at)]
    begin = ends[-1] if ends else begin
    return begin + len(text[begin:at]) - len(text[begin:at].lstrip(" \t-+•*"))


def _bracketed(text: str) -> Iterator[Abbreviation]:
    """Yield "long form (LF)"."""
    for match in _IN_BRACKETS.finditer(text):
        short, at = match["short"], match.start()
        if _ROMAN.fullmatch(short) or len(_letters(short)) < 2:
            continue
        start = _by_initials(text, at, short)
        if start is None and len(_letters(short)) > 2:
            start = _foreign_start(text, at)
        if start is not None:
            yield _abbreviation(text, short, start, at, match.end())


def _letters(short: str) -> str:
    return "".join(c for c in fold(short.removesuffix("s")) if c.isalnum())


def _by_initials(text: str, at: int, short: str) -> int | None:
    """Return where the words before ``at`` begin whose initials are the letters of ``short``; links may be left out."""
    letters = _letters(short)
    begin = max(0, at - 200)
    words = list(_WORD.finditer(fold(text[begin:at])))[-_MAX_WORDS:]
    if not letters or not words or "\n" in text[begin + words[-1].end() : at]:
        return None
    links = {fold(word) for word in _data()["links"]}
    left, position = len(letters), len(words)
    while left and position:
        position -= 1
        word = words[position].group()
        if word[0] == letters[left - 1]:
            left -= 1
        elif word not in links or position == len(words) - 1:
            return None
    start = begin + words[position].start()
    return start if left == 0 and "\n" not in text[start:at] else None


def _foreign_start(text: str, at: int) -> int | None:
    """Return where the noun phrase before a foreign acronym begins, or None where there is none."""
    begin = max(0, at - 120)
    ends = [match.end() for match in _PHRASE_END.finditer(text, begin, at)]
    begin = max([begin, *ends])
    phrase = text[begin:at]
    after = max((match.end() for match in _cues("stops", phrase)), default=0)
    heads = [match.start() for match in _cues("heads", phrase) if match.start() >= after]
    start = begin + (heads[0] if heads else after)
    start += len(text[start:at]) - len(text[start:at].lstrip())
    words = _WORD.findall(text[start:at])
    if not 2 <= len(words) <= 10 or words[-1].isupper() or words[-1].isdigit():
        return None
    return start


def _explained(text: str) -> Iterator[Abbreviation]:
    """Yield "LF (long form)"; of a list of short forms before the brackets the last."""
    links = {fold(word) for word in _data()["links"]}
    for match in _BEFORE_BRACKETS.finditer(text):
        long, short = match["long"].strip(), re.split(r"[,/]\s*", match["short"])[-1]
        words = _WORD.findall(fold(long))
        initials = {"".join(w[0] for w in words), "".join(w[0] for w in words if w not in links)}
        if len(_letters(short)) > 1 and _letters(short) in initials:
            start = match.end("short") - len(short)
            yield Abbreviation(short=short, long=long, span=Span(start=start, end=match.end()))
