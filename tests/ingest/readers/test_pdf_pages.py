"""What stands on a page and is no plain line of text: turned pages, hidden words, stamped numbers, damaged pages."""

import io
from collections.abc import Callable

import pypdf
import pytest
from pypdf.annotations import FreeText, Text
from pypdf.generic import NameObject, NumberObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from ingest.readers.pdf import read_pdf
from ingest.text.joining import Setting
from tests.renderings.pdf import fonts

FIRST = "Sở Y tế chủ trì, phối hợp với Ủy ban nhân dân các xã kiểm tra."
SECOND = "Công an tỉnh báo cáo kết quả trước ngày 30 tháng 6 năm 2026."


def drawn(*draw: Callable[[Canvas], object]) -> bytes:
    """A file with one page for each function, which draws on it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for one in draw:
        canvas.setFont(fonts()[0], 12)
        one(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def two_lines(canvas: Canvas) -> None:
    canvas.drawString(85, 700, FIRST)
    canvas.drawString(85, 660, SECOND)


def changed(data: bytes, change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_page_s_text_is_read_with_progress() -> None:
    heard: list[tuple[int, int]] = []
    decoded = read_pdf(drawn(two_lines, two_lines), "a.pdf", lambda done, total: heard.append((done, total)))
    assert decoded.text.strip() == "\n".join((FIRST, SECOND, FIRST, SECOND))
    assert (decoded.format, decoded.setting, len(decoded.page_starts)) == ("pdf", Setting.PARAGRAPHS, 2)
    assert heard == [(1, 2), (2, 2)]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_upright(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(turn)
        canvas.drawString(-200, 20, FIRST)
        canvas.drawString(-200, -20, SECOND)

    assert read_pdf(drawn(draw), "a.pdf").text.strip() == f"{FIRST}\n{SECOND}"

    def turn_pages(writer: pypdf.PdfWriter) -> None:
        writer.pages[0][NameObject("/Rotate")] = NumberObject(turn)

    assert read_pdf(changed(drawn(draw), turn_pages), "a.pdf").text.strip() == f"{FIRST}\n{SECOND}"


def test_words_that_nobody_sees_are_left_out_and_told() -> None:
    def draw(canvas: Canvas) -> None:
        two_lines(canvas)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(85, 500, "thời hạn được kéo dài")
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(85, 3000, "ngoài trang")
        canvas.setFont(fonts()[0], 1)
        canvas.drawString(85, 400, "rất nhỏ")
        text = canvas.beginText(85, 300)
        text.setFont(fonts()[0], 12)
        text.setTextRenderMode(3)
        text.textOut("vô hình")
        canvas.drawText(text)

    decoded = read_pdf(drawn(draw), "a.pdf")
    assert decoded.text.strip() == f"{FIRST}\n{SECOND}"
    assert [(f.code, f.detail) for f in decoded.findings] == [("hidden_text", "11")]
    assert "ngoài trang thời hạn được kéo dài rất nhỏ vô hình" in decoded.aside


def test_white_words_on_a_dark_ground_are_seen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.5)
        canvas.rect(80, 690, 450, 30, fill=1, stroke=0)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(85, 700, FIRST)

    assert read_pdf(drawn(draw), "a.pdf").text.strip() == FIRST


def test_slanting_words_are_no_part_of_the_text() -> None:
    def draw(canvas: Canvas) -> None:
        two_lines(canvas)
        canvas.rotate(40)
        canvas.drawString(400, 300, "BẢN NHÁP")

    decoded = read_pdf(drawn(draw), "a.pdf")
    assert decoded.text.strip() == f"{FIRST}\n{SECOND}"
    assert "BẢN NHÁP" in decoded.aside


def test_marks_drawn_apart_from_their_letters_are_put_on_them() -> None:
    decoded = read_pdf(
        drawn(lambda canvas: canvas.drawString(85, 700, "GIA\u0301M Đ\u00d4\u0301C sửa đô\u0309i")), "a.pdf"
    )
    assert decoded.text.strip() == "GIÁM ĐỐC sửa đổi"


def test_letters_drawn_after_their_line_are_put_back_into_their_words() -> None:
    """LibreOffice draws what a font lacks in another one, at the end of the line."""

    def draw(canvas: Canvas) -> None:
        later: list[tuple[float, str]] = []
        x = 85.0
        for char in FIRST:
            if char in "ởếợỦ":
                later.append((x, char))
            else:
                canvas.drawString(x, 700, char)
            x += canvas.stringWidth(char)
        for place, char in later:
            canvas.drawString(place, 700, char)

    assert read_pdf(drawn(draw), "a.pdf").text.strip() == FIRST


def test_what_is_typed_onto_a_page_is_text_and_notes_are_not() -> None:
    def annotate(writer: pypdf.PdfWriter) -> None:
        typed = FreeText(text="397", rect=(112, 690, 145, 712), font="Helvetica", font_size="12pt", border_color=None)
        writer.add_annotation(0, typed)
        writer.add_annotation(0, Text(rect=(300, 500, 320, 520), text="Xem lại chỗ này", open=False))

    data = drawn(lambda canvas: (canvas.drawString(85, 697, "Số:"), canvas.drawString(150, 697, "/KH-UBND")))
    decoded = read_pdf(changed(data, annotate), "a.pdf")
    assert "Xem lại" not in decoded.text
    assert "Xem lại chỗ này" in decoded.aside
    assert decoded.text.strip() == "Số: 397 /KH-UBND"


def test_a_damaged_page_is_told_and_the_others_are_read() -> None:
    def damage(writer: pypdf.PdfWriter) -> None:
        writer.pages[0][NameObject("/Type")] = NameObject("/Font")
        writer.pages[0][NameObject("/MediaBox")] = NameObject("/Nowhere")

    data = changed(drawn(two_lines, two_lines), damage)
    decoded = read_pdf(data, "a.pdf")
    assert FIRST in decoded.text


def test_a_file_cut_before_its_pages_is_unreadable() -> None:
    with pytest.raises(UnreadableFile):
        read_pdf(drawn(two_lines)[:200], "a.pdf")
