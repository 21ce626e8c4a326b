"""What the match of a deadline rule means: its kind, its first and last day, how often it recurs.

Reads matches only; the patterns stand in rules, the questions' own readings in asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from ingest.deadlines import calendar
from ingest.model import DeadlineKind, Recurrence
from ingest.text import fold

_NUMBERS = {"ba": 3, "sau": 6, "chin": 9}
_YEAR = 12  # months
Reading = tuple[DeadlineKind, date | None, date | None, Recurrence | None]


class Context(NamedTuple):
    """What a rule may know besides its match: the plan's year, whether the sentence speaks of reports, whether it is asked."""

    year: int | None
    reports: bool
    asked: bool = False
    issued: date | None = None  # the day on which the plan was signed


def _group(match: re.Match[str], *names: str) -> int | None:
    for name in names:
        if name in match.re.groupindex and match[name]:
            return int(match[name])
    return None


def _date(match: re.Match[str], context: Context) -> tuple[date | None, bool]:
    """Return the date of a match and whether its year is written."""
    year = _group(match, "y", "y3")
    number, month = _group(match, "d", "d2", "d3"), _group(match, "m", "m2", "m3")
    if number is None or month is None:
        return None, False
    found = calendar.day(year or context.year or 2000, month, number)
    return (found if year or context.year else None), year is not None


def _valid(match: re.Match[str]) -> bool:
    number, month = _group(match, "d", "d2", "d3"), _group(match, "m", "m2", "m3")
    return number is not None and month is not None and calendar.day(2000, month, number) is not None


def by_date(last: date | None) -> Reading:
    """Read a deadline that ends with ``last``."""
    return DeadlineKind.BY, None, last, None


def during(days: calendar.Days | None) -> Reading | None:
    """Read a stretch of days, or None."""
    return None if days is None else (DeadlineKind.DURING, *days, None)


def _recurring(how: Recurrence | None) -> Reading:
    return DeadlineKind.RECURRING, None, None, how


def by_day(match: re.Match[str], context: Context, *, exclusive: bool) -> Reading | None:
    """Read "trước ngày …" (exclusive) or "đến ngày …"; without a year it is annual where reports are spoken of."""
    found, written = _date(match, context)
    if not _valid(match):
        return None
    if not written and (context.reports or context.year is None):
        return _recurring("annual")
    if found is None:
        return None
    return by_date(calendar.before(found) if exclusive else found)


def month_days(match: re.Match[str], context: Context) -> calendar.Days | None:
    """Return the days of the month matched, in the plan's year where none is written."""
    year = _group(match, "my") or context.year
    number = _group(match, "mm")
    return calendar.month(year, number) if year and number else None


def quarter_days(match: re.Match[str], context: Context) -> calendar.Days | None:
    """Return the days of the quarter matched, in the plan's year where none is written."""
    year = _group(match, "qy") or context.year
    return calendar.quarter(year, match["q"]) if year else None


def edge(days: calendar.Days | None, *, exclusive: bool) -> Reading | None:
    """By the end of a stretch of days, or by the day before it."""
    return None if days is None else by_date(calendar.before(days[0]) if exclusive else days[1])


def span_of_days(match: re.Match[str], context: Context) -> Reading | None:
    """Read "từ ngày 05/5 đến ngày 20/6/2026": the first day takes the year of the last where it has none.

    Without years and over a New Year ("từ 01/11 đến 30/4"), a plan does not say which winter: no dates.
    """
    written = _group(match, "ly", "ly3")
    last_year = written or context.year
    first_year = _group(match, "fy") or last_year
    number, month = _group(match, "ld", "ld3"), _group(match, "lm", "lm3")
    if not (last_year and first_year and number and month):
        return None
    last = calendar.day(last_year, month, number)
    first = calendar.day(first_year, _group(match, "fm") or month, int(match["fd"]))
    if first is None or last is None:
        return None
    if first > last and not (written or _group(match, "fy")):
        over = calendar.day(last_year + 1, month, number) if context.asked else None
        return DeadlineKind.DURING, first if over else None, over, None
    return during((first, last)) if first <= last else None


