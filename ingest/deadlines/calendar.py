"""First and last days of months, quarters and years, and dates that may not exist.

Arithmetic only; reading words is the business of rules and periods.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from ingest.model import Recurrence

Days = tuple[date, date]
_QUARTERS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "hi": 3,
    "h1": 3,
    "ill": 3,
    "lii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
}
_ONE_DAY = timedelta(days=1)


def day(year: int, month: int, number: int) -> date | None:
    """Return the date, or None where the calendar has no such day ("31/6")."""
    if not (1 <= month <= 12 and 1900 <= year <= 2200 and 1 <= number <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, number)


def month(year: int, number: int) -> Days | None:
    """Return the first and last day of a month, or None for a month that is none."""
    if not (1 <= number <= 12 and 1900 <= year <= 2200):
        return None
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def quarter(year: int, name: str) -> Days | None:
    """Return the first and last day of the quarter written "III" or "3"."""
    number = _QUARTERS.get(name.lower())
    if number is None:
        return None
    first, last = month(year, 3 * number - 2), month(year, 3 * number)
    return (first[0], last[1]) if first and last else None


def year_days(year: int) -> Days:
    """Return the first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def before(first: date) -> date:
    """Return the last day on which "trước ngày …" is still in time."""
    return first - _ONE_DAY


def months_later(first: date, count: int) -> date:
    """Return the same day so many months later, the month's last day where it has no such day."""
    months = first.year * 12 + first.month - 1 + count
    year, number = divmod(months, 12)
    return date(year, number + 1, min(first.day, calendar.monthrange(year, number + 1)[1]))


def recurrence_of_months(months: int) -> Recurrence | None:
    """Return how often "… tháng một lần" is."""
    table: dict[int, Recurrence] = {1: "monthly", 3: "quarterly", 6: "semiannual", 12: "annual"}
    return table.get(months)
