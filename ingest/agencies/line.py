"""A tokenised stretch of text with what the grammar asks of it: which word stands here, is it capitalised.

Knows words and accents only, no agencies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ingest.agencies.misread import is_faded
from ingest.agencies.tokens import Token, spelling, tokenise, unmarked
from ingest.text import fold

Phrase = tuple[str, ...]


def phrase(words: str) -> Phrase:
    """Return the words of a phrase as the grammar compares them."""
    return tuple(spelling(word) for word in words.split())


# phrases that are another word without an accent: "cung cấp" is a verb, "trưởng ban" heads a board, not a hamlet
EXACT = frozenset({phrase("cùng cấp"), phrase("trưởng bản")})


class Line(NamedTuple):
    """The tokens of a text. ``marked``: its accents decide ("ban" is not "bàn"); else a word without accents stands for any."""

    text: str
    tokens: Sequence[Token]
    marked: bool

    def says(self, at: int, words: Phrase) -> int | None:
        """Return the index after ``words`` where they stand at ``at``, else None.

        One of several words may have lost accents, or have accents that no syllable has ("phôi hơp").
        """
        tokens = self.tokens
        if at + len(words) > len(tokens):
            return None
        forgiven = len(words) == 1
        for position, word in enumerate(words, at):  # most questions end at the first word: no slices here
            token = tokens[position]
            if token.spelling != word:
                bare = not self.marked and token.spelling == token.key
                if bare and token.key == unmarked(word):
                    continue
                if forgiven or words in EXACT or not self.faded(position, word):
                    return None
                forgiven = True
        return at + len(words)

    def faded(self, at: int, word: str) -> bool:
        """Whether the word at ``at`` is ``word`` with accents lost or impossible, in a text whose accents decide."""
        return self.marked and at < len(self.tokens) and is_faded(self.tokens[at].spelling, word)

    def says_any(self, at: int, phrases: Sequence[Phrase]) -> int | None:
        """Return the index after the longest of ``phrases`` that stands at ``at``, else None."""
        return max((end for words in phrases if (end := self.says(at, words)) is not None), default=None)

    def says_one(self, at: int, phrases: Mapping[str, Sequence[Phrase]]) -> int | None:
        """Return the index after the longest of ``phrases``, given by their folded first word, that stands at ``at``."""
        if at >= len(self.tokens):
            return None
        return self.says_any(at, phrases.get(self.tokens[at].key, ()))

    def sign(self, at: int, signs: str) -> bool:
        """Whether a token stands at ``at`` and is one of the single characters ``signs``."""
        return at < len(self.tokens) and self.tokens[at].key in tuple(signs)

    def capital(self, at: int) -> bool:
        """Whether a capitalised word stands at ``at``."""
        return at < len(self.tokens) and self.tokens[at].capital

    def words(self, start: int, end: int) -> str:
        """Return the text from token ``start`` to before token ``end``."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


def read_line(text: str, start: int = 0, end: int | None = None) -> Line:
    """Tokenise ``text[start:end]``; offsets are those of ``text``."""
    part = text[start:end]
    return Line(text, tokenise(text, start, end), fold(part) != part.lower())
