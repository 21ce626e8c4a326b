"""Finds tables without bars in a decoded text and writes each row as one line with bars. Text outside them stays as it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.flattened.fitting import Fit, fit
from ingest.flattened.heads import GAP, FlatHead, Layout, find_head
from ingest.labels import FieldKind
from ingest.model import Span
from ingest.readers.decoded import Decoded

_NUMBER = re.compile(r"\s*\(?(\d{1,3}(?:\.\d{1,3}){0,3})[.)]?(?:\s+(?=\S)|\s*$)")
_GROUP = re.compile(r"\s*(?:[IVX]{1,5}|[A-HĐ])\s*[.)/-]?\s+\S")
_END = re.compile(
    r"\s*(?:nơi nhận|phụ lục|ghi chú\s*:|người lập|trên đây là|(?:tm|kt|tl|tuq|q)\.\s|[tk]/m\b|\./\.)", re.IGNORECASE
)
_COUNT = re.compile(r"(?:\(?(?:\d{1,2}|[A-H])\)?(?:\s+|$))+")
_COUNT_WORD = re.compile(r"\S+")
_FEWEST_ROWS = 2
_LONGEST_ROW = 30  # lines
_LAST_ROW = 14  # lines that the last row of a table printed cell by cell may take
_BAR = "|"


def restore_tables(decoded: Decoded) -> Decoded:
    """Return the document with the bars that its tables lost; page starts and findings move with their words.

    A table is known by its head and by rows numbered from 1. Where fewer than two rows fit the columns, nothing changes.
    """
    lines = decoded.text.split("\n")
    written, at, changed = _Written(), 0, False
    starts = _starts(lines)
    while at < len(lines):
        head = find_head(lines, at)
        rows, after = _Reader(lines, head).read(at + head.lines) if head is not None else ([], at)
        if head is None or sum(row.fit is not None and row.fit.sure for row in rows) < _FEWEST_ROWS:
            written.add(lines[at], starts[at])
            at += 1
            continue
        changed = True
        written.add(_barred(head.words), starts[at])
        for row in rows:
            written.add(row.line(head), starts[row.at])
        at = after
    if not changed:
        return decoded
    return decoded.model_copy(
        update={
            "text": written.text,
            "page_starts": tuple(written.moved(start) for start in decoded.page_starts),
            "findings": tuple(
                f.model_copy(update={"span": Span(start=written.moved(f.span.start), end=written.moved(f.span.end))})
                if f.span
                else f
                for f in decoded.findings
            ),
        }
    )


class _Written:
    """The text being written, with where each of its lines began in the text before."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._old: list[int] = []
        self._new: list[int] = []
        self._length = 0

    def add(self, line: str, old: int) -> None:
        self._old.append(old)
        self._new.append(self._length)
        self._lines.append(line)
        self._length += len(line) + 1

    @property
    def text(self) -> str:
        return "\n".join(self._lines)

    def moved(self, offset: int) -> int:
        at = bisect_right(self._old, offset) - 1
        return min(self._new[at] + min(offset - self._old[at], len(self._lines[at])), max(0, self._length - 1))


@dataclass
class _FlatRow:
    """One row found: the line on which it begins, its number as printed, and its cells; or words that head a group."""

    at: int
    number: str = ""
    pieces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    group: str = ""
    fit: Fit | None = None

    def line(self, head: FlatHead) -> str:
        if self.group or self.fit is None:
            return _barred([self.group])
        cells = iter(self.fit.cells)
        return _barred([self.number if kind == "number" else next(cells) for kind in head.kinds])


