"""What can be a syllable, how legible a page is, and which numbers deserve a second look."""

from __future__ import annotations

import pytest

from ingest.readers.layout import Page, Word
from ingest.readers.ocr import doubts, hard_pages, legibility
from ingest.text.syllable import is_syllable

SYLLABLES = "nghiêng quý gì giếng khuya yêu ý quốc thuế huỳnh Ủy hoà thủy xoong ngoằn Đường uống chuyện kỳ giữa quyết oanh".split()  # noqa: SIM905
STRANGERS = "hơp tỉnhh Word UBNDtỉnh dirng nghàn kủa ngiên thưôc Xâydựng fí quiết1 bct".split()  # noqa: SIM905


@pytest.mark.parametrize("word", SYLLABLES)
def test_syllables_of_the_language(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", STRANGERS)
def test_letters_that_are_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def page(text: str, confidence: float = 0.95, read_by: str = "ocr") -> Page:
    words = [Word(word, 10.0 * n, 0, 10.0 * n + 9, 12, 12, False, confidence) for n, word in enumerate(text.split())]
    return Page(1, 595, 842, words, [], read_by)


def test_print_is_legible_and_a_wrong_text_layer_is_not() -> None:
    good = page("Sở Y tế, Công an tỉnh chủ trì, báo cáo UBND tỉnh trước ngày 30/6/2026 (Quyết định số 15/QĐ-UBND).")
    bad = page("S6 Y té, C6ng an tinh cht tri, bfio c6o UBND tinh tru6c ngdy 30/6/2026 (Quy~t djnh s6 15/QD-UBND).")
    assert legibility(good) >= 0.95
    assert legibility(bad) <= 0.75
    assert legibility(good) > legibility(page("Sở Y tế chủ trì", confidence=0.3))
    assert legibility(page("")) == 0


def spans(text: str, *unsure: str) -> list[tuple[int, int, float]]:
    """All words of a text with their places; those named were read with low confidence."""
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, at + len(word), 0.4 if word in unsure else 0.96))
        at += len(word)
    return found


@pytest.mark.parametrize(
    ("text", "unsure", "detail"),
    [
        ("Hoàn thành trước ngày 30/6/2026 theo quy định.", "30/6/2026", "30/6/2026"),
        ("Lạc Hà, ngày 18 tháng 3 năm 2026", "18", "ngày 18 tháng 3 năm 2026"),
        ("bố trí 12.500.000 đồng cho mỗi thôn", "12.500.000", "12.500.000 đồng"),
        ("tối thiểu 85% hộ dân", "85%", "85%"),
        ("Quyết định số 152/QĐ-UBND của tỉnh", "152/QĐ-UBND", "152/QĐ-UBND"),
        ("trong quý 3/2026 phải xong", "3/2026", "quý 3/2026"),
    ],
)
def test_a_doubtful_digit_of_a_value_is_a_finding(text: str, unsure: str, detail: str) -> None:
    (finding,) = doubts(text, spans(text, unsure))
    assert (finding.code, finding.detail) == ("low_confidence_number", detail)
    assert finding.span is not None
    assert finding.span.of(text) == detail
    assert doubts(text, spans(text)) == ()


def test_a_letter_among_digits_is_a_finding_however_sure() -> None:
    text = "Gửi báo cáo trước ngày l5/7/2026 và 2O/9/2026."
    assert [f.detail for f in doubts(text, spans(text))] == ["l5/7/2026", "2O/9/2026"]


def test_other_doubtful_words_and_words_of_text_layers_are_none() -> None:
    text = "Sở Y tế có 15 cán bộ, trước ngày 30/6/2026."
    assert doubts(text, spans(text, "tế", "15")) == ()
    assert doubts(text, []) == ()


def test_pages_that_ocr_is_unsure_of_are_told() -> None:
    clear, faint, layer = page("Sở Y tế"), page("Sở Y tế", 0.5), page("Sở Y tế", 0.5, "text layer")
    given_up = Page(7, 595, 842, read_by="ocr", given_up=True)
    assert [(f.code, f.detail) for f in hard_pages([clear, faint, layer, given_up])] == [
        ("page_hard_to_read", "1"),
        ("page_hard_to_read", "7"),
    ]
