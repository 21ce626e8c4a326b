"""The rules that read days, months, quarters and years in running text."""

from __future__ import annotations

from ingest.deadlines import meaning
from ingest.deadlines.pieces import DATE, DAY, IN, MONTH, QUARTER, SET_DAY, TO, UNTIL, YEARS, Rule, Y

DATED: tuple[Rule, ...] = (
    # spans
    Rule(
        "from_day_to_day",
        rf"từ\s+(?:ngày\s+)?(?P<fd>\d{{1,2}})(?:\s*/\s*(?P<fm>\d{{1,2}})(?:\s*/\s*(?P<fy>\d{{4}}))?)?"
        rf"(?:\s+(?:của\s+)?năm\s+(?:trước|nay))?{TO}(?:ngày\s+)?"
        r"(?:(?P<ld>\d{1,2})\s*/\s*(?P<lm>\d{1,2})(?:\s*/\s*(?P<ly>\d{4}))?"
        r"|(?P<ld3>\d{1,2})\s+tháng\s+(?P<lm3>\d{1,2})(?:\s+năm\s+(?P<ly3>\d{4}))?)(?!\d)"
        r"(?:\s+(?:của\s+)?năm\s+(?:sau|tới|kế\s+tiếp|liền\s+kề))?",
        meaning.span_of_days,
    ),
    Rule(
        "from_month_to_month",
        rf"từ\s+tháng\s+(?P<fm>\d{{1,2}})(?:\s*(?:/|\u2044|năm)\s*(?P<fy>\d{{4}}))?{TO}(?:tháng\s+)?(?P<lm>\d{{1,2}})"
        r"(?!\d)(?:\s*(?:/|\u2044|năm)\s*(?P<ly>\d{4}))?",
        meaning.span_of_months,
    ),
    Rule(
        "from_day",
        rf"(?:(?:bắt\s+đầu|kể)\s+)?từ\s+{SET_DAY}{DATE}(?:\s+trở\s+đi)?(?!\s*(?:đến|tới|-|–))",
        meaning.since_day,
        "effect",
    ),
    Rule(
        "from_quarter",
        rf"(?:bắt\s+đầu\s+)?từ\s+{QUARTER}(?:\s+trở\s+đi)?(?!\s*(?:đến|tới|-|–|,|và))",
        lambda m, c: meaning.since(meaning.quarter_days(m, c)),
    ),
    Rule(
        "several_months",
        rf"(?:{IN}\s+)?tháng\s+(?P<fm>\d{{1,2}})(?:\s*(?:,|và|-|–)\s*(?:tháng\s+)?\d{{1,2}}){{0,11}}"
        r"\s*(?:,|và|-|–)\s*(?:tháng\s+)?(?P<lm>\d{1,2})\s*(?:/|\u2044|năm)\s*(?P<ly>\d{4})",
        meaning.span_of_months,
    ),
    Rule(
        "from_quarter_to_quarter",
        rf"(?:(?:từ|trong)\s+)?(?:quý|quí)\s+(?P<fq>iv|i{{1,3}}|[1-4])(?:\s*(?:/|\u2044|năm)\s*(?:năm\s+)?(?P<fy>\d{{4}}))?"
        rf"(?:\s*,\s*(?:(?:quý|quí)\s+)?(?:iv|i{{1,3}}|[1-4])\b){{0,11}}(?:{TO}|\s*(?:,|và|\+)\s*)(?:(?:quý|quí)\s+)?(?P<lq>iv|i{{1,3}}|hi|h1|ill|lii|[1-4])\b(?:\s*(?:/|\u2044|năm)\s*(?:năm\s+)?(?P<ly>\d{{4}}))?",
        meaning.span_of_quarters,
    ),
    Rule(
        "from_quarter_to_year",
        rf"từ\s+(?:quý|quí)\s+(?P<fq>iv|i{{1,3}}|[1-4])(?:\s*(?:/|\u2044|năm)\s*(?P<fy>\d{{4}}))?{TO}năm\s+(?P<ly>20\d\d)(?!\d)",
        meaning.from_quarter_to_year,
    ),
    Rule(
        "from_year_to_year",
        rf"(?:từ\s+(?:năm\s+)?|năm\s+)(?P<a>20\d\d){TO}(?:năm\s+)?(?P<b>20\d\d)(?!\d)",
        meaning.span_of_years,
        "cited",
    ),
    Rule("in_stage", rf"trong\s+(?:cả\s+)?giai\s+đoạn\s+{YEARS}", meaning.span_of_years, "cited"),
    Rule("end_of_stage", rf"(?:vào\s+|đến\s+)?(?:hết|cuối)\s+giai\s+đoạn\s+{YEARS}", meaning.end_of_years, "quoted"),
    Rule("leading_stage", rf"giai\s+đoạn\s+{YEARS}", meaning.span_of_years, "leading"),
    Rule("leading_years", rf"(?:năm\s+)?{YEARS}(?=\s)", meaning.span_of_years, "leading"),
    Rule("first_years", rf"(?<=trước mắt ){YEARS}", meaning.span_of_years, "quoted"),
    # days
    Rule(
        "before_hour",
        rf"trước\s+\d{{1,2}}\s*(?:giờ|h|g|:)\s*(?:\d{{1,2}})?\s*(?:phút)?\s*(?:,\s*)?{DAY}",
        lambda m, c: meaning.by_day(m, c, exclusive=False),
    ),
    Rule("before_day", rf"trước\s+{DAY}", lambda m, c: meaning.by_day(m, c, exclusive=True)),
    Rule("by_day", rf"{UNTIL}\s+{DAY}", lambda m, c: meaning.by_day(m, c, exclusive=False)),
    Rule(
        "on_days",
        r"(?:(?:trong|vào)\s+)?(?:các\s+|hai\s+|02\s+)?ngày\s+(?P<fd>\d{1,2})(?:\s*(?:,|và|-|–)\s*\d{1,2}){0,11}\s*(?:,|và|-|–)\s*(?P<ld>\d{1,2})\s*/\s*(?P<lm>\d{1,2})\s*/\s*(?P<ly>\d{4})",
        meaning.span_of_days,
    ),
    Rule("on_day", rf"(?:trong|vào|ngay\s+trong)\s+{DAY}", meaning.on_day),
    # months, quarters, halves
    Rule("before_month", rf"trước\s+{MONTH}", lambda m, c: meaning.edge(meaning.month_days(m, c), exclusive=True)),
    Rule("by_month", rf"{UNTIL}\s+{MONTH}", lambda m, c: meaning.edge(meaning.month_days(m, c), exclusive=False)),
    Rule(
        "in_month",
        rf"(?:{IN}|xong|hoàn\s+thành)\s+(?:(?:đầu|giữa|cuối|tuần\s+(?:thứ\s+)?\w+)\s+(?:của\s+)?)?{MONTH}",
        lambda m, c: meaning.during(meaning.month_days(m, c)),
    ),
    Rule(
        "before_quarter", rf"trước\s+{QUARTER}", lambda m, c: meaning.edge(meaning.quarter_days(m, c), exclusive=True)
    ),
    Rule(
        "by_quarter",
        rf"(?:trước\s+)?{UNTIL}\s+{QUARTER}",
        lambda m, c: meaning.edge(meaning.quarter_days(m, c), exclusive=False),
    ),
    Rule(
        "in_quarter",
        rf"{IN}\s+(?:(?:đầu|giữa|cuối)\s+)?{QUARTER}",
        lambda m, c: meaning.during(meaning.quarter_days(m, c)),
        "quoted",
    ),
    Rule(
        "quarter",
        rf"(?:(?:đầu|giữa|cuối)\s+)?{QUARTER}",
        lambda m, c: meaning.during(meaning.quarter_days(m, c)) if m["qy"] else None,
        "name",
    ),
    Rule("half_year", rf"(?:{IN}\s+)?(?:6|06|sáu)\s+tháng\s+(?P<h>đầu|cuối)\s+{Y}", meaning.months_of_year, "name"),
    Rule(
        "in_months_of_year",
        rf"(?:{IN}|xong|hoàn\s+thành)\s+(?P<n>\d{{1,2}}|ba|sáu|chín)\s+tháng\s+(?P<h>đầu|cuối)\s+(?:của\s+)?năm(?:\s+(?P<y>20\d\d)(?!\d))?(?!\s*\d|\s+học)",
        meaning.months_of_year,
        "quoted",
    ),
    Rule(
        "by_months_of_year",
        rf"{UNTIL}\s+(?P<n>\d{{1,2}}|ba|sáu|chín)\s+tháng\s+đầu\s+(?:của\s+)?năm(?:\s+(?P<y>20\d\d)(?!\d))?(?!\s*\d|\s+học)",
        lambda m, c: meaning.edge(meaning.months_days(m, c), exclusive=False),
        "quoted",
    ),
    # years
    Rule(
        "year_and_after",
        rf"(?:(?:{IN}|từ)\s+)?(?:tháng\s+(?P<mm>\d{{1,2}})\s*(?:/|năm)\s*)?{Y}\s*(?:,|và)\s+(?:các|những)\s+năm\s+(?:tiếp\s+theo|sau|tiếp\s+sau|kế\s+tiếp)",
        meaning.and_after,
        "name",
    ),
    Rule(
        "late_in_year",
        r"(?:vào|trong)\s+(?:khoảng\s+)?(?:đầu|giữa|cuối)\s+năm\s+(?P<y>20\d\d)(?!\d)",
        meaning.in_year,
        "quoted",
    ),
    Rule("in_year", rf"{IN}\s+{Y}", meaning.in_year, "quoted"),
    Rule("year_after_figure", r"(?<=% )năm\s+(?P<y>20\d\d)(?!\d|\s*[-–/]\s*\d)", meaning.in_year_to_come, "quoted"),
    Rule("before_year", rf"trước\s+{Y}", meaning.before_year, "quoted"),
    Rule("in_plan_year", r"(?:ngay\s+)?trong\s+năm\b(?=\s*(?:[.,;:)|]|$)|\s+và\b)", meaning.in_plan_year, "whole"),
    Rule(
        "by_end_of_plan_year",
        r"(?:từ\s+nay\s+)?(?:đến|tới|chậm\s+nhất(?:\s+là)?)\s+(?:hết|cuối)\s+năm\b(?=\s*(?:[.,;:)|]|$)|\s+và\b)",
        meaning.by_end_of_plan_year,
        "whole",
    ),
    Rule("by_year", rf"(?:trước\s+)?{UNTIL}\s+{Y}", meaning.until_year, "name"),
    Rule(
        "completed_in_year",
        r"(?<=hoàn thành )(?:năm\s+)(?P<y>20\d\d)(?!\d)|(?<=xong )năm\s+(?P<y2>20\d\d)(?!\d)",
        meaning.completed,
    ),
    Rule("stage_in_brackets", rf"(?<=\(){YEARS}(?=\))", meaning.span_of_years, "name"),
    Rule(
        "due_month_number",
        rf"(?:trước|{UNTIL})\s+(?P<mm>\d{{1,2}})\s*/\s*(?P<my>20\d\d)(?![\d/])",
        meaning.by_month_number,
    ),
    Rule("leading_month", rf"{MONTH}(?=\s*[,:])", lambda m, c: meaning.during(meaning.month_days(m, c)), "leading"),
    Rule("leading_day", rf"{DAY}(?=\s*[,:])", meaning.on_day_to_come, "leading"),
    Rule("leading_year", r"năm\s+(?P<y>20\d\d)(?=\s*[,:])", meaning.in_year, "leading"),
    Rule("year_after_quotes", r"(?<=[”»\"] )năm\s+(?P<y>20\d\d)(?!\d|\s*[-–]\s*20)", meaning.in_year, "quoted"),
)
