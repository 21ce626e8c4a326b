"""A secrecy mark is found wherever a file of any format holds it; then nothing of the file is read on."""

from __future__ import annotations

import importlib.util
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from ingest.errors import SecretDocument
from ingest.reading import read_plan
from tests.ingest.hostile.archives import OFFICE, W, docx, paragraph
from tests.ingest.hostile.office import odt
from tests.ingest.hostile.pdfs import text_page, written
from tests.plan_texts import plan_text

PLAN = "".join(map(paragraph, plan_text().splitlines()))
MARK = paragraph("MẬT")
BOX = (
    "<w:p><w:r><mc:AlternateContent "
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<mc:Choice Requires="wps"><w:drawing><wps:wsp>'
    f"<wps:txbx><w:txbxContent>{MARK}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
)
SPLIT = "<w:p><w:r><w:t>T</w:t></w:r><w:r><w:t>ỐI M</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>ẬT</w:t></w:r></w:p>"


def part(kind: str, tag: str, content: str = MARK) -> Callable[[], bytes]:
    """A Word file with the mark in a part of its own."""
    link = f'<Relationship Id="r7" Type="{OFFICE}/{kind}" Target="a.xml"/>'
    reference = (
        f'<w:sectPr><w:{kind}Reference w:type="default" r:id="r7"/></w:sectPr>' if kind in ("header", "footer") else ""
    )
    return lambda: docx(PLAN + reference, relations=link, parts={"word/a.xml": f"<w:{tag} {W}>{content}</w:{tag}>"})


FILES: dict[str, Callable[[], bytes]] = {
    "paragraph.docx": lambda: docx(MARK + PLAN),
    "last.docx": lambda: docx(PLAN + MARK),
    "runs.docx": lambda: docx(SPLIT + PLAN),
    "cell.docx": lambda: docx(f"{PLAN}<w:tbl><w:tr><w:tc>{paragraph('1')}</w:tc><w:tc>{MARK}</w:tc></w:tr></w:tbl>"),
    "head-cell.docx": lambda: docx(
        f"<w:tbl><w:tr><w:tc>{paragraph('UBND XÃ ĐỒNG MÂY')}{MARK}</w:tc><w:tc>{paragraph('CỘNG HÒA')}</w:tc></w:tr></w:tbl>{PLAN}"
    ),
    "box.docx": lambda: docx(BOX + PLAN),
    "hidden.docx": lambda: docx("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>TUYỆT MẬT</w:t></w:r></w:p>" + PLAN),
    "deleted.docx": lambda: docx('<w:p><w:del w:id="1"><w:r><w:delText>MẬT</w:delText></w:r></w:del></w:p>' + PLAN),
    "header.docx": part("header", "hdr"),
    "footer.docx": part("footer", "ftr"),
    "comment.docx": part("comments", "comments", f'<w:comment w:id="1">{MARK}</w:comment>'),
    "page.html": f"<html><body><p>MẬT</p><p>{plan_text()}</p></body></html>".encode,
    "banner.html": f"<html><body><header>TỐI MẬT</header><article><p>{plan_text()}</p></article></body></html>".encode,
    "utf16.txt": lambda: ("MẬT\n" + plan_text()).encode("utf-16"),
    "table.md": (plan_text() + "\n| TT | Việc |\n|---|---|\n| 1 | **MẬT** |\n").encode,
    "text.pdf": lambda: text_page(
        b"BT /F1 14 Tf 72 760 Td (TUYET MAT) Tj 0 -40 Td (KE HOACH) Tj 0 -20 Td (Trong cay) Tj ET"
    ),
}

