"""Characters that deceive or do harm: look-alikes, floods of marks, lone surrogates (shared/security.md 6, Encodings)."""

from __future__ import annotations

import time

import pytest

from ingest.clauses import parse_clauses
from ingest.model import Level
from ingest.text import canonicalise, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("\u00d0iều 1", "dieu 1"),
        ("\u0189iều 1, \u00f0iểm a", "dieu 1, diem a"),
        ("\u041cẬ\u0422", "mat"),
        ("T\u0415\u0425T", "text"),
        ("12/\u041d\u0422-\u0420\u041e", "12/ht-po"),
        ("\u039aẾ \u0397\u039fẠCH", "ke hoach"),
        ("Ng\u0430y \u0441\u0443", "ngay cy"),
        ("\u0416\u0434\u03a9", "\u0436\u0434\u03c9"),
    ],
    ids=["eth", "african d", "mat", "latin in cyrillic", "number", "greek", "small", "unlike letters stay"],
)
def test_letters_that_look_latin_are_matched_as_latin(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


def test_an_article_with_a_look_alike_letter_is_an_article() -> None:
    text = "QUYẾT ĐỊNH:\nĐiều 1. Ban hành kế hoạch.\nĐiều 2. Ðẩy mạnh tuyên truyền.".replace("Điều", "\u00d0iều")
    root, _ = parse_clauses(text, 0, len(text))
    assert [clause.level for clause in root.walk() if clause.marker] == [Level.DIEU, Level.DIEU]


def test_the_text_itself_keeps_its_spelling() -> None:
    assert canonicalise("\u00d0iều 1. Hoà giải tại Uỷ ban").text == "\u00d0iều 1. Hoà giải tại Uỷ ban"
    assert fold("Hoà") == fold("Hòa")


def test_a_flood_of_marks_is_cut_reported_and_fast() -> None:
    source = "Sở Y tế" + "\u0301\u0323" * 200_000 + " kiểm tra\n"
    start = time.perf_counter()
    found = canonicalise(source)
    assert time.perf_counter() - start < 10  # sorting them all takes minutes
    assert len(found.text) < 40
    assert found.text.endswith("kiểm tra")
    assert [f.code for f in found.findings] == ["hidden_characters_removed"]


def test_decomposed_vietnamese_is_no_flood() -> None:
    assert canonicalise("Nghie\u0302\u0323p vu\u0323, \u0111ie\u0302\u0300u").findings == ()


def test_lone_surrogates_are_taken_out() -> None:
    found = canonicalise("Kế hoạch \ud800số\udfff 1")
    assert found.text == "Kế hoạch số 1"
    assert found.text.encode("utf-8")
    assert [f.detail for f in found.findings] == ["2"]
