"""A plan with the errors of a scan binds the same agencies to the same tasks as the typed one."""

from __future__ import annotations

import pytest

from ingest.agencies.misread import is_faded
from ingest.agencies.tokens import spelling
from ingest.obligations import find_obligations
from ingest.reading import read_plan

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LẠC HÀ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 15/KH-UBND
Lạc Hà, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Thử việc đọc nhiệm vụ năm 2026
Ủy ban nhân dân tỉnh Lạc Hà ban hành Kế hoạch như sau:
II. NHIỆM VỤ
"""
LINES = [
    (
        "1. Sở Xây dựng chủ trì, phối hợp với Công an tỉnh rà soát nhà cũ.",
        "1. Sở Xây dụng chú trì, phôi hợp với Công an tinh rà soát nhà cũ.",
    ),
    (
        "1. Sở Y tế chủ trì, phối hợp với UBND các xã, phường kiểm tra bếp ăn.",
        "1. Sở Y tê chủ tri, phối hơp với UBND các xả, phường kiểm tra bếp ăn.",
    ),
    (
        "1. Sở Tài chính tham mưu, đề xuất UBND tỉnh bố trí kinh phí.",
        "1. Sờ Tài chính tham mưu, để xuất UBND tinh bố trí kinh phí.",
    ),
    (
        "1. Ủy ban nhân dân các xã, phường\n- Tổ chức tuyên truyền tại các điểm họp chợ.",
        "1. Uỷ ban nhãn dân các xã, phường\n- Tố chức tuyên truyền tại các điểm hạp chợ.",
    ),
    (
        "1. Văn phòng UBND tỉnh có trách nhiệm theo dõi, đôn đốc.",
        "1. Vãn phòng UBND tinh có trách nhiêm theo dõi, đôn đôc.",
    ),
    (
        "1. Tổ chức lắp biển báo tại bến đò.\nCơ quan chủ trì: Sở Nội vụ.\nCơ quan phối hợp: Các sở, ban, ngành.",
        "1. Tổ chức lắp biển báo tại bến đò.\nCơ quan chú trì: Sở Nội vu.\nCơ quan phôi hợp: Các sở, ban, nganh.",
    ),
    (
        "1. Bộ Công Thương đề nghị các đơn vị liên quan báo cáo.",
        "1. Bộ Công Thưong đề nghị các đơn vi liên quan báo cáo.",
    ),
]


@pytest.mark.parametrize(("typed", "scanned"), LINES, ids=[typed for typed, _ in LINES])
def test_errors_of_a_scan_change_no_duty(typed: str, scanned: str) -> None:
    plans = [read_plan((HEAD + text).encode(), "thu.txt") for text in (typed, scanned)]
    duties = [[[(a.agency_id, a.role) for a in o.actors] for o in find_obligations(plan)] for plan in plans]
    assert duties[0]
    assert duties[1] == duties[0]


def test_names_and_quotes_stay_as_printed() -> None:
    plan = read_plan((HEAD + LINES[0][1]).encode(), "thu.txt")
    (obligation,) = find_obligations(plan)
    assert [a.name for a in obligation.actors] == ["Sở Xây dụng", "Công an tinh"]
    assert obligation.span.of(plan.text) == LINES[0][1][3:-1]


@pytest.mark.parametrize(
    ("printed", "word", "expected"),
    [
        ("vi", "vị", True),
        ("phôi", "phối", True),
        ("hơp", "hợp", True),
        ("ngành", "ngành", True),
        ("bạn", "ban", False),
        ("bản", "bàn", False),
        ("dẫn", "dân", False),
        ("vụ", "vị", False),
    ],
)
def test_only_lost_or_impossible_accents_are_faded(printed: str, word: str, expected: bool) -> None:
    assert is_faded(spelling(printed), spelling(word)) is expected
