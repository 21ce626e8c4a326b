"""A plan → its obligations, as gold/GUIDE.md defines them. Start reading here: passages, statements, duties, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ingest.agencies import find_agencies
from ingest.model import Actor, ActorSource, Deadline, Obligation, Plan, Role, Span
from ingest.obligations.assigning import assignment
from ingest.obligations.cuts import CLOSES, SHORTEST, SHORTEST_STAGE
from ingest.obligations.duties import Carried, Duty, Inherited, read_duty
from ingest.obligations.kinds import kind_of
from ingest.obligations.openings import Kind, Opening
from ingest.obligations.passages import Passage, gather_passages
from ingest.obligations.scopes import Topic, announces, announces_only, spelled_out
from ingest.obligations.statements import Statement, split_statements
from ingest.obligations.verbs import forbids, modals, verb_at
from ingest.obligations.view import View
from ingest.text import slug
from ingest.text.canonical import LEFT_OUT
from ingest.words import opens_with_verb

# an issuer of two bodies: "Sở Y tế - Công đoàn ngành"
_TWO_BODIES = re.compile(
    r"([^-]+) - ((?:Sở|Ban|Công an|Công đoàn|Liên đoàn|Hội|Ủy ban|Uỷ ban|Đoàn|Trường|Viện|Cục|Chi cục)\s[^-]+)"
)
_FIGURE = re.compile(
    r"(?<![\w/.,-])\d+(?:[.,]\d+)*\s*(?:%|\w)(?!\w*/)"
)  # "06 điểm", "80 %", "1,8 lần"; no document number
_MONEY = re.compile(
    r"bo tri|bao dam|dam bao|su dung|can doi|long ghep|huy dong|chi tra|tu nguon|van dong|ho tro|du toan"
)
_ENOUGH = 180  # characters that tell a statement
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


def find_obligations(plan: Plan) -> tuple[Obligation, ...]:
    """Return every obligation of the plan in reading order.

    Guarantees: each ``span`` lies in its clause's own words; actors are never empty unless the plan's issuer is
    unknown too; no deadline that the statement, its heading, its lead-in or a closing line does not give.
    """
    view = View(plan.text, _year(plan), _signed(plan))
    gaps = [f.span for f in plan.findings if f.code == LEFT_OUT and f.span is not None]
    issuer = _issuer(plan)
    found: list[Obligation] = []
    for passage in gather_passages(view, plan.root):
        for number, (statement, duty, deadline) in enumerate(_bound(view, passage, issuer)):
            found.append(
                Obligation(
                    id=f"{plan.id}#{passage.clause.id}.{number + 1}",
                    plan_id=plan.id,
                    clause_id=passage.clause.id,
                    section=passage.clause.section,
                    kind=kind_of(view, statement, passage.scope.topic, duty.report_to),
                    span=_contiguous(statement.span, gaps),
                    actors=duty.actors,
                    actor_source=duty.source,
                    deadline=deadline,
                    report_to=duty.report_to,
                    found_by=f"{statement.opening.kind}/{statement.rule}",
                )
            )
    return tuple(found)


def _contiguous(span: Span, gaps: Sequence[Span]) -> Span:
    """Shorten a statement over a page's running head to what stands on one page, so that it can be quoted as printed."""
    for gap in gaps:
        if span.start < gap.start and gap.end < span.end:
            before = gap.start - span.start >= min(_ENOUGH, span.end - gap.end)
            span = Span(start=span.start, end=gap.start) if before else Span(start=gap.end, end=span.end)
    return span


def _year(plan: Plan) -> int | None:
    if plan.period is not None and plan.period.first.year == plan.period.last.year:
        return plan.period.first.year
    return plan.issued.year if plan.issued is not None else None


def _signed(plan: Plan) -> date | None:
    """Return the day on which the plan was signed, where it is printed in full."""
    issued = plan.issued
    return date(issued.year, issued.month, issued.day) if issued and issued.month and issued.day else None


def _issuer(plan: Plan) -> Inherited:
    """Return who must do what nobody else is told to do."""
    if not plan.issuer:
        return Inherited()
    both = _TWO_BODIES.fullmatch(plan.issuer)
    if both is None:
        return Inherited(actors=(Actor(name=plan.issuer, agency_id=plan.issuer_id, role=Role.RESPONSIBLE),))
    bodies = ((name, next((m.agency_id for m in find_agencies(name)), slug(name))) for name in both.groups())
    return Inherited(actors=tuple(Actor(name=name, agency_id=known, role=Role.RESPONSIBLE) for name, known in bodies))


