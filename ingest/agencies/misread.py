"""Words that OCR or a typist got wrong: lost and swapped accents, a wrong letter. It forgives little, so that no word of the
language is taken for another: a letter may be wrong only where the printed word is no Vietnamese syllable.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from ingest.agencies.registry import registry
from ingest.agencies.tokens import LINKS, Token, keys, tokenise, unmarked
from ingest.text.spelling import is_syllable

_LONG, _VERY_LONG = 8, 15  # letters of a name from which on one, two of its words may have a wrong letter
_SHORT = 2  # letters of a word in which one wrong letter leaves nothing to go by
_WINDOW = 12


class _Name(NamedTuple):
    words: tuple[str, ...]
    agency_id: str


@lru_cache(maxsize=16384)
def is_faded(spelled: str, word: str) -> bool:
    """Whether ``spelled`` is ``word`` with accents lost ("đơn vi"), or with accents that no syllable has ("hơp").

    Both are spellings (``ingest.agencies.tokens.spelling``).
    """
    letters, _, tone = spelled.partition("~")
    right, _, right_tone = word.partition("~")
    if unmarked(spelled) != unmarked(word):
        return False
    lost = all(a in (b, unmarked(b)) for a, b in zip(letters, right, strict=True))
    return (lost and tone in ("", right_tone)) or not is_syllable(_written(letters, tone))


_MARKS = {"": "", "1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}


def _written(letters: str, tone: str) -> str:
    """Write a spelling with its tone on some vowel: enough to tell whether it can be a syllable."""
    at = next((n for n in range(len(letters) - 1, -1, -1) if unmarked(letters[n]) in "aeiouy"), -1)
    return letters[: at + 1] + _MARKS.get(tone[:1], "") + letters[at + 1 :] if at >= 0 else letters


def is_name_misread(tokens: Sequence[Token], agency_id: str) -> bool:
    """Whether tokens, the folded words of an agency's name, are that name with some accents wrong ("Sờ Tài chính").

    It must be capitalised like a name, and at most half of its words (of three, two) may be wrong.
    """
    words = [token for token in tokens if token.key not in LINKS]
    if not words[0].capital or not any(token.capital for token in words[1:]):
        return False
    folded = tuple(token.key for token in words)
    for name in registry()[agency_id].names:
        if keys(name) == folded:
            right = [token.spelling for token in tokenise(name) if token.key not in LINKS]
            wrong = sum(token.spelling != word for token, word in zip(words, right, strict=True))
            return wrong * 2 <= len(words) + 1
    return False


@cache
def _names() -> dict[str, list[_Name]]:
    """Names of three words and more by their folded first word, the longest first."""
    table: dict[str, list[_Name]] = {}
    for entry in registry().values():
        for name in (entry.name, *entry.aliases):
            words = keys(name)
            if len(words) > _SHORT and len("".join(words)) >= _LONG and entry.level_of is None:
                table.setdefault(words[0], []).append(_Name(words, entry.id))
    for several in table.values():
        several.sort(key=lambda name: -len(name.words))
    return table


def misspelt_name(text: str, tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """Return the index after the registered name at ``at`` that is printed with a wrong letter, and its id; None where none is.

    A wrong word has three letters or more, is one letter off (of four, two), and is no syllable: "Xây dirng", but never "Nội vụ"
    for "Ngoại vụ".
    """
    first = tokens[at]
    if not first.capital or first.key not in _names():
        return None
    window = [n for n in range(at, min(len(tokens), at + _WINDOW)) if tokens[n].key not in LINKS]
    if all(_is_right(text, tokens[n]) for n in window):
        return None
    for name in _names()[first.key]:
        if len(name.words) <= len(window):
            printed = [tokens[n] for n in window[: len(name.words)]]
            if _is_misspelt(text, printed, name.words):
                return window[len(name.words) - 1] + 1, name.agency_id
    return None


def _letters_off(word: str) -> int:
    """Return how many letters of a word may be wrong: OCR makes two of one ("ư" to "ir"), which short words do not survive."""
    return 1 + (len(word) > _SHORT + 1)


def _is_right(text: str, token: Token) -> bool:
    return token.upper or not token.key.isalpha() or is_syllable(text[token.start : token.end])


def _is_misspelt(text: str, printed: list[Token], words: tuple[str, ...]) -> bool:
    wrong = 0
    for token, word in zip(printed, words, strict=True):
        if token.key == word:
            continue
        if (
            len(word) <= _SHORT
            or _is_right(text, token)
            or OSA.distance(token.key, word, score_cutoff=3) > _letters_off(word)
        ):
            return False
        wrong += 1
    return 0 < wrong <= 1 + (sum(map(len, words)) >= _VERY_LONG)
