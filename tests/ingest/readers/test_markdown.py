"""Markdown tables become rows; every other text with bars stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.markdown import with_plain_rows
from ingest.reading import read_plan

HEAD = "| STT | Nhiệm vụ | Chủ trì |"


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (f"{HEAD}\n|---|---|---|\n| 1 | Trồng cây | Phòng Kinh tế |\n", f"{HEAD}\n| 1 | Trồng cây | Phòng Kinh tế |\n"),
        (f"{HEAD}\n|:--|:-:|--:|\n| 1 | a | b |\n", f"{HEAD}\n| 1 | a | b |\n"),
        ("STT | Nhiệm vụ\n--- | ---\n1 | Trồng cây\n", "| STT | Nhiệm vụ |\n| 1 | Trồng cây |\n"),
        ("|a|b|\n|-|-|\n|1|x \\| y|\n", "| a | b |\n| 1 | x ¦ y |\n"),
        ("|a|b|\n|--|--|\n|1|x<br>y<br/>z|\n", "| a | b |\n| 1 | x y z |\n"),
        ("|a|b|\r\n|--|--|\r\n|1|x|\r\n", "| a | b |\r\n| 1 | x |\r\n"),
        ("|a|b|c|\n|--|--|--|\n|1|x|\n", "| a | b | c |\n| 1 | x |  |\n"),
        ("|a|b|\n|--|--|\n|1|x|\n\nSau bảng | vẫn là chữ\n", "| a | b |\n| 1 | x |\n\nSau bảng | vẫn là chữ\n"),
        ("|a|b|\n|--|--|\n|1|x|\nĐoạn văn sau bảng.\n", "| a | b |\n| 1 | x |\nĐoạn văn sau bảng.\n"),
        ("|a|b|\n|--|--|\n|c|d|\n|--|--|\n|1|2|\n", "| a | b |\n| c | d |\n| 1 | 2 |\n"),
    ],
    ids=[
        "plain",
        "alignment",
        "no outer bars",
        "escaped bar",
        "line break",
        "crlf",
        "short row",
        "text after",
        "end",
        "two",
    ],
)
def test_a_table_becomes_rows(table: str, rows: str) -> None:
    assert with_plain_rows(f"Bảng:\n{table}") == f"Bảng:\n{rows}"


@pytest.mark.parametrize(
    "text",
    [
        "Điện thoại: 0123 | Thư điện tử: a@b.vn\n- gạch đầu dòng\n",
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n-------\nSố: 1/KH-UBND | Lạc Hà\n",
        "| a | b | c |\n| --- | --- |\n| 1 | 2 | 3 |\n",
        "| chỉ | một | dòng |\n",
        "a | b\n\n--- | ---\n",
        "Tiêu đề\n---\nđoạn | văn\n",
    ],
    ids=["contacts", "letterhead", "widths differ", "one row", "gap", "setext heading"],
)
def test_other_text_with_bars_stays(text: str) -> None:
    assert with_plain_rows(text) == text


def test_the_rows_of_a_markdown_plan_are_clauses_and_the_line_of_dashes_is_gone() -> None:
    text = f"# KẾ HOẠCH\n\n## I. NHIỆM VỤ\n\n{HEAD}\n|:---:|---|---|\n| 1 | Trồng cây | Phòng Kinh tế |\n"
    plan = read_plan(text.encode(), "a.md")
    rows = [clause.body.of(plan.text) for clause in plan.root.walk() if clause.level == "dòng bảng"]
    assert rows == [HEAD, "| 1 | Trồng cây | Phòng Kinh tế |"]
    assert "--" not in plan.text


@given(st.text(alphabet="|-: \\ab\n", max_size=80))
def test_any_text_is_read_and_words_are_kept(text: str) -> None:
    assert [c for c in with_plain_rows(text) if c.isalpha()] == [c for c in text if c.isalpha()]


def test_a_letterhead_and_a_signature_block_are_read_column_by_column() -> None:
    text = (
        "| CÔNG AN TỈNH LẠC HÀ<br>**CÔNG AN XÃ VÂN KHÊ** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>**Độc lập** |\n|---|---|\n"
        "| Số: 7/KH-CAX | *Vân Khê, ngày 5 tháng 5 năm 2026* |\n\nI. MỤC ĐÍCH\n\n"
        "| *Nơi nhận:*<br>- Như trên; | **TRƯỞNG CÔNG AN XÃ** |\n|---|---|\n\n| Nơi nhận tin | Báo |\n|---|---|\n"
    )
    assert with_plain_rows(text).split("\n") == [
        "CÔNG AN TỈNH LẠC HÀ", "**CÔNG AN XÃ VÂN KHÊ**", "Số: 7/KH-CAX",
        "**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**", "**Độc lập**", "*Vân Khê, ngày 5 tháng 5 năm 2026*",
        "", "I. MỤC ĐÍCH", "", "*Nơi nhận:*", "- Như trên;", "**TRƯỞNG CÔNG AN XÃ**", "", "| Nơi nhận tin | Báo |", "",
    ]  # fmt: skip
