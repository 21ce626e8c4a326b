"""How much of a text reads as Vietnamese, and the capitals that TCVN3 cannot write. It converts nothing."""

from __future__ import annotations

import re
import unicodedata

from ingest.text.spelling import is_syllable

# Between words: white space, ASCII signs and digits, and the dashes, quotation marks and dots of printed text.
_WORD = re.compile(r"[^\s!-@\[-`{-~\u00a0\u2010-\u2027\u2030-\u205e]+")
_SHORT_FORM = re.compile(r"[A-ZĐƯ]+$")  # "NĐ", "HĐND", "QĐ": letters, no syllables
_SAMPLE = 200_000  # characters; a plan's first pages tell its encoding


def marked_words(text: str) -> list[str]:
    """Return the words of ``text`` (a sample of a long one) that hold a character beyond ASCII, in NFC; "Đ"-forms aside."""
    composed = unicodedata.normalize("NFC", text[:_SAMPLE])
    return [word for word in _WORD.findall(composed) if not word.isascii() and not _SHORT_FORM.match(word)]


def share_of_syllables(text: str) -> tuple[float, int]:
    """Return which share of the marked words can be Vietnamese (1.0 where there are none), and how many there are."""
    words = marked_words(text)
    return (sum(map(is_syllable, words)) / len(words) if words else 1.0), len(words)


def with_capitals(text: str) -> str:
    """Return text from TCVN3, which has no capital letters with tones, with those that the capitals around them imply.

    "KÕ HO¹CH" gives "Kế HOạCH" by the table: a line whose plain letters are all capitals is in capitals, and so is a word with
    two capitals and small letters that carry marks only. A line typed in small letters for a font of capitals stays small.
    """
    return "".join(_line_with_capitals(line) for line in text.splitlines(keepends=True))


def _line_with_capitals(line: str) -> str:
    plain = [char for char in line if char.isascii() and char.isalpha()]
    if len(plain) > 1 and all(char.isupper() for char in plain):
        return line.upper()
    return re.sub(r"[^\W\d_]+", lambda match: _word_with_capitals(match.group()), line)


def _word_with_capitals(word: str) -> str:
    plain = [char for char in word if char.isascii()]
    return word.upper() if len(plain) > 1 and all(char.isupper() for char in plain) else word
