"""Joins printed lines to paragraphs by their place: indents, full lines, gaps, centred lines. It changes no word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.readers.layout.lines import Line
from ingest.readers.layout.page import Word
from ingest.text import fold
from ingest.text.joining import starts_marker

_CLOSED = re.compile(r"[.;:!?…]['\"”’)\]]*$|/\.?$")
_DASH = re.compile(r"[-–—]")
_RANK = re.compile(r"(?:điều|khoản|điểm|mục|chương|phần)\s", re.IGNORECASE)
_OPENS = re.compile(r"\((?:kèm theo|ban hành kèm)", re.IGNORECASE)  # the line below an annex's title
_INDENT = 7.0  # points: less is the noise of a scan
_WIDE_GAP = 1.75  # usual line distances: more ends a paragraph whatever its words
_GAP = 1.3  # more ends a paragraph whose last sentence is closed


@dataclass(slots=True)
class Measure:
    """Where the lines of a page begin and end, in points; ``indent`` is the usual one of first lines, 0 for none."""

    left: float
    right: float
    pitch: float
    indent: float

    @property
    def width(self) -> float:
        """The length of a full line."""
        return max(self.right - self.left, 1.0)


@dataclass(slots=True)
class Paragraph:
    """Printed lines of one paragraph, with the index of the page of each."""

    lines: list[Line] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    @property
    def words(self) -> list[Word]:
        """All words in order."""
        return [word for line in self.lines for word in line.words]


def measure_of(lines: Sequence[Line], usual: Measure | None = None) -> Measure | None:
    """Return the measure of a page's (or all pages') body lines; ``usual`` where there are too few, None without any."""
    if len(lines) < 5:
        return usual or (_narrow(lines) if lines else None)
    ends = sorted(line.x1 for line in lines)
    right = ends[int(len(ends) * 0.93)]
    left = _left_edge(lines, right)
    if usual is not None and left is None:
        left = min((line.x0 for line in lines if abs(line.x0 - usual.left) < 15), default=usual.left)
    left = min(line.x0 for line in lines) if left is None else left
    steps = [b.middle - a.middle for a, b in pairwise(lines) if 0 < b.middle - a.middle < 4 * a.size]
    pitch = median(steps) if steps else 1.4 * lines[0].size
    indents = Counter(round((line.x0 - left) / 4) for line in lines if _INDENT < line.x0 - left < 75)
    indent = 0.0
    if indents and sum(indents.values()) >= max(2, 0.06 * len(lines)):
        indent = 4.0 * max(indents, key=lambda b: (indents[b], -b))
    if usual is not None and len(lines) < 12:
        pitch, indent = usual.pitch, usual.indent
        right = max(right, left + usual.width - 8)
    return Measure(left, right, pitch, indent)


def _left_edge(lines: Sequence[Line], right: float) -> float | None:
    """Where lines begin that are no first lines: those that go on in small letters below a full line tell."""
    reach = right - 0.05 * (right - min(line.x0 for line in lines))
    starts = [
        line.x0
        for above, line in pairwise(lines)
        if above.x1 > reach and line.text[0].islower() and not starts_marker(line.text)
    ]
    bins = Counter(round(start / 4) for start in starts)
    if len(starts) < 3:
        return None
    common = max(bins[b] + bins[b + 1] for b in bins)
    low = 4.0 * min(b for b in bins if bins[b] + bins[b + 1] >= max(min(2, common), common / 3))
    return median(start for start in starts if low - 2 <= start <= low + 6)


def _narrow(lines: Sequence[Line]) -> Measure:
    first = lines[0]
    return Measure(min(line.x0 for line in lines), max(line.x1 for line in lines), 1.4 * first.size, 0.0)


def paragraphs_of(lines: Sequence[tuple[Line, int]], measures: Sequence[Measure]) -> list[Paragraph]:
    """Return the paragraphs of body lines, each given with the index of its page; ``measures`` are the pages'."""
    found: list[Paragraph] = []
    for line, page in lines:
        if found and _goes_on(found[-1], line, page, measures):
            found[-1].lines.append(line)
            found[-1].pages.append(page)
        else:
            found.append(Paragraph([line], [page]))
    return found


def _goes_on(paragraph: Paragraph, line: Line, page: int, measures: Sequence[Measure]) -> bool:
    last, last_page = paragraph.lines[-1], paragraph.pages[-1]
    if page > last_page + 1:  # a page without words between
        return False
    here, above = measures[page], measures[last_page]
    closed = bool(_CLOSED.search(last.text))
    lower = line.text[0].islower()
    full = last.x1 + _room(line) > above.right - 0.012 * above.width
    if page == last_page:
        step = line.middle - last.middle
        if step > _WIDE_GAP * here.pitch and not (lower and not closed):
            return False
        if step > _GAP * max(here.pitch, _step(paragraph)) and closed:
            return False
    elif closed and not here.indent:  # no gap and no indent could tell
        return False
    if _centred(last, above) or _centred(line, here):
        return _centred_goes_on(last, line, (above, here), closed=closed)
    if _differs(last, line) or _OPENS.match(line.text) or (_heading(last) and not _capitals(line.text)):
        return False
    if starts_marker(line.text) and not _no_marker(last, line, here, full=full, closed=closed):
        return False
    if not full:
        return lower and not closed and not starts_marker(line.text)
    return _aligned(paragraph, line, (above, here), lower=lower, closed=closed)


