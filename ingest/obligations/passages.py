"""Walks the clause tree and gathers the stretches that may hold obligations, each with what holds for it there.

Closing lines are laid on the passages that they close. Nothing is split into statements and nobody is named here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Actor, ActorSource, Clause, Deadline, Level, Role, Span
from ingest.obligations.cues import cues
from ingest.obligations.duties import Inherited, actor
from ingest.obligations.fields import Field, cut_fields, field_actors, field_deadline
from ingest.obligations.openings import read_opening
from ingest.obligations.plain import Opening, directive
from ingest.obligations.scopes import Scope, Topic, announces, is_heading, names_only, topic_of, under
from ingest.obligations.tables import Head, read_rows
from ingest.obligations.view import View
from ingest.words import sentences

_NUMBERED = (Level.MUC, Level.DIEU, Level.KHOAN, Level.DIEM)
_FEW = 2  # sections at least, for a last one to be told from the others
_ITEMS = (Level.DIEM, Level.GACH, Level.CONG, Level.CHAM)
_ATTACHED = re.compile(r"\((?:Ban hành )?[Kk]èm theo\s")
_DOCUMENT = re.compile(r"ke hoach|de an|quy che|quy dinh|chuong trinh|phuong an|huong dan|phu luc|danh muc")
_TITLED = re.compile(rf"\W*(?:{_DOCUMENT.pattern})\s*\n")
_BULLETS = (Level.GACH, Level.CONG, Level.CHAM)


@dataclass
class Passage:
    """A stretch of one clause. ``closing`` and ``due`` come from the lines that close its section."""

    clause: Clause
    span: Span
    scope: Scope
    path: tuple[str, ...]
    closing: tuple[Actor, ...] = ()
    due: Deadline | None = None
    closed_by: str = ""  # the clause whose closing lines serve: the nearest's, not those of a section around it
    whole: bool = False  # a table cell or a heading: one statement, not to be split
    row: bool = False  # a table's row, whose own columns say who and when

    @property
    def inherited(self) -> Inherited | None:
        """Who must act where the passage itself names nobody: the nearest heading, a closing line, a far lead-in."""
        if self.scope.named is not None and not (self.row and self.closing):
            return self.scope.named
        if self.closing:
            return Inherited(actors=self.closing, source=ActorSource.RESPONSIBLE_LINE)
        return self.scope.understood


def gather_passages(view: View, root: Clause) -> tuple[Passage, ...]:
    """Return the passages of a plan in reading order."""
    walk = _Walk(view)
    walk.below(root, Scope(), ())
    return tuple(walk.passages)


class _Walk:
    """One pass over the tree; ``passages`` grows, closing lines look back over it."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.passages: list[Passage] = []
        self._blocks: dict[str, tuple[int, int]] = {}  # parent id → passages that its latest closing lines cover
        self._heads: dict[str, Head] = {}  # parent id → head of its latest table, which may go on after a note
        self._lines: dict[str, tuple[Field, ...]] = {}  # parent id → all its closing lines
        self._closers: dict[str, tuple[Actor, ...]] = {}  # parent id → those whom its latest closing lines name

    def below(self, parent: Clause, scope: Scope, path: tuple[str, ...]) -> None:
        """Visit the children in order; a lead-in without children of its own holds for the siblings after it."""
        path = (*path, parent.id)
        standing = scope
        children = self._readable(parent)
        for i, child in enumerate(children):
            if child.level is Level.ROW:
                if i == 0 or children[i - 1].level is not Level.ROW:
                    self._rows(_run(children, i), standing, path)
            elif child.level is Level.HEADER:
                standing = self._address(child, standing)
            elif child.level is not Level.CLOSING and not self._is_title(parent, children, i):
                standing = self._visit(child, standing, path, self._sandwich(children, i))
        self._spread(parent, [c for c in children if c.level in (Level.KHOAN, Level.DIEM) and c.children])
        self._spread_lines(parent, [c for c in children if c.level in _ITEMS])

    def _spread(self, parent: Clause, sections: Sequence[Clause]) -> None:
        """Let a closing line after the last of several sections serve them all, where no other has one.

        The tree cannot tell whose line it is. It is taken for all of them unless somebody acts in an earlier one whom
        it does not name.
        """
        last = sections[-1].id if len(sections) >= _FEW else ""
        actors = self._closers.get(last, ())
        others = [p for p in self.passages if parent.id in p.path and last not in p.path]
        if not actors or any(p.closed_by for p in others):
            return
        open_ones = [p for p in others if p.scope.named is None]
        acting = {
            m.agency_id
            for p in open_ones
            for m in read_opening(self.view, p.span.start, p.span.end).actors
            if not m.is_group
        }
        if not acting or acting & {a.agency_id for a in actors}:
            for passage in open_ones:
                passage.closing, passage.closed_by = actors, parent.id

    def _spread_lines(self, parent: Clause, items: Sequence[Clause]) -> None:
        """Let the labelled lines under the last of several items serve all: "a) …; b) …; - Đơn vị thực hiện: …".

        They are printed once, at the end of what they close; the tree hangs them on the item that they follow.
        """
        fields = self._lines.get(items[-1].id, ()) if len(items) >= _FEW else ()
        others = [p for p in self.passages if parent.id in p.path and items[-1].id not in p.path] if fields else []
        if not any(p.closed_by for p in others):
            for passage in others:
                place = self.passages.index(passage)
                self._lay(fields, place, place + 1, parent.id)

    def _is_title(self, parent: Clause, children: Sequence[Clause], i: int) -> bool:
        """Whether a paragraph is the title of an attached document: right below its kind, or above "(Kèm theo …)"."""
        if children[i].level is not Level.UNNUMBERED or i + 1 >= len(children):
            return False
        after = children[i + 1].body.of(self.view.text)
        below = i == 0 and _DOCUMENT.fullmatch(self.view.folded[parent.body.start : parent.body.end].strip(" *\n"))
        return _ATTACHED.match(after) is not None or bool(below and after[:1].isupper() and after[:1].isalpha())

    def _readable(self, parent: Clause) -> list[Clause]:
        """Leave out the debris of an annex's table that a scan broke: rows without a head, and the lines between."""
        rows = [c for c in parent.children if c.level is Level.ROW]
        if not rows or not parent.section.startswith("Phụ lục") or read_rows(self.view, rows):
            return list(parent.children)
        return [c for c in parent.children if c.level not in (Level.ROW, Level.UNNUMBERED)]

    def _visit(self, clause: Clause, scope: Scope, path: tuple[str, ...], beside: Clause | None) -> Scope:
        main, fields = cut_fields(self.view, clause.body.start, clause.body.end)
        if fields and not main.of(self.view.text).strip(" -*:"):
            if clause.level not in _NUMBERED or field_actors(self.view, fields):
                self._close(fields, path[-1])  # "5. Thời gian báo cáo: …" is a point of its own, no closing line
            elif topic_of(self.view.text[clause.body.start : fields[0].value.start]) is Topic.FUNDING:
                self._add(clause, clause.body, scope.model_copy(update={"topic": Topic.FUNDING}), path)
            if clause.children:
                self.below(clause, scope, path)
            return scope
        heading = is_heading(self.view, clause) or self._is_titled(clause)
        before = len(self.passages)
        if not heading or (self._is_duty(clause) and not self._is_titled(clause)):
            own = self._beside(beside, scope) if beside is not None else scope
            self._add(clause, main, own, path, whole=heading)
        added = len(self.passages) > before
        if fields and added:
            self._lay(fields, before, len(self.passages), clause.id)
        inner = under(self.view, clause, scope, heading=heading)
        if clause.children:
            self.below(clause, inner, path)
            if (
                fields and not added
            ):  # a heading's own labels ("2. Bồi dưỡng (Chủ trì: …)") hold for what stands under it
                self._lay(fields, before, len(self.passages), clause.id)
        elif announces(self.view, clause) and clause.level is not Level.CONG:
            return inner.model_copy(update={"deadline": scope.deadline, "listed": False, "objects": False})
        return scope

    def _add(self, clause: Clause, span: Span, scope: Scope, path: tuple[str, ...], *, whole: bool = False) -> None:
        self.passages.append(Passage(clause=clause, span=span, scope=scope, path=(*path, clause.id), whole=whole))

    def _rows(self, rows: Sequence[Clause], scope: Scope, path: tuple[str, ...]) -> None:
        for row in read_rows(self.view, rows, self._heads.setdefault(path[-1], Head())):
            own = scope.model_copy(update={"topic": Topic.TARGET if row.target else Topic.DUTIES})
            self._add(row.clause, row.task, own, path, whole=True)
            passage = self.passages[-1]
            passage.row = True
            passage.closing = row.actors
            passage.due = row.deadline

    def _address(self, header: Clause, scope: Scope) -> Scope:
        """Read whom a directive addresses before its first clause: "Chủ tịch UBND tỉnh yêu cầu các sở … như sau:"."""
        last = header
        while last.children:
            last = last.children[-1]
        told = sentences(self.view.text, last.body.start, last.body.end)[-1:]
        if not told or not announces(self.view, last):
            return scope
        opening = self._last_directive(told[0])
        if opening is None:
            return scope
        actors = tuple(actor(m) for m in opening.actors)
        return scope.model_copy(update={"understood": Inherited(actors=actors, source=ActorSource.HEADING)})

    def _last_directive(self, sentence: Span) -> Opening | None:
        """Read the last "yêu cầu …", "đề nghị …" of a sentence that names somebody."""
        for at in reversed(cues("directives").places(self.view.folded, sentence.start, sentence.end)):
            opening = directive(self.view, at, sentence.end)
            if opening is not None:
                return opening
        return None

    def _is_titled(self, clause: Clause) -> bool:
        """Whether a part's own words are the kind and the title of an attached document, over what it says."""
        titled = clause.level is Level.PHAN and clause.children
        return bool(titled) and _TITLED.match(self.view.folded, clause.body.start, clause.body.end) is not None

    def _is_duty(self, clause: Clause) -> bool:
        """Whether a heading is itself what must be done: it says so, and only labelled lines stand under it."""
        words = clause.body.of(self.view.text)
        if topic_of(words) is not None or not read_opening(self.view, clause.body.start, clause.body.end).binds:
            return False
        rows = [c for c in clause.children if c.level is Level.ROW]
        if read_rows(self.view, rows):
            return False
        for child in (c for c in clause.children if c.level is not Level.ROW):
            main, fields = cut_fields(self.view, child.body.start, child.body.end)
            if not fields or main.of(self.view.text).strip(" -*:"):
                return False
        return True

    @staticmethod
    def _sandwich(children: Sequence[Clause], i: int) -> Clause | None:
        """Return the bullet that an unmarked paragraph continues: it stands between two bullets of one rank."""
        between = 0 < i < len(children) - 1 and children[i].level is Level.UNNUMBERED
        if between and children[i - 1].level in _BULLETS and children[i + 1].level is children[i - 1].level:
            return children[i - 1]
        return None

    def _beside(self, bullet: Clause, scope: Scope) -> Scope:
        named = names_only(self.view, bullet.body.start, bullet.body.end)
        if named is None:
            return scope
        told = tuple(a.model_copy(update={"role": Role.RESPONSIBLE}) for a in named.actors[:1])
        return scope.model_copy(update={"named": named.model_copy(update={"actors": told})})

    def _close(self, fields: tuple[Field, ...], parent: str) -> None:
        """Lay closing lines on the passages under ``parent`` that no earlier closing lines of it cover."""
        first, last = self._blocks.get(parent, (0, 0))
        if last < len(self.passages):
            first, last = last, len(self.passages)
        while first < last and parent not in self.passages[first].path:
            first += 1
        self._blocks[parent] = (first, last)
        self._lines[parent] = (*self._lines.get(parent, ()), *fields)
        actors = field_actors(self.view, fields)
        if actors:
            self._closers[parent] = actors
        self._lay(fields, first, last, parent)

    def _lay(self, fields: tuple[Field, ...], first: int, last: int, owner: str) -> None:
        actors, due = field_actors(self.view, fields), field_deadline(self.view, fields)
        for passage in self.passages[max(first, 0) : last]:
            if passage.closed_by in ("", owner):
                passage.closed_by = owner
                passage.closing = (*passage.closing, *actors)
                passage.due = passage.due or due


def _run(children: Sequence[Clause], start: int) -> list[Clause]:
    end = start
    while end < len(children) and children[end].level is Level.ROW:
        end += 1
    return list(children[start:end])