def span_of_months(match: re.Match[str], context: Context) -> Reading | None:
    """Read "từ tháng 3 đến tháng 6/2026"."""
    last_year = _group(match, "ly") or context.year
    first_year = _group(match, "fy") or last_year
    if last_year is None or first_year is None:
        return None
    first, last = calendar.month(first_year, int(match["fm"])), calendar.month(last_year, int(match["lm"]))
    return during((first[0], last[1])) if first and last and first[0] <= last[1] else None


def span_of_quarters(match: re.Match[str], context: Context) -> Reading | None:
    """Read "quý II, III/2026"."""
    last_year = _group(match, "ly") or context.year
    first_year = _group(match, "fy") or last_year
    if last_year is None or first_year is None:
        return None
    first, last = calendar.quarter(first_year, match["fq"]), calendar.quarter(last_year, match["lq"])
    return during((first[0], last[1])) if first and last and first[0] <= last[1] else None


def span_of_years(match: re.Match[str], _context: Context) -> Reading | None:
    """Read "2026-2030"."""
    first, last = int(match["a"]), int(match["b"])
    return during((date(first, 1, 1), date(last, 12, 31))) if 1990 <= first <= last <= 2100 else None


def end_of_years(match: re.Match[str], context: Context) -> Reading | None:
    """Read "cuối giai đoạn 2026-2030"."""
    return None if span_of_years(match, context) is None else by_date(date(int(match["b"]), 12, 31))


def from_quarter_to_year(match: re.Match[str], _context: Context) -> Reading | None:
    """Read "từ quý I/2026 đến hết năm 2027"."""
    last = int(match["ly"])
    first = calendar.quarter(_group(match, "fy") or last, match["fq"])
    return during((first[0], date(last, 12, 31))) if first and first[0].year <= last else None


def months_days(match: re.Match[str], context: Context) -> calendar.Days | None:
    """Return the days of so many months at the beginning or the end of a year: "9 tháng đầu năm 2026"."""
    year = _group(match, "y") or context.year
    groups = match.groupdict()
    count = _NUMBERS.get(fold(groups.get("n") or "6")) or int(groups.get("n") or 6)
    if not year or not 1 <= count <= _YEAR:
        return None
    at_end = fold(groups.get("h") or "") == "cuoi"
    first = calendar.month(year, _YEAR + 1 - count if at_end else 1)
    last = calendar.month(year, _YEAR if at_end else count)
    return (first[0], last[1]) if first and last else None


def months_of_year(match: re.Match[str], context: Context) -> Reading | None:
    """Read "6 tháng đầu năm 2026"."""
    return during(months_days(match, context))


def in_year(match: re.Match[str], _context: Context) -> Reading | None:
    """Read "trong năm 2026"."""
    return during(calendar.year_days(int(match["y"])))


def until_year(match: re.Match[str], _context: Context) -> Reading | None:
    """Read "đến năm 2030"."""
    return by_date(date(int(match["y"]), 12, 31))


def before_year(match: re.Match[str], context: Context) -> Reading | None:
    """Read "trước năm 2030"; a year that is over when the plan begins tells how old a thing is."""
    if not context.asked and context.year and int(match["y"]) <= context.year:
        return None
    return by_date(date(int(match["y"]) - 1, 12, 31))


def completed(match: re.Match[str], _context: Context) -> Reading | None:
    """Read "hoàn thành năm 2026"."""
    return during(calendar.year_days(_group(match, "y", "y2") or 0))


def every_months(match: re.Match[str], _context: Context) -> Reading | None:
    """Read "03 tháng/lần"."""
    return _recurring(calendar.recurrence_of_months(int(match["n"])))


def times_a_year(match: re.Match[str], _context: Context) -> Reading | None:
    """Read "02 lần/năm"."""
    unit, times = match["u"], int(match["n"])
    table: dict[tuple[int, str], Recurrence] = {(1, "năm"): "annual", (2, "năm"): "semiannual", (4, "năm"): "quarterly"}
    table |= {(12, "năm"): "monthly", (1, "quý"): "quarterly", (1, "tháng"): "monthly", (1, "tuần"): "weekly"}
    table |= {(n, u.translate(str.maketrans("ăýáầ", "ayaa"))): how for (n, u), how in list(table.items())}
    return _recurring(table.get((times, unit.lower())))


