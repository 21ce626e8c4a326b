"""What may be asked of the obligations in the store, and the SQL that finds them all. It builds no answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from ingest.model import DeadlineKind, Frozen, Obligation, ObligationKind, Role
from ingest.store.schema import agencies, deadlines, duties, obligations, plans
from ingest.text import syllables


class ObligationQuery(Frozen):
    """A filter; every condition that is given must hold.

    - ``agency_ids``: an actor is one of these, or (``include_groups``) a group that one of these belongs to.
    - ``include_inherited``: also those that fall to an addressed agency only because the plan names nobody: statements
      with actor source ``issuer`` in a plan that gives the asked agency or its group something to do.
    - ``role``: the asked agency's role; without ``agency_ids``, that of any actor.
    - ``plan_ids``: None means all plans.
    - ``due_from``, ``due_to`` (both days included): ``by`` matches with its last day within; ``during`` where the
      stretches overlap; ``recurring`` likewise where it has dates, and else unless the stretch ends before the year in
      which the plan was issued.
    - ``text``: all its syllables stand in the quote, diacritics aside.
    - ``offset``, ``limit``: which part of the list; the total counts the whole.
    """

    agency_ids: tuple[str, ...] = ()
    include_groups: bool = True
    include_inherited: bool = False
    role: Role | None = None
    plan_ids: tuple[str, ...] | None = None
    kinds: tuple[ObligationKind, ...] = ()
    due_from: date | None = None
    due_to: date | None = None
    text: str = ""
    offset: int = 0
    limit: int | None = None


class FoundObligation(Frozen):
    """An obligation with its words and place.

    ``matched_as`` says how the asked agency comes to it, ``matched_name`` is the actor as the plan writes it; both None
    where no agency was asked for ("inherited" has no name).
    """

    obligation: Obligation
    quote: str
    clause_label: str
    matched_as: Literal["named", "group", "inherited"] | None
    matched_name: str | None


class AgencyCount(Frozen):
    """An agency that stands in the store: the names that plans give it, and how many plans and obligations name it."""

    agency_id: str
    names: tuple[str, ...]
    plans: int
    obligations: int


class Scope(NamedTuple):
    """The query's ids as keys of rows. ``issued``: the plans that an asked agency itself issued."""

    agency_keys: Sequence[int]
    plan_keys: Sequence[int] | None
    issued: Sequence[int]


def matching(query: ObligationQuery, scope: Scope) -> Select[int]:
    """Select the keys of all obligations that match, by plan and then in reading order."""
    statement = (
        select(obligations.c.obligation_key)
        .join_from(obligations, plans, plans.c.plan_key == obligations.c.plan_key)
        .where(*_conditions(query, scope))
        .order_by(plans.c.plan_id, obligations.c.position)
    )
    if query.due_from is None and query.due_to is None:
        return statement
    due = _due(query.due_from or date.min, query.due_to or date.max)
    return statement.join(deadlines, deadlines.c.obligation_key == obligations.c.obligation_key).where(due)


def number_of(statement: Select[int]) -> Select[int]:
    """Select how many rows ``statement`` has."""
    return select(func.count()).select_from(statement.order_by(None).subquery())


def by_plan(statement: Select[int]) -> Select[int, int]:
    """Select plan key and number of obligations for each plan that ``statement`` finds some in."""
    keys = statement.order_by(None).subquery()
    return (
        select(obligations.c.plan_key, func.count())
        .join_from(keys, obligations, keys.c.obligation_key == obligations.c.obligation_key)
        .group_by(obligations.c.plan_key)
    )


def match(
    query: ObligationQuery, groups: Collection[str], actors: Sequence[Mapping[str, Any]]
) -> tuple[Literal["named", "group", "inherited"] | None, str | None]:
    """Return how the asked agency comes to an obligation that matches, and by which name (its own before a group's)."""
    if not query.agency_ids:
        return None, None
    able = [actor for actor in actors if query.role in {None, actor["role"]}]
    for actor in able:
        if actor["agency_id"] in query.agency_ids:
            return "named", actor["name"]
    for actor in able:
        if actor["agency_id"] in groups:
            return "group", actor["name"]
    return "inherited", None


def counting() -> Select[str, int, int]:
    """Select id, number of plans and number of obligations of every agency."""
    return (
        select(
            agencies.c.agency_id,
            func.count(duties.c.plan_key.distinct()),
            func.count(duties.c.obligation_key.distinct()),
        )
        .join_from(agencies, duties, duties.c.agency_key == agencies.c.agency_key)
        .group_by(agencies.c.agency_id)
    )


def _conditions(query: ObligationQuery, scope: Scope) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if scope.plan_keys is not None:
        conditions.append(obligations.c.plan_key.in_(scope.plan_keys))
    if query.agency_ids:
        conditions.append(_of_agency(query, scope))
    elif query.role is not None:
        conditions.append(obligations.c.obligation_key.in_(_duties(query, scope)))
    if query.kinds:
        conditions.append(obligations.c.kind.in_([kind.value for kind in query.kinds]))
    wanted = dict.fromkeys(syllables(query.text))
    return conditions + [obligations.c.words.contains(f" {syllable} ", autoescape=True) for syllable in wanted]


def _of_agency(query: ObligationQuery, scope: Scope) -> ColumnElement[bool]:
    if not scope.agency_keys:
        return false()
    held = obligations.c.obligation_key.in_(_duties(query, scope))
    direct = or_(obligations.c.actor_source != "issuer", obligations.c.plan_key.in_(scope.issued))
    if not query.include_inherited:
        return and_(held, direct)
    if query.role not in {None, Role.RESPONSIBLE}:
        return held
    addressed = select(duties.c.plan_key).where(duties.c.agency_key.in_(scope.agency_keys))
    inherited = and_(obligations.c.actor_source == "issuer", obligations.c.plan_key.in_(addressed))
    return or_(held, inherited)


def _duties(query: ObligationQuery, scope: Scope) -> Select[int]:
    statement = select(duties.c.obligation_key)
    if query.agency_ids:
        statement = statement.where(duties.c.agency_key.in_(scope.agency_keys))
    if scope.plan_keys is not None:
        statement = statement.where(duties.c.plan_key.in_(scope.plan_keys))
    if query.role is not None:
        statement = statement.where(duties.c.role == query.role.value)
    return statement


def _due(first: date, last: date) -> ColumnElement[bool]:
    """``DeadlineKind`` by kind, as ``ObligationQuery`` promises."""
    begins, ends = deadlines.c.first, deadlines.c.last
    dated = or_(begins.is_not(None), ends.is_not(None))
    overlap = and_(dated, func.coalesce(begins, date.min) <= last, func.coalesce(ends, date.max) >= first)
    undated = and_(~dated, func.coalesce(plans.c.issued_year, 0) <= last.year)
    kind = deadlines.c.kind
    return or_(
        and_(kind == DeadlineKind.BY.value, ends.between(first, last)),
        and_(kind == DeadlineKind.DURING.value, overlap),
        and_(kind == DeadlineKind.RECURRING.value, or_(overlap, undated)),
    )
