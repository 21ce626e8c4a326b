"""The table of marker families: what a clause's sign looks like, its rank, and its ordinal. It decides no depth."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from ingest.model import Level
from ingest.text import fold, vietnamese_pattern

# Letters of points, in the order of Nghị định 30/2020/NĐ-CP and its own annexes (no f, j, w, z).
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
# Word's automatic lists count in the English alphabet: after d) comes e), then f).
WORD_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ORDINAL_WORDS = {
    "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


class Family(Enum):
    """Kinds of markers. The value is the usual rank: a lower one holds the higher ones."""

    ANNEX = 0  # Phụ lục I
    PHAN = 1  # Phần I, Phần thứ nhất
    UPPER = 2  # A.
    CHUONG = 3  # Chương I
    MUC = 4  # Mục 1
    ROMAN = 5  # I.
    TIEU_MUC = 6  # Tiểu mục 1
    DIEU = 7  # Điều 1.
    NUMBER = 8  # 1.
    NUMBER2 = 9  # 1.1.
    NUMBER3 = 10  # 1.1.1.
    NUMBER4 = 11  # 1.1.1.1.
    WORD = 12  # Thứ nhất, Một là
    PAREN = 13  # (1) 1)
    LETTER = 14  # a)
    GACH = 20  # -
    CONG = 21  # +
    CHAM = 22  # •
    PARAGRAPH = 30
    ROW = 31

    __hash__ = object.__hash__  # members are single: the hash by name, in Python, took a tenth of the solver's time

    def __init__(self, rank: int) -> None:
        """Say once of each member what the solver asks a thousand times."""
        self.rank = rank
        self.numbered = rank < 20  # its members count
        self.bullet = 20 <= rank < 30  # one of the signs that do not count
        self.dotted = (
            rank - 7 if 8 <= rank <= 11 else 0
        )  # how many numbers it prints: 2 for "1.1."; 0 where not decimal


LEVELS = {
    Family.ANNEX: Level.PHAN,
    Family.PHAN: Level.PHAN,
    Family.UPPER: Level.PHAN,
    Family.CHUONG: Level.CHUONG,
    Family.MUC: Level.MUC,
    Family.ROMAN: Level.MUC,
    Family.TIEU_MUC: Level.MUC,
    Family.DIEU: Level.DIEU,
    Family.NUMBER: Level.KHOAN,
    Family.NUMBER2: Level.KHOAN,
    Family.NUMBER3: Level.KHOAN,
    Family.NUMBER4: Level.KHOAN,
    Family.WORD: Level.DIEM,
    Family.PAREN: Level.KHOAN,
    Family.LETTER: Level.DIEM,
    Family.GACH: Level.GACH,
    Family.CONG: Level.CONG,
    Family.CHAM: Level.CHAM,
    Family.PARAGRAPH: Level.UNNUMBERED,
    Family.ROW: Level.ROW,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a marker: its family, its numbers (all of "2.1."), and how unlikely the reading is by itself."""

    family: Family
    numbers: tuple[int, ...] = ()
    doubt: float = 0.0
    suffix: str = ""  # of an inserted unit: "a" in "Điều 5a" and "1a.", "1" in "đ1)"

    @property
    def ordinal(self) -> int:
        """The last number: the place among its siblings."""
        return self.numbers[-1] if self.numbers else 0


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as printed, ``length`` characters with the white space after it, and all its readings, likeliest first."""

    printed: str
    length: int
    readings: tuple[Reading, ...]


# What scans make of Roman numbers: "H." and "Il." for II, "IH." for III, "TV." for IV. Whole words first, then strokes.
_OCR_ROMAN = {"TV": "IV", "VỊ": "VI", "HH": "IIII"}
_OCR_STROKES = str.maketrans({"H": "II", "l": "I", "1": "I", "Ị": "I", "|": "I"})
_DASHES = "-–—−\u2012~"
_DOTS = "•▪◦●○■□\u2043‣➢✓*·"


def _roman(digits: str) -> int | None:
    """Value of a well-formed Roman number, else None."""
    total = last = 0
    for char in reversed(digits):
        value = _ROMAN_VALUES[char]
        total += -value if value < last else value
        last = max(last, value)
    return total if total < 60 and to_roman(total) == digits else None


def to_roman(number: int) -> str:
    """Return the Roman number, for 1 to 89."""
    out = ""
    for value, digits in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(number, value)
        out += digits * count
    return out


def _read_roman(match: re.Match[str]) -> tuple[Reading, ...]:
    """Read "I." and what scans make of it; single letters may count in the alphabet too (after A. and B. comes C.)."""
    digits = match.group(1)
    found: list[Reading] = []
    value = _roman(digits) if all(char in _ROMAN_VALUES for char in digits) else None
    if value:
        found.append(Reading(Family.ROMAN, (value,)))
        if digits.endswith("I"):
            found.append(Reading(Family.ROMAN, (value + 1,), 2.3))  # a scan lost one stroke
        if digits == "I":
            found.append(Reading(Family.NUMBER, (1,), 2.3))
    repaired = _OCR_ROMAN.get(digits, digits.translate(_OCR_STROKES))
    if repaired != digits and digits != "l" and all(char in _ROMAN_VALUES for char in repaired):
        repaired_value = _roman(repaired)
        if repaired_value:
            found.append(Reading(Family.ROMAN, (repaired_value,), 0.5))
    if digits == "l":
        found.append(Reading(Family.NUMBER, (1,), 0.3))
    if len(digits) == 1 and digits in "ABCDĐEGHIKLMNOPQRSTUVXY":
        found.append(Reading(Family.UPPER, (POINT_LETTERS.index(digits.lower()) + 1,), 0.2 if value else 0.0))
    return tuple(found)


def _read_undotted_roman(match: re.Match[str]) -> tuple[Reading, ...]:
    """Read "II CHỦ ĐỀ": the full stop is lost."""
    value = _roman(match.group(1))
    if not value:
        return ()
    lost_stroke = (Reading(Family.ROMAN, (value + 1,), 2.3),) if match.group(1).endswith("I") else ()
    return (Reading(Family.ROMAN, (value,), 1.0), *lost_stroke)


def _read_decimal(match: re.Match[str]) -> tuple[Reading, ...]:
    numbers = tuple(int(part) for part in match.group(1).rstrip(".").split("."))
    family = (Family.NUMBER, Family.NUMBER2, Family.NUMBER3, Family.NUMBER4)[len(numbers) - 1]
    doubt = 0.0 if max(numbers) < 60 else 3.0
    if not match.group(0).rstrip().endswith("."):
        doubt += 1.0 if "," in match.group(0) else 0.4  # the Party prints "1-", the south "1/"
    return (Reading(family, numbers, doubt, (match.groupdict().get("inserted") or "").lower()),)


def _read_letter(match: re.Match[str]) -> tuple[Reading, ...]:
    letter = match.group(1).lower()
    inserted = match.groupdict().get("inserted") or ""
    ordinals = dict.fromkeys(letters.find(letter) + 1 for letters in (POINT_LETTERS, WORD_LETTERS))
    readings = tuple(
        Reading(Family.LETTER, (n,), 0.4 if i else 0.0, inserted) for i, n in enumerate(filter(None, ordinals))
    )
    return (*readings, Reading(Family.NUMBER, (1,), 0.5)) if letter == "l" else readings


def _read_words(match: re.Match[str]) -> tuple[Reading, ...]:
    return (Reading(Family.WORD, (_ORDINAL_WORDS[fold(match.group(1) or match.group(2))],)),)


def _ranked(family: Family) -> Callable[[re.Match[str]], tuple[Reading, ...]]:
    """Reader of "Chương II", "Điều 5", "Phần thứ nhất"."""

    def read(match: re.Match[str]) -> tuple[Reading, ...]:
        printed = match.group(1)
        if not printed:
            return (Reading(family, (1,)),)
        if printed.isdecimal():
            return (Reading(family, (int(printed),), 0.0, match.groupdict().get("inserted") or ""),)
        value = _roman(printed.upper()) if all(char in _ROMAN_VALUES for char in printed.upper()) else None
        number = value or _ORDINAL_WORDS.get(fold(printed).split()[-1])
        return (Reading(family, (number,)),) if number else ()

    return read


def _plain(family: Family) -> Callable[[re.Match[str]], tuple[Reading, ...]]:
    return lambda _: (Reading(family),)


_COUNT = (
    r"((?:thứ\s+)?(?:nhất|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)\b|[IVXLC]+\b|"
    r"\d{1,3}(?![0-9]))(?P<inserted>[a-zđ](?!\w))?"
)
_TABLE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[Reading, ...]]], ...] = (
    (vietnamese_pattern(r"PH[UỤ] L[UỤỰ]C(?:\s+(?:SỐ\s+)?([IVX]+|\d{1,2})\b)?(?=[\s.:]|$)"), _ranked(Family.ANNEX)),
    (vietnamese_pattern(r"Phụ lục\s+(?:số\s+)?([IVX]+|\d{1,2})\s*(?=[.:]|$|\n)"), _ranked(Family.ANNEX)),
    (vietnamese_pattern(rf"(?:Phần|PHẦN)\s+{_COUNT}\s*[.:]?\s*", re.IGNORECASE), _ranked(Family.PHAN)),
    (vietnamese_pattern(rf"(?:Chương|CHƯƠNG)\s+{_COUNT}\s*[.:]?\s*"), _ranked(Family.CHUONG)),
    (vietnamese_pattern(rf"(?:Tiểu mục|TIỂU MỤC)\s+{_COUNT}\s*[.:]?\s*"), _ranked(Family.TIEU_MUC)),
    (vietnamese_pattern(rf"(?:Mục|MỤC)\s+{_COUNT}\s*(?:[.:]\s*|(?=\n|$)|(?=[\p{{Lu}}]{{2}}))"), _ranked(Family.MUC)),
    (vietnamese_pattern(r"[Đ\u00d0](?:iều|IỀU)\s+(\d{1,3})(?P<inserted>[a-zđ])?"
                r"(?:\s*[.:]\s*|\s+(?!(?:Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Pháp lệnh|Hiến pháp|Điều lệ)\b)"
                r"(?=[\p{Lu}])|(?=\n|$))"), _ranked(Family.DIEU)),
    (vietnamese_pattern(r"(?:Thứ|THỨ)\s+(nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\s*[,:]\s*|"
                r"(Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\s+là\s*[,:]\s*"), _read_words),
    (vietnamese_pattern(r"(\d{1,3}(?:\.\d{1,3}){0,3})\s?\.\s*(?=\D)"), _read_decimal),
    (vietnamese_pattern(r"(\d{1,3})(?P<inserted>[a-eđ])\s?\.\s+(?=[\p{Lu}])"), _read_decimal),
    (vietnamese_pattern(r"(\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=[\p{Lu}])"), _read_decimal),
    (vietnamese_pattern(r"(\d{1,2}(?:\.\d{1,2}){0,3})(?:,\s+|\s?[-–/]\s+)(?=[\p{Lu}])"), _read_decimal),
    (vietnamese_pattern(r"\(?(\d{1,2})[)]\.?\s*(?=\D)"), lambda m: (Reading(Family.PAREN, (int(m.group(1)),)),)),
    (vietnamese_pattern(rf"([{POINT_LETTERS}fjwz])(?P<inserted>\d)?\s?\)\s*"), _read_letter),
    (vietnamese_pattern(rf"([{POINT_LETTERS}fjwz])\.\s+(?=[\p{{Lu}}])"), _read_letter),
    (vietnamese_pattern(r"([IVXLCDMHT1lỊ]{1,6})\s?(?:[.\-–)]\s*|/\s+)(?=[^\W\d])"), _read_roman),
    (vietnamese_pattern(r"([A-HKĐ])\s?[.)]\s+(?=\S)"), _read_roman),
    (vietnamese_pattern(r"([IVX]{1,5})\s+(?=[\p{Lu}]{2,}\s+[\p{Lu}]{2})"), _read_undotted_roman),
    (vietnamese_pattern(rf"[{_DASHES}](?:\s*\+)\s*"), _plain(Family.CONG)),
    (vietnamese_pattern(rf"_{{0,3}}[{_DASHES}]{{1,2}}_?\s*(?=\S)"), _plain(Family.GACH)),
    (vietnamese_pattern(r"\+\s*(?=\S)"), _plain(Family.CONG)),
    (vietnamese_pattern(rf"[{_DOTS}]\s*(?=\S)|o\s+(?=[\p{{Lu}}])"), _plain(Family.CHAM)),
)  # fmt: skip


def read_marker(text: str, at: int, end: int) -> Marker | None:
    """Return the marker that begins at ``at``, or None; the table's first matching row counts."""
    for pattern, read in _TABLE:
        match = pattern.match(text, at, end)
        if match:
            readings = read(match)
            if readings:
                return Marker(match.group().rstrip(), match.end() - at, readings)
    return None
