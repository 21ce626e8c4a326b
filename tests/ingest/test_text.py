"""Canonical text: what is joined, what goes, what stays, and the map back to the source."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Span
from ingest.text import canonicalise, fold, slug, syllables
from ingest.text.canonical import source_span

VIETNAMESE = st.text(
    alphabet=st.sampled_from(
        "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặềểễếệ AĂÂĐÊỦ\n\t.,;:-+*|“”()0123456789\u200b\u00ad\u0301\f"
    ),
    max_size=200,
)

WRAPPED = """Phòng Kinh tế chủ trì, phối hợp với các đơn vị liên quan tổ chức triển khai thực
hiện kế hoạch này bảo đảm đúng tiến độ, chất lượng; định kỳ hằng quý tổng hợp kết quả,
báo cáo Ủy ban nhân dân xã theo quy định. Trong quá trình thực hiện, các cơ quan, đơn vị
kịp thời phản ánh khó khăn, vướng mắc về Phòng Kinh tế để được hướng dẫn, giải quyết theo
thẩm quyền.

1. Sở Nông nghiệp và Môi trường chủ trì, phối hợp với Sở Tài chính, Sở Xây dựng và các
sở, ngành liên quan hướng dẫn Ủy ban nhân dân các xã, phường thực hiện; phối hợp với Sở
Khoa học và Công nghệ rà soát quy trình kỹ thuật trong sản xuất.

2. Mục đích

