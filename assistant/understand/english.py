"""English terms of questions and the Vietnamese phrases that plans use for them.

Two glossaries: set phrases (ingest/data, which also trained the embedding) and single words (data/words_en_vi.yaml).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assistant.statements import words
from assistant.understand.wording import load_data
from ingest.data import read_yaml

Phrase = tuple[str, ...]


@cache
def _glossary() -> dict[str, tuple[Phrase, ...]]:
    """English terms, each with the Vietnamese phrases that stand for it, both folded into words."""
    entries: dict[str, str] = read_yaml("glossary_en_vi.yaml")
    glossary: dict[str, tuple[Phrase, ...]] = {}
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


def longest_term(tokens: Sequence[str], at: int) -> tuple[tuple[Phrase, ...], int]:
    """Return the Vietnamese phrases for the longest term at a place, and how many words it takes; none and 1 if unknown."""
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


def translated(sentence: str) -> str:
    """Return the Vietnamese phrases of an English sentence's terms, parted by semicolons."""
    tokens, out, i = sentence.split(), [], 0
    while i < len(tokens):
        phrases, used = longest_term(tokens, i)
        out += [" ".join(p) for p in phrases if len(p) > 1]
        i += used
    return ";".join(out)
