"""The named rules that read a deadline in a plan, each a pattern and what it means.

Patterns are written with accents; ``find`` folds them where the text has none. Years inside names are left to names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from ingest.deadlines import calendar
from ingest.model import DeadlineKind, Recurrence

# Pieces of patterns. No upper-case escapes and no Vietnamese capitals: patterns are folded as they stand.
_Y = r"(?:năm\s+)?(?P<y>(?:19|20)\d\d)(?!\s*[/.]\s*\d|\d)"
_ANNUAL = r"(?:hằng|hàng|mỗi)\s+năm"
_DATE = (
    r"(?:(?P<d>\d{1,2})\s*[/⁄.-]\s*(?P<m>\d{1,2})\s*[/⁄.-]\s*(?P<y>\d{4})(?!\d)"
    r"|(?P<d2>\d{1,2})\s*[/⁄]\s*(?P<m2>\d{1,2})(?!\s*[/\d%])"
    r"|(?P<d3>\d{1,2})\s+tháng\s+(?P<m3>\d{1,2})(?:\s*(?:/|⁄|năm)\s*(?P<y3>\d{4}))?)"
)
_DAY = rf"(?:(?:thứ\s+\w+\s*,?\s*)?ngày\s+)?{_DATE}"
_MONTH = r"tháng\s+(?P<mm>\d{1,2})(?!\d|\s*/\s*\d{1,2}\s*/)(?:\s*(?:/|⁄|-|năm)\s*(?P<my>\d{4}))?"
_QUARTER = r"(?:quý|quí)\s+(?P<q>iv|i{1,3}|[1-4])\b(?:\s*(?:/|⁄|-|,|năm)?\s*(?:năm\s+)?(?P<qy>(?:19|20)\d\d))?"
_UNTIL = r"(?:chậm\s+nhất|muộn\s+nhất|không\s+quá|đến|tới|hết|hạn\s+chót)(?:\s+(?:là|đến|vào|trong|hết|cuối|ngày))*"
_YEARS = r"(?P<a>20\d\d)\s*[-–]\s*(?P<b>20\d\d)(?!\d)"
_IN = r"(?:ngay\s+)?(?:trong|vào)"

Reading = tuple[DeadlineKind, date | None, date | None, Recurrence | None]


class Context(NamedTuple):
    """What a rule may know besides its match: the plan's year, and whether the sentence speaks of reporting."""

    year: int | None
    reports: bool


class Rule(NamedTuple):
    """A pattern and its meaning, allowed where ``guard`` says.

    "free": anywhere; "quoted": outside quotation marks; "name": outside names, too; "leading": first in its clause;
    "cell": alone in a cell of a table; "adverb": before the verb it belongs to; "thing": not as the attribute of a budget.
    """

    name: str
    pattern: str
    read: Callable[[re.Match[str], Context], Reading | None]
    guard: str = "free"


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


def _by(last: date | None) -> Reading:
    return DeadlineKind.BY, None, last, None


def _during(days: calendar.Days | None) -> Reading | None:
    return None if days is None else (DeadlineKind.DURING, *days, None)


def _recurring(how: Recurrence | None) -> Reading:
    return DeadlineKind.RECURRING, None, None, how


def _by_day(match: re.Match[str], context: Context, *, exclusive: bool) -> Reading | None:
    found, written = _date(match, context)
    if not _valid(match):
        return None
    if not written and (context.reports or context.year is None):
        return _recurring("annual")
    if found is None:
        return None
    return _by(calendar.before(found) if exclusive else found)


def _months(match: re.Match[str], context: Context) -> calendar.Days | None:
    year = _group(match, "my") or context.year
    number = _group(match, "mm")
    return calendar.month(year, number) if year and number else None


def _quarters(match: re.Match[str], context: Context) -> calendar.Days | None:
    year = _group(match, "qy") or context.year
    return calendar.quarter(year, match["q"]) if year else None


