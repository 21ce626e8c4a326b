"""Lists of obligations: complete, counted, by plan, role and how the agency is meant. Topics and periods are retrieval's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from assistant.citations import spell
from assistant.compose.draft import Draft
from assistant.model import Answer, AnswerStatus, Rule, Run, Text
from assistant.retrieve.duties import Duties
from ingest.agencies import is_member, with_predecessors
from ingest.model import Role
from ingest.store import FoundObligation

_ROLES = (Role.LEAD, Role.COORDINATE, Role.RESPONSIBLE)
_CLASS_OF = {"ubnd-xa": "ubnd-cap-xa", "ubnd-phuong": "ubnd-cap-xa"}
ASK_BACK_PLANS = 6  # a list that spreads over more plans asks which one is meant
CHOICES = 10  # plans offered when asking back


def compose_list(draft: Draft, duties: Duties) -> Answer:
    """Return the complete list: a counted lead sentence, then the items by plan, group and role."""
    own_first = sorted(duties.items, key=lambda f: not is_own(draft, f))
    plans = tuple(dict.fromkeys(f.obligation.plan_id for f in own_first))
    notes = _notes(draft, duties)
    for plan_id in plans:
        items = [f for f in duties.items if f.obligation.plan_id == plan_id]
        _plan_list(draft, plan_id, items)
    for note in notes:
        draft.add("notice", note)
    named = any(is_own(draft, f) for f in duties.items)
    if not named and draft.understanding.agencies:
        return draft.finish(AnswerStatus.NOT_FOUND)
    draft.suggest("suggest_calendar")
    draft.suggest("suggest_summary")
    return draft.finish(AnswerStatus.ANSWERED)


def compose_undated(draft: Draft, duties: Duties) -> Answer:
    """Return the obligations without a date, labelled as such, where none is dated (in the asked period)."""
    if draft.understanding.period is not None:
        draft.add("p", draft.say("none_dated", agency=_agency_names(draft), period=_period(draft)))
    else:
        draft.add("p", draft.say("none_dated_ever", agency=_agency_names(draft)))
    plans = tuple(dict.fromkeys(f.obligation.plan_id for f in duties.items))
    for plan_id in plans[:ASK_BACK_PLANS]:
        mine = [f for f in duties.items if f.obligation.plan_id == plan_id]
        draft.add("h", draft.say("heading_plan", plan=draft.plan(plan_id), n=draft.number(len(mine))))
        _items(draft, mine)
    return draft.finish(AnswerStatus.PARTIAL)


def is_own(draft: Draft, found: FoundObligation) -> bool:
    """Whether an obligation is the asked agency's own: named itself, or asked as the class that the plan names ("UBND
    xã" where it names "UBND các xã, phường").
    """
    if found.matched_as != "group":
        return True
    classes = {_CLASS_OF.get(a.agency_id) for a in draft.understanding.agencies}
    return any(actor.agency_id in classes for actor in found.obligation.actors)


def ask_which_plan(draft: Draft, counts: Mapping[str, int]) -> Answer:
    """Ask back with the plans as choices, the fullest first; nothing is cited."""
    draft.add("p", draft.say("which_plan"))
    for plan_id, n in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:CHOICES]:
        draft.add("li", draft.say("choice_count", plan=draft.plan(plan_id), n=draft.number(n)))
    return draft.finish(AnswerStatus.NEEDS_CLARIFICATION, total=0)


def _notes(draft: Draft, duties: Duties) -> list[tuple[Run, ...]]:
    notes = []
    if duties.undated:
        notes.append(draft.say("undated_left_out", n=draft.number(duties.undated)))
    if duties.related:
        notes.append(draft.say("related_left_out", n=draft.number(duties.related)))
    if duties.off_topic:
        notes.append(draft.say("off_topic_left_out", n=draft.number(duties.off_topic)))
    if not duties.topic_found:
        notes.append(draft.say("topic_not_found", topic=draft.understanding.subject))
    return notes


def _plan_list(draft: Draft, plan_id: str, items: Sequence[FoundObligation]) -> None:
    own = [f for f in items if is_own(draft, f)]
    shared = [f for f in items if not is_own(draft, f)]
    if not own and draft.understanding.agencies:
        draft.add("p", draft.say("only_in_groups", plan=draft.plan(plan_id), agency=_agency_names(draft)))
    else:
        draft.add("p", _lead(draft, plan_id, items, own, shared))
    for role in _ROLES:
        group = [f for f in own if _role(draft, f) is role]
        if group:
            draft.add("h", draft.say(f"heading_{role.value}", n=draft.number(len(group))))
            _items(draft, group)
    if shared:
        draft.add("h", draft.say("heading_group", agency=_agency_names(draft), n=draft.number(len(shared))))
        _items(draft, shared)


def _lead(
    draft: Draft,
    plan_id: str,
    items: Sequence[FoundObligation],
    own: Sequence[FoundObligation],
    shared: Sequence[FoundObligation],
) -> tuple[Run, ...]:
    u = draft.understanding
    n, plan = draft.number(len(items)), draft.plan(plan_id)
    if not u.agencies:
        lead = draft.say("list_lead_all", n=n, plan=plan)
    elif u.period is not None:
        lead = draft.say("list_lead_period", agency=_agency_names(draft), n=n, plan=plan, period=_period(draft))
    else:
        lead = draft.say("list_lead", agency=_agency_names(draft), n=n, plan=plan)
    parts: list[tuple[Run, ...]] = []
    for role in _ROLES:
        size = sum(_role(draft, f) is role for f in own)
        if size:
            parts.append(draft.say(f"part_{role.value}", n=draft.number(size)))
    if shared:
        parts.append(draft.say("part_group", n=draft.number(len(shared))))
    return (*lead, *draft.say("list_parts", parts=join(draft, parts)))


def join(draft: Draft, parts: Iterable[Sequence[Run]], key: str = "comma") -> tuple[Run, ...]:
    """Return runs in a row with a separator of replies.yaml between them."""
    out: list[Run] = []
    for part in parts:
        if out:
            out += draft.say(key)
        out += part
    return tuple(out)


def _items(draft: Draft, items: Sequence[FoundObligation]) -> None:
    for found in sorted(items, key=_weight):
        draft.add("li", item_runs(draft, found))


def item_runs(draft: Draft, found: FoundObligation) -> tuple[Run, ...]:
    """Return one obligation as a line: its words, its citation, its deadline."""
    ob = found.obligation
    runs: list[Run] = [Text(t=found.quote, rule=Rule.QUOTE), *draft.cite_obligation(found)]
    if ob.deadline is not None:
        runs += draft.say("due", when=draft.deadline(ob.deadline, ob.plan_id, ob.span))
    return tuple(runs)


def _weight(found: FoundObligation) -> tuple[bool, date, int]:
    """Dated before undated, by the day; else as the plan has them."""
    deadline = found.obligation.deadline
    last = deadline.last if deadline and deadline.last else date.max
    return deadline is None, last, found.obligation.span.start


def _role(draft: Draft, found: FoundObligation) -> Role:
    return role_of(found, [i for a in draft.understanding.agencies for i in with_predecessors(a.agency_id)])


def role_of(found: FoundObligation, asked: Sequence[str]) -> Role:
    """Return the role of the asked agencies in an obligation, itself or as a member; without one asked, the first actor's."""
    actors = found.obligation.actors
    for actor in actors:
        if any(actor.agency_id == i or is_member(i, actor.agency_id) for i in asked):
            return actor.role
    return actors[0].role if actors else Role.RESPONSIBLE


def _agency_names(draft: Draft) -> tuple[Run, ...]:
    return join(draft, [(Text(t=a.name, rule=Rule.ASKED),) for a in draft.understanding.agencies])


def _period(draft: Draft) -> tuple[Run, ...]:
    period = draft.understanding.period
    if period is None:
        return ()
    days = [spell(d) for d in (period.first, period.last) if d]
    words = period.text + (f": {' – '.join(days)}" if days else "")
    return (Text(t=words, rule=Rule.ASKED),)
