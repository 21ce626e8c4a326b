"""Words as people type them: folded, chat forms expanded, places kept; a word typed with marks is that word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.wording import language, load_data, sentence_of, word_list, wording
from ingest.agencies import find_agencies_in_question
from ingest.model import Span


def folded(text: str, *keep: Span) -> str:
    return " ".join(word.folded for word in wording(text, keep))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lm j", "lam gi"),
        ("p lm j", "phai lam gi"),
        ("bn tiền", "bao nhieu tien"),
        ("xong trc 30/6", "xong truoc 30/6"),
        ("bc về đâu v ad", "bao cao ve dau"),  # "v" and "ad" say nothing
        ("k bít", "khong bit"),  # an unknown spelling stays
        ("ntn z", "nhu the nao"),
        ("các dvi ko nộp", "cac don vi khong nop"),
        ("sđt", "so dien thoai"),  # a chat form that is typed with a mark all the same
    ],
)
def test_chat_forms_are_spelled_out(typed: str, meant: str) -> None:
    assert folded(typed) == meant


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("tổ", "to"),
        ("trả kết quả", "tra ket qua"),
        ("đĩ", "di"),
        ("sá", "sa"),
        ("mạ", "ma"),
        ("rà", "ra"),
        ("tá", "ta"),
    ],
)
def test_a_word_typed_with_marks_is_no_chat_form(typed: str, read: str) -> None:
    assert folded(typed) == read
    assert not any(word.expanded for word in wording(typed))


def test_chat_forms_inside_an_agency_are_left_alone() -> None:
    text = "ubnd tp lm j"
    assert folded(text, Span(start=0, end=7)) == "ubnd tp lam gi"


def test_an_english_question_has_no_chat_forms() -> None:
    assert [w.folded for w in wording("the p and s plan", chat=False)] == ["the", "p", "and", "s", "plan"]


def test_numbers_dates_and_percentages_are_one_word() -> None:
    assert folded("trước 30/6/2026, đạt 57,5% và 1.200 tờ") == "truoc 30/6/2026 dat 57,5% va 1.200 to"


def test_every_chat_form_is_folded_and_no_plain_word() -> None:
    """A short form that is itself a word of the stop lists would change what people say."""
    forms: dict[str, str] = load_data("chat.yaml")["words"]
    ordinary = word_list("hard_folded") - {"oi", "nha", "nhe"}  # particles, dropped either way
    assert all(short == short.lower() and short.isascii() for short in forms)
    assert all(long.isascii() for long in forms.values())
    assert not set(forms) & ordinary


def test_an_agency_is_one_sign_in_the_sentence() -> None:
    text = "Sở Khoa học và Công nghệ phối hợp với ai?"
    spans = [m.span for m in find_agencies_in_question(text)]
    assert sentence_of(wording(text, spans), spans) == "@ phoi hop voi ai"


def test_two_agencies_are_two_signs() -> None:
    text = "So sánh Sở Nội vụ và Sở Tài chính"
    spans = [m.span for m in find_agencies_in_question(text)]
    assert sentence_of(wording(text, spans), spans) == "so sanh @ va @"


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("", "vi"),
        ("???", "vi"),
        ("PCCCR?", "vi"),
        ("deadline nộp hồ sơ là khi nào", "vi"),
        ("list các task giúp mình", "vi"),
        ("han nop la khi nao", "vi"),
        ("Who leads it?", "en"),
        ("Tell me about the plan of phường Bình Sơn Hạ", "en"),
        ("what is due in Lạc Hà by June 2026", "en"),
    ],
)
def test_the_language_is_that_of_the_sentence_and_not_of_its_names(question: str, lang: str) -> None:
    assert language(question) == lang


@given(st.text(max_size=200))
def test_every_word_knows_the_characters_that_it_came_from(text: str) -> None:
    for word in wording(text):
        assert word.span.of(text) == word.typed
        assert word.typed


@given(st.text(max_size=200))
def test_words_come_in_the_order_of_the_text(text: str) -> None:
    starts = [word.span.start for word in wording(text)]
    assert starts == sorted(starts)


@pytest.mark.parametrize("text", ["cam on nhe", "xin chao", "cam on ban nha"])
def test_thanks_and_greetings_without_marks_are_vietnamese(text: str) -> None:
    assert language(text) == "vi"
