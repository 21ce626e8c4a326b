from __future__ import annotations

import pytest

from ingest.readers.decoded import DITTO
from tests.ingest.readers.word_files import cell, lines, p, row, table

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_a_table_is_one_line_a_row_and_the_paragraphs_of_a_cell_are_joined() -> None:
    rows = row("STT", "Nhiệm vụ"), row("1", cell("Rà soát", "quy hoạch")), row("", "")
    assert lines(p("Phụ lục") + table(*rows) + p("Hết")) == [
        "Phụ lục",
        "| STT | Nhiệm vụ |",
        "| 1 | Rà soát quy hoạch |",
        "Hết",
    ]


def test_merged_cells() -> None:
    rows = (
        row(cell("TT", props=RESTART), cell("Nội dung", props=RESTART), cell("Thực hiện", props=span(2))),
        row(cell(props=CONTINUE), cell(props=CONTINUE), "Chủ trì", "Phối hợp"),
        row(cell("I. NHÓM VIỆC CHUNG", props=span(4))),
        row("1", "Rà soát", cell("Sở Y tế", props=RESTART), "Công an xã"),
        row("2", "Xây dựng", cell(props='<w:vMerge w:val="continue"/>'), ""),
    )
    assert lines(table(*rows, widths=(500, 4000, 2000, 2000))) == [
        "| TT | Nội dung | Thực hiện |  |",
        f"| {DITTO} | {DITTO} | Chủ trì | Phối hợp |",
        "| I. NHÓM VIỆC CHUNG |",
        "| 1 | Rà soát | Sở Y tế | Công an xã |",
        f"| 2 | Xây dựng | {DITTO} |  |",
    ]


def test_columns_left_out_before_and_after_a_row_stand_empty() -> None:
    rows = (
        row("1", "Rà soát", "Sở Y tế"),
        row("Xây dựng", "Sở Nội vụ", props='<w:gridBefore w:val="1"/>'),
        row("3", props='<w:gridAfter w:val="2"/>'),
    )
    assert lines(table(*rows)) == ["| 1 | Rà soát | Sở Y tế |", "|  | Xây dựng | Sở Nội vụ |", "| 3 |  |  |"]


def test_columns_that_differ_by_a_hair_between_rows_are_one() -> None:
    rows = (
        row("STT", cell("Nhiệm vụ", props=span(2)), "Hạn"),
        row(cell("1", props=span(2)), "Rà soát", "Quý I"),
    )
    assert lines(table(*rows, widths=(600, 40, 4000, 2000))) == ["| STT | Nhiệm vụ | Hạn |", "| 1 | Rà soát | Quý I |"]


def test_a_merge_without_a_cell_above_is_a_cell_of_its_own() -> None:
    assert lines(table(row(cell("Việc", props=CONTINUE), "Hạn"))) == ["| Việc | Hạn |"]


def test_bars_within_cells_do_not_part_them() -> None:
    assert lines(table(row("a|b", "c"), row("d", "e"))) == ["| a¦b | c |", "| d | e |"]


def test_rows_and_cells_in_content_controls_are_read_and_deleted_rows_are_not() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    rows = (
        row("1", control.format(cell("Rà soát"))),
        control.format(row("2", "Xây dựng")),
        row("3", "Bỏ", props="<w:del/>"),
    )
    assert lines(table(*rows)) == ["| 1 | Rà soát |", "| 2 | Xây dựng |"]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_letterhead_gives_its_columns_one_after_the_other_ruled_or_not(ruled: bool) -> None:
    left = cell("ỦY BAN NHÂN DÂN", "XÃ ĐỒNG MÂY", "Số: 21/KH-UBND")
    assert lines(table(row(left, cell(*MOTTO, "Đồng Mây, ngày 14 tháng 02 năm 2026")), ruled=ruled)) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ ĐỒNG MÂY",
        "Số: 21/KH-UBND",
        *MOTTO,
        "Đồng Mây, ngày 14 tháng 02 năm 2026",
    ]


