"""What an abbreviation or short phrase stands for, as the plan defines or uses it; and the plan's own number, date, signer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.compose.draft import Draft
from assistant.compose.facts import quote_runs
from assistant.model import Answer, AnswerStatus, Rule, Text
from assistant.statements import PlanStatements, Statement
from ingest.agencies import agency, find_agencies_in_question
from ingest.model import Abbreviation, IssuedDate, Plan, Span
from ingest.text import fold

_SHOWN = 3
_SENTENCE = 400  # characters
_DUTIES = re.compile(r"\blam gi\b|\bnhiem vu\b|\bto do\b|\bmust\b")


def compose_form(draft: Draft, plans: Sequence[PlanStatements]) -> Answer | None:
    """Return what the asked short form means, or None when no plan defines or uses it."""
    short = draft.understanding.short_form or ""
    for plan in plans:
        defined = _defined(plan, short)
        if defined is not None:
            return _definition(draft, plan, defined, short)
    for plan in plans:
        using = _using(plan, short)
        if using:
            return _usage(draft, plan, short, using)
    return None


def _defined(plan: PlanStatements, short: str) -> Abbreviation | None:
    want = _key(short)
    for abbreviation in plan.plan.abbreviations:
        if _key(abbreviation.short) == want or want in [_key(p) for p in abbreviation.short.split(",")]:
            return abbreviation
    return None


def _key(text: str) -> str:
    return re.sub(r"[^\w]+", " ", fold(text)).strip()


def _definition(draft: Draft, plan: PlanStatements, defined: Abbreviation, short: str) -> Answer:
    """The definition in the sentence that gives it, where that is no longer than a reader takes in."""
    around = next((s for s in plan.statements if s.span.contains(defined.span) and len(s.quote) <= _SENTENCE), None)
    if around is not None:
        cite = draft.cite(around)
        span = around.span
    else:
        clause = draft.clause_at(plan.plan.id, defined.span) or plan.plan.root
        span = defined.span
        cite = draft.cite_span(plan.plan.id, clause, span)
    words = Text(t=defined.long, rule=Rule.QUOTE)
    draft.add("p", (*draft.say("form_means", short=Text(t=short, rule=Rule.ASKED), long=words), *cite))
    quote = Text(t=span.of(plan.plan.text), rule=Rule.QUOTE)
    draft.add("quote", (*draft.say("quote_open"), quote, *draft.say("quote_close"), *cite))
    if _DUTIES.search(fold(draft.understanding.text)) and around is not None:
        more = [s for s in plan.of_clause(around.clause.id) if s.order > around.order]
        for statement in more[:_SHOWN]:
            draft.add("quote", quote_runs(draft, statement))
    return draft.finish(AnswerStatus.ANSWERED)


def _using(plan: PlanStatements, short: str) -> list[Statement]:
    pattern = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)", re.IGNORECASE if len(short) > 4 else 0)
    upper = re.compile(rf"(?<!\w){re.escape(short.upper())}(?!\w)")
    found = [s for s in plan.statements if pattern.search(s.quote) or upper.search(s.quote)]
    return sorted(found, key=lambda s: (s.heading, s.order))


def _usage(draft: Draft, plan: PlanStatements, short: str, using: Sequence[Statement]) -> Answer:
    """The plan does not define it: the agency register, else the plan's own words with the same initials as a guess that
    is called one; and where it is used.
    """
    asked = Text(t=short, rule=Rule.ASKED)
    name = _registered(short)
    spelled = _spelled_out(plan, short) if name is None else None
    if name is not None:
        draft.add("p", draft.say("form_registry", long=Text(t=name, rule=Rule.ASKED)))
    elif spelled is not None:
        statement, words = spelled
        cite = draft.cite(statement)
        draft.add("p", (*draft.say("form_likely", short=asked, long=Text(t=words, rule=Rule.QUOTE)), *cite))
    draft.add("p", draft.say("form_used", short=asked))
    for statement in using[:_SHOWN]:
        draft.add("quote", quote_runs(draft, statement))
    return draft.finish(AnswerStatus.ANSWERED if name is not None else AnswerStatus.PARTIAL)


def _registered(short: str) -> str | None:
    """The agency register's full name for a short form that is nothing but an agency's."""
    mentions = [m for m in find_agencies_in_question(short) if m.known and m.span.end - m.span.start == len(short)]
    found = agency(mentions[0].agency_id) if mentions else None
    return found.name if found else None


def _spelled_out(plan: PlanStatements, short: str) -> tuple[Statement, str] | None:
    """A run of syllables in the plan whose initials are the short form's letters, the one most often said."""
    letters = [c for c in fold(short) if c.isalpha()]
    if len(letters) < 3:
        return None
    syllable = r"[^\W\d_]*"
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(re.escape(c) + syllable for c in letters) + r"(?!\w)")
    counts: dict[str, tuple[int, Statement, str]] = {}
    for statement in plan.statements:
        for match in pattern.finditer(fold(statement.quote)):
            words = statement.quote[match.start() : match.end()]
            n, first, typed = counts.get(fold(words), (0, statement, words))
            counts[fold(words)] = (n + 1, first, typed)
    if not counts:
        return None
    _, statement, words = max(counts.values(), key=lambda c: c[0])
    return statement, words


def compose_document(draft: Draft, plan: Plan) -> Answer:
    """Return the number, date or signer that the question wants, with the line that says it; not found where the copy
    leaves it blank.
    """
    sentence = fold(draft.understanding.text)
    if re.search(r"\b(ai|nguoi nao) (da |se )?ky\b|\bnguoi ky\b|\bsign", sentence):
        value = plan.signer.name if plan.signer else ""
        key, slot, said = "document_signer", "name", re.escape(fold(value))
    elif re.search(r"ban hanh|issued|ngay", sentence) and not re.search(r"so (may|bao|hieu)|number", sentence):
        value, said = _issued(plan.issued)
        key, slot = "document_issued", "day"
    else:
        value, key, slot, said = plan.number, "document_number", "number", re.escape(fold(plan.number))
    line = _line(plan.text, said, last=slot == "name") if value else None
    clause = draft.clause_at(plan.id, line) if line is not None else None
    if line is None or clause is None:
        draft.add("p", draft.say("document_blank", plan=draft.plan(plan.id)))
        return draft.finish(AnswerStatus.NOT_FOUND, total=0)
    cite = draft.cite_span(plan.id, clause, line)
    draft.add("p", (*draft.say(key, **{slot: Text(t=value, rule=Rule.PLAN)}), *cite))
    quote = Text(t=line.of(plan.text), rule=Rule.QUOTE)
    draft.add("quote", (*draft.say("quote_open"), quote, *draft.say("quote_close"), *cite))
    return draft.finish(AnswerStatus.ANSWERED)


def _line(text: str, said: str, *, last: bool) -> Span | None:
    """The first or last line of a text that says something (a pattern over the folded text), without the space around it."""
    found = list(re.finditer(rf"(?<!\w){said}(?!\w)", fold(text)))
    if not found:
        return None
    match = found[-1 if last else 0]
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    line = text[start : end if end >= 0 else len(text)]
    return Span(start=start + len(line) - len(line.lstrip()), end=start + len(line.rstrip()))


def _issued(issued: IssuedDate | None) -> tuple[str, str]:
    """The date as officials write it and the pattern of the date line (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4)."""
    if issued is None or issued.day is None:
        return "", ""
    said = rf"ngay\s+0?{issued.day}\s+thang\s+0?{issued.month}\s+nam\s+{issued.year}"
    return f"{issued.day}/{issued.month}/{issued.year}", said
