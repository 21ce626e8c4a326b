from __future__ import annotations

from ingest.readers.docx.tabbed import columns_apart

BODY = ["KẾ HOẠCH", "1. Sở Y tế:\tchủ trì", "Hết./."]


def test_a_letterhead_set_with_tabs_is_read_down_its_columns() -> None:
    head = [
        "",
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ ĐỒNG MÂY \t\t Độc lập - Tự do - Hạnh phúc",
        "\t\tĐồng Mây, ngày 14 tháng 02 năm 2026",
        "Số: 21/KH-UBND\t",
    ]
    assert columns_apart([*head, *BODY]) == [
        "",
        "ỦY BAN NHÂN DÂN",
        "XÃ ĐỒNG MÂY",
        "Số: 21/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đồng Mây, ngày 14 tháng 02 năm 2026",
        *BODY,
    ]


def test_a_signature_beside_the_recipients_follows_them() -> None:
    close = [
        "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN",
        "- Như trên;\tCHỦ TỊCH",
        "",
        "- Lưu: VT.",
        "\t\tLò Thị Mai",
        "PHỤ LỤC",
        "a\tb",
    ]
    left, right = ["Nơi nhận:", "- Như trên;", "- Lưu: VT."], ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Thị Mai"]
    assert columns_apart([*BODY, *close]) == [*BODY, *left, *right, "PHỤ LỤC", "a\tb"]


def test_gaps_of_spaces_part_a_signature_too() -> None:
    close = ["Nơi nhận:            GIÁM ĐỐC", "- Lưu: VT.", "                     Lò Thị Mai"]
    assert columns_apart(close) == ["Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC", "Lò Thị Mai"]


def test_other_lines_stay() -> None:
    kept = ["Nơi nhận:        ", "- Lưu: VT.", "Căn cứ Luật\tsố 5", "Số:            /KH-UBND"]
    assert columns_apart(kept) == kept
    assert columns_apart([]) == []
