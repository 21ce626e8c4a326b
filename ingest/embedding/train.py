"""Train the embedding and write its folder: ``python -m ingest.embedding.train --data … --out …`` (extra ``models``).

One command, about five minutes on two idle cores. Every stage is kept in ``--work`` and an interrupted run goes on where it
stopped; delete that folder to start anew. It measures nothing: that is the business of ``evals/retrieval``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from ingest.embedding.alignment import Translations, align
from ingest.embedding.folder import write_folder
from ingest.embedding.initial import Floats, initial_vectors, measure_rarity
from ingest.embedding.pairs import Pair, TrainingData, read_training_data
from ingest.embedding.tokenizer import VocabularySize, build_tokenizer, count_syllables, count_words
from ingest.embedding.variation import WordByWord, drop_marks

_COUNTED_TEXTS = 60_000  # texts that words and rarity are counted in
_ENGLISH = ("parallel", "dictionary", "glossary")
# Share of the training examples by source. "english" is titles, sentences and references written word by word.
_SHARES = {
    "titles": 0.18,
    "sentences": 0.16,
    "references": 0.12,
    "wiki": 0.06,
    "parallel": 0.22,
    "dictionary": 0.06,
    "glossary": 0.01,
    "names": 0.01,
    "english": 0.18,
}


@dataclass(frozen=True)
class Recipe:
    """What decides the outcome, beside the data."""

    dimensions: int = 384
    truncations: tuple[int, ...] = (384, 192)  # a vector's first numbers alone must work as well
    batch: int = 2048
    steps: int = 240
    learning_rate: float = 0.03
    scale: float = 20.0
    checkpoint_every: int = 50
    seed: int = 1
    vocabulary: VocabularySize = field(default_factory=VocabularySize)


def main() -> None:
    """Run all stages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder data/train")
    parser.add_argument("--out", type=Path, required=True, help="where the model's folder goes")
    parser.add_argument("--work", type=Path, default=Path(".training"), help="stages and checkpoints (%(default)s)")
    parser.add_argument("--steps", type=int, default=Recipe.steps, help="steps of training (%(default)s)")
    parser.add_argument("--seed", type=int, default=Recipe.seed, help="of everything random (%(default)s)")
    arguments = parser.parse_args()
    train(arguments.data, arguments.out, arguments.work, Recipe(steps=arguments.steps, seed=arguments.seed))


def train(data_folder: Path, out: Path, work: Path, recipe: Recipe) -> None:
    """Train by ``recipe`` on ``data_folder`` and write the folder ``out``; stages already in ``work`` are reused."""
    work.mkdir(parents=True, exist_ok=True)
    data = read_training_data(data_folder)
    for name, pairs in data.pairs.items():
        print(f"{name}: {len(pairs)} pairs")
    order = random.Random(recipe.seed)  # noqa: S311  # reproducible, no secret
    counted = data.vietnamese()
    order.shuffle(counted)
    tokenizer = _tokenizer(work / "tokenizer.json", data, counted[:_COUNTED_TEXTS], recipe)
    print(f"vocabulary: {tokenizer.get_vocab_size()} tokens")
    translations = align(tokenizer, data.bilingual())
    print(f"alignment: {len(translations.english)} links")
    vectors = _trained(work, tokenizer, translations, data, counted[:_COUNTED_TEXTS], recipe)
    card = files("ingest.embedding").joinpath("card.md").read_text("utf-8")
    facts = {
        "tokens": f"{len(vectors):,}",
        "dimensions": recipe.dimensions,
        "short": recipe.truncations[-1],
        "seed": recipe.seed,
        "steps": recipe.steps,
        "batch": f"{recipe.batch:,}",
    }
    write_folder(out, tokenizer, vectors, card=card.format(**facts))
    print(f"written: {out}")


def _tokenizer(file: Path, data: TrainingData, vietnamese: list[str], recipe: Recipe) -> Tokenizer:
    if not file.exists():
        counts = count_words(vietnamese, least=15)
        counts |= count_syllables(data.vietnamese())  # rare ones, of places above all, from every text
        build_tokenizer(counts, count_syllables(data.english()), recipe.vocabulary).save(str(file))
    return Tokenizer.from_file(str(file))


