"""Obligations as an iCalendar file of all-day events (RFC 5545). Selects nothing.

Recurring duties are expanded (contract: ``/calendar.ics``), one event a day on which they fall due, from the start of
the year of ``as_of`` to the end of the next year and within the plan's own period. An event's UID is made of the
obligation's id and its day: importing again, or on another day, makes no second copy. What names no day is left out
and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from assistant.channels.export import actor_names
from assistant.channels.texts import text
from assistant.due_days import DueDay, due_days
from ingest.model import DeadlineKind, Frozen, Period, Role

if TYPE_CHECKING:
    from icalendar import Event

    from ingest.store import FoundObligation, PlanHead

_SHORT = 90  # characters of a quote in an event's title


class Calendar(Frozen):
    """An iCalendar file, and how many obligations stand in it and do not."""

    data: bytes
    listed: int
    without_day: int


def obligations_ics(
    items: Sequence[FoundObligation], heads: Mapping[str, PlanHead], as_of: date, name: str
) -> Calendar:
    """Return the deadlines of the items as a calendar called ``name``. The same store and day give the same bytes."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//troly-ke-hoach//troly//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    listed = 0
    for found in items:
        head = heads.get(found.obligation.plan_id)
        events = [_event(found, head, due) for due in _due(found, head, as_of)]
        for event in events:
            calendar.add_component(event)
        listed += bool(events)
    return Calendar(data=calendar.to_ical(), listed=listed, without_day=len(items) - listed)


def _due(found: FoundObligation, head: PlanHead | None, as_of: date) -> Iterator[DueDay]:
    deadline = found.obligation.deadline
    if deadline is None:
        return
    window = Period(first=date.min, last=date.max)
    if deadline.kind is DeadlineKind.RECURRING:
        window = Period(first=date(as_of.year, 1, 1), last=date(as_of.year + 1, 12, 31))
        if head and head.period:
            window = Period(first=max(window.first, head.period.first), last=min(window.last, head.period.last))
    if window.first <= window.last:
        yield from due_days(deadline, window)


def _event(found: FoundObligation, head: PlanHead | None, due: DueDay) -> Event:
    import icalendar

    obligation = found.obligation
    event = icalendar.Event()
    event.add("uid", f"{obligation.id}-{due.day:%Y%m%d}@troly-ke-hoach")
    event.add("dtstamp", head.ingested_at.replace(tzinfo=UTC) if head else datetime(2000, 1, 1, tzinfo=UTC))
    event.add("dtstart", due.day)
    event.add("dtend", due.day + timedelta(days=1))
    event.add("summary", _title(found))
    event.add("description", "\n".join(_description(found, head, due)))
    event.add("categories", [text(f"labels.kind.{obligation.kind.value}")])
    event.add("transp", "TRANSPARENT")
    return event


def _title(found: FoundObligation) -> str:
    quote = " ".join(found.quote.split())
    if len(quote) > _SHORT:
        quote = quote[:_SHORT].rsplit(" ", 1)[0] + "…"
    actors = actor_names(found.obligation, Role.LEAD) or actor_names(found.obligation, Role.RESPONSIBLE)
    return f"{actors}: {quote}" if actors else quote


def _description(found: FoundObligation, head: PlanHead | None, due: DueDay) -> Iterator[str]:
    obligation = found.obligation
    yield " ".join(found.quote.split())
    yield ""
    for role in Role:
        names = actor_names(obligation, role)
        if names:
            yield f"{text(f'labels.role.{role.value}')}: {names}"
    if obligation.deadline:
        yield f"{text('labels.deadline')}: {obligation.deadline.text}"
    if due.rule == "last_of_period":
        yield text("export.last_of_period")
    if obligation.report_to:
        yield f"{text('labels.report_to')}: {obligation.report_to}"
    if head:
        yield f"{text('labels.plan')}: {' – '.join(part for part in (head.number, head.title) if part)}"
    yield f"{text('labels.clause')}: {found.clause_label}"
