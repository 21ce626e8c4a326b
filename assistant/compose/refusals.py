"""What is said when there is no answer: not found with the nearest passage, a question back, small talk."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compose.draft import Draft
from assistant.compose.facts import quote_runs
from assistant.model import Answer, AnswerStatus, Rule, Text
from assistant.retrieve.ranking import Ranked

_PLANS_SHOWN = 10
_VALUE_KEYS = {
    "money": "not_found_value_money",
    "percent": "not_found_value_count",
    "length": "not_found_value_count",
    "count": "not_found_value_count",
    "day": "not_found_value_date",
    "time": "not_found_value_date",
    "school_year": "not_found_value_date",
    "person": "not_found_value_person",
    "phone": "not_found_value_contact",
    "address": "not_found_value_contact",
}


def compose_not_found(draft: Draft, nearest: Sequence[Ranked], missing: str | None = None) -> Answer:
    """Say that it is not there, and why where a sort of value is missing; the nearest passage is shown as such."""
    plan_ids = draft.understanding.plan_ids
    if not plan_ids:
        draft.add("p", draft.say("not_found_anywhere"))
    else:
        wanted = sorted(draft.understanding.asks & {"person", "phone", "address"})
        key = _VALUE_KEYS.get(missing or next(iter(wanted), ""), "not_found")
        draft.add("p", draft.say(key, plan=draft.plan(plan_ids[0])))
    if nearest:
        draft.add("notice", draft.say("nearest"))
        draft.add("quote", quote_runs(draft, nearest[0].statement))
    draft.suggest("suggest_summary")
    return draft.finish(AnswerStatus.NOT_FOUND, total=0)


def compose_foreign_place(draft: Draft, place: str) -> Answer:
    """Say that no plan of the place is loaded, and which places there are plans of."""
    draft.add("p", draft.say("no_plan_of_place", place=place))
    for head in draft.library.heads[:_PLANS_SHOWN]:
        draft.add("li", (draft.plan(head.id),))
    return draft.finish(AnswerStatus.NOT_FOUND, total=0)


def compose_outside_period(draft: Draft, plan_id: str) -> Answer:
    """Say that the plan does not cover the asked period."""
    period = draft.understanding.period
    asked = period.text if period else ""
    draft.add("p", draft.say("outside_period", plan=draft.plan(plan_id), period=asked))
    return draft.finish(AnswerStatus.NOT_FOUND, total=0)


def compose_no_duties(draft: Draft, plan_ids: Sequence[str]) -> Answer:
    """Say that the plans give the asked agency nothing to do."""
    names = ", ".join(a.name for a in draft.understanding.agencies)
    for plan_id in plan_ids[:3]:
        draft.add("p", draft.say("not_found_agency", plan=draft.plan(plan_id), agency=Text(t=names, rule=Rule.ASKED)))
    if not plan_ids:
        draft.add("p", draft.say("not_found_anywhere"))
    return draft.finish(AnswerStatus.NOT_FOUND, total=0)


def compose_smalltalk(draft: Draft) -> Answer:
    """Answer a greeting, thanks, or a question about ourselves."""
    kind = next(iter(draft.understanding.asks & {"greeting", "thanks", "about_us"}), "greeting")
    draft.add("p", draft.say(kind))
    return draft.finish(AnswerStatus.SMALLTALK)


def compose_ask_back(draft: Draft, key: str) -> Answer:
    """Ask for what the question lacks; ``key`` names the sentence."""
    draft.add("p", draft.say(key))
    return draft.finish(AnswerStatus.NEEDS_CLARIFICATION)


def compose_no_plans(draft: Draft) -> Answer:
    """Say that nothing is loaded."""
    draft.add("p", draft.say("no_plans"))
    return draft.finish(AnswerStatus.UNAVAILABLE)
