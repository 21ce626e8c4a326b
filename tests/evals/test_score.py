"""Scores: known small cases by hand, and agreement with the shared scoring tool on disturbed gold."""

from __future__ import annotations

import importlib.util
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from evals.answers.score import score_answer
from evals.cases import Case, changes, figures, gained_and_lost, share
from evals.gold import Answered, Obligation, Question, read_rows
from evals.obligations.score import same_agency, score
from evals.retrieval.queries import Query, Ranking
from evals.retrieval.score import score as score_rankings
from evals.sources import FoldedText, Sources, covered, squeeze

PLAN = """KẾ HOẠCH
1. Sở Y tế chủ trì, phối hợp với **Công an tỉnh** kiểm tra bếp ăn tập thể trước ngày 30/6/2026.
2. UBND các xã, phường tuyên truyền về an toàn
thực phẩm; báo cáo Sở Y tế hằng quý.
"""
SOURCES = Sources({"lac-ha": PLAN})
CHECK = "Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra bếp ăn tập thể trước ngày 30/6/2026"
TELL = "UBND các xã, phường tuyên truyền về an toàn thực phẩm"


def obligation(quote: str, *actors: tuple[str, str], deadline: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "id": f"lac-ha-{len(quote)}",
        "plan_id": "lac-ha",
        "kind": "task",
        "quote": quote,
        "actors": [{"name": name, "role": role} for name, role in actors],
        "deadline": deadline,
    }


def by(last: str) -> dict[str, Any]:
    return {"text": "", "kind": "by", "from": None, "to": last, "recurrence": None}


def score_found(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, float | None]:
    wanted = {"lac-ha": [Obligation.model_validate(row) for row in gold]}
    return figures(score(wanted, [Obligation.model_validate(row) for row in found], SOURCES))


def test_a_quote_is_found_across_lines_and_asterisks() -> None:
    assert SOURCES.verbatim("tuyên truyền về an toàn thực phẩm")
    assert SOURCES.verbatim("phối hợp với Công an tỉnh kiểm tra")
    assert not SOURCES.verbatim("phối hợp với Công an xã kiểm tra")
    assert not SOURCES.verbatim("")


def test_a_folded_text_maps_back_to_the_characters_it_came_from() -> None:
    folded = FoldedText(PLAN)
    assert folded.text == squeeze(PLAN)
    start = folded.text.index(squeeze("an toàn thực phẩm"))
    low, high = folded.span(start, start + len("an toàn thực phẩm"))
    assert PLAN[low:high] == "an toàn\nthực phẩm"


def test_cover_counts_overlapping_spans_once() -> None:
    assert covered((10, 20), [(0, 13), (12, 15), (18, 40)]) == pytest.approx(0.7)


def test_the_gold_itself_scores_one_in_everything() -> None:
    gold = [
        obligation(CHECK, ("Sở Y tế", "lead"), ("Công an tỉnh", "coordinate"), deadline=by("2026-06-30")),
        obligation(TELL, ("UBND các xã, phường", "responsible")),
    ]
    result = score_found(gold, gold)
    assert result.pop("deadlines_invented") == 0
    assert result.pop("found_not_in_source") == 0
    assert set(result.values()) == {1.0}


def test_a_wrong_role_a_missing_actor_and_an_invented_deadline_each_show() -> None:
    gold = [
        obligation(CHECK, ("Sở Y tế", "lead"), ("Công an tỉnh", "coordinate"), deadline=by("2026-06-30")),
        obligation(TELL, ("UBND các xã, phường", "responsible")),
    ]
    found = [
        obligation(CHECK, ("Sở Y tế", "responsible"), deadline=by("2026-06-29")),
        obligation(TELL, ("Ủy ban nhân dân các xã, phường", "responsible"), deadline=by("2026-12-31")),
    ]
    result = score_found(gold, found)
    assert result["recall"] == result["precision"] == result["tight_recall"] == 1.0
    assert result["actor_f1"] == pytest.approx((2 / 3 + 1) / 2)
    assert result["role_accuracy"] == pytest.approx(1 / 2)
    assert result["deadline_accuracy"] == 0.0
    assert result["deadlines_invented"] == 1
    assert result["record_exact"] == 0.0


