"""Retrieval cases: which clauses a question's evidence stands in, how queries are respelled, sets in the three-file form."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from evals.gold import Question
from evals.retrieval.corpus import store_corpus
from evals.retrieval.generate import generate
from evals.retrieval.queries import Query, from_questions, key, read_corpus, read_queries, spelled
from ingest.model import Plan
from ingest.reading import read_plan
from ingest.text import fold

TEXT = """ỦY BAN NHÂN DÂN
XÃ ĐỒNG MÂY

Số: 12/KH-UBND

Đồng Mây, ngày 02 tháng 3 năm 2026

KẾ HOẠCH

Giữ gìn vệ sinh môi trường năm 2026

I. NHIỆM VỤ

1. Trạm Y tế xã phun thuốc diệt muỗi tại các thôn trước ngày 30/4/2026.

2. Các thôn:

- Tổ chức thu gom rác vào **chiều thứ sáu** hằng tuần;

- Trồng cây xanh hai bên đường trục thôn.
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(TEXT.encode(), "dong-may.txt")


def asked(quote: str, **fields: object) -> Question:
    row = {"id": "q", "type": "when", "lang": "vi", "question": "Thu gom rác khi nào?", "answerable": True}
    return Question.model_validate({**row, "evidence": [{"plan": "dong-may", "quote": quote}], **fields})


def relevant(question: Question, plan: Plan) -> list[str]:
    bodies = {key(plan.id, clause.id): clause.body.of(plan.text) for clause in plan.root.walk()}
    return [bodies[name] for query in from_questions([question], {"dong-may": plan}) for name in query.relevant]


def test_evidence_makes_the_clause_that_holds_it_relevant(plan: Plan) -> None:
    found = relevant(asked("Tổ chức thu gom rác vào chiều thứ sáu hằng tuần"), plan)
    assert found == ["Tổ chức thu gom rác vào chiều thứ sáu hằng tuần;"]


def test_evidence_over_two_clauses_makes_both_relevant(plan: Plan) -> None:
    found = relevant(asked("chiều thứ sáu hằng tuần; - Trồng cây xanh hai bên đường trục thôn"), plan)
    assert len(found) == 2


@pytest.mark.parametrize(
    "fields", [{"answerable": False, "evidence": []}, {"history": ["Các thôn phải làm gì?"]}, {"evidence": []}]
)
def test_questions_without_an_answer_of_their_own_are_no_queries(plan: Plan, fields: dict[str, object]) -> None:
    assert list(from_questions([asked("Trồng cây xanh hai bên đường", **fields)], {"dong-may": plan})) == []


def test_a_query_is_respelled_the_same_way_every_time() -> None:
    query = Query(id="q1", text="Thu gom rác thải sinh hoạt ở các thôn khi nào?", lang="vi", relevant=())
    assert spelled(query, "typed") == query.text
    assert spelled(query, "nodiac") == "thu gom rac thai sinh hoat o cac thon khi nao?"
    half = spelled(query, "half")
    assert half == spelled(query, "half")
    assert half not in (query.text, fold(query.text))
    assert fold(half) == fold(query.text)


@pytest.mark.parametrize("packed", [False, True])
def test_a_set_in_the_three_file_form_is_asked_of_our_own_indexes(tmp_path: Path, *, packed: bool) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    corpus = [
        {"id": "d1", "title": "Rác thải", "text": "Phân loại rác thải sinh hoạt tại nguồn."},
        {"id": "d2", "title": "", "text": "Tiêm chủng mở rộng cho trẻ em dưới một tuổi."},
        {"id": "d3", "title": "", "text": "Sửa chữa đường giao thông nông thôn."},
    ]
    queries = [{"id": "q1", "text": "tiêm chủng cho trẻ em"}, {"id": "q2", "text": "không ai xét"}]
    for stem, rows in (("corpus", corpus), ("queries", queries)):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
        (folder / f"{stem}.jsonl{'.gz' if packed else ''}").write_bytes(gzip.compress(text) if packed else text)
    (folder / "qrels.tsv").write_text("query_id\tcorpus_id\nq1\td2\n", encoding="utf-8")

    clauses = store_corpus(read_corpus(folder), tmp_path / "store")
    wanted = list(read_queries(folder, clauses, "vi"))
    assert [query.id for query in wanted] == ["q1"]
    rankings = generate(tmp_path / "store", wanted, ["typed", "nodiac"], depth=3)
    assert {(ranking.ranker, ranking.spelling) for ranking in rankings} == {
        (ranker, spelling) for ranker in ("lexical", "dense") for spelling in ("typed", "nodiac")
    }
    assert all(ranking.hits[0] == clauses["d2"] for ranking in rankings if ranking.ranker == "lexical")
