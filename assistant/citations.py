"""Citations and the gates: quotes proven against the plan's text, values in answers traced to quotes or named rules.

Does not decide what to cite; composing does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from assistant.model import Answer, Block, Citation, Rule, Text, Understanding
from assistant.replies import fixed_words
from ingest.agencies import agency, find_agencies
from ingest.model import Span
from ingest.store import PlanHead
from ingest.text.canonical import LEFT_OUT

# A number as a reader sees one: 90, 1.000, 0,5, 25/6, 292/QĐ-UBND (with its letters), 2026-2027 (as two).
_VALUE = re.compile(r"\d+(?:[.,/]\d+)*(?:/[A-ZĐ][\w&Đ-]*)?")


def values(text: str) -> frozenset[str]:
    """Return the numbers, dates and document numbers in ``text``, leading zeros aside ("01" is "1")."""
    found = set()
    for match in _VALUE.findall(text):
        found.add("/".join(part.lstrip("0") or "0" for part in match.split("/")))
        found.update(part.lstrip("0") or "0" for part in match.split("/") if part[:1].isdigit())
    return frozenset(found)


class Texts(Protocol):
    """Where the plans' texts and heads come from: the store, or what the library keeps of it."""

    @property
    def heads(self) -> tuple[PlanHead, ...]:
        """The heads of all plans."""
        ...

    def text(self, plan_id: str) -> str:
        """Return the canonical text of a plan."""
        ...


class LibraryGrounds:
    """Grounds of one answer: the store's texts and heads. Implements ``assistant.model.Grounds``."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def text(self, plan_id: str) -> str:
        """Return the plan's canonical text."""
        return self._texts.text(plan_id)

    def ungrounded(self, answer: Answer) -> tuple[str, ...]:
        """Return what no quote and no rule supports: numbers, dates, document numbers, agencies, foreign words."""
        check = _Check(answer, self._texts.heads)
        bad: list[str] = []
        for block in answer.blocks:
            bad += check.block(block)
        return tuple(dict.fromkeys(bad))