def _trained(
    work: Path,
    tokenizer: Tokenizer,
    translations: Translations,
    data: TrainingData,
    vietnamese: list[str],
    recipe: Recipe,
) -> Floats:
    done = work / "trained.safetensors"
    if not done.exists():
        rarity = measure_rarity(tokenizer, vietnamese, data.english())
        first = initial_vectors(tokenizer, rarity, translations, recipe.dimensions, recipe.seed)
        examples = Examples(data, WordByWord(tokenizer, translations), recipe)
        save_file({"vectors": _fit(work, tokenizer, first, examples.by_source(), recipe)}, done)
    return load_file(done)["vectors"]


class Examples:
    """Draws the training examples: a share of each source, each text varied anew every time it is drawn."""

    def __init__(self, data: TrainingData, word_by_word: WordByWord, recipe: Recipe) -> None:
        self._data = data
        self._word_by_word = word_by_word
        self._recipe = recipe
        self._order = random.Random(recipe.seed)  # noqa: S311  # reproducible, no secret

    def by_source(self) -> dict[str, list[Pair]]:
        """Return the examples of all steps, by source, in the order they are trained in."""
        total = self._recipe.steps * self._recipe.batch
        drawn = {name: list(self._drawn(name, round(total * share))) for name, share in _SHARES.items()}
        return {name: pairs for name, pairs in drawn.items() if pairs}

    def _drawn(self, name: str, wanted: int) -> Iterator[Pair]:
        sources = ("titles", "sentences", "references") if name == "english" else (name,)
        pairs = [pair for source in sources for pair in self._data.pairs[source]]
        drawn = 0
        while drawn < wanted:
            self._order.shuffle(pairs)
            # Two anchors of one positive in a batch would be told apart as if one were wrong.
            for pair in {pair.positive: pair for pair in pairs}.values():
                varied = self._varied(name, pair)
                if varied is not None and drawn < wanted:
                    drawn += 1
                    yield varied

    def _varied(self, name: str, pair: Pair) -> Pair | None:
        positive = drop_marks(pair.positive, self._order) if self._order.random() < 0.3 else pair.positive
        if name == "english":
            anchor = self._word_by_word.translate(pair.anchor, self._order)
            return None if anchor is None else Pair(anchor, positive)
        return Pair(pair.anchor if name in _ENGLISH else drop_marks(pair.anchor, self._order), positive)


def _fit(work: Path, tokenizer: Tokenizer, first: Floats, examples: dict[str, list[Pair]], recipe: Recipe) -> Floats:
    """Return the vectors after training from ``first`` (multiple negatives, both ways, Matryoshka)."""
    import torch
    from sentence_transformers import (
        SentenceTransformer,
        SentenceTransformerTrainer,
        SentenceTransformerTrainingArguments,
    )
    from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    embedding = StaticEmbedding(tokenizer, embedding_weights=torch.from_numpy(first.copy()))
    model = SentenceTransformer(modules=[embedding, Normalize()], device="cpu")
    ranking = MultipleNegativesRankingLoss(model, scale=recipe.scale, directions=("query_to_doc", "doc_to_query"))
    checkpoints = work / "checkpoints"
    settings = SentenceTransformerTrainingArguments(
        output_dir=str(checkpoints),
        num_train_epochs=1,
        per_device_train_batch_size=recipe.batch,
        learning_rate=recipe.learning_rate,
        warmup_steps=0.1,
        weight_decay=0.0,
        logging_steps=10,
        save_steps=recipe.checkpoint_every,
        save_total_limit=1,
        report_to="none",
        seed=recipe.seed,
        use_cpu=True,
    )
    trainer = SentenceTransformerTrainer(
        model=model,
        args=settings,
        train_dataset={name: _dataset(pairs) for name, pairs in examples.items()},
        loss=MatryoshkaLoss(model, ranking, matryoshka_dims=list(recipe.truncations)),
    )
    trainer.train(resume_from_checkpoint=any(checkpoints.glob("checkpoint-*")))
    with (work / "log.jsonl").open("w", encoding="utf-8") as log:
        log.writelines(json.dumps(entry) + "\n" for entry in trainer.state.log_history)
    trained: Floats = embedding.embedding.weight.detach().numpy().astype(np.float32)
    return trained


def _dataset(pairs: list[Pair]) -> Any:
    from datasets import Dataset  # type: ignore[import-untyped]  # ships no types

    return Dataset.from_dict({"anchor": [pair.anchor for pair in pairs], "positive": [pair.positive for pair in pairs]})


if __name__ == "__main__":
    main()
