"""From a PDF page's own coordinates to points from the upper left corner of the upright page. It reads no content."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom of the upright page, in points."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The visible box of a page in user space, and the quarter turns (clockwise) that make it upright."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        """Of the upright page."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Of the upright page."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of user space stands."""
        match self.turns:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the box around two opposite corners of user space."""
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def turns_of(a: float, b: float) -> int | None:
    """Return the quarter turns that make text upright which runs in direction (a, b) of user space; None for slanting text."""
    if abs(b) <= abs(a) * 0.2:
        return 0 if a >= 0 else 2
    if abs(a) <= abs(b) * 0.2:
        return 1 if b > 0 else 3
    return None