def _edge(days: calendar.Days | None, *, exclusive: bool) -> Reading | None:
    """By the end of a stretch of days, or by the day before it."""
    return None if days is None else _by(calendar.before(days[0]) if exclusive else days[1])


def _span_of_days(match: re.Match[str], context: Context) -> Reading | None:
    """Read "từ ngày 05/5 đến ngày 20/6/2026": the first day takes the year of the last where it has none."""
    last_year = _group(match, "ly", "ly3") or context.year
    first_year = _group(match, "fy") or last_year
    number, month = _group(match, "ld", "ld3"), _group(match, "lm", "lm3")
    if not (last_year and first_year and number and month):
        return None
    last = calendar.day(last_year, month, number)
    first = calendar.day(first_year, _group(match, "fm") or month, int(match["fd"]))
    if first is None or last is None or first > last:
        return None
    return DeadlineKind.DURING, first, last, None


def _span_of_months(match: re.Match[str], context: Context) -> Reading | None:
    last_year = _group(match, "ly") or context.year
    first_year = _group(match, "fy") or last_year
    if last_year is None or first_year is None:
        return None
    first, last = calendar.month(first_year, int(match["fm"])), calendar.month(last_year, int(match["lm"]))
    return _during((first[0], last[1])) if first and last and first[0] <= last[1] else None


def _span_of_quarters(match: re.Match[str], context: Context) -> Reading | None:
    last_year = _group(match, "ly") or context.year
    first_year = _group(match, "fy") or last_year
    if last_year is None or first_year is None:
        return None
    first, last = calendar.quarter(first_year, match["fq"]), calendar.quarter(last_year, match["lq"])
    return _during((first[0], last[1])) if first and last and first[0] <= last[1] else None


def _span_of_years(match: re.Match[str], _context: Context) -> Reading | None:
    first, last = int(match["a"]), int(match["b"])
    return _during((date(first, 1, 1), date(last, 12, 31))) if 1990 <= first <= last <= 2100 else None


def _end_of_years(match: re.Match[str], context: Context) -> Reading | None:
    return None if _span_of_years(match, context) is None else _by(date(int(match["b"]), 12, 31))


def _from_quarter_to_year(match: re.Match[str], _context: Context) -> Reading | None:
    last = int(match["ly"])
    first = calendar.quarter(_group(match, "fy") or last, match["fq"])
    return _during((first[0], date(last, 12, 31))) if first and first[0].year <= last else None


def _half(match: re.Match[str], context: Context) -> Reading | None:
    year = _group(match, "y") or context.year
    return _during(calendar.half(year, second=match["h"] in ("cuối", "cuoi"))) if year else None


def _year(match: re.Match[str], _context: Context) -> Reading | None:
    return _during(calendar.year_days(int(match["y"])))


def _by_year(match: re.Match[str], _context: Context) -> Reading | None:
    return _by(date(int(match["y"]), 12, 31))


def _before_year(match: re.Match[str], _context: Context) -> Reading | None:
    return _by(date(int(match["y"]) - 1, 12, 31))


def _every_months(match: re.Match[str], _context: Context) -> Reading | None:
    return _recurring(calendar.recurrence_of_months(int(match["n"])))


def _times_a_year(match: re.Match[str], _context: Context) -> Reading | None:
    unit, times = match["u"], int(match["n"])
    table: dict[tuple[int, str], Recurrence] = {(1, "năm"): "annual", (2, "năm"): "semiannual", (4, "năm"): "quarterly"}
    table |= {(12, "năm"): "monthly", (1, "quý"): "quarterly", (1, "tháng"): "monthly", (1, "tuần"): "weekly"}
    table |= {(n, u.translate(str.maketrans("ăýáầ", "ayaa"))): how for (n, u), how in list(table.items())}
    return _recurring(table.get((times, unit.lower())))


def _several(match: re.Match[str], _context: Context) -> Reading | None:
    """Read "hằng tháng, quý, năm": the shortest comes first."""
    table: dict[str, Recurrence] = {"tu": "weekly", "th": "monthly", "qu": "quarterly"}
    return _recurring(table[match["unit"][:2].lower()])


