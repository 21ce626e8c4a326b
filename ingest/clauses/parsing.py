"""Parses a canonical text into its clause tree. It never refuses: doubt becomes a Finding, leftovers become paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.clauses.depth import Placement, solve
from ingest.clauses.items import Item, cut_items
from ingest.clauses.markers import Family
from ingest.clauses.paths import Trail
from ingest.clauses.tree import Node, attach, build
from ingest.header.annex import annex_start
from ingest.header.kinds import kind_printed
from ingest.model import Clause, Finding, Level, Span

_HEADER_LABEL = "Phần mở đầu"
_CLOSING_LABEL = "Phần cuối"
_HEAD_PARAGRAPH = re.compile(
    r"(?:căn cứ|thực hiện|theo|xét|để|nhằm|trên cơ sở|trong |thi hành|tiếp theo|tiếp tục|kính gửi|\S+.{60,})",
    re.IGNORECASE,
)


def parse_clauses(text: str, body_start: int, closing_start: int) -> tuple[Clause, tuple[Finding, ...]]:
    """Return the tree of ``text`` and the doubts met.

    ``text[:body_start]`` becomes the HEADER clause, ``text[closing_start:]`` the CLOSING one (up to an annex that follows
    it, which is parsed like the body). Guarantees: never raises; the ``own`` spans in preorder partition the text; ids are
    unique and depend on nothing but the text.
    """
    body_start = max(0, min(body_start, len(text)))
    closing_start = max(body_start, min(closing_start, len(text)))
    root = Node(0, Level.ROOT, "", 0, Trail())
    findings: list[Finding] = []
    if text[:body_start].strip():
        root.children.append(_header(text, body_start))
    _parse_part(root, text, body_start, closing_start, findings)
    annex = annex_start(text, closing_start)
    if text[closing_start:annex].strip():
        root.children.append(Node(closing_start, Level.CLOSING, "", 0, Trail(id="cuoi", words=(_CLOSING_LABEL,))))
    if annex < len(text):
        _parse_annexes(root, text, annex, findings)
    return build(root, text), tuple(findings)


def _parse_part(root: Node, text: str, start: int, end: int, findings: list[Finding]) -> None:
    items = cut_items(text, start, end)
    placements = solve(items)
    attach(root, items, placements)
    findings += _doubts(items, placements)


def _parse_annexes(root: Node, text: str, start: int, findings: list[Finding]) -> None:
    """An annex without a printed number still opens a part of its own."""
    attached = kind_printed(text[start:].split("\n", 1)[0])  # Nghị định 30/2020: "ban hành kèm theo Quyết định này"
    if attached:
        trail = Trail(id="kem-theo", words=(f"{attached[0].name} kèm theo",))
    else:
        trail = Trail(id="phu-luc", section="Phụ lục", words=("Phụ lục",))
    node = Node(start, Level.PHAN, "", 0, trail)
    if text.startswith(("PHỤ LỤC", "Phụ lục"), start):
        _parse_part(root, text, start, len(text), findings)
        return
    first_end = text.find("\n", start)
    root.children.append(node)
    if first_end > 0:
        _parse_part(node, text, first_end + 1, len(text), findings)


def _header(text: str, end: int) -> Node:
    """The head of the document: its letterhead and title, then one clause for each paragraph of its preamble."""
    node = Node(0, Level.HEADER, "", 0, Trail(id="dau", words=(_HEADER_LABEL,)))
    at = count = 0
    begun = False
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        begun = begun or (at > 0 and bool(_HEAD_PARAGRAPH.match(text[at:stop])) and not text[at:stop].isupper())
        if begun and text[at:stop].strip():
            count += 1
            trail = Trail(id=f"dau/p{count}", words=(_HEADER_LABEL, f"đoạn thứ {count}"))
            node.children.append(Node(at, Level.HEADER, "", 0, trail))
        at = stop + 1
    return node


def _doubts(items: Sequence[Item], placements: Sequence[Placement]) -> list[Finding]:
    found: list[Finding] = []
    for item, placement in zip(items, placements, strict=True):
        span = Span(start=item.start, end=item.start + max(1, item.marker_length))
        if item.inline and placement.reading.family is Family.PARAGRAPH:
            continue
        found += [Finding(code=code, span=span, detail=item.printed) for code in dict.fromkeys(placement.doubts)]
        if placement.rivals and placement.reading.family.numbered:
            found.append(Finding(code="depth_ambiguous", span=span, detail=item.printed))
    return found
