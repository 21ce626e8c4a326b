"""From ruling lines to tables: which rules make a grid, and which words stand in which cell. It writes no text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.readers.layout.page import Page, Rule, Word

_NEAR = 3.0  # points: two rules closer than that are one line
_REACH = 4.0  # points that a rule may end before the rule that it meets
_COVERED = 0.6  # share of a cell's side that a rule covers to part two cells
_SHORTEST = 8.0  # points
_MOST = 4000  # rules of a page; more are a drawing
_NARROWEST = 6.0  # points of a column or a row


@dataclass(slots=True)
class Cell:
    """A cell with its place in the grid; ``row``/``column`` to ``last_row``/``last_column``, both included."""

    row: int
    column: int
    last_row: int
    last_column: int
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table on one page. ``cells`` in order of row and column; lengths in points."""

    xs: list[float]
    ys: list[float]
    cells: list[Cell]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.ys[-1]


@dataclass(slots=True)
class _Stroke:
    """A straight line: ``at`` on one axis, ``low`` to ``high`` on the other."""

    at: float
    low: float
    high: float


def grids_of(page: Page) -> tuple[list[Grid], list[Word]]:
    """Return the tables of a page from top to bottom with the words in them, and all other words.

    A table has two cells at least; frames and underlines are none.
    """
    if not 4 <= len(page.rules) <= _MOST:
        return [], list(page.words)
    across = _merged(_Stroke((r.top + r.bottom) / 2, r.x0, r.x1) for r in page.rules if _long(r) and r.horizontal)
    down = _merged(_Stroke((r.x0 + r.x1) / 2, r.top, r.bottom) for r in page.rules if _long(r) and not r.horizontal)
    grids = []
    for rows, columns in _connected(across, down):
        grid = _grid(rows, columns)
        if grid is not None:
            grids.append(grid)
    grids = _outermost(grids)
    left = [word for word in page.words if not any(_place(grid, word) for grid in grids)]
    if page.read_by == "ocr":
        for grid in grids:
            _part_cells(grid)
    grids = [grid for grid in grids if sum(bool(cell.words) for cell in grid.cells) > 1 or _give_back(grid, left)]
    return sorted(grids, key=lambda grid: (grid.top, grid.xs[0])), left


def _part_cells(grid: Grid) -> None:
    """Part cells at edges that scanning lost: most rows have them, and words stand at both sides, none across."""
    rows = len(grid.ys) - 1
    for column in range(1, len(grid.xs) - 1):
        spanning = [cell for cell in grid.cells if cell.column < column <= cell.last_column]
        if sum(cell.last_row - cell.row + 1 for cell in spanning) > 0.3 * rows:
            continue
        x = grid.xs[column]
        for cell in spanning:
            before = [word for word in cell.words if (word.x0 + word.x1) / 2 < x]
            after = [word for word in cell.words if (word.x0 + word.x1) / 2 >= x]
            if before and after and max(w.x1 for w in before) <= x + 2 and min(w.x0 for w in after) >= x - 2:
                grid.cells.append(Cell(cell.row, column, cell.last_row, cell.last_column, after))
                cell.last_column, cell.words = column - 1, before
    grid.cells.sort(key=lambda cell: (cell.row, cell.column))


def _give_back(grid: Grid, words: list[Word]) -> bool:
    words += [word for cell in grid.cells for word in cell.words]
    return False


def _long(rule: Rule) -> bool:
    return max(rule.x1 - rule.x0, rule.bottom - rule.top) >= _SHORTEST


def _merged(strokes: Iterable[_Stroke]) -> list[_Stroke]:
    """Strokes on one line that touch become one: borders are drawn cell by cell."""
    levels: list[list[_Stroke]] = []
    for stroke in sorted(strokes, key=lambda s: s.at):
        if levels and stroke.at - levels[-1][0].at <= _NEAR:
            levels[-1].append(stroke)
        else:
            levels.append([stroke])
    found: list[_Stroke] = []
    for level in levels:
        at = sum(s.at for s in level) / len(level)
        level.sort(key=lambda s: s.low)
        run = _Stroke(at, level[0].low, level[0].high)
        for stroke in level[1:]:
            if stroke.low <= run.high + _REACH:
                run.high = max(run.high, stroke.high)
            else:
                found.append(run)
                run = _Stroke(at, stroke.low, stroke.high)
        found.append(run)
    return found


