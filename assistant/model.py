"""The words of asking and answering: question, understanding, citation, block, answer. Values only, no I/O.

Two gates of design.md 9 live in these types. A ``Citation`` can only be validated against the text that it quotes; an
``Answer`` re-validates every citation and refuses a block with a value that neither stands in a quote cited by the
answer nor comes from a named rule. Both need a ``Grounds`` object as validation context and have no other way in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Literal, NoReturn, Protocol, Self

from pydantic import ConfigDict, Field, ValidationInfo, model_validator

from ingest.model import Frozen, Role
from ingest.store import FoundObligation

Lang = Literal["vi", "en"]


class AnswerStatus(StrEnum):
    """The closed set of outcomes (contract)."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NEEDS_CLARIFICATION = "needs_clarification"
    NOT_FOUND = "not_found"
    OUT_OF_SCOPE = "out_of_scope"
    SMALLTALK = "smalltalk"
    UNAVAILABLE = "unavailable"


class Intent(StrEnum):
    """What a question asks for."""

    OBLIGATIONS = "agency_obligations"
    WHO = "who"
    WHEN = "when"
    REPORT = "report"
    TARGET = "target"
    FUNDING = "funding"
    SUMMARY = "summary"
    ABBREVIATION = "abbreviation"
    CALENDAR = "deadline_calendar"
    COMPARE = "compare"
    YES_NO = "yes_no"
    HOW_WHERE = "how_where"
    DOCUMENT = "document"  # number, date, signer of the plan itself
    SMALLTALK = "smalltalk"
    OUT_OF_SCOPE = "out_of_scope"


class Question(Frozen):
    """What was asked, by whom it is not known. ``as_of`` is the day that "tháng này" counts from."""

    text: str
    as_of: date
    history: tuple[str, ...] = ()
    plan_ids: tuple[str, ...] | None = None
    lang: Lang | None = None
    conversation_id: str | None = None


class AskedAgency(Frozen):
    """An agency named in a question: the registry's name and id (or a plan's own name and its slug)."""

    name: str
    agency_id: str
    is_group: bool = False


class AskedPeriod(Frozen):
    """The days asked about; None is an open end. ``text`` as typed."""

    first: date | None
    last: date | None
    text: str


class Understanding(Frozen):
    """A question, read. ``topic`` is what remains when the recognised parts are taken away; ``plan_ids`` are the plans
    it names or implies, best first, empty when it names none; ``lacking`` lists what the question needs and does not say.
    """

    intent: Intent
    lang: Lang
    text: str  # the question with its history's subject filled in
    agencies: tuple[AskedAgency, ...] = ()
    role: Role | None = None
    period: AskedPeriod | None = None
    plan_ids: tuple[str, ...] = ()
    plan_named: bool = False
    foreign_place: str | None = None  # a place that the question names and no loaded plan is of
    section: str | None = None
    short_form: str | None = None
    topic: str = ""
    subject: str = ""  # of a list: what its items must be about ("về giao thông"); empty for everything
    context: str = ""  # the topic of the question before, for a follow-up that says little itself
    follow_up: bool = False
    asks: frozenset[str] = frozenset()
    lacking: tuple[str, ...] = ()


class Grounds(Protocol):
    """What an answer may rest on: the plans' texts, and the values that named rules may bring in."""

    def text(self, plan_id: str) -> str:
        """Return the canonical text of a plan; KeyError when there is none."""
        ...

    def ungrounded(self, answer: Answer) -> tuple[str, ...]:
        """Return the values in the answer's blocks that nothing supports."""
        ...


class _Gated(Frozen):
    """Validated with ``Grounds`` as context or not at all."""

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> NoReturn:  # type: ignore[override]  # noqa: ARG003 - pydantic's signature
        """Refuse: it would skip the gate."""
        raise TypeError(f"{cls.__name__} cannot be made without validation")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy unchanged only; an update would skip the gate."""
        if update:
            raise TypeError(f"{type(self).__name__} cannot be changed")
        return super().model_copy(deep=deep)

    def copy(self, **changes: Any) -> NoReturn:  # noqa: ARG002 - pydantic's signature
        """Refuse: pydantic's old way of copying takes an update past the gate."""
        raise TypeError(f"{type(self).__name__} is copied by model_copy")