SHAPES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
FALLBACK = (
    f'<w:p><w:r><mc:AlternateContent {SHAPES}><mc:Choice Requires="wps"><w:t>Kế hoạch</w:t></mc:Choice><mc:Fallback>'
    f"<w:pict><v:textbox><w:txbxContent>{MARK}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
PICTURE = f'<w:p><w:r><w:drawing {SHAPES}><wp:docPr id="1" name="Hình 1" descr="TỐI MẬT"/></w:drawing></w:r></w:p>'
PROPERTY = (
    '<Properties xmlns="c" xmlns:vt="v"><property name="Độ mật"><vt:lpwstr>Mật</vt:lpwstr></property></Properties>'
)
# What a careless clerk forgets and a malicious one tries: nothing of it is on the page.
FILES |= {
    "fallback.docx": lambda: docx(FALLBACK + PLAN),
    "alt-text.docx": lambda: docx(PICTURE + PLAN),
    "property.docx": lambda: docx(PLAN, parts={"docProps/custom.xml": PROPERTY}),
    "small-capitals.docx": lambda: docx("<w:p><w:r><w:rPr><w:smallCaps/></w:rPr><w:t>Mật</w:t></w:r></w:p>" + PLAN),
    "orphan.docx": lambda: docx(PLAN, parts={"word/header9.xml": f"<w:hdr {W}>{MARK}</w:hdr>"}),
    "glossary.docx": lambda: docx(
        PLAN, parts={"word/glossary/document.xml": f"<w:glossaryDocument {W}>{MARK}</w:glossaryDocument>"}
    ),
    "diagram.docx": lambda: docx(PLAN, parts={"word/diagrams/data1.xml": '<d xmlns:a="a"><a:t>MẬT</a:t></d>'}),
    "title.html": f"<html><head><title>Kế hoạch (MẬT)</title></head><body><p>{plan_text()}</p></body></html>".encode,
    "alt.html": f"<html><body><img alt='MẬT' src='a'><p>{plan_text()}</p></body></html>".encode,
    "comment.html": f"<html><body><!-- MẬT --><p>{plan_text()}</p></body></html>".encode,
    "meta.html": f"<html><meta name='keywords' content='TỐI MẬT'><body><p>{plan_text()}</p></body></html>".encode,
    "style.html": f"<html><body><p style='text-transform: uppercase'>mật</p><p>{plan_text()}</p></body></html>".encode,
    "generated.html": f"<html><style>p::before {{ content: 'MẬT' }}</style><p>{plan_text()}</p></html>".encode,
    "outline.pdf": lambda: changed(lambda pdf: pdf.add_outline_item(title="MẬT", page_number=0)),
    "properties.pdf": lambda: changed(lambda pdf: pdf.add_metadata({"/Keywords": "Độ mật: Tối mật"})),
    "attachment.pdf": lambda: changed(lambda pdf: pdf.add_attachment("Phụ lục (MẬT).txt", b"a")),
    "note.pdf": lambda: changed(lambda pdf: pdf.add_annotation(0, FreeText(text="MẬT", rect=(50, 550, 200, 650)))),
    "Kế hoạch (MẬT).txt": plan_text().encode,
}


def changed(change: Callable[[PdfWriter], object]) -> bytes:
    page = text_page(b"BT /F1 14 Tf 72 700 Td (KE HOACH) Tj 0 -20 Td (Trong cay o xa Dong May) Tj ET")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(page)))
    change(writer)
    return written(writer)


@pytest.mark.parametrize("name", FILES)
def test_a_mark_anywhere_in_a_file_refuses_it(name: str) -> None:
    with pytest.raises(SecretDocument):
        read_plan(FILES[name](), name)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_mark_in_a_converted_file_refuses_it() -> None:
    with pytest.raises(SecretDocument):
        read_plan(odt("<text:p>MẬT</text:p><text:p>Kế hoạch trồng cây</text:p>"), "a.odt")


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
@pytest.mark.skipif(importlib.util.find_spec("ingest.readers.image") is None, reason="no reader of images yet")
@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_stamp_in_a_scan_refuses_it(mark: str) -> None:
    with pytest.raises(SecretDocument):
        read_plan(scan(mark), "a.png")


def scan(mark: str) -> bytes:
    """A page at 200 dpi with a framed stamp on the left under the number, as Nghị định 30/2020 places it."""
    import font_source_serif_pro  # type: ignore[import-untyped]  # a font in a package
    from PIL import Image, ImageDraw, ImageFont

    face = Path(font_source_serif_pro.__file__).parent / "files" / "SourceSerifPro-Bold.ttf"
    picture = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(picture)
    font, stamp = ImageFont.truetype(str(face), 34), ImageFont.truetype(str(face), 40)
    draw.text((160, 150), "ỦY BAN NHÂN DÂN", font=font)
    draw.text((160, 200), "Số: 12/KH-UBND", font=font)
    draw.rectangle((160, 300, 480, 390), outline=0, width=4)
    draw.text((200, 320), mark, font=stamp)
    for number, line in enumerate(plan_text().splitlines()[10:40]):
        draw.text((160, 480 + 50 * number), line[:70], font=font)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
