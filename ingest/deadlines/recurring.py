"""The rules that read what comes again: "hằng quý", "trước ngày 20 hằng tháng"."""

from __future__ import annotations

from ingest.deadlines import meaning
from ingest.deadlines.pieces import ANNUAL, DAY, HOUR, MONTH, PERIODIC, UNTIL, WHEN, Rule

RECURRING: tuple[Rule, ...] = (
    # recurring
    Rule(
        "two_days_a_year",
        r"(?:trước|vào|đến|chậm\s+nhất(?:\s+là)?)\s+(?:ngày\s+)?(?P<d>\d{1,2})(?:\s+tháng\s+|\s*/\s*)(?P<m>\d{1,2})\s+và\s+(?:trước\s+)?(?:ngày\s+)?"
        rf"\d{{1,2}}(?:\s+tháng\s+|\s*/\s*)\d{{1,2}}(?!\s*(?:/|năm)\s*\d|\d)(?:\s+{ANNUAL})?",
        meaning.always("semiannual"),
    ),
    Rule("yearly_by_day", rf"{PERIODIC}(?:(?:trước|vào|đến|{UNTIL})\s+)?{DAY}\s+{ANNUAL}", meaning.always("annual")),
    Rule(
        "yearly_in_months",
        rf"{PERIODIC}(?:(?:trong|vào|trước)\s+)?tháng\s+\d{{1,2}}\s*(?:,|và)\s*(?:tháng\s+)?\d{{1,2}}\s+(?:của\s+)?{ANNUAL}",
        meaning.always("semiannual"),
    ),
    Rule(
        "yearly_in_quarter",
        rf"{PERIODIC}(?:(?:trong|trước)\s+)?{WHEN}(?:quý|quí)\s+(?:iv|i{{1,3}}|[1-4])\s+(?:của\s+)?{ANNUAL}",
        meaning.always("annual"),
    ),
    Rule(
        "yearly_in_month",
        rf"{PERIODIC}(?:(?:trong|trước)\s+)?{WHEN}{MONTH}\s+(?:của\s+)?{ANNUAL}",
        meaning.always("annual"),
    ),
    Rule(
        "monthly_by_day",
        rf"{PERIODIC}(?:(?:trước|vào|{UNTIL})\s+)?ngày\s+\d{{1,2}}\s+(?:của\s+)?(?:hằng|hàng|mỗi|từng)\s+tháng",
        meaning.always("monthly"),
    ),
    Rule(
        "next_month_by_day",
        rf"{PERIODIC}(?:trước|vào|{UNTIL})\s+(?:ngày\s+)?\d{{1,2}}\s+(?:của\s+)?tháng\s+(?:sau|tới|tiếp\s+theo|kế\s+tiếp|liền\s+kề)",
        meaning.always("monthly"),
    ),
    Rule(
        "every_month_by_day",
        rf"{PERIODIC}(?:hằng|hàng|mỗi|từng)\s+tháng\s*,?\s*\(?(?:trước|vào|{UNTIL})\s+(?:ngày\s+)?\d{{1,2}}\b(?!\s*[/\d%]|\s+(?:tháng|giờ|ngày))",
        meaning.always("monthly"),
    ),
    Rule(
        "quarterly_by_day",
        rf"{PERIODIC}(?:(?:trước|vào|đến)\s+)?ngày\s+\d{{1,2}}\s+(?:của\s+)?tháng\s+(?:đầu|cuối)\s+(?:của\s+)?(?:hằng\s+|hàng\s+|mỗi\s+)?quý(?:\s+(?:sau|tiếp\s+theo))?",
        meaning.always("quarterly"),
    ),
    Rule(
        "weekly_on_day",
        rf"{PERIODIC}(?:(?:vào|trước)\s+)?(?:{HOUR}\s*)?(?:(?:sáng|chiều|các|ngày)\s+){{0,11}}(?:thứ\s+\w+|chủ\s+nhật)(?:\s*(?:,|và|hoặc)\s*(?:(?:sáng|chiều)\s+)?(?:thứ\s+\w+|chủ\s+nhật)){{0,11}}"
        r"\s+(?:hằng|hàng|mỗi)\s+tuần",
        meaning.always("weekly"),
    ),
    Rule(
        "every_several",
        rf"{PERIODIC}(?:hằng|hàng|mỗi)\s+(?P<unit>tuần|tháng|quý|quí)"
        r"(?:\s*(?:,|và|hoặc)\s*(?:hằng\s+|hàng\s+)?(?:tháng|quý|quí|(?:6|06|sáu|9|09)\s+tháng|năm)\b(?!\s+\d))+",
        meaning.several,
    ),
    Rule("every_year", rf"{PERIODIC}{WHEN}(?:hằng|hàng|mỗi|từng)\s+năm\b(?!\s+\d)", meaning.always("annual"), "thing"),
    Rule("every_quarter", rf"{PERIODIC}{WHEN}(?:hằng|hàng|mỗi|từng)\s+(?:quý|quí)\b", meaning.always("quarterly")),
    Rule("every_month", rf"{PERIODIC}{WHEN}(?:hằng|hàng|mỗi|từng)\s+tháng\b", meaning.always("monthly")),
    Rule("every_day", rf"{PERIODIC}(?:hằng|hàng)\s+ngày\b(?!\s+\d)", meaning.always(None), "daily"),
    Rule("every_week", rf"{PERIODIC}{WHEN}(?:hằng|hàng|mỗi|từng)\s+tuần\b", meaning.always("weekly")),
    Rule(
        "periodic_months",
        r"định\s+kỳ\s+\(?(?P<n>\d{1,2})\s+(?:\(\w+\)\s+)?tháng\b(?:\s*/\s*(?:một\s+|01\s+|1\s+)?lần|\s+(?:một|01|1)\s+lần)?"
        r"(?:\s*(?:,|và|hoặc)\s*(?:(?:hằng|hàng|01|1|một)\s+)?năm\b(?!\s+\d))?",
        meaning.every_months,
    ),
    Rule(
        "months_once",
        r"(?:(?:mỗi|ít\s+nhất)\s+)?(?P<n>\d{1,2})\s+(?:\(\w+\)\s+)?tháng\s*(?:/\s*(?:một\s+|01\s+|1\s+)?|\s(?:một|01|1)\s+)lần",
        meaning.every_months,
    ),
    Rule(
        "years_once",
        r"(?:(?:mỗi|ít\s+nhất)\s+)?(?P<n>\d{1,2})\s+(?:\(\w+\)\s+)?năm\s*(?:/\s*(?:một\s+|01\s+|1\s+)?|\s(?:một|01|1)\s+)lần",
        meaning.every_years,
    ),
    Rule(
        "weeks_once",
        rf"{PERIODIC}(?:(?:mỗi|ít\s+nhất|cứ)\s+)?(?:\d{{1,2}}|hai|ba)\s+(?:\(\w+\)\s+)?(?:tuần|ngày)\s*(?:/\s*(?:một\s+|01\s+|1\s+)?|\s(?:một|01|1)\s+)lần",
        meaning.always(None),
    ),
    Rule(
        "every_term",
        rf"{PERIODIC}{WHEN}(?:sau\s+)?(?:hằng|hàng|mỗi|từng)\s+(?:học\s+kỳ|mùa\s+vụ)\b",
        meaning.always(None),
    ),
    Rule(
        "times_a_year",
        rf"{PERIODIC}(?:ít\s+nhất\s+)?(?P<n>\d{{1,2}})\s+lần\s*(?:/\s*|(?:trong\s+|mỗi\s+|một\s+))(?P<u>năm|quý|tháng|tuần)\b",
        meaning.times_a_year,
    ),
    Rule(
        "in_a_year_times",
        rf"{PERIODIC}(?:một|01|1)\s+(?P<u>năm|quý|tháng|tuần)\s+(?:ít\s+nhất\s+)?(?P<n>\d{{1,2}})\s+lần\b",
        meaning.times_a_year,
    ),
    Rule(
        "periodic_quarter", r"định\s+kỳ\s+(?:theo\s+)?(?:quý|quí)\b(?!\s+(?:[iv]+\b|\d))", meaning.always("quarterly")
    ),
    Rule("periodic_month", r"định\s+kỳ\s+(?:theo\s+)?tháng\b(?!\s+\d)", meaning.always("monthly")),
    Rule("periodic_year", r"định\s+kỳ\s+(?:theo\s+)?năm\b(?!\s+\d)", meaning.always("annual")),
    Rule("periodic", r"định\s+kỳ\b", meaning.always(None), "adverb"),
    Rule("periodic_thing", r"định\s+kỳ\b", meaning.always(None)),
)
