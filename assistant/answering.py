"""The way from a question to an answer, step by step. Start reading here.

refresh → understand → (small talk · nothing loaded) → by intent: list, calendar, comparison, summary, short form,
document, or the statements that answer → compose → both gates. Whatever fails a gate is answered by what is left.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from assistant.compose import calendars, comparisons, facts, forms, lists, refusals, summaries
from assistant.compose.draft import Draft
from assistant.errors import BadQuestion
from assistant.library import Library
from assistant.model import Answer, AnswerStatus, AskedAgency, Intent, Question, Understanding
from assistant.retrieve.dates import dated_sentences, is_overdue
from assistant.retrieve.duties import duties_by_plan, find_duties, find_undated
from assistant.retrieve.evidence import COMPARED, SINGLE_VALUES, beside, choose, details, naming_statements
from assistant.retrieve.plans import candidate_plans
from assistant.retrieve.query import Query, make_query
from assistant.retrieve.ranking import Ranked, rank
from assistant.retrieve.sections import find_sections
from assistant.statements import Statement
from assistant.understand import understand
from assistant.understand.plans import PlanNames
from assistant.understand.wording import word_list
from ingest.store import FoundObligation
from ingest.text import fold

__all__ = ["Library", "answer"]

LONGEST_QUESTION = 2000  # characters (contract)
_LOG = logging.getLogger(__name__)


def answer(question: Question, library: Library) -> Answer:
    """Answer a question from the plans in the library, every quote and value checked.

    Raises ``BadQuestion`` for an empty or overlong question, ``ingest.errors.StoreError`` when the store fails.
    """
    if not question.text.strip() or len(question.text) > LONGEST_QUESTION:
        raise BadQuestion(length=len(question.text))
    library.refresh()
    understanding = understand(question, library)
    draft = Draft(understanding, library, question.as_of)
    if understanding.intent is Intent.SMALLTALK:
        return refusals.compose_smalltalk(draft)
    if not library.heads:
        return refusals.compose_no_plans(draft)
    if understanding.foreign_place is not None:
        return refusals.compose_foreign_place(draft, understanding.foreign_place)
    try:
        return _answer(draft)
    except ValidationError as held_back:
        # A gate refused the draft: say less, never something unproven.
        _LOG.error("gate refused an answer: %s", held_back)
        return refusals.compose_not_found(Draft(understanding, library, question.as_of), ())


@dataclass(frozen=True, slots=True)
class _Case:
    """A question under way: its draft, its query, and the plans to look into."""

    draft: Draft
    query: Query
    plan_ids: Sequence[str]

    @property
    def understanding(self) -> Understanding:
        return self.draft.understanding

    @property
    def library(self) -> Library:
        return self.draft.library

    def rank(self, plan_ids: Sequence[str]) -> tuple[Ranked, ...]:
        plans = [self.library.statements(i) for i in plan_ids]
        return rank(self.query, self.understanding, plans, self.library)


def _answer(draft: Draft) -> Answer:
    query = make_query(draft.understanding, draft.library.derived(PlanNames).long_forms)
    case = _Case(draft, query, candidate_plans(draft.understanding, query, draft.library))
    if draft.understanding.plan_named and (refused := _outside(case, draft.understanding.plan_ids)):
        return refused
    compose = _COMPOSERS.get(draft.understanding.intent)
    return (compose(case) if compose else None) or _evidence(case)


def _list(case: _Case) -> Answer | None:
    understanding = case.understanding
    if understanding.asks & SINGLE_VALUES or not (understanding.agencies or _whole_plan(understanding)):
        return None
    within = understanding.plan_ids or None
    if within is None or len(within) > lists.ASK_BACK_PLANS:
        counts = duties_by_plan(understanding, case.library, within)
        if len(counts) > lists.ASK_BACK_PLANS:
            return lists.ask_which_plan(case.draft, counts)
    duties = find_duties(understanding, case.library, within)
    if "undated" in understanding.asks:
        duties = replace(duties, items=tuple(f for f in duties.items if f.obligation.deadline is None))
    if duties.items:
        return lists.compose_list(case.draft, duties)
    if understanding.period is not None and duties.undated:
        return lists.compose_undated(case.draft, find_undated(understanding, case.library, within))
    named = naming_statements(understanding, [case.library.statements(i) for i in case.plan_ids])
    if named:
        return facts.compose_fact(case.draft, named)
    if case.query.concepts and not understanding.plan_named:
        return None
    return refusals.compose_no_duties(case.draft, within or ())


def _whole_plan(understanding: Understanding) -> bool:
    """Whether all obligations of one named plan are asked for: it is named, and neither agency nor subject is."""
    return understanding.plan_named and len(understanding.plan_ids) == 1 and not _telling(understanding)


def _telling(understanding: Understanding) -> bool:
    """Whether the question has words of a topic beside those that any question for a list may have."""
    when = frozenset(fold(understanding.period.text).split()) if understanding.period else frozenset[str]()
    idle = word_list("soft") | word_list("listing") | when
    return any(fold(w) not in idle and not fold(w).isdigit() for w in understanding.topic.split())


def _outside(case: _Case, within: Sequence[str] | None) -> Answer | None:
    """The refusal of a period that lies wholly outside that of the one plan which is asked about."""
    period = case.understanding.period
    if period is None or within is None or len(within) != 1:
        return None
    own = case.library.head(within[0]).period
    apart = own is not None and (
        (period.first is not None and period.first > own.last) or (period.last is not None and period.last < own.first)
    )
    return refusals.compose_outside_period(case.draft, within[0]) if apart else None


def _calendar(case: _Case) -> Answer | None:
    understanding = case.understanding
    within = understanding.plan_ids or case.plan_ids[:1]
    if not understanding.plan_ids and not understanding.subject and not _telling(understanding):
        within = tuple(duties_by_plan(understanding, case.library))  # of all plans, where nothing singles one out
    if len(within) > lists.ASK_BACK_PLANS:
        return lists.ask_which_plan(case.draft, duties_by_plan(case.understanding, case.library, within))
    duties = find_duties(case.understanding, case.library, within)
    dated = tuple(f for f in duties.items if f.obligation.deadline is not None)
    if understanding.agencies and not dated and duties.items:
        return lists.compose_undated(case.draft, duties)
    others: list[Statement] = []
    if "overdue" in understanding.asks:
        dated = tuple(f for f in dated if is_overdue(f.obligation.deadline, case.draft.as_of))
    elif all(a.is_group for a in understanding.agencies):
        others = [s for i in within for s in dated_sentences(case.library.statements(i), understanding.period)]
    return calendars.compose_calendar(case.draft, dated, others) if dated or others else None


def _compare(case: _Case) -> Answer | None:
    understanding = case.understanding
    if len(understanding.agencies) >= 2:
        within = _plan_of_all(case)
        sides = {a: _own_duties(case, a, within) for a in understanding.agencies[:4]}
        if any(sides.values()):
            return comparisons.compose_agency_comparison(case.draft, within, sides)
    if len(understanding.agencies) == 1 and 2 <= len(understanding.plan_ids) <= lists.ASK_BACK_PLANS:
        duties = {i: _own_duties(case, understanding.agencies[0], (i,)) for i in understanding.plan_ids}
        if sum(bool(found) for found in duties.values()) >= 2:
            return comparisons.compose_duties_by_plan(case.draft, duties)
    if len(understanding.plan_ids) >= 2:
        both = {
            plan_id: choose(case.rank((plan_id,)), understanding, near=COMPARED).chosen
            for plan_id in understanding.plan_ids[:3]
        }
        if all(both.values()):
            return comparisons.compose_plan_comparison(case.draft, both)
    return None


def _plan_of_all(case: _Case) -> Sequence[str]:
    """The plan that gives most of the compared agencies something to do, the named ones first."""
    among = case.understanding.plan_ids or None
    if among is not None and len(among) == 1:
        return among
    counts: dict[str, int] = {}
    for agency in case.understanding.agencies:
        alone = case.understanding.model_copy(update={"agencies": (agency,), "role": None, "period": None})
        for plan_id in duties_by_plan(alone, case.library, among):
            counts[plan_id] = counts.get(plan_id, 0) + 1
    best = max(counts.values(), default=0)
    return [i for i in (*case.plan_ids, *counts) if counts.get(i) == best][:1] if best else case.plan_ids[:1]


def _own_duties(case: _Case, agency: AskedAgency, within: Sequence[str]) -> Sequence[FoundObligation]:
    alone = case.understanding.model_copy(update={"agencies": (agency,), "role": None})
    found = find_duties(alone, case.library, within).items
    return [f for f in found if f.matched_as != "group"] or found


def _summary(case: _Case) -> Answer | None:
    if not case.plan_ids:
        return None
    plan = case.library.statements(case.plan_ids[0])
    sections = find_sections(case.understanding, case.query, plan, case.library)
    if sections:
        return summaries.compose_section(case.draft, plan, sections)
    return summaries.compose_plan_summary(case.draft, plan)


def _form(case: _Case) -> Answer | None:
    if not case.understanding.short_form:
        return None
    plans = [case.library.statements(i) for i in case.plan_ids]
    return forms.compose_form(case.draft, plans) or refusals.compose_not_found(case.draft, ())


def _document(case: _Case) -> Answer | None:
    among = case.understanding.plan_ids or tuple(h.id for h in case.library.heads)
    if len(among) > 1 and not case.understanding.plan_ids:
        return refusals.compose_ask_back(case.draft, "which_plan")
    return forms.compose_document(case.draft, case.library.statements(among[0]).plan)


def _aside(case: _Case) -> Answer | None:
    case.draft.add("p", case.draft.say("out_of_scope"))
    return case.draft.finish(AnswerStatus.OUT_OF_SCOPE)


def _evidence(case: _Case) -> Answer:
    if case.understanding.section and case.understanding.plan_named and not _telling(case.understanding):
        plan = case.library.statements(case.plan_ids[0])
        asked = find_sections(case.understanding, case.query, plan, case.library)
        if asked:
            return summaries.compose_section(case.draft, plan, asked)
    if not case.query.concepts and not case.understanding.agencies:
        return refusals.compose_ask_back(case.draft, "which_subject")
    ranked = case.rank(case.plan_ids)
    if case.understanding.follow_up and "details" in case.understanding.asks and case.understanding.context:
        inside = details(ranked, case.library)
        if inside:
            return facts.compose_fact(case.draft, inside)
    evidence = choose(ranked, case.understanding)
    if not evidence.chosen:
        return refusals.compose_not_found(case.draft, evidence.nearest, evidence.missing)
    return facts.compose_fact(case.draft, beside(evidence.chosen, case.understanding, case.library))


# What needs more than the statements that answer; all other intents are answered by those alone.
_COMPOSERS: dict[Intent, Callable[[_Case], Answer | None]] = {
    Intent.OBLIGATIONS: _list,
    Intent.CALENDAR: _calendar,
    Intent.COMPARE: _compare,
    Intent.SUMMARY: _summary,
    Intent.ABBREVIATION: _form,
    Intent.DOCUMENT: _document,
    Intent.OUT_OF_SCOPE: _aside,
}
