"""Training the embedding: vocabulary, alignment, first vectors, variations, and the whole way on a few sentences."""

from __future__ import annotations

import gzip
import json
import random
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from ingest.embedding import load_embedding
from ingest.embedding.alignment import align
from ingest.embedding.initial import initial_vectors, measure_rarity
from ingest.embedding.pairs import Pair, first_words, read_training_data
from ingest.embedding.tokenizer import (
    VocabularySize,
    build_tokenizer,
    count_stems,
    count_words,
    other_spelling,
    silent_tokens,
)
from ingest.embedding.train import Recipe, train
from ingest.embedding.variation import WordByWord, drop_marks
from ingest.text import fold

NOUNS = {
    "social housing": "nhà ở xã hội",
    "clean water": "nước sạch",
    "household waste": "rác thải sinh hoạt",
    "vaccination": "tiêm chủng",
    "rural roads": "đường giao thông nông thôn",
    "drowning prevention": "phòng chống đuối nước",
}
VERBS = {
    "inspect": "kiểm tra",
    "report on": "báo cáo",
    "plan": "lập kế hoạch",
    "fund": "bố trí kinh phí",
    "review": "rà soát",
}
PAIRS = [
    Pair(f"the department must {verb} {noun}", f"Sở phải {động_từ} về {danh_từ}")
    for verb, động_từ in VERBS.items()
    for noun, danh_từ in NOUNS.items()
]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return build_tokenizer(
        count_words([pair.positive for pair in PAIRS] + ["Hòa Bình, Ủy ban"] * 3, least=4),
        count_words([pair.anchor for pair in PAIRS], least=1000),
        VocabularySize(200, 200, 200, 50),
    )


def tokens(tokenizer: Tokenizer, text: str) -> list[str]:
    found: list[str] = tokenizer.encode(text, add_special_tokens=False).tokens
    return found


def test_a_frequent_compound_is_one_token_with_and_without_marks(tokenizer: Tokenizer) -> None:
    assert tokens(tokenizer, "Tiêm chủng") == ["▁tiêm▁chủng"]
    assert tokens(tokenizer, "tiem chung") == ["▁tiem▁chung"]


def test_punctuation_and_line_ends_part_compounds(tokenizer: Tokenizer) -> None:
    assert tokens(tokenizer, "tiêm, chủng") == tokens(tokenizer, "tiêm\nchủng") == ["▁tiêm", "▁chủng"]


def test_both_spellings_of_a_tone_mark_are_tokens(tokenizer: Tokenizer) -> None:
    assert tokens(tokenizer, "hoà") == ["▁hoà"]
    assert tokens(tokenizer, "uỷ") == ["▁uỷ"]


@pytest.mark.parametrize(
    ("word", "other"),
    [("hòa bình", "hoà bình"), ("hoà bình", "hòa bình"), ("ủy", "uỷ"), ("quý", "quý"), ("toàn", "toàn")],
)
def test_only_open_syllables_have_another_spelling(word: str, other: str) -> None:
    assert other_spelling(word) == other


def test_a_word_outside_the_vocabulary_falls_into_pieces_not_into_nothing(tokenizer: Tokenizer) -> None:
    pieces = tokens(tokenizer, "wavering")
    assert len(pieces) > 1
    assert "".join(pieces) == "▁wavering"


@given(st.text(max_size=80))
def test_any_text_has_tokens_that_the_vocabulary_numbers(tokenizer: Tokenizer, text: str) -> None:
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    assert all(0 <= number < tokenizer.get_vocab_size() for number in ids)


def test_alignment_links_a_word_with_its_translation(tokenizer: Tokenizer) -> None:
    links = align(tokenizer, PAIRS)
    for english, vietnamese in (("▁vaccination", "▁tiêm▁chủng"), ("▁review", "▁rà▁soát")):
        mine = links.english == tokenizer.token_to_id(english)
        best = links.vietnamese[mine][np.argmax(links.to_vietnamese[mine])]
        assert tokenizer.id_to_token(int(best)) == vietnamese


def test_first_vectors_put_translations_and_unmarked_words_near(tokenizer: Tokenizer) -> None:
    rarity = measure_rarity(tokenizer, [pair.positive for pair in PAIRS], [pair.anchor for pair in PAIRS])
    vectors = initial_vectors(tokenizer, rarity, align(tokenizer, PAIRS), dimensions=64, seed=3)

    def cosine(one: str, other: str) -> float:
        first, second = vectors[tokenizer.token_to_id(one)], vectors[tokenizer.token_to_id(other)]
        return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))

    assert cosine("▁vaccination", "▁tiêm▁chủng") > 0.5 > cosine("▁vaccination", "▁rà▁soát")
    assert cosine("▁tiem▁chung", "▁tiêm▁chủng") > 0.9
    again = initial_vectors(tokenizer, rarity, align(tokenizer, PAIRS), dimensions=64, seed=3)
    assert np.array_equal(vectors, again)


def test_word_by_word_english_uses_aligned_words(tokenizer: Tokenizer) -> None:
    writer = WordByWord(tokenizer, align(tokenizer, PAIRS))
    written = writer.translate("Sở phải rà soát về tiêm chủng", random.Random(1))
    assert written is not None
    assert {"review", "vaccination"} <= set(written.split())


