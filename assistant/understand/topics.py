"""What a question is about, when the recognised parts are taken away: its topic words, in order, as typed.

Does not weigh words; retrieval does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.model import Lang
from assistant.understand.wording import Word, load_data, word_list
from ingest.model import Span
from ingest.text import fold


def topic_words(
    words: Sequence[Word], lang: Lang, *, without: Iterable[Span] = (), places: Iterable[str] = ()
) -> list[str]:
    """Return the typed words that carry the topic: no function words, none inside the spans, none of the places' names."""
    spans = tuple(without)
    in_place = _positions([w.folded for w in words], places)
    marked = any(w.accented for w in words)
    out = []
    for i, word in enumerate(words):
        if i in in_place or any(s.contains(word.span) for s in spans) or is_function_word(word, lang, marked=marked):
            continue
        out.append(word.typed if len(word.typed) == len(word.folded) else word.folded)
    return out


def subject_words(
    words: Sequence[Word], lang: Lang, *, without: Iterable[Span] = (), places: Iterable[str] = ()
) -> list[str]:
    """Return the topic words behind a word that opens a subject ("về …", "trong …", "about …"): what a list is about."""
    opens = re.compile(load_data("intents.yaml")["subject"])
    sentence = " ".join(w.folded for w in words)
    start = opens.search(sentence)
    if start is None:
        return []
    behind = [w for i, w in enumerate(words) if len(" ".join(x.folded for x in words[:i])) >= start.start()]
    soft = word_list("soft")
    chosen = topic_words(behind, lang, without=without, places=places)
    opening = set(opens.findall(sentence))
    return [w for w in chosen if fold(w) not in soft and not fold(w).isdigit() and fold(w) not in opening]


def is_function_word(word: Word, lang: Lang, *, marked: bool) -> bool:
    """Whether a word carries no topic. In a question typed with marks, "bao" is a function word and "báo" is none; in one
    without, only words that are function words under every marking are."""
    if lang == "en":
        return word.folded in word_list("en")
    expanded = len(word.typed) != len(word.folded)
    if not marked or expanded:
        return word.folded in word_list("hard_folded")
    return word.typed.lower() in word_list("hard")


def _positions(sentence: Sequence[str], phrases: Iterable[str]) -> frozenset[int]:
    found: set[int] = set()
    for phrase in phrases:
        parts = phrase.split()
        for i in range(len(sentence) - len(parts) + 1):
            if list(sentence[i : i + len(parts)]) == parts:
                found.update(range(i, i + len(parts)))
    return frozenset(found)
