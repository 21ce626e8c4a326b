"""The periods that a question asks about, counted from the day on which it is asked.

Finds what is written; whether it narrows obligations by deadline or names a plan is decided in ``assistant.understand``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from ingest.deadlines.asked import ASKED_RULES, AskedRule
from ingest.deadlines.finding import compiled
from ingest.deadlines.meaning import Context
from ingest.deadlines.names import clause_before, in_name
from ingest.deadlines.pieces import Rule
from ingest.model import DeadlineKind, Frozen, Span
from ingest.text import fold

IN_NAME = "year_in_name"
_OF_NAME = re.compile(r"nam\s+\d|\d|den\s|giai\s+doan\s")
_LAID_OUT = ("leading", "cell", "labelled", "due", "announced")  # guards that rest on how a plan is set
_NO_DATES = (
    "within_days",
    "in_plan_year",
    "within_days_of_issue",
    "late_in_year",
)  # no period can be asked for with these, or a rule of questions reads it closer
_BEFORE_IN_CHAT = (r"truoc\s", r"(?:truoc|trc)\s")


class AskedPeriod(Frozen):
    """First and last day asked for, both included; None for an open end. ``text`` stands at ``span``, ``rule`` read it."""

    span: Span
    first: date | None
    last: date | None
    text: str
    rule: str


def find_periods(question: str, as_of: date) -> tuple[AskedPeriod, ...]:
    """Return the periods in a question (NFC), in order, without overlap: Vietnamese with or without accents, or English.

    The rules of plans and those of questions alone, the longest reading first. A month, quarter or day without a year is
    one of the year of ``as_of``; "trước tháng 6" ends on 31 May, "đến 2030" and "by 2030" on 31 December 2030; "sắp đến
    hạn" is the next 30 days (rule ``due_soon``), "quá hạn" everything before ``as_of`` (``overdue``). ``bare_year`` marks
    a number that may only be part of a title, ``IN_NAME`` a year that belongs to the name of a plan or movement.
    """
    folded = fold(question)
    found = [*_asked(question, folded, as_of), *_planned(question, folded, as_of)]
    chosen: list[AskedPeriod] = []
    for period in sorted(found, key=lambda p: (p.span.start, -p.span.end)):
        if not chosen or period.span.start >= chosen[-1].span.end:
            chosen.append(period)
    return tuple(_titled(question, period) for period in chosen)


def _titled(question: str, period: AskedPeriod) -> AskedPeriod:
    """Rename the rule of a year that belongs to the name of a plan or a movement."""
    before = clause_before(question, 0, period.span.start)
    if _OF_NAME.match(fold(period.text)) and (before.rstrip().endswith(("”", '"', "»")) or in_name(before)):
        return period.model_copy(update={"rule": IN_NAME})
    return period


@cache
def _asked_rules() -> tuple[tuple[AskedRule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rf"(?<![\w/.-])(?:{rule.pattern})")) for rule in ASKED_RULES)


@cache
def _planned_rules() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """Return the rules of plans on folded text, with "trc" for "trước"."""
    rules = []
    for rule, pattern in compiled(marked=False):
        if rule.guard in _LAID_OUT or rule.name in _NO_DATES:
            continue
        rules.append((rule, re.compile(pattern.pattern.replace(*_BEFORE_IN_CHAT), re.IGNORECASE)))
    return tuple(rules)


def _asked(question: str, folded: str, as_of: date) -> Iterator[AskedPeriod]:
    for rule, pattern in _asked_rules():
        for match in pattern.finditer(folded):
            ends = rule.read(match, as_of)
            if ends is not None:
                yield _period(question, match, *ends, rule.name)


def _planned(question: str, folded: str, as_of: date) -> Iterator[AskedPeriod]:
    context = Context(as_of.year, reports=False, asked=True)
    for rule, pattern in _planned_rules():
        for match in pattern.finditer(folded):
            reading = rule.read(match, context)
            dated = reading is not None and (reading[1] or reading[2])
            if reading is not None and dated and reading[0] is not DeadlineKind.RECURRING:
                yield _period(question, match, reading[1], reading[2], rule.name)


def _period(question: str, match: re.Match[str], first: date | None, last: date | None, rule: str) -> AskedPeriod:
    span = Span(start=match.start(), end=match.end())
    return AskedPeriod(span=span, first=first, last=last, text=span.of(question), rule=rule)
