"""A plan → its obligations, as gold/GUIDE.md defines them. Start reading here: passages, statements, duties, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ingest.agencies import find_agencies
from ingest.model import Actor, ActorSource, Deadline, Obligation, Plan, Role, Span
from ingest.obligations.assigning import assignment
from ingest.obligations.binding import binds, opens, own_deadline
from ingest.obligations.cuts import CLOSES
from ingest.obligations.duties import Carried, Duty, Inherited, read_duty
from ingest.obligations.kinds import kind_of
from ingest.obligations.openings import Kind
from ingest.obligations.passages import Passage, gather_passages
from ingest.obligations.scopes import announces, announces_only, spelled_out
from ingest.obligations.statements import Statement, split_statements
from ingest.obligations.view import View
from ingest.text import slug
from ingest.text.canonical import LEFT_OUT

# an issuer of two bodies: "Sở Y tế - Công đoàn ngành"
_TWO_BODIES = re.compile(
    r"([^-]+) - ((?:Sở|Ban|Công an|Công đoàn|Liên đoàn|Hội|Ủy ban|Uỷ ban|Đoàn|Trường|Viện|Cục|Chi cục)\s[^-]+)"
)
_ENOUGH = 180  # characters that tell a statement


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
        passage = replace(passage, closing=actors, due=own_deadline(view, assigned) or passage.due)
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
        bound = bound if statement.rule == "stage" else binds(view, passage, statement, carried)
        if not bound:
            continue
        carried = after
        own = own_deadline(view, statement)
        if statement.part == 0 and own is not None and opens(view, statement, own):
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
