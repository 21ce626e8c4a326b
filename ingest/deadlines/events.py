"""The rules that read a time counted from an event, or bound to one whose day nobody can tell."""

from __future__ import annotations

from ingest.deadlines import happenings, meaning
from ingest.deadlines.pieces import ANNUAL, DATE, DAY, FEAST, LUNAR, PAPER, SEASON, UNTIL, WITHIN, Rule

EVENTS: tuple[Rule, ...] = (
    Rule("before_season_yearly", rf"trước\s+{SEASON}\s+{ANNUAL}", meaning.always("annual")),
    Rule("before_season", rf"trước\s+{SEASON}(?:\s+năm\s+20\d\d)?", happenings.by_an_event),
    Rule(
        "by_feast",
        rf"(?:trước|{UNTIL})\s+(?:dịp\s+)?{FEAST}",
        happenings.by_an_event,
        "quoted",
    ),
    Rule("by_lunar_day", rf"(?:trước|{UNTIL})\s+{LUNAR}", happenings.by_an_event),
    Rule("lunar_day", rf"(?:(?:trong|vào)\s+)?(?:các\s+)?{LUNAR}", happenings.at_an_event),
    Rule(
        "end_of_term",
        r"(?:(?:vào|đến|tới|trước)\s+)?(?:hết|cuối)\s+nhiệm\s+kỳ(?:\s+(?P<a>20\d\d)\s*[-–]\s*(?P<b>20\d\d)(?!\d))?",
        happenings.end_of_term,
        "quoted",
    ),
    Rule(
        "in_school_year",
        r"(?P<edge>trước|(?:ngay\s+)?từ\s+đầu|trước\s+khi\s+(?:bắt\s+đầu|khai\s+giảng)|trước\s+thềm|(?:trong|vào)(?:\s+(?:đầu|cuối))?|(?:đến\s+)?(?:hết|cuối))\s+"
        r"năm\s+học(?:\s+mới)?\s+20\d\d\s*[-–]\s*20\d\d(?!\d)",
        happenings.in_school_year,
        "quoted",
    ),
    Rule("expected_day", rf"(?<=dự kiến )ngày\s+{DATE}", meaning.on_day),
    # relative
    Rule(
        "within_days",  # a bare duration is how long a step takes; only one counted from an event is a deadline
        r"(?:trong\s+(?:vòng|thời\s+hạn)|chậm\s+nhất(?:\s+là)?|không\s+quá)\s+\d{1,3}\s+(?:ngày|tháng|giờ|phút)(?:\s+làm\s+việc)?"
        r"(?=,?\s+(?:(?:kể|tính)\s+từ(?!\s+(?:ngày\s+)?\d)|sau\s+(?:khi|ngày)|khi|trước\s+(?:khi|ngày|mỗi))\b)",
        happenings.by_an_event,
    ),
    Rule(
        "within_days_of_day",
        rf"{WITHIN}\s*,?\s+(?:(?:kể|tính)\s+)?từ\s+{DAY}",
        lambda m, c: happenings.within(m, meaning.written_day(m, c)),
    ),
    Rule(
        "within_days_of_issue",
        rf"{WITHIN}\s*,?\s+(?:(?:kể|tính)\s+)?từ\s+(?:ngày|khi)\s+(?:{PAPER}\s+(?:này\s+)?(?:được\s+)?)?(?:ký(?:\s+ban\s+hành)?|ban\s+hành)(?:\s+{PAPER}(?:\s+này)?)?(?=\s*[,.;)|]|\s*$|\s+\w)",
        happenings.within_days_of_issue,
    ),
)
