"""Two columns are read one after the other: letterheads, signatures beside the recipients, two pages on one sheet."""

from ingest.readers.layout import Page, lay_out
from tests.ingest.readers.printed import LEFT, body, centred, line, page

LEFT_MIDDLE, RIGHT_MIDDLE = 165.0, 410.0
MOTTO = centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", RIGHT_MIDDLE, 60, 13) + centred(
    "Độc lập - Tự do - Hạnh phúc", RIGHT_MIDDLE, 77, 13
)
SENTENCE = "Các sở, ban, ngành và Ủy ban nhân dân các xã rà soát toàn bộ quy trình, gửi kết quả về Sở Nội vụ trước ngày 30/6/2026."


def read(*pages: Page) -> list[str]:
    return lay_out(pages).text.strip().split("\n")


def test_the_issuer_s_column_comes_before_the_motto_s() -> None:
    words, _ = body(SENTENCE, 200)
    lines = read(
        page(
            centred("ỦY BAN NHÂN DÂN", LEFT_MIDDLE, 60, 13),
            centred("TỈNH LẠC HÀ", LEFT_MIDDLE, 77, 13),
            MOTTO,
            centred("Số: 06/KH-UBND", LEFT_MIDDLE, 105, 13),
            centred("Lạc Hà, ngày 18 tháng 3 năm 2026", RIGHT_MIDDLE, 105, 13),
            words,
        )
    )
    assert lines == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH LẠC HÀ",
        "Số: 06/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lạc Hà, ngày 18 tháng 3 năm 2026",
        SENTENCE,
    ]


