"""Agencies in plans and questions: the corpus, spans, and what must not be found."""

from __future__ import annotations

import itertools
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ingest.agencies import find_agencies, find_agencies_in_question, is_member
from ingest.text import fold

CORPUS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "corpora" / "agencies.yaml").read_text("utf-8")
)


def _text(row: dict[str, Any]) -> str:
    return str(row["text"])


@pytest.mark.parametrize("row", CORPUS["rows"], ids=_text)
def test_a_plan_names_these_agencies(row: dict[str, Any]) -> None:
    found = find_agencies(row["text"])
    assert [(m.name, m.agency_id) for m in found] == list(row["found"].items())


@pytest.mark.parametrize("row", CORPUS["negatives"], ids=_text)
def test_ordinary_words_of_plans_are_no_agencies(row: dict[str, Any]) -> None:
    assert find_agencies(row["text"]) == ()


@pytest.mark.parametrize("row", CORPUS["questions"], ids=_text)
def test_a_question_names_these_agencies(row: dict[str, Any]) -> None:
    found = find_agencies_in_question(row["text"])
    assert [(m.name, m.agency_id) for m in found] == list(row["found"].items())


@pytest.mark.parametrize("row", CORPUS["question_negatives"], ids=_text)
def test_ordinary_words_of_questions_are_no_agencies(row: dict[str, Any]) -> None:
    assert find_agencies_in_question(row["text"]) == ()


@pytest.mark.parametrize("row", CORPUS["rows"], ids=_text)
def test_mentions_stand_in_order_and_apart(row: dict[str, Any]) -> None:
    spans = [m.span for m in find_agencies(row["text"])]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(a.of(row["text"]).strip() == a.of(row["text"]) != "" for a in spans)


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Sở Y tế làm việc này. Sở Nội vụ làm việc kia. Sở Tài chính trả tiền."
    start, end = text.index("Sở Nội"), text.index(" Sở Tài")
    (mention,) = find_agencies(text, start, end)
    assert mention.span.of(text) == "Sở Nội vụ"


@pytest.mark.parametrize(
    ("agency_id", "group_id", "expected"),
    [
        ("so-xay-dung", "nhom-so-ban-nganh", True),
        ("ubnd-tinh", "nhom-so-ban-nganh", False),
        ("hdnd-tinh", "nhom-so-ban-nganh", False),
        ("ubnd-xa", "nhom-phong-ban", False),
        ("ubnd-xa", "nhom-dia-phuong", True),
        ("van-phong-ubnd-tinh", "nhom-so-ban-nganh", True),
    ],
)
def test_committees_and_councils_are_no_departments(agency_id: str, group_id: str, expected: bool) -> None:
    assert is_member(agency_id, group_id) is expected


def test_groups_and_strangers_are_marked() -> None:
    known, group, stranger = find_agencies("Sở Y tế, các đoàn thể và Trung tâm Điều hành Vân Khê")
    assert (known.known, known.is_group) == (True, False)
    assert (group.known, group.is_group) == (True, True)
    assert (stranger.known, stranger.is_group) == (False, False)


def test_a_name_of_the_loaded_plans_is_found_in_a_question() -> None:
    extra = {fold("Đội Trật tự Vân Khê"): "doi-trat-tu-van-khe"}
    (mention,) = find_agencies_in_question("doi trat tu van khe lam gi", extra)
    assert (mention.name, mention.agency_id, mention.known) == ("doi trat tu van khe", "doi-trat-tu-van-khe", False)


def test_a_loaded_name_is_found_by_its_slug_before_another_place() -> None:
    extra = {fold("Ban Quản lý dự án và khai thác chợ Thành phố"): "ban-quan-ly-du-an-va-khai-thac-cho"}
    found = find_agencies_in_question("Ban Quản lý dự án và khai thác chợ Vân Khê làm gì?", extra)
    assert [m.agency_id for m in found] == ["ban-quan-ly-du-an-va-khai-thac-cho"]


_SOUP = ["Sở", "các", "phòng", "ban", "Xây", "dựng", "và", ",", "-", ":", "UBND", "xã", "phường", "Các", "15", "xóm"]


@given(st.lists(st.sampled_from([*_SOUP, "\n", "tỉnh", "Lạc", "Hà", "("])))
def test_no_soup_of_words_breaks_the_grammar(words: list[str]) -> None:
    text = unicodedata.normalize("NFC", " ".join(words))
    for find in (find_agencies, find_agencies_in_question):
        spans = [m.span for m in find(text)]
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