def _meet(row: _Stroke, column: _Stroke) -> bool:
    return row.low - _REACH <= column.at <= row.high + _REACH and column.low - _REACH <= row.at <= column.high + _REACH


def _connected(across: Sequence[_Stroke], down: Sequence[_Stroke]) -> list[tuple[list[_Stroke], list[_Stroke]]]:
    """Groups of strokes that meet each other."""
    found = []
    free_rows, free_columns = list(across), list(down)
    while free_rows and free_columns:
        rows, columns = [free_rows.pop()], list[_Stroke]()
        grown = True
        while grown:
            new_columns = [c for c in free_columns if any(_meet(r, c) for r in rows)]
            free_columns = [c for c in free_columns if c not in new_columns]
            columns += new_columns
            new_rows = [r for r in free_rows if any(_meet(r, c) for c in new_columns)]
            free_rows = [r for r in free_rows if r not in new_rows]
            rows += new_rows
            grown = bool(new_rows)
        if columns:
            found.append((rows, columns))
    return found


def _grid(rows: list[_Stroke], columns: list[_Stroke]) -> Grid | None:
    """The cells that the strokes part. A side that has no stroke of its own ends where the strokes across it end."""
    xs = _levels([*(c.at for c in columns), min(r.low for r in rows), max(r.high for r in rows)])
    ys = _levels([*(r.at for r in rows), min(c.low for c in columns), max(c.high for c in columns)])
    width, height = len(xs) - 1, len(ys) - 1
    if width < 1 or height < 1 or width * height < 2 or width * height > 20_000:
        return None
    owner = {(r, c): (r, c) for r in range(height) for c in range(width)}
    for r in range(height):
        for c in range(width):
            if c + 1 < width and not _parted(columns, xs[c + 1], ys[r], ys[r + 1]):
                _unite(owner, (r, c), (r, c + 1))
            if r + 1 < height and not _parted(rows, ys[r + 1], xs[c], xs[c + 1]):
                _unite(owner, (r, c), (r + 1, c))
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in owner:
        members.setdefault(_root(owner, place), []).append(place)
    cells = [
        Cell(min(r for r, _ in m), min(c for _, c in m), max(r for r, _ in m), max(c for _, c in m))
        for m in members.values()
    ]
    if len(cells) < 2 or any((a.last_row - a.row + 1) * (a.last_column - a.column + 1) > 400 for a in cells):
        return None
    return Grid(xs, ys, sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _levels(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] >= _NARROWEST:
            found.append(value)
    return found


def _parted(strokes: Sequence[_Stroke], at: float, low: float, high: float) -> bool:
    covered = sum(
        max(0.0, min(s.high, high) - max(s.low, low)) for s in strokes if abs(s.at - at) < _NARROWEST
    )  # merged strokes of a level do not overlap
    return covered >= _COVERED * (high - low)


def _root(owner: dict[tuple[int, int], tuple[int, int]], place: tuple[int, int]) -> tuple[int, int]:
    while owner[place] != place:
        owner[place] = owner[owner[place]]
        place = owner[place]
    return place


def _unite(owner: dict[tuple[int, int], tuple[int, int]], a: tuple[int, int], b: tuple[int, int]) -> None:
    first, second = sorted((_root(owner, a), _root(owner, b)))
    owner[second] = first


def _outermost(grids: list[Grid]) -> list[Grid]:
    """Without tables inside a table's cell: their words are the cell's."""
    return [
        grid
        for grid in grids
        if not any(
            other is not grid
            and other.top <= grid.top + _NEAR
            and grid.bottom <= other.bottom + _NEAR
            and other.xs[0] <= grid.xs[0] + _NEAR
            and grid.xs[-1] <= other.xs[-1] + _NEAR
            and len(other.cells) > 2
            for other in grids
        )
    ]


def _place(grid: Grid, word: Word) -> bool:
    """Put the word into its cell; False where it stands outside."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    if not (grid.xs[0] <= x <= grid.xs[-1] and grid.ys[0] <= y <= grid.ys[-1]):
        return False
    column = next(c for c in range(len(grid.xs) - 1) if x <= grid.xs[c + 1])
    row = next(r for r in range(len(grid.ys) - 1) if y <= grid.ys[r + 1])
    for cell in grid.cells:
        if cell.row <= row <= cell.last_row and cell.column <= column <= cell.last_column:
            cell.words.append(word)
            return True
    return False
