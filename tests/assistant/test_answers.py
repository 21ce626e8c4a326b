"""Every answer to the samples' questions: exact quotes, right marks, the store's newest words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.answering import Library, answer
from assistant.model import Answer, AnswerStatus, Cite, Question
from tests.assistant.conftest import AS_OF, SAMPLE_PLANS, Ask, ingested
from tests.assistant.read_answers import MARK
from tests.assistant.test_plans_named import DIRECTIVE, DISASTER

SAMPLES = SAMPLE_PLANS.parent / "gold" / "questions" / "samples.jsonl"
ROWS = [json.loads(line) for line in SAMPLES.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def samples(ask: Ask) -> list[tuple[str, Answer]]:
    """All questions of the samples, answered."""
    return [(row["id"], ask(row["question"], *row["history"])) for row in ROWS]


def test_every_citation_is_its_span_character_for_character(
    samples: list[tuple[str, Answer]], library: Library
) -> None:
    cited = 0
    for row, given in samples:
        for citation in given.citations:
            cited += 1
            text = library.store.text(citation.plan_id)
            assert text[citation.start : citation.end] == citation.quote, row
            clause = library.store.clause(citation.plan_id, citation.clause_id)
            assert clause.span.start <= citation.start, row
            assert citation.end <= clause.span.end, row
    assert cited > 100


def test_every_mark_has_its_citation_and_every_citation_its_mark(samples: list[tuple[str, Answer]]) -> None:
    for row, given in samples:
        numbers = [citation.number for citation in given.citations]
        assert numbers == list(range(1, len(numbers) + 1)), row
        used = {run.c for block in given.blocks for run in block.all_runs() if isinstance(run, Cite)}
        assert used == set(numbers), row
        assert {int(n) for n in MARK.findall(given.text)} == set(numbers), row


def test_every_listed_obligation_is_quoted_where_its_citation_says(samples: list[tuple[str, Answer]]) -> None:
    for row, given in samples:
        by_number = {citation.number: citation for citation in given.citations}
        for item in given.obligations:
            citation = by_number[item.citation]
            span = item.found.obligation.span
            assert citation.plan_id == item.found.obligation.plan_id, row
            assert span.start <= citation.start < citation.end <= span.end, row


def test_answers_with_answers_are_answered_and_the_others_refused(samples: list[tuple[str, Answer]]) -> None:
    statuses = {row: given.status for row, given in samples}
    for row in ROWS:
        if row["type"] == "smalltalk":
            assert statuses[row["id"]] is AnswerStatus.SMALLTALK
    answerable = [statuses[row["id"]] for row in ROWS if row["answerable"]]
    found = sum(status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL) for status in answerable)
    assert found >= 0.9 * len(answerable)


def test_the_same_question_gets_the_same_answer(ask: Ask) -> None:
    first, second = (ask("Sở Y tế phải làm gì về phòng bệnh?") for _ in range(2))
    assert first == second


@pytest.fixture
def own_library(tmp_path: Path) -> Iterator[Library]:
    """A library that a test may change."""
    opened = ingested(tmp_path / "store", [SAMPLE_PLANS / f"{DIRECTIVE}.txt", SAMPLE_PLANS / f"{DISASTER}.txt"])
    yield opened
    opened.close()


def test_a_removed_plan_is_in_no_answer_any_more(own_library: Library) -> None:
    questions = [
        "Sở Y tế phải làm gì?",
        "Ai chủ trì việc làm sạch dữ liệu đất đai?",
        "Tóm tắt Chỉ thị 06/CT-UBND",
        "DVCTT là gì?",
        "Lập lịch các mốc thời hạn",
        "Chỉ thị 06/CT-UBND ban hành ngày nào?",
    ]

    def cited() -> set[str]:
        given = [answer(Question(text=q, as_of=AS_OF), own_library) for q in questions]
        return {c.plan_id for a in given for c in a.citations} | {i for a in given for i in a.understanding.plan_ids}

    assert cited() == {DIRECTIVE, DISASTER}
    own_library.store.remove(DIRECTIVE)
    assert cited() == {DISASTER}


def test_a_replaced_plan_is_answered_from_its_new_words(tmp_path: Path) -> None:
    from ingest.pipeline import ingest_paths

    file = tmp_path / f"{DISASTER}.txt"
    text = (SAMPLE_PLANS / f"{DISASTER}.txt").read_text("utf-8")
    file.write_text(text, "utf-8")
    library = ingested(tmp_path / "store", [file])
    question = Question(text="Tỷ lệ che phủ rừng là bao nhiêu?", as_of=AS_OF)
    assert "57,5%" in answer(question, library).text
    file.write_text(text.replace("57,5%", "61,25%"), "utf-8")
    assert [r.status for r in ingest_paths(library.store, [file])] == ["replaced"]
    given = answer(question, library)
    assert "61,25%" in given.text
    assert "57,5%" not in given.text
    library.close()


def test_an_empty_store_has_nothing_to_say(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "store")
    given = answer(Question(text="Sở Y tế phải làm gì?", as_of=AS_OF), library)
    assert given.status is AnswerStatus.UNAVAILABLE
    assert "troly ingest" in given.text
    greeted = answer(Question(text="Xin chào", as_of=AS_OF + timedelta(days=1)), library)
    assert greeted.status is AnswerStatus.SMALLTALK
    library.close()
