"""Obligations: every row of the corpus in full, every rule by some row, and what must not be found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Actor, Obligation, Plan, Role
from ingest.obligations import find_obligations
from ingest.obligations.plain import Kind
from ingest.obligations.view import View
from ingest.reading import read_plan

CORPUS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "corpora" / "obligations.yaml").read_text("utf-8")
)
CUTS = {
    "stage",
    "sentence",
    "semicolon",
    "meanwhile",
    "recurring",
    "figure",
    "then_report",
    "deadline",
    "directive",
    "colon",
    "whole",
}
SIGNS = {Role.LEAD: "*", Role.COORDINATE: "+", Role.RESPONSIBLE: ""}
HEAD = """ỦY BAN NHÂN DÂN
TỈNH LẠC HÀ
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 15/KH-UBND

Lạc Hà, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Thử việc đọc nhiệm vụ năm 2026

Căn cứ Luật Tổ chức chính quyền địa phương năm 2025, Ủy ban nhân dân tỉnh Lạc Hà ban hành Kế hoạch như sau:

"""
FOOT = """
Nơi nhận:
- Các sở, ban, ngành;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Bình
"""


def plan_of(body: str) -> Plan:
    return read_plan((HEAD + body + FOOT).encode(), "thu-nghiem.txt")


def who(actors: tuple[Actor, ...]) -> list[str]:
    return [a.name + SIGNS[a.role] for a in actors]


def row_of(plan: Plan, obligation: Obligation) -> dict[str, Any]:
    return {
        "quote": obligation.span.of(plan.text),
        "who": who(obligation.actors),
        "from": obligation.actor_source.value,
        "due": obligation.deadline and obligation.deadline.text,
        "to": obligation.report_to,
        "kind": obligation.kind.value,
        "rule": obligation.found_by,
    }


@pytest.mark.parametrize("row", CORPUS["rows"], ids=lambda row: row["why"])
def test_a_plan_gives_exactly_these_obligations(row: dict[str, Any]) -> None:
    plan = plan_of(row["body"])
    expected = [{"due": None, "to": None, "kind": "task"} | one for one in row["found"]]
    assert [row_of(plan, o) for o in find_obligations(plan)] == expected


@pytest.mark.parametrize("row", CORPUS["negatives"], ids=lambda row: row["why"])
def test_what_binds_nobody_gives_none(row: dict[str, Any]) -> None:
    assert find_obligations(plan_of(row["body"])) == ()


def test_every_opening_and_every_cut_stands_in_the_corpus() -> None:
    rules = [one["rule"].split("/") for row in CORPUS["rows"] for one in row["found"]]
    assert {cut for _, cut in rules} == CUTS
    assert {kind for kind, _ in rules} >= {k.value for k in Kind} - {Kind.NOUN, Kind.DEPENDENT}


def test_two_issuers_both_act_and_the_title_of_an_attached_plan_is_no_duty() -> None:
    head = HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH LẠC HÀ", "SỞ Y TẾ - CÔNG ĐOÀN NGÀNH")
    body = "II. NHIỆM VỤ\n- Rà soát tủ thuốc của các trạm y tế.\n"
    annex = "\nKẾ HOẠCH\nPhát triển bến bãi giai đoạn 2026 - 2028\n\nI. NHIỆM VỤ\n- Lắp đèn báo tại các bến đò ngang.\n"
    plan = read_plan((head + body + FOOT + annex).encode(), "thu-nghiem.txt")
    found = [(o.span.of(plan.text), who(o.actors)) for o in find_obligations(plan)]
    both = ["Sở Y tế", "Công đoàn ngành"]
    assert found == [("Rà soát tủ thuốc của các trạm y tế", both), ("Lắp đèn báo tại các bến đò ngang", both)]


def test_every_obligation_lies_in_its_clause_and_has_an_id_of_its_own() -> None:
    plan = plan_of("\n".join(row["body"] for row in CORPUS["rows"]))
    found = find_obligations(plan)
    clauses = {c.id: c for c in plan.root.walk()}
    assert len({o.id for o in found}) == len(found) > 30
    assert all(clauses[o.clause_id].own.contains(o.span) for o in found)


@given(
    st.lists(
        st.sampled_from(["- Rà soát", "; ", "Sở Y tế", " và ", "trước ngày 30/6/2026", ":\n", "\n1. ", "|", "“", "("]),
        max_size=14,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_text_gives_spans_of_the_text(pieces: list[str]) -> None:
    plan = plan_of("II. NHIỆM VỤ\n" + " ".join(pieces) + "\n")
    for obligation in find_obligations(plan):
        assert obligation.span.of(plan.text).strip() == obligation.span.of(plan.text) != ""


def test_thousands_of_brackets_that_nobody_closes_take_no_longer_each() -> None:
    text = "Rà soát các bến " + "( " * 4000 + "(gần chợ) rồi báo cáo."
    places = list(View(text).plain(0, len(text)))
    assert text.index("gần") not in places
    assert text.index("rồi") in places
    assert len(places) == len(text) - len("gần chợ)")
