"""Head and close of documents: letterheads in one and two columns, letters, Party forms, decisions, scans."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.header import Header, read_header
from ingest.header.kinds import kinds
from ingest.header.period import read_period
from ingest.model import IssuedDate, Period, Signer
from ingest.text import canonicalise

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LẠC HÀ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số:      /KH-UBND

Lạc Hà, ngày      tháng 5 năm 2026

KẾ HOẠCH HÀNH ĐỘNG
Phát triển du lịch cộng đồng giai đoạn 2026 - 2030

Căn cứ Luật Du lịch số 09/2017/QH14 ngày 19/6/2017;
Thực hiện Nghị quyết số 08-NQ/TU ngày 20/01/2026 của Tỉnh ủy Lạc Hà, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH
1. Mục tiêu
Nâng cao thu nhập./.

Nơi nhận:
- Thường trực Tỉnh ủy (b/c);
- UBND các xã, phường;
- Lưu: VT, VX.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Văn Ba
"""

LETTER = """UBND TỈNH LẠC HÀ
SỞ NỘI VỤ
Số: 88/SNV-CCHC
V/v tuyên truyền cải cách hành chính năm 2026
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lạc Hà, ngày 9 tháng 2 năm 2026
Kính gửi:
- Các sở, ban, ngành;
- UBND các xã, phường.
Thực hiện Kế hoạch số 15/KH-UBND ngày 20/01/2026 của UBND tỉnh về cải cách hành chính.
Sở Nội vụ đề nghị các cơ quan đăng tải tin, bài về cải cách hành chính.
Trân trọng./.
Nơi nhận: | GIÁM ĐỐC
- Như trên; |
- Lưu: VT. | Phạm Thị Hoa
"""

PARTY = """ĐẢNG BỘ TỈNH LẠC HÀ
ĐẢNG ỦY XÃ ĐỒNG MÂY
*
Số 05-KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Đồng Mây, ngày 12 tháng 3 năm 2026
KẾ HOẠCH
thực hiện Nghị quyết số 57-NQ/TW
Đảng ủy xã xây dựng kế hoạch như sau:
I- MỤC ĐÍCH
Nơi nhận:
- Ban Thường vụ Tỉnh ủy,
- Lưu Văn phòng Đảng ủy.
T/M ĐẢNG ỦY
PHÓ BÍ THƯ
Lò Thị Mây
"""

FLAT = """BỘ XÂY DỰNG ------- CỘNG HÒA XÃ HỘI
  CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --------------- Số: 14/CĐ-BXD Hà Nội, ngày 11
  tháng 5 năm 2025 CÔNG ĐIỆN VỀ VIỆC BẢO ĐẢM AN TOÀN
GIAO THÔNG TRÊN CÁC TUYẾN ĐƯỜNG Trong thời gian qua, tình hình giao thông diễn biến phức
tạp. Bộ Xây dựng đề nghị: 1. Ủy ban nhân dân các tỉnh
a) Chỉ đạo các cơ quan chức năng thực hiện quyết liệt kế hoạch bảo đảm an toàn giao
thông. b) Phối hợp với các bộ, ngành rà soát các điểm tiềm ẩn nguy cơ tai nạn. 2. Cục
Đường bộ Việt Nam a) Chủ trì kiểm tra, rà soát các tồn tại bất cập. b) Báo cáo kết quả
trước ngày 31/5/2025 để tổng hợp. 3. Cục Hàng không Việt Nam rà soát, báo cáo kết quả
về Bộ Xây dựng./. Nơi nhận: - Như trên; - Lưu: VT. TL. BỘ TRƯỞNG CHÁNH VĂN PHÒNG Trần Văn Ba
"""

SCAN = """UBND TỈNH LẠC HÀ CỌNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ Y TẾ Độc lập — Tự do — Hạnh phúc
Số:24a /KH-SYT Lạc Hà, ngày †3 tháng I1 năm 2017
KÉ HOẠCH
Kiểm tra việc quản lý dược năm 2017
Sở Y tế xây dựng kế hoạch như sau:
I. MỤC ĐÍCH
"""


def read(source: str) -> tuple[str, Header]:
    text = canonicalise(source).text
    return text, read_header(text)


