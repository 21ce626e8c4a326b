"""The marker table against its corpus: every family is shown, nothing else is taken for a marker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.clauses.markers import Family, read_marker, to_roman

CORPUS = yaml.safe_load((Path(__file__).parents[1] / "corpora" / "markers.yaml").read_text("utf-8"))
LINES = [pytest.param(row, line, id=line) for row in CORPUS["markers"] for line in row["lines"]]


@pytest.mark.parametrize(("row", "line"), LINES)
def test_a_marker_is_read_with_its_family_and_numbers(row: dict[str, Any], line: str) -> None:
    marker = read_marker(line, 0, len(line))
    assert marker is not None
    best = marker.readings[0]
    assert (best.family.name, list(best.numbers)) == (row["family"], row["numbers"])


@pytest.mark.parametrize("row", CORPUS["negatives"], ids=lambda row: row["line"])
def test_what_only_looks_like_a_marker_is_none(row: dict[str, str]) -> None:
    assert read_marker(row["line"], 0, len(row["line"])) is None


def test_every_family_with_a_marker_stands_in_the_corpus() -> None:
    shown = {row["family"] for row in CORPUS["markers"]}
    assert shown == {family.name for family in Family} - {"PARAGRAPH", "ROW"}


def test_a_single_capital_may_be_a_letter_or_a_roman_number() -> None:
    marker = read_marker("V. TỔ CHỨC", 0, 10)
    assert marker is not None
    assert [r.family for r in marker.readings] == [Family.ROMAN, Family.UPPER]


def test_a_small_l_may_be_the_number_one() -> None:
    marker = read_marker("l. Mục đích", 0, 11)
    assert marker is not None
    assert (Family.NUMBER, 1) in {(r.family, r.ordinal) for r in marker.readings}


def test_roman_numbers_are_written_as_clerks_do() -> None:
    assert [to_roman(n) for n in (1, 4, 9, 14, 19, 40)] == ["I", "IV", "IX", "XIV", "XIX", "XL"]
