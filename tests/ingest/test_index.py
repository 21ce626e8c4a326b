from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.embedding import StaticEmbedding, load_embedding
from ingest.index import Embedding, Hit, Index
from ingest.store import Store
from tests.factories import PLAN_TEXT, make_plan

DECOMPOSED = unicodedata.normalize("NFD", "nạo vét kênh")
OTHER_TEXT = """CÔNG VĂN
I. Tiêm phòng dại
- Trạm Y tế xã Đồng Mây rà soát đàn chó, mèo.
- Ủy ban nhân dân xã báo cáo trước ngày 20 hằng tháng.
- Giữ gìn via hè và hoa ở các hòa giải viên.
"""


@pytest.fixture(scope="module")
def embedding() -> StaticEmbedding:
    return load_embedding()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "store")
    opened.save(make_plan("cay-xanh"), ())
    opened.save(make_plan("tiem-phong", OTHER_TEXT, title="Về phòng, chống bệnh dại"), ())
    yield opened
    opened.close()


@pytest.fixture
def index(store: Store, embedding: StaticEmbedding) -> Index:
    return Index.open(store, embedding)


def bodies(store: Store, hits: Sequence[Hit]) -> list[str]:
    return [store.clause(hit.plan_id, hit.clause_id).body.of(store.text(hit.plan_id)) for hit in hits]


@pytest.mark.parametrize("question", ["nạo vét kênh", "nao vet kenh", "NẠO VÉT kenh", DECOMPOSED])
def test_words_are_found_with_and_without_diacritics(store: Store, index: Index, question: str) -> None:
    assert bodies(store, index.lexical(question, 1))[0].startswith("Phòng Kinh tế nạo vét kênh")


def test_an_accented_match_ranks_higher_where_the_question_has_accents(store: Store, index: Index) -> None:
    accented = make_plan("dau", "- cấm bán hàng\n- cám bán hàng\n- cam bán hàng\n")
    store.save(accented, ())
    for word in ("cấm", "cám"):
        assert bodies(store, index.lexical(word, 3, frozenset({"dau"})))[0].startswith(word)


def test_the_place_of_the_tone_mark_does_not_matter(store: Store, index: Index) -> None:
    old, new = (index.lexical(word, 1) for word in ("hoà giải", "hòa giải"))
    assert old == new
    assert bodies(store, old)[0].startswith("Giữ gìn")


def test_a_pair_of_syllables_counts_more_than_the_two_apart(store: Store, index: Index) -> None:
    text = "- dân cần sinh hoạt\n- sinh viên cần hoạt động\n"
    store.save(make_plan("cap", text), ())
    assert bodies(store, index.lexical("sinh hoạt", 2, frozenset({"cap"})))[0] == "dân cần sinh hoạt"


def test_the_heading_above_a_clause_makes_it_findable(store: Store, index: Index) -> None:
    found = bodies(store, index.lexical("thoát nước", 2))
    assert found[0] == "Thoát nước"
    assert found[1].startswith("Phòng Kinh tế nạo vét")


def test_the_plan_filter_applies_before_the_list_is_cut(index: Index) -> None:
    everywhere = index.lexical("xã đồng mây", 1)
    inside = index.lexical("xã đồng mây", 1, frozenset({"cay-xanh"}))
    assert everywhere[0].plan_id == "tiem-phong"
    assert [hit.plan_id for hit in inside] == ["cay-xanh"]
    assert [hit.plan_id for hit in index.dense("rabies", 1, frozenset({"cay-xanh"}))] == ["cay-xanh"]


def test_a_filter_of_no_plan_or_of_unknown_ones_finds_nothing(index: Index) -> None:
    for plan_ids in (frozenset[str](), frozenset({"khong-co"})):
        assert index.lexical("cây", 5, plan_ids) == ()
        assert index.dense("cây", 5, plan_ids) == ()


def test_hits_come_best_first_and_not_more_than_asked_for(index: Index) -> None:
    for hits in (index.lexical("xã kênh cây báo cáo", 3), index.dense("xã kênh cây báo cáo", 3)):
        assert len(hits) == 3
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert index.lexical("cây", 0) == ()
    assert index.dense("cây", 0) == ()


def test_dense_search_finds_the_clause_itself_first(store: Store, index: Index) -> None:
    assert bodies(store, index.dense("Phòng Kinh tế nạo vét kênh Đồng Mây trước ngày 30/6/2026.", 1)) == [
        "Phòng Kinh tế nạo vét kênh Đồng Mây trước ngày 30/6/2026."
    ]


def test_no_clause_is_listed_twice_and_empty_ones_never(store: Store, index: Index) -> None:
    store.save(make_plan("trong", "- \n\n- cây\n"), ())
    hits = index.dense("cây", 100)
    assert len({hit.key for hit in hits}) == len(hits) == len([b for b in bodies(store, hits) if b])


@given(question=st.text(max_size=80))
def test_any_string_is_a_question(any_index: Index, question: str) -> None:
    assert len(any_index.lexical(question, 3)) <= 3
    assert len(any_index.dense(question, 3)) <= 3


@pytest.mark.parametrize("question", ['"', "a AND (b OR", "plan:1 body:*", "- + ~ ^2 \\", "x" * 2000, "cây " * 600])
def test_signs_of_query_languages_are_plain_characters(index: Index, question: str) -> None:
    index.lexical(question, 5)


@pytest.fixture(scope="module")
def any_index(tmp_path_factory: pytest.TempPathFactory, embedding: StaticEmbedding) -> Iterator[Index]:
    opened = Store.open(tmp_path_factory.mktemp("store"))
    opened.save(make_plan(), ())
    yield Index.open(opened, embedding)
    opened.close()


class HalfEmbedding:
    """Another model: the shipped one, cut to half its dimensions."""

    def __init__(self, whole: Embedding) -> None:
        self._whole = whole
        self.digest = f"half of {whole.digest}"
        self.dimensions = whole.dimensions // 2

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        half = self._whole.encode(texts)[:, : self.dimensions]
        lengths: npt.NDArray[np.float32] = np.linalg.norm(half, axis=1, keepdims=True) + np.float32(1e-9)
        return half / lengths


def test_another_embedding_makes_the_vectors_anew(store: Store, index: Index, embedding: StaticEmbedding) -> None:
    assert index.dense("cây xanh", 1)
    other = Index.open(store, HalfEmbedding(embedding))
    words = PLAN_TEXT.splitlines()[2].removeprefix("- ")
    assert bodies(store, other.dense(words, 1)) == [words]
    assert other.lexical("cây xanh", 1) == index.lexical("cây xanh", 1)
