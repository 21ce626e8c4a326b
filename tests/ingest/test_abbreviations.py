"""Abbreviations: definitions found, their long forms bounded, and brackets that define nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.abbreviations import common_abbreviation, find_abbreviations

DEFINED = [
    ("thực hành tiết kiệm, chống lãng phí (THTK, CLP) trong xã", "THTK, CLP", "thực hành tiết kiệm, chống lãng phí"),
    ("giải quyết thủ tục hành chính (TTHC) đúng hạn", "TTHC", "thủ tục hành chính"),
    ("Luật Phòng cháy, chữa cháy (PCCC)", "PCCC", "Phòng cháy, chữa cháy"),
    ("Bộ Giáo dục và Đào tạo (GDĐT) hướng dẫn", "GDĐT", "Giáo dục và Đào tạo"),
    ("vận hành Trung tâm giám sát nguồn nước (WMC);", "WMC", "Trung tâm giám sát nguồn nước"),
    ("sử dụng hệ thống định vị toàn cầu (GPS) và", "GPS", "hệ thống định vị toàn cầu"),
    ("gắn với vận tải khách công cộng (BRT).", "BRT", "vận tải khách công cộng"),
    ("Vận hành IOC, CSDL (cơ sở dữ liệu) dùng chung", "CSDL", "cơ sở dữ liệu"),
    (
        "tham gia “Vân Khê xanh; Vân Khê sạch” (sau đây viết tắt là Phong trào thi đua), xã ban hành",
        "Phong trào thi đua",
        "Vân Khê xanh; Vân Khê sạch",
    ),
    (
        "Thực hiện Chương trình nước sạch xã Đồng Mây (sau đây gọi tắt là Chương trình), xã ban hành",
        "Chương trình",
        "Chương trình nước sạch xã Đồng Mây",
    ),
    (
        "Để làm tốt, đề nghị MTTQ xã, các tổ chức xã hội, các ban, ngành (sau đây gọi chung là cơ quan, đơn vị) thi đua",
        "cơ quan, đơn vị",
        "MTTQ xã, các tổ chức xã hội, các ban, ngành",
    ),
    (
        "Nghị định số 15/2025/NĐ-CP ngày 01/02/2025 của Chính phủ (viết tắt là Nghị định số 15/2025/NĐ-CP);",
        "Nghị định số 15/2025/NĐ-CP",
        "Nghị định số 15/2025/NĐ-CP ngày 01/02/2025 của Chính phủ",
    ),
]
NOTHING = [
    "Phụ lục (II) kèm theo",
    "Đoạn qua trường học (cơ sở 2)",
    "- Lưu: VT, TH (15b).",
    "CVP, PCVP (KT)",
    "thực hiện Kế hoạch (có danh sách kèm theo)",
    "Nâng cấp đường (QL) nội xã",
]


@pytest.mark.parametrize(("text", "short", "long"), DEFINED, ids=[row[1] for row in DEFINED])
def test_a_definition_is_found(text: str, short: str, long: str) -> None:
    assert [(a.short, a.long) for a in find_abbreviations(text)] == [(short, long)]


@pytest.mark.parametrize(("text", "short", "long"), DEFINED, ids=[row[1] for row in DEFINED])
def test_the_span_covers_long_form_and_definition(text: str, short: str, long: str) -> None:
    (found,) = find_abbreviations(text)
    assert short in found.span.of(text)
    assert long in found.span.of(text)


@pytest.mark.parametrize("text", NOTHING)
def test_other_brackets_define_nothing(text: str) -> None:
    assert find_abbreviations(text) == ()


def test_the_first_definition_of_a_short_form_counts() -> None:
    text = "thủ tục hành chính (TTHC). Về thủ tục hành chính (TTHC)."
    (found,) = find_abbreviations(text)
    assert found.span.start == 0


def test_a_common_short_form_is_known_however_it_is_typed() -> None:
    assert common_abbreviation("TTHC") == common_abbreviation("tthc") == "thủ tục hành chính"
    assert common_abbreviation("cđs") == "chuyển đổi số"
    assert common_abbreviation("XYZ") is None


@given(st.text(alphabet=st.sampled_from("thủ tục hành chính (THC) sau đây viết tắt là “”,.\n"), max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    for found in find_abbreviations(text):
        assert found.long in text
        assert 0 <= found.span.start < found.span.end <= len(text)
