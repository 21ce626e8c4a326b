"""From words to printed lines and their runs: words that stand closer than a column's gap. It decides no reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.layout.page import Word

_BUCKET = 6.0  # points; a search aid, no threshold
_SAME_LINE = 0.5  # share of the lower word's height that two words of a line overlap by at least
_RUN_GAP = 1.2  # font sizes; a wider gap parts two runs
_SMALLER = 0.8  # a run of a much smaller size (signature overlays) parts at a narrower gap


@dataclass(slots=True)
class Line:
    """Words of one printed line, or of one run of it, from left to right; never empty."""

    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @classmethod
    def of(cls, words: Iterable[Word]) -> Line:
        """Measure the words of a line."""
        ordered = sorted(words, key=lambda word: word.x0)
        return cls(
            words=ordered,
            x0=ordered[0].x0,
            top=median(word.top for word in ordered),
            x1=max(word.x1 for word in ordered),
            bottom=median(word.bottom for word in ordered),
            size=median(height(word) for word in ordered),
        )

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def centre(self) -> float:
        """The middle between its ends."""
        return (self.x0 + self.x1) / 2

    @property
    def middle(self) -> float:
        """The middle between its upper and its lower edge."""
        return (self.top + self.bottom) / 2

    @property
    def sure(self) -> bool:
        """Whether it comes from a text layer."""
        return all(word.confidence == 1.0 for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether most of it is bold."""
        return sum(word.bold for word in self.words) * 2 > len(self.words)


def height(word: Word) -> float:
    """The word's font size, or the height of its box where that is unknown."""
    return word.size or max(word.bottom - word.top, 1.0)


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Return the printed lines from top to bottom.

    Each word follows the word at its left that it overlaps most, so that a slightly turned scan does not mix lines.
    """
    lines: list[list[Word]] = []
    ends: dict[int, set[int]] = {}  # bucket of the last word's middle: lines
    for word in sorted(words, key=lambda w: (w.x0, w.top)):
        bucket = _bucket(word)
        near = {i for at in range(bucket - 2, bucket + 3) for i in ends.get(at, ())}
        fitting = [i for i in near if _follows(lines[i][-1], word)]
        if fitting:
            chosen = min(fitting, key=lambda i: (abs(_middle(lines[i][-1]) - _middle(word)), -lines[i][-1].x1, i))
            ends[_bucket(lines[chosen][-1])].discard(chosen)
            lines[chosen].append(word)
        else:
            chosen = len(lines)
            lines.append([word])
        ends.setdefault(bucket, set()).add(chosen)
    return sorted((Line.of(line) for line in lines), key=lambda line: (line.middle, line.x0))


def _follows(last: Word, word: Word) -> bool:
    overlap = min(last.bottom, word.bottom) - max(last.top, word.top)
    least = max(min(last.bottom - last.top, word.bottom - word.top), 0.1)
    return overlap >= _SAME_LINE * least and word.x0 >= last.x1 - 0.4 * height(last)


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _bucket(word: Word) -> int:
    return int(_middle(word) // _BUCKET)


def runs_of(line: Line) -> list[Line]:
    """Return the runs of a line: parted at gaps that no justified line has."""
    runs: list[list[Word]] = [[line.words[0]]]
    for word in line.words[1:]:
        last = runs[-1][-1]
        small, large = sorted((height(last), height(word)))
        gap = word.x0 - last.x1
        limit = _RUN_GAP * large if small > _SMALLER * large else 0.6 * large
        if gap > limit:
            runs.append([word])
        else:
            runs[-1].append(word)
    return [Line.of(run) for run in runs]
