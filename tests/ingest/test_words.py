"""Sentences, words and names: what underthesea cuts wrongly is mended, and its respelled tokens never leave the module."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.words import name_candidates, opens_with_verb, sentences, words

SENTENCES = {
    "Rà soát hộ nghèo. Lập danh sách.": ["Rà soát hộ nghèo.", "Lập danh sách."],
    "Họp tại TP. Vân Khê trong quý II. Các xã báo cáo.": ["Họp tại TP. Vân Khê trong quý II.", "Các xã báo cáo."],
    "Trồng cây (xem Mục 2. Phụ lục) ở đồi. Chăm sóc cây.": ["Trồng cây (xem Mục 2. Phụ lục) ở đồi.", "Chăm sóc cây."],
    "Hội thi lần thứ V. Ban Tổ chức giao.": ["Hội thi lần thứ V.", "Ban Tổ chức giao."],
    "Mở chợ quê, hội làng... Phục dựng múa rối.": ["Mở chợ quê, hội làng...", "Phục dựng múa rối."],
    "Quảng bá gốm, lụa… Dạy nghề dệt.": ["Quảng bá gốm, lụa…", "Dạy nghề dệt."],
    "Mua giống lúa v.v. và phân bón. Gieo mạ.": ["Mua giống lúa v.v. và phân bón.", "Gieo mạ."],
    "Đạt 1.000 ha. Tăng 4.0 lần.": ["Đạt 1.000 ha.", "Tăng 4.0 lần."],
    "Điều tiết phân. luồng xe": ["Điều tiết phân. luồng xe"],
    "Dòng một\nDòng hai": ["Dòng một", "Dòng hai"],
}


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    assert [s.of(text) for s in sentences(text)] == SENTENCES[text]


def test_a_stretch_gives_spans_of_the_whole_text() -> None:
    text = "Bỏ qua. Rà soát. Báo cáo."
    assert [s.of(text) for s in sentences(text, 8, 16)] == ["Rà soát."]


@given(st.text(alphabet='Rà soát TP.…;("“”)\n1aĐ ', max_size=60))
@settings(max_examples=150, deadline=None)
def test_sentences_hold_every_character_once(text: str) -> None:
    found = sentences(text)
    kept = "".join(s.of(text) for s in found)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_words_keep_the_spelling_of_the_text() -> None:
    assert words("Xã Thuỷ Nguyên, tỉnh Hoà Bình xây dựng kế hoạch.") == (
        "Xã", "Thuỷ Nguyên", "tỉnh", "Hoà Bình", "xây dựng", "kế hoạch"
    )  # fmt: skip


def test_persons_are_candidates_for_names() -> None:
    text = "Vũ Văn Bách và Lê Thị Loan chấm bài"
    assert [s.of(text) for s in name_candidates(text)] == ["Vũ Văn Bách", "Lê Thị Loan"]


def test_a_verb_that_no_list_has_is_told_from_a_noun() -> None:
    assert opens_with_verb("Nuôi cá lồng trên hồ")
    assert not opens_with_verb("Chiếc thuyền của hộ dân")


def test_neither_torch_nor_transformers_is_imported() -> None:
    code = (
        "import sys\n"
        "from ingest.words import sentences, words, name_candidates\n"
        "sentences('Một câu. Hai câu.'); words('xây dựng'); name_candidates('Lê Thị Loan')\n"
        "print([m for m in ('torch', 'transformers', 'underthesea') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"