class _Reader:
    """Reads the rows below one head."""

    def __init__(self, lines: Sequence[str], head: FlatHead) -> None:
        self.lines = lines
        self.head = head
        self.kinds: tuple[FieldKind | None, ...] = tuple(k for k in head.kinds if k != "number")

    def read(self, at: int) -> tuple[list[_FlatRow], int]:
        """Return the rows from a line on, and the line after them."""
        rows: list[_FlatRow] = []
        at = self._after_count(at)
        last: tuple[int, ...] = (0,)
        open_row: _FlatRow | None = None
        end = at
        while at < len(self.lines):
            line = self.lines[at]
            again = find_head(self.lines, at) if line.strip() else None
            if again is not None and again.kinds == self.head.kinds:
                at += again.lines
                continue
            number = self._number(line, last, at)
            if number is not None:
                open_row = _FlatRow(at, number)
                rows.append(open_row)
                last = tuple(map(int, number.split(".")))
                self._add(open_row, _NUMBER.sub("", line, count=1), at)
            elif not line.strip():
                pass
            elif self._is_group(line, at, last):
                rows.append(_FlatRow(at, group=" ".join(line.split())))
                open_row = None
            elif open_row is None or self._is_over(open_row, line, at):
                break
            else:
                self._add(open_row, line, at)
            at += 1
            end = at if line.strip() else end
        for row in rows:
            if not row.group and row.fit is None:
                row.fit = self._fitted(row)
        while rows and rows[-1].group:
            end = rows.pop().at
        return rows, end

    def _after_count(self, at: int) -> int:
        """Step over the row that numbers the columns: "(1) (2) (3)", on one line or each on its own."""
        seen: list[str] = []
        for i in range(at, min(at + 2 * len(self.head.words), len(self.lines))):
            if not self.lines[i].strip():
                continue
            if _COUNT.fullmatch(self.lines[i].strip()) is None:
                break
            seen += _COUNT_WORD.findall(self.lines[i])
            if len(seen) == len(self.head.words):
                return i + 1 if seen[-1].strip("()") == str(len(seen)) else at
        return at

    def _number(self, line: str, last: tuple[int, ...], at: int) -> str | None:
        """Return the number that a line begins with where it is the next one of the table."""
        found = _NUMBER.match(line)
        if found is None:
            return None
        alone = not line[found.end() :].strip()
        if self.head.layout is Layout.COLUMNS and alone:
            return None
        parts = tuple(map(int, found.group(1).split(".")))
        first = parts == (1,) and (last == (0,) or (at > 0 and _GROUP.match(self._above(at)) is not None))
        following = (
            (len(parts) == len(last) and parts[:-1] == last[:-1] and parts[-1] == last[-1] + 1)
            or (len(parts) == len(last) + 1 and parts[:-1] == last and parts[-1] == 1)
            or (
                len(parts) < len(last)
                and parts[:-1] == last[: len(parts) - 1]
                and parts[-1] == last[len(parts) - 1] + 1
            )
        )
        return found.group(1) if first or following else None

    def _above(self, at: int) -> str:
        return next((line for line in reversed(self.lines[max(0, at - 4) : at]) if line.strip()), "")

    def _is_group(self, line: str, at: int, last: tuple[int, ...]) -> bool:
        """Whether a line heads a group: a Roman number or capitals, and the next row follows."""
        if _END.match(line) or not (_GROUP.match(line) or (line.isupper() and len(line.split()) > 1)):
            return False
        below = next((i for i in range(at + 1, min(at + 6, len(self.lines))) if self.lines[i].strip()), None)
        if below is None:
            return False
        if self._number(self.lines[below], last, below) is not None:
            return True
        again = find_head(self.lines, below)
        return (again is not None and again.kinds == self.head.kinds) or self._is_group(self.lines[below], below, last)

    def _is_over(self, row: _FlatRow, line: str, at: int) -> bool:
        """Whether the table ended with the row above this line."""
        if _END.match(line) or at - row.at > _LONGEST_ROW:
            return True
        if any(
            self._number(self.lines[i], self._parts(row), i) for i in range(at, min(at + _LAST_ROW, len(self.lines)))
        ):
            return False
        if self.head.layout is Layout.COLUMNS:
            return len(GAP.split(line.strip())) < 2 and not line.startswith((" ", "\t"))
        found = self._fitted(row)
        if not found.sure or line.strip()[0].islower():
            return False
        longer = self._fitted(_FlatRow(row.at, row.number, [*row.pieces, line.strip()], [*row.starts, 0]))
        return longer.cost >= found.cost

    @staticmethod
    def _parts(row: _FlatRow) -> tuple[int, ...]:
        return tuple(map(int, row.number.split("."))) if row.number else (0,)

    def _add(self, row: _FlatRow, words: str, at: int) -> None:
        if self.head.layout is not Layout.COLUMNS:
            row.pieces += [words.strip()] if words.strip() else []
            return
        offset = len(self.lines[at]) - len(words)
        if self.head.tabs and not row.pieces:
            row.pieces = [cell.strip() for cell in words.split("\t")]
            return
        begin = 0
        for gap in [*GAP.finditer(words), None]:
            cell = words[begin : gap.start() if gap else len(words)].strip()
            if cell:
                self._place(row, cell, offset + begin, first=at == row.at)
            begin = gap.end() if gap else begin

    @staticmethod
    def _place(row: _FlatRow, cell: str, start: int, *, first: bool) -> None:
        """Add a cell, or what goes on below it: to the cell that began nearest to it on the row's first line."""
        if first or not row.starts:
            row.pieces.append(cell)
            row.starts.append(start)
            return
        nearest = min(range(len(row.starts)), key=lambda i: abs(row.starts[i] - start))
        row.pieces[nearest] = f"{row.pieces[nearest]} {cell}"

    def _fitted(self, row: _FlatRow) -> Fit:
        text, offsets = "", []
        if len(row.pieces) == len(self.kinds) and self.head.layout is Layout.COLUMNS:
            return Fit(tuple(" ".join(p.split()) for p in row.pieces), 0.0, sure=sum(map(bool, row.pieces)) > 1)
        for piece in filter(None, row.pieces):
            offsets.append(len(text))
            text += piece + " "
        return fit(text.strip(), self.kinds, () if self.head.layout is Layout.RUN else offsets)


def _barred(cells: Sequence[str]) -> str:
    words = f" {_BAR} ".join(cell.replace(_BAR, "/").strip() for cell in cells)
    return f"{_BAR} {words} {_BAR}"


def _starts(lines: Sequence[str]) -> list[int]:
    found, at = [], 0
    for line in lines:
        found.append(at)
        at += len(line) + 1
    return found
