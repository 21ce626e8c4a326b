"""Roman numbers as lists print them. It reads none: what a clause's marker is worth, ``ingest.clauses.markers`` says."""

from __future__ import annotations

_DIGITS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """Return a number in Roman capitals; "" for 0, an "M" for each thousand of a large one."""
    written = ""
    for value, digits in _DIGITS:
        times, number = divmod(number, value)
        written += digits * times
    return written