def _always(how: Recurrence | None) -> Callable[[re.Match[str], Context], Reading | None]:
    return lambda _match, _context: _recurring(how)


def _on_day(match: re.Match[str], context: Context) -> Reading | None:
    found, _ = _date(match, context)
    return None if found is None else _during((found, found))


_PERIODIC = r"(?:định\s+kỳ\s+)?"
_WHEN = r"(?:vào\s+)?(?:(?:đầu|giữa|cuối)\s+)?"
_TO = r"\s*(?:đến|tới|-|–)\s*(?:hết\s+)?"

RULES: tuple[Rule, ...] = (
    # spans
    Rule(
        "from_day_to_day",
        rf"từ\s+(?:ngày\s+)?(?P<fd>\d{{1,2}})(?:\s*/\s*(?P<fm>\d{{1,2}})(?:\s*/\s*(?P<fy>\d{{4}}))?)?{_TO}(?:ngày\s+)?"
        r"(?:(?P<ld>\d{1,2})\s*/\s*(?P<lm>\d{1,2})(?:\s*/\s*(?P<ly>\d{4}))?"
        r"|(?P<ld3>\d{1,2})\s+tháng\s+(?P<lm3>\d{1,2})(?:\s+năm\s+(?P<ly3>\d{4}))?)(?!\d)",
        _span_of_days,
    ),
    Rule(
        "from_month_to_month",
        rf"từ\s+tháng\s+(?P<fm>\d{{1,2}})(?:\s*(?:/|⁄|năm)\s*(?P<fy>\d{{4}}))?{_TO}(?:tháng\s+)?(?P<lm>\d{{1,2}})"
        r"(?!\d)(?:\s*(?:/|⁄|năm)\s*(?P<ly>\d{4}))?",
        _span_of_months,
    ),
    Rule(
        "from_quarter_to_quarter",
        rf"(?:từ\s+)?(?:quý|quí)\s+(?P<fq>iv|i{{1,3}}|[1-4])(?:\s*(?:/|⁄|năm)\s*(?P<fy>\d{{4}}))?"
        rf"(?:{_TO}|\s*(?:,|và)\s*)(?:(?:quý|quí)\s+)?(?P<lq>iv|i{{1,3}}|[1-4])\b(?:\s*(?:/|⁄|năm)\s*(?:năm\s+)?(?P<ly>\d{{4}}))?",
        _span_of_quarters,
    ),
    Rule(
        "from_quarter_to_year",
        rf"từ\s+(?:quý|quí)\s+(?P<fq>iv|i{{1,3}}|[1-4])(?:\s*(?:/|⁄|năm)\s*(?P<fy>\d{{4}}))?{_TO}năm\s+(?P<ly>20\d\d)(?!\d)",
        _from_quarter_to_year,
    ),
    Rule(
        "from_year_to_year",
        rf"(?:từ\s+(?:năm\s+)?|năm\s+)(?P<a>20\d\d){_TO}(?:năm\s+)?(?P<b>20\d\d)(?!\d)",
        _span_of_years,
        "quoted",
    ),
    Rule("in_stage", rf"trong\s+(?:cả\s+)?giai\s+đoạn\s+{_YEARS}", _span_of_years, "quoted"),
    Rule("end_of_stage", rf"(?:vào\s+|đến\s+)?(?:hết|cuối)\s+giai\s+đoạn\s+{_YEARS}", _end_of_years, "quoted"),
    Rule("leading_stage", rf"giai\s+đoạn\s+{_YEARS}", _span_of_years, "leading"),
    Rule("leading_years", rf"(?:năm\s+)?{_YEARS}(?=\s)", _span_of_years, "leading"),
    Rule("first_years", rf"(?<=trước mắt ){_YEARS}", _span_of_years, "quoted"),
    # recurring
    Rule("yearly_by_day", rf"{_PERIODIC}(?:(?:trước|vào|đến|{_UNTIL})\s+)?{_DAY}\s+{_ANNUAL}", _always("annual")),
    Rule(
        "yearly_in_month",
        rf"{_PERIODIC}(?:(?:trong|trước)\s+)?{_WHEN}{_MONTH}\s+(?:của\s+)?{_ANNUAL}",
        _always("annual"),
    ),
    Rule(
        "monthly_by_day",
        rf"{_PERIODIC}(?:(?:trước|vào|đến)\s+)?ngày\s+\d{{1,2}}\s+(?:hằng|hàng|mỗi)\s+tháng",
        _always("monthly"),
    ),
    Rule(
        "quarterly_by_day",
        rf"{_PERIODIC}(?:(?:trước|vào|đến)\s+)?ngày\s+\d{{1,2}}\s+(?:của\s+)?tháng\s+cuối\s+(?:của\s+)?(?:hằng\s+|hàng\s+|mỗi\s+)?quý",
        _always("quarterly"),
    ),
    Rule(
        "weekly_on_day",
        rf"{_PERIODIC}(?:vào\s+)?(?:(?:sáng|chiều|các|ngày)\s+)*(?:thứ\s+\w+|chủ\s+nhật)(?:\s*(?:,|và|hoặc)\s*(?:(?:sáng|chiều)\s+)?(?:thứ\s+\w+|chủ\s+nhật))*"
        r"\s+(?:hằng|hàng|mỗi)\s+tuần",
        _always("weekly"),
    ),
    Rule(
        "every_several",
        rf"{_PERIODIC}(?:hằng|hàng|mỗi)\s+(?P<unit>tuần|tháng|quý|quí)"
        r"(?:\s*(?:,|và|hoặc)\s*(?:hằng\s+|hàng\s+)?(?:tháng|quý|quí|(?:6|06|sáu|9|09)\s+tháng|năm)\b(?!\s+\d))+",
        _several,
    ),
    Rule("every_year", rf"{_PERIODIC}{_WHEN}(?:hằng|hàng|mỗi|từng)\s+năm\b(?!\s+\d)", _always("annual"), "thing"),
    Rule("every_quarter", rf"{_PERIODIC}{_WHEN}(?:hằng|hàng|mỗi|từng)\s+(?:quý|quí)\b", _always("quarterly")),
    Rule("every_month", rf"{_PERIODIC}{_WHEN}(?:hằng|hàng|mỗi|từng)\s+tháng\b", _always("monthly")),
    Rule("every_week", rf"{_PERIODIC}{_WHEN}(?:hằng|hàng|mỗi|từng)\s+tuần\b", _always("weekly")),
    Rule(
        "periodic_months", r"định\s+kỳ\s+(?P<n>\d{1,2})\s+tháng\b(?:\s*/\s*lần|\s+(?:một|01|1)\s+lần)?", _every_months
    ),
    Rule("months_once", r"(?:mỗi\s+)?(?P<n>\d{1,2})\s+tháng\s*(?:/\s*|\s(?:một|01|1)\s+)lần", _every_months),
    Rule(
        "times_a_year",
        rf"{_PERIODIC}(?:ít\s+nhất\s+)?(?P<n>\d{{1,2}})\s+lần\s*(?:/\s*|(?:trong\s+|mỗi\s+|một\s+))(?P<u>năm|quý|tháng|tuần)\b",
        _times_a_year,
    ),
    Rule("periodic_quarter", r"định\s+kỳ\s+(?:theo\s+)?(?:quý|quí)\b(?!\s+[iv\d])", _always("quarterly")),
    Rule("periodic_month", r"định\s+kỳ\s+(?:theo\s+)?tháng\b(?!\s+\d)", _always("monthly")),
    Rule("periodic_year", r"định\s+kỳ\s+(?:theo\s+)?năm\b(?!\s+\d)", _always("annual")),
    Rule("periodic", r"định\s+kỳ\b", _always(None), "adverb"),
    Rule("periodic_thing", r"định\s+kỳ\b", _always(None)),
    # days
    Rule(
        "before_hour",
        rf"trước\s+\d{{1,2}}\s*(?:giờ|h|g|:)\s*(?:\d{{1,2}})?\s*(?:phút)?\s*(?:,\s*)?{_DAY}",
        lambda m, c: _by_day(m, c, exclusive=False),
    ),
    Rule("before_day", rf"trước\s+{_DAY}", lambda m, c: _by_day(m, c, exclusive=True)),
    Rule("by_day", rf"{_UNTIL}\s+{_DAY}", lambda m, c: _by_day(m, c, exclusive=False)),
    Rule(
        "on_days",
        r"(?:trong|vào)\s+(?:các\s+)?ngày\s+(?P<fd>\d{1,2})(?:\s*(?:,|và|-|–)\s*\d{1,2})*\s*(?:,|và|-|–)\s*(?P<ld>\d{1,2})\s*/\s*(?P<lm>\d{1,2})\s*/\s*(?P<ly>\d{4})",
        _span_of_days,
    ),
    Rule("on_day", rf"(?:trong|vào|ngay\s+trong)\s+{_DAY}", _on_day),
    # months, quarters, halves
    Rule("before_month", rf"trước\s+{_MONTH}", lambda m, c: _edge(_months(m, c), exclusive=True)),
    Rule("by_month", rf"{_UNTIL}\s+{_MONTH}", lambda m, c: _edge(_months(m, c), exclusive=False)),
    Rule(
        "in_month",
        rf"(?:{_IN}|xong|hoàn\s+thành)\s+(?:(?:đầu|giữa|cuối)\s+)?{_MONTH}",
        lambda m, c: _during(_months(m, c)),
    ),
    Rule("before_quarter", rf"trước\s+{_QUARTER}", lambda m, c: _edge(_quarters(m, c), exclusive=True)),
    Rule("by_quarter", rf"(?:trước\s+)?{_UNTIL}\s+{_QUARTER}", lambda m, c: _edge(_quarters(m, c), exclusive=False)),
    Rule(
        "in_quarter",
        rf"{_IN}\s+(?:(?:đầu|giữa|cuối)\s+)?{_QUARTER}",
        lambda m, c: _during(_quarters(m, c)),
        "quoted",
    ),
    Rule(
        "quarter",
        rf"(?:(?:đầu|giữa|cuối)\s+)?{_QUARTER}",
        lambda m, c: _during(_quarters(m, c)) if m["qy"] else None,
        "name",
    ),
    Rule("half_year", rf"(?:{_IN}\s+)?(?:6|06|sáu)\s+tháng\s+(?P<h>đầu|cuối)\s+{_Y}", _half, "name"),
    # years
    Rule("in_year", rf"{_IN}\s+{_Y}", _year, "quoted"),
    Rule("before_year", rf"trước\s+{_Y}", _before_year, "name"),
    Rule("by_year", rf"(?:trước\s+)?{_UNTIL}\s+{_Y}", _by_year, "name"),
    Rule(
        "completed_in_year",
        r"(?<=hoàn thành )(?:năm\s+)(?P<y>20\d\d)(?!\d)|(?<=xong )năm\s+(?P<y2>20\d\d)(?!\d)",
        lambda m, c: _during(calendar.year_days(int(m["y"] or m["y2"]))),
    ),
    Rule("leading_year", r"năm\s+(?P<y>20\d\d)(?=\s*[,:])", _year, "leading"),
    Rule("year_after_quotes", r"(?<=[”»\"] )năm\s+(?P<y>20\d\d)(?!\d|\s*[-–]\s*20)", _year, "quoted"),
    Rule("year_in_cell", r"(?:năm\s+)?(?P<y>20\d\d)(?=\s*\|)", _year, "cell"),
    # relative
    Rule(
        "within_days",
        r"(?:trong\s+(?:vòng|thời\s+hạn)|chậm\s+nhất(?:\s+là)?|không\s+quá)\s+\d{1,3}\s+(?:ngày|tháng|giờ)(?:\s+làm\s+việc)?",
        lambda _m, _c: _by(None),
    ),
)
