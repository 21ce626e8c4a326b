"""Text that is Unicode by its bytes, but holds TCVN3 or VNI letter by letter: "UBND tØnh" for "UBND tỉnh".

It never touches what reads as Vietnamese already, nor other languages: a line changes only where the words that cannot be
Vietnamese become so.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from ingest.readers.legacy.evidence import marked_words, with_capitals
from ingest.readers.legacy.tables import legacy_encoding
from ingest.text.spelling import is_syllable

_ENOUGH = 0.9  # share of the strange words that must become syllables
_FEWEST = 4  # such words, three of them different
_WORD = re.compile(r"[^\s!-@\[-`{-~\u00a0\u2010-\u2027\u2030-\u205e]+")
_SIGNS = "\u2212\u2219"  # what stands for two bytes of TCVN3 in text layers of PDF files


def convert_pasted(text: str) -> tuple[str, str]:
    """Return the text with such letters as Unicode, and the encoding that they were in; the same text and "" where none are."""
    strange = [word for word in marked_words(text) if _is_strange(word)]
    name = _encoding_of(strange)
    if not name:
        return text, ""
    proper = sum(not _is_narrow(word) for word in marked_words(text))
    whole = proper <= len(strange) * 0.05
    lines = [_converted(line, name, whole=whole) for line in text.splitlines(keepends=True)]
    return "".join(lines), name


def _encoding_of(strange: list[str]) -> str:
    """The encoding in which nearly all strange words, and words of at least two letters among them, become syllables."""
    telling = [word for word in strange if len(word) > 1]
    if len(telling) < _FEWEST or len(set(telling)) < _FEWEST - 1:
        return ""
    shares = Counter(
        {name: sum(_reads(word, name) for word in telling) / len(telling) for name in ("tcvn3", "vni")}
    ).most_common()
    return shares[0][0] if shares[0][1] >= _ENOUGH else ""


def _converted(line: str, name: str, *, whole: bool) -> str:
    if line.isascii():
        return line
    words = [word for word in _WORD.findall(line) if not word.isascii()]
    strange = [word for word in words if _is_strange(unicodedata.normalize("NFC", word))]
    pure = all(map(_is_narrow, words))
    if pure and (whole or strange) and (not strange or sum(_reads(w, name) for w in strange) >= _ENOUGH * len(strange)):
        converted = legacy_encoding(name).convert(line)
        return with_capitals(converted) if name == "tcvn3" else converted
    if strange and not pure:
        return _WORD.sub(lambda match: _word(match.group(), name), line)
    return line


def _word(word: str, name: str) -> str:
    if word.isascii() or not _is_strange(unicodedata.normalize("NFC", word)) or not _reads(word, name):
        return word
    converted = legacy_encoding(name).convert(word)
    return with_capitals(converted) if name == "tcvn3" else converted


def _is_strange(word: str) -> bool:
    """Characters of Latin-1 only, and no Vietnamese syllable, or one with a capital inside ("khÈn")."""
    if not _is_narrow(word):
        return False
    return not is_syllable(word) or not (word.isupper() or word[1:].islower() or len(word) == 1)


def _is_narrow(word: str) -> bool:
    return all(ord(char) <= 0xFF or char in _SIGNS for char in word)


def _reads(word: str, name: str) -> bool:
    converted = legacy_encoding(name).convert(word)
    return is_syllable(converted) or bool(re.match(r"[A-ZĐƯ]{2,}$", converted))
