"""Ruling lines make tables: one row a line, over as many pages as it takes."""

import io
import random

from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from ingest.readers.decoded import DITTO
from ingest.readers.layout import Page, Rule, Word, lay_out
from ingest.readers.pdf import read_pdf
from tests.ingest.readers.printed import body, centred, grid, line, page
from tests.renderings.pdf import style, table

XS = [85.0, 120.0, 330.0, 440.0, 544.0]
HEAD = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")


def row(cells: tuple[str, ...], y: float) -> list[Word]:
    return [word for x, cell in zip(XS, cells, strict=False) for word in line(cell, x + 4, y, 11)]


def rows(text: str) -> list[str]:
    return [one for one in text.split("\n") if one.startswith("|")]


def test_a_row_is_a_line_with_its_wrapped_cells() -> None:
    words = [row(HEAD, 84), row(("1", "Rà soát quy trình", "Sở Y tế", "Quý II"), 104), row(("", "nội bộ"), 118)]
    laid = lay_out([page(*words, rules=grid(XS, [80, 100, 135]))])
    assert rows(laid.text) == [
        "| TT | Nhiệm vụ | Chủ trì | Thời hạn |",
        "| 1 | Rà soát quy trình nội bộ | Sở Y tế | Quý II |",
    ]


def test_text_above_and_below_a_table_stays_there() -> None:
    words = [row(HEAD, 84), row(("1", "Tập huấn", "Sở Y tế", "Quý II"), 104)]
    after, _ = body("Trên đây là Phụ lục.", 150)
    laid = lay_out([page(centred("PHỤ LỤC I", 310, 50), *words, after, rules=grid(XS, [80, 100, 120]))])
    assert [one.split(" | ")[0] for one in laid.text.strip().split("\n")] == [
        "PHỤ LỤC I", "| TT", "| 1", "Trên đây là Phụ lục.",
    ]  # fmt: skip


def test_a_cell_merged_with_the_one_above_is_marked() -> None:
    ys = [80.0, 100.0, 120.0, 140.0]
    rules = [Rule(XS[0], y, XS[-1], y) for y in (80, 100, 140)] + [
        Rule(XS[0], 120, XS[2], 120),
        Rule(XS[3], 120, XS[4], 120),
    ]
    rules += [Rule(x, ys[0], x, ys[-1]) for x in XS]
    words = [
        row(HEAD, 84),
        row(("1", "Tập huấn", "Sở Y tế", "Quý II"), 104),
        row(("2", "Kiểm tra", "", "Quý III"), 124),
    ]
    laid = lay_out([page(*words, rules=rules)])
    assert rows(laid.text)[2] == f"| 2 | Kiểm tra | {DITTO} | Quý III |"


def test_a_row_over_all_columns_is_one_cell() -> None:
    rules = [Rule(XS[0], y, XS[-1], y) for y in (80, 100, 120, 140)] + [Rule(x, 80, x, 140) for x in (XS[0], XS[-1])]
    rules += [Rule(x, a, x, b) for x in XS[1:-1] for a, b in ((80, 100), (120, 140))]
    group = line("I. Nhóm nhiệm vụ về thể chế", XS[0] + 4, 104, 11)
    laid = lay_out([page(row(HEAD, 84), group, row(("1", "Tập huấn", "Sở Y tế", "Quý II"), 124), rules=rules)])
    assert rows(laid.text)[1] == "| I. Nhóm nhiệm vụ về thể chế |"


def test_a_table_without_outer_borders_keeps_its_columns() -> None:
    rules = [Rule(XS[0], y, XS[-1], y) for y in (80, 100, 120)] + [Rule(x, 80, x, 120) for x in XS[1:-1]]
    laid = lay_out([page(row(HEAD, 84), row(("1", "Tập huấn", "Sở Y tế", "Quý II"), 104), rules=rules)])
    assert rows(laid.text)[1] == "| 1 | Tập huấn | Sở Y tế | Quý II |"


def test_underlines_and_a_frame_are_no_table() -> None:
    box = grid([200, 400], [80, 110])
    laid = lay_out([page(line("LƯU HÀNH NỘI BỘ", 220, 88), rules=[*box, Rule(250, 140, 350, 140)])])
    assert laid.text.strip() == "LƯU HÀNH NỘI BỘ"