def several(match: re.Match[str], _context: Context) -> Reading | None:
    """Read "hằng tháng, quý, năm": the shortest comes first."""
    table: dict[str, Recurrence] = {"tu": "weekly", "th": "monthly", "qu": "quarterly"}
    return _recurring(table[match["unit"][:2].lower()])


def every_years(match: re.Match[str], _context: Context) -> Reading | None:
    """Read "02 năm một lần": the contract has no word for more than one year."""
    return _recurring("annual" if int(match["n"]) == 1 else None)


def rhythm(match: re.Match[str], _context: Context) -> Reading | None:
    """Read "Tháng", "Quý" alone in a column of times."""
    table: dict[str, Recurrence] = {"tuan": "weekly", "thang": "monthly", "quy": "quarterly", "nam": "annual"}
    return _recurring(table[fold(match["u"])])


def always(how: Recurrence | None) -> Callable[[re.Match[str], Context], Reading | None]:
    """Return a reading that recurs in a fixed way, whatever was matched."""
    return lambda _match, _context: _recurring(how)


def since(days: calendar.Days | None) -> Reading | None:
    """From the first of these days, with no end."""
    return None if days is None else (DeadlineKind.DURING, days[0], None, None)


def and_after(match: re.Match[str], _context: Context) -> Reading | None:
    """Read "trong năm 2026 và các năm tiếp theo"."""
    year, number = int(match["y"]), _group(match, "mm")
    return since(calendar.month(year, number) if number else calendar.year_days(year))


def since_day(match: re.Match[str], context: Context) -> Reading | None:
    """Read "kể từ ngày 01/6/2026"; without its year the day may recur ("mùa khô (từ ngày 01/11 …)")."""
    found, written = _date(match, context)
    return None if found is None or not written else since((found, found))


def in_plan_year(_match: re.Match[str], context: Context) -> Reading | None:
    """Read "trong năm": the plan's year, no dates where that is not known."""
    days = calendar.year_days(context.year) if context.year else (None, None)
    return DeadlineKind.DURING, *days, None


def on_day(match: re.Match[str], context: Context) -> Reading | None:
    """Read "vào ngày 22/3/2026": that day alone."""
    found, _ = _date(match, context)
    return None if found is None else during((found, found))


def on_day_to_come(match: re.Match[str], context: Context) -> Reading | None:
    """Read "Ngày 20/11/2026: …": a day written in full that is not over when the plan is signed."""
    found, written = _date(match, context)
    told = found is None or not written or (context.issued is not None and found <= context.issued)
    return None if told else on_day(match, context)


def by_end_of_plan_year(_match: re.Match[str], context: Context) -> Reading:
    """Read "đến cuối năm": the plan's year, no date where that is not known."""
    return by_date(date(context.year, 12, 31) if context.year else None)


def in_year_to_come(match: re.Match[str], context: Context) -> Reading | None:
    """Read "70% năm 2027", not "đạt 60% năm 2024" of a plan that begins later."""
    return None if context.year and int(match["y"]) < context.year else in_year(match, context)


def whole_year(match: re.Match[str], context: Context) -> Reading:
    """Read "cả năm": the plan's year, no dates where that is not known."""
    year = _group(match, "y") or context.year
    days = calendar.year_days(year) if year else (None, None)
    return DeadlineKind.DURING, *days, None


def by_month_number(match: re.Match[str], context: Context) -> Reading | None:
    """Read "trước 6/2026" (exclusive) and "đến 6/2026"."""
    return edge(month_days(match, context), exclusive=fold(match.group()).startswith("truoc"))


def written_day(match: re.Match[str], context: Context) -> date | None:
    """Return the day of a match, in the plan's year where none is written."""
    return _date(match, context)[0]
