"""Assignment tables: rows that give a task, who does it and until when. Tables of anything else give nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.deadlines import Announced, announcement
from ingest.labels import PARTS, FieldKind, head_kind, head_kinds, is_head
from ingest.model import Actor, Clause, Deadline, Frozen, Span
from ingest.obligations.cells import ROLES, cell_actors, goes_on, joined_actors, joined_deadline, repeats
from ingest.obligations.openings import read_opening
from ingest.obligations.rows import Row, whole_rows
from ingest.obligations.scopes import names_only
from ingest.obligations.view import View
from ingest.text import fold
from ingest.words import opens_with_verb

_TASKS: tuple[FieldKind, ...] = ("task", "paper", "target")
_COUNTED = re.compile(r"\(?\s*(?:\d{1,2}|[A-Ha-h]|[IVX]{1,4})\s*\)?")  # "(1)", "A": the row of numbers below a head
_TOTAL = re.compile(r"(?:tong cong|tong so|tong|cong)\W*$|(?:ghi chu|chu thich)\s*:")
_ROMAN = re.compile(r"\W*(?:[IVX]{1,5}|[A-HĐ])(?:\W|$)")
_INNER = re.compile(r"\W*(?:\d{1,3}\.\d|[-+•*]|[a-zđ]\))")
_MARKER = re.compile(r"\W*(?:[IVX]{1,5}|[A-HĐ]|\d{1,2}(?:\.\d{1,2})*)\s*[.)/–-]\s*")
_OPEN_END = re.compile(r"(?<![.;:!?])\s*$")
_SHORTEST_TASK = 8  # characters


class AssignedRow(Frozen):
    """One row of an assignment table, the columns told apart by the table's head. ``target``: a level to reach."""

    clause: Clause
    task: Span
    actors: tuple[Actor, ...]
    deadline: Deadline | None
    target: bool = False


@dataclass
class _Group:
    """A row that heads those below it."""

    rank: str
    actors: tuple[Actor, ...]
    deadline: Deadline | None


@dataclass
class _Entry:
    """A row being read: what each column gave, so that the next row may inherit or add to it."""

    clause: Clause
    task: Span
    target: bool
    by_column: dict[int, tuple[Actor, ...]]
    due_by_column: dict[int, Deadline | None]
    cells: dict[int, tuple[Span, ...]]  # the pieces of each column, more than one where a page broke it
    inherited: _Group | None

    def finished(self, columns: Sequence[FieldKind | None], heads: Sequence[Announced]) -> AssignedRow:
        actors: dict[str, Actor] = {}
        for kind in PARTS:
            for at, held in self.by_column.items():
                if columns[at] == kind:
                    for one in held:
                        actors.setdefault(one.name, one)
        dues = sorted(self.due_by_column.items(), key=lambda item: heads[item[0]] != "due")
        deadline = next((due for _, due in dues if due is not None), None)
        named = tuple(actors.values()) or (self.inherited.actors if self.inherited else ())
        due = deadline or (self.inherited.deadline if self.inherited else None)
        return AssignedRow(clause=self.clause, task=self.task, actors=named, deadline=due, target=self.target)


@dataclass
class Head:
    """The columns of a table: what each holds, and for those of times, what its head announces."""

    kinds: tuple[FieldKind | None, ...] = ()
    announced: tuple[Announced, ...] = ()


