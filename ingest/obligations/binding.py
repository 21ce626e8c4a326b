"""Whether a statement is an obligation where it stands, and which of its dates is its own. It names nobody."""

from __future__ import annotations

import re

from ingest.model import ActorSource, Deadline
from ingest.obligations.cuts import CLOSES, SHORTEST, SHORTEST_STAGE
from ingest.obligations.duties import Carried
from ingest.obligations.openings import Kind, Opening
from ingest.obligations.passages import Passage
from ingest.obligations.scopes import Topic
from ingest.obligations.statements import Statement
from ingest.obligations.verbs import forbids, modals, verb_at
from ingest.obligations.view import View
from ingest.words import opens_with_verb

_FIGURE = re.compile(
    r"(?<![\w/.,-])\d+(?:[.,]\d+)*\s*(?:%|\w)(?!\w*/)"
)  # "06 điểm", "80 %", "1,8 lần"; no document number
_MONEY = re.compile(
    r"bo tri|bao dam|dam bao|su dung|can doi|long ghep|huy dong|chi tra|tu nguon|van dong|ho tro|du toan"
)
_SHORTEST_CELL = 8  # characters: cells of an assignment table are terse ("Chấm bài")
_SPOILT = re.compile(
    r"[|†¬£„\u2044§¢©^\\{}<>]|^\s*\([^()]*\)\W*$"
)  # the rest of a table that the scan broke, or a bare remark
_SHORT_FORM = re.compile(r"(?!STT|TT\s)[A-ZĐ]{3,}(?!\w)")  # the plan's own short form of a duty ("PCTT trong …")
_STATES = re.compile(
    r"xac dinh\s(?!ro|cu the).*\sla\s(?:mot trong\s)?(?:cac\s|nhung\s)?(?:nhiem vu|khau|noi dung|muc tieu)"
)
_ENACTS = re.compile(
    r"\W*(?:ban hanh|phe duyet) kem theo\s|[^,;:]{3,60}\snay (?:co hieu luc|thay the)\s"
)  # a decision's own articles: "Ban hành kèm theo Quyết định này …", "Quyết định này có hiệu lực …"
_NEVER = re.compile(r"\W*(?:phan dau\s+|quyet tam\s+|tuyet doi\s+)?khong (?:de xay ra|de phat sinh|xay ra|phat sinh)\s")
# what a meeting's chair grants or praises, and labels that only describe
_GRANTS = re.compile(
    r"\W*(?:(?:co ban\s+)?(?:dong y|nhat tri|thong nhat|ghi nhan|bieu duong|danh gia cao)(?!\s+(?:giao|yeu cau|de nghi|cac bien))\s"
    r"|(?:thanh phan|doi tuong|so luong|dia diem)(?:\s\w+){0,4}\s*:)"
)
_REPORTED = re.compile(
    r"(?:tra loi|noi|noi ro|khang dinh|cho biet|ghi|viet|tuyen bo)\s+rang\s"
)  # what somebody is to say
_TOLD = re.compile(r"(?<!\w)(?:[đĐ]ã|[đĐ]ang|còn|vẫn)\s|là (?:một trong|nhiệm vụ|hoạt động|nội dung|cơ sở|dịp|tiền đề)")


def binds(view: View, passage: Passage, statement: Statement, carried: Carried) -> bool:
    """Whether the statement is an obligation where it stands."""
    topic, opening, span = passage.scope.topic, statement.opening, statement.span
    if _too_short_or_spoilt(view, passage, statement):
        return False
    if passage.row:
        return True
    if CLOSES.match(view.folded, span.start) or _ENACTS.match(view.folded, span.start, span.end):
        return False  # an order in the closing line is cut off as a statement of its own
    if _only_said(view, statement) or _grants(view, statement) or (passage.scope.objects and not _named(opening)):
        return False
    if statement.rule == "then_report" or (topic is Topic.TARGET and not passage.whole):
        return True
    if not topic.binds:
        return _binds_in_spite(view, statement, topic, carried)
    if passage.whole:
        return opening.kind is not Kind.NOUN or bool(passage.closing)
    words = view.folded[span.start : span.end]
    if topic is Topic.FUNDING and not opening.binds:
        return _MONEY.search(words) is not None
    if opening.binds:
        return bool(opening.actors) or _STATES.match(words, view.skip(opening.verb, span.end) - span.start) is None
    return _binds_in_its_place(view, passage, statement, carried)


def _binds_in_its_place(view: View, passage: Passage, statement: Statement, carried: Carried) -> bool:
    """Whether a statement without an opening that we know binds because of whom or what it stands under."""
    addressed = passage.inherited is not None or bool(carried.subject)
    if addressed and forbids(view, statement.span.start, statement.span.end):
        return True
    return _may_bind(view, statement, listed=passage.scope.listed) or (
        _under_office(passage) and _begins_task(view, statement)
    )


