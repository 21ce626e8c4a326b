"""Labelled lines: "Cơ quan thực hiện: …", "Thời gian hoàn thành: …". Says what a line is, not what it closes."""

from __future__ import annotations

import re
from typing import Literal

from ingest.agencies.mention import AgencyMention
from ingest.model import Actor, Deadline, Frozen, Role, Span
from ingest.obligations.cues import cues, groups
from ingest.obligations.duties import actor
from ingest.obligations.naming import as_named
from ingest.obligations.openings import Kind, read_opening
from ingest.obligations.view import View
from ingest.text import fold, slug
from ingest.words import name_candidates

FieldKind = Literal["lead", "coordinate", "responsible", "time", "task", "circumstance", "other"]
ROLES: dict[str, Role] = {"lead": Role.LEAD, "coordinate": Role.COORDINATE, "responsible": Role.RESPONSIBLE}

_LABEL = re.compile(r"(?:^|(?<=[.;\n)])\s+|(?<=\()\s*)[-+•*–(]*\s*(\w[^.;:|\n(]{1,70}?)\s*\*{0,2}:", re.MULTILINE)
_SUFFIX = re.compile(r"\s+(?:thực hiện|chính|dự kiến|hoàn thành|cụ thể|chung|đào tạo|tổ chức)$", re.IGNORECASE)
_PIECE = re.compile(r"\s+\w[^,;.()\n|]*")
_LONGEST_LABEL = 10  # words: "Thời gian ra quân làm vệ sinh bến bãi toàn xã"


class Field(Frozen):
    """A labelled line or part of one: what the label announces, and where its value stands."""

    kind: FieldKind
    value: Span


def label_kind(label: str) -> FieldKind | None:
    """Return what a label announces ("Đơn vị chủ trì" → lead), or None if it is no label that we know."""
    label = label.strip(" -+•*:.()")
    bare = _SUFFIX.sub("", label)
    for kind in groups("fields"):
        known = cues(f"fields.{kind}")
        prefixed = kind in ("time", "task", "circumstance", "other") and known.match(label, fold(label), 0) is not None
        if known.fullmatch(label) or known.fullmatch(bare) or (prefixed and len(label.split()) <= _LONGEST_LABEL):
            return kind  # type: ignore[return-value]  # the data file's keys are FieldKind; a test holds them together
    return None


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
        if kind is not None and kind != "task":
            marks.append((start + found.start(1), start + found.end(), kind))
    fields: list[Field] = []
    first = end
    for i, (at, value_at, kind) in enumerate(marks):
        value_end = marks[i + 1][0] if i + 1 < len(marks) else end
        if _fits(view, kind, value_at, value_end):
            fields.append(Field(kind=kind, value=Span(start=value_at, end=value_end)))
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
        for deadline in view.deadlines_in(field.value.start, field.value.end):
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
    begins = cues("fields.time").match(view.text, view.folded, start) is not None and view.text[start] in "Tt"
    if begins and view.deadlines_in(start, end) and "thời" in view.text[start : start + 5].lower():
        return Field(kind="time", value=Span(start=start, end=end))
    return None


def _whole_piece(view: View, mention: AgencyMention, end: int) -> AgencyMention:
    """Return whom no registry knows by all words up to the next sign: "Ban Điều hành Chương trình …"."""
    rest = _PIECE.match(view.text, mention.span.end, end)
    if mention.known or rest is None or len(rest.group().split()) > _LONGEST_LABEL:
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
