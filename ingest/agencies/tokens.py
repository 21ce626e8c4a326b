"""Words and signs of a text with their offsets, and a trie over their folded forms.

Knows nothing of agencies: it only makes names comparable however they are cased, accented or punctuated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.text import fold

_WORD = re.compile(r"[^\W_]+|\n|[^\s]")
_TONES = {"\u0300": "~2", "\u0301": "~1", "\u0303": "~4", "\u0309": "~3", "\u0323": "~5"}
LINKS = frozenset({",", "-", "–", "&", "/", ".", "va"})  # what writers put between the words of a name, or leave out


_ETHS = str.maketrans("ÐðƉɖ", "ĐđĐđ")  # letters that look like đ, which OCR and old keyboards give


class Token(NamedTuple):
    """A word, a sign or a line end. ``key`` is folded; ``spelling`` keeps accents but not case or where the tone sits."""

    start: int
    end: int
    key: str
    spelling: str
    capital: bool
    upper: bool


@lru_cache(maxsize=65536)
def spelling(word: str) -> str:
    """Return ``word`` in lower case with its tone as a number at the end, so that "Uỷ" and "Ủy" are one spelling."""
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [_TONES[c] for c in marks if c in _TONES]
    return unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONES)) + "".join(tones)


@lru_cache(maxsize=4096)
def unmarked(spelled: str) -> str:
    """Return the folded word of a ``spelling``."""
    return fold(spelled.split("~")[0])


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words, signs and line ends of ``text[start:end]`` with offsets in ``text``."""
    part = text[start:end]
    part = part.translate(_ETHS)
    folded = fold(part)
    tokens = []
    for found in _WORD.finditer(folded):
        a, b = found.span()
        word = part[a:b]
        tokens.append(
            Token(start + a, start + b, found.group(), spelling(word), word[0].isupper(), b - a > 1 and word.isupper())
        )
    return tokens


def keys(name: str) -> tuple[str, ...]:
    """Return the folded words of ``name`` without the signs and conjunctions that writers vary."""
    return tuple(t.key for t in tokenise(name) if t.key not in LINKS)


def _is_link(tokens: Sequence[Token], at: int, *, first: bool) -> bool:
    """Whether a sign or "và" stands at ``at`` that names may leave out; a comma not after their ``first`` word."""
    return at < len(tokens) and tokens[at].key in LINKS and not (first and tokens[at].key == ",")


class Trie:
    """Names by their folded words; looked up by the longest name that starts at a token."""

    def __init__(self) -> None:
        self._root: dict[str, dict] = {}  # type: ignore[type-arg]  # a recursive dict has no finite type

    def add(self, words: Sequence[str], value: str) -> None:
        """Store ``value`` under ``words``; the first value stored for the same words stays."""
        node = self._root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault("", value)  # type: ignore[arg-type]  # "" is never a word

    def __contains__(self, word: str) -> bool:
        return word in self._root

    def first_words(self) -> Iterator[str]:
        """Yield the words that names begin with."""
        yield from self._root

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
        """Return the index after the longest name that starts at ``at``, and its value.

        Between two words of a name any of , - – & / . and "và" may stand or be missing, but no comma after the first.
        """
        node = self._root.get(tokens[at].key)
        best = None
        position = at + 1
        while node is not None:
            if "" in node:
                best = (position, node[""])
            while _is_link(tokens, position, first=position == at + 1):
                position += 1
            if position >= len(tokens):
                break
            node = node.get(tokens[position].key)
            position += 1
        return best