@dataclass
class _Table:
    """The state of reading one table, from row to row."""

    view: View
    head: Head
    pending: tuple[str, ...] = ()  # the words of a head's first row, as long as a second may follow
    groups: list[_Group] = field(default_factory=list)
    entry: _Entry | None = None
    found: list[AssignedRow] = field(default_factory=list)

    def read(self, row: Row, following: Row | None) -> None:
        words = tuple(cell.of(self.view.text) for cell in row.cells)
        if self._reads_head(words) or not self.head.kinds or _is_count(words):
            return
        self.pending = ()
        filled = [i for i, word in enumerate(words) if word and not repeats(word)]
        if not filled or _TOTAL.match(fold(words[filled[0]])):
            return
        if self._heads_group(row, words, filled, following):
            return
        if len(words) == len(self.head.kinds):
            self._read_row(row, words)

    def close(self) -> None:
        """Keep the row read last."""
        if self.entry is not None:
            row = self.entry.finished(self.head.kinds, self.head.announced)
            if row.actors or row.deadline or _begins_task(self.view, row.task):
                self.found.append(row)
        self.entry = None

    def _reads_head(self, words: tuple[str, ...]) -> bool:
        """Whether a row is a head, its second row, or the same head again on a new page."""
        kinds = head_kinds(words)
        if kinds:
            if kinds != self.head.kinds:
                self._begin(words, kinds)
            self.pending = words
            return True
        if self.pending and self._completes(words):
            return True
        self.pending = words if "task" in [head_kind(word) for word in words if word] else self.pending
        return bool(self.pending) and self.pending is words

    def _completes(self, words: tuple[str, ...]) -> bool:
        """Read the second row of a head: "Chủ trì | Phối hợp" below "Đơn vị thực hiện"."""
        if any(word and not repeats(word) and head_kind(word) is None for word in words):
            return False
        merged = _merged_head(self.pending, words)
        kinds = tuple(head_kind(word) for word in merged)
        if not is_head(kinds) or all(not word or repeats(word) for word in words):
            return False
        if kinds != self.head.kinds:
            self._begin(merged, kinds)
        return True

    def _begin(self, words: tuple[str, ...], kinds: tuple[FieldKind | None, ...]) -> None:
        self.close()
        self.head = Head(
            kinds, tuple(announcement(w) if k == "time" else "" for w, k in zip(words, kinds, strict=True))
        )
        self.groups = []

    def _heads_group(self, row: Row, words: tuple[str, ...], filled: list[int], following: Row | None) -> bool:
        """Read a row that heads those below it: one cell over all columns, or only a number and words."""
        kinds = self.head.kinds
        if len(filled) > 2 or (len(filled) == 2 and not self._is_number(filled[0], words)):
            return False
        last = filled[-1]
        alone = len(words) == 1 or (len(words) == len(kinds) and self._leaves_blank(last, words))
        if not alone:
            return False
        if len(filled) == 1 and len(words) > 1 and (self._is_number(last, words) or self._goes_on(words)):
            return False
        number = words[filled[0]] if len(filled) == 2 else ""
        if len(words) > 1 and not _ROMAN.match(number or words[last]) and not words[last].isupper():
            below = following.cells[0].of(self.view.text) if following and following.cells else ""
            stands_over = bool(_INNER.match(below)) and not _INNER.match(number)
            if not stands_over and _begins_task(self.view, row.cells[last]):
                return False  # a task that the table gives to nobody in particular
        self.close()
        self._open_group(number or words[last], row.cells[last])
        return True

    def _is_number(self, at: int, words: tuple[str, ...]) -> bool:
        known = len(words) == len(self.head.kinds) and self.head.kinds[at] == "number"
        return known or _COUNTED.fullmatch(words[at].strip(" .")) is not None

    def _leaves_blank(self, last: int, words: tuple[str, ...]) -> bool:
        """Whether every column of actors and times is empty, and not merged with the one above."""
        return not any(
            words[i] and i != last for i, kind in enumerate(self.head.kinds) if kind in PARTS or kind == "time"
        )

    def _goes_on(self, words: tuple[str, ...]) -> bool:
        """Whether a row without a number goes on with the row above, which a page end broke."""
        task = next((w for k, w in zip(self.head.kinds, words, strict=True) if k in _TASKS and w), "")
        numbered = "number" in self.head.kinds
        has_number = any(w for k, w in zip(self.head.kinds, words, strict=True) if k == "number")
        if self.entry is None or has_number:
            return False
        if not task:
            return numbered
        broken = _OPEN_END.search(self.entry.task.of(self.view.text)) is not None
        return broken and (task[0].islower() or task[0].isdigit())

    def _open_group(self, marker: str, cell: Span) -> None:
        rank = "roman" if _ROMAN.match(marker) else "number" if marker[:1].isdigit() else "words"
        ranks = [group.rank for group in self.groups]
        if rank in ranks:
            del self.groups[ranks.index(rank) :]
        printed = _MARKER.match(self.view.text, cell.start, cell.end)
        named = names_only(self.view, printed.end() if printed else cell.start, cell.end, heading=True)
        outer = self.groups[-1] if self.groups else None
        actors = named.actors if named else (outer.actors if outer else ())
        due = next(iter(self.view.deadlines_in(cell.start, cell.end)), outer.deadline if outer else None)
        self.groups.append(_Group(rank, actors, due))

    def _read_row(self, row: Row, words: tuple[str, ...]) -> None:
        if self._goes_on(words):
            self._add(row, words)
            return
        tasks = [i for i, k in enumerate(self.head.kinds) if k in _TASKS and words[i]]
        own = [i for i in tasks if not repeats(words[i])]
        if not own:
            if tasks:
                self._add(row, words)  # the task is merged with the one above: more who must do it
            return
        main = _main_task(self.head.kinds, own)
        above = self.entry
        self.close()
        if len(words[main]) < _SHORTEST_TASK:
            return
        entry = _Entry(row.clause, row.cells[main], self.head.kinds[main] == "target", {}, {}, {}, self._inherited())
        for at, kind in enumerate(self.head.kinds):
            cell, again = row.cells[at], repeats(words[at])
            entry.cells[at] = () if again or not words[at] else (cell,)
            if kind in PARTS:
                held = above.by_column.get(at, ()) if above else ()
                entry.by_column[at] = held if again else cell_actors(self.view, cell, ROLES[kind])
            elif kind == "time":
                due = above.due_by_column.get(at) if above else None
                entry.due_by_column[at] = due if again else self._due(cell, at)
        self.entry = entry

    def _inherited(self) -> _Group | None:
        return self.groups[-1] if self.groups else None

    def _due(self, cell: Span, at: int) -> Deadline | None:
        return self.view.deadline_announced(cell.start, cell.end, self.head.announced[at] or "when")

    def _add(self, row: Row, words: tuple[str, ...]) -> None:
        """Add what a row says besides to the row above."""
        if self.entry is None:
            return
        for at, kind in enumerate(self.head.kinds):
            if not words[at] or repeats(words[at]):
                continue
            pieces = self.entry.cells[at] = (*self.entry.cells.get(at, ()), row.cells[at])
            if kind in PARTS and goes_on(self.view, pieces):
                self.entry.by_column[at] = joined_actors(self.view, pieces, ROLES[kind])
            elif kind in PARTS:
                more = cell_actors(self.view, row.cells[at], ROLES[kind])
                self.entry.by_column[at] = (*self.entry.by_column.get(at, ()), *more)
            elif kind == "time" and goes_on(self.view, pieces):
                self.entry.due_by_column[at] = joined_deadline(self.view, pieces, self.head.announced[at] or "when")
            elif kind == "time" and self.entry.due_by_column.get(at) is None:
                self.entry.due_by_column[at] = self._due(row.cells[at], at)


