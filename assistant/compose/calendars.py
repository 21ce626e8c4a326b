"""Deadlines in order of time, recurring ones apart. Which obligations are asked about is retrieval's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.compose.draft import Draft
from assistant.compose.lists import item_runs
from assistant.model import Answer, AnswerStatus, Rule, Text
from assistant.statements import Statement
from ingest.model import DeadlineKind
from ingest.store import FoundObligation


def compose_calendar(draft: Draft, items: Sequence[FoundObligation], beside: Sequence[Statement] = ()) -> Answer:
    """Return all dated obligations, by plan, in order of their last day; ``beside`` are dated sentences that oblige nobody."""
    for plan_id in dict.fromkeys(f.obligation.plan_id for f in items):
        mine = [f for f in items if f.obligation.plan_id == plan_id]
        _lead(draft, plan_id, len(mine))
        dated = [f for f in mine if not _recurs(f)]
        again = [f for f in mine if _recurs(f)]
        for key, group in (("calendar_dated", sorted(dated, key=_last)), ("calendar_recurring", again)):
            if group:
                draft.add("h", draft.say(key))
            for found in group:
                draft.add("li", item_runs(draft, found))
    if beside:
        draft.add("h", draft.say("calendar_beside"))
    for statement in beside:
        draft.add("li", (Text(t=statement.quote, rule=Rule.QUOTE), *draft.cite(statement)))
    return draft.finish(AnswerStatus.ANSWERED)


def _lead(draft: Draft, plan_id: str, n: int) -> None:
    period = draft.understanding.period
    plan, number = draft.plan(plan_id), draft.number(n)
    if period is None:
        draft.add("p", draft.say("calendar_lead", plan=plan, n=number))
    else:
        draft.add("p", draft.say("calendar_lead_period", plan=plan, n=number, period=period.text))


def _recurs(found: FoundObligation) -> bool:
    deadline = found.obligation.deadline
    return deadline is not None and deadline.kind is DeadlineKind.RECURRING


def _last(found: FoundObligation) -> tuple[date, int]:
    deadline = found.obligation.deadline
    day = (deadline.last or deadline.first) if deadline else None
    return day or date.max, found.obligation.span.start
