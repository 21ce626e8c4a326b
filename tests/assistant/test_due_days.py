"""On which days of a calendar a deadline falls due."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.due_days import due_days
from ingest.model import Deadline, DeadlineKind, Period, Recurrence, Span

ROWS = yaml.safe_load((Path(__file__).parents[1] / "corpora" / "due_days.yaml").read_text("utf-8"))


def recurring(words: str, recurrence: Recurrence | None) -> Deadline:
    span = Span(start=0, end=len(words))
    return Deadline(text=words, span=span, kind=DeadlineKind.RECURRING, recurrence=recurrence, rule="made_for_a_test")


@pytest.mark.parametrize("row", ROWS["recurring"], ids=lambda row: row["words"])
def test_a_recurring_deadline_falls_due_on_the_days_that_its_words_name(row: dict[str, object]) -> None:
    window = Period(first=date(2026, 1, 1), last=date(2026, 12, 31))
    found = due_days(recurring(str(row["words"]), row["recurrence"]), window)  # type: ignore[arg-type]
    assert [due.day for due in found] == row["days"], row["why"]
    assert {due.rule for due in found} <= {row["rule"]}


@pytest.mark.parametrize(
    ("words", "weekdays", "rule"),
    [
        ("vào Thứ bảy, Chủ nhật hàng tuần", {5, 6}, "stated"),
        ("chiều thứ sáu hằng tuần", {4}, "stated"),
        ("hằng tuần", {6}, "last_of_period"),
    ],
)
def test_a_weekly_deadline_falls_due_on_the_weekdays_that_it_names(words: str, weekdays: set[int], rule: str) -> None:
    window = Period(first=date(2026, 1, 1), last=date(2026, 12, 31))
    found = due_days(recurring(words, "weekly"), window)
    assert {due.day.weekday() for due in found} == weekdays
    assert len(found) in (52 * len(weekdays), 53 * len(weekdays))
    assert {due.rule for due in found} == {rule}


def test_a_single_deadline_falls_due_on_its_last_day() -> None:
    deadline = Deadline(
        text="trong năm 2026",
        span=Span(start=0, end=14),
        kind=DeadlineKind.DURING,
        first=date(2026, 1, 1),
        last=date(2026, 12, 31),
        rule="made_for_a_test",
    )
    window = Period(first=date.min, last=date.max)
    assert [due.day for due in due_days(deadline, window)] == [date(2026, 12, 31)]


def test_a_deadline_without_a_day_falls_due_on_none() -> None:
    deadline = Deadline(
        text="sớm", span=Span(start=0, end=3), kind=DeadlineKind.BY, first=None, last=None, rule="made_for_a_test"
    )
    assert due_days(deadline, Period(first=date.min, last=date.max)) == ()
    assert due_days(recurring("định kỳ", None), Period(first=date(2026, 1, 1), last=date(2026, 12, 31))) == ()


@given(
    day=st.integers(0, 99),
    month=st.integers(0, 99),
    recurrence=st.sampled_from(["weekly", "monthly", "quarterly", "semiannual", "annual"]),
    first=st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    length=st.integers(0, 900),
    before=st.booleans(),
)
def test_every_due_day_lies_in_the_window_and_they_stand_in_order(
    day: int, month: int, recurrence: Recurrence, first: date, length: int, before: bool
) -> None:
    window = Period(first=first, last=date.fromordinal(first.toordinal() + length))
    words = f"{'trước ' if before else ''}ngày {day}/{month} hằng năm"
    days = [due.day for due in due_days(recurring(words, recurrence), window)]
    assert all(window.first <= each <= window.last for each in days)
    assert days == sorted(days)