def test_a_plan_gives_all_parts_of_its_head() -> None:
    _, header = read(PLAN)
    assert (header.number, header.symbol, header.kind) == ("", "KH-UBND", "Kế hoạch hành động")
    assert header.title == "Phát triển du lịch cộng đồng giai đoạn 2026 - 2030"
    assert (header.issuer, header.place) == ("Ủy ban nhân dân tỉnh Lạc Hà", "tỉnh Lạc Hà")
    assert header.issued == IssuedDate(year=2026, month=5)
    assert header.period == Period(first=date(2026, 1, 1), last=date(2030, 12, 31))
    assert [base.number for base in header.legal_bases] == ["09/2017/QH14", "08-NQ/TU"]
    assert header.recipients == ("Thường trực Tỉnh ủy (b/c)", "UBND các xã, phường")
    assert header.signer == Signer(
        name="Trần Văn Ba", position="PHÓ CHỦ TỊCH", authority="KT.", on_behalf_of="ỦY BAN NHÂN DÂN"
    )


def test_head_body_and_close_are_parted() -> None:
    text, header = read(PLAN)
    assert text[header.body_start :].startswith("I. MỤC ĐÍCH")
    assert text[header.closing_start :].startswith("Nơi nhận")


def test_blanks_in_number_and_date_are_findings() -> None:
    assert {f.code for f in read(PLAN)[1].findings} == {"number_blank", "issued_incomplete"}


def test_a_letter_has_its_subject_as_title_and_its_addressees_as_recipients() -> None:
    text, header = read(LETTER)
    assert (header.number, header.kind) == ("88/SNV-CCHC", "Công văn")
    assert header.title == "tuyên truyền cải cách hành chính năm 2026"
    assert (header.issuer, header.place) == ("Sở Nội vụ", "tỉnh Lạc Hà")
    assert header.recipients == ("Các sở, ban, ngành", "UBND các xã, phường")
    assert header.signer == Signer(name="Phạm Thị Hoa", position="GIÁM ĐỐC")
    assert text[header.body_start :].startswith("Sở Nội vụ đề nghị")


def test_a_party_document_has_its_own_forms() -> None:
    _, header = read(PARTY)
    assert (header.number, header.kind, header.issuer) == ("05-KH/ĐU", "Kế hoạch", "Đảng ủy xã Đồng Mây")
    assert header.signer == Signer(name="Lò Thị Mây", position="PHÓ BÍ THƯ", authority="T/M", on_behalf_of="ĐẢNG ỦY")
    assert header.recipients == ("Ban Thường vụ Tỉnh ủy",)


def test_a_page_without_line_breaks_is_read_too() -> None:
    text, header = read(FLAT)
    assert (header.number, header.kind, header.issuer) == ("14/CĐ-BXD", "Công điện", "Bộ Xây dựng")
    assert header.title == "VỀ VIỆC BẢO ĐẢM AN TOÀN GIAO THÔNG TRÊN CÁC TUYẾN ĐƯỜNG"
    assert header.issued == IssuedDate(year=2025, month=5, day=11)
    assert header.signer == Signer(name="Trần Văn Ba", position="CHÁNH VĂN PHÒNG", authority="TL.")
    assert text[header.body_start :].startswith("1. Ủy ban nhân dân các tỉnh")


def test_a_scan_with_two_columns_in_a_line_is_read_as_far_as_it_is_legible() -> None:
    _, header = read(SCAN)
    assert (header.number, header.kind, header.issuer) == ("24a/KH-SYT", "Kế hoạch", "Sở Y tế")
    assert (header.issued, header.place) == (IssuedDate(year=2017, month=11), "tỉnh Lạc Hà")
    assert "issued_illegible" in {f.code for f in header.findings}


def test_the_issuer_comes_from_the_preamble_where_the_letterhead_is_missing() -> None:
    source = (
        "Đồng Mây, ngày 3 tháng 4 năm 2026\nKẾ HOẠCH\nTrồng cây\nUBND xã Đồng Mây xây dựng Kế hoạch như sau:\n1. Một"
    )
    assert read(source)[1].issuer == "UBND xã Đồng Mây"


