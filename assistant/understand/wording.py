"""The words of a question as people type them: folded, chat forms expanded, each with its place in the question.

Does not say what a word means; intents, topics and plans do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.model import Lang
from ingest.data import read_yaml
from ingest.model import Span
from ingest.text import fold

_WORD = re.compile(r"[^\W_]+(?:[/&.,-](?=\d)[^\W_]+)*%?|%")


@cache
def load_data(name: str) -> Any:
    """Return a data file of the assistant, parsed once."""
    return read_yaml(f"data/{name}", "assistant")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question: folded, and the characters that it came from (several words may come from one)."""

    folded: str
    span: Span
    typed: str
    expanded: bool = False  # from a chat form

    @property
    def accented(self) -> bool:
        """Whether it was typed with Vietnamese marks."""
        return self.typed.lower() != self.folded


@cache
def _chat() -> dict[str, tuple[str, ...]]:
    words: dict[str, str] = load_data("chat.yaml")["words"]
    return {short: tuple(long.split()) for short, long in words.items()}


@cache
def word_forms(section: str) -> frozenset[str]:
    """Return a list of data/chat.yaml."""
    forms: list[str] = load_data("chat.yaml")[section]
    return frozenset(forms)


def wording(text: str, keep: Iterable[Span] = (), *, chat: bool = True) -> tuple[Word, ...]:
    """Return the words of a question with chat forms expanded, except inside the spans to ``keep`` (agencies)."""
    kept = tuple(keep)
    folded = fold(text)
    out = []
    for match in _WORD.finditer(folded):
        span = Span(start=match.start(), end=match.end())
        typed = span.of(text)
        shorts = _chat()
        inside = any(k.contains(span) for k in kept)
        plain = typed.lower() == match.group()  # "kh" is a chat form; a word with marks only where it can be no other
        if chat and not inside and match.group() in shorts and (plain or match.group() in word_forms("marked")):
            out += [Word(w, span, typed, expanded=True) for w in shorts[match.group()]]
        else:
            out.append(Word(match.group(), span, typed))
    return tuple(out)


def sentence_of(words: Iterable[Word], agencies: Iterable[Span] = ()) -> str:
    """Return the folded words in a row, with each agency as "@": what intent patterns are matched on."""
    spans = tuple(agencies)
    out: list[str] = []
    for word in words:
        inside = any(s.contains(word.span) for s in spans)
        if not inside:
            out.append(word.folded)
        elif not out or out[-1] != "@":
            out.append("@")
    return " ".join(out)


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a list of folded words of data/stopwords.yaml."""
    lists: dict[str, str] = load_data("stopwords.yaml")
    return frozenset(lists[name].split())


def language(text: str) -> Lang:
    """Return the language of a question by its function words; marks and Vietnamese words tip towards Vietnamese."""
    plain = wording(text, chat=False)
    words = [w.folded for w in plain]
    typed = [w for w in plain if w.accented]
    english = sum(w in word_list("language_en") for w in words)
    vietnamese = sum(w in word_list("language_vi") for w in words if w not in word_list("language_en"))
    if len(typed) * 2 > len(words):
        return "vi"
    return "en" if (english >= 2 and english > vietnamese) or (english and not vietnamese and not typed) else "vi"
