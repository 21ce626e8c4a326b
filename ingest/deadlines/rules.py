"""The named rules that read a deadline in a plan, each a pattern and what it means.

Patterns are written with accents; ``finding`` folds them where the text has none. Years inside names are left to names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ingest.deadlines import meaning
from ingest.deadlines.meaning import Context, Reading

# Pieces of patterns. No upper-case escapes and no Vietnamese capitals: patterns are folded as they stand.
_Y = r"(?:năm\s+)?(?P<y>(?:19|20)\d\d)(?!\s*[/.]\s*\d|\d)"
_ANNUAL = r"(?:hằng|hàng|mỗi)\s+năm"
_DATE = (
    r"(?:(?P<d>\d{1,2})\s*[/\u2044.-]\s*(?P<m>\d{1,2})\s*[/\u2044.-]\s*(?P<y>\d{4})(?!\d)"
    r"|(?P<d2>\d{1,2})\s*[/\u2044]\s*(?P<m2>\d{1,2})(?!\s*[/\d%]|\s+ngày)"
    r"|(?P<d3>\d{1,2})\s+tháng\s+(?P<m3>\d{1,2})(?:\s*(?:/|\u2044|năm)\s*(?P<y3>\d{4}))?)"
)
_DAY = rf"(?:(?:thứ\s+\w+\s*,?\s*)?ngày\s+)?{_DATE}"
_MONTH = r"tháng\s+(?P<mm>\d{1,2})(?!\d|\s*/\s*\d{1,2}\s*/)(?:\s*(?:/|\u2044|-|năm)\s*(?P<my>\d{4}))?"
_QUARTER = r"(?:quý|quí)\s+(?P<q>iv|i{1,3}|[1-4])\b(?:\s*(?:/|\u2044|-|,|năm)?\s*(?:năm\s+)?(?P<qy>(?:19|20)\d\d))?"
_UNTIL = r"(?:chậm\s+nhất|muộn\s+nhất|không\s+quá|đến|tới|hết|hạn\s+chót)(?:\s+(?:là|đến|vào|trong|hết|cuối|ngày))*"
_YEARS = r"(?P<a>20\d\d)\s*[-–]\s*(?P<b>20\d\d)(?!\d)"
_IN = r"(?:ngay\s+)?(?:trong|vào)"

# An hour or two ("8h00-10h00"), parts of a day and its weekday, before a day.
_HOUR = r"\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{1,2})?\s*(?:phút|['\u2019\u2032])?"
_TIME = rf"(?:(?:lúc\s+)?{_HOUR}(?:\s*(?:-|–|đến|tới)\s*{_HOUR})?\s*,?\s*)?"
_PART = r"(?:(?:cả|buổi|sáng|chiều|tối|trưa)\s+)*"
_SET_DAY = rf"{_TIME}{_PART}(?:(?:thứ\s+\w+|chủ\s+nhật)\s*,?\s*)?(?:ngày\s+)?"
_SEASON = r"mùa\s+(?:mưa|khô|bão|lũ|lụt|hè|nắng)(?:(?:\s*,\s*|\s+)(?:bão|lũ|lụt|nóng)\b)*"

_PERIODIC = r"(?:định\s+kỳ\s+)?"
_WHEN = r"(?:vào\s+)?(?:(?:đầu|giữa|cuối)\s+)?"
_TO = r"\s*(?:đến|tới|-|–)\s*(?:hết\s+)?"


class Rule(NamedTuple):
    """A pattern and its meaning, allowed where ``guard`` says.

    "free": anywhere; "quoted": outside quotation marks; "name": outside names, too; "leading": first in its clause;
    "cell": alone in a cell of a table; "labelled": first in such a cell or after "Thời hạn:" and the like;
    "due": the same after a label that says by when; "adverb": before the verb it belongs to; "thing": not as the
    attribute of a budget; "daily": nor of an everyday thing; "effect": not where a document takes effect; "whole": not
    where "trong năm" only says which months or tasks.
    """

    name: str
    pattern: str
    read: Callable[[re.Match[str], Context], Reading | None]
    guard: str = "free"


RULES: tuple[Rule, ...] = (
    # spans
    Rule(
        "from_day_to_day",
        rf"từ\s+(?:ngày\s+)?(?P<fd>\d{{1,2}})(?:\s*/\s*(?P<fm>\d{{1,2}})(?:\s*/\s*(?P<fy>\d{{4}}))?)?"
        rf"(?:\s+(?:của\s+)?năm\s+(?:trước|nay))?{_TO}(?:ngày\s+)?"
        r"(?:(?P<ld>\d{1,2})\s*/\s*(?P<lm>\d{1,2})(?:\s*/\s*(?P<ly>\d{4}))?"
        r"|(?P<ld3>\d{1,2})\s+tháng\s+(?P<lm3>\d{1,2})(?:\s+năm\s+(?P<ly3>\d{4}))?)(?!\d)"
        r"(?:\s+(?:của\s+)?năm\s+(?:sau|tới|kế\s+tiếp|liền\s+kề))?",
        meaning.span_of_days,
    ),
    Rule(
        "from_month_to_month",
        rf"từ\s+tháng\s+(?P<fm>\d{{1,2}})(?:\s*(?:/|\u2044|năm)\s*(?P<fy>\d{{4}}))?{_TO}(?:tháng\s+)?(?P<lm>\d{{1,2}})"
        r"(?!\d)(?:\s*(?:/|\u2044|năm)\s*(?P<ly>\d{4}))?",
        meaning.span_of_months,
    ),
    Rule(
        "from_day",
        rf"(?:(?:bắt\s+đầu|kể)\s+)?từ\s+{_SET_DAY}{_DATE}(?:\s+trở\s+đi)?(?!\s*(?:đến|tới|-|–))",
        meaning.since_day,
        "effect",
    ),
    Rule(
        "from_quarter",
        rf"(?:bắt\s+đầu\s+)?từ\s+{_QUARTER}(?:\s+trở\s+đi)?(?!\s*(?:đến|tới|-|–|,|và))",
        lambda m, c: meaning.since(meaning.quarter_days(m, c)),
    ),
    Rule(
        "several_months",
        rf"(?:{_IN}\s+)?tháng\s+(?P<fm>\d{{1,2}})(?:\s*(?:,|và|-|–)\s*(?:tháng\s+)?\d{{1,2}})*"
        r"\s*(?:,|và|-|–)\s*(?:tháng\s+)?(?P<lm>\d{1,2})\s*(?:/|\u2044|năm)\s*(?P<ly>\d{4})",
        meaning.span_of_months,
    ),
    Rule(
        "from_quarter_to_quarter",
        rf"(?:(?:từ|trong)\s+)?(?:quý|quí)\s+(?P<fq>iv|i{{1,3}}|[1-4])(?:\s*(?:/|\u2044|năm)\s*(?P<fy>\d{{4}}))?"
        rf"(?:{_TO}|\s*(?:,|và)\s*)(?:(?:quý|quí)\s+)?(?P<lq>iv|i{{1,3}}|[1-4])\b(?:\s*(?:/|\u2044|năm)\s*(?:năm\s+)?(?P<ly>\d{{4}}))?",
        meaning.span_of_quarters,
    ),
    Rule(
        "from_quarter_to_year",
        rf"từ\s+(?:quý|quí)\s+(?P<fq>iv|i{{1,3}}|[1-4])(?:\s*(?:/|\u2044|năm)\s*(?P<fy>\d{{4}}))?{_TO}năm\s+(?P<ly>20\d\d)(?!\d)",
        meaning.from_quarter_to_year,
    ),
    Rule(
        "from_year_to_year",
        rf"(?:từ\s+(?:năm\s+)?|năm\s+)(?P<a>20\d\d){_TO}(?:năm\s+)?(?P<b>20\d\d)(?!\d)",
        meaning.span_of_years,
        "quoted",
    ),
    Rule("in_stage", rf"trong\s+(?:cả\s+)?giai\s+đoạn\s+{_YEARS}", meaning.span_of_years, "quoted"),
    Rule("end_of_stage", rf"(?:vào\s+|đến\s+)?(?:hết|cuối)\s+giai\s+đoạn\s+{_YEARS}", meaning.end_of_years, "quoted"),
    Rule("leading_stage", rf"giai\s+đoạn\s+{_YEARS}", meaning.span_of_years, "leading"),
    Rule("leading_years", rf"(?:năm\s+)?{_YEARS}(?=\s)", meaning.span_of_years, "leading"),
    Rule("first_years", rf"(?<=trước mắt ){_YEARS}", meaning.span_of_years, "quoted"),
    # recurring
    Rule(
        "two_days_a_year",
        r"(?:trước|vào|đến|chậm\s+nhất(?:\s+là)?)\s+ngày\s+(?P<d>\d{1,2})(?:\s+tháng\s+|\s*/\s*)(?P<m>\d{1,2})\s+và\s+(?:trước\s+)?(?:ngày\s+)?"
        rf"\d{{1,2}}(?:\s+tháng\s+|\s*/\s*)\d{{1,2}}(?!\s*(?:/|năm)\s*\d|\d)(?:\s+{_ANNUAL})?",
        meaning.always("semiannual"),
    ),
    Rule(
        "yearly_by_day", rf"{_PERIODIC}(?:(?:trước|vào|đến|{_UNTIL})\s+)?{_DAY}\s+{_ANNUAL}", meaning.always("annual")
    ),
    Rule(
        "yearly_in_month",
        rf"{_PERIODIC}(?:(?:trong|trước)\s+)?{_WHEN}{_MONTH}\s+(?:của\s+)?{_ANNUAL}",
        meaning.always("annual"),
    ),
    Rule(
        "monthly_by_day",
        rf"{_PERIODIC}(?:(?:trước|vào|đến)\s+)?ngày\s+\d{{1,2}}\s+(?:hằng|hàng|mỗi)\s+tháng",
        meaning.always("monthly"),
    ),
    Rule(
        "quarterly_by_day",
        rf"{_PERIODIC}(?:(?:trước|vào|đến)\s+)?ngày\s+\d{{1,2}}\s+(?:của\s+)?tháng\s+(?:đầu|cuối)\s+(?:của\s+)?(?:hằng\s+|hàng\s+|mỗi\s+)?quý(?:\s+(?:sau|tiếp\s+theo))?",
        meaning.always("quarterly"),
    ),
    Rule(
        "weekly_on_day",
        rf"{_PERIODIC}(?:(?:vào|trước)\s+)?(?:{_HOUR}\s*)?(?:(?:sáng|chiều|các|ngày)\s+)*(?:thứ\s+\w+|chủ\s+nhật)(?:\s*(?:,|và|hoặc)\s*(?:(?:sáng|chiều)\s+)?(?:thứ\s+\w+|chủ\s+nhật))*"
        r"\s+(?:hằng|hàng|mỗi)\s+tuần",
        meaning.always("weekly"),
    ),
    Rule(
        "every_several",
        rf"{_PERIODIC}(?:hằng|hàng|mỗi)\s+(?P<unit>tuần|tháng|quý|quí)"
        r"(?:\s*(?:,|và|hoặc)\s*(?:hằng\s+|hàng\s+)?(?:tháng|quý|quí|(?:6|06|sáu|9|09)\s+tháng|năm)\b(?!\s+\d))+",
        meaning.several,
    ),
    Rule(
        "every_year", rf"{_PERIODIC}{_WHEN}(?:hằng|hàng|mỗi|từng)\s+năm\b(?!\s+\d)", meaning.always("annual"), "thing"
    ),
    Rule("every_quarter", rf"{_PERIODIC}{_WHEN}(?:hằng|hàng|mỗi|từng)\s+(?:quý|quí)\b", meaning.always("quarterly")),
    Rule("every_month", rf"{_PERIODIC}{_WHEN}(?:hằng|hàng|mỗi|từng)\s+tháng\b", meaning.always("monthly")),
    Rule("every_day", rf"{_PERIODIC}(?:hằng|hàng)\s+ngày\b(?!\s+\d)", meaning.always(None), "daily"),
    Rule("every_week", rf"{_PERIODIC}{_WHEN}(?:hằng|hàng|mỗi|từng)\s+tuần\b", meaning.always("weekly")),
    Rule(
        "periodic_months",
        r"định\s+kỳ\s+(?P<n>\d{1,2})\s+(?:\(\w+\)\s+)?tháng\b(?:\s*/\s*(?:một\s+|01\s+|1\s+)?lần|\s+(?:một|01|1)\s+lần)?",
        meaning.every_months,
    ),
    Rule(
        "months_once",
        r"(?:(?:mỗi|ít\s+nhất)\s+)?(?P<n>\d{1,2})\s+(?:\(\w+\)\s+)?tháng\s*(?:/\s*(?:một\s+|01\s+|1\s+)?|\s(?:một|01|1)\s+)lần",
        meaning.every_months,
    ),
    Rule(
        "times_a_year",
        rf"{_PERIODIC}(?:ít\s+nhất\s+)?(?P<n>\d{{1,2}})\s+lần\s*(?:/\s*|(?:trong\s+|mỗi\s+|một\s+))(?P<u>năm|quý|tháng|tuần)\b",
        meaning.times_a_year,
    ),
    Rule(
        "periodic_quarter", r"định\s+kỳ\s+(?:theo\s+)?(?:quý|quí)\b(?!\s+(?:[iv]+\b|\d))", meaning.always("quarterly")
    ),
    Rule("periodic_month", r"định\s+kỳ\s+(?:theo\s+)?tháng\b(?!\s+\d)", meaning.always("monthly")),
    Rule("periodic_year", r"định\s+kỳ\s+(?:theo\s+)?năm\b(?!\s+\d)", meaning.always("annual")),
    Rule("periodic", r"định\s+kỳ\b", meaning.always(None), "adverb"),
    Rule("periodic_thing", r"định\s+kỳ\b", meaning.always(None)),
    # days
    Rule(
        "before_hour",
        rf"trước\s+\d{{1,2}}\s*(?:giờ|h|g|:)\s*(?:\d{{1,2}})?\s*(?:phút)?\s*(?:,\s*)?{_DAY}",
        lambda m, c: meaning.by_day(m, c, exclusive=False),
    ),
    Rule("before_day", rf"trước\s+{_DAY}", lambda m, c: meaning.by_day(m, c, exclusive=True)),
    Rule("by_day", rf"{_UNTIL}\s+{_DAY}", lambda m, c: meaning.by_day(m, c, exclusive=False)),
    Rule(
        "on_days",
        r"(?:trong|vào)\s+(?:các\s+)?ngày\s+(?P<fd>\d{1,2})(?:\s*(?:,|và|-|–)\s*\d{1,2})*\s*(?:,|và|-|–)\s*(?P<ld>\d{1,2})\s*/\s*(?P<lm>\d{1,2})\s*/\s*(?P<ly>\d{4})",
        meaning.span_of_days,
    ),
    Rule("on_day", rf"(?:trong|vào|ngay\s+trong)\s+{_DAY}", meaning.on_day),
    # months, quarters, halves
    Rule("before_month", rf"trước\s+{_MONTH}", lambda m, c: meaning.edge(meaning.month_days(m, c), exclusive=True)),
    Rule("by_month", rf"{_UNTIL}\s+{_MONTH}", lambda m, c: meaning.edge(meaning.month_days(m, c), exclusive=False)),
    Rule(
        "in_month",
        rf"(?:{_IN}|xong|hoàn\s+thành)\s+(?:(?:đầu|giữa|cuối)\s+)?{_MONTH}",
        lambda m, c: meaning.during(meaning.month_days(m, c)),
    ),
    Rule(
        "before_quarter", rf"trước\s+{_QUARTER}", lambda m, c: meaning.edge(meaning.quarter_days(m, c), exclusive=True)
    ),
    Rule(
        "by_quarter",
        rf"(?:trước\s+)?{_UNTIL}\s+{_QUARTER}",
        lambda m, c: meaning.edge(meaning.quarter_days(m, c), exclusive=False),
    ),
    Rule(
        "in_quarter",
        rf"{_IN}\s+(?:(?:đầu|giữa|cuối)\s+)?{_QUARTER}",
        lambda m, c: meaning.during(meaning.quarter_days(m, c)),
        "quoted",
    ),
    Rule(
        "quarter",
        rf"(?:(?:đầu|giữa|cuối)\s+)?{_QUARTER}",
        lambda m, c: meaning.during(meaning.quarter_days(m, c)) if m["qy"] else None,
        "name",
    ),
    Rule("half_year", rf"(?:{_IN}\s+)?(?:6|06|sáu)\s+tháng\s+(?P<h>đầu|cuối)\s+{_Y}", meaning.half_of_year, "name"),
    # years
    Rule("in_year", rf"{_IN}\s+{_Y}", meaning.in_year, "quoted"),
    Rule("before_year", rf"trước\s+{_Y}", meaning.before_year, "quoted"),
    Rule("in_plan_year", r"(?:ngay\s+)?trong\s+năm\b(?=\s*(?:[.,;:)|]|$)|\s+và\b)", meaning.in_plan_year, "whole"),
    Rule("before_season_yearly", rf"trước\s+{_SEASON}\s+{_ANNUAL}", meaning.always("annual")),
    Rule("before_season", rf"trước\s+{_SEASON}(?:\s+năm\s+20\d\d)?", lambda _m, _c: meaning.by_date(None)),
    Rule("by_year", rf"(?:trước\s+)?{_UNTIL}\s+{_Y}", meaning.until_year, "name"),
    Rule(
        "completed_in_year",
        r"(?<=hoàn thành )(?:năm\s+)(?P<y>20\d\d)(?!\d)|(?<=xong )năm\s+(?P<y2>20\d\d)(?!\d)",
        meaning.completed,
    ),
    Rule("stage_in_brackets", rf"(?<=\(){_YEARS}(?=\))", meaning.span_of_years, "name"),
    Rule("due_day", rf"{_SET_DAY}{_DATE}", lambda m, c: meaning.by_day(m, c, exclusive=False), "due"),
    Rule("labelled_day", rf"{_SET_DAY}{_DATE}", meaning.on_day, "labelled"),
    Rule(
        "labelled_days",
        rf"(?:các\s+)?{_SET_DAY}(?P<fd>\d{{1,2}})(?:\s*/\s*(?P<fm>\d{{1,2}})(?:\s*/\s*(?P<fy>\d{{4}}))?)?"
        rf"(?:\s*(?:,|;|và|-|–)\s*\d{{1,2}})*\s*(?:,|;|và|-|–|,\s*và)\s*{_SET_DAY}"
        r"(?:(?P<ld>\d{1,2})\s*/\s*(?P<lm>\d{1,2})(?:\s*/\s*(?P<ly>\d{4}))?"
        r"|(?P<ld3>\d{1,2})\s+tháng\s+(?P<lm3>\d{1,2})(?:\s+năm\s+(?P<ly3>\d{4}))?)(?![\d/])",
        meaning.span_of_days,
        "labelled",
    ),
    Rule("labelled_month", rf"{_MONTH}", lambda m, c: meaning.during(meaning.month_days(m, c)), "labelled"),
    Rule("labelled_year", r"(?:năm\s+|(?<=:\s))(?P<y>20\d\d)(?!\d|\s*[-–/]\s*\d|\.\d)", meaning.in_year, "labelled"),
    Rule("leading_month", rf"{_MONTH}(?=\s*[,:])", lambda m, c: meaning.during(meaning.month_days(m, c)), "leading"),
    Rule("leading_year", r"năm\s+(?P<y>20\d\d)(?=\s*[,:])", meaning.in_year, "leading"),
    Rule("year_after_quotes", r"(?<=[”»\"] )năm\s+(?P<y>20\d\d)(?!\d|\s*[-–]\s*20)", meaning.in_year, "quoted"),
    Rule("year_in_cell", r"(?:năm\s+)?(?P<y>20\d\d)(?=\s*\|)", meaning.in_year, "cell"),
    # relative
    Rule(
        "within_days",  # a bare duration is how long a step takes; only one counted from an event is a deadline
        r"(?:trong\s+(?:vòng|thời\s+hạn)|chậm\s+nhất(?:\s+là)?|không\s+quá)\s+\d{1,3}\s+(?:ngày|tháng|giờ|phút)(?:\s+làm\s+việc)?"
        r"(?=,?\s+(?:(?:kể|tính)\s+từ(?!\s+(?:ngày\s+)?\d)|sau\s+(?:khi|ngày)|khi|trước\s+(?:khi|ngày|mỗi))\b)",
        lambda _m, _c: meaning.by_date(None),
    ),
)