def test_a_whole_paragraph_is_found_but_not_tight_and_a_stray_quote_costs_precision() -> None:
    gold = [obligation("kiểm tra bếp ăn tập thể", ("Sở Y tế", "lead"))]
    found = [obligation(CHECK, ("Sở Y tế", "lead")), obligation("câu này không đứng trong văn bản nào")]
    result = score_found(gold, found)
    assert result["recall"] == 1.0
    assert result["tight_recall"] == 0.0
    assert result["precision"] == pytest.approx(1 / 2)
    assert result["found_not_in_source"] == 1


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Ủy ban nhân dân các xã", "UBND các xã", True),
        ("các Phòng: Y tế", "Phòng Y tế", False),
        ("Sở Y tế tỉnh", "sở y tế", True),
        ("Sở Nội vụ", "Sở Y tế", False),
        ("Sở Nông nghiệp và Môi trường", "Sở Nông nghiệp và môi trưòng", True),
    ],
)
def test_agency_names_agree_beyond_spelling_and_place(first: str, second: str, *, same: bool) -> None:
    assert same_agency(first, second) is same


def question(**fields: Any) -> Question:
    row = {
        "id": "q1",
        "type": "when",
        "lang": "vi",
        "question": "Kiểm tra bếp ăn xong khi nào?",
        "evidence": [{"plan": "lac-ha", "quote": CHECK}],
        "facts": [["30/6/2026", "30 tháng 6"]],
        "answerable": True,
    }
    return Question.model_validate(row | fields)


def answered(text: str, *quotes: str, status: str = "answered") -> Answered:
    return Answered.model_validate(
        {"status": status, "answer": text, "citations": [{"plan_id": "lac-ha", "quote": quote} for quote in quotes]}
    )


def test_an_answer_with_its_evidence_and_fact_is_right() -> None:
    case = score_answer(question(), answered("Trước 30/6/2026 [1]", CHECK), SOURCES)
    assert case.right
    assert case.shares["evidence_recall"] == (1.0, 1.0)


@pytest.mark.parametrize(
    "given",
    [
        answered("Trước 30/6/2026 [1]", TELL),  # cites something else
        answered("Sớm [1]", CHECK),  # leaves out the date
        answered("Trước 30/6/2026", CHECK, status="not_found"),
        answered("30/6/2026", CHECK, CHECK.replace("2026", "2027")),  # one quote is in no plan
    ],
)
def test_an_answer_that_lacks_one_thing_is_wrong(given: Answered) -> None:
    assert score_answer(question(), given, SOURCES).right is False


def test_silence_is_right_where_there_is_no_answer_and_wrong_where_there_is_one() -> None:
    silent = answered("Không thấy trong các kế hoạch.", status="not_found")
    nothing = question(answerable=False, evidence=[], facts=[], type="unanswerable")
    assert score_answer(nothing, silent, SOURCES).shares["abstains_rightly"] == (1.0, 1.0)
    assert score_answer(question(), silent, SOURCES).right is False


def test_small_talk_is_right_without_citations_only() -> None:
    hello = question(type="smalltalk", evidence=[], facts=[])
    assert score_answer(hello, answered("Chào bạn", status="smalltalk"), SOURCES).right
    assert score_answer(hello, answered("Chào bạn [1]", CHECK), SOURCES).right is False


def test_rankings_are_scored_by_rank_and_not_by_name() -> None:
    query = Query(id="q", text="", lang="vi", relevant=("p/a", "p/z"))
    hits = ("p/m", "p/z", *(f"p/n{number}" for number in range(9)), "p/a")
    empty = Ranking(query="q", spelling="typed", ranker="dense", hits=())
    found = Ranking(query="q", spelling="typed", ranker="lexical", hits=hits)
    first, second = score_rankings([query], [found, empty], "small")
    assert first.shares["MRR@10"] == (0.5, 1.0)
    assert first.shares["recall@1"] == (0.0, 1.0)
    assert first.shares["recall@10"] == (0.5, 1.0)
    assert first.shares["recall@20"] == (1.0, 1.0)
    assert first.right
    assert second.right is False
    assert second.shares["nDCG@10"] == (0.0, 1.0)


def test_gained_and_lost_name_the_cases_both_runs_have() -> None:
    before = [Case(id="a", right=True), Case(id="b", right=False), Case(id="c", right=True)]
    after = [Case(id="a", right=False), Case(id="b", right=True), Case(id="d", right=True)]
    assert gained_and_lost(before, after) == (("b",), ("a",))


def test_the_interval_of_a_clear_gain_excludes_zero_and_is_the_same_every_time() -> None:
    before = [Case(id=str(n), right=False, shares={"right": share(n % 4 == 0)}) for n in range(80)]
    after = [Case(id=str(n), right=True, shares={"right": share(n % 4 != 1)}) for n in range(80)]
    (change,) = changes(before, after, resamples=1000, seed=1)
    assert change.before == 0.25
    assert change.after == 0.75
    assert change.low is not None
    assert change.high is not None
    assert 0.3 < change.low < 0.5 < change.high < 0.7
    assert changes(before, after, resamples=1000, seed=1) == (change,)


