"""Scores answers against gold questions (rules as ../shared/tools/score.py has them).

Arithmetic only: reads no file and asks nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.cases import Case, share
from evals.gold import Answered, Evidence, Question
from evals.sources import Sources, covered, squeeze

COVERED = 0.6  # of an evidence quote's characters by citations: then it is cited
TOUCHES = 15  # characters more than which a citation must share with evidence to be a good one
ENOUGH = 0.8  # share of the evidence that a right answer cites
MOSTLY_GOOD = 0.5  # share of good citations that a right answer has

Place = tuple[str, int, int]


def score(questions: Sequence[Question], answers: Mapping[str, Answered], sources: Sources) -> list[Case]:
    """Score every question; one without an answer counts as wrong."""
    return [score_answer(question, answers.get(question.id, Answered()), sources) for question in questions]


def score_answer(question: Question, answer: Answered, sources: Sources) -> Case:
    """Score one answer: its evidence, its citations, its facts, and whether it is right altogether."""
    places = [sources.locate_anywhere(c.quote or "", c.plan_id) for c in answer.citations]
    cited = [place for place in places if place]
    invalid = sum(not sources.verbatim(c.quote or "") for c in answer.citations)
    needed = _places(question.evidence, sources)
    hit = sum(1 for place in needed if place and _is_cited(place, cited))
    good = _good(cited, [*needed, *_places(question.also_ok, sources)])
    facts = _facts_told(question, answer)
    asked = question.answerable and question.type != "smalltalk"
    silent = not question.answerable and question.type != "smalltalk"
    right = _right(question, answer, invalid=invalid, hit=hit, good=good, cited=len(cited), facts=facts)
    evidence = len(needed)
    return Case(
        id=question.id,
        groups=(f"type={question.type}", f"lang={question.lang}"),
        right=right,
        shares={
            "right": share(right),
            "right_answerable": share(right, if_any=asked),
            "abstains_rightly": share(right, if_any=silent),
            "evidence_recall": share(hit / max(1, evidence), if_any=asked and evidence > 0),
            "evidence_complete": share(hit == evidence, if_any=asked and evidence > 0),
            "citation_precision": share(good / max(1, len(answer.citations)), if_any=asked and bool(answer.citations)),
            "facts_recall": share(facts / max(1, len(question.facts)), if_any=asked and bool(question.facts)),
        },
        counts={"citations_not_in_source": invalid},
    )


def _places(evidence: Sequence[Evidence], sources: Sources) -> list[Place | None]:
    found = [(item.plan, sources.locate(item.plan, item.quote)) for item in evidence]
    return [(slug, *place) if place else None for slug, place in found]


def _is_cited(wanted: Place, cited: Sequence[Place]) -> bool:
    slug, start, end = wanted
    return covered((start, end), [(low, high) for plan, low, high in cited if plan == slug]) >= COVERED


def _good(cited: Sequence[Place], allowed: Sequence[Place | None]) -> int:
    """Count the citations that share enough of an allowed passage."""

    def touches(citation: Place, passage: Place) -> bool:
        shared = min(citation[2], passage[2]) - max(citation[1], passage[1])
        return citation[0] == passage[0] and shared > TOUCHES

    return sum(any(place is not None and touches(citation, place) for place in allowed) for citation in cited)


def _facts_told(question: Question, answer: Answered) -> int:
    text = squeeze(answer.answer or "")
    spellings = [(fact,) if isinstance(fact, str) else fact for fact in question.facts]
    return sum(any(squeeze(spelling) in text for spelling in fact) for fact in spellings)


def _right(question: Question, answer: Answered, *, invalid: int, hit: int, good: int, cited: int, facts: int) -> bool:
    if question.type == "smalltalk":
        return answer.status in ("smalltalk", "answered") and cited == 0
    if not question.answerable:
        return answer.status in ("not_found", "needs_clarification")
    evidence = len(question.evidence)
    return (
        answer.status in ("answered", "partial")
        and invalid == 0
        and (evidence == 0 or hit / evidence >= ENOUGH)
        and facts == len(question.facts)
        and (cited == 0 or good / cited >= MOSTLY_GOOD)
    )
