"""The demo: five questions of the required kinds, right answers, and a judge that notices wrong ones."""

from pathlib import Path

import pytest

from evals.demo import SAMPLES, main, problem, read_demo
from evals.gold import Answered, Question, read_rows
from evals.sources import Sources

GOLD = {row["id"]: Question.model_validate(row) for row in read_rows(SAMPLES / "gold/questions/samples.jsonl")}
ASKED = [GOLD[question.id] for question in read_demo().questions]
SOURCES = Sources({path.stem: path.read_text("utf-8") for path in (SAMPLES / "plans").iterdir()})


def right(question: Question, **changes: object) -> Answered:
    """The answer that says just what the gold question wants, with changes."""
    fields = {
        "status": "answered" if question.answerable else "not_found",
        "answer": " ".join(spellings[0] for spellings in question.facts),
        "citations": [{"plan_id": item.plan, "quote": item.quote} for item in question.evidence],
    }
    return Answered.model_validate(fields | changes)


def test_the_demo_asks_a_list_a_deadline_an_unaccented_an_english_and_an_unanswerable_question() -> None:
    assert len(ASKED) == 5
    assert {"agency_obligations", "when", "unanswerable"} <= {question.type for question in ASKED}
    assert {"vi", "vi-nodiac", "en"} <= {question.lang for question in ASKED}


def test_every_answer_of_the_demo_is_right(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = main(tmp_path / "store")
    shown = capfd.readouterr().out
    assert code == 0, shown
    assert read_demo().texts["all_right"].split("{")[0] in shown


def test_a_second_demo_starts_from_an_empty_store(tmp_path: Path) -> None:
    left = tmp_path / "store" / "left-over"
    left.parent.mkdir()
    left.touch()
    main(tmp_path / "store", say=lambda _: None)
    assert not left.exists()


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)
def test_the_answer_that_the_gold_wants_is_right(question: Question) -> None:
    assert problem(question, right(question), SOURCES) is None


@pytest.mark.parametrize("question", [q for q in ASKED if q.answerable], ids=lambda question: question.id)
@pytest.mark.parametrize(
    "change",
    [
        {"status": "not_found"},
        {"citations": []},
        {"answer": ""},
        {"citations": [{"plan_id": "x", "quote": "Sở Y tế làm việc mà không văn bản nào giao."}]},
    ],
    ids=["refused", "uncited", "without its facts", "invented quote"],
)
def test_a_wrong_answer_is_noticed(question: Question, change: dict[str, object]) -> None:
    assert problem(question, right(question, **change), SOURCES)


@pytest.mark.parametrize("change", [{"status": "answered"}, {"citations": [{"quote": "Nghiêm cấm đốt nương làm rẫy"}]}])
def test_a_refusal_that_does_not_refuse_is_noticed(change: dict[str, object]) -> None:
    refused = next(question for question in ASKED if not question.answerable)
    assert problem(refused, right(refused, **change), SOURCES)


def test_one_missing_piece_of_evidence_is_noticed() -> None:
    listed = next(question for question in ASKED if len(question.evidence) > 2)
    citations = [{"plan_id": item.plan, "quote": item.quote} for item in listed.evidence[1:]]
    assert problem(listed, right(listed, citations=citations), SOURCES)
