"""Which Vietnamese tokens translate an English token, learned from pairs of sentences (IBM model 1, Brown et al. 1993).

It sees tokens only, no word order, and no vectors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from ingest.embedding.pairs import Pair

Ids = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float32]

_ROUNDS = 5  # of expectation maximisation
_LEAST_PROBABILITY = 0.02


@dataclass(frozen=True, eq=False)
class Translations:
    """Entry i links the tokens ``english[i]`` and ``vietnamese[i]``.

    ``to_vietnamese[i]`` is the probability of the Vietnamese token given the English one, ``to_english[i]`` of the
    English one given the Vietnamese one.
    """

    english: Ids
    vietnamese: Ids
    to_vietnamese: Shares
    to_english: Shares


def align(tokenizer: Tokenizer, pairs: Iterable[Pair]) -> Translations:
    """Learn translations from pairs of an English anchor and a Vietnamese positive, both directions agreeing."""
    cells = _cells(tokenizer, pairs)
    width = tokenizer.get_vocab_size()
    keys, cell = np.unique(cells.english * width + cells.vietnamese, return_inverse=True)
    english, vietnamese = keys // width, keys % width
    forward = _learn(cell, cells.vietnamese_place, english)
    backward = _learn(cell, cells.english_place, vietnamese)
    # Liang et al. 2006: a link counts as far as both directions believe in it.
    agreed = np.sqrt(forward * backward)
    to_vietnamese = (agreed / np.bincount(english, weights=agreed)[english]).astype(np.float32)
    to_english = (agreed / np.bincount(vietnamese, weights=agreed)[vietnamese]).astype(np.float32)
    kept = np.maximum(to_vietnamese, to_english) > _LEAST_PROBABILITY
    return Translations(english[kept], vietnamese[kept], to_vietnamese[kept], to_english[kept])


@dataclass(frozen=True, eq=False)
class _Cells:
    """Every combination of an English and a Vietnamese token within a pair, with the places both stand at."""

    english: Ids
    vietnamese: Ids
    english_place: Ids
    vietnamese_place: Ids


def _cells(tokenizer: Tokenizer, pairs: Iterable[Pair]) -> _Cells:
    pairs = list(pairs)
    anchors = tokenizer.encode_batch_fast([pair.anchor for pair in pairs], add_special_tokens=False)
    positives = tokenizer.encode_batch_fast([pair.positive for pair in pairs], add_special_tokens=False)
    columns: tuple[list[Ids], ...] = ([], [], [], [])
    english_seen = vietnamese_seen = 0
    for anchor, positive in zip(anchors, positives, strict=True):
        english, vietnamese = np.array(anchor.ids, dtype=np.int64), np.array(positive.ids, dtype=np.int64)
        columns[0].append(np.tile(english, len(vietnamese)))
        columns[1].append(np.repeat(vietnamese, len(english)))
        columns[2].append(np.tile(np.arange(english_seen, english_seen + len(english)), len(vietnamese)))
        columns[3].append(np.repeat(np.arange(vietnamese_seen, vietnamese_seen + len(vietnamese)), len(english)))
        english_seen += len(english)
        vietnamese_seen += len(vietnamese)
    return _Cells(*(np.concatenate(column) for column in columns))


def _learn(cell: Ids, place: Ids, source: Ids) -> npt.NDArray[np.float64]:
    """Return for each key the probability of its target given its source, ``source`` being a key's source token."""
    probability = np.ones(len(source))
    for _ in range(_ROUNDS):
        share = probability[cell]
        totals = np.bincount(place, weights=share)
        expected = np.bincount(cell, weights=share / totals[place], minlength=len(source))
        probability = expected / np.bincount(source, weights=expected)[source]
    return probability
