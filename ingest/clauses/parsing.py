"""Parses a canonical text into its clause tree. It never refuses: doubt becomes a Finding, leftovers become paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.clauses.depth import Placement, solve
from ingest.clauses.items import Item, cut_items
from ingest.clauses.markers import Family
from ingest.clauses.parts import attached_heading, part_close
from ingest.clauses.paths import Trail
from ingest.clauses.tree import Node, attach, build
from ingest.header.annex import annex_start, is_annex
from ingest.header.bounds import body_start
from ingest.model import Clause, Finding, Level, Span

_HEADER_LABEL = "Phần mở đầu"
_CLOSING_LABEL = "Phần cuối"
_HEAD_PARAGRAPH = re.compile(
    r"(?:căn cứ|thực hiện|theo|xét|để|nhằm|trên cơ sở|trong |thi hành|tiếp theo|tiếp tục|kính gửi|\S+.{60,})",
    re.IGNORECASE,
)


def parse_clauses(text: str, body_start: int, closing_start: int) -> tuple[Clause, tuple[Finding, ...]]:
    """Return the tree of ``text`` and the doubts met.

    ``text[:body_start]`` becomes the HEADER clause, ``text[closing_start:]`` the CLOSING one, up to what follows the signature:
    annexes and attached documents, each with its own body and, where it is signed too, its own close. Guarantees: never
    raises; the ``own`` spans in preorder partition the text; ids are unique and depend on nothing but the text.
    """
    body_start = max(0, min(body_start, len(text)))
    closing_start = max(body_start, min(closing_start, len(text)))
    root = Node(0, Level.ROOT, "", 0, Trail())
    findings: list[Finding] = []
    if text[:body_start].strip():
        root.children.append(_header(text, body_start))
    _parse_body(root, text, body_start, closing_start, findings)
    annex = annex_start(text, closing_start)
    if text[closing_start:annex].strip():
        root.children.append(_closing(closing_start, Trail()))
    holder = root
    while annex < len(text):
        close = part_close(text, annex)
        holder = _parse_annex(root, holder, text, (annex, close), findings)
        annex = annex_start(text, close)
        if text[close:annex].strip():
            holder.children.append(_closing(close, holder.trail))
    return build(root, text), tuple(findings)


def _parse_body(root: Node, text: str, start: int, end: int, findings: list[Finding]) -> None:
    items = cut_items(text, start, end)
    placements = solve(items)
    attach(root, items, placements)
    findings += _doubts(items, placements)


def _parse_annex(root: Node, holder: Node, text: str, span: tuple[int, int], findings: list[Finding]) -> Node:
    """Parse one part after the signature; return the node that holds it. An annex of an attached document stands below that; one
    without a printed number still opens a part of its own.
    """
    start, end = span
    kind, heading, heading_end = attached_heading(text, start, end)
    if is_annex(text, heading):
        if heading > start:
            letterhead = Trail(
                id=_joined(holder.trail.id, "phu-luc.tieu-de"), words=(*holder.trail.words, "Phụ lục", "tiêu đề")
            )
            holder.children.append(Node(start, Level.HEADER, "", 0, letterhead))
        _parse_body(holder, text, heading, end, findings)
        return holder
    if kind:
        trail = Trail(id="kem-theo", words=(f"{kind} kèm theo",))
    else:
        trail = Trail(id="phu-luc", section="Phụ lục", words=("Phụ lục",))
    same = sum(child.trail.id.startswith(trail.id) for child in root.children)
    if kind and same:
        trail = Trail(id=f"kem-theo-{same + 1}", words=(f"{kind} kèm theo thứ {same + 1}",))
    if heading > start:
        letterhead = Trail(id=f"{trail.id}.tieu-de", words=(*trail.words, "tiêu đề"))
        root.children.append(Node(start, Level.HEADER, "", 0, letterhead))
    node = Node(heading, Level.PHAN, "", 0, trail)
    root.children.append(node)
    begin = _body_of_attached(text, heading_end, end) if kind else heading_end
    if begin > heading_end:
        words = (*trail.words, _HEADER_LABEL)
        node.children.append(Node(heading_end, Level.HEADER, "", 0, Trail(id=f"{trail.id}.dau", words=words)))
    _parse_body(node, text, begin, end, findings)
    return node


def _body_of_attached(text: str, start: int, end: int) -> int:
    """Where the preamble of an attached document ends ("(Ban hành kèm theo …)", "Căn cứ …, như sau:"), if that is sure."""
    begin, sure = body_start(text[:end], start)
    return begin if sure and begin < end else start


def _closing(start: int, trail: Trail) -> Node:
    return Node(start, Level.CLOSING, "", 0, Trail(id=_joined(trail.id, "cuoi"), words=(*trail.words, _CLOSING_LABEL)))


def _joined(above: str, part: str) -> str:
    return f"{above}.{part}" if above else part


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
