"""What a question is about, when the recognised parts are taken away: its topic words, in order, as typed.

Does not weigh words; retrieval does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from assistant.model import Lang
from assistant.understand.wording import Word, word_list
from ingest.model import Span


@cache
def stopwords(lang: Lang) -> frozenset[str]:
    """Return the folded words that carry no topic in a question of this language."""
    return word_list(lang)


def topic_words(
    words: Sequence[Word], lang: Lang, *, without: Iterable[Span] = (), places: Iterable[str] = ()
) -> list[str]:
    """Return the typed words that carry the topic: no stop words, none inside the spans, none of the places' names."""
    spans = tuple(without)
    drop = stopwords(lang)
    sentence = [w.folded for w in words]
    in_place = _positions(sentence, places)
    out = []
    for i, word in enumerate(words):
        if i in in_place or any(s.contains(word.span) for s in spans):
            continue
        # a word typed with its marks is that word: "báo" is not the particle "bao"
        if word.folded in drop and not (word.accented and _is_content(word)):
            continue
        out.append(word.typed if fold_equal(word) else word.folded)
    return out


def _is_content(word: Word) -> bool:
    return word.typed.lower() in word_list("accented")


def fold_equal(word: Word) -> bool:
    """Whether the folded word is the typed one without its marks, and no expansion of a chat form."""
    return len(word.typed) == len(word.folded)


def _positions(sentence: Sequence[str], phrases: Iterable[str]) -> frozenset[int]:
    found: set[int] = set()
    for phrase in phrases:
        parts = phrase.split()
        for i in range(len(sentence) - len(parts) + 1):
            if list(sentence[i : i + len(parts)]) == parts:
                found.update(range(i, i + len(parts)))
    return frozenset(found)
