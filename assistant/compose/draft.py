"""An answer under way: blocks, citations and obligations, until both gates let it out.

Does not decide what to say; the modules beside it do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from assistant.citations import Citer, describe, describe_shortly, spell
from assistant.library import Library
from assistant.model import (
    Answer,
    AnswerObligation,
    AnswerStatus,
    Block,
    Citation,
    Cite,
    Rule,
    Run,
    Text,
    Understanding,
)
from assistant.replies import say, sentence
from assistant.statements import Statement
from ingest.deadlines import find_periods
from ingest.model import Clause, Deadline, DeadlineKind, Period, Relation, Span
from ingest.store import FoundObligation
from ingest.store.versions import successors

_LONGEST_NEIGHBOUR = 400  # characters of a heading or closing line that are quoted as the place of an actor or date


class Draft:
    """Collects one answer. ``finish`` is the only way out and passes both gates."""

    def __init__(self, understanding: Understanding, library: Library, as_of: date) -> None:
        self.understanding = understanding
        self.library = library
        self.as_of = as_of
        self.lang = understanding.lang
        self._citer = Citer(library)
        self._blocks: list[Block] = []
        self._obligations: dict[tuple[str, str], AnswerObligation] = {}
        self._counted: list[int] = []
        self._suggestions: list[str] = []
        self._trace: list[str] = []

    # What is said ------------------------------------------------------------------------------------------------

    def add(self, kind: Literal["p", "h", "li", "quote", "notice"], runs: Iterable[Run]) -> None:
        """Add a block of runs."""
        self._blocks.append(Block(kind=kind, runs=tuple(runs)))

    def table(self, head: Sequence[Sequence[Run]], rows: Sequence[Sequence[Sequence[Run]]]) -> None:
        """Add a table."""
        self._blocks.append(
            Block(kind="table", head=tuple(map(tuple, head)), rows=tuple(tuple(map(tuple, row)) for row in rows))
        )

    def say(self, key: str, **values: Text | str | Iterable[Run]) -> tuple[Run, ...]:
        """Return a sentence of replies.yaml in the answer's language, filled."""
        return say(key, self.lang, **values)

    def number(self, value: int) -> Text:
        """Return a count; what it counts need not be listed in the answer."""
        self._counted.append(value)
        return Text(t=f"{value:,}".replace(",", "."), rule=Rule.COUNT)

    def plan(self, plan_id: str) -> Text:
        """Return how the answer names a plan."""
        return Text(t=describe(self.library.head(plan_id)), rule=Rule.PLAN)

    def suggest(self, key: str, **fields: str) -> None:
        """Add a follow-up question that has an answer."""
        self._suggestions.append(sentence(key, self.lang).format(**fields))

    def note(self, step: str) -> None:
        """Add a line to the trace."""
        self._trace.append(step)

    # What is cited -----------------------------------------------------------------------------------------------

    def cite(self, statement: Statement) -> tuple[Run, ...]:
        """Cite a statement."""
        made = self._citer.cite(statement.plan_id, statement.clause.id, statement.clause.label, statement.span)
        if statement.obligation is not None:
            self._keep(statement.obligation, made[0])
        return tuple(Cite(c=c.number) for c in made)

    def cite_obligation(self, found: FoundObligation) -> tuple[Run, ...]:
        """Cite an obligation and list it in the answer."""
        ob = found.obligation
        made = self._citer.cite(ob.plan_id, ob.clause_id, found.clause_label, ob.span)
        self._keep(found, made[0])
        return tuple(Cite(c=c.number) for c in made)

    def cite_span(self, plan_id: str, clause: Clause, span: Span) -> tuple[Run, ...]:
        """Cite any span of a clause."""
        return tuple(Cite(c=c.number) for c in self._citer.cite(plan_id, clause.id, clause.label, span))

    def cite_place(self, plan_id: str, span: Span | None, *, unless: Span) -> tuple[Run, ...]:
        """Cite the clause that ``span`` stands in, for an actor or date named outside the statement; nothing inside it."""
        if span is None or unless.contains(span):
            return ()
        clause = self.clause_at(plan_id, span)
        if clause is None:
            return ()
        text = self.library.text(plan_id)
        whole = _trimmed(text, clause.own)
        if whole.end - whole.start > _LONGEST_NEIGHBOUR:
            whole = _line_around(text, span, whole)
        return self.cite_span(plan_id, clause, whole)

    def clause_at(self, plan_id: str, span: Span) -> Clause | None:
        """Return the clause in whose own words the span begins."""
        for clause in self.library.statements(plan_id).clauses.values():
            if clause.own.start <= span.start < clause.own.end:
                return clause
        return None

    def deadline(self, deadline: Deadline, plan_id: str, statement: Span) -> tuple[Run, ...]:
        """Return a deadline as the plan writes it, the days that its rule reads from it, and where it stands."""
        runs: list[Run] = [Text(t=deadline.text, rule=Rule.QUOTE)]
        if deadline.kind is DeadlineKind.BY and deadline.last:
            runs += self.say("due_iso_by", day=Text(t=spell(deadline.last), rule=Rule.DEADLINE))
        elif deadline.kind is DeadlineKind.DURING and deadline.first and deadline.last:
            runs += self.say(
                "due_iso_during",
                first=Text(t=spell(deadline.first), rule=Rule.DEADLINE),
                last=Text(t=spell(deadline.last), rule=Rule.DEADLINE),
            )
        return (*runs, *self.cite_place(plan_id, deadline.span, unless=statement))

    def _keep(self, found: FoundObligation, citation: Citation) -> None:
        key = (found.obligation.plan_id, found.obligation.id)
        self._obligations.setdefault(key, AnswerObligation(found=found, citation=citation.number))

    def _say_what_was_replaced(self) -> None:
        """A notice for each cited plan that another plan in the store replaces, amends or repeals."""
        later = self.library.derived(successors)
        for plan_id in dict.fromkeys(citation.plan_id for citation in self._citer.citations):
            for successor in later.get(plan_id, ()):
                key = f"plan_{successor.relation.value}"
                self.add("notice", self.say(key, plan=self.plan(plan_id), by=self.plan(successor.head.id)))

    def _say_what_is_over(self) -> None:
        """One notice for the cited plans whose period ended before the day of asking (design.md 9), unless the question names
        that time itself, or another plan took their place.
        """
        later = self.library.derived(successors)
        named = find_periods(self.understanding.text, self.as_of)
        over: list[tuple[str, Period]] = []
        for plan_id in dict.fromkeys(citation.plan_id for citation in self._citer.citations):
            period = self.library.head(plan_id).period
            replaced = any(each.relation is not Relation.AMENDS for each in later.get(plan_id, ()))
            asked = period is not None and any(_overlap(each.first, each.last, period) for each in named)
            if period is not None and period.last < self.as_of and not (replaced or asked):
                over.append((plan_id, period))
        runs: list[Run] = []
        for plan_id, period in over:
            day = Text(t=spell(period.last), rule=Rule.PLAN)
            key = "plan_expired" if not runs else "plan_expired_too"
            plan = Text(t=describe_shortly(self.library.head(plan_id)), rule=Rule.PLAN)
            runs += self.say(key, plan=plan, day=day)
        if runs:
            self.add("notice", runs)

    # The way out -------------------------------------------------------------------------------------------------

    def finish(self, status: AnswerStatus, total: int | None = None) -> Answer:
        """Return the answer; raises pydantic.ValidationError where a gate holds it back."""
        self._say_what_was_replaced()
        if status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL):
            self._say_what_is_over()
        return Answer.model_validate(
            {
                "status": status,
                "lang": self.lang,
                "blocks": tuple(self._blocks),
                "citations": self._citer.citations,
                "obligations": tuple(self._obligations.values()),
                "total_obligations": len(self._obligations) if total is None else total,
                "counted": tuple(self._counted),
                "understanding": self.understanding,
                "suggestions": tuple(dict.fromkeys(self._suggestions))[:4],
                "as_of": self.as_of,
                "trace": tuple(self._trace),
            },
            context=self._citer.grounds,
        )


def _overlap(first: date | None, last: date | None, period: Period) -> bool:
    """Whether days asked about, None for an open end, touch a period."""
    return (first is None or first <= period.last) and (last is None or last >= period.first)


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start=start, end=start + len(words.strip()))


def _line_around(text: str, span: Span, within: Span) -> Span:
    """The sentence or line around a span, no longer than its clause."""
    start = max(
        text.rfind("\n", within.start, span.start), text.rfind(". ", within.start, span.start) + 1, within.start
    )
    stops = [i for i in (text.find("\n", span.end, within.end), text.find(". ", span.end, within.end)) if i >= 0]
    end = min([*stops, within.end, max(span.end, start + _LONGEST_NEIGHBOUR)])
    return _trimmed(text, Span(start=start, end=end))
