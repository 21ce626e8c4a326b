"""The contract's JSON objects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from assistant.channels.wire import answer_object, clause_object, obligations_object, plan_object
from ingest.store import ObligationQuery, Store
from tests.assistant.answers import sample_answer
from tests.factories import make_plan, sample_obligations


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.open(tmp_path / "store")
    plan = make_plan()
    made.save(plan, sample_obligations(plan))
    return made


def test_an_obligation_has_the_fields_of_the_contract(store: Store) -> None:
    items, total = store.obligations(ObligationQuery(agency_ids=("so-xay-dung",), include_groups=False))
    page = obligations_object(items, total)
    assert list(page) == ["items", "total", "next_cursor"]
    (item,) = page["items"]
    assert set(item) == {
        "id", "plan_id", "kind", "quote", "start", "end", "clause_id", "clause_label", "section", "actors",
        "actor_source", "matched_as", "deadline", "report_to",
    }  # fmt: skip
    assert item["kind"] == "target"
    assert item["actors"][0] == {"name": "So xay dung", "agency_id": "so-xay-dung", "role": "lead"}
    assert item["matched_as"] == "named"
    assert item["deadline"] == {
        "text": "trong năm 2026",
        "kind": "during",
        "from": "2026-01-01",
        "to": "2026-12-31",
        "recurrence": None,
    }


def test_a_quote_is_its_span_of_the_text(store: Store) -> None:
    items, total = store.obligations(ObligationQuery())
    for item in obligations_object(items, total)["items"]:
        assert store.text(item["plan_id"])[item["start"] : item["end"]] == item["quote"]


def test_matched_as_is_null_when_no_agency_is_asked(store: Store) -> None:
    items, total = store.obligations(ObligationQuery())
    assert {item["matched_as"] for item in obligations_object(items, total)["items"]} == {None}


def test_a_plan_tells_its_date_with_its_grain_and_its_findings_in_words(store: Store) -> None:
    (head,) = store.plans()
    data = plan_object(head)
    assert data["issued"] == {"date": "2026-02", "grain": "month"}
    assert data["period"] == {"from": "2026-01-01", "to": "2026-12-31"}
    assert data["signer"]["authority"] == "KT."
    assert data["findings"][0]["code"] == "number_blank"
    assert data["obligations"] == 3
    assert data["ingested_at"].endswith("+00:00")
    assert json.loads(json.dumps(data)) == data


def test_whole_plan_and_head_tell_the_same(store: Store) -> None:
    (head,) = store.plans()
    whole = plan_object(store.plan(head.id))
    assert whole.items() <= plan_object(head).items()


def test_the_clause_tree_gives_every_clause_its_own_words(store: Store) -> None:
    plan = store.plan("ke-hoach-mau")
    tree = clause_object(plan.root, plan.text)
    ids = []

    def visit(node: dict[str, Any]) -> None:
        ids.append(node["id"])
        assert plan.text[node["text_start"] : node["text_end"]] == node["text"]
        for child in node["children"]:
            visit(child)

    visit(tree)
    assert ids == [clause.id for clause in plan.root.walk()]


def test_an_answer_has_the_fields_of_the_contract(store: Store) -> None:
    data = answer_object(sample_answer(store))
    assert list(data) == [
        "conversation_id", "message_id", "status", "answer", "blocks", "citations", "obligations", "total_obligations",
        "interpretation", "suggestions", "mode", "as_of",
    ]  # fmt: skip
    assert UUID(data["conversation_id"]).version == UUID(data["message_id"]).version == 4
    assert data["status"] == "answered"
    assert data["interpretation"] == {
        "intent": "agency_obligations",
        "agencies": ["Sở Xây dựng"],
        "role": "lead",
        "period": {"from": "2026-01-01", "to": None},
        "plan_ids": ["ke-hoach-mau"],
        "topic": "cây xanh",
    }
    assert data["as_of"] == "2026-11-21"
    assert data["obligations"][0]["citation"] == 1
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data


def test_blocks_are_runs_of_words_and_citation_numbers_and_nothing_internal(store: Store) -> None:
    blocks = answer_object(sample_answer(store))["blocks"]
    assert [block["kind"] for block in blocks] == ["h", "p", "li", "table", "notice", "quote"]
    for block in blocks:
        cells = [block["runs"]] if "runs" in block else [*block["head"], *(c for row in block["rows"] for c in row)]
        for run in (run for cell in cells for run in cell):
            assert set(run) in ({"t"}, {"c"})
    assert set(blocks[3]) == {"kind", "head", "rows"}


def test_a_citation_has_the_fields_of_the_contract_and_quotes_its_span(store: Store) -> None:
    (citation,) = answer_object(sample_answer(store))["citations"]
    assert list(citation) == [
        "number", "plan_id", "plan_title", "clause_id", "clause_label", "quote", "start", "end", "page",
    ]  # fmt: skip
    assert store.text(citation["plan_id"])[citation["start"] : citation["end"]] == citation["quote"]


def test_a_conversation_keeps_its_id(store: Store) -> None:
    answer = sample_answer(store)
    first, second = answer_object(answer, "cuoc-1"), answer_object(answer, "cuoc-1")
    assert first["conversation_id"] == second["conversation_id"] == "cuoc-1"
    assert first["message_id"] != second["message_id"]
