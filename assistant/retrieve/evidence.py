"""Which ranked statements answer a question, and whether any does: the sort of value that is asked must stand there.

Thresholds are shares of the question's own concepts, chosen on the development questions (DECISIONS.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.library import Library
from assistant.model import Intent, Understanding
from assistant.retrieve.ranking import Ranked
from assistant.statements import PlanStatements, Statement, words
from ingest.model import Deadline, DeadlineKind, Level, ObligationKind
from ingest.text import fold

ENOUGH_VI, ENOUGH_EN = 0.38, 0.30  # share of the question that the best statement and its context must hold
FOLLOW_UP_SHARE = 0.7  # of it suffices for a follow-up, most of whose words are those of the question before
NEAR = 0.86  # statements this near to the best are shown beside it
HEADING_SAYS = 0.42  # share of the question in the heading's own words, for what stands under it to be the answer
STRANGE = 0.45  # an English question is not answered when more of it than this is unknown
CANDIDATES, BEHIND = 10, 0.7  # how many of the best may hold the value that is asked for, and how near they must be
SAME = 0.95  # the same where one value is asked for: a second would only be another thing's
COMPARED = 0.7  # the same where plans are compared
SAID_AS_WELL = 3  # words of the question that a further target of the clause must hold
SHOWN = 3
LABEL = 160  # characters of a heading that may name an agency
SHORTEST, MOST_DETAILS = 25, 12  # characters of a detail; details shown
ONE_VALUE = ("money", "percent", "count", "length")
SINGLE_VALUES = frozenset(
    {"phone", "address", "person", "money", "length", "percent", "school_year"}
)  # no list answers these

_QUOTED_NAMES = re.compile(r"[“\"][^”\"]{3,200}[”\"]")
_REFERENCES = re.compile(
    r"\b(?:so|luat|nghi dinh|quyet dinh|nghi quyet|chi thi|ke hoach|thong tu|van ban|cong van)\s+(?:so\s+)?\d[\w/.&-]*"
    r"(?:,?\s*ngay\s+\d+[/-]\d+[/-]\d+)?"
)
_MONEY = re.compile(r"\d[\d.,]*\s*(?:ty|trieu|nghin|ngan|dong|vnd|usd)\b")
_PERCENT = re.compile(r"\d[\d.,]*\s*(?:%|phan tram)")
_PHONE = re.compile(r"(?:\+?84|0)\d(?:[\s.-]?\d){7,9}\b")
_LENGTH = re.compile(r"\d[\d.,]*\s*(?:km|m2|m\b|ha\b|met|ki lo met|hec ta)")
_NUMBER = re.compile(r"(?<![\w/.-])\d[\d.]*(?![\w/-])")
_DAY = re.compile(
    r"\bngay\s+\d|\d+/\d+|\b\d+ thang \d+|\bthu (?:hai|ba|tu|nam|sau|bay)\b|\bchu nhat\b|\b(?:dau|cuoi|giua) (?:thang|nam|quy|tuan)"
)
_SCHOOL_YEAR = re.compile(r"\bnam hoc\s+\d{4}")
_YEARISH = re.compile(
    r"\b(?:nam|quy|thang|giai doan)\s+\d|\b(?:19|20)\d\d\b|\bhang (?:nam|quy|thang|tuan)|\bmoi (?:nam|quy|thang)"
)


_MONTHISH = re.compile(r"\b(?:thang|quy)\b")
LONGEST_QUARTER = 92  # days


@dataclass(frozen=True, slots=True)
class Evidence:
    """The statements that answer; none where ``missing`` names the sort of value that the nearest ones lack, or where
    nothing is near enough.
    """

    chosen: tuple[Ranked, ...]
    nearest: tuple[Ranked, ...]
    missing: str | None = None


def choose(ranked: Sequence[Ranked], understanding: Understanding, near: float = NEAR) -> Evidence:
    """Return the evidence among the best statements."""
    if not ranked:
        return Evidence((), ())
    enough = ENOUGH_EN if understanding.lang == "en" else ENOUGH_VI
    if understanding.follow_up and understanding.context:
        enough *= FOLLOW_UP_SHARE
    under = _under_heading(ranked, understanding)
    if under:
        return Evidence(under, tuple(ranked[:1]))
    fit = [r for r in ranked if max(r.coverage, r.score - 0.35) >= enough and _may_answer(r.statement, understanding)]
    if not fit:
        return Evidence((), tuple(ranked[:1]))
    wanted = _wanted(understanding)
    noun = _counted_noun(understanding) if wanted == ("count",) else None
    for sort in wanted:
        having = [r for r in fit[:CANDIDATES] if _has(sort, r.statement) and _counts(noun, r.statement)]
        having = [r for r in having if r.score >= BEHIND * fit[0].score]
        if not having:
            return Evidence((), tuple(fit[:1]), sort)
        fit = having
    if fit[0].unknown > STRANGE or _names_something_else(understanding, fit[0].statement):
        return Evidence((), tuple(fit[:1]))
    best = fit[0].score
    if wanted and wanted[0] in ONE_VALUE and understanding.lang == "vi":
        near = max(near, SAME)
    elif understanding.intent in (Intent.REPORT, Intent.TARGET):
        near -= 0.08
    return Evidence(
        tuple(r for r in fit if r.score >= near * best)[: SHOWN + (understanding.intent is Intent.WHEN)], tuple(fit[:1])
    )


def _names_something_else(understanding: Understanding, best: Statement) -> bool:
    """Whether the question is about a proper name ("sân bay Long Thành") that neither the best statement nor what stands
    around it says.
    """
    names = [m.group() for m in _PROPER.finditer(understanding.text) if understanding.lang == "vi"]
    kept = [n for n in names if not any(fold(n) in fold(a.name) for a in understanding.agencies)]
    topic = fold(understanding.topic)
    around = best.terms | best.context
    return any(fold(n) in topic and not any(p in around for p in _pairs_of(n)) for n in kept)


def _pairs_of(name: str) -> list[str]:
    said = words(name)
    return [f"{a} {b}" for a, b in pairwise(said)]


_UPPER = "A-ZĐÂÊÔƠƯÁÀẢÃẠĂẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ"
_PROPER = re.compile(rf"(?<=\s)[{_UPPER}][^\W\d_]+(?:\s[{_UPPER}][^\W\d_]+)+")


def _counted_noun(understanding: Understanding) -> str | None:
    """What is counted: the word behind "bao nhiêu" ("bao nhiêu dự án"), None where it ends the question."""
    match = _COUNTED.search(fold(understanding.text))
    return match.group(1) if match else None


_COUNTED = re.compile(r"\bbao nhieu (?!phan|la\b|thi\b|o\b|trong\b|thoi\b|nam\b|lan\b|tien\b)([^\W\d]+)")


def _counts(noun: str | None, statement: Statement) -> bool:
    """Whether a number in the statement counts the noun: it stands within three words behind it."""
    if noun is None:
        return True
    plain = _QUOTED_NAMES.sub(" ", statement.folded)
    return bool(re.search(rf"\d[\d.]*\s+(?:\w+\s+){{0,2}}{re.escape(noun)}\b", plain))


def _under_heading(ranked: Sequence[Ranked], understanding: Understanding) -> tuple[Ranked, ...]:
    """The ranked statements under a heading that says the question better than any statement does ("Kinh phí thực hiện")."""
    best = ranked[0]
    if not best.statement.heading or best.own < HEADING_SAYS or _wanted(understanding):
        return ()
    inside = [r for r in ranked if best.statement.clause.span.contains(r.statement.span) and not r.statement.heading]
    return tuple(sorted(inside, key=lambda r: r.statement.order)[:SHOWN])


def beside(chosen: Sequence[Ranked], understanding: Understanding, library: Library) -> tuple[Ranked, ...]:
    """Add what belongs to the best statement: what it announces with a colon; to a dated report the other dated reports of
    its clause, since a report due twice a year has two dates; to a target what else the clause says of what the
    question speaks of.
    """
    if not chosen:
        return ()
    best = chosen[0]
    if best.statement.quote.rstrip().endswith(":"):
        return (*chosen, *_announced(best, chosen, library))
    found = best.statement.obligation
    if found is None:
        return tuple(chosen)
    kind = found.obligation.kind
    dated = kind is ObligationKind.REPORT and found.obligation.deadline is not None
    if not (dated and understanding.intent in (Intent.REPORT, Intent.WHEN)) and not (
        kind is ObligationKind.TARGET and understanding.intent is Intent.TARGET
    ):
        return tuple(chosen)
    have = {r.statement.order for r in chosen if r.statement.plan_id == best.statement.plan_id}
    said = frozenset(words(understanding.topic))
    more = [
        s
        for s in library.statements(best.statement.plan_id).of_clause(best.statement.clause.id)
        if s.order not in have
        and s.obligation is not None
        and (
            s.obligation.obligation.kind is kind and s.obligation.obligation.deadline is not None
            if dated
            else len(said & s.terms) >= SAID_AS_WELL
        )
    ]
    return (*chosen, *(Ranked(s, best.score, best.coverage, best.own) for s in more))


def _announced(best: Ranked, chosen: Sequence[Ranked], library: Library) -> list[Ranked]:
    """The first statement of each clause that follows on a lead-in, at its own depth or below."""
    plan = library.statements(best.statement.plan_id)
    clause = best.statement.clause
    parent = plan.parents.get(clause.id)
    after = clause.children or tuple(c for c in (parent.children if parent else ()) if c.span.start > clause.span.start)
    have = {r.statement.order for r in chosen if r.statement.plan_id == best.statement.plan_id}
    firsts = [s for c in after[:MOST_DETAILS] for s in plan.of_clause(c.id)[:1] if s.order not in have]
    return [Ranked(s, best.score, best.coverage, best.own) for s in firsts]


def naming_statements(understanding: Understanding, plans: Sequence[PlanStatements]) -> tuple[Ranked, ...]:
    """Return the statements that name the asked agencies, in their own words or the heading right above: for agencies
    that no obligation record knows.
    """
    names = [_telling_name(a.name) for a in understanding.agencies if not a.is_group]
    found = []
    for plan in plans:
        for s in plan.statements:
            parent = plan.parents.get(s.clause.id)
            above = parent.body.of(plan.plan.text)[:LABEL] if parent is not None and parent.heading else ""
            said = f" {' '.join(words(s.quote))} {' '.join(words(above))} "
            if (
                not s.heading
                and s.clause.level not in (Level.HEADER, Level.CLOSING)
                and any(f" {n} " in said for n in names)
            ):
                found.append(Ranked(s, 1.0, 1.0, 1.0))
        if found:
            break
    return tuple(found[:MOST_DETAILS])


def _telling_name(name: str) -> str:
    """The folded words of a name; of a company what stands behind "công ty", since plans write its full legal form."""
    said = words(name)
    return " ".join(said[2:] if said[:2] == ["cong", "ty"] and len(said) > _COMPANY else said)


_COMPANY = 3  # words of "công ty" and a name of one word


def details(ranked: Sequence[Ranked], library: Library) -> tuple[Ranked, ...]:
    """Return what stands under the statement that the question before was about: the rest of its clause, and its children."""
    if not ranked:
        return ()
    best = ranked[0]
    plan = library.statements(best.statement.plan_id)
    inside = [
        s for s in plan.below(best.statement.clause) if s.order > best.statement.order and len(s.quote) >= SHORTEST
    ]
    return tuple(Ranked(s, best.score, best.coverage, best.own) for s in inside[:MOST_DETAILS])


def _may_answer(statement: Statement, understanding: Understanding) -> bool:
    """A heading announces and does not answer, unless a date was asked and it holds one ("Giai đoạn … (từ năm …)")."""
    return not statement.heading or (
        understanding.intent is Intent.WHEN and bool(_YEARISH.search(fold(statement.quote)))
    )


def _wanted(understanding: Understanding) -> tuple[str, ...]:
    """The sorts of value without which there is no answer, the strictest only."""
    asks = understanding.asks
    if understanding.intent is Intent.YES_NO:
        return ()
    for sort in ("phone", "address", "person", "money", "length", "percent", "school_year", "day", "time", "count"):
        if sort in asks and not (
            sort == "time" and understanding.intent not in (Intent.WHEN, Intent.REPORT, Intent.COMPARE)
        ):
            return (sort,)
    return ()


def _has(sort: str, statement: Statement) -> bool:
    """Whether a sort of value stands in a statement (or is its deadline), names in quotation marks and documents aside."""
    plain = _REFERENCES.sub(" ", _QUOTED_NAMES.sub(" ", fold(statement.quote)))
    deadline = statement.obligation.obligation.deadline if statement.obligation else None
    if sort == "day" and deadline is not None:
        return deadline.kind is DeadlineKind.RECURRING or _is_near_a_day(deadline) or bool(_DAY.search(plain))
    if sort == "time" and deadline is not None and (deadline.last or deadline.first or deadline.recurrence):
        return True
    if sort == "count":
        plain = _YEARISH.sub(" ", plain)
    return any(pattern.search(plain) for pattern in _SORTS[sort])


def _is_near_a_day(deadline: Deadline) -> bool:
    """Whether a deadline tells the day, the month or the quarter; a whole year is no answer to "ngày nào"."""
    if _DAY.search(fold(deadline.text)):
        return True
    if deadline.first is None or deadline.last is None:
        return deadline.last is not None and bool(_MONTHISH.search(fold(deadline.text)))
    return (deadline.last - deadline.first).days <= LONGEST_QUARTER


_SORTS: dict[str, tuple[re.Pattern[str], ...]] = {
    "money": (_MONEY,),
    "percent": (_PERCENT,),
    "phone": (_PHONE,),
    "person": (re.compile(r"\b(?:ong|ba|dong chi)\s+\w+"),),
    "address": (re.compile(r"\bdia chi\b"),),
    "length": (_LENGTH,),
    "school_year": (_SCHOOL_YEAR,),
    "day": (_DAY,),
    "time": (_DAY, _YEARISH),
    "count": (_NUMBER,),
}
