"""The bench's plans: the same for the same seed, of the size they claim, read without loss, and asked about."""

from __future__ import annotations

import pytest

from evals.bench.generator import GeneratedPlan, generate_plan, generate_plans, templates
from evals.bench.questions import draw_questions
from evals.bench.timings import by_kind, percentile
from ingest.agencies.registry import registry
from ingest.model import Plan
from ingest.reading import read_plan


@pytest.fixture(scope="module")
def written() -> list[GeneratedPlan]:
    return list(generate_plans(12, seed=7))


@pytest.fixture(scope="module")
def read(written: list[GeneratedPlan]) -> list[Plan]:
    return [read_plan(plan.text.encode(), f"{plan.name}.txt") for plan in written]


def test_a_plan_depends_on_its_seed_and_number_alone(written: list[GeneratedPlan]) -> None:
    assert written[5] == generate_plan(5, seed=7)
    assert written[5].text != generate_plan(5, seed=8).text
    assert len({plan.text for plan in written}) == len(written)


def test_no_slot_is_left_unfilled(written: list[GeneratedPlan]) -> None:
    assert not any("{" in plan.text or "}" in plan.text for plan in written)


def test_plans_are_read_into_trees_of_the_size_of_long_ones(read: list[Plan]) -> None:
    sizes = [sum(1 for _ in plan.root.walk()) for plan in read]
    assert all(100 <= size <= 450 for size in sizes)
    assert 150 <= sum(sizes) / len(sizes) <= 400


def test_nothing_of_a_plan_is_lost_in_reading(read: list[Plan]) -> None:
    for plan in read:
        assert "".join(clause.own.of(plan.text) for clause in plan.root.walk()) == plan.text


def test_the_header_is_that_of_the_plan(written: list[GeneratedPlan], read: list[Plan]) -> None:
    for plan, text in zip(read, written, strict=True):
        words = text.facts[0].words
        assert plan.kind == "Kế hoạch"
        assert plan.issued is not None
        assert str(plan.issued.year) == words["year"]
        assert words["place"] in plan.title


def test_agencies_asked_about_are_registered_and_stand_in_the_plan(written: list[GeneratedPlan]) -> None:
    known = {entry.name for entry in registry().values()}
    for plan in written:
        named = {fact.words["agency"] for fact in plan.facts if "agency" in fact.words}
        assert named
        assert named <= known
        assert all(name in plan.text or name[0].upper() + name[1:] in plan.text for name in named)


def test_topics_asked_about_stand_in_the_plan(written: list[GeneratedPlan]) -> None:
    for plan in written:
        text = " ".join(plan.text.split()).casefold()
        topics = [fact.words["topic"] for fact in plan.facts if "topic" in fact.words]
        unpaged = [topic for topic in topics if topic.casefold() in text]
        assert len(unpaged) >= 0.9 * len(topics)  # a page number may stand inside a sentence of a wrapped plan


def test_every_theme_has_enough_to_write_about() -> None:
    for theme in templates()["themes"]:
        assert len(set(theme["objects"])) >= 12


def test_questions_are_drawn_for_every_kind_and_language_and_are_the_same_again() -> None:
    questions = draw_questions(plans=30, each=2, seed=3)
    assert questions == draw_questions(plans=30, each=2, seed=3)
    assert {question.lang for question in questions} == {"vi", "vi-nodiac", "vi-chat", "en"}
    kinds = {question.kind for question in questions}
    assert kinds >= {"agency_obligations", "who", "when", "across", "followup", "smalltalk", "unanswerable"}
    assert all(question.history for question in questions if question.kind == "followup")
    assert not any("{" in question.text for question in questions)


def test_a_percentile_is_a_time_that_was_measured() -> None:
    assert percentile([1.0, 2.0, 3.0, 100.0], 50) == 2.0
    assert percentile([1.0, 2.0, 3.0, 100.0], 95) == 100.0


def test_questions_over_all_plans_are_counted_apart() -> None:
    rows = [
        {"kind": "who", "lang": "vi", "ms": 2.0, "cpu_ms": 1.0, "status": "answered"},
        {"kind": "across", "lang": "en", "ms": 90.0, "cpu_ms": 80.0, "status": "not_found"},
    ]
    table = by_kind(rows)
    assert table["all"]["max_ms"] == 90.0
    assert table["all but across"]["questions"] == 1
    assert table["all but across"]["max_ms"] == 2.0
    assert table["all but across"]["p95_cpu_ms"] == 1.0
    assert table["all"]["answered"] == 0.5
    assert set(table) == {"all", "all but across", "who", "across", "lang=vi", "lang=en"}
