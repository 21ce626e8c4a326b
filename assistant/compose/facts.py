"""Who, when, where to report, how much, where, yes or no: the statements that answer, their actors and dates beside them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compose.draft import Draft
from assistant.compose.lists import join
from assistant.model import Answer, AnswerStatus, Intent, Rule, Run, Text
from assistant.retrieve.ranking import Ranked
from assistant.statements import Statement
from ingest.agencies import is_member
from ingest.model import ActorSource, Role

_NAMES_ACTORS = (Intent.WHO, Intent.REPORT, Intent.YES_NO)
_NAMES_DATES = (Intent.WHEN, Intent.REPORT)
_ASKS_DATES = frozenset(["time", "day"])  # "Ai chủ trì …, hạn bao giờ?"


def compose_fact(draft: Draft, chosen: Sequence[Ranked]) -> Answer:
    """Return the answer that the chosen statements give, the best first."""
    plan_ids = tuple(dict.fromkeys(r.statement.plan_id for r in chosen))
    verdict = _verdict(draft, chosen[0].statement)
    if verdict:
        draft.add("p", verdict)
    for plan_id in plan_ids:
        draft.add("p", draft.say("answer_lead", plan=draft.plan(plan_id)))
        for ranked in chosen:
            if ranked.statement.plan_id == plan_id:
                _statement(draft, ranked.statement)
    _suggest(draft, chosen[0].statement)
    return draft.finish(AnswerStatus.ANSWERED)


def _statement(draft: Draft, statement: Statement) -> None:
    intent = draft.understanding.intent
    found = statement.obligation
    if found is not None and (intent in _NAMES_ACTORS or "who" in draft.understanding.asks):
        for line in actor_lines(draft, statement):
            draft.add("p", line)
    dates = intent in _NAMES_DATES or draft.understanding.asks & _ASKS_DATES
    if found is not None and dates and found.obligation.deadline is not None:
        ob = found.obligation
        when = draft.deadline(found.obligation.deadline, ob.plan_id, ob.span)
        draft.add("p", draft.say("when_is", when=when))
    if found is not None and intent is Intent.REPORT and found.obligation.report_to:
        draft.add("p", draft.say("report_goes_to", name=Text(t=found.obligation.report_to, rule=Rule.QUOTE)))
    draft.add("quote", quote_runs(draft, statement))


def quote_runs(draft: Draft, statement: Statement) -> tuple[Run, ...]:
    """Return a statement in quotation marks with its citation."""
    words = Text(t=statement.quote, rule=Rule.QUOTE)
    return (*draft.say("quote_open"), words, *draft.say("quote_close"), *draft.cite(statement))


def actor_lines(draft: Draft, statement: Statement) -> list[tuple[Run, ...]]:
    """Return who leads, coordinates and acts, each with the place that names it where that is outside the statement."""
    found = statement.obligation
    if found is None:
        return []
    ob = found.obligation
    if ob.actor_source is ActorSource.ISSUER:
        issuer = draft.library.head(ob.plan_id).issuer
        return [draft.say("issuer_acts", name=Text(t=issuer, rule=Rule.PLAN))] if issuer else []
    draft.cite(statement)
    lines = []
    for role, key in ((Role.LEAD, "who_leads"), (Role.COORDINATE, "who_coordinates"), (Role.RESPONSIBLE, "who_acts")):
        actors = [a for a in ob.actors if a.role is role]
        if not actors:
            continue
        places = {p for a in actors for p in draft.cite_place(ob.plan_id, a.span, unless=ob.span)}
        names = join(draft, [(Text(t=a.name, rule=Rule.QUOTE),) for a in actors], "semicolon")
        lines.append((*draft.say(key, names=names), *sorted(places, key=str)))
    return lines


def _verdict(draft: Draft, best: Statement) -> tuple[Run, ...]:
    """Yes or no where the records decide: an asked agency with an asked role. Else the words are left to speak."""
    u = draft.understanding
    if u.intent is not Intent.YES_NO:
        return ()
    found = best.obligation
    if found is not None and u.role is not None and u.agencies:
        asked = [a.agency_id for a in u.agencies]
        holders = [a.agency_id for a in found.obligation.actors if a.role is u.role]
        if all(any(i == holder or is_member(i, holder) for holder in holders) for i in asked):
            return draft.say("yes_role")
        if len(asked) == 1 and any(
            a.role is u.role for a in found.obligation.actors
        ):  # somebody else holds it, and is cited
            return draft.say("no_role", agency=Text(t=u.agencies[0].name, rule=Rule.ASKED))
    return draft.say("the_text_says")


def _suggest(draft: Draft, best: Statement) -> None:
    found = best.obligation
    if found is None or not found.obligation.actors:
        draft.suggest("suggest_summary")
        return
    draft.suggest("suggest_duties", agency=found.obligation.actors[0].name)
    draft.suggest("suggest_calendar")
