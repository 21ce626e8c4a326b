"""First vectors of the tokens, by counting: rare tokens long, compounds near their syllables, translations together.

A token starts as a random direction of the length of its inverse document frequency, so that texts which share rare
words are near from the start; an English token starts at the Vietnamese tokens that it is aligned with (``alignment``).
Gradient training (``train``) goes on from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from ingest.embedding.alignment import Translations
from ingest.embedding.tokenizer import WORD, silent_tokens
from ingest.text import fold

Floats = npt.NDArray[np.float32]

_OWN_SHARE = 0.6  # of a compound: what "môi trường" is besides "môi" and "trường"
_PART_SHARE = 0.8
_ENGLISH_OWN_SHARE = 0.1  # what an English word is besides its translations: a name, often
_TEXTS_AT_ONCE = 5000


@dataclass(frozen=True)
class Rarity:
    """Inverse document frequency of each token, natural logarithm, in texts as written, folded, and English."""

    written: Floats
    folded: Floats
    english: Floats


def measure_rarity(tokenizer: Tokenizer, vietnamese: Sequence[str], english: Sequence[str]) -> Rarity:
    """Return ln(N / n) for each token, N texts of which n have it, add-one smoothed."""
    return Rarity(
        written=_inverse_document_frequency(tokenizer, vietnamese),
        folded=_inverse_document_frequency(tokenizer, [fold(text) for text in vietnamese]),
        english=_inverse_document_frequency(tokenizer, english),
    )


def initial_vectors(
    tokenizer: Tokenizer, rarity: Rarity, translations: Translations, dimensions: int, seed: int
) -> Floats:
    """Return a row a token of the tokenizer; the same for the same arguments."""
    tokens = [token for token, _ in sorted(tokenizer.get_vocab().items(), key=itemgetter(1))]
    numbers = {token: number for number, token in enumerate(tokens)}
    directions = np.random.default_rng(seed).standard_normal((len(tokens), dimensions)).astype(np.float32)
    directions /= np.sqrt(dimensions)
    common = np.minimum(np.minimum(rarity.written, rarity.folded), rarity.english)
    vietnamese = rarity.written < rarity.written.max()
    own_rarity = np.where(vietnamese, rarity.written, common)
    vectors = directions * own_rarity[:, None]
    syllable_rarity = np.minimum(rarity.written, rarity.folded)[:, None]
    for number, token in enumerate(tokens):
        parts = [numbers[WORD + part] for part in token.split(WORD)[1:] if WORD + part in numbers]
        if token.count(WORD) > 1:
            whole = _OWN_SHARE * vectors[number]
            vectors[number] = whole + _PART_SHARE * (directions[parts] * syllable_rarity[parts]).sum(axis=0)
    _share_with_folded(vectors, tokens, numbers, rarity.written)
    _move_to_translations(vectors, directions, rarity, translations)
    vectors[silent_tokens(tokenizer)] = 0.0
    return vectors


def _share_with_folded(vectors: Floats, tokens: Sequence[str], numbers: dict[str, int], rarity: Floats) -> None:
    """Put each token without marks at the mean of what it may stand for, the frequent ones counting more."""
    written: dict[int, list[int]] = {}
    for number, token in enumerate(tokens):
        folded = fold(token)
        if folded != token and folded in numbers and token.startswith(WORD):
            written.setdefault(numbers[folded], []).append(number)
    for number, sources in written.items():
        shares = np.exp(-rarity[sources])
        vectors[number] = (shares[:, None] * vectors[sources]).sum(axis=0) / shares.sum()


def _move_to_translations(vectors: Floats, directions: Floats, rarity: Rarity, translations: Translations) -> None:
    """Put English tokens at their translations; a token that is Vietnamese too ("ban") stays between both."""
    targets = np.zeros_like(vectors)
    np.add.at(targets, translations.english, translations.to_vietnamese[:, None] * vectors[translations.vietnamese])
    moved = np.unique(translations.english)
    lengths = np.linalg.norm(targets[moved], axis=1, keepdims=True)
    wanted = rarity.english[moved, None]
    goal = targets[moved] / np.maximum(lengths, 1e-6) * wanted + _ENGLISH_OWN_SHARE * directions[moved] * wanted
    # A word of Vietnamese text, with marks or without, that English text has as well.
    both = np.minimum(rarity.written, rarity.folded)[moved, None] < rarity.written.max() - 2.0
    vectors[moved] = np.where(both, 0.5 * (vectors[moved] + goal), goal)


def _inverse_document_frequency(tokenizer: Tokenizer, texts: Sequence[str]) -> Floats:
    counts = np.zeros(tokenizer.get_vocab_size())
    for start in range(0, len(texts), _TEXTS_AT_ONCE):
        batch = list(texts[start : start + _TEXTS_AT_ONCE])
        for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
            counts[np.unique(np.array(encoding.ids, dtype=np.int64))] += 1
    return np.log((len(texts) + 1) / (counts + 1)).astype(np.float32)
