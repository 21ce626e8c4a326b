"""Agencies that were merged: a plan of their time names the old one, an official asks for the new one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.answering import answer
from assistant.channels.selection import find_agency_ids
from assistant.model import Answer, AnswerStatus, Question
from ingest.agencies import with_predecessors
from tests.assistant.conftest import ingested

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LẠC HÀ
Số: 12/KH-UBND
Lạc Hà, ngày 10 tháng 01 năm 2025

KẾ HOẠCH
Kiểm tra cầu treo dân sinh năm 2025

I. PHÂN CÔNG NHIỆM VỤ
1. Sở Giao thông vận tải: Chủ trì kiểm tra 14 cầu treo, hoàn thành trước ngày 30/6/2025.
2. Sở Tài chính: Bố trí kinh phí kiểm tra cầu treo.
"""


def asked(folder: Path, question: str) -> Answer:
    (folder / "cau-treo.txt").write_text(PLAN, "utf-8")
    library = ingested(folder / "store", [folder / "cau-treo.txt"])
    given = answer(Question(text=question, as_of=date(2026, 3, 20)), library)
    library.close()
    return given


def test_the_new_agency_is_answered_with_the_old_ones_duties(tmp_path: Path) -> None:
    given = asked(tmp_path, "Sở Xây dựng phải làm gì?")
    assert given.status is AnswerStatus.ANSWERED
    assert [c.quote for c in given.citations if "14 cầu treo" in c.quote]
    assert "Bố trí kinh phí" not in given.text


def test_the_old_agency_is_answered_as_the_plan_names_it(tmp_path: Path) -> None:
    assert "14 cầu treo" in asked(tmp_path, "Sở Giao thông vận tải phải làm gì?").text


def test_a_name_means_the_agency_and_those_before_it() -> None:
    assert "so-giao-thong-van-tai" in with_predecessors("so-xay-dung")
    assert "so-giao-thong-van-tai" in find_agency_ids("Sở Xây dựng", ())