def _room(line: Line) -> float:
    """What the first word of a line and a space would have needed on the line above."""
    first = line.words[0]
    return first.x1 - first.x0 + 0.2 * line.size


def _step(paragraph: Paragraph) -> float:
    if len(paragraph.lines) < 2 or paragraph.pages[-1] != paragraph.pages[-2]:
        return 0.0
    return paragraph.lines[-1].middle - paragraph.lines[-2].middle


def _differs(last: Line, line: Line) -> bool:
    """Whether two lines are set in sizes that no sentence mixes. Scans measure what marks and tails a line happens to have."""
    small, large = sorted((last.size, line.size))
    return large > (1.3 if last.sure and line.sure else 1.7) * small


def _centred(line: Line, measure: Measure) -> bool:
    off = abs(line.centre - (measure.left + measure.right) / 2)
    inset = min(line.x0 - measure.left, measure.right - line.x1)
    if starts_marker(line.text) or inset < 0.04 * measure.width:
        return False
    at_indent = measure.indent and abs(line.x0 - measure.left - measure.indent) < 4
    return off < (0.012 if at_indent else 0.035) * measure.width


def _heading(line: Line) -> bool:
    """Whether a line is in capitals throughout, and no short form that a sentence ends in."""
    return _capitals(line.text) and len(line.words) > 2


def _centred_goes_on(last: Line, line: Line, measures: tuple[Measure, Measure], *, closed: bool) -> bool:
    """Titles: a line goes on where the next word found no room, or the next line begins small; never from capitals to small."""
    if starts_marker(line.text) or closed or _differs(last, line) or last.bold != line.bold:
        return False
    if _capitals(last.text) != _capitals(line.text):
        return False
    if not _centred(line, measures[1]):  # a body line below a title
        return False
    return line.text[0].islower() or last.x1 - last.x0 + _room(line) > 0.97 * measures[0].width


def _capitals(text: str) -> bool:
    return text.isupper() and sum(char.isalpha() for char in text) > 2


def _no_marker(last: Line, line: Line, measure: Measure, *, full: bool, closed: bool) -> bool:
    """A line that begins like a clause and goes on: "Lao động / - Thương binh", "theo / Điều 5 Luật …"."""
    if closed or not full:
        return False
    indented = line.x0 - measure.left > _INDENT and line.x0 - last.x0 > -_INDENT
    if indented and measure.indent:
        return False
    if _RANK.match(line.text):
        return not last.bold or not line.bold
    return bool(_DASH.match(line.text)) and (bool(measure.indent) or line.text[1:].lstrip()[:1].islower())


def _aligned(paragraph: Paragraph, line: Line, measures: tuple[Measure, Measure], *, lower: bool, closed: bool) -> bool:
    """Whether a line below a full one begins where the paragraph's lines do."""
    above, here = measures
    offset = line.x0 - here.left
    first = paragraph.lines[0].x0 - measures[0].left
    if len(paragraph.lines) > 1:
        usual = median(ln.x0 for ln in paragraph.lines[1:]) - above.left
        if abs(offset - usual) <= _INDENT:
            return True
        return lower and not closed
    if offset <= _INDENT:
        return True  # back at the margin
    if lower and not closed:
        return True
    hanging = _after_marker(paragraph.lines[0])
    if hanging is not None and abs(line.x0 - hanging) <= _INDENT:
        return True
    return abs(offset - first) <= _INDENT and not here.indent and not closed


def _after_marker(line: Line) -> float | None:
    """Where the words after a line's marker begin: hanging lines stand below them."""
    if not starts_marker(line.text) or len(line.words) < 2:
        return None
    return line.words[1].x0


def column_paragraphs(lines: Sequence[tuple[Line, int]], *, listed: bool) -> list[Paragraph]:
    """Return the paragraphs of a letterhead's or a closing's column, whose lines break where they please.

    ``listed``: "Nơi nhận", whose items go on until they are closed.
    """
    found: list[Paragraph] = []
    for line, page in lines:
        if found and _column_goes_on(found[-1], line, listed=listed):
            found[-1].lines.append(line)
            found[-1].pages.append(page)
        else:
            found.append(Paragraph([line], [page]))
    return found


def _lone_syllable(line: Line) -> bool:
    """The last syllable of a name or of the motto, for which a narrow column had no room; stamps stand alone as well."""
    return len(line.words) == 1 and _capitals(line.text) and fold(line.text) not in ("mat", "khan")


def _column_goes_on(paragraph: Paragraph, line: Line, *, listed: bool) -> bool:
    last, opening = paragraph.lines[-1], paragraph.lines[0].text
    if starts_marker(line.text) or line.top - last.bottom > 1.2 * line.size or _differs(last, line):
        return False
    if re.match(r"v/v\b", fold(opening)):
        return not _capitals(line.text) and not re.match(r"so\s*:", fold(line.text))
    if _capitals(last.text) and _lone_syllable(line) and len(last.words) > 3 and last.bold == line.bold:
        return True
    closed = bool(_CLOSED.search(last.text))
    if listed and starts_marker(opening) and not closed:
        return not _capitals(line.text)
    return line.text[0].islower() and not closed