def _too_short_or_spoilt(view: View, passage: Passage, statement: Statement) -> bool:
    span = statement.span
    shortest = _SHORTEST_CELL if passage.whole else SHORTEST_STAGE if statement.rule == "stage" else SHORTEST
    return span.end - span.start < shortest or _SPOILT.search(span.of(view.text)) is not None


def _under_office(passage: Passage) -> bool:
    """Whether the heading right above names one agency or more that must act, no list of objects between."""
    named = passage.scope.named
    return named is not None and named.source is ActorSource.HEADING and bool(named.actors)


def _begins_task(view: View, statement: Statement) -> bool:
    """Whether a point begins with a verb that no list of ours has ("Điều chuyển …"); more readily where it is due."""
    span = statement.span
    text = span.of(view.text)
    told = _TOLD.search(view.text, span.start, span.end) is not None
    if statement.opening.kind is not Kind.OTHER or statement.part or told or not text[:1].isupper():
        return False
    lowered = text[0].lower() + text[1:]
    due = own_deadline(view, statement) is not None and not _opens_dated(view, statement)
    return opens_with_verb(lowered) or (due and opens_with_verb("phải " + lowered))


def _only_said(view: View, statement: Statement) -> bool:
    """Whether the statement is what somebody is to say: "hãy trả lời rằng Sở A chủ trì tất cả"."""
    said = _REPORTED.search(view.folded, statement.span.start, statement.span.end)
    actors = statement.opening.actors
    return said is not None and (not actors or actors[0].span.start >= said.end())


def _grants(view: View, statement: Statement) -> bool:
    """Whether the statement only agrees, praises or describes: "Đồng ý về nguyên tắc đề xuất của Sở A", "Thành phần: …"."""
    plain = statement.opening.kind in (Kind.OTHER, Kind.SUBJECT)
    return plain and _GRANTS.match(view.folded, statement.span.start, statement.span.end) is not None


def _named(opening: Opening) -> bool:
    """Whether one agency that we know is told to act."""
    return any(m.known and not m.is_group for m in opening.actors)


def _may_bind(view: View, statement: Statement, *, listed: bool) -> bool:
    """Whether a statement binds that opens with no word we know: an entry of a list of duties, or an unlisted verb."""
    span = statement.span
    if statement.opening.kind is not Kind.OTHER:
        return statement.opening.kind is Kind.NOUN and listed
    text = view.text[view.skip(span.start, span.end) : span.end]
    told = _TOLD.search(view.text, span.start, span.end) is not None
    return not told and (listed or _SHORT_FORM.match(text) is not None or opens_with_verb(text))


def _binds_in_spite(view: View, statement: Statement, topic: Topic, carried: Carried) -> bool:
    """Whether a statement binds although it stands among aims or requirements: it names who must act, or a figure."""
    opening, span = statement.opening, statement.span
    if opening.kind in (Kind.SUBJECT, Kind.DIRECTIVE):
        sure = any(m.known or m.is_group for m in opening.actors)
        forbidden = forbids(view, span.start, span.end) or forbids(view, opening.verb, span.end)
        described = (
            topic is Topic.SCOPE and opening.kind is Kind.SUBJECT
        )  # those whom a plan is about: "hộ … làm việc tại xã"
        acts = (None if described else verb_at(view, opening.verb, span.end)) or next(
            modals(view, opening.verb, span.end), None
        )
        return sure and (forbidden or acts is not None)
    if topic is Topic.OBJECTIVE:
        return _has_figure(view, statement) or _NEVER.match(view.folded, span.start, span.end) is not None
    if opening.kind is Kind.TARGET and topic in (Topic.AIM, Topic.REQUIREMENT):
        return _has_figure(view, statement) and own_deadline(view, statement) is not None
    return bool(carried.subject) and carried.sentence == statement.sentence and opening.kind is Kind.ACTION


def _has_figure(view: View, statement: Statement) -> bool:
    """Whether a number stands in the statement that is no date: a level to reach."""
    words = list(view.folded[statement.span.start : statement.span.end])
    for deadline in view.deadlines_in(statement.span.start, statement.span.end):
        for i in range(deadline.span.start, deadline.span.end):
            words[i - statement.span.start] = " "
    return _FIGURE.search("".join(words)) is not None


def own_deadline(view: View, statement: Statement) -> Deadline | None:
    """Return the statement's own deadline: one that gives a date or a rhythm before a bare "định kỳ"."""
    deadlines = view.deadlines_in(statement.span.start, statement.span.end)
    for deadline in deadlines:
        if deadline.last is not None or deadline.recurrence is not None:
            return deadline
    return deadlines[0] if deadlines else None


def _opens_dated(view: View, statement: Statement) -> bool:
    return any(opens(view, statement, d) for d in view.deadlines_in(statement.span.start, statement.span.end))


def opens(view: View, statement: Statement, deadline: Deadline) -> bool:
    """Whether the deadline opens its sentence, and so holds for all parts of it."""
    return deadline.span.start <= view.skip(statement.span.start, statement.span.end) + 1
