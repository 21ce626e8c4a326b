"""Labelled lines: "Cơ quan thực hiện: …", "Thời gian hoàn thành: …". Says what a line is, not what it closes."""

from __future__ import annotations

import re

from ingest.agencies.mention import AgencyMention
from ingest.deadlines import Announced, announcement
from ingest.labels import FieldKind, label_kind, opens_with_time
from ingest.model import Actor, Deadline, Frozen, Role, Span
from ingest.obligations.cues import cues
from ingest.obligations.duties import actor
from ingest.obligations.naming import as_named
from ingest.obligations.openings import Kind, read_opening
from ingest.obligations.view import View
from ingest.text import slug
from ingest.words import name_candidates

ROLES: dict[str, Role] = {"lead": Role.LEAD, "coordinate": Role.COORDINATE, "responsible": Role.RESPONSIBLE}

_LABEL = re.compile(r"(?:^|(?<=[.;\n)])\s+|(?<=\()\s*)[-+•*–(]{0,8}\s*(\w[^.;:|\n(]{1,70}?)\s*\*{0,2}:", re.MULTILINE)
# What these labels announce takes nothing to do away from the words before it.
_LAID_BESIDE = ("lead", "coordinate", "responsible", "time", "circumstance", "product", "funding", "other")
_LONGEST_NAME = 10  # words
_PIECE = re.compile(r"\s+\w[^,;.()\n|]*")


class Field(Frozen):
    """A labelled line or part of one: what the label announces, and where its value stands."""

    kind: FieldKind
    value: Span
    announced: Announced = "when"


def cut_fields(view: View, start: int, end: int) -> tuple[Span, tuple[Field, ...]]:
    """Split a clause's words into what stands before its labelled parts, and those parts.

    A label counts only where its value fits it: an actor's label before agencies, a time before a date.
    """
    unlabelled = _time_without_colon(view, start, end)
    if unlabelled is not None:
        return Span(start=start, end=start), (unlabelled,)
    marks: list[tuple[int, int, FieldKind]] = []
    for found in _LABEL.finditer(view.text[start:end]):
        kind = label_kind(found.group(1))
        if kind in _LAID_BESIDE:
            marks.append((start + found.start(1), start + found.end(), kind))
    fields: list[Field] = []
    first = end
    for i, (at, value_at, kind) in enumerate(marks):
        value_end = marks[i + 1][0] if i + 1 < len(marks) else end
        if _fits(view, kind, value_at, value_end):
            announced = announcement(view.text[at:value_at])
            fields.append(Field(kind=kind, value=Span(start=value_at, end=value_end), announced=announced))
            first = min(first, at)
    return Span(start=start, end=first), tuple(fields)


def field_actors(view: View, fields: tuple[Field, ...]) -> tuple[Actor, ...]:
    """Return everybody whom the fields name, each with the part that its label gives him."""
    found: dict[str, Actor] = {}
    for field in fields:
        role = ROLES.get(field.kind)
        if role is not None:
            for one in _named(view, field.value, role):
                found.setdefault(one.name, one)
    return tuple(found.values())


def field_deadline(view: View, fields: tuple[Field, ...]) -> Deadline | None:
    """Return the first deadline that a time field gives, else that any field does ("phối hợp: A; hoàn thành trước …")."""
    for field in sorted(fields, key=lambda f: f.kind != "time"):
        start, end = field.value.start, field.value.end
        if field.kind == "time":
            found = view.deadline_announced(start, end, field.announced)
            if found is not None:
                return found
        for deadline in view.deadlines_in(start, end):
            return deadline
    return None


def _fits(view: View, kind: FieldKind, start: int, end: int) -> bool:
    if kind in ROLES:
        return bool(view.mentions_in(start, min(end, start + 90))) or not _binds(view, start, end)
    return kind in ("time", "circumstance") or not _binds(view, start, end)


def _binds(view: View, start: int, end: int) -> bool:
    return read_opening(view, start, end).binds or (
        read_opening(view, start, end).kind is Kind.OTHER and end - start > 160
    )


def _time_without_colon(view: View, start: int, end: int) -> Field | None:
    """Read "Thời gian làm sạch bến bãi hoàn thành trước ngày …": a time that no colon sets apart."""
    if ":" in view.text[start:end] or end - start > 200:
        return None
    if (
        opens_with_time(view.text[start:end])
        and view.deadlines_in(start, end)
        and "thời" in view.text[start : start + 5].lower()
    ):
        return Field(kind="time", value=Span(start=start, end=end))
    return None


def _whole_piece(view: View, mention: AgencyMention, end: int) -> AgencyMention:
    """Return whom no registry knows by all words up to the next sign: "Ban Điều hành Chương trình …"."""
    rest = _PIECE.match(view.text, mention.span.end, end)
    if mention.known or rest is None or len(rest.group().split()) > _LONGEST_NAME:
        return mention
    if view.mentions_in(mention.span.end, rest.end()):
        return mention
    return as_named(
        view, mention.span.start, mention.span.start + len(view.text[mention.span.start : rest.end()].rstrip())
    )


def _named(view: View, value: Span, role: Role) -> list[Actor]:
    governors = cues("governors")
    listed = [
        m
        for m in view.mentions_in(value.start, value.end)
        if governors.search_before(view.text, view.folded, m.span.start) is None
    ]
    if listed:
        return [actor(_whole_piece(view, m, value.end), role) for m in listed]
    words = value.of(view.text)
    people = name_candidates(words)
    places = [Span(start=value.start + p.start, end=value.start + p.end) for p in people]
    return [Actor(name=p.of(view.text), agency_id=slug(p.of(view.text)), role=role, span=p) for p in places]