def test_the_place_completes_an_issuer_named_without_it() -> None:
    source = "Lạc Hà, ngày 3 tháng 4 năm 2026\nKẾ HOẠCH\nTrồng cây\nUBND tỉnh ban hành Kế hoạch như sau:\n1. Một"
    assert read(source)[1].issuer == "UBND tỉnh Lạc Hà"


def test_names_of_an_annex_sign_nothing() -> None:
    source = f"{PLAN}\nPHỤ LỤC I\nDANH SÁCH\nNguyễn Thị Tư\n"
    signer = read(source)[1].signer
    assert signer is not None
    assert signer.name == "Trần Văn Ba"


def test_a_decision_does_not_take_its_author_for_title() -> None:
    source = (
        "Số: 125/QĐ-UBND\nQUYẾT ĐỊNH\nBan hành Kế hoạch thủy sản\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LẠC HÀ\n"
        "Căn cứ Luật Thủy sản;\nQUYẾT ĐỊNH:\nĐiều 1. Một"
    )
    header = read(source)[1]
    assert (header.kind, header.title) == ("Quyết định", "Ban hành Kế hoạch thủy sản")


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("Kế hoạch năm 2026", "2026-01-01", "2026-12-31"),
        ("giai đoạn 2021-2030", "2021-01-01", "2030-12-31"),
        ("nhiệm kỳ 2020 – 2025", "2020-01-01", "2025-12-31"),
        ("từ năm 2021 đến năm 2025", "2021-01-01", "2025-12-31"),
        ("quý II năm 2026", "2026-04-01", "2026-06-30"),
        ("tháng 2 năm 2028", "2028-02-01", "2028-02-29"),
        ("6 tháng cuối năm 2026", "2026-07-01", "2026-12-31"),
        ("Cao điểm (Từ ngày 01/6/2026 đến ngày 30/8/2026)", "2026-06-01", "2026-08-30"),
        ("Cao điểm từ ngày 15 tháng 12 năm 2026 đến hết ngày 28 tháng 02 năm 2027", "2026-12-15", "2027-02-28"),
        ("Tháng hành động, từ 15/4 đến 15/5/2026", "2026-04-15", "2026-05-15"),
        ("Cao điểm từ ngày 31/4 đến ngày 15/5/2026, năm 2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_the_period_of_a_title_is_read(title: str, first: str, last: str) -> None:
    assert read_period(title) == Period(first=date.fromisoformat(first), last=date.fromisoformat(last))


@pytest.mark.parametrize(
    ("title", "issued", "first"),
    [
        ("thi hành Luật Địa chất và khoáng sản năm 2024", 2026, None),
        ("tổng kết Chương trình trồng rừng giai đoạn 2021 - 2025", 2026, None),
        ("thực hiện Nghị quyết số 9-NQ/TU ngày 22 tháng 12 năm 2024 của Tỉnh ủy", 2024, None),
        ("thực hiện Nghị quyết số 9-NQ/TU ngày 22 tháng 12 năm 2024 của Tỉnh ủy năm 2026", 2026, "2026-01-01"),
        ("Thu gom rác thải năm 2026", 2026, "2026-01-01"),
        ("Thu gom rác thải năm 2027", 2026, "2027-01-01"),
    ],
)
def test_a_year_before_the_document_is_not_its_period(title: str, issued: int, first: str | None) -> None:
    period = read_period(title, IssuedDate(year=issued))
    assert (str(period.first) if period else None) == first


def test_a_title_without_years_has_no_period() -> None:
    assert read_period("Tuyến đường Quốc lộ 91") is None


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_every_kind_is_recognised_by_its_examples(kind: object) -> None:
    from ingest.header.kinds import DocumentKind, kind_printed

    assert isinstance(kind, DocumentKind)
    for example in kind.examples:
        found = kind_printed(example)
        assert found is not None
        assert found[0] == kind


def test_kinds_are_sorted_by_code() -> None:
    codes = [kind.code for kind in kinds()]
    assert codes == sorted(codes)


@settings(deadline=None)  # other work may hold the processor
@given(st.text(alphabet="ABĐỦ abđủ:/.-|\n0123456789", max_size=300))
def test_any_text_has_a_header(text: str) -> None:
    header = read_header(text)
    assert 0 <= header.body_start <= header.closing_start <= len(text)
