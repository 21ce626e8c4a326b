"""Number, dateline, signature and identity of documents: what offices and scans make of them, and what is reported as doubtful."""

from __future__ import annotations

import pytest

from ingest.header import Header, read_header
from ingest.header.checks import check_issuer, check_kind
from ingest.model import IssuedDate, Signer
from ingest.text import canonicalise

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LẠC HÀ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{number}
{dateline}
KẾ HOẠCH
Trồng cây xanh đô thị
Căn cứ Quyết định số 88/QĐ-TTg ngày 14/01/2026 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
1. Sở Xây dựng trồng 500 cây./.
"""
CLOSE = """Nơi nhận:
- Các sở, ngành;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lương Thế Bảo
"""
NUMBER = "Số: 15/KH-UBND"
DATELINE = "Lạc Hà, ngày 09 tháng 3 năm 2026"


def read(number: str = NUMBER, dateline: str = DATELINE, close: str = CLOSE, above: str = "") -> Header:
    source = above + HEAD.format(number=number, dateline=dateline) + close
    return read_header(canonicalise(source).text)


def codes(header: Header) -> set[str]:
    return {finding.code for finding in header.findings}


def test_a_clean_head_raises_no_doubt() -> None:
    header = read()
    assert (header.number, header.issued) == ("15/KH-UBND", IssuedDate(year=2026, month=3, day=9))
    assert codes(header) == set()


@pytest.mark.parametrize(
    ("printed", "number", "symbol", "doubts"),
    [
        ("Số: 15/KH-UBND", "15/KH-UBND", "KH-UBND", set()),
        ("Số 15/KH-UBND", "15/KH-UBND", "KH-UBND", set()),
        ("Số: 15 /KH-UBND", "15/KH-UBND", "KH-UBND", {"number_filled_in"}),
        ("Số:15/KH - UBND", "15/KH-UBND", "KH-UBND", set()),
        ("Số: 07a/KH-UBND", "07a/KH-UBND", "KH-UBND", set()),
        ("Số: 12/2026/KH-UBND", "12/2026/KH-UBND", "KH-UBND", set()),
        ("Số:      /KH-UBND", "", "KH-UBND", {"number_blank"}),
        ("Số: ....../KH-UBND", "", "KH-UBND", {"number_blank"}),
        ("Số: đ@ /KH-UBND", "", "KH-UBND", {"number_illegible"}),
        ("Số: c20/KH-UBND", "", "KH-UBND", {"number_illegible"}),
        ("Số 05-KH/ĐU", "05-KH/ĐU", "KH/ĐU", set()),
        ("Số 05 - KH/ĐU", "05-KH/ĐU", "KH/ĐU", set()),
    ],
)
def test_numbers_are_read_as_offices_write_them(printed: str, number: str, symbol: str, doubts: set[str]) -> None:
    header = read(number=printed)
    assert (header.number, header.symbol) == (number, symbol)
    assert {code for code in codes(header) if code.startswith("number")} == doubts


@pytest.mark.parametrize(
    "above",
    [
        "CÔNG VĂN ĐẾN\nSố: 733/VP\nNgày: 12/3/2026\n",
        "ĐẾN\nSố: 733/VT-TH\n",
        "CÔNG BÁO LẠC HÀ/Số 283 + 284/Ngày 17-3-2026\n",
    ],
)
def test_the_number_of_an_arrival_stamp_or_gazette_is_not_the_documents(above: str) -> None:
    assert read(above=above).number == "15/KH-UBND"


@pytest.mark.parametrize(
    ("printed", "issued", "doubts"),
    [
        ("Lạc Hà, ngày 09 tháng 3 năm 2026", (2026, 3, 9), set()),
        ("Lạc Hà ngày 9 tháng 03 năm 2026", (2026, 3, 9), set()),
        ("Lạc Hà, ngày     tháng 3 năm 2026", (2026, 3, None), {"issued_incomplete"}),
        ("Lạc Hà, ngày ...... tháng ...... năm 2026", (2026, None, None), {"issued_incomplete"}),
        ("Lạc Hà, ngày 26 tháng II năm 2026", (2026, None, None), {"issued_illegible"}),
        ("Lạc Hà, ngàyc?O tháng 3 năm 2026", (2026, 3, None), {"issued_illegible"}),
        ("Lạc Hà, ngày Ø9 tháng 3 năm 2026", (2026, 3, 9), {"issued_misread"}),
        ("Lạc Hà, ngày 2l tháng I1 năm 2026", (2026, 11, 21), {"issued_misread"}),
        ("Lạc Hà, ngày 39 tháng 3 năm 2026", (2026, 3, None), {"issued_illegible"}),
    ],
)
def test_days_are_read_as_far_as_they_are_legible(
    printed: str, issued: tuple[int, int | None, int | None], doubts: set[str]
) -> None:
    header = read(dateline=printed)
    assert header.issued is not None
    assert (header.issued.year, header.issued.month, header.issued.day) == issued
    assert {code for code in codes(header) if code.startswith("issued")} == doubts


def test_the_right_column_of_a_letter_may_follow_all_of_the_left_one() -> None:
    source = (
        "ỦY BAN NHÂN DÂN\nPHƯỜNG BỜ BẮC\nSố: 39/UBND-VP\nV/v cấp bản sao điện tử\nKính gửi:\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBờ Bắc, ngày 13 tháng 3 năm 2026\n"
        "- Các tổ dân phố;\n- Trạm Y tế.\nỦy ban nhân dân phường đề nghị thực hiện như sau:\n1. Các tổ dân phố rà soát.\n"
    )
    header = read_header(canonicalise(source).text)
    assert (header.issued, header.number) == (IssuedDate(year=2026, month=3, day=13), "39/UBND-VP")


@pytest.mark.parametrize(
    ("above", "plausible"),
    [
        ("Ký bởi: Ủy ban nhân dân tỉnh Lạc Hà\nThời gian ký: 10.03.2026 07:37:07 +07:00\n", True),
        ("Người ký: Lương Thế Bảo\nNgày ký: 2026-03-09T17:20:11+07:00\n", True),
        ("Ký bởi: Ủy ban nhân dân tỉnh Lạc Hà\nThời gian ký: 08.03.2026 07:37:07 +07:00\n", False),
        ("Ký bởi: Ủy ban nhân dân tỉnh Lạc Hà\nThời gian ký: 10.03.2028 07:37:07 +07:00\n", False),
    ],
)
def test_the_day_must_agree_with_the_digital_signature(above: str, *, plausible: bool) -> None:
    header = read(above=above)
    assert ("issued_implausible" in codes(header)) is not plausible
    assert (header.issuer, header.number) == ("Ủy ban nhân dân tỉnh Lạc Hà", "15/KH-UBND")


def test_a_document_is_not_older_than_what_it_cites() -> None:
    assert "issued_implausible" in codes(read(dateline="Lạc Hà, ngày 09 tháng 3 năm 2025"))


@pytest.mark.parametrize(
    ("close", "signer"),
    [
        ("TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nTạ Quang Huy",
         Signer(name="Tạ Quang Huy", position="PHÓ CHÁNH VĂN PHÒNG", authority="TL. KT.")),
        ("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG KẾ HOẠCH\nBùi Thị Nga",
         Signer(name="Bùi Thị Nga", position="TRƯỞNG PHÒNG KẾ HOẠCH", authority="TUQ.")),
        ("Q. GIÁM ĐỐC\nVi Văn Sơn", Signer(name="Vi Văn Sơn", position="GIÁM ĐỐC", authority="Q.")),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLò Thị Mây",
         Signer(name="Lò Thị Mây", position="PHÓ BÍ THƯ", authority="T/M", on_behalf_of="BAN THƯỜNG VỤ")),
        ("K/T CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nLò Thị Mây",
         Signer(name="Lò Thị Mây", position="PHÓ CHÁNH VĂN PHÒNG", authority="K/T")),
        ("Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Các xã; CHỦ TỊCH\n- Lưu: VT.\nHà Văn Vịnh",
         Signer(name="Hà Văn Vịnh", position="CHỦ TỊCH", authority="TM.", on_behalf_of="ỦY BAN NHÂN DÂN")),
        ("Nơi nhận: GIÁM ĐỐC\n- Như trên;\n- Lưu: VT.\nĐại tá Mạc Văn Thành", Signer(name="Mạc Văn Thành", position="GIÁM ĐỐC")),
        ("Nơi nhận: TRƯỞNG CÔNG AN XÃ\n- Như trên.\nThiếu tá Giàng A Chỉnh",
         Signer(name="Giàng A Chỉnh", position="TRƯỞNG CÔNG AN XÃ")),
        ("Nơi nhận:\n- Sở Y tế;\n- Lưu: VT, KT.\nCHỦ TỊCH\nHoàng Thị Mận", Signer(name="Hoàng Thị Mận", position="CHỦ TỊCH")),
        ("Nơi nhận:\n- Lưu: VT. KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nHoàng Thị Mận",
         Signer(name="Hoàng Thị Mận", position="PHÓ CHỦ TỊCH", authority="KT.")),
    ],
)  # fmt: skip
def test_signers_and_their_authority_are_read(close: str, signer: Signer) -> None:
    assert read(close=f"{close}\n").signer == signer


@pytest.mark.parametrize(
    ("line", "name"),
    [("rần Ngọc Sơn", "Trần Ngọc Sơn"), ("1ê Thị Phương", "Lê Thị Phương"), ("“HD ke RE Đặng Văn Tú", "Đặng Văn Tú")],
)
def test_a_name_in_a_spoilt_line_is_read_and_reported(line: str, name: str) -> None:
    header = read(close=f"Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\n{line}\n")
    assert header.signer is not None
    assert header.signer.name == name
    assert "signer_unsure" in codes(header)


def test_of_two_signers_each_keeps_his_own_post_and_the_other_is_reported() -> None:
    header = read(
        close="KT. GIÁM ĐỐC SỞ NỘI VỤ\nPHÓ GIÁM ĐỐC\nHà Thị Hương\nGIÁM ĐỐC\nSỞ Y TẾ\nBùi Xuân Trường\nNơi nhận:\n- Lưu: VT.\n"
    )
    assert header.signer == Signer(name="Bùi Xuân Trường", position="GIÁM ĐỐC")
    assert [f.detail for f in header.findings if f.code == "signers_several"] == ["Hà Thị Hương"]
    assert "signers_several" not in codes(read(close=CLOSE))


def test_a_close_without_a_name_is_reported() -> None:
    assert "signer_missing" in codes(read(close="Nơi nhận:\n- Các sở, ngành;\n- Lưu: VT.\n"))
    assert "closing_missing" in codes(read(close=""))


def test_who_approves_does_not_sign() -> None:
    header = read(
        close="Nơi nhận:\n- Lưu: VT.\nCHÁNH THANH TRA\nBế Thị Loan\nPHÊ DUYỆT CỦA GIÁM ĐỐC SỞ\nĐinh Văn Quế\n"
    )
    assert header.signer == Signer(name="Bế Thị Loan", position="CHÁNH THANH TRA")
    only = read(close="Nơi nhận:\n- Lưu: VT.\nPHÊ DUYỆT CỦA GIÁM ĐỐC SỞ\nĐinh Văn Quế\n")
    assert "signer_unsure" in codes(only)


@pytest.mark.parametrize("sign", ["SAO Y", "SAO Y BẢN CHÍNH", "TRÍCH SAO"])
def test_the_block_of_a_copy_changes_nothing(sign: str) -> None:
    copy = (
        f"VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH\nSố: 204/SY-VP\n{sign}\nLạc Hà, ngày 20 tháng 4 năm 2026\n"
        "Nơi nhận:\n- Phòng Tổng hợp;\n- Lưu: VT.\nTL. CHÁNH VĂN PHÒNG\nTRƯỞNG PHÒNG HÀNH CHÍNH\nHứa Văn Dũng\n"
    )
    assert read(close=CLOSE + copy) == read()


def test_two_bodies_that_issue_together_are_named_as_printed() -> None:
    source = HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH LẠC HÀ", "SỞ Y TẾ -CÔNG ĐOÀN NGÀNH").format(
        number=NUMBER, dateline=DATELINE
    )
    assert read_header(canonicalise(source + CLOSE).text).issuer == "Sở Y tế - Công đoàn ngành"


@pytest.mark.parametrize(
    "letterhead",
    [
        "ỦY BAN NHÂN DÂN\nTỈNH LẠC HÀ\n{number}\nCỘNG HÒA XÃ HỘI CHỦ\nNGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n{dateline}\n",
        "ỦY BAN NHÂN DÂN\nTỈNH LẠC HÀ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập - Tự do -\nHạnh phúc\n{number}\n{dateline}\n",
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ\nTỈNH LẠC HÀ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n{number} {dateline}\n",
    ],
)
def test_a_motto_that_a_narrow_column_breaks_issues_nothing(letterhead: str) -> None:
    source = letterhead.format(number=NUMBER, dateline=DATELINE) + HEAD[HEAD.index("KẾ HOẠCH") :] + CLOSE
    header = read_header(canonicalise(source).text)
    assert (header.issuer, header.place) == ("Ủy ban nhân dân tỉnh Lạc Hà", "tỉnh Lạc Hà")


def test_a_department_named_without_its_province_has_the_capitals_of_the_text() -> None:
    source = HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH LẠC HÀ", "SỞ Y TẾ - SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTỈNH LẠC HÀ").format(
        number=NUMBER, dateline=DATELINE
    )
    source = source.replace("1. Sở Xây dựng trồng", "1. Sở Giáo dục và Đào tạo trồng")
    issuer = read_header(canonicalise(source + CLOSE).text).issuer
    assert issuer == "Sở Y tế - Sở Giáo dục và Đào tạo tỉnh Lạc Hà"


def test_two_columns_in_a_line_give_their_recipients() -> None:
    header = read(close="Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Các xã; CHỦ TỊCH\n- Trạm Y tế;\n- Lưu: VT.\nHà Văn Vịnh\n")
    assert header.recipients == ("Các xã", "Trạm Y tế")


@pytest.mark.parametrize("kind", ["KÉẺ HOẠCH", "KÉHOẠCH km.", "KẾ HOACH"])
def test_a_spoilt_kind_is_read(kind: str) -> None:
    source = HEAD.replace("KẾ HOẠCH", kind).format(number=NUMBER, dateline=DATELINE) + CLOSE
    header = read_header(canonicalise(source).text)
    assert (header.kind, "title_missing" in codes(header)) == ("Kế hoạch", False)
    assert header.title.endswith("Trồng cây xanh đô thị")


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("HUYỆN ỦY THANH LĨNH\nBAN TUYÊN GIÁO", "huyện Thanh Lĩnh"),
        ("UBND HUYỆN THANH LĨNH\nPHÒNG Y TẾ", "huyện Thanh Lĩnh"),
    ],
)
def test_the_place_is_the_parents(body: str, place: str) -> None:
    source = HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH LẠC HÀ", body).replace("Ủy ban nhân dân tỉnh ban", "Ban ban")
    text = canonicalise(
        source.format(number="Số 15-KH/BTG", dateline=DATELINE.replace("Lạc Hà", "Thanh Lĩnh")) + CLOSE
    ).text
    assert read_header(text).place == place


@pytest.mark.parametrize(
    ("letterhead", "issuer"),
    [
        ("LIÊN ĐOÀN LAO ĐỘNG TỈNH LẠC HÀ\nBAN CHẤP HÀNH", "Liên đoàn Lao động tỉnh Lạc Hà"),
        ("UBND XÃ LẠC HÀ\nBAN CHỈ HUY PHÒNG THỦ DÂN SỰ", "Ban Chỉ huy phòng thủ dân sự xã Lạc Hà"),
        ("BỘ NỘI VỤ\nBAN CHỈ ĐẠO TRUNG ƯƠNG", "Ban Chỉ đạo Trung ương"),
    ],
)
def test_a_committee_is_named_by_the_body_or_the_place_that_it_stands_for(letterhead: str, issuer: str) -> None:
    source = HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH LẠC HÀ", letterhead).replace(
        "Ủy ban nhân dân tỉnh ban hành", "Ban hành"
    )
    text = canonicalise(source.format(number="Số: 15/KH-BCH", dateline=DATELINE) + CLOSE).text
    assert read_header(text).issuer.lower() == issuer.lower()


def test_a_place_printed_with_its_rank_stays_in_the_name() -> None:
    source = HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH LẠC HÀ", "SỞ CÔNG THƯƠNG TỈNH LẠC HÀ").replace(
        "Ủy ban nhân dân tỉnh ban", "Sở Công Thương ban"
    )
    text = canonicalise(source.format(number="Số: 15/KH-SCT", dateline=DATELINE) + CLOSE).text
    assert read_header(text).issuer == "Sở Công Thương tỉnh Lạc Hà"


def test_a_place_in_capitals_keeps_its_capitals() -> None:
    source = HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH LẠC HÀ", "SỞ Y TẾ LẠC HÀ").replace(
        "Ủy ban nhân dân tỉnh ban", "Sở ban"
    )
    text = canonicalise(source.format(number="Số: 15/KH-SYT", dateline=DATELINE) + CLOSE + "tỉnh Lạc Hà").text
    assert read_header(text).issuer == "Sở Y tế Lạc Hà"


def test_an_office_is_named_with_the_body_that_it_serves() -> None:
    source = HEAD.replace("TỈNH LẠC HÀ", "TỈNH LẠC HÀ\nVĂN PHÒNG").format(number=NUMBER, dateline=DATELINE)
    assert read_header(canonicalise(source + CLOSE).text).issuer == "Văn phòng Ủy ban nhân dân tỉnh Lạc Hà"


@pytest.mark.parametrize(
    "issuer", ["Ủy ban nhân dân xã Đồng Mây", "Ban Chỉ đạo phòng, chống thiên tai", "Trường Tiểu học Bờ Bắc"]
)
def test_bodies_are_known_by_registry_or_head_noun(issuer: str) -> None:
    assert not list(check_issuer(issuer))


def test_what_is_no_body_is_reported() -> None:
    assert [f.code for f in check_issuer("Tĩnh Quang Ngaài")] == ["issuer_unknown"]
    assert [f.code for f in check_issuer("")] == ["issuer_missing"]


@pytest.mark.parametrize(
    ("kind", "symbol", "agrees"),
    [
        ("Kế hoạch", "KH-UBND", True),
        ("Kế hoạch hành động", "KH-UBND", True),
        ("Chương trình hành động", "CTr/TU", True),
        ("Công văn", "SNV-CCHC", True),
        ("Kế hoạch", "CT-UBND", False),
        ("Công văn", "KH-UBND", False),
        ("Kế hoạch", "", True),
    ],
)
def test_sign_and_kind_must_agree(kind: str, symbol: str, *, agrees: bool) -> None:
    assert (not list(check_kind(kind, symbol))) is agrees
