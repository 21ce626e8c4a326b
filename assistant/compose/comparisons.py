"""Two agencies or two plans side by side: what each must do, or what each says. Draws no conclusion of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.compose.draft import Draft
from assistant.compose.facts import actor_lines, quote_runs
from assistant.compose.lists import item_runs, role_of
from assistant.model import Answer, AnswerStatus, AskedAgency, Rule, Text
from assistant.retrieve.ranking import Ranked
from ingest.store import FoundObligation

_ROLE_KEYS = ("lead", "coordinate", "responsible")


def compose_agency_comparison(
    draft: Draft, plan_ids: Sequence[str], sides: Mapping[AskedAgency, Sequence[FoundObligation]]
) -> Answer:
    """Return each agency's obligations under its name, by role."""
    if plan_ids:
        draft.add("p", draft.say("compare_lead", plan=draft.plan(plan_ids[0])))
    for agency, items in sides.items():
        name = (Text(t=agency.name, rule=Rule.ASKED),)
        if not items:
            draft.add("p", draft.say("compare_none", agency=name))
            continue
        draft.add("h", draft.say("summary_section", label=name, n=draft.number(len(items))))
        for role in _ROLE_KEYS:
            mine = [f for f in items if role_of(f, (agency.agency_id,)) == role]
            if mine:
                draft.add("p", draft.say(f"heading_{role}", n=draft.number(len(mine))))
            for found in mine:
                draft.add("li", item_runs(draft, found))
    return draft.finish(AnswerStatus.ANSWERED)


def compose_plan_comparison(draft: Draft, sides: Mapping[str, Sequence[Ranked]]) -> Answer:
    """Return what each plan says on the topic."""
    draft.add("p", draft.say("compare_lead_plans"))
    for plan_id, ranked in sides.items():
        draft.add("h", (draft.plan(plan_id),))
        for one in ranked:
            for line in actor_lines(draft, one.statement):
                draft.add("p", line)
            draft.add("quote", quote_runs(draft, one.statement))
    return draft.finish(AnswerStatus.ANSWERED)


def compose_duties_by_plan(draft: Draft, sides: Mapping[str, Sequence[FoundObligation]]) -> Answer:
    """Return what one agency must do under each plan."""
    draft.add("p", draft.say("compare_lead_plans"))
    for plan_id, items in sides.items():
        draft.add("h", draft.say("heading_plan", plan=draft.plan(plan_id), n=draft.number(len(items))))
        for found in items:
            draft.add("li", item_runs(draft, found))
    return draft.finish(AnswerStatus.ANSWERED)