Tổ chức tuyên truyền rộng rãi đến người dân trên địa bàn.
"""


@pytest.mark.parametrize(
    ("source", "canonical"),
    [
        ("được cấp có thẩm\n\nquyền phê duyệt.", "được cấp có thẩm quyền phê duyệt."),
        ("bảo vệ môi\n\ntrường", "bảo vệ môi trường"),
        ("- Chủ trì thực hiện;\n- Phối hợp.", "- Chủ trì thực hiện;\n- Phối hợp."),
        ("I. MỤC ĐÍCH\n1. Mục tiêu\nthực hiện tốt", "I. MỤC ĐÍCH\n1. Mục tiêu thực hiện tốt"),
        ("Một câu trọn vẹn.\n\nCâu sau đứng riêng.", "Một câu trọn vẹn.\nCâu sau đứng riêng."),
        ("xây dựng “Khu dân cư\nXanh” trong năm", "xây dựng “Khu dân cư Xanh” trong năm"),
        ("Bộ Lao động\n- Thương binh và Xã hội hướng dẫn.", "Bộ Lao động - Thương binh và Xã hội hướng dẫn."),
        ("2. Tiến độ thực hiện\nNgay sau khi ban hành", "2. Tiến độ thực hiện\nNgay sau khi ban hành"),
        ("CHỦ TỊCH\n\nTrần Văn Ba", "CHỦ TỊCH\nTrần Văn Ba"),
        ("theo quy định tại khoản 5\nĐiều 10 Luật Thủy sản", "theo quy định tại khoản 5 Điều 10 Luật Thủy sản"),
        ("STT | Việc | Ai\n1 | Trồng cây | Xã", "STT | Việc | Ai\n1 | Trồng cây | Xã"),
        ("-\nChủ trì thực hiện", "- Chủ trì thực hiện"),
        ("Chương II\nMỤC TIÊU\n\nĐiều 2. Phòng Kinh tế", "Chương II\nMỤC TIÊU\nĐiều 2. Phòng Kinh tế"),
        ("Chương II\nMỤC TIÊU\nĐiều 2. Phòng Kinh tế", "Chương II\nMỤC TIÊU\nĐiều 2. Phòng Kinh tế"),
        ("Phấn đấu đạt mục tiêu\nĐiều 2. Phòng Kinh tế", "Phấn đấu đạt mục tiêu\nĐiều 2. Phòng Kinh tế"),
        ("Mục 1\nĐiều 2. Phòng Kinh tế", "Mục 1\nĐiều 2. Phòng Kinh tế"),
        ("Chương II Mục 1\nĐiều 2. Phòng Kinh tế", "Chương II Mục 1\nĐiều 2. Phòng Kinh tế"),
        ("Trồng cây tại các\n\nĐiều 2. Phòng Kinh tế", "Trồng cây tại các\nĐiều 2. Phòng Kinh tế"),
        ("theo điểm a,\n\nkhoản 3,\n\nĐiều 10 Luật Đê điều", "theo điểm a, khoản 3, Điều 10 Luật Đê điều"),
        ("theo Khoản 3a\nĐiều 10 Luật Đê điều", "theo Khoản 3a Điều 10 Luật Đê điều"),
        (
            "a) Rà soát, hoàn thiện đề án, gửi về Phòng Văn hóa trước ngày\n10/12/2026 để thẩm định.",
            "a) Rà soát, hoàn thiện đề án, gửi về Phòng Văn hóa trước ngày 10/12/2026 để thẩm định.",
        ),
        (
            "a) Tổng hợp số lượng người tham gia đến ngày 31/10/2026, gửi\nPhòng Văn hóa trước tháng 12.",
            "a) Tổng hợp số lượng người tham gia đến ngày 31/10/2026, gửi Phòng Văn hóa trước tháng 12.",
        ),
        (
            "Trong quá trình thực hiện, nếu có vướng mắc, phản ánh về Sở\nNội vụ để được hướng dẫn.",
            "Trong quá trình thực hiện, nếu có vướng mắc, phản ánh về Sở Nội vụ để được hướng dẫn.",
        ),
        (
            "Bảng 3 trình bày kết quả trồng cây của các xã theo từng năm\n2021\n2022",
            "Bảng 3 trình bày kết quả trồng cây của các xã theo từng năm\n2021\n2022",
        ),
    ],
)
def test_lines_are_joined_only_where_a_sentence_goes_on(source: str, canonical: str) -> None:
    assert canonicalise(source).text == canonical


def test_lines_of_fixed_width_are_joined_also_before_a_capital() -> None:
    paragraphs = canonicalise(WRAPPED).text.split("\n")
    assert len(paragraphs) == 4
    assert "phối hợp với Sở Khoa học và Công nghệ rà soát" in paragraphs[1]
    assert paragraphs[2] == "2. Mục đích"


CLAUSES = """1. Phòng Văn hóa
a) Rà soát, hoàn thiện phương án tổ chức lễ hội trên địa bàn, gửi về Ủy ban
nhân dân xã trước ngày 10/12/2026;
b) Lập danh sách nghệ nhân, gồm:
- Nghệ nhân dân gian đã được phong tặng danh hiệu;
- Người đang truyền dạy nghề đan lát ở các thôn;
- Người cao tuổi biết hát dân ca;
- Học sinh đạt giải hội diễn.
c) Trang trí sân khấu chính.
d) Mời các xã bạn dự lễ.
2. Trạm Y tế
a) Chủ trì kiểm tra an toàn thực phẩm tại nơi tổ chức lễ hội, hoàn thành trong
quý I năm 2027;
b) Phối hợp với các thôn tuyên truyền, vận động người dân giữ gìn vệ sinh chung
tại nơi ở.
3. Các thôn
Chọn đội văn nghệ và đội bóng chuyền tham gia lễ hội, báo cáo Phòng Văn hóa
Thông tin xã kết quả luyện tập hằng tháng.
4. Tổ bảo vệ
Giữ gìn trật tự tại nơi tổ chức, phân công người trực trong suốt thời gian diễn
ra lễ hội."""


def test_empty_lines_between_wrapped_paragraphs_change_nothing() -> None:
    starts = ("a) ", "b) ", "c) ", "d) ", "- ", "1. ", "2. ", "3. ", "4. ", "Chọn", "Giữ")
    spaced = "".join("\n" * line.startswith(starts) + line + "\n" for line in CLAUSES.split("\n"))
    paragraphs = canonicalise(spaced).text.split("\n")
    assert paragraphs == canonicalise(CLAUSES).text.split("\n")
    assert len(paragraphs) == CLAUSES.count("\n") + 1 - 5
    assert "báo cáo Phòng Văn hóa Thông tin xã kết quả" in paragraphs[13]


@pytest.mark.parametrize(
    ("source", "canonical"),
    [
        ("**TM. ỦY BAN NHÂN DÂN**", "TM. ỦY BAN NHÂN DÂN"),
        ("chủ đề “*Mùa hè xanh*” năm nay", "chủ đề “Mùa hè xanh” năm nay"),
        ("## I. NỘI DUNG", "I. NỘI DUNG"),
        ("- + Trồng cây", "- + Trồng cây"),
        ("* Nội dung: trồng cây", "* Nội dung: trồng cây"),
        ("Phần đầu\n---\nPhần sau", "Phần đầu\nPhần sau"),
        ("Biểu (*) kèm theo", "Biểu (*) kèm theo"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n| 1 | 2 |"),
    ],
)
def test_markdown_signs_go_and_bullets_stay(source: str, canonical: str) -> None:
    assert canonicalise(source).text == canonical


def test_asterisks_stay_where_the_source_is_no_markdown() -> None:
    assert canonicalise("a *b* c", markdown=False).text == "a *b* c"


def test_page_numbers_inside_a_sentence_go() -> None:
    page = "Nội dung trang này được viết dài cho đủ một trang giấy. " * 14
    text = canonicalise(f"{page}\nCác xã triển khai công\n1445\n\n2\n\ntác nhập liệu.").text
    assert text.endswith("Các xã triển khai công tác nhập liệu.")


def _page(words: str, lines: int) -> str:
    return "\n".join(f"{words} giữ gìn vệ sinh môi trường, trồng cây và dọn rác ở khu {i}." for i in range(lines))


def test_page_numbers_go_also_where_no_empty_line_sets_them_apart() -> None:
    source = "\n2\n".join([_page("Người dân", 25), _page("Học sinh", 25)])
    source = f"{source}\n3\n{_page('Cán bộ', 25)}\n4\n{_page('Trạm y tế', 20)}"
    assert not {"2", "3", "4"} & set(canonicalise(source).text.splitlines())


def test_two_bare_numbers_between_lines_stay() -> None:
    source = f"{_page('Người dân', 25)}\n2\n{_page('Học sinh', 25)}\n3\n{_page('Cán bộ', 25)}"
    assert {"2", "3"} <= set(canonicalise(source).text.splitlines())


def test_bare_numbers_close_together_are_cells_of_a_flattened_table() -> None:
    source = "\n".join(f"{i}\n{_page('Tổ dân phố', 4)}" for i in range(1, 8))
    assert {"2", "4", "7"} <= set(canonicalise(source).text.splitlines())


def test_numbers_of_table_cells_are_no_page_numbers() -> None:
    source = "Danh mục:\n\n1\n\nTrồng cây\n\n2\n\nLàm đường\n\n3\n\nĐào mương"
    assert canonicalise(source).text.split("\n") == ["Danh mục:", "1", "Trồng cây", "2", "Làm đường", "3", "Đào mương"]


def test_running_heads_beside_page_ends_go() -> None:
    pages = [f"Đoạn thứ {word} của văn bản.\nSỞ Y TẾ LẠC HÀ" for word in ("nhất", "hai", "ba", "tư")]
    assert "SỞ Y TẾ" not in canonicalise("\f".join(pages)).text


def test_running_heads_that_hold_the_page_number_go() -> None:
    page = "Nội dung trang này được viết dài cho đủ một trang giấy. " * 14
    heads = ("2   CÔNG BÁO TỈNH LẠC HÀ/Số 09", "CÔNG BÁO TỈNH LẠC HÀ/Số 09   3")
    text = canonicalise(f"{page}\nvà bố trí\n\n{heads[0]}\n\ncán bộ.\n{page}\n\n{heads[1]}\n\n{page}").text
    assert "CÔNG BÁO" not in text
    assert "và bố trí cán bộ." in text


def test_numbered_titles_are_no_running_heads() -> None:
    page = "Nội dung trang này được viết dài cho đủ một trang giấy. " * 14
    text = canonicalise(f"BIỂU MẪU BÁO CÁO SỐ 1\n\n{page}\n\nBIỂU MẪU BÁO CÁO SỐ 2\n\n{page}").text
    assert text.count("BIỂU MẪU") == 2


def test_form_feeds_start_pages() -> None:
    canonical = canonicalise("Trang một.\fTrang hai.")
    assert [canonical.text[start:][:9] for start in canonical.page_starts] == ["Trang một", "Trang hai"]


def test_hidden_characters_go_and_are_reported() -> None:
    canonical = canonicalise("Sở\u200b Y\u00ad tế\u202e xã\U000e0041 hội\ue000.")
    assert canonical.text == "Sở Y tế xã hội."
    assert [(f.code, f.detail) for f in canonical.findings] == [("hidden_characters_removed", "5")]


def test_bullets_of_symbol_fonts_stay_bullets() -> None:
    assert canonicalise("\uf0b7 Trồng cây").text == "• Trồng cây"


def test_decomposed_vietnamese_is_composed() -> None:
    source = unicodedata.normalize("NFD", "Ủy ban nhân dân xã Đồng Mây")
    assert canonicalise(source).text == "Ủy ban nhân dân xã Đồng Mây"


def test_a_span_leads_back_to_the_source() -> None:
    source = "được cấp có thẩm\n\n**quyền** phê duyệt."
    canonical = canonicalise(source)
    start = canonical.text.index("thẩm quyền")
    span = source_span(canonical.segments, Span(start=start, end=start + len("thẩm quyền")))
    assert span is not None
    assert span.of(source) == "thẩm\n\n**quyền"


@settings(deadline=None)  # other work may hold the processor
@given(VIETNAMESE)
def test_segments_hold_the_same_characters_in_source_and_text(source: str) -> None:
    canonical = canonicalise(source)
    for s in canonical.segments:
        assert canonical.text[s.start : s.start + s.length] == source[s.source_start : s.source_start + s.length]


@settings(deadline=None)  # other work may hold the processor
@given(VIETNAMESE)
def test_canonical_text_is_composed_and_tidy(source: str) -> None:
    text = canonicalise(source).text
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.strip()
    assert "\n\n" not in text
    assert "  " not in text


@settings(deadline=None)  # other work may hold the processor
@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(fold(composed)) == len(composed)


def test_folding_takes_marks_and_case_away() -> None:
    assert fold("Ủy ban NHÂN DÂN xã Đồng Mây, Thuỷ lợi") == "uy ban nhan dan xa dong may, thuy loi"


def test_syllables_keep_numbers_whole() -> None:
    assert syllables("Trồng 1.000 cây theo QĐ 15/QĐ-UBND") == (
        "trong",
        "1.000",
        "cay",
        "theo",
        "qd",
        "15",
        "qd",
        "ubnd",
    )


@pytest.mark.parametrize(
    ("text", "name"), [("Sở Xây dựng", "so-xay-dung"), ("  Kế hoạch 2026!", "ke-hoach-2026"), ("…", "x")]
)
def test_slugs_are_plain(text: str, name: str) -> None:
    assert slug(text) == name
