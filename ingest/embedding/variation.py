"""Vary training texts as people type: without marks, half of them, in English word by word.

It changes the training data only; nothing here runs when a question is answered.
"""

from __future__ import annotations

import random
from collections import defaultdict

from tokenizers import Tokenizer

from ingest.embedding.alignment import Translations
from ingest.embedding.tokenizer import WORD
from ingest.text import fold

_WITHOUT_MARKS = 0.30  # shares of the texts
_HALF_MARKS = 0.10
_LEAST_TRANSLATED = 0.5  # of the words, for a text to pass as English
_LEAST_PROBABILITY = 0.05


def drop_marks(text: str, order: random.Random) -> str:
    """Return ``text`` as it is, or without diacritics, or without those of every second word or so."""
    draw = order.random()
    if draw < _WITHOUT_MARKS:
        return fold(text)
    if draw < _WITHOUT_MARKS + _HALF_MARKS:
        return " ".join(fold(word) if order.random() < 0.5 else word for word in text.split(" "))
    return text


class WordByWord:
    """Writes Vietnamese in English words one by one, after what alignment has learned; order and grammar stay."""

    def __init__(self, tokenizer: Tokenizer, translations: Translations) -> None:
        self._tokenizer = tokenizer
        tokens = {number: token for token, number in tokenizer.get_vocab().items()}
        self._choices: dict[int, tuple[list[str], list[float]]] = defaultdict(lambda: ([], []))
        for english, vietnamese, probability in zip(
            translations.english.tolist(),
            translations.vietnamese.tolist(),
            translations.to_english.tolist(),
            strict=True,
        ):
            if probability > _LEAST_PROBABILITY:
                words, weights = self._choices[vietnamese]
                words.append(tokens[english].replace(WORD, " ").strip())
                weights.append(probability)

    def translate(self, text: str, order: random.Random) -> str | None:
        """Return English words for ``text``; None where too few of its words have a translation."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        words = [order.choices(*self._choices[number])[0] for number in encoding.ids if number in self._choices]
        if len(words) < max(2, _LEAST_TRANSLATED * len(encoding.ids)):
            return None
        return " ".join(words)
