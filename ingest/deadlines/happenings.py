"""What a time means that hangs on an event: its date where the event's own day is written or known, else none.

Reads matches only; the patterns stand in events and labelled.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ingest.deadlines import calendar, meaning
from ingest.deadlines.meaning import Context, Reading
from ingest.model import DeadlineKind
from ingest.text import fold


def by_an_event(_match: re.Match[str], _context: Context) -> Reading:
    """Read what ends with an event whose day nobody can tell: "trước Tết Nguyên đán"."""
    return meaning.by_date(None)


def at_an_event(_match: re.Match[str], _context: Context) -> Reading:
    """Read a time whose days nobody can tell: "trong mùa mưa bão"."""
    return DeadlineKind.DURING, None, None, None


def end_of_term(match: re.Match[str], context: Context) -> Reading | None:
    """Read "cuối nhiệm kỳ 2025 - 2030"; without its years the words alone are kept."""
    return meaning.end_of_years(match, context) if match["a"] else meaning.by_date(None)


def in_school_year(match: re.Match[str], _context: Context) -> Reading:
    """Read "đầu năm học 2026 - 2027": each province sets its own days."""
    edge = fold(match["edge"])
    until = edge.startswith(("truoc", "den", "toi", "het", "cham", "muon", "khong", "han", "cuoi"))
    return meaning.by_date(None) if until else (DeadlineKind.DURING, None, None, None)


def within(match: re.Match[str], first: date | None) -> Reading:
    """Read "trong vòng 10 ngày kể từ ngày 01/6/2026": the day itself is not counted (Bộ luật Dân sự 2015, Điều 147 khoản 2).

    Working days give no date: nobody here knows the holidays.
    """
    if first is None or match["w"]:
        return meaning.by_date(None)
    count = int(match["n"])
    if fold(match["u"]) == "ngay":
        return meaning.by_date(first + timedelta(days=count))
    return meaning.by_date(calendar.months_later(first, count))


def within_days_of_issue(match: re.Match[str], context: Context) -> Reading:
    """Read "trong vòng 10 ngày kể từ ngày ban hành Kế hoạch"."""
    return within(match, context.issued)
