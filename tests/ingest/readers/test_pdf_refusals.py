"""Files that are no readable PDF are refused with an error of ours; damaged pages are told."""

import contextlib
import io
import random
from collections.abc import Callable

import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import EmptyDocument, EncryptedFile, IngestError, UnreadableFile, UnsafeFile, UnsupportedFormat
from ingest.readers import read_source
from ingest.readers.pdf import read_pdf
from tests.renderings.pdf import fonts

SENTENCE = "Sở Y tế chủ trì, phối hợp với Ủy ban nhân dân các xã kiểm tra trước ngày 30 tháng 6 năm 2026."


def printed(pages: int = 1, sentence: str = SENTENCE) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for _ in range(pages):
        canvas.setFont(fonts()[0], 12)
        canvas.drawString(85, 700, sentence)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def rewritten(data: bytes, change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_user_password_refuses() -> None:
    with pytest.raises(EncryptedFile):
        read_pdf(rewritten(printed(), lambda w: w.encrypt("mở", "chủ", algorithm="RC4-128")), "a.pdf")


def test_an_owner_password_alone_does_not() -> None:
    data = rewritten(printed(), lambda w: w.encrypt("", "chủ", algorithm="RC4-128"))
    assert SENTENCE in read_pdf(data, "a.pdf").text


def test_a_file_without_pages_is_empty() -> None:
    out = io.BytesIO()
    pypdf.PdfWriter().write(out)
    with pytest.raises((EmptyDocument, UnreadableFile)):
        read_pdf(out.getvalue(), "a.pdf")


def test_a_file_of_blank_pages_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        read_source(printed(2, ""), "a.pdf")


def test_more_than_500_pages_are_too_many() -> None:
    with pytest.raises(UnsafeFile) as refused:
        read_pdf(printed(501, "x"), "a.pdf")
    assert refused.value.fields["reason"] == "pages"


def test_a_page_larger_than_any_sheet_is_unsafe() -> None:
    def enlarge(writer: pypdf.PdfWriter) -> None:
        writer.pages[0].mediabox.upper_right = (90_000, 90_000)

    with pytest.raises(UnsafeFile) as refused:
        read_pdf(rewritten(printed(), enlarge), "a.pdf")
    assert refused.value.fields["reason"] == "page_size"


def test_a_portfolio_is_refused_and_a_plan_with_attachments_is_not() -> None:
    def attach(writer: pypdf.PdfWriter) -> None:
        writer.add_attachment("phu-luc.txt", b"...")

    def bundle(writer: pypdf.PdfWriter) -> None:
        attach(writer)
        writer.root_object[NameObject("/Collection")] = DictionaryObject({NameObject("/View"): NameObject("/D")})

    with pytest.raises(UnsupportedFormat) as refused:
        read_pdf(rewritten(printed(), bundle), "a.pdf")
    assert refused.value.fields["reason"] == "portfolio"
    assert [f.code for f in read_pdf(rewritten(printed(), attach), "a.pdf").findings] == ["attachments_not_read"]


def test_a_form_that_only_other_programs_show_is_refused() -> None:
    def make_form(writer: pypdf.PdfWriter) -> None:
        form = DictionaryObject(
            {NameObject("/XFA"): TextStringObject("<xdp/>"), NameObject("/Fields"): pypdf.generic.ArrayObject()}
        )
        writer.root_object[NameObject("/AcroForm")] = form
        writer.root_object[NameObject("/NeedsRendering")] = pypdf.generic.BooleanObject(True)

    with pytest.raises(UnsupportedFormat) as refused:
        read_pdf(rewritten(printed(1, "Please wait while the form loads."), make_form), "a.pdf")
    assert refused.value.fields["reason"] == "xfa"


def test_a_broken_cross_reference_table_is_rebuilt() -> None:
    data = printed()
    at = data.rindex(b"startxref")
    assert SENTENCE in read_pdf(data[:at] + b"startxref\n99999999\n%%EOF\n", "a.pdf").text


def test_html_behind_the_name_of_a_pdf_has_no_pages() -> None:
    with pytest.raises(UnreadableFile):
        read_pdf(b"%PDF-1.7\n<html>404</html>", "a.pdf")


def read_or_refuse(data: bytes) -> None:
    with contextlib.suppress(IngestError):
        read_pdf(data, "a.pdf")


def test_truncated_files_are_read_or_refused() -> None:
    data = printed(3)
    for end in range(0, len(data), 1024):
        read_or_refuse(data[:end])


def test_files_with_flipped_bytes_are_read_or_refused() -> None:
    data = printed(2, "Sở Y tế kiểm tra.")  # too short to be taken for a bad text layer and read by OCR
    choose = random.Random(20)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(choose.choice([1, 4, 32])):
            broken[choose.randrange(len(broken))] = choose.randrange(256)
        read_or_refuse(bytes(broken))
