"""What tests say of an answer: what it lists, what it quotes, which sentences it says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answering import Library
from assistant.model import Answer
from assistant.replies import sentence
from ingest.store import FoundObligation, ObligationQuery

MARK = re.compile(r"\[(\d+)\]")


def stored(library: Library, agency_id: str, plan_id: str, **filters: object) -> tuple[FoundObligation, ...]:
    """What the store holds of an agency in a plan: what a list must be. "Các đơn vị liên quan" alone means nobody."""
    query = {"agency_ids": (agency_id,), "plan_ids": (plan_id,), **filters}
    found, _ = library.store.obligations(ObligationQuery.model_validate(query))
    return tuple(f for f in found if f.matched_as != "group" or "liên quan" not in (f.matched_name or ""))


def ids(found: Iterable[FoundObligation]) -> set[str]:
    return {f.obligation.id for f in found}


def listed(given: Answer) -> list[FoundObligation]:
    return [item.found for item in given.obligations]


def quotes(given: Answer) -> str:
    return "\n".join(citation.quote for citation in given.citations)


def says(given: Answer, key: str, **values: str) -> bool:
    """Whether the answer says a sentence of the reply file; slots that are not given may hold anything on the line."""
    parts = re.split(r"\{(\w+)\}", sentence(key, given.lang))
    pattern = "".join(
        re.escape(part) if i % 2 == 0 else re.escape(values[part]) if part in values else ".+"
        for i, part in enumerate(parts)
    )
    return re.search(pattern, given.text) is not None


def headings(given: Answer) -> str:
    return "\n".join(line for line in given.text.splitlines() if not line.startswith("- "))