def test_a_text_with_too_few_translations_is_left_out(tokenizer: Tokenizer) -> None:
    writer = WordByWord(tokenizer, align(tokenizer, PAIRS))
    assert writer.translate("Hòa Bình, Ủy ban, 2026, 15, 30", random.Random(1)) is None


def test_marks_are_dropped_wholly_by_half_or_not_at_all() -> None:
    text = "Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện"
    drawn = [drop_marks(text, random.Random(seed)) for seed in range(200)]
    assert {fold(variant) for variant in drawn} == {fold(text)}
    assert 0.2 < drawn.count(fold(text)) / 200 < 0.4
    assert 0.5 < drawn.count(text) / 200 < 0.7
    assert set(drawn) - {text, fold(text)}


def test_silent_tokens_are_the_unknown_the_bare_word_mark_and_english_endings(tokenizer: Tokenizer) -> None:
    silent = [tokenizer.id_to_token(number) for number in silent_tokens(tokenizer)]
    assert silent == ["[UNK]", "▁", "s", "es", "d", "ed", "ing", "ly"]


def test_an_inflected_english_word_is_its_stem_and_an_ending(tokenizer: Tokenizer) -> None:
    assert tokens(tokenizer, "reviews") == ["▁review", "s"]
    assert tokens(tokenizer, "inspecting") == ["▁inspect", "ing"]


def test_inflections_count_for_their_stem_but_short_words_stand_alone() -> None:
    counted = count_stems({"advise": 2, "advises": 3, "advised": 1, "new": 9, "news": 4, "process": 5})
    assert counted == {"advise": 6, "new": 9, "news": 4, "process": 5}


def test_a_rare_syllable_comes_before_a_frequent_compound() -> None:
    counts = {"sa": 9, "đéc": 2, "kế hoạch": 500, "hoạch": 3, "kế": 3, "pdf": 400}
    listed = build_tokenizer(counts, {}, VocabularySize(4, 0, 0, 0)).get_vocab()
    assert {"▁đéc", "▁sa", "▁kế", "▁hoạch"} <= set(listed)
    assert "▁kế▁hoạch" not in listed


def test_passages_are_cut_between_words() -> None:
    assert first_words("một hai ba", 2) == "một hai"
    assert first_words("một hai ba", 3) == "một hai ba"


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """The five files of training data, with a few invented rows each."""
    folder = tmp_path / "train"
    folder.mkdir()
    clauses = [
        {
            "title": f"Điều {number}. {pair.positive}",
            "doc": "Nghị định về việc thử",
            "text": f"1. {pair.positive} hằng năm theo quy định. 2. Báo cáo kết quả trước ngày 15 tháng 6 hằng năm. "
            f"3. Sở Y tế phối hợp với các đơn vị thực hiện {pair.positive}.",
        }
        for number, pair in enumerate(PAIRS)
    ]
    plain = [{"anchor": pair.anchor, "positive": pair.positive} for pair in PAIRS]
    vietnamese = [{"anchor": f"{row['title']} là gì?", "positive": row["text"]} for row in clauses]
    words = [{"en": f"{english} (noun)", "gloss": "", "vi": vietnamese} for english, vietnamese in NOUNS.items()]
    for name, rows in (
        ("phapdien_clauses", clauses),
        ("phapdien_crossrefs", vietnamese),
        ("viwiki_title_lead", vietnamese),
        ("parallel_en_vi", plain),
        ("dictionary_en_vi", words),
    ):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return folder


def test_the_training_data_is_read_into_pairs_by_source(data_folder: Path) -> None:
    data = read_training_data(data_folder)
    assert data.pairs["titles"][0].anchor == PAIRS[0].positive
    assert Pair("vaccination", "tiêm chủng") in data.pairs["dictionary"]
    assert Pair("deadline for reporting", "thời hạn báo cáo") in data.pairs["glossary"]
    assert all(pair.anchor and pair.positive for pairs in data.pairs.values() for pair in pairs)


@pytest.mark.skipif(find_spec("sentence_transformers") is None, reason="needs the extra models (sentence-transformers)")
def test_training_writes_a_model_that_finds_vietnamese_by_english_and_goes_on_where_it_stopped(
    data_folder: Path, tmp_path: Path
) -> None:
    recipe = Recipe(
        dimensions=32,
        truncations=(32, 16),
        batch=8,
        steps=30,
        checkpoint_every=10,
        vocabulary=VocabularySize(400, 400, 400, 100),
    )
    train(data_folder, tmp_path / "model", tmp_path / "work", recipe)
    model = load_embedding(tmp_path / "model")
    questions = model.encode(list(NOUNS))
    answers = model.encode(list(NOUNS.values()))
    assert (np.argmax(questions @ answers.T, axis=1) == np.arange(len(NOUNS))).mean() >= 0.8

    (tmp_path / "work" / "trained.safetensors").unlink()  # as if it had been stopped after the last checkpoint
    train(data_folder, tmp_path / "model", tmp_path / "work", recipe)
    assert load_embedding(tmp_path / "model").digest == model.digest
