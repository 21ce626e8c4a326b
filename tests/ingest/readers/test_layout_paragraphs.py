"""Printed lines become paragraphs by their place; what belongs to the page is aside."""

from dataclasses import replace

from ingest.readers.layout import Page, Word, lay_out
from tests.ingest.readers.printed import INDENT, LEFT, body, centred, line, page

FIRST = (
    "Các sở, ban, ngành; Ủy ban nhân dân các xã, phường tổ chức rà soát, cập nhật danh mục thủ tục hành chính thuộc thẩm "
    "quyền. Kết quả rà soát gửi về Văn phòng Ủy ban nhân dân tỉnh để tổng hợp, báo cáo Chủ tịch Ủy ban nhân dân tỉnh xem xét."
)
SECOND = (
    "Sở Tài chính tham mưu bố trí kinh phí thực hiện Kế hoạch. Việc quản lý, sử dụng và thanh quyết toán kinh phí thực hiện "
    "theo quy định của Luật Ngân sách nhà nước và các văn bản hướng dẫn hiện hành có liên quan của các cơ quan trung ương."
)


def read(*pages: Page) -> list[str]:
    return lay_out(pages).text.strip().split("\n")


def paragraphs(*texts: str, start: float = 80) -> list[Word]:
    words: list[Word] = []
    for text in texts:
        more, start = body(text, start)
        words += more
    return words


def test_first_lines_with_an_indent_begin_paragraphs() -> None:
    assert read(page(paragraphs(FIRST, SECOND, FIRST))) == [FIRST, SECOND, FIRST]


def test_a_sentence_goes_on_over_the_page_s_end_and_its_number() -> None:
    words = paragraphs(FIRST, SECOND)
    tops = sorted({word.top for word in words})
    moved = [replace(w, top=w.top - tops[-2] + 80, bottom=w.bottom - tops[-2] + 80) for w in words if w.top >= tops[-2]]
    laid = lay_out(
        [
            page([w for w in words if w.top < tops[-2]]),
            page(centred("2", 310, 40, 13), moved, paragraphs(FIRST, start=140), number=2),
        ]
    )
    assert laid.text.strip().split("\n") == [FIRST, SECOND, FIRST]
    assert laid.aside == ("2",)
    start = laid.page_starts[1]
    assert laid.text[start - 1] == " "
    assert laid.text[start:].startswith(moved[0].text)


def test_a_dash_at_the_margin_below_a_full_line_is_part_of_a_name() -> None:
    text = (
        "Giao Trung tâm Dịch vụ việc làm phối hợp với các Sở Lao động "
        "- Thương binh và Xã hội hướng dẫn, đôn đốc các địa phương trong suốt quá trình thực hiện."
    )
    words = paragraphs(text, FIRST)
    dash = next(word for word in words if word.text == "-")
    assert dash.x0 == LEFT, "the fixture breaks the line before the dash"
    assert read(page(words)) == [text, FIRST]


def test_bullets_and_numbers_begin_paragraphs() -> None:
    items = ["- Rà soát, bổ sung quy trình.", "- Tổ chức tập huấn cho cán bộ.", "a) Báo cáo kết quả.", "2. Sở Y tế"]
    assert read(page(paragraphs(FIRST, *items, SECOND))) == [FIRST, *items, SECOND]


def test_lines_without_indents_are_parted_where_the_next_word_had_room() -> None:
    words: list[Word] = []
    y = 80.0
    for text in (FIRST, "Thời gian thực hiện: quý II năm 2026.", SECOND):
        more, y = body(text, y, indent=0)
        words += more
    assert read(page(words)) == [FIRST, "Thời gian thực hiện: quý II năm 2026.", SECOND]


