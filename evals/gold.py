"""The gold records of obligations and questions (fields: gold/GUIDE.md), and the contract's objects as far as scored.

Does not score and does not know where the files lie.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field


class _Record(BaseModel):
    """A record from a JSON file; fields that we do not score are left aside."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Actor(_Record):
    """An agency and its role."""

    name: str
    role: str | None = None


class Deadline(_Record):
    """A deadline as the contract writes it; days are ISO strings."""

    kind: str | None = None
    first: str | None = Field(None, validation_alias=AliasChoices("from", "first"))
    last: str | None = Field(None, validation_alias=AliasChoices("to", "last"))
    recurrence: str | None = None


class Obligation(_Record):
    """A gold obligation, or one that the program found (then ``plan_id`` is set)."""

    id: str = ""
    plan_id: str = ""
    quote: str | None = None
    actors: tuple[Actor, ...] = ()
    deadline: Deadline | None = None


class Evidence(_Record):
    """A passage of a plan, by slug."""

    plan: str
    quote: str


class Question(_Record):
    """A gold question. ``facts``: each entry a list of accepted spellings, one of which the answer must contain."""

    id: str
    type: str
    lang: str
    question: str
    history: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    also_ok: tuple[Evidence, ...] = ()
    facts: tuple[tuple[str, ...] | str, ...] = ()
    answerable: bool


class AnsweredCitation(_Record):
    """A citation of an answer object."""

    plan_id: str | None = None
    quote: str | None = None


class Answered(_Record):
    """An answer object of the contract, or the absence of one (status "missing")."""

    id: str = ""
    status: str = "missing"
    answer: str | None = ""
    citations: tuple[AnsweredCitation, ...] = ()
    latency_ms: float | None = None


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file, blank lines aside."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
