"""The named rules for periods that only questions use: relative ones ("tháng này"), open ones ("sau 2026"), English.

Everything a plan writes too is read by the rules of plans.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from ingest.deadlines import calendar

Ends = tuple[date | None, date | None]
_SOON = 30  # days; what "sắp đến hạn" means
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "1st": "1", "2nd": "2", "3rd": "3", "4th": "4"}

_YEAR = r"(?P<y>(?:19|20)\d\d)(?![\d/])"
_MONTH = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_ENGLISH_MONTH = rf"{_MONTH}\.?(?:\s+(?:of\s+)?(?P<my>20\d\d))?"
_ENGLISH_DAY = (
    rf"(?:{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<dy>20\d\d))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.replace('mon', 'mon2')}(?:,?\s+(?P<dy2>20\d\d))?)"
)
_ENGLISH_QUARTER = rf"(?:q(?P<q>[1-4])|(?P<qo>{'|'.join(_ORDINALS)})\s+quarter)(?:\s+(?:of\s+)?(?P<qy>20\d\d))?"


class AskedRule(NamedTuple):
    """A pattern on folded text, and the first and last day it asks for, counted from the day of asking."""

    name: str
    pattern: str
    read: Callable[[re.Match[str], date], Ends | None]


def _year_of(match: re.Match[str], group: str, as_of: date) -> int:
    return int(match[group]) if match[group] else as_of.year


def shifted_month(as_of: date, by: int) -> calendar.Days:
    """Return the days of the month ``by`` months after that of ``as_of``."""
    count = as_of.year * 12 + as_of.month - 1 + by
    days = calendar.month(count // 12, count % 12 + 1)
    assert days is not None, "months 1 to 12"  # noqa: S101  # an invariant of the arithmetic
    return days


def _shifted_quarter(as_of: date, by: int) -> calendar.Days:
    month = shifted_month(as_of, 3 * by)[0]
    days = calendar.quarter(month.year, str((month.month + 2) // 3))
    assert days is not None, "quarters 1 to 4"  # noqa: S101  # an invariant of the arithmetic
    return days


def _week(as_of: date, by: int) -> calendar.Days:
    monday = as_of - timedelta(days=as_of.weekday()) + timedelta(weeks=by)
    return monday, monday + timedelta(days=6)


def _relative(by: int, unit: str) -> Callable[[re.Match[str], date], Ends]:
    def read(_match: re.Match[str], as_of: date) -> Ends:
        if unit == "year":
            return calendar.year_days(as_of.year + by)
        if unit == "quarter":
            return _shifted_quarter(as_of, by)
        return shifted_month(as_of, by) if unit == "month" else _week(as_of, by)

    return read


def _days_ahead(match: re.Match[str], as_of: date) -> Ends | None:
    length = {"n": 1, "d": 1, "tu": 7, "w": 7, "th": 30, "m": 30}
    unit = next(days for start, days in length.items() if match["u"].startswith(start))
    return as_of, as_of + timedelta(days=int(match["n"]) * unit)


def _year(match: re.Match[str], _as_of: date) -> Ends:
    return calendar.year_days(int(match["y"]))


def _until_year_end(_match: re.Match[str], as_of: date) -> Ends:
    return as_of, date(as_of.year, 12, 31)


def _part_of_year(first: int, last: int) -> Callable[[re.Match[str], date], Ends]:
    def read(match: re.Match[str], as_of: date) -> Ends:
        year = _year_of(match, "y", as_of)
        begin, end = calendar.month(year, first), calendar.month(year, last)
        return (begin and begin[0], end and end[1])

    return read


def _month(match: re.Match[str], as_of: date) -> calendar.Days | None:
    return calendar.month(_year_of(match, "my", as_of), _MONTHS.index(match["mon"][:3]) + 1)


def _bare_month(match: re.Match[str], as_of: date) -> Ends | None:
    return calendar.month(_year_of(match, "my", as_of), int(match["mm"]))


def _quarter(match: re.Match[str], as_of: date) -> calendar.Days | None:
    name = match["q"] or _ORDINALS[match["qo"]]
    return calendar.quarter(_year_of(match, "qy", as_of), name)


def _bare_quarter(match: re.Match[str], as_of: date) -> Ends | None:
    return calendar.quarter(_year_of(match, "qy", as_of), match["q"])


def _english_day(match: re.Match[str], as_of: date) -> date | None:
    name = (match["mon"] or match["mon2"])[:3]
    year = int(match["dy"] or match["dy2"] or as_of.year)
    return calendar.day(year, _MONTHS.index(name) + 1, int(match["d"] or match["d2"]))


def _bare_day(match: re.Match[str], as_of: date) -> Ends | None:
    found = calendar.day(_year_of(match, "y", as_of), int(match["m"]), int(match["d"]))
    return (found, found) if found else None


def _by(read: Callable[[re.Match[str], date], Ends | None]) -> Callable[[re.Match[str], date], Ends | None]:
    """Up to the end of what ``read`` reads."""

    def ends(match: re.Match[str], as_of: date) -> Ends | None:
        found = read(match, as_of)
        return (None, found[1]) if found else None

    return ends


def _before(read: Callable[[re.Match[str], date], Ends | None]) -> Callable[[re.Match[str], date], Ends | None]:
    """Up to the day before what ``read`` reads."""

    def ends(match: re.Match[str], as_of: date) -> Ends | None:
        found = read(match, as_of)
        return (None, calendar.before(found[0])) if found and found[0] else None

    return ends


def _after(read: Callable[[re.Match[str], date], Ends | None]) -> Callable[[re.Match[str], date], Ends | None]:
    """From the day after what ``read`` reads."""

    def ends(match: re.Match[str], as_of: date) -> Ends | None:
        found = read(match, as_of)
        return (found[1] + timedelta(days=1), None) if found and found[1] else None

    return ends


def _since(read: Callable[[re.Match[str], date], Ends | None]) -> Callable[[re.Match[str], date], Ends | None]:
    """From the first day of what ``read`` reads."""

    def ends(match: re.Match[str], as_of: date) -> Ends | None:
        found = read(match, as_of)
        return (found[0], None) if found else None

    return ends


def _one_day(match: re.Match[str], as_of: date) -> Ends | None:
    found = _english_day(match, as_of)
    return (found, found) if found else None


def _years(match: re.Match[str], _as_of: date) -> Ends | None:
    first, last = int(match["a"]), int(match["b"])
    return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _until(word: str) -> str:
    return rf"(?:{word})\s+(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?"


_BY = _until("by|until|till|no later than|up to|not later than")
_BEFORE = _until("before|prior to|ahead of")
_AFTER = r"(?:after|beyond)\s+"
_SINCE = r"(?:since|from|starting(?:\s+(?:in|from))?)\s+"
_VI_MONTH = r"thang\s+(?P<mm>\d{1,2})(?!\d|\s*/\s*\d{1,2}\s*/)(?:\s*(?:/|nam)\s*(?:nam\s+)?(?P<my>20\d\d))?"
_VI_QUARTER = r"(?:quy|qui)\s+(?P<q>iv|i{1,3}|[1-4])\b(?:\s*(?:/|nam)?\s*(?:nam\s+)?(?P<qy>20\d\d))?"
_VI_YEAR = rf"(?:nam\s+)?{_YEAR}"

ASKED_RULES: tuple[AskedRule, ...] = (
    # relative
    AskedRule("this_year", r"(?:trong\s+)?nam\s+nay\b|this\s+year\b", _relative(0, "year")),
    AskedRule("next_year", r"(?:trong\s+)?(?:nam\s+(?:sau|toi)|sang\s+nam)\b|next\s+year\b", _relative(1, "year")),
    AskedRule("last_year", r"nam\s+(?:ngoai|truoc)\b|last\s+year\b", _relative(-1, "year")),
    AskedRule("this_quarter", r"(?:trong\s+)?quy\s+nay\b|this\s+quarter\b", _relative(0, "quarter")),
    AskedRule("next_quarter", r"(?:trong\s+)?quy\s+(?:sau|toi)\b|next\s+quarter\b", _relative(1, "quarter")),
    AskedRule("this_month", r"(?:trong\s+)?thang\s+nay\b|this\s+month\b", _relative(0, "month")),
    AskedRule("next_month", r"(?:trong\s+)?thang\s+(?:sau|toi)\b|next\s+month\b", _relative(1, "month")),
    AskedRule("last_month", r"thang\s+(?:truoc|vua\s+roi|qua)\b(?!\s+\d)|last\s+month\b", _relative(-1, "month")),
    AskedRule("this_week", r"(?:trong\s+)?tuan\s+nay\b|this\s+week\b", _relative(0, "week")),
    AskedRule("next_week", r"(?:trong\s+)?tuan\s+(?:sau|toi)\b|next\s+week\b", _relative(1, "week")),
    AskedRule("today", r"(?:trong\s+)?hom\s+nay\b|today\b", lambda _m, a: (a, a)),
    AskedRule(
        "tomorrow",
        r"(?:ngay\s+mai|mai)\b(?=\s*$|\s+(?:la|phai|co))|tomorrow\b",
        lambda _m, a: (a + timedelta(days=1),) * 2,
    ),
    AskedRule(
        "days_ahead",
        r"(?:trong\s+(?:vong\s+)?)?(?P<n>\d{1,3})\s+(?P<u>ngay|tuan|thang)\s+(?:toi|nua|sap\s+toi)\b",
        _days_ahead,
    ),
    AskedRule(
        "days_ahead_en",
        r"(?:in|within|over)?\s*(?:the\s+)?next\s+(?P<n>\d{1,3})\s+(?P<u>day|week|month)s?\b",
        _days_ahead,
    ),
    AskedRule(
        "due_soon",
        r"sap\s+(?:den\s+han|toi\s+han|het\s+han|den\s+ngay|toi)\b|gan\s+den\s+han\b|(?:due|coming)\s+(?:soon|due|up)\b|upcoming\b",
        lambda _m, a: (a, a + timedelta(days=_SOON)),
    ),
    AskedRule(
        "overdue",
        r"(?:qua|tre|cham|het)\s+(?:thoi\s+)?han\b|overdue\b|past\s+due\b",
        lambda _m, a: (None, calendar.before(a)),
    ),
    AskedRule(
        "until_year_end",
        r"(?:tu\s+(?:nay|gio|bay\s+gio|hien\s+tai)\s+)(?:den|toi)\s+(?:(?:het|cuoi)\s+)+nam(?:\s+nay)?\b(?!\s+\d)"
        r"|by\s+(?:the\s+)?end\s+of\s+(?:the|this)\s+year\b|(?:den|truoc)\s+(?:(?:het|cuoi)\s+)+nam(?:\s+nay)?\b(?!\s+\d)",
        _until_year_end,
    ),
    AskedRule("end_of_year", rf"cuoi\s+nam(?:\s+nay|\s+{_YEAR})?\b", _part_of_year(10, 12)),
    AskedRule("start_of_year", rf"dau\s+nam(?:\s+nay|\s+{_YEAR})?\b(?!\s+hoc)", _part_of_year(1, 3)),
    AskedRule(
        "first_half", rf"(?:trong\s+)?(?:6|06|sau)\s+thang\s+dau\s+nam(?:\s+nay|\s+{_YEAR})?\b", _part_of_year(1, 6)
    ),
    AskedRule(
        "second_half", rf"(?:trong\s+)?(?:6|06|sau)\s+thang\s+cuoi\s+nam(?:\s+nay|\s+{_YEAR})?\b", _part_of_year(7, 12)
    ),
    AskedRule(
        "first_half_en",
        rf"(?:in\s+)?(?:the\s+)?first\s+half\s+of\s+(?:{_YEAR}|the\s+year|this\s+year)",
        _part_of_year(1, 6),
    ),
    AskedRule(
        "second_half_en",
        rf"(?:in\s+)?(?:the\s+)?second\s+half\s+of\s+(?:{_YEAR}|the\s+year|this\s+year)",
        _part_of_year(7, 12),
    ),
    # what plans write with a preposition, and questions without
    AskedRule("in_month", rf"(?:(?:trong|vao)\s+)?{_VI_MONTH}", _bare_month),
    AskedRule("in_quarter", rf"(?:(?:trong|vao)\s+)?{_VI_QUARTER}", _bare_quarter),
    AskedRule(
        "on_day", r"(?:ngay\s+)?(?P<d>\d{1,2})\s*/\s*(?P<m>\d{1,2})(?:\s*/\s*(?P<y>20\d\d))?(?![\d/%])", _bare_day
    ),
    AskedRule("in_year", rf"(?:trong\s+|vao\s+)?nam\s+{_YEAR}", _year),
    AskedRule("bare_year", rf"{_YEAR}", _year),
    AskedRule("after_year", rf"sau\s+{_VI_YEAR}", _after(_year)),
    AskedRule("after_month", rf"sau\s+{_VI_MONTH}", _after(_bare_month)),
    AskedRule("since_year", rf"(?:ke\s+)?tu\s+{_VI_YEAR}(?:\s+tro\s+di)?(?!\s*(?:-|den|toi))", _since(_year)),
    AskedRule("since_month", rf"(?:ke\s+)?tu\s+{_VI_MONTH}(?:\s+tro\s+di)?(?!\s*(?:-|den|toi))", _since(_bare_month)),
    # English
    AskedRule("in_year_en", rf"(?:in|during|for|throughout|within)\s+(?:the\s+year\s+)?{_YEAR}", _year),
    AskedRule("by_year_en", rf"{_BY}{_YEAR}", _by(_year)),
    AskedRule("before_year_en", rf"{_BEFORE}{_YEAR}", _before(_year)),
    AskedRule("after_year_en", rf"{_AFTER}{_YEAR}", _after(_year)),
    AskedRule("since_year_en", rf"{_SINCE}{_YEAR}(?!\s*(?:-|to|until))", _since(_year)),
    AskedRule("years_en", r"(?:from|between)\s+(?P<a>20\d\d)\s+(?:to|and|until|through)\s+(?P<b>20\d\d)", _years),
    AskedRule("years", r"(?:(?:trong\s+)?giai\s+doan\s+)?(?P<a>20\d\d)\s*[-–]\s*(?P<b>20\d\d)(?!\d)", _years),
    AskedRule("in_month_en", rf"(?:in|during)\s+{_ENGLISH_MONTH}", _month),
    AskedRule("month_of_year_en", rf"{_MONTH}\.?\s+(?:of\s+)?(?P<my>20\d\d)", _month),
    AskedRule("by_month_en", rf"{_BY}{_ENGLISH_MONTH}", _by(_month)),
    AskedRule("before_month_en", rf"{_BEFORE}{_ENGLISH_MONTH}", _before(_month)),
    AskedRule("after_month_en", rf"{_AFTER}{_ENGLISH_MONTH}", _after(_month)),
    AskedRule("on_day_en", rf"(?:on\s+)?{_ENGLISH_DAY}", _one_day),
    AskedRule("by_day_en", rf"{_BY}{_ENGLISH_DAY}", _by(_one_day)),
    AskedRule("before_day_en", rf"{_BEFORE}{_ENGLISH_DAY}", _before(_one_day)),
    AskedRule("in_quarter_en", rf"(?:in\s+)?(?:the\s+)?{_ENGLISH_QUARTER}", _quarter),
    AskedRule("by_quarter_en", rf"{_BY}{_ENGLISH_QUARTER}", _by(_quarter)),
)
