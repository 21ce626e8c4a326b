"""A question as weighted concepts: its words and pairs of words, English ones by their Vietnamese terms.

Does not score; ranking does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.model import Understanding
from assistant.statements import words
from assistant.understand.english import longest_term
from assistant.understand.wording import word_list
from ingest.abbreviations import common_abbreviation
from ingest.text import fold

CONTEXT_WEIGHT = 0.5  # words of the question before count half
PAIR_WEIGHT = 0.8  # of a word's own rarity, for a pair of neighbours found as a pair
YEAR_WEIGHT = 0.5  # a year alone says little about the topic
_LONGEST_SHORT = 8  # letters of a short form
SOFT_WEIGHT = 0.15  # a syllable such as "thi" or "ban" says little outside a pair


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that the question says: any of the alternatives (each a tuple of folded words) stands for it."""

    weight: float
    alternatives: tuple[tuple[str, ...], ...]
    accented: str = ""
    foreign: bool = False  # an English word that no glossary knows: it counts where it is found, and is not missed


@dataclass(frozen=True, slots=True)
class Query:
    """The concepts of a question; ``text`` is what goes to the indexes, ``english`` whether dense search must carry it."""

    concepts: tuple[Concept, ...]
    text: str
    english: bool


def make_query(understanding: Understanding, long_forms: Mapping[str, Sequence[str]] | None = None) -> Query:
    """Return the query of a question: its topic in full, the topic of the question before at half weight.

    ``long_forms`` are the folded words that folded short forms stand for in the plans.
    """
    known = long_forms or {}
    topic, before = understanding.topic, understanding.context
    if understanding.lang == "en":
        concepts = [*_english(topic, 1.0), *_english(before, CONTEXT_WEIGHT)]
        expanded = " ".join(" ".join(a) for c in concepts for a in c.alternatives[:2])
        return Query(tuple(concepts), expanded, english=True)
    concepts = [*_vietnamese(topic, 1.0, known), *_vietnamese(before, CONTEXT_WEIGHT, known)]
    return Query(tuple(_distinct(concepts)), f"{topic} {before}".strip(), english=False)


def _distinct(concepts: Iterable[Concept]) -> list[Concept]:
    """Keep the first of equal concepts: the question's own weight wins over that of the question before."""
    seen: dict[tuple[tuple[str, ...], ...], Concept] = {}
    for concept in concepts:
        seen.setdefault(concept.alternatives, concept)
    return list(seen.values())


def _spelled(word: str, known: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """A word and, for a short form, the words that it stands for in the plans or everywhere."""
    long = tuple(known.get(word, ()))
    if not long and 2 <= len(word) <= _LONGEST_SHORT and word.isalpha() and (common := common_abbreviation(word)):
        long = tuple(words(common))
    return ((word,), long) if long else ((word,),)


def _vietnamese(text: str, weight: float, known: Mapping[str, Sequence[str]]) -> list[Concept]:
    typed = text.split()
    folded = [fold(w) for w in typed]
    soft = word_list("soft")
    out = []
    for word, own in zip(folded, typed, strict=True):
        share = SOFT_WEIGHT if word in soft else YEAR_WEIGHT if word.isdigit() and len(word) == 4 else 1.0
        out.append(Concept(weight * share, _spelled(word, known), own.lower() if own.lower() != word else ""))
    for a, b in pairwise(folded):
        share = SOFT_WEIGHT if f"{a}_{b}" in word_list("soft_pairs") else PAIR_WEIGHT
        out.append(Concept(weight * share, ((a, b),)))
    return out


def _english(text: str, weight: float) -> list[Concept]:
    """Longest glossary entries first; a word that no entry knows stands for itself (names, numbers, abbreviations)."""
    tokens = [fold(w).strip("'’s") if w.endswith(("'s", "’s")) else fold(w) for w in text.split()]
    out, i = [], 0
    while i < len(tokens):
        entry, used = longest_term(tokens, i)
        share = SOFT_WEIGHT if not entry and len(tokens[i]) < 2 else 1.0
        out.append(Concept(weight * share, entry or ((tokens[i],),), foreign=not entry))
        i += used
    return _distinct(out)
