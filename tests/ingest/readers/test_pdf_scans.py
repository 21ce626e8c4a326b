"""Pages that are pictures: read by OCR, or by their text layer where that reads as well."""

import io
import shutil

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read_pdf
from tests.renderings.pdf import fonts

LINES = (
    "Các sở, ban, ngành tổ chức rà soát quy trình giải quyết hồ sơ,",
    "báo cáo kết quả về Sở Nội vụ trước ngày 30 tháng 6 năm 2026.",
    "Ủy ban nhân dân các xã, phường tuyên truyền đến người dân.",
)
GARBAGE = (
    "Cac so, ban, nginh to chirc ra soit quy trinh giai quyet ho so,",
    "bio cio ket qua ve So Noi vu truoc ngiy 30",
)
NEEDS_TESSERACT = pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs the program tesseract")


def written(canvas: Canvas, lines: tuple[str, ...], mode: int) -> None:
    text = canvas.beginText(85, 700)
    text.setFont(fonts()[0], 14, leading=20)
    text.setTextRenderMode(mode)
    for line in lines:
        text.textLine(line)
    canvas.drawText(text)


def picture() -> Image.Image:
    """The lines as a scanner at 200 dpi sees them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    written(canvas, LINES, 0)
    canvas.save()
    document = pdfium.PdfDocument(out.getvalue())
    image: Image.Image = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    document.close()
    return image


def scan(layer: tuple[str, ...] = ()) -> bytes:
    """A page that is a picture of the lines, with an invisible text layer."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(picture()), 0, 0, *A4)
    written(canvas, layer, 3)
    canvas.save()
    return out.getvalue()


def likeness(text: str) -> float:
    wanted, found = " ".join(LINES).split(), text.split()
    return sum(word in found for word in wanted) / len(wanted)


@NEEDS_TESSERACT
def test_a_page_without_a_text_layer_is_read_by_ocr() -> None:
    decoded = read_pdf(scan(), "a.pdf")
    assert likeness(decoded.text) >= 0.9
    assert decoded.page_starts == (0,)


@NEEDS_TESSERACT
def test_a_text_layer_that_reads_badly_gives_way_to_the_picture() -> None:
    decoded = read_pdf(scan(GARBAGE * 4), "a.pdf")
    assert likeness(decoded.text) >= 0.9
    assert "nginh" not in decoded.text


def test_a_good_text_layer_over_its_picture_is_kept() -> None:
    layer = LINES * 3
    decoded = read_pdf(scan(layer), "a.pdf")
    assert decoded.text.split() == " ".join(layer).split()
