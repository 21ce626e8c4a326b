"""Dated sentences that oblige nobody ("Thời gian kiểm tra: ngày …"): what a calendar shows beside the obligations."""

from __future__ import annotations

from datetime import date

from assistant.model import AskedPeriod
from assistant.statements import PlanStatements, Statement
from ingest.deadlines import find_deadlines
from ingest.model import Deadline, DeadlineKind, Level

_OUTSIDE = (Level.ROOT, Level.HEADER, Level.CLOSING)


def dated_sentences(plan: PlanStatements, period: AskedPeriod | None) -> list[Statement]:
    """Return the sentences that are no obligation and hold a dated deadline, within the period where one is asked."""
    year = plan.plan.issued.year if plan.plan.issued else None
    found = []
    for statement in plan.statements:
        if statement.obligation is not None or statement.clause.level in _OUTSIDE:
            continue
        if not any(c.isdigit() for c in statement.quote):
            continue
        if any(_within(d, period) for d in find_deadlines(statement.quote, year=year)):
            found.append(statement)
    return found


def is_overdue(deadline: Deadline | None, as_of: date) -> bool:
    """Whether the last day of a deadline has passed; a recurring one comes again and is never overdue."""
    if deadline is None or deadline.kind is DeadlineKind.RECURRING or deadline.last is None:
        return False
    return deadline.last < as_of


def _within(deadline: Deadline, period: AskedPeriod | None) -> bool:
    last = deadline.last or deadline.first  # "bắt đầu từ ngày …" is dated by its first day
    if last is None:
        return False
    if period is None:
        return True
    first = deadline.first or last
    return (period.last is None or first <= period.last) and (period.first is None or last >= period.first)