class Citation(_Gated):
    """A verbatim span of a plan's text. Gate 1: ``text[start:end] == quote``, checked against the plan itself."""

    number: int = Field(ge=1)
    plan_id: str
    plan_title: str
    clause_id: str
    clause_label: str
    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int
    page: int | None = None

    @model_validator(mode="after")
    def _verbatim(self, info: ValidationInfo) -> Self:
        grounds: Grounds | None = info.context
        if grounds is None:
            raise ValueError("a citation needs the text that it quotes")
        text = grounds.text(self.plan_id)
        if not self.start < self.end <= len(text) or text[self.start : self.end] != self.quote:
            raise ValueError("the quote is not the text at its span")
        return self


class Rule(StrEnum):
    """Where a value in our own words may come from, other than from a cited quote."""

    QUOTE = "quote"  # it stands in a quote cited by the answer
    COUNT = "count"  # it counts the obligations or citations of this answer
    PLAN = "plan"  # title, number, issuer, date of a plan that the answer is about
    LABEL = "label"  # label of a cited clause
    AS_OF = "as_of"  # the day of asking, or days left until a cited deadline
    ASKED = "asked"  # the question's own words: agency, period, topic, echoed as asked
    DEADLINE = "deadline"  # the ISO dates that a deadline rule reads from a cited phrase
    REPLY = "reply"  # a fixed sentence of replies.yaml


class Text(Frozen):
    """A run of words and the rule that its values rest on."""

    t: str
    rule: Rule = Rule.QUOTE


class Cite(Frozen):
    """A reference to a citation by number."""

    c: int


Run = Text | Cite


class Block(Frozen):
    """A typed piece of an answer. A table has ``head`` and ``rows`` in place of ``runs``."""

    kind: Literal["p", "h", "li", "quote", "table", "notice"]
    runs: tuple[Run, ...] = ()
    head: tuple[tuple[Run, ...], ...] = ()
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()

    def all_runs(self) -> tuple[Run, ...]:
        """Return the runs of the block, those of a table included, in reading order."""
        cells = (*self.head, *(cell for row in self.rows for cell in row))
        return (*self.runs, *(run for cell in cells for run in cell))


class AnswerObligation(Frozen):
    """An obligation that the answer lists, and the citation that quotes it."""

    found: FoundObligation
    citation: int


class Answer(_Gated):
    """A finished answer. Cannot be built as answered or partial without a citation (gate 1), nor with a value that has
    no ground (gate 2).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", revalidate_instances="always")

    status: AnswerStatus
    lang: Lang
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...] = ()
    obligations: tuple[AnswerObligation, ...] = ()
    total_obligations: int = 0
    counted: tuple[int, ...] = ()  # what else the answer counts: items left out, plans searched
    understanding: Understanding
    suggestions: tuple[str, ...] = ()
    mode: Literal["extractive", "llm"] = "extractive"
    as_of: date
    trace: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _grounded(self, info: ValidationInfo) -> Self:
        grounds: Grounds | None = info.context
        if grounds is None:
            raise ValueError("an answer needs the grounds that it rests on")
        if self.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL) and not self.citations:
            raise ValueError("an answer without a citation is no answer")
        numbers = {c.number for c in self.citations}
        used = {run.c for block in self.blocks for run in block.all_runs() if isinstance(run, Cite)}
        if not used <= numbers or not {o.citation for o in self.obligations} <= numbers:
            raise ValueError("a citation number stands for nothing")
        missing = grounds.ungrounded(self)
        if missing:
            raise ValueError(f"values without ground: {', '.join(missing)}")
        return self

    @property
    def text(self) -> str:
        """The answer as plain text, citations as [n]; every statement drawn from a plan carries its [n]."""
        lines = []
        for block in self.blocks:
            if block.kind == "table":
                rows = (block.head, *block.rows) if block.head else block.rows
                lines += [" | ".join(runs_text(cell) for cell in row) for row in rows]
            else:
                lines.append(("- " if block.kind == "li" else "") + runs_text(block.runs))
        return "\n".join(lines)


def runs_text(runs: Sequence[Run]) -> str:
    """Return runs as plain text, citations as ``[n]``."""
    return "".join(f" [{run.c}]" if isinstance(run, Cite) else run.t for run in runs).strip()