def test_hanging_lines_stay_with_their_item() -> None:
    item = [
        *line("-", LEFT, 80),
        *line("Xây dựng kế hoạch kiểm tra việc thực hiện quy định về an toàn", LEFT + 20, 80),
        *line("thực phẩm tại các bếp ăn tập thể. Kiểm tra đột xuất khi có tin", LEFT + 20, 99),
        *line("báo của người dân.", LEFT + 20, 118),
    ]
    more, _ = body(FIRST, 150)
    lines = read(page(item, more))
    assert lines[0].startswith("- Xây dựng")
    assert lines[0].endswith("của người dân.")


def test_a_title_s_lines_are_one_and_its_kind_stands_alone() -> None:
    lines = read(
        page(
            centred("KẾ HOẠCH", 315, 80, bold=True),
            centred("Triển khai Chương trình phát triển kinh tế tập thể trên địa bàn", 315, 99, bold=True),
            centred("tỉnh Lạc Hà giai đoạn 2026 - 2030", 315, 118, bold=True),
            paragraphs(FIRST, SECOND, start=160),
        )
    )
    assert lines == [
        "KẾ HOẠCH",
        "Triển khai Chương trình phát triển kinh tế tập thể trên địa bàn tỉnh Lạc Hà giai đoạn 2026 - 2030",
        FIRST,
        SECOND,
    ]


def test_running_heads_and_page_numbers_are_aside() -> None:
    pages = [
        page(line(f"{i} CÔNG BÁO TỈNH LẠC HÀ/Số 09", LEFT, 40, 12), paragraphs(FIRST, SECOND), number=i)
        for i in (1, 2, 3)
    ]
    laid = lay_out(pages)
    assert "CÔNG BÁO" not in laid.text
    assert len(laid.aside) == 3


def test_a_number_in_a_row_at_the_page_s_edge_stays() -> None:
    laid = lay_out([page(line("5", LEFT, 40), line("Sở Y tế", LEFT + 60, 40), paragraphs(FIRST))])
    assert laid.text.startswith("5 Sở Y tế")


def test_a_signature_s_small_print_above_the_motto_is_aside() -> None:
    overlay = [
        "Người ký: Sở Y tế",
        "Email: soyte@lacha.gov.vn",
        "Cơ quan: Tỉnh Lạc Hà",
        "Thời gian ký: 12.03.2026 08:15:20",
    ]
    small = [word for i, text in enumerate(overlay) for word in line(text, 430, 20 + 9 * i, 8)]
    motto = line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 62, 13)
    laid = lay_out([page(small, line("SỞ Y TẾ", 120, 62, 13), motto, paragraphs(FIRST, start=140))])
    assert laid.text.startswith("SỞ Y TẾ\nCỘNG HÒA")
    assert laid.aside == ("\n".join(overlay),)


def test_slightly_turned_lines_do_not_mix() -> None:
    words = paragraphs(FIRST, SECOND, FIRST)
    turned = [replace(w, top=w.top + (w.x0 - LEFT) * 0.012, bottom=w.bottom + (w.x0 - LEFT) * 0.012) for w in words]
    assert read(page(turned)) == [FIRST, SECOND, FIRST]


def test_numbers_and_signs_broken_at_a_line_s_end_are_whole_again() -> None:
    filler = "Thực hiện nhiệm vụ được giao tại Quyết định và Chương trình công tác trong giai đoạn"
    for above, below, whole in (
        ("2026-", "2030", "2026-2030"),
        ("21/", "KH-UBND", "21/KH-UBND"),
        ("tập-", "thể", "tập-thể"),
        ("Đầu", "tư", "Đầu tư"),
    ):
        first = line(f"{filler[: 56 - len(above)]} {above}", LEFT + INDENT, 80)
        text = read(page(first, line(f"{below} và các văn bản khác.", LEFT, 99), paragraphs(FIRST, SECOND, start=118)))[
            0
        ]
        assert f" {whole} và các" in text


def test_pages_without_words_keep_their_number() -> None:
    laid = lay_out([page(paragraphs(FIRST)), page(number=2), page(number=3), page(paragraphs(SECOND), number=4)])
    assert len(set(laid.page_starts)) == 4
    assert laid.text[laid.page_starts[3] :].startswith("Sở Tài chính")
