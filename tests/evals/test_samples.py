"""The sample plans and their gold files: well-formed, verbatim, unambiguous, and our own words."""

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "evals" / "samples"
PLANS = {path.stem: path for path in sorted((SAMPLES / "plans").iterdir())}
OBLIGATIONS = sorted((SAMPLES / "gold" / "obligations").glob("*.jsonl"))
QUESTIONS = SAMPLES / "gold" / "questions" / "samples.jsonl"
TYPES = {
    *("agency_obligations", "who", "when", "target", "report", "funding", "how_where", "summary", "compare", "yes_no"),
    *("abbreviation", "deadline_calendar", "followup", "unanswerable", "smalltalk"),
}
RECURRENCES = {"weekly", "monthly", "quarterly", "semiannual", "annual", None}


def folded(text: str) -> str:
    """White space folded and Markdown asterisks dropped, as the annotation guide counts occurrences."""
    return re.sub(r"\s+", " ", text.replace("*", "")).strip()


def source(slug: str) -> str:
    return folded(PLANS[slug].read_text("utf-8"))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def quotes_of(question: dict[str, Any]) -> list[dict[str, str]]:
    return [*question["evidence"], *question["also_ok"]]


def test_there_are_four_plans_of_three_to_six_pages_in_composed_letters() -> None:
    assert len(PLANS) == 4
    for path in PLANS.values():
        text = path.read_text("utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name
        assert 8_000 <= len(text) <= 18_000, path.name


@pytest.mark.parametrize("path", OBLIGATIONS, ids=lambda path: path.stem)
def test_every_obligation_is_quoted_from_its_plan_once_and_in_reading_order(path: Path) -> None:
    text, last = source(path.stem), -1
    for row in rows(path):
        quote = folded(row["quote"])
        assert text.count(quote) == 1, row["id"]
        assert text.index(quote) >= last, row["id"]
        last = text.index(quote)
        assert 25 <= len(row["quote"]) <= 300, row["id"]


@pytest.mark.parametrize("path", OBLIGATIONS, ids=lambda path: path.stem)
def test_every_obligation_has_the_fields_of_the_guide(path: Path) -> None:
    text = source(path.stem)
    for number, row in enumerate(rows(path), 1):
        assert row["id"] == f"{path.stem}-{number:03d}"
        assert row["kind"] in {"task", "target", "report", "funding"}
        assert row["actor_source"] in {"subject", "heading", "responsible_line", "issuer"}
        assert row["actors"], row["id"]
        assert all(actor["role"] in {"lead", "coordinate", "responsible"} for actor in row["actors"])
        deadline = row["deadline"]
        if deadline is not None:
            assert folded(deadline["text"]) in text, row["id"]
            assert deadline["kind"] in {"by", "during", "recurring"}
            assert deadline["recurrence"] in RECURRENCES
            assert deadline["recurrence"] is None or deadline["kind"] == "recurring", row["id"]


def test_a_deadline_before_a_day_ends_on_the_day_before() -> None:
    pattern = re.compile(r"trước ngày (\d{1,2})/(\d{1,2})/(\d{4})")
    checked = 0
    for row in (row for path in OBLIGATIONS for row in rows(path) if row["deadline"]):
        match = pattern.fullmatch(row["deadline"]["text"])
        if match:
            day, month, year = map(int, match.groups())
            assert row["deadline"]["to"] == (date(year, month, day) - timedelta(days=1)).isoformat(), row["id"]
            checked += 1
    assert checked > 20


def test_every_question_quotes_its_plans_once() -> None:
    for row in rows(QUESTIONS):
        for item in quotes_of(row):
            assert source(item["plan"]).count(folded(item["quote"])) == 1, (row["id"], item["quote"])
        assert row["plans"] == list(dict.fromkeys(item["plan"] for item in row["evidence"])), row["id"]


def test_every_expected_fact_stands_in_a_quote_of_its_question() -> None:
    for row in rows(QUESTIONS):
        quoted = " ".join(folded(item["quote"]) for item in quotes_of(row)).casefold()
        for spellings in row["facts"]:
            assert any(spelling.casefold() in quoted for spelling in spellings), (row["id"], spellings)


def test_the_questions_cover_all_types_and_languages() -> None:
    questions = rows(QUESTIONS)
    types, languages = Counter(row["type"] for row in questions), Counter(row["lang"] for row in questions)
    assert len(questions) >= 40
    assert len({row["id"] for row in questions}) == len(questions)
    assert set(types) == TYPES
    assert types["unanswerable"] >= 8
    assert sum(bool(row["history"]) for row in questions) >= 5
    assert set(languages) == {"vi", "vi-nodiac", "vi-chat", "en", "mix"}
    assert min(languages.values()) >= 4
    for row in questions:
        assert row["answerable"] == bool(row["evidence"]), row["id"]
        assert row["answerable"] == (row["type"] not in {"unanswerable", "smalltalk"}), row["id"]
        if row["lang"] == "vi-nodiac":
            assert row["question"].isascii(), row["id"]


@pytest.mark.shared
def test_no_sentence_is_taken_from_the_shared_plans(shared: Path) -> None:
    """Sixteen syllables in a row: longer than the genre's formulas, shorter than most sentences."""

    def runs(path: Path) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", path.read_text("utf-8").casefold())
        return {tuple(words[at : at + 16]) for at in range(len(words) - 15)}

    ours = set().union(*(runs(path) for path in PLANS.values()))
    for path in sorted((shared / "plans").rglob("*.txt")):
        assert not ours & runs(path), path.name


@pytest.mark.shared
def test_the_shared_scorer_finds_a_perfect_run_perfect(shared: Path, tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    for slug, path in PLANS.items():
        (plans / f"{slug}.txt").write_text(path.read_text("utf-8"), "utf-8")
    answers = tmp_path / "answers.jsonl"
    answers.write_text("".join(json.dumps(_perfect(row)) + "\n" for row in rows(QUESTIONS)), "utf-8")
    score = _score(shared, "answers", "--answers", answers, "--plans", plans, "--questions", QUESTIONS)
    assert score["right"] == 1.0
    assert score["citations_not_in_source"] == 0

    items = tmp_path / "items.json"
    items.write_text(json.dumps([row | {"plan_id": path.stem} for path in OBLIGATIONS for row in rows(path)]), "utf-8")
    for score in _score(shared, "obligations", "--items", items, "--plans", plans, "--gold", *OBLIGATIONS):
        assert score["recall"] == score["precision"] == score["record_exact"] == 1.0, score


def _perfect(row: dict[str, Any]) -> dict[str, Any]:
    """The answer that says just what the gold row asks for."""
    status = "answered" if row["answerable"] else "smalltalk" if row["type"] == "smalltalk" else "not_found"
    citations = [{"plan_id": item["plan"], "quote": item["quote"]} for item in row["evidence"]]
    return {"id": row["id"], "status": status, "citations": citations, "answer": " ".join(f[0] for f in row["facts"])}


def _score(shared: Path, *arguments: str | Path) -> Any:
    command = [sys.executable, str(shared / "tools" / "score.py"), *map(str, arguments)]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