def two_pages(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[Page, Page]:
    rules = grid(XS, [700, 720, 740, 760])
    above = page(row(HEAD, 704), row(("1", "Tập huấn", "Sở Y tế", "Quý I"), 724), row(first, 744), rules=rules)
    below = page(
        centred("2", 310, 40), row(HEAD, 84), row(second, 104), row(("3", "Kiểm tra", "Sở Y tế", "Quý IV"), 124),
        number=2, rules=grid(XS, [80, 100, 120, 140]),
    )  # fmt: skip
    return above, below


def test_a_table_goes_on_over_the_page_s_end_without_its_repeated_head() -> None:
    laid = lay_out(two_pages(("2", "Rà soát", "Sở Nội vụ", "Quý II"), ("", "toàn bộ quy trình", "", "")))
    assert rows(laid.text) == [
        "| TT | Nhiệm vụ | Chủ trì | Thời hạn |",
        "| 1 | Tập huấn | Sở Y tế | Quý I |",
        "| 2 | Rà soát toàn bộ quy trình | Sở Nội vụ | Quý II |",
        "| 3 | Kiểm tra | Sở Y tế | Quý IV |",
    ]
    assert laid.text[laid.page_starts[1] :].startswith("toàn bộ")
    assert "TT Nhiệm vụ Chủ trì Thời hạn" in laid.aside


def test_a_row_of_its_own_at_a_page_s_start_stays_one() -> None:
    laid = lay_out(two_pages(("2", "Rà soát", "Sở Nội vụ", "Quý II"), ("3", "Tuyên truyền", "Sở Y tế", "Quý III")))
    assert len(rows(laid.text)) == 5


def annex(count: int) -> tuple[list[list[str]], bytes]:
    """An annex of many rows, as reportlab breaks it over pages."""
    choose = random.Random(7)
    agencies = [
        "Sở Y tế",
        "Sở Giáo dục và Đào tạo",
        "Sở Nông nghiệp và Môi trường",
        "Văn phòng UBND tỉnh",
        "UBND các xã",
    ]
    tasks = [
        "Rà soát quy trình giải quyết hồ sơ trên môi trường điện tử",
        "Tập huấn cho cán bộ cơ sở",
        "Kiểm tra việc thực hiện",
    ]
    cells = [["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"]]
    for i in range(1, count + 1):
        helping = ", ".join(choose.sample(agencies, choose.choice([1, 2, 3])))
        task = "; ".join([choose.choice(tasks)] * choose.choice([1, 1, 2, 4]))
        due = choose.choice(["Quý II/2026", "Trước ngày 30/6/2026", "Hằng năm", "10/2027"])
        cells.append([str(i), task, choose.choice(agencies), helping, due])
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, topMargin=57, bottomMargin=57, leftMargin=85, rightMargin=51)
    document.build(
        [Paragraph("DANH MỤC NHIỆM VỤ", style(14, TA_CENTER, bold=True)), table(cells, [38, 150, 90, 106, 75])]
    )
    return cells, out.getvalue()


def test_an_annex_of_140_rows_comes_out_row_by_row() -> None:
    cells, data = annex(140)
    decoded = read_pdf(data, "phu-luc.pdf")
    assert len(decoded.page_starts) > 5
    assert rows(decoded.text) == [f"| {' | '.join(one)} |" for one in cells]


def test_prose_below_a_table_without_lines_is_no_row() -> None:
    rows = [
        ["STT", "Nhiệm vụ", "Chủ trì"],
        ["1", "Rà soát các bến đò", "Sở Xây dựng"],
        ["2", "Lắp biển báo", "Công an xã"],
    ]
    out = io.BytesIO()
    plain = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
    plain_text = style(12, TA_LEFT)
    prose = (
        "Các cơ quan được giao báo cáo kết quả về Văn phòng Ủy ban nhân dân xã trước ngày 20 hằng tháng để tổng hợp."
    )
    story = [
        Table([[Paragraph(cell, plain_text) for cell in row] for row in rows], colWidths=[40, 220, 150], style=plain),
        Spacer(1, 8),
        Paragraph(prose, plain_text),
    ]
    SimpleDocTemplate(out, pagesize=A4).build(story)
    decoded = read_pdf(out.getvalue(), "bang.pdf")
    assert decoded.text.strip().split("\n") == [*("| " + " | ".join(row) + " |" for row in rows), prose]
