"""The static embedding: the model that ships, and folders built here."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from ingest.embedding import SHIPPED, StaticEmbedding, load_embedding
from ingest.embedding.folder import quantise, write_folder
from ingest.embedding.tokenizer import VocabularySize, build_tokenizer, count_words
from ingest.errors import UnreadableEmbedding
from ingest.text import fold

SENTENCES = [
    "Sở Xây dựng chủ trì, phối hợp với các địa phương kiểm tra nhà ở xã hội trước ngày 30 tháng 6.",
    "Sở Y tế báo cáo kết quả tiêm chủng hằng quý.",
    "Ủy ban nhân dân các xã, phường tuyên truyền phân loại rác thải tại nguồn.",
]
ENGLISH = ["The Department of Construction inspects social housing.", "Report every quarter."]


@pytest.fixture(scope="session")
def shipped() -> StaticEmbedding:
    return load_embedding()


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A folder with a model of a few dozen tokens and random vectors, as training writes it."""
    tokenizer = build_tokenizer(
        count_words(SENTENCES * 5, least=3), count_words(ENGLISH, least=3), VocabularySize(60, 60, 20, 40)
    )
    vectors = np.random.default_rng(7).standard_normal((tokenizer.get_vocab_size(), 16)).astype(np.float32)
    vectors[0] = 0.0
    write_folder(tmp_path / "tiny", tokenizer, vectors, card="A model for a test.\n")
    return tmp_path / "tiny"


def similarity(model: StaticEmbedding, one: str, other: str) -> float:
    first, second = model.encode([one, other])
    return float(first @ second)


def test_vectors_have_length_one_and_the_promised_shape(tiny: Path) -> None:
    model = load_embedding(tiny)
    vectors = model.encode(SENTENCES)
    assert vectors.shape == (3, model.dimensions) == (3, 16)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-6)


def test_no_texts_give_no_rows(tiny: Path) -> None:
    assert load_embedding(tiny).encode([]).shape == (0, 16)


@pytest.mark.parametrize("text", ["", "   ", "…!?—", "\n\n", "東"])
def test_a_text_without_a_known_token_has_the_zero_vector(tiny: Path, text: str) -> None:
    vectors = load_embedding(tiny).encode([SENTENCES[0], text, SENTENCES[1]])
    assert not vectors[1].any()
    assert np.allclose(np.linalg.norm(vectors[[0, 2]], axis=1), 1.0, atol=1e-6)


