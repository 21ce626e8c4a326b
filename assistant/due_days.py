"""The days of a calendar on which a deadline falls due. Reads only deadlines that ingest has already recognised.

A single deadline falls due on its last day. A recurring one is expanded: on the day that its words name ("trước ngày 25
tháng 6" falls due on 24 June: the last day that is still in time), else on the last day of its period: the month that
its words name (or that third of it: "đầu tháng 12"), or the week, month, quarter, half year or year of its rhythm. The
second is our reading, so the entry says so.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from ingest.model import Deadline, DeadlineKind, Frozen, Period, Recurrence
from ingest.text import fold

DueRule = Literal["stated", "last_of_period"]

_MONTHS: dict[Recurrence, tuple[int, ...]] = {
    "monthly": tuple(range(1, 13)),
    "quarterly": (3, 6, 9, 12),
    "semiannual": (6, 12),
    "annual": (12,),
}
_BEFORE = r"(?P<before>\btruoc\s+)?(?:\bngay\s+)?"
_DAY_OF_MONTH = re.compile(_BEFORE + r"\b(?P<day>\d{1,2})(?:\s*/\s*|\s+thang\s+)(?P<month>\d{1,2})\b")
_DAY = re.compile(r"(?P<before>\btruoc\s+)?\bngay\s+(?P<day>\d{1,2})\b(?!\s*/)")
_MONTH = re.compile(r"(?:\b(?P<part>dau|giua|cuoi)\s+)?\bthang\s+(?P<month>\d{1,2})\b(?!\s*/)")
_PARTS = {"dau": 10, "giua": 20}  # the thirds of a month: thượng tuần, trung tuần, hạ tuần
_WEEKDAYS = ("thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat")  # as date.weekday() counts
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b")
_SEASON = re.compile(r"\btruoc\s+mua\b")
_FIRST_MONTH = re.compile(r"\bthang\s+(?:dau|thu nhat)\b")


class DueDay(Frozen):
    """A day on which something falls due, and whether the plan's words name it or it closes the period they name."""

    day: date
    rule: DueRule


def due_days(deadline: Deadline, window: Period) -> tuple[DueDay, ...]:
    """Return the days within ``window`` on which the deadline falls due, in order; none where it names no day."""
    if deadline.kind is not DeadlineKind.RECURRING:
        found = [DueDay(day=deadline.last, rule="stated")] if deadline.last else []
    elif deadline.recurrence is None:
        found = []
    else:
        found = sorted(_recurring(deadline, deadline.recurrence, window), key=lambda due: due.day)
    return tuple(due for due in found if window.first <= due.day <= window.last)


def _recurring(deadline: Deadline, recurrence: Recurrence, window: Period) -> Iterator[DueDay]:
    words = fold(deadline.text)
    if recurrence == "weekly":
        yield from _weekly(words, window)
        return
    for year in range(window.first.year, window.last.year + 2):  # "trước ngày 01/01" falls due in the year before
        yield from _in_year(words, recurrence, year)


def _weekly(words: str, window: Period) -> Iterator[DueDay]:
    named = {_WEEKDAYS.index(match[1]) for match in _WEEKDAY.finditer(words)}
    for ordinal in range(window.first.toordinal(), window.last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day.weekday() in (named or {6}):
            yield DueDay(day=day, rule="stated" if named else "last_of_period")


def _in_year(words: str, recurrence: Recurrence, year: int) -> Iterator[DueDay]:
    named = list(_DAY_OF_MONTH.finditer(words))
    if named:
        before = False
        for match in named:
            before = before or bool(match["before"])  # "trước ngày 05/6 và 05/12" is before either
            yield from _stated(year, int(match["month"]), int(match["day"]), before=before)
        return
    if _SEASON.search(words):  # nobody can name the day before which the rains begin
        return
    named = list(_MONTH.finditer(words))
    if named:
        for match in named:
            yield from _in_month(year, int(match["month"]), _PARTS.get(match["part"], 31))
        return
    months = _MONTHS[recurrence]
    if _FIRST_MONTH.search(words) and recurrence == "quarterly":
        months = (1, 4, 7, 10)
    day = _DAY.search(words)
    for month in months:
        if day:
            yield from _stated(year, month, int(day["day"]), before=bool(day["before"]))
        else:
            yield DueDay(day=date(year, month, monthrange(year, month)[1]), rule="last_of_period")


def _in_month(year: int, month: int, last: int) -> Iterator[DueDay]:
    if 1 <= month <= 12:
        yield DueDay(day=date(year, month, min(last, monthrange(year, month)[1])), rule="last_of_period")


def _stated(year: int, month: int, day: int, *, before: bool) -> Iterator[DueDay]:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return  # a document number or a misprint, no day
    last = min(day, monthrange(year, month)[1])  # "ngày 30 hằng tháng" in February
    yield DueDay(day=date(year, month, last) - timedelta(days=1 if before else 0), rule="stated")
