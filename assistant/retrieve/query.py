"""A question as weighted concepts: its words and pairs of words, English ones by their Vietnamese terms.

Does not score; ranking does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

import yaml

from assistant.model import Understanding
from assistant.statements import words
from assistant.understand.wording import load_data, word_list
from ingest.text import fold

CONTEXT_WEIGHT = 0.5  # words of the question before count half
PAIR_WEIGHT = 0.8  # of a word's own rarity, for a pair of neighbours found as a pair
YEAR_WEIGHT = 0.5  # a year alone says little about the topic
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


@cache
def _glossary() -> dict[str, tuple[tuple[str, ...], ...]]:
    """English terms, each with the Vietnamese phrases that stand for it, both folded into words."""
    text = resources.files("ingest").joinpath("data", "glossary_en_vi.yaml").read_text("utf-8")
    entries: dict[str, str] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    glossary: dict[str, tuple[tuple[str, ...], ...]] = {}
    for english, vietnamese in entries.items():
        parts = [tuple(words(part)) for part in vietnamese.split(",")]
        # "phòng, chống bão" is one phrase, "bố trí kinh phí, phân bổ kinh phí" are two
        whole = tuple(words(vietnamese))
        forms = (*(p for p in parts if len(p) > 1 or len(parts) == 1), *((whole,) if len(parts) > 1 else ()))
        for term in english.split(","):
            glossary[" ".join(words(term))] = tuple(dict.fromkeys((*glossary.get(" ".join(words(term)), ()), *forms)))
    singles: dict[str, str] = load_data("words_en_vi.yaml")
    for english, vietnamese in singles.items():
        forms = tuple(tuple(words(side)) for side in str(vietnamese).split("|"))
        key = " ".join(words(str(english)))
        glossary[key] = tuple(dict.fromkeys((*glossary.get(key, ()), *forms)))
    return glossary


def make_query(understanding: Understanding) -> Query:
    """Return the query of a question: its topic in full, the topic of the question before at half weight."""
    topic, before = understanding.topic, understanding.context
    if understanding.lang == "en":
        concepts = [*_english(topic, 1.0), *_english(before, CONTEXT_WEIGHT)]
        expanded = " ".join(" ".join(a) for c in concepts for a in c.alternatives[:2])
        return Query(tuple(concepts), expanded, english=True)
    concepts = [*_vietnamese(topic, 1.0), *_vietnamese(before, CONTEXT_WEIGHT)]
    return Query(tuple(_distinct(concepts)), f"{topic} {before}".strip(), english=False)


def _distinct(concepts: Iterable[Concept]) -> list[Concept]:
    """Keep the first of equal concepts: the question's own weight wins over that of the question before."""
    seen: dict[tuple[tuple[str, ...], ...], Concept] = {}
    for concept in concepts:
        seen.setdefault(concept.alternatives, concept)
    return list(seen.values())


def _vietnamese(text: str, weight: float) -> list[Concept]:
    typed = text.split()
    folded = [fold(w) for w in typed]
    soft = word_list("soft")
    out = []
    for word, own in zip(folded, typed, strict=True):
        share = SOFT_WEIGHT if word in soft else YEAR_WEIGHT if word.isdigit() and len(word) == 4 else 1.0
        out.append(Concept(weight * share, ((word,),), own.lower() if own.lower() != word else ""))
    for a, b in pairwise(folded):
        share = SOFT_WEIGHT if a in soft and b in soft else PAIR_WEIGHT
        out.append(Concept(weight * share, ((a, b),)))
    return out


def _english(text: str, weight: float) -> list[Concept]:
    """Longest glossary entries first; a word that no entry knows stands for itself (names, numbers, abbreviations)."""
    tokens = [fold(w).strip("'’s") if w.endswith(("'s", "’s")) else fold(w) for w in text.split()]
    out, i = [], 0
    while i < len(tokens):
        entry, used = _longest(tokens, i)
        share = SOFT_WEIGHT if not entry and len(tokens[i]) < 2 else 1.0
        out.append(Concept(weight * share, entry or ((tokens[i],),), foreign=not entry))
        i += used
    return _distinct(out)


def _longest(tokens: Sequence[str], at: int) -> tuple[tuple[tuple[str, ...], ...], int]:
    glossary = _glossary()
    for size in (4, 3, 2, 1):
        if at + size > len(tokens):
            continue
        phrase = " ".join(tokens[at : at + size])
        for form in _forms(phrase):
            if form in glossary:
                return glossary[form], size
    return (), 1


def _forms(phrase: str) -> tuple[str, ...]:
    """The phrase and what its last word may be without an English ending."""
    forms = [phrase]
    for ending, plain in (
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ing", ""),
        ("ing", "e"),
        ("ed", ""),
        ("ed", "e"),
        ("d", ""),
    ):
        if phrase.endswith(ending) and len(phrase) > len(ending) + 2:
            forms.append(phrase.removesuffix(ending) + plain)
    return tuple(forms)
