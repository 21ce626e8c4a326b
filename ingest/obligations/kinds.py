"""Which sort of duty a statement is: a task, a target, a report, or one about money."""

from __future__ import annotations

import re

from ingest.model import ObligationKind
from ingest.obligations.openings import Kind
from ingest.obligations.scopes import Topic
from ingest.obligations.statements import Statement
from ingest.obligations.view import View

_MANNER = (
    r"(?:(?:dong thoi|dinh ky|kip thoi|hang nam|hang quy|hang thang|khan truong|chu dong|co trach nhiem|va|cuoi nam)"
    r"\s*,?\s+)*"
)
_REPORTS = re.compile(
    _MANNER + r"(?:(?:tong hop|thong ke)\s*,?\s+)?(?:va\s+)?(?:bao cao|de xuat|trinh|kien nghi|phan anh|gui)(?!\w)"
)
_RECEIVED = re.compile(r"(?<!\w)(?:bao cao|gui|trinh|phan anh|de xuat)(?!\w)")
_REACHES = re.compile(r"\d\s*%|(?:dat|it nhat|toi thieu|tu)\s+(?:tu\s+)?\d+(?![\d/.-]*[/-]\d)")
_MONEY = re.compile(
    r"(?<!\w)(?:huy dong|bo tri|phan bo|can doi|dong gop|da dang hoa|bao dam|dam bao|su dung|ho tro|cap|quyet toan|lap)\s"
    r"[^,;]{0,60}?(?:nguon luc|kinh phi|nguon von|ngan sach|von)(?!\w)|(?:du toan|du tru|nguon)\s+kinh phi"
)


def kind_of(view: View, statement: Statement, topic: Topic, report_to: str | None) -> ObligationKind:
    """Return the kind; a report before a target before money before a task."""
    span = statement.span
    words = view.folded[span.start : span.end]
    verb = view.folded[view.skip(statement.opening.verb, span.end) : span.end]
    if statement.rule == "then_report" or _REPORTS.match(verb) or (report_to and _RECEIVED.search(words)):
        return ObligationKind.REPORT
    if (
        topic is Topic.TARGET
        or (topic is Topic.OBJECTIVE and statement.opening.kind not in (Kind.SUBJECT, Kind.DIRECTIVE))
        or statement.opening.kind is Kind.TARGET
        or statement.rule == "figure"
        or _REACHES.search(words)
    ):
        return ObligationKind.TARGET
    if topic is Topic.FUNDING or _MONEY.match(verb) or _MONEY.search(words[:60]):
        return ObligationKind.FUNDING
    return ObligationKind.TASK
