"""Pieces of the patterns that read deadlines, and what a rule is. No rule stands here.

Patterns are written with accents; ``finding`` folds them where the text has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ingest.deadlines.meaning import Context, Reading

# Pieces of patterns. No upper-case escapes and no Vietnamese capitals: patterns are folded as they stand.
Y = r"(?:năm\s+)?(?P<y>(?:19|20)\d\d)(?!\s*[/.]\s*\d|\d)"
ANNUAL = r"(?:hằng|hàng|mỗi)\s+năm"
DATE = (
    r"(?:(?P<d>\d{1,2})\s*[/\u2044.-]\s*(?P<m>\d{1,2})\s*[/\u2044.-]\s*(?P<y>\d{4})(?!\d)"
    r"|(?P<d2>\d{1,2})\s*[/\u2044]\s*(?P<m2>\d{1,2})(?!\s*[/\d%]|\s+ngày)"
    r"|(?P<d3>\d{1,2})\s+tháng\s+(?P<m3>\d{1,2})(?:\s*(?:/|\u2044|năm)\s*(?P<y3>\d{4}))?)"
)
DAY = rf"(?:(?:thứ\s+\w+\s*,?\s*)?ngày\s+)?{DATE}"
MONTH = r"tháng\s+(?P<mm>\d{1,2})(?!\d|\s*/\s*\d{1,2}\s*/)(?:\s*(?:/|\u2044|-|năm)\s*(?P<my>\d{4}))?"
QUARTER = r"(?:quý|quí)\s+(?P<q>iv|i{1,3}|[1-4])\b(?:\s*(?:/|\u2044|-|,|năm)?\s*(?:năm\s+)?(?P<qy>(?:19|20)\d\d))?"
UNTIL = r"(?:chậm\s+nh[ấậâ]t|muộn\s+nhất|không\s+quá|đến|tới|hết|hạn\s+chót)(?:\s+(?:là|đến|vào|trong|hết|cuối|ngày))*"
YEARS = r"(?P<a>20\d\d)\s*[-–]\s*(?P<b>20\d\d)(?!\d)"
IN = r"(?:ngay\s+)?(?:trong|vào)"

# An hour or two ("8h00-10h00"), parts of a day and its weekday, before a day.
HOUR = r"\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{1,2})?\s*(?:phút|['\u2019\u2032])?"
TIME = rf"(?:(?:lúc\s+)?{HOUR}(?:\s*(?:-|–|đến|tới)\s*{HOUR})?\s*,?\s*)?"
PART = r"(?:(?:cả|buổi|sáng|chiều|tối|trưa)\s+)*"
SET_DAY = rf"{TIME}{PART}(?:(?:thứ\s+\w+|chủ\s+nhật)\s*,?\s*)?(?:ngày\s+)?"
SEASON = r"mùa\s+(?:mưa|khô|bão|lũ|lụt|hè|nắng)(?:(?:\s*,\s*|\s+)(?:bão|lũ|lụt|nóng)\b){0,11}"

# Feasts of the lunar calendar, whose days no rule computes: the words are kept, without dates.
FEAST = (
    r"tết\s+(?:nguyên\s+đán|trung\s+thu|âm\s+lịch|cổ\s+truyền|đoan\s+ngọ|thanh\s+minh|độc\s+lập)"
    r"(?:\s+(?:xuân\s+)?(?:\w+\s+\w+\s+)?(?:năm\s+)?20\d\d(?!\d))?"
)
LUNAR = (
    r"(?:(?:ngày\s+)?(?:mùng\s+)?\d{1,2}(?:\s*(?:,|và|-|–)\s*(?:mùng\s+)?\d{1,2}){0,11}"
    r"(?:\s*/\s*\d{1,2}(?:\s*/\s*20\d\d)?|\s+tháng\s+(?:\d{1,2}|giêng|chạp))"
    r"|(?:ngày\s+)?rằm\s+tháng\s+\w+)\s*,?\s*\(?(?:âm\s+lịch\b|âl\b)"
)
WITHIN = (
    r"(?:trong\s+(?:vòng|thời\s+hạn)|chậm\s+nhất(?:\s+là)?|sau)\s+"
    r"(?P<n>\d{1,3})\s+(?:\(\w+(?:\s\w+){0,3}\)\s+)?(?P<u>ngày|tháng)(?P<w>\s+làm\s+việc)?"
)
PAPER = (
    r"(?:kế\s+hoạch|chỉ\s+thị|công\s+văn|công\s+điện|quyết\s+định|chương\s+trình|nghị\s+quyết|văn\s+bản|thông\s+báo)"
)

PERIODIC = r"(?:định\s+kỳ\s+)?"
WHEN = r"(?:vào\s+)?(?:(?:đầu|giữa|cuối)\s+)?"
TO = r"\s*(?:đến|tới|-|–)\s*(?:hết\s+)?"


class Rule(NamedTuple):
    """A pattern and its meaning, allowed where ``guard`` says.

    "free": anywhere; "quoted": outside quotation marks; "cited": nor in the title of a cited document; "name": outside
    names, too; "leading": first in its clause;
    "cell": alone in a cell of a table; "labelled": first in such a cell or after "Thời hạn:" and the like; "due": the
    same after a label that says by when; "announced": after a label, in a column of times, or first in its clause with
    a comma after it; "adverb": before the verb it belongs to; "thing": not as the attribute of a budget; "daily": nor
    of an everyday thing; "effect": not where a document takes effect; "whole": not where "trong năm" only says which
    months or tasks.
    """

    name: str
    pattern: str
    read: Callable[[re.Match[str], Context], Reading | None]
    guard: str = "free"
