"""Summaries by a plan's own structure: purpose, contents by section with counts, leads, dates, targets, funding, reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.compose.draft import Draft
from assistant.compose.facts import quote_runs
from assistant.compose.lists import item_runs
from assistant.model import Answer, AnswerStatus, Rule, Text
from assistant.statements import PlanStatements, Statement
from ingest.model import Clause, Level, ObligationKind, Role
from ingest.store import FoundObligation

_AGENCIES_SHOWN = 40
_SHOWN_WHOLE = 30  # a plan with no more obligations is shown whole
_WHOLE_SECTION = 60  # a section with no more obligations is shown whole


def compose_section(draft: Draft, plan: PlanStatements, clauses: Sequence[Clause]) -> Answer:
    """Return what one section says: its obligations, or its sentences where it has none."""
    plan_id = plan.plan.id
    draft.add("p", draft.say("summary_lead", plan=draft.plan(plan_id)))
    for clause in clauses:
        inside = plan.below(clause)
        obligations = [s for s in inside if s.obligation is not None]
        shown: Sequence[Statement] = obligations or [s for s in inside if not s.heading]
        if not shown:
            continue
        head = draft.cite_span(plan_id, clause, clause.body) if _announces(clause) else None
        label = Text(t=clause.label, rule=Rule.LABEL)
        if head is not None:
            draft.add("h", (*draft.say("summary_section", label=(label,), n=draft.number(len(obligations))), *head))
        for statement in shown[:_WHOLE_SECTION]:
            found = statement.obligation
            draft.add("li", item_runs(draft, found) if found else quote_runs(draft, statement))
    return draft.finish(AnswerStatus.ANSWERED)


def _announces(clause: Clause) -> bool:
    return clause.heading and clause.body.end > clause.body.start


def compose_plan_summary(draft: Draft, plan: PlanStatements) -> Answer:
    """Return a whole plan in brief."""
    plan_id = plan.plan.id
    duties = [s.obligation for s in plan.statements if s.obligation is not None]
    dated = sum(f.obligation.deadline is not None for f in duties)
    draft.add("p", draft.say("summary_lead", plan=draft.plan(plan_id)))
    draft.add("p", draft.say("summary_counts", n=draft.number(len(duties)), dated=draft.number(dated)))
    _purpose(draft, plan)
    _structure(draft, plan)
    parts: _Parts = (("summary_all", lambda _: True),) if len(duties) <= _SHOWN_WHOLE else _PARTS
    for key, keep in parts:
        chosen = [f for f in duties if keep(f)]
        if chosen:
            draft.add("h", draft.say(key))
            for found in chosen:
                draft.add("li", item_runs(draft, found))
    _agencies(draft, duties)
    draft.suggest("suggest_calendar")
    return draft.finish(AnswerStatus.ANSWERED, total=len(duties))


_Parts = tuple[tuple[str, Callable[[FoundObligation], bool]], ...]
_PARTS: _Parts = (
    ("summary_leads", lambda f: any(a.role is Role.LEAD for a in f.obligation.actors)),
    ("summary_dated", lambda f: f.obligation.deadline is not None),
    ("summary_targets", lambda f: f.obligation.kind is ObligationKind.TARGET),
    ("summary_funding", lambda f: f.obligation.kind is ObligationKind.FUNDING),
    ("summary_reports", lambda f: f.obligation.kind is ObligationKind.REPORT),
)


def _purpose(draft: Draft, plan: PlanStatements) -> None:
    """The sentence of the preamble in which the issuer announces the plan: the last of the header with words of its own."""
    preamble = [
        s
        for s in plan.statements
        if s.clause.level is Level.HEADER and len(s.quote) > 60 and any(c.islower() for c in s.quote)
    ]
    if preamble:
        draft.add("h", draft.say("summary_purpose"))
        draft.add("quote", quote_runs(draft, preamble[-1]))


def _structure(draft: Draft, plan: PlanStatements) -> None:
    text = plan.plan.text
    rows = []
    for clause in plan.plan.root.children:
        if clause.level in (Level.HEADER, Level.CLOSING) or clause.body.end <= clause.body.start:
            continue
        words = clause.body.of(text)
        if len(words) > 300:
            continue
        n = sum(s.obligation is not None for s in plan.below(clause))
        rows.append((clause, n))
    if not rows:
        return
    draft.add("h", draft.say("summary_structure"))
    for clause, n in rows:
        cite = draft.cite_span(plan.plan.id, clause, clause.body)
        label = Text(t=clause.body.of(text), rule=Rule.QUOTE)
        draft.add("li", (*draft.say("summary_section", label=(label,), n=draft.number(n)), *cite))


def _agencies(draft: Draft, duties: Sequence[FoundObligation]) -> None:
    counts: dict[str, int] = {}
    first: dict[str, FoundObligation] = {}
    for found in duties:
        for actor in found.obligation.actors:
            counts[actor.name] = counts.get(actor.name, 0) + 1
            first.setdefault(actor.name, found)
    if not counts:
        return
    draft.add("h", draft.say("summary_agencies"))
    for name, n in sorted(counts.items(), key=lambda c: -c[1])[:_AGENCIES_SHOWN]:
        ob = first[name].obligation
        span = next((a.span for a in ob.actors if a.name == name), None)
        places = draft.cite_place(ob.plan_id, span, unless=ob.span)
        if not places and span is None:
            continue
        cite = places or draft.cite_obligation(first[name])
        label = (Text(t=name, rule=Rule.QUOTE),)
        draft.add("li", (*draft.say("summary_section", label=label, n=draft.number(n)), *cite))
