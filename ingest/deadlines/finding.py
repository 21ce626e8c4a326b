"""Deadlines in the text of a plan: every rule tried, years inside names left out, the longest reading kept.

Says what a phrase means by itself; which obligation it binds is decided in ``ingest.obligations``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from ingest.deadlines.meaning import Context
from ingest.deadlines.names import (
    Announced,
    clause_before,
    counted,
    due,
    follows,
    in_name,
    in_quotes,
    labelled,
    outlook,
    reports,
)
from ingest.deadlines.pieces import Rule
from ingest.deadlines.rules import RULES
from ingest.model import Deadline, Span
from ingest.text import fold

_TRIGGER = (
    r"(?:19|20)\d\d|\d\s*[/\u2044]\s*\d|\b(?:ngày|tháng|quý|quí|tuần|năm|định\s+kỳ|hằng|hàng|mỗi|từng|lần|mùa|giờ|phút"
    r"|tết|kỳ|lịch|thời|tiến\s+độ|hạn)\b"
)
_LONGEST_SENTENCE = 1200  # characters before and after a date in which reports may be spoken of
_SENTENCE_END = re.compile(r"[.;!?](?=\s)|\n")
_ONLY_MARKER = re.compile(r"[\s\-+•*(–“\"|]*(?:\(?[\w.]{1,6}[.)]\s*)?")
# Lists of deadline_cues.yaml whose words must not stand right before a phrase with the guard.
_NOT_AFTER = {"thing": ("budgets",), "daily": ("everyday",), "effect": ("effects",), "whole": ("of_year",)}
_CELL = re.compile(r"\|\s*$")
# What may stand between a label and its time: a bullet, "Hoàn thành", "Dự kiến", "Xong", or another time before it.
_ONLY_LEADS = re.compile(
    r"[\s\-+•*(–:]*(?:(?:hoàn thành|thực hiện|dự kiến|xong|trong|vào|khoảng|là|thường xuyên|liên tục|và)(?!\w)[\s,;(–-]*)*",
    re.IGNORECASE,
)
# words that cite a document by number or by what it did, so that years after them stand in its title
_CITES = re.compile(r"\bsố\s+\S*\d\S*/\S|\b(?:phê duyệt|ban hành)\b", re.IGNORECASE)
_LUNAR = re.compile(r"[\s,(]*(?:âm lịch|AL|ÂL)\b", re.IGNORECASE)
_MAY_COUNT = re.compile(r"(?:đến|tới|từ|den|toi|tu)\b", re.IGNORECASE)
_LUNAR_RULES = ("lunar_day", "by_lunar_day")


class _Place(NamedTuple):
    year: int | None
    issued: date | None
    announced: Announced


def find_deadlines(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    year: int | None = None,
    issued: date | None = None,
    announced: Announced = "",
) -> tuple[Deadline, ...]:
    """Return the deadlines in ``text[start:end]``, in order, without overlap; spans are offsets in ``text`` (NFC).

    ``announced`` says that a label or a column's head before ``start`` announces a time ("when"), or by when ("due").
    ``issued`` is the day on which the plan was signed, for "kể từ ngày ban hành Kế hoạch"; ``year`` is the plan's, for
    dates without one; without it, and wherever the sentence speaks of reporting, a day
    without a year is an annual duty (gold/GUIDE.md). "trước ngày …" ends the day before, "đến …" includes its last day.
    Not found: dates of cited documents, years in the names of programmes and inside quotation marks, outlooks ("tầm
    nhìn đến 2050"), terms of office. ``rule`` tells how sure a reading is: "year_after_quotes" and "years" may still
    name the thing rather than bind it.
    """
    stop = len(text) if end is None else end
    part = text[start:stop]
    if not announced and not _trigger().search(part):
        return ()
    chosen: list[Deadline] = []
    for found in sorted(
        _candidates(text, start, stop, _Place(year, issued, announced)), key=lambda d: (d.span.start, -d.span.end)
    ):
        if not chosen or found.span.start >= chosen[-1].span.end:
            chosen.append(found)
    return tuple(chosen)


@cache
def _trigger() -> re.Pattern[str]:
    """Return what some word of every deadline matches, with accents or without."""
    return re.compile(f"{_TRIGGER}|{_unmarked(_TRIGGER)}", re.IGNORECASE)


def _candidates(text: str, start: int, stop: int, place: _Place) -> Iterator[Deadline]:
    part = text[start:stop]
    marked = fold(part) != part.lower()
    for rule, pattern in compiled(marked=marked):
        for match in pattern.finditer(text, start, stop):
            if not _allowed(rule, text, start, match, place.announced):
                continue
            context = Context(place.year, reports(_sentence(text, start, stop, match)), issued=place.issued)
            reading = rule.read(match, context)
            if reading is not None:
                kind, first, last, recurrence = reading
                span = Span(start=match.start(), end=match.end())
                yield Deadline(
                    text=match.group(),
                    span=span,
                    kind=kind,
                    first=first,
                    last=last,
                    recurrence=recurrence,
                    rule=rule.name,
                )


def _allowed(rule: Rule, text: str, start: int, match: re.Match[str], announced: Announced) -> bool:
    """Whether the place of a match fits the rule's guard."""
    at = match.start()
    if rule.name not in _LUNAR_RULES and _LUNAR.match(text, match.end()):
        return False
    counts = _MAY_COUNT.match(text, at) is not None
    if rule.guard == "free" and not counts:
        return True
    before = clause_before(text, start, at)
    if counts and counted(before):
        return False  # "tính đến ngày 31/10": the day up to which somebody counted
    if rule.guard == "free":
        return True
    if rule.guard == "leading":
        return _ONLY_MARKER.fullmatch(before) is not None and not match.group()[0].islower()
    if rule.guard in ("cell", "labelled", "due", "announced"):
        return _laid_out(rule.guard, text, start, match, announced)
    if rule.guard == "adverb":
        return not before.strip() or before.rstrip().endswith((",", "và")) or not follows("attributed", before)
    if rule.guard in _NOT_AFTER:
        return not any(follows(cues, before) for cues in _NOT_AFTER[rule.guard])
    return not in_quotes(text, start, at) and _outside_names(rule.guard, before)


def _outside_names(guard: str, before: str) -> bool:
    """Whether the words before a match leave it outside the names that the guard minds."""
    if guard == "cited":
        return not (in_name(before) and _CITES.search(before))
    return guard == "quoted" or not (outlook(before) or in_name(before))


def _laid_out(guard: str, text: str, start: int, match: re.Match[str], announced: Announced) -> bool:
    """Whether a match begins a cell of a table, or follows a label of time where the guard allows one."""
    at = match.start()
    before = text[max(start, at - 120) : at]
    if announced and _ONLY_LEADS.fullmatch(text, start, at):
        return guard != "due" or announced == "due"
    if guard == "due":
        return due(before)
    if guard == "announced":
        leads = _ONLY_MARKER.fullmatch(before) is not None and match.group()[0].isupper()
        return labelled(before) or (leads and text[match.end() : match.end() + 1] in (",", ":"))
    return _CELL.search(text, start, at) is not None or (guard == "labelled" and labelled(before))


def _sentence(text: str, start: int, stop: int, match: re.Match[str]) -> str:
    """Return the sentence around a match."""
    begin = max(start, match.start() - _LONGEST_SENTENCE)
    for boundary in _SENTENCE_END.finditer(text, begin, match.start()):
        begin = boundary.end()
    end = min(stop, match.end() + _LONGEST_SENTENCE)
    following = _SENTENCE_END.search(text, match.end(), end)
    return text[begin : following.start() if following else end]


def _unmarked(pattern: str) -> str:
    """Fold the letters of a pattern, not its signs."""
    return "".join(c if c.isascii() else fold(c) for c in pattern)


@cache
def compiled(*, marked: bool) -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """Return the rules with their patterns, for text with accents or without."""
    rules = []
    for rule in RULES:
        pattern = rule.pattern if marked else _unmarked(rule.pattern)
        rules.append((rule, re.compile(rf"(?<![\w/.-])(?:{pattern})", re.IGNORECASE)))
    return tuple(rules)