class _Check:
    """One pass over one answer."""

    def __init__(self, answer: Answer, heads: Sequence[PlanHead]) -> None:
        self._answer = answer
        self._heads = heads
        self._quotes = "\n".join(c.quote for c in answer.citations)
        self._labels = frozenset(c.clause_label for c in answer.citations)
        self._agencies: frozenset[str] | None = None

    @cached_property
    def _quoted(self) -> frozenset[str]:
        return values(self._quotes)

    @cached_property
    def _counts(self) -> frozenset[str]:
        return frozenset(str(n) for n in counts(self._answer))

    @cached_property
    def _deadlines(self) -> frozenset[str]:
        return _deadline_values(self._answer)

    @cached_property
    def _asked(self) -> frozenset[str]:
        return _asked_values(self._answer.understanding)

    def block(self, block: Block) -> list[str]:
        """Return the unsupported values of one block."""
        return [bad for run in block.all_runs() if isinstance(run, Text) for bad in self._run(run)]

    def _run(self, run: Text) -> list[str]:
        match run.rule:
            case Rule.REPLY:
                return [] if run.t in fixed_words() else [run.t]
            case Rule.QUOTE:
                return self._quote(run.t)
            case Rule.LABEL:
                return [] if run.t in self._labels else [run.t]
            case Rule.COUNT:
                return self._subset(run.t, self._counts)
            case Rule.PLAN:
                return [] if self._names_plan(run.t) else [run.t]
            case Rule.AS_OF:
                return self._subset(run.t, _day_values(self._answer))
            case Rule.DEADLINE:
                return self._subset(run.t, self._deadlines)
            case Rule.ASKED:
                return self._subset(run.t, self._asked)

    def _names_plan(self, words: str) -> bool:
        """Whether the words stand in a plan's metadata; the plans of the answer are looked at first."""
        near = {*self._answer.understanding.plan_ids, *(c.plan_id for c in self._answer.citations)}
        ordered = sorted(self._heads, key=lambda head: head.id not in near)
        return any(words in _metadata(head) for head in ordered)

    def _quote(self, words: str) -> list[str]:
        if words in self._quotes:
            return []
        bad = self._subset(words, self._quoted)
        for mention in find_agencies(words):
            name = mention.span.of(words)
            if name not in self._quotes and mention.agency_id not in self._cited_agencies():
                bad.append(name)
        return bad

    def _cited_agencies(self) -> frozenset[str]:
        if self._agencies is None:
            self._agencies = frozenset(
                m.agency_id for c in self._answer.citations for m in find_agencies(c.quote)
            ) | frozenset(m.agency_id for c in self._answer.citations for m in find_agencies(c.clause_label))
        return self._agencies

    @staticmethod
    def _subset(words: str, allowed: frozenset[str]) -> list[str]:
        said = values(re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", words))
        missing = said - allowed
        return sorted(missing - frozenset(a.replace(".", "") for a in allowed)) if missing else []


def counts(answer: Answer) -> frozenset[int]:
    """Return the numbers that count something of the answer: its obligations under every grouping an answer shows."""
    groups: dict[object, int] = {}
    for item in answer.obligations:
        ob = item.found.obligation
        roles = {a.role for a in ob.actors}
        keys: list[object] = [
            ("plan", ob.plan_id),
            ("section", ob.plan_id, ob.section),
            ("kind", ob.kind),
            ("matched", item.found.matched_as),
            ("source", ob.actor_source),
            ("dated", ob.deadline is not None),
        ]
        keys += [("role", r) for r in roles]
        keys += [("agency", a.agency_id) for a in ob.actors]
        for key in keys:
            groups[key] = groups.get(key, 0) + 1
    extra = (answer.total_obligations, len(answer.citations), len(answer.obligations), *answer.counted)
    return frozenset((*groups.values(), *extra))


def _metadata(head: PlanHead) -> str:
    issued = head.issued
    day = "/".join(str(p) for p in (issued.day, issued.month, issued.year) if p) if issued else ""
    signer = head.signer.name if head.signer else ""
    over = spell(head.period.last) if head.period else ""
    return "\n".join((head.title, head.number, head.issuer, head.place, head.kind, day, signer, over, describe(head)))


def describe(head: PlanHead) -> str:
    """Return how an answer names a plan: kind, number where it has one, title, issuer."""
    title = head.title if len(head.title) <= _TITLE else head.title[:_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    name = f"{_numbered(head)}: {title}" if title else _numbered(head)
    return f"{name} ({head.issuer})" if head.issuer else name


def describe_shortly(head: PlanHead) -> str:
    """Return kind and number ("Kế hoạch số 33/KH-UBND"), for an answer that named the plan before; one without a number in full."""
    return _numbered(head) if head.number else describe(head)


def _numbered(head: PlanHead) -> str:
    return f"{head.kind} số {head.number}" if head.number else head.kind


_TITLE = 140  # characters of a title in our own sentences; citations carry it whole


def _day_values(answer: Answer) -> frozenset[str]:
    days = {abs((d - answer.as_of).days) for d in _deadline_days(answer)}
    return values(spell(answer.as_of)) | frozenset(str(n) for n in days)


def _deadline_days(answer: Answer) -> tuple[date, ...]:
    deadlines = [o.found.obligation.deadline for o in answer.obligations]
    return tuple(d for line in deadlines if line for d in (line.first, line.last) if d)


def _deadline_values(answer: Answer) -> frozenset[str]:
    return frozenset(v for d in _deadline_days(answer) for v in values(spell(d)))


def _asked_values(understanding: Understanding) -> frozenset[str]:
    names = " ".join(a.name for a in understanding.agencies)
    period = understanding.period
    days = " ".join(spell(d) for d in (period.first, period.last) if d) if period else ""
    registry = " ".join(found.name for a in understanding.agencies if (found := agency(a.agency_id)))
    return values(f"{understanding.text} {names} {days} {registry} {understanding.short_form or ''}")


def spell(day: date) -> str:
    """Return a day as Vietnamese officials write it, dd/mm/yyyy (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


class Citer:
    """Numbers the citations of one answer; the same span is cited once."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._grounds = LibraryGrounds(texts)
        self._heads = {head.id: head for head in texts.heads}
        self._made: dict[tuple[str, int, int], Citation] = {}

    @property
    def grounds(self) -> LibraryGrounds:
        """What the answer is checked against."""
        return self._grounds

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations made so far, by number."""
        return tuple(self._made.values())

    def cite(self, plan_id: str, clause_id: str, clause_label: str, span: Span) -> tuple[Citation, ...]:
        """Return the citations of a span: one, or one on each side of a page number that stood inside it, so that every
        quote also stands word for word in the printed document.

        Raises pydantic.ValidationError when the span is empty or outside the text.
        """
        return tuple(self._cite(plan_id, clause_id, clause_label, piece) for piece in self._pieces(plan_id, span))

    def _pieces(self, plan_id: str, span: Span) -> list[Span]:
        cuts = [
            f.span
            for f in self._heads[plan_id].findings
            if f.code == LEFT_OUT and f.span is not None and span.start < f.span.start and f.span.end < span.end
        ]
        edges = [
            span.start,
            *(edge for cut in sorted(cuts, key=lambda c: c.start) for edge in (cut.start, cut.end)),
            span.end,
        ]
        return [Span(start=a, end=b) for a, b in zip(edges[::2], edges[1::2], strict=True)]

    def _cite(self, plan_id: str, clause_id: str, clause_label: str, span: Span) -> Citation:
        key = (plan_id, span.start, span.end)
        if key not in self._made:
            head = self._heads[plan_id]
            text = self._texts.text(plan_id)
            self._made[key] = Citation.model_validate(
                {
                    "number": len(self._made) + 1,
                    "plan_id": plan_id,
                    "plan_title": head.title,
                    "clause_id": clause_id,
                    "clause_label": clause_label,
                    "quote": span.of(text),
                    "start": span.start,
                    "end": span.end,
                    "page": sum(1 for s in head.page_starts if s <= span.start) or None,
                },
                context=self._grounds,
            )
        return self._made[key]
