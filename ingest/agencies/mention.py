"""One agency named at one place of a text. Holds the value only."""

from __future__ import annotations

from ingest.agencies.line import Line
from ingest.model import Frozen, Span


class AgencyMention(Frozen):
    """Where an agency is named. ``name`` is as the plan writes it, a shared head noun completed ("Phòng Y tế Thành phố");
    ``known``: the id is the registry's or that of a group of known classes, not a slug of the name.
    """

    span: Span
    name: str
    agency_id: str
    is_group: bool
    known: bool

    @classmethod
    def of(cls, line: Line, start: int, end: int, agency_id: str, is_group: bool, known: bool) -> AgencyMention:
        """Return the mention of the tokens ``start`` to before ``end``, named as written."""
        span = Span(start=line.tokens[start].start, end=line.tokens[end - 1].end)
        return cls(
            span=span, name=" ".join(span.of(line.text).split()), agency_id=agency_id, is_group=is_group, known=known
        )
