"""What a question is about, when the recognised parts are taken away: its topic words, in order, as typed.

Does not weigh words; retrieval does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.model import Lang
from assistant.understand.wording import Word, load_data, word_list
from ingest.model import Span


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
        out.append(word.folded if word.expanded else word.typed)
    return out


def subject_of(
    text: str, words: Sequence[Word], lang: Lang, *, without: Iterable[Span] = (), places: Iterable[str] = ()
) -> tuple[str, str]:
    """Return what a list is about, and the bare phrase that says so: the words behind "về …", "trong …", "about …".

    Items of an enumeration stay apart by commas ("drainage, parks"): a duty about any of them is about the subject.
    """
    opens = re.compile(load_data("intents.yaml")["subject"])
    quoted = QUOTED.search(text)
    if quoted and lang == "vi":
        return f'"{quoted.group(1)}"', ""
    typed = load_data("intents.yaml")["subject_typed"].split() if any(w.accented for w in words) else ()
    start = next(
        (
            i
            for i, word in enumerate(words)
            if opens.match(" ".join(w.folded for w in words[i : i + 3]))
            and (not typed or word.expanded or word.typed.lower() in typed)
        ),
        None,
    )
    if start is None:
        return "", ""
    behind = words[start:]
    kept = set(topic_words(behind, lang, without=without, places=places))
    parts: list[list[str]] = [[]]
    for before, word in zip((None, *behind[:-1]), behind, strict=True):
        gap = text[before.span.end : word.span.start] if before else ""
        if "," in gap or (before and before.folded in _AND):
            parts.append([])
        own = word.folded if word.expanded else word.typed
        if (
            own in kept
            and not _is_soft(word, marked=bool(typed))
            and not word.folded.isdigit()
            and not opens.match(word.folded)
        ):
            parts[-1].append(own)
    phrase = " ".join(w.folded for w in behind)
    return ", ".join(" ".join(p) for p in parts if p), opens.sub("", phrase, count=1).strip()


QUOTED = re.compile('[“"]([^“”"]{3,120})[”"]')
_AND = frozenset({"va", "and", "or", "hoac", "cung"})


def is_function_word(word: Word, lang: Lang, *, marked: bool) -> bool:
    """Whether a word carries no topic. In a question typed with marks, "bao" is a function word and "báo" is none; in one
    without, only words that are function words under every marking are.
    """
    if lang == "en":
        return word.folded in word_list("en")
    if not marked or word.expanded:
        return word.folded in word_list("hard_folded")
    return word.typed.lower() in word_list("hard")


def _is_soft(word: Word, *, marked: bool) -> bool:
    if marked and not word.expanded:
        return word.typed.lower() in word_list("soft_typed")
    return word.folded in word_list("soft")


def _positions(sentence: Sequence[str], phrases: Iterable[str]) -> frozenset[int]:
    found: set[int] = set()
    for phrase in phrases:
        parts = phrase.split()
        for i in range(len(sentence) - len(parts) + 1):
            if list(sentence[i : i + len(parts)]) == parts:
                found.update(range(i, i + len(parts)))
    return frozenset(found)