def test_a_letterhead_over_several_rows_and_with_an_empty_column_is_read_down_its_columns() -> None:
    rows = (
        row("UBND TỈNH LẠC HÀ", "", MOTTO[0]),
        row("SỞ Y TẾ", "", MOTTO[1]),
        row("Số: 5/KH-SYT", "", "Lạc Hà, ngày 2 tháng 3 năm 2026"),
    )
    assert lines(table(*rows, ruled=False)) == [
        "UBND TỈNH LẠC HÀ", "SỞ Y TẾ", "Số: 5/KH-SYT", *MOTTO, "Lạc Hà, ngày 2 tháng 3 năm 2026",
    ]  # fmt: skip


def test_a_cell_over_all_columns_of_a_letterhead_ends_them() -> None:
    rows = row("UBND TỈNH", MOTTO[0]), row(cell("KẾ HOẠCH", props=span(2))), row("Nơi nhận:", "GIÁM ĐỐC")
    assert lines(table(*rows, ruled=False)) == ["UBND TỈNH", MOTTO[0], "KẾ HOẠCH", "Nơi nhận:", "GIÁM ĐỐC"]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_signature_gives_the_recipients_first(ruled: bool) -> None:
    signed = table(
        row(cell("Nơi nhận:", "- Như trên;", "- Lưu: VT."), cell("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Lò Thị Mai")),
        ruled=ruled,
    )
    assert lines(signed) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Thị Mai"]


def test_addressees_beside_their_label_are_lines() -> None:
    assert lines(table(row("Kính gửi:", cell("- Sở Y tế;", "- Sở Nội vụ.")), ruled=False)) == [
        "Kính gửi:",
        "- Sở Y tế;",
        "- Sở Nội vụ.",
    ]


ASSIGNMENTS = (
    (
        ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
        ("1", "Rà soát", "Sở Y tế", "Quý I"),
        ("2", "Xây dựng", "Sở Nội vụ", "Quý II"),
    ),
    (("Nội dung công việc", "Thời gian hoàn thành"), ("Rà soát", "Quý I")),
    (("Rà soát", "Quý I"), ("Xây dựng", "Quý II"), ("Báo cáo", "Quý III")),
)


@pytest.mark.parametrize("rows", ASSIGNMENTS)
def test_assignments_stay_a_table_without_rules(rows: tuple[tuple[str, ...], ...]) -> None:
    assert lines(table(*(row(*cells) for cells in rows), ruled=False)) == [f"| {' | '.join(cells)} |" for cells in rows]


def test_rules_may_come_from_the_table_style_or_the_cells() -> None:
    style = (
        '<w:style w:type="table" w:styleId="Luoi"><w:tblPr><w:tblBorders><w:top w:val="single"/><w:insideV w:val="single"/>'
        "</w:tblBorders></w:tblPr></w:style>"
    )
    edges = '<w:tcBorders><w:top w:val="single"/><w:left w:val="single"/></w:tcBorders>'
    of_style = table(row("Rà soát", "Quý I"), ruled=False).replace("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="Luoi"/>')
    of_cells = table(row(cell("Rà soát", props=edges), cell("Quý I", props=edges)), ruled=False)
    forbidden = table(row(cell("Bên trái", props='<w:tcBorders><w:top w:val="nil"/></w:tcBorders>')), ruled=True)
    assert lines(of_style, styles=style) == lines(of_cells) == ["| Rà soát | Quý I |"]
    assert lines(table(row("Trái", "Phải"), ruled=False)) == ["Trái", "Phải"]
    assert lines(forbidden) == ["Bên trái"]


def test_a_frame_around_everything_disappears_and_a_table_within_a_cell_is_flattened() -> None:
    inner = table(row("STT", "Nhiệm vụ"), row("1", "Rà soát"))
    assert lines(table(row(cell(p("Khung"), inner)))) == ["Khung", "| STT | Nhiệm vụ |", "| 1 | Rà soát |"]
    assert lines(table(row("Việc", cell(p("Gồm:"), inner)))) == ["| Việc | Gồm: STT Nhiệm vụ 1 Rà soát |"]


def test_deep_nests_of_tables_end() -> None:
    body = p("Đáy")
    for _ in range(70):
        body = table(row(cell(body, p())))
    assert lines(body) == ["Đáy"]
