"""The rules that read a time only where a label, a column or the layout says that it is one: "10/2027" in a cell."""

from __future__ import annotations

from ingest.deadlines import calendar, happenings, meaning
from ingest.deadlines.pieces import DATE, FEAST, MONTH, QUARTER, SEASON, SET_DAY, UNTIL, WHEN, YEARS, Rule

LABELLED: tuple[Rule, ...] = (
    Rule(
        "season",
        rf"(?:trong\s+|suốt\s+)*{SEASON}(?:\s+(?:(?:hằng|hàng|mỗi)\s+năm|(?:năm\s+)?20\d\d))?(?=\s*[,.;)|]|\s*$)",
        happenings.at_an_event,
        "announced",
    ),
    Rule("feast", rf"(?:(?:trong|vào|nhân|sau|ngay\s+sau)\s+)?(?:dịp\s+)?{FEAST}", happenings.at_an_event, "announced"),
    Rule(
        "school_year",
        rf"(?P<edge>(?:(?:trước|{UNTIL}|ngay\s+từ)\s+)?(?:(?:khi\s+)?(?:bắt\s+đầu|kết\s+thúc|khai\s+giảng|đầu|cuối|hết)\s+)?|(?:trong|vào)\s+)"
        r"năm\s+học(?:\s+mới)?\s+20\d\d\s*[-–]\s*20\d\d(?!\d)",
        happenings.in_school_year,
        "announced",
    ),
    Rule("due_day", rf"{SET_DAY}{DATE}", lambda m, c: meaning.by_day(m, c, exclusive=False), "due"),
    Rule("labelled_day", rf"{SET_DAY}{DATE}", meaning.on_day, "labelled"),
    Rule(
        "labelled_days",
        rf"(?:các\s+)?{SET_DAY}(?P<fd>\d{{1,2}})(?:\s*/\s*(?P<fm>\d{{1,2}})(?:\s*/\s*(?P<fy>\d{{4}}))?)?"
        rf"(?:\s*(?:,|;|và|-|–)\s*\d{{1,2}})*\s*(?:,|;|và|-|–|,\s*và)\s*{SET_DAY}"
        r"(?:(?P<ld>\d{1,2})\s*/\s*(?P<lm>\d{1,2})(?:\s*/\s*(?P<ly>\d{4}))?"
        r"|(?P<ld3>\d{1,2})\s+tháng\s+(?P<lm3>\d{1,2})(?:\s+năm\s+(?P<ly3>\d{4}))?)(?![\d/])",
        meaning.span_of_days,
        "labelled",
    ),
    Rule(
        "labelled_month",
        rf"(?:{WHEN}|tuần\s+(?:thứ\s+)?\w+\s+(?:của\s+)?){MONTH}",
        lambda m, c: meaning.during(meaning.month_days(m, c)),
        "labelled",
    ),
    Rule(
        "labelled_month_number",
        r"(?:t\.?\s?)?(?P<mm>\d{1,2})\s*[/\u2044.-]\s*(?P<my>20\d\d)(?![\d/])",
        lambda m, c: meaning.during(meaning.month_days(m, c)),
        "labelled",
    ),
    Rule(
        "labelled_months",
        r"(?:tháng\s+|t\.?\s?)(?P<fm>\d{1,2})(?:\s*(?:,|\+|và)\s*(?:tháng\s+)?\d{1,2})*\s*(?:,|;|và|\+|-|–|đến)\s*(?:tháng\s+|t\.?\s?)?(?P<lm>\d{1,2})"
        r"(?:\s*(?:/|năm)\s*(?P<ly>20\d\d))?(?![\d/])",
        meaning.span_of_months,
        "labelled",
    ),
    Rule(
        "months_over_years",
        r"(?:từ\s+)?(?:tháng\s+)?(?P<fm>\d{1,2})\s*/\s*(?P<fy>20\d\d)\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:tháng\s+)?(?P<lm>\d{1,2})\s*/\s*(?P<ly>20\d\d)(?!\d)",
        meaning.span_of_months,
        "labelled",
    ),
    Rule("labelled_quarter", rf"{WHEN}{QUARTER}", lambda m, c: meaning.during(meaning.quarter_days(m, c)), "labelled"),
    Rule(
        "labelled_part_of_year",
        r"(?P<n>\d{1,2}|ba|sáu|chín)\s+tháng\s+(?P<h>đầu|cuối)\s+(?:của\s+)?năm(?:\s+(?P<y>20\d\d)(?!\d))?(?!\s*\d|\s+học)",
        meaning.months_of_year,
        "labelled",
    ),
    Rule(
        "labelled_stage",
        rf"(?:trong\s+)?(?:cả\s+)?(?:giai\s+đoạn\s+|(?:các\s+)?năm\s+)?{YEARS}",
        meaning.span_of_years,
        "labelled",
    ),
    Rule(
        "labelled_whole_year",
        r"(?:trong\s+)?(?:cả|suốt|toàn)\s+năm\b(?:\s+(?P<y>20\d\d)(?!\d))?",
        meaning.whole_year,
        "labelled",
    ),
    Rule(
        "labelled_rhythm",
        r"(?<!trong )(?:theo\s+|định\s+kỳ\s+)?(?P<u>tuần|tháng|quý|năm)(?=\s*[,.;)|]|\s*$)",
        meaning.rhythm,
        "announced",
    ),
    Rule(
        "standing",
        r"(?:(?:làm\s+|thực\s+hiện\s+)?thường\s+xuyên|liên\s+tục|hằng\s+ngày|hàng\s+ngày|quanh\s+năm|lâu\s+dài)(?:\s*(?:,|và|-)\s*(?:thường\s+xuyên|liên\s+tục|hằng\s+ngày|hàng\s+ngày|đột\s+xuất|lâu\s+dài))*",
        meaning.always(None),
        "announced",
    ),
    Rule(
        "on_occasion",
        r"(?:đột\s+xuất|(?:ngay\s+)?(?:sau\s+)?khi\s+(?:có|được|phát\s+sinh|hoàn\s+thành|kết\s+thúc|xảy\s+ra|nhận\s+được)[^.;|\n]{0,90}|theo\s+(?:yêu\s+cầu|lịch|tiến\s+độ|kế\s+hoạch|chỉ\s+đạo|hướng\s+dẫn|thời\s+gian)[^.;|\n]{0,90})",
        happenings.by_an_event,
        "announced",
    ),
    Rule("labelled_year", r"(?:năm\s+|(?<=:\s))(?P<y>20\d\d)(?!\d|\s*[-–/]\s*\d|\.\d)", meaning.in_year, "labelled"),
    Rule("year_in_cell", r"(?:năm\s+)?(?P<y>20\d\d)(?=\s*\|)", meaning.in_year, "cell"),
    Rule(
        "announced_year",
        r"(?P<y>20\d\d)(?=\s*[,.;)|]|\s*$)",
        meaning.in_year,
        "announced",
    ),
    Rule(
        "labelled_several_years",
        r"(?:(?:trong\s+)?(?:các\s+)?năm\s+)?(?P<a>20\d\d)(?:\s*(?:,|;|và|\+)\s*(?:năm\s+)?20\d\d)*"
        r"\s*(?:,|;|và|\+)\s*(?:năm\s+)?(?P<b>20\d\d)(?!\d)",
        meaning.span_of_years,
        "announced",
    ),
    Rule(
        "part_of_year",
        r"(?:đầu|giữa|cuối)\s+năm\b(?:\s+(?P<y>20\d\d)(?!\d))?(?!\s*\d|\s+học)",
        meaning.whole_year,
        "announced",
    ),
    Rule(
        "since_month",
        r"(?:(?:bắt\s+đầu|kể)\s+)?từ\s+tháng\s+(?P<mm>\d{1,2})(?:\s*(?:/|năm)\s*(?P<my>20\d\d))?(?!\d)(?:\s+trở\s+đi)?"
        r"(?!\s*(?:đến|tới|-|–|,|và)\s*(?:tháng|hết|năm|nay|\d))",
        lambda m, c: meaning.since(meaning.month_days(m, c)),
        "announced",
    ),
    Rule(
        "since_year",
        r"(?:(?:bắt\s+đầu|kể)\s+)?từ\s+năm\s+(?P<y>20\d\d)(?!\d)(?:\s+trở\s+đi)?(?!\s*(?:đến|tới|-|–))",
        lambda m, _c: meaning.since(calendar.year_days(int(m["y"]))),
        "announced",
    ),
    Rule(
        "counted_from",
        r"(?:trong\s+(?:vòng\s+|thời\s+hạn\s+)?|sau\s+|chậm\s+nhất\s+|không\s+quá\s+)?\d{1,3}\s+(?:ngày|tháng|giờ)(?:\s+làm\s+việc)?"
        r",?\s+(?:kể\s+từ|tính\s+từ|sau|từ|trước)\s(?!\s*(?:ngày\s+)?\d)[^.;|\n]{0,90}",
        happenings.by_an_event,
        "announced",
    ),
)