def test_no_interval_is_given_for_a_handful_of_cases() -> None:
    few = [Case(id=str(n), shares={"right": share(True)}) for n in range(3)]
    (change,) = changes(few, few, resamples=100, seed=1)
    assert change.low is None


# --- agreement with ../shared/tools ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scoring(shared: Path) -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("shared_scoring", shared / "tools" / "scoring.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["shared_scoring"] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    yield module
    del sys.modules["shared_scoring"]


def _plans(shared: Path) -> dict[str, Path]:
    return {file.stem: file for file in sorted((shared / "plans" / "seeds").glob("*.txt"))}


def _disturb(gold: list[dict[str, Any]], slug: str, chance: random.Random) -> list[dict[str, Any]]:
    """Return what a middling extractor might find: some missed, some doubled, cut, joined, or with wrong records."""
    found: list[dict[str, Any]] = []
    for number, row in enumerate(gold):
        item = {**row, "plan_id": slug}
        luck = chance.random()
        if luck < 0.15:
            continue
        if luck < 0.3:
            item["quote"] = row["quote"][: int(len(row["quote"]) * chance.uniform(0.3, 1))]
        elif luck < 0.4 and number + 1 < len(gold):
            item["quote"] = f"{row['quote']} {gold[number + 1]['quote']}"
        elif luck < 0.45:
            item["quote"] = row["quote"].replace("a", "ă")
        if chance.random() < 0.4:
            item["actors"] = [
                {**actor, "role": chance.choice(["lead", "coordinate", "responsible"])}
                for actor in row["actors"]
                if chance.random() < 0.7
            ]
        if chance.random() < 0.3:
            item["deadline"] = chance.choice([None, by("2026-12-31"), gold[0]["deadline"]])
        found.extend([item] * (2 if chance.random() < 0.1 else 1))
    return found


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(4))
def test_obligations_score_as_the_shared_tool_scores_them(shared: Path, scoring: ModuleType, seed: int) -> None:
    files = _plans(shared)
    theirs_sources = scoring.Sources(files)
    ours_sources = Sources({slug: file.read_text("utf-8") for slug, file in files.items()})
    chance = random.Random(seed)
    compared = 0
    for gold_file in sorted((shared / "gold" / "obligations").glob("*.jsonl")):
        slug, gold = gold_file.stem, list(read_rows(gold_file))
        found = _disturb(gold, slug, chance)
        theirs = scoring.score_obligations(gold, found, slug, theirs_sources)
        wanted = {slug: [Obligation.model_validate(row) for row in gold]}
        ours = figures(score(wanted, [Obligation.model_validate(row) for row in found], ours_sources))
        assert theirs.pop("found") == len(found)
        assert theirs.pop("gold") > 20
        for name, value in theirs.items():
            mine = ours[name]
            assert (mine if mine is None else round(mine, 3)) == value, f"{slug}: {name}"
            compared += 1
    assert compared >= 24


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(4))
def test_answers_score_as_the_shared_tool_scores_them(shared: Path, scoring: ModuleType, seed: int) -> None:
    files = _plans(shared)
    theirs, theirs_sources = scoring.AskScore(), scoring.Sources(files)
    ours_sources = Sources({slug: file.read_text("utf-8") for slug, file in files.items()})
    chance = random.Random(seed)
    rows = [row for file in sorted((shared / "gold" / "questions").glob("*.jsonl")) for row in read_rows(file)]
    ours = []
    for row in rows:
        given = _invent_answer(row, rows, chance)
        theirs.add(row, given, theirs_sources)
        ours.append(score_answer(Question.model_validate(row), Answered.model_validate(given), ours_sources))
    assert [case.right for case in ours] == [row["right"] for row in theirs.rows]
    summary, mine = theirs.summary(), figures(ours)
    for name, value in mine.items():
        assert value is None or round(value, 3) == summary[name], name
    assert 0 < sum(row["right"] for row in theirs.rows) < len(rows)


def _invent_answer(row: dict[str, Any], rows: list[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    """Return an answer as a middling program might give it: some evidence, some of another question, some facts."""
    cited = [item for item in row["evidence"] if chance.random() < 0.95]
    if chance.random() < 0.3:
        cited += chance.choice(rows)["evidence"][:3]
    if chance.random() < 0.1:
        cited.append({"plan": "no-such-plan", "quote": "một câu không có trong văn bản nào cả"})
    told = [fact[0] for fact in row["facts"] if chance.random() < 0.95]
    good = "smalltalk" if row["type"] == "smalltalk" else "answered" if row["answerable"] else "not_found"
    return {
        "id": row["id"],
        "status": good if chance.random() < 0.9 else chance.choice(["answered", "not_found", "partial"]),
        "answer": "; ".join(told),
        "citations": [{"plan_id": item["plan"], "quote": item["quote"]} for item in cited],
    }