def test_a_vector_does_not_depend_on_the_batch(tiny: Path) -> None:
    model = load_embedding(tiny)
    texts = [SENTENCES[number % 3] + " " + ENGLISH[number % 2] * (number % 7) for number in range(2500)]
    together = model.encode(texts)
    alone = np.concatenate([model.encode([text]) for text in texts[:: 2500 // 42]])
    assert np.allclose(together[:: 2500 // 42], alone, atol=1e-6)


def test_a_text_longer_than_the_working_memory_is_encoded_whole(tiny: Path) -> None:
    model = load_embedding(tiny)
    long = " ".join(SENTENCES * 2000)
    assert similarity(model, long, " ".join(SENTENCES)) == pytest.approx(1.0, abs=1e-4)


@given(st.text(max_size=60))
def test_any_text_has_a_finite_vector_of_length_one_or_zero(shipped: StaticEmbedding, text: str) -> None:
    (vector,) = shipped.encode([text])
    assert np.isfinite(vector).all()
    length = float(np.linalg.norm(vector))
    assert length == pytest.approx(1.0, abs=1e-5) or length == 0.0


def test_case_and_normal_form_do_not_matter(shipped: StaticEmbedding) -> None:
    text = SENTENCES[2]
    variants = [text.upper(), unicodedata.normalize("NFD", text), text.replace(" ", "  \n").lower()]
    assert similarity(shipped, text, variants[0]) == pytest.approx(1.0, abs=1e-5)
    assert similarity(shipped, text, variants[1]) == pytest.approx(1.0, abs=1e-5)


def test_the_digest_changes_with_the_weights_and_with_the_tokenizer(tiny: Path) -> None:
    before = load_embedding(tiny).digest
    assert load_embedding(tiny).digest == before
    tokenizer_file = tiny / "tokenizer.json"
    tokenizer_file.write_bytes(tokenizer_file.read_bytes() + b"\n")
    after_tokenizer = load_embedding(tiny).digest
    weights = load_embedding(tiny)
    assert weights.scales is not None
    save_file({"embeddings": weights.table, "weights": weights.scales * 2}, tiny / "model.safetensors")
    assert len({before, after_tokenizer, load_embedding(tiny).digest}) == 3


def test_plain_float_weights_are_read_as_well(tiny: Path) -> None:
    small = load_embedding(tiny)
    assert small.scales is not None
    plain = small.table.astype(np.float32) * small.scales[:, None]
    save_file({"embedding.weight": plain}, tiny / "model.safetensors")
    assert np.allclose(load_embedding(tiny).encode(SENTENCES), small.encode(SENTENCES), atol=1e-6)


def test_eight_bits_change_a_vector_little() -> None:
    vectors = np.random.default_rng(3).standard_normal((50, 64)).astype(np.float32)
    vectors[4] = 0.0
    table, scales = quantise(vectors)
    assert table.dtype == np.int8
    assert np.abs(table * scales[:, None] - vectors).max() <= np.abs(vectors).max() / 127
    assert not table[4].any()


@pytest.mark.parametrize("missing", ["modules.json", "tokenizer.json", "model.safetensors"])
def test_a_folder_with_a_missing_file_is_refused_with_its_path(tiny: Path, missing: str) -> None:
    (tiny / missing).unlink()
    with pytest.raises(UnreadableEmbedding) as refusal:
        load_embedding(tiny)
    assert refusal.value.fields["path"] == str(tiny)


@pytest.mark.parametrize("damaged", ["modules.json", "tokenizer.json", "model.safetensors"])
def test_a_damaged_file_is_refused(tiny: Path, damaged: str) -> None:
    (tiny / damaged).write_bytes((tiny / damaged).read_bytes()[:40])
    with pytest.raises(UnreadableEmbedding):
        load_embedding(tiny)


@pytest.mark.parametrize("modules", [[], {}, [{"type": "sentence_transformers.models.Transformer"}], [{"kind": 1}]])
def test_another_kind_of_model_is_refused(tiny: Path, modules: object) -> None:
    (tiny / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    with pytest.raises(UnreadableEmbedding):
        load_embedding(tiny)


def test_fewer_vectors_than_tokens_are_refused(tiny: Path) -> None:
    model = load_embedding(tiny)
    assert model.scales is not None
    save_file({"embeddings": model.table[:-1], "weights": model.scales[:-1]}, tiny / "model.safetensors")
    with pytest.raises(UnreadableEmbedding):
        load_embedding(tiny)


@pytest.mark.skipif(find_spec("sentence_transformers") is None, reason="needs the extra models (sentence-transformers)")
@pytest.mark.parametrize("which", ["tiny", "shipped"])
def test_sentence_transformers_gives_the_same_vectors(tiny: Path, which: str) -> None:
    from sentence_transformers import SentenceTransformer

    folder = tiny if which == "tiny" else SHIPPED
    texts = [*SENTENCES, *ENGLISH, *(fold(sentence) for sentence in SENTENCES), "", "東", " ".join(SENTENCES * 30)]
    theirs = SentenceTransformer(str(folder), device="cpu").encode(texts, show_progress_bar=False)
    assert np.abs(load_embedding(folder).encode(texts) - theirs).max() < 1e-4


def test_encoding_imports_neither_torch_nor_sentence_transformers() -> None:
    program = (
        "import sys; from ingest.embedding import load_embedding; load_embedding().encode(['Sở Y tế'])\n"
        "print(sorted({'torch', 'sentence_transformers', 'transformers', 'scipy', 'sklearn'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_shipped_folder_is_small_and_has_no_pickle() -> None:
    files = [path for path in SHIPPED.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}]
    assert {path.suffix for path in files} <= {".json", ".safetensors", ".md"}
    assert sum(path.stat().st_size for path in files) <= 16 * 1024 * 1024
    assert (SHIPPED / "README.md").is_file()
