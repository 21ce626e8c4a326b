"""Reads the span of years that a title covers. Deadlines in the body are none of its business."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ingest.model import IssuedDate, Period
from ingest.text import fold

_DAY = r"(\d{1,2})\s*(?:[/.-]|thang)\s*(\d{1,2})"
_DAYS = re.compile(
    rf"tu (?:ngay )?{_DAY}(?:\s*(?:[/.-]|nam)\s*(20\d\d))? den (?:het )?(?:ngay )?{_DAY}\s*(?:[/.-]|nam)\s*(20\d\d)"
)
_DATE = re.compile(rf"ngay {_DAY}\s*(?:[/.-]|nam)\s*\d{{4}}")  # of a document that the title cites
_YEARS = re.compile(
    r"(?:giai doan|nhiem ky|trong cac nam|tu nam|khoa)[^\d]{0,12}(20\d\d)\s*(?:[-–—/]|den(?: nam)?)\s*(20\d\d)"
)
_PLAIN_YEARS = re.compile(r"(?<!\d)(20\d\d)\s*[-–—]\s*(20\d\d)(?!\d)")
_QUARTER = re.compile(r"quy\s+(iv|i{1,3}|[1-4])\s*(?:/|nam|,)\s*(20\d\d)")
_MONTH = re.compile(r"thang\s+(\d{1,2})\s*(?:/|nam|-)\s*(20\d\d)")
_HALF = re.compile(r"6 thang (dau|cuoi) nam (20\d\d)")
_YEAR = re.compile(r"nam(?: hoc)?\s+(20\d\d)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def read_period(title: str, issued: IssuedDate | None = None) -> Period | None:
    """Return the period named in a title ("giai đoạn 2021-2030", "quý II năm 2026", "năm 2024"), or None.

    A period of the years before the document was issued is not its own: "thi hành Luật … năm 2024", "tổng kết giai đoạn 2021-2025".
    """
    period = _named_period(fold(title))
    return None if period is None or (issued is not None and period.last.year < issued.year) else period


def _named_period(folded: str) -> Period | None:
    days = _DAYS.search(folded)
    if days and (period := _days(days)):
        return period
    folded = _DATE.sub(" ", folded)
    years = _YEARS.search(folded) or _PLAIN_YEARS.search(folded)
    if years and int(years[1]) <= int(years[2]):
        return Period(first=date(int(years[1]), 1, 1), last=date(int(years[2]), 12, 31))
    quarter = _QUARTER.search(folded)
    if quarter:
        number = _ROMAN.get(quarter[1]) or int(quarter[1])
        return _months(int(quarter[2]), 3 * number - 2, 3 * number)
    half = _HALF.search(folded)
    if half:
        return _months(int(half[2]), *((1, 6) if half[1] == "dau" else (7, 12)))
    month = _MONTH.search(folded)
    if month and 1 <= int(month[1]) <= 12:
        return _months(int(month[2]), int(month[1]), int(month[1]))
    found = _YEAR.findall(folded)
    return _months(int(found[-1]), 1, 12) if found else None


def _days(match: re.Match[str]) -> Period | None:
    """The days of "từ ngày 01/6/2026 đến ngày 30/8/2026", None where they are no days or run backwards."""
    day, month, year, last_day, last_month, last_year = match.groups()
    try:
        first, last = (
            date(int(year or last_year), int(month), int(day)),
            date(int(last_year), int(last_month), int(last_day)),
        )
    except ValueError:
        return None
    return Period(first=first, last=last) if first <= last else None


def _months(year: int, first: int, last: int) -> Period:
    following = date(year + last // 12, last % 12 + 1, 1)
    return Period(first=date(year, first, 1), last=following - timedelta(days=1))
