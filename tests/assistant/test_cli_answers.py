"""``troly ask`` and ``troly chat``, on a store ingested from two plans about invented places."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from assistant.channels.texts import text
from assistant.cli import main
from tests.assistant.terminal import PLANS

Capture = pytest.CaptureFixture[str]
QUESTION = "Sở Tài chính phải làm gì trong kế hoạch cây xanh của tỉnh Lạc Hà?"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("answers") / "store")
    assert main(["ingest", str(PLANS), "--store", folder]) == 0
    return folder


@pytest.fixture(autouse=True)
def own_settings(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROLY_STORE", store)
    monkeypatch.setenv("TROLY_DATA_DIR", str(tmp_path / "data"))


def printed(capsys: Capture, *arguments: str, code: int = 0) -> tuple[str, str]:
    capsys.readouterr()
    assert main(arguments) == code
    return capsys.readouterr()


def asked(capsys: Capture, *arguments: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(printed(capsys, "ask", "--json", *arguments)[0])
    return data


def test_an_answer_cites_the_plan_word_for_word(capsys: Capture) -> None:
    data = asked(capsys, QUESTION)
    assert data["status"] == "answered"
    assert data["citations"]
    for citation in data["citations"]:
        shown = json.loads(printed(capsys, "show", citation["plan_id"], citation["clause_id"], "--json")[0])
        assert citation["quote"] in shown["text"]
        assert shown["start"] <= citation["start"] < citation["end"] <= shown["end"]
    assert len(data["obligations"]) == data["total_obligations"]


def test_an_answer_for_people_names_its_sources(capsys: Capture) -> None:
    out, err = printed(capsys, "ask", QUESTION)
    assert "[1]" in out
    assert text("answer.vi.sources") in out
    assert err == ""


def test_words_need_no_quotation_marks(capsys: Capture) -> None:
    assert asked(capsys, *QUESTION.split())["interpretation"] == asked(capsys, QUESTION)["interpretation"]


def test_the_day_of_asking_is_today_unless_given(capsys: Capture) -> None:
    from assistant.channels.clock import today

    assert asked(capsys, QUESTION, "--as-of", "2026-02-03")["as_of"] == "2026-02-03"
    before = today()
    assert before.isoformat() <= asked(capsys, QUESTION)["as_of"] <= today().isoformat()


def test_a_question_may_be_kept_to_one_plan(capsys: Capture) -> None:
    data = asked(capsys, "Có những nhiệm vụ gì?", "--plan", "đồng mây")
    assert {citation["plan_id"] for citation in data["citations"]} <= {"dong-may-ve-sinh"}
    _, err = printed(capsys, "ask", "Ai?", "--plan", "xyzzy", code=1)
    assert "xyzzy" in err


def test_a_question_must_be_given_and_not_be_too_long(capsys: Capture) -> None:
    _, err = printed(capsys, "ask", code=2)
    assert text("usage.no_question") in err
    _, err = printed(capsys, "ask", "Ai?", "--batch", "x.jsonl", code=2)
    assert text("usage.batch_or_question") in err
    _, err = printed(capsys, "ask", "a" * 2001, code=1)
    assert len(err.splitlines()) == 1
    printed(capsys, "ask", "   ", code=1)


def write_lines(path: Path, *lines: object) -> str:
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines), "utf-8")
    return str(path)


def test_a_batch_answers_line_by_line_with_the_same_ids(tmp_path: Path, capsys: Capture) -> None:
    batch = write_lines(
        tmp_path / "q.jsonl",
        {"id": "một", "question": QUESTION, "lang": "vi-nodiac", "evidence": []},
        "",
        {"id": 2, "question": "Hạn chót là khi nào?", "history": ["Ai lập danh mục tuyến phố cần trồng cây?"]},
        {"id": "ba", "question": "Xin chào", "history": None},
    )
    out, err = printed(capsys, "ask", "--batch", batch, "--as-of", "2026-11-21")
    answers = [json.loads(line) for line in out.splitlines()]
    assert [each["id"] for each in answers] == ["một", 2, "ba"]
    assert all(each["latency_ms"] > 0 and each["as_of"] == "2026-11-21" for each in answers)
    single = asked(capsys, QUESTION, "--as-of", "2026-11-21")
    assert answers[0]["answer"] == single["answer"]
    assert err == ""


def test_a_history_gives_a_follow_up_its_subject(tmp_path: Path, capsys: Capture) -> None:
    batch = write_lines(
        tmp_path / "q.jsonl",
        {"id": 1, "question": "Còn Sở Tài chính?", "history": ["Sở Xây dựng phải làm gì?"]},
    )
    (line,) = printed(capsys, "ask", "--batch", batch)[0].splitlines()
    assert "Sở Tài chính" in json.loads(line)["interpretation"]["agencies"]


def test_bad_lines_of_a_batch_are_told_and_the_others_answered(tmp_path: Path, capsys: Capture) -> None:
    batch = write_lines(
        tmp_path / "q.jsonl",
        "không phải JSON",
        {"id": 1},
        [1, 2],
        {"id": 2, "question": ""},
        {"id": 3, "question": QUESTION},
    )
    out, err = printed(capsys, "ask", "--batch", batch, code=1)
    assert [json.loads(line)["id"] for line in out.splitlines()] == [3]
    told = err.splitlines()
    assert told[:2] == [text("ask.batch_bad_json", line=1), text("ask.batch_bad_field", line=2, field="question")]
    assert len(told) == 4


def test_a_batch_file_that_is_not_there_is_one_line(tmp_path: Path, capsys: Capture) -> None:
    _, err = printed(capsys, "ask", "--batch", str(tmp_path / "khong-co.jsonl"), code=1)
    assert "khong-co.jsonl" in err
    assert len(err.splitlines()) == 1


def test_a_batch_may_come_through_a_pipe(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps({"id": "x", "question": QUESTION})
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line.encode()), encoding="utf-8"))
    assert json.loads(printed(capsys, "ask", "--batch", "-")[0])["id"] == "x"


def chatted(capsys: Capture, monkeypatch: pytest.MonkeyPatch, typed: str, *arguments: str) -> tuple[str, str]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
    return printed(capsys, "chat", *arguments)


def test_a_chat_remembers_what_was_asked_until_it_starts_anew(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "Sở Xây dựng phải làm gì?\nCòn Sở Tài chính?\n/moi\nCòn Sở Tài chính?\n/thoat\nAi?\n"
    out, err = chatted(capsys, monkeypatch, typed, "--json")
    first, second, anew = (json.loads(line) for line in out.splitlines())
    assert first["conversation_id"] == second["conversation_id"] != anew["conversation_id"]
    assert second["interpretation"]["agencies"] == ["Sở Tài chính"]
    assert second["interpretation"]["intent"] == first["interpretation"]["intent"]
    assert text("chat.bye") in err


def test_a_chat_goes_on_after_a_question_that_cannot_be_answered(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, err = chatted(capsys, monkeypatch, f"{'a' * 2001}\n/giup\n\n{QUESTION}\n")
    assert text("answer.vi.sources") in out
    assert err.count(text("chat.help")) == 2


def test_asking_an_empty_store_says_how_to_fill_it(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "empty").mkdir()
    out, _ = printed(capsys, "ask", "Ai phải báo cáo?", "--store", str(tmp_path / "empty"), code=1)
    assert "troly ingest" in out
    _, err = printed(capsys, "plans", "--store", str(tmp_path / "empty"))
    assert err.strip() == text("plans.none")
