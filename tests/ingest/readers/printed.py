"""Pages for layout tests, written as what stands where."""

from __future__ import annotations

from ingest.readers.layout import Page, Rule, Word

LEFT, RIGHT, INDENT = 85.0, 544.0, 36.0
CHARACTER = 0.5  # font sizes that a character of our invented print is wide


def width(text: str, size: float = 14) -> float:
    """Return how wide a text is set."""
    return len(text) * CHARACTER * size


def line(text: str, x: float, y: float, size: float = 14, *, bold: bool = False) -> list[Word]:
    """Return the words of a line that begins at ``x`` and has its top at ``y``."""
    words = []
    for word in text.split():
        words.append(Word(word, x, y, x + width(word, size), y + size, size, bold))
        x += width(word + " ", size)
    return words


def centred(text: str, middle: float, y: float, size: float = 14, *, bold: bool = False) -> list[Word]:
    """Return the words of a line set about ``middle``."""
    return line(text, middle - width(text, size) / 2, y, size, bold=bold)


def body(
    text: str, y: float, size: float = 14, *, indent: float = INDENT, pitch: float = 19
) -> tuple[list[Word], float]:
    """Return a paragraph's words, broken into lines, and the height below it."""
    words: list[Word] = []
    x = LEFT + indent
    for word in text.split():
        if x + width(word, size) > RIGHT:
            x, y = LEFT, y + pitch
        words.append(Word(word, x, y, x + width(word, size), y + size, size))
        x += width(word + " ", size)
    return words, y + pitch


def page(*groups: list[Word], number: int = 1, rules: list[Rule] | None = None) -> Page:
    """Return an A4 page of the words."""
    return Page(number, 595.0, 842.0, [word for group in groups for word in group], rules or [])


def grid(xs: list[float], ys: list[float]) -> list[Rule]:
    """Return the rules of a table with all borders."""
    across = [Rule(xs[0], y, xs[-1], y + 0.5) for y in ys]
    return across + [Rule(x, ys[0], x + 0.5, ys[-1]) for x in xs]
