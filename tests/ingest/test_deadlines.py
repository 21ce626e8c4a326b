"""Deadlines: every row of the corpus by its rule, every rule by some row, and what must not be found."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ingest.deadlines import find_deadlines, find_periods
from ingest.deadlines.asked import ASKED_RULES
from ingest.deadlines.periods import IN_NAME
from ingest.deadlines.rules import RULES

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
DEADLINES: dict[str, Any] = yaml.safe_load((CORPORA / "deadlines.yaml").read_text("utf-8"))
PERIODS: dict[str, Any] = yaml.safe_load((CORPORA / "periods.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", DEADLINES["rows"], ids=lambda row: f"{row['rule']}: {row['text']}")
def test_a_deadline_is_read_by_its_rule(row: dict[str, Any]) -> None:
    place = {name: row[name] for name in ("year", "issued", "announced") if name in row}
    found = [d for d in find_deadlines(row["text"], **place) if d.text == row["found"]]
    assert [d.rule for d in found] == [row["rule"]]
    deadline = found[0]
    assert deadline.kind.value == row["kind"]
    assert (deadline.first, deadline.last, deadline.recurrence) == (
        row.get("first"),
        row.get("last"),
        row.get("recurrence"),
    )
    assert deadline.span.of(row["text"]) == deadline.text


@pytest.mark.parametrize("row", DEADLINES["negatives"], ids=lambda row: row["text"])
def test_what_only_looks_like_a_deadline_is_none(row: dict[str, Any]) -> None:
    assert find_deadlines(row["text"], year=row.get("year"), issued=row.get("issued")) == ()


def test_every_rule_of_plans_has_a_row() -> None:
    assert {rule.name for rule in RULES} == {row["rule"] for row in DEADLINES["rows"]}


def test_names_of_rules_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", PERIODS["rows"], ids=lambda row: f"{row['rule']}: {row['text']}")
def test_a_period_is_read_by_its_rule(row: dict[str, Any]) -> None:
    found = find_periods(row["text"], PERIODS["as_of"])
    assert [(p.text, p.first, p.last, p.rule) for p in found] == [
        (row["found"], row.get("first"), row.get("last"), row["rule"])
    ]


@pytest.mark.parametrize("row", PERIODS["negatives"], ids=lambda row: row["text"])
def test_what_only_looks_like_a_period_is_none(row: dict[str, Any]) -> None:
    assert find_periods(row["text"], PERIODS["as_of"]) == ()


def test_every_rule_of_questions_has_a_row() -> None:
    known = {rule.name for rule in ASKED_RULES} | {rule.name for rule in RULES} | {IN_NAME}
    rows = {row["rule"] for row in PERIODS["rows"]}
    assert {rule.name for rule in ASKED_RULES} <= rows <= known


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Phần đầu không tính. Hoàn thành trong năm 2026. Sau đó đến năm 2030."
    start, end = text.index("Hoàn"), text.index(" Sau")
    assert [d.span.of(text) for d in find_deadlines(text, start, end)] == ["trong năm 2026"]


def test_two_deadlines_of_one_sentence_are_both_found() -> None:
    text = "Báo cáo 6 tháng trước ngày 25 tháng 6 và báo cáo năm trước ngày 14 tháng 12."
    assert [d.text for d in find_deadlines(text)] == ["trước ngày 25 tháng 6", "trước ngày 14 tháng 12"]


def test_a_day_that_the_calendar_does_not_have_is_none() -> None:
    assert find_deadlines("Hoàn thành trước ngày 31/6/2026.") == ()


@given(st.dates(date(2000, 1, 2), date(2100, 12, 31)))
def test_before_a_day_ends_the_day_before(day: date) -> None:
    (found,) = find_deadlines(f"Hoàn thành trước ngày {day.day:02}/{day.month}/{day.year}.")
    assert found.last is not None
    assert (day - found.last).days == 1


@given(st.text(alphabet=st.sampled_from("trướcđếnngàythángquýnămhằngđịnhkỳ 0123456789/-,.“”()|\n"), max_size=80))
def test_no_text_breaks_the_rules(text: str) -> None:
    for found in find_deadlines(text, year=2026):
        assert found.span.of(text) == found.text
    for period in find_periods(text, date(2026, 11, 21)):
        assert period.span.of(text) == period.text
        assert period.first is None or period.last is None or period.first <= period.last
