"""Builds the clause tree from items and their depths. It reads no markers and solves no depths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.clauses.depth import Placement
from ingest.clauses.items import Item
from ingest.clauses.markers import LEVELS, Family
from ingest.clauses.paths import Trail, name_of
from ingest.model import Clause, Level, Span

_HEADING_LENGTH = 320
_SENTENCE_END = re.compile(r"[.;]\s*$")


@dataclass(slots=True)
class Node:
    """A clause under construction; its own words run to the start of the next node in reading order."""

    start: int
    level: Level
    marker: str
    marker_length: int
    trail: Trail
    lead_in: bool = False
    children: list[Node] = field(default_factory=list)


def attach(root: Node, items: Sequence[Item], placements: Sequence[Placement]) -> None:
    """Hang the items below ``root``, each as deep as its placement says."""
    stack = [root]
    for item, placement in zip(items, placements, strict=True):
        del stack[placement.depth :]
        parent = stack[-1]
        family = placement.reading.family
        marker = item.printed if family is not Family.PARAGRAPH else ""
        trail = name_of(parent.trail, family, placement.reading, item.printed, lead_in=item.lead_in)
        length = item.marker_length if marker else 0
        node = Node(item.start, LEVELS[family], marker, length, trail, item.lead_in)
        parent.children.append(node)
        stack.append(node)


def build(root: Node, text: str) -> Clause:
    """Turn the nodes into clauses whose own spans partition the text, with unique ids."""
    ends: dict[int, int] = {}
    order = _preorder(root)
    for here, following in zip(order, [*order[1:], None], strict=True):
        ends[id(here)] = following.start if following is not None else len(text)
    return _Builder(text, ends).clause(root)


class _Builder:
    def __init__(self, text: str, ends: dict[int, int]) -> None:
        self._text = text
        self._ends = ends
        self._ids: dict[str, int] = {}

    def clause(self, node: Node) -> Clause:
        own = Span(start=node.start, end=self._ends[id(node)])
        unique = self._unique(node.trail.id or "van-ban") if node.level is not Level.ROOT else "van-ban"
        children = tuple(self.clause(child) for child in node.children)
        end = children[-1].span.end if children else own.end
        body = self._body(node, own)
        return Clause(
            id=unique,
            level=node.level,
            marker=node.marker,
            span=Span(start=own.start, end=end),
            own=own,
            body=body,
            heading=self._is_heading(node, body),
            section=node.trail.section,
            label=node.trail.label,
            children=children,
        )

    def _unique(self, wanted: str) -> str:
        count = self._ids.get(wanted, 0) + 1
        self._ids[wanted] = count
        if count == 1:
            return wanted
        return self._unique(f"{wanted}~{count}")

    def _body(self, node: Node, own: Span) -> Span:
        start = min(own.start + node.marker_length, own.end)
        words = self._text[start : own.end]
        start += len(words) - len(words.lstrip())
        return Span(start=start, end=max(start, own.start + len(self._text[own.start : own.end].rstrip())))

    def _is_heading(self, node: Node, body: Span) -> bool:
        words = body.of(self._text)
        if node.level in (Level.ROOT, Level.HEADER, Level.CLOSING, Level.ROW) or not words:
            return False
        if words.isupper() or (node.lead_in and node.children):
            return True
        return (
            bool(node.children)
            and node.marker != ""
            and len(words) < _HEADING_LENGTH
            and not _SENTENCE_END.search(words)
        )


def _preorder(root: Node) -> list[Node]:
    found: list[Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting.extend(reversed(node.children))
    return found