def read_rows(view: View, rows: Sequence[Clause], head: Head | None = None) -> tuple[tuple[AssignedRow, ...], Head]:
    """Read a run of table rows; none unless its head names a column of tasks and one of actors or times.

    ``head`` is that of the table before, for a table that goes on after a note or a page; the head in force at the end
    comes back with the rows. A row that breaks off goes on in the next one; a merged or repeated cell ("nt", ″) takes
    what the cell above gave; an empty one takes nothing. A row with words in one cell heads those below it.
    """
    table = _Table(view, head or Head())
    whole = whole_rows(view, rows)
    if head is not None and whole and len(whole[0].cells) != len(head.kinds):
        table.head = Head()
    for at, row in enumerate(whole):
        table.read(row, whole[at + 1] if at + 1 < len(whole) else None)
    table.close()
    return tuple(table.found), table.head


def _begins_task(view: View, cell: Span) -> bool:
    """Whether words that nobody is named beside are a task: they begin with a verb."""
    words = cell.of(view.text)
    return read_opening(view, cell.start, cell.end).binds or opens_with_verb(words[:1].lower() + words[1:])


def _main_task(kinds: Sequence[FieldKind | None], filled: Sequence[int]) -> int:
    """Return the column that says what is to be done: the last of tasks, before papers and targets."""
    tasks = [i for i in filled if kinds[i] == "task"]
    return tasks[-1] if tasks else filled[0]


def _is_count(words: Sequence[str]) -> bool:
    filled = [word for word in words if word]
    return len(filled) > 2 and all(_COUNTED.fullmatch(word) for word in filled)


def _merged_head(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Lay the second row of a head under the first: the columns that it parts take its words, the others keep theirs."""
    if len(above) == len(below):
        return tuple(a if not b or repeats(b) else b for a, b in zip(above, below, strict=True))
    given = [i for i, word in enumerate(below) if word and not repeats(word)]
    parted = next((i for i, word in enumerate(above) if head_kind(word) in PARTS), None)
    if parted is None or not given or len(above) + len(given) - 1 < len(below):
        return tuple(above)
    return (*above[:parted], *(below[i] for i in given), *above[parted + 1 :])
