"""Documents and clause paths cited in running text, against the corpus of phrases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.references import find_clause_paths, find_references

CORPUS = yaml.safe_load((Path(__file__).parents[1] / "corpora" / "references.yaml").read_text("utf-8"))


def phrases(rows: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(row, phrase, id=phrase) for row in rows for phrase in row["phrases"]]


@pytest.mark.parametrize(("row", "phrase"), phrases(CORPUS["references"]))
def test_a_cited_document_is_read_with_its_parts(row: dict[str, Any], phrase: str) -> None:
    (found,) = find_references(phrase)
    assert (found.number, found.kind) == (row["number"], row["kind"])
    assert (found.issued, found.issuer) == (row["issued"], row["issuer"])


@pytest.mark.parametrize("row", CORPUS["negatives"], ids=lambda row: row["phrase"])
def test_what_only_looks_like_a_number_is_no_reference(row: dict[str, str]) -> None:
    assert find_references(row["phrase"]) == ()


def test_the_span_covers_kind_number_date_and_issuer() -> None:
    text = "Căn cứ Kế hoạch số 12/KH-UBND ngày 03/4/2026 của UBND xã Đồng Mây về việc trồng rừng;"
    (found,) = find_references(text)
    assert found.span.of(text) == "Kế hoạch số 12/KH-UBND ngày 03/4/2026 của UBND xã Đồng Mây"


def test_several_documents_in_one_sentence_are_all_found() -> None:
    text = "Chỉ thị số 08-CT/TU ngày 30/01/2026 và Kế hoạch số 79-KH/ĐU ngày 06/02/2026 của Đảng ủy UBND tỉnh"
    assert [found.number for found in find_references(text)] == ["08-CT/TU", "79-KH/ĐU"]


def test_a_day_that_is_not_in_the_calendar_is_left_out() -> None:
    (found,) = find_references("Quyết định số 5/QĐ-UBND ngày 31/02/2026")
    assert found.issued is None


@pytest.mark.parametrize(("row", "phrase"), phrases(CORPUS["clause_paths"]))
def test_a_named_clause_gives_its_path(row: dict[str, Any], phrase: str) -> None:
    assert [found.section for found in find_clause_paths(phrase)] == [row["section"]]


@pytest.mark.parametrize("row", CORPUS["clause_path_negatives"], ids=lambda row: row["phrase"])
def test_other_uses_of_the_words_name_no_clause(row: dict[str, str]) -> None:
    assert find_clause_paths(row["phrase"]) == ()