def _bound(view: View, passage: Passage, issuer: Inherited) -> Iterator[tuple[Statement, Duty, Deadline | None]]:
    """Yield the passage's statements that bind somebody, each with who must do it and by when."""
    carried, opened, sentence, passed, bound, closed = Carried(), None, -1, -1, False, False
    statements = _statements(view, passage)
    assigned = assignment(view, passage, statements)
    if assigned is not None:
        actors = read_duty(view, assigned, issuer, Carried())[0].actors
        passage = replace(passage, closing=actors, due=_own_deadline(view, assigned) or passage.due)
        statements = statements[:-1]
    for statement in statements:
        if statement.sentence != sentence:
            opened, sentence, bound = None, statement.sentence, False
            closed = closed or CLOSES.match(view.folded, statement.span.start) is not None
        if closed and statement.part == 0 and statement.opening.kind not in (Kind.SUBJECT, Kind.DIRECTIVE):
            passed = sentence  # the closing line goes on to name its subject in sentences of their own
        if sentence == passed and statement.rule != "directive":
            continue
        duty, after = read_duty(view, statement, passage.inherited or issuer, carried)
        bound = bound if statement.rule == "stage" else _binds(view, passage, statement, carried)
        if not bound:
            continue
        carried = after
        own = _own_deadline(view, statement)
        if statement.part == 0 and own is not None and _opens(view, statement, own):
            opened = own
        if passage.row:
            yield statement, _by_columns(duty, passage), passage.due or own or passage.scope.deadline
        else:
            yield statement, duty, own or opened or passage.scope.deadline or passage.due


def _by_columns(duty: Duty, passage: Passage) -> Duty:
    """Let the columns of a row say who; those whom its task tells to work with are added."""
    if not passage.closing:
        return duty
    named = {a.name for a in passage.closing}
    helpers = (a for a in duty.actors if a.role is Role.COORDINATE and a.span is not None and a.name not in named)
    inside = tuple(a for a in helpers if a.span and passage.span.contains(a.span))
    return duty.model_copy(update={"actors": (*passage.closing, *inside), "source": ActorSource.RESPONSIBLE_LINE})


def _statements(view: View, passage: Passage) -> tuple[Statement, ...]:
    statements = split_statements(view, passage.span.start, passage.span.end, whole=passage.whole)
    if statements and announces(view, passage.clause):
        last = statements[-1]
        if announces_only(view, last.span.start, last.span.end) or spelled_out(view, passage.clause, last.span):
            return statements[:-1]
    return statements


def _binds(view: View, passage: Passage, statement: Statement, carried: Carried) -> bool:
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
    due = _own_deadline(view, statement) is not None and not _opens_dated(view, statement)
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
        return _has_figure(view, statement) and _own_deadline(view, statement) is not None
    return bool(carried.subject) and carried.sentence == statement.sentence and opening.kind is Kind.ACTION


def _has_figure(view: View, statement: Statement) -> bool:
    """Whether a number stands in the statement that is no date: a level to reach."""
    words = list(view.folded[statement.span.start : statement.span.end])
    for deadline in view.deadlines_in(statement.span.start, statement.span.end):
        for i in range(deadline.span.start, deadline.span.end):
            words[i - statement.span.start] = " "
    return _FIGURE.search("".join(words)) is not None


def _own_deadline(view: View, statement: Statement) -> Deadline | None:
    """Return the statement's own deadline: one that gives a date or a rhythm before a bare "định kỳ"."""
    deadlines = view.deadlines_in(statement.span.start, statement.span.end)
    for deadline in deadlines:
        if deadline.last is not None or deadline.recurrence is not None:
            return deadline
    return deadlines[0] if deadlines else None


def _opens_dated(view: View, statement: Statement) -> bool:
    return any(_opens(view, statement, d) for d in view.deadlines_in(statement.span.start, statement.span.end))


def _opens(view: View, statement: Statement, deadline: Deadline) -> bool:
    """Whether the deadline opens its sentence, and so holds for all parts of it."""
    return deadline.span.start <= view.skip(statement.span.start, statement.span.end) + 1
