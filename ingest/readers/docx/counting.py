"""Writes a list's number in the way that its level asks for ("3" as "c", "iii", "03"). It counts nothing itself.

Formats: ECMA-376 part 1, 17.18.59 (ST_NumberFormat). Letters are Word's, which know no "đ": what Word shows is kept.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.text.roman import roman

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LARGEST = 32767  # Word counts no further


def printed(count: int, style: str, pattern: str = "") -> str | None:
    """Return ``count`` in a number format; None for a format that we do not know. ``pattern`` is a custom one ("001, 002, …")."""
    if style == "custom":
        return str(count).zfill(len(pattern.split(",", 1)[0].strip()))
    write = _FORMATS.get(style or "decimal")
    return None if write is None else write(min(max(count, 0), _LARGEST))


def _letters(count: int) -> str:
    """A … z, aa, bb …: Word repeats the letter."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count else ""


def _words(count: int) -> str:
    """Vietnamese numerals below one hundred; digits above."""
    tens, unit = divmod(count, 10)
    if count < 10:
        return _UNITS[count]
    if count >= 100:
        return str(count)
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(unit, _UNITS[unit])
    return f"{head} {last}".rstrip()


def _ordinal(count: int) -> str:
    return "thứ " + {1: "nhất", 2: "hai", 4: "tư"}.get(count, _words(count))


def _enclosed(first: int, last: int) -> Callable[[int], str]:
    return lambda count: chr(first + count - 1) if 0 < count <= last else str(count)


_FORMATS: dict[str, Callable[[int], str]] = {
    "cardinalText": lambda count: _words(count).capitalize(),
    "decimal": str,
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalFullWidth": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": _letters,
    "lowerRoman": lambda count: roman(count).lower(),
    "none": lambda _: "",
    "numberInDash": lambda count: f"- {count} -",
    "ordinal": str,
    "ordinalText": lambda count: _ordinal(count).capitalize(),
    "upperLetter": lambda count: _letters(count).upper(),
    "upperRoman": roman,
    "vietnameseCounting": _words,
}