def test_columns_that_nearly_touch_part_at_the_motto() -> None:
    issuer = line("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", 300 - 28 * 6.5 - 3, 60, 13)
    lines = read(page(issuer, line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 60, 13)))
    assert lines == ["SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_a_letter_s_subject_wider_than_its_column_stays_whole() -> None:
    words, _ = body(SENTENCE, 230)
    lines = read(
        page(
            centred("SỞ Y TẾ LẠC HÀ", LEFT_MIDDLE, 60, 13),
            MOTTO,
            centred("Số: 15/SYT-NVY", LEFT_MIDDLE, 105, 13),
            centred("Lạc Hà, ngày 02 tháng 3 năm 2026", RIGHT_MIDDLE, 105, 13),
            centred("V/v tăng cường kiểm tra an toàn thực", LEFT_MIDDLE, 130, 12),
            centred("phẩm tại các Trường học trên địa bàn", LEFT_MIDDLE, 146, 12),
            words,
        )
    )
    assert lines[2] == "V/v tăng cường kiểm tra an toàn thực phẩm tại các Trường học trên địa bàn"
    assert lines[3].startswith("CỘNG HÒA")


def test_a_last_syllable_without_room_in_its_column_is_put_back_and_a_stamp_is_not() -> None:
    lines = read(
        page(
            centred("SỞ VĂN HÓA, THỂ THAO VÀ DU", LEFT_MIDDLE, 60, 13),
            centred("LỊCH", LEFT_MIDDLE, 77, 13),
            centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", RIGHT_MIDDLE, 60, 13),
            centred("NAM", RIGHT_MIDDLE, 77, 13),
            centred("Số: 15/SVHTTDL-VP", LEFT_MIDDLE, 105, 13),
            centred("KHẨN", LEFT_MIDDLE, 122, 13),
        )
    )
    assert lines == [
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "Số: 15/SVHTTDL-VP",
        "KHẨN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]


def test_the_addressees_are_no_part_of_the_letterhead() -> None:
    lines = read(
        page(
            centred("UBND TỈNH LẠC HÀ", LEFT_MIDDLE, 60, 13),
            MOTTO,
            centred("Số: 15/UBND-KT", LEFT_MIDDLE, 105, 13),
            centred("Lạc Hà, ngày 02 tháng 3 năm 2026", RIGHT_MIDDLE, 105, 13),
            centred("Kính gửi:", LEFT_MIDDLE, 135),
            line("- Các sở, ban, ngành;", 300, 135),
            line("- Ủy ban nhân dân các xã.", 300, 154),
        )
    )
    assert lines[-2:] == ["Kính gửi: - Các sở, ban, ngành;", "- Ủy ban nhân dân các xã."]


def test_a_title_below_the_letterhead_is_not_its_right_column() -> None:
    lines = read(
        page(
            centred("UBND XÃ ĐỒNG MÂY", LEFT_MIDDLE, 60, 13),
            MOTTO,
            centred("Số: 06/KH-UBND", LEFT_MIDDLE, 105, 13),
            centred("Đồng Mây, ngày 18 tháng 3 năm 2026", RIGHT_MIDDLE, 105, 13),
            centred("KẾ HOẠCH", 315, 135, bold=True),
            centred("Trồng cây năm 2026", 315, 154, bold=True),
        )
    )
    assert lines[-2:] == ["KẾ HOẠCH", "Trồng cây năm 2026"]
    assert lines[1] == "Số: 06/KH-UBND"


def test_recipients_come_before_the_signature_at_their_right() -> None:
    last, y = body(SENTENCE, 100)
    lines = read(
        page(
            last,
            line("Nơi nhận:", LEFT, y + 20, 12, bold=True),
            centred("TM. ỦY BAN NHÂN DÂN", RIGHT_MIDDLE, y + 18, bold=True),
            line("- Như trên;", LEFT, y + 36, 11),
            centred("KT. CHỦ TỊCH", RIGHT_MIDDLE, y + 37, bold=True),
            line("- Các thành viên Ban Chỉ đạo về phát", LEFT, y + 50, 11),
            centred("PHÓ CHỦ TỊCH", RIGHT_MIDDLE, y + 55, bold=True),
            line("triển kinh tế tập thể tỉnh;", LEFT, y + 64, 11),
            line("- Lưu: VT, NNMT.", LEFT, y + 78, 11),
            centred("Trần Hải Lâm", RIGHT_MIDDLE, y + 130, bold=True),
        )
    )
    assert lines == [
        SENTENCE,
        "Nơi nhận:",
        "- Như trên;",
        "- Các thành viên Ban Chỉ đạo về phát triển kinh tế tập thể tỉnh;",
        "- Lưu: VT, NNMT.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Hải Lâm",
    ]


def test_a_signature_that_begins_above_the_recipients_stays_together() -> None:
    last, y = body(SENTENCE, 100)
    lines = read(
        page(
            last,
            centred("CHỦ TỊCH", RIGHT_MIDDLE, y + 10, bold=True),
            line("Nơi nhận:", LEFT, y + 34, 12, bold=True),
            line("- Lưu: VT.", LEFT, y + 50, 11),
            centred("Nông Thế Quảng", RIGHT_MIDDLE, y + 90, bold=True),
        )
    )
    assert lines[1:] == ["Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Nông Thế Quảng"]


def test_two_signatures_side_by_side_are_read_one_after_the_other() -> None:
    last, y = body(SENTENCE, 100)
    lines = read(
        page(
            last,
            centred("TM. CÔNG ĐOÀN NGÀNH", 190, y + 20, bold=True),
            centred("GIÁM ĐỐC SỞ Y TẾ", 430, y + 20, bold=True),
            centred("CHỦ TỊCH", 190, y + 38, bold=True),
            centred("Lê Thị Hạnh", 190, y + 100, bold=True),
            centred("Nguyễn Văn Bình", 430, y + 100, bold=True),
        )
    )
    assert lines[1:] == ["TM. CÔNG ĐOÀN NGÀNH", "CHỦ TỊCH", "Lê Thị Hạnh", "GIÁM ĐỐC SỞ Y TẾ", "Nguyễn Văn Bình"]


def test_two_pages_on_one_sheet_are_two_columns() -> None:
    left = [line(f"dòng trái số {i} của trang bên này", 40, 60 + 20 * i, 11) for i in range(20)]
    right = [line(f"dòng phải số {i} của trang bên kia", 460, 60 + 20 * i, 11) for i in range(20)]
    sheet = Page(1, 842.0, 595.0, [word for group in (*left, *right) for word in group])
    text = lay_out([sheet]).text
    assert text.index("trái số 19") < text.index("phải số 0")
