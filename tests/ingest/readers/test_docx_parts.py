"""What stands beside the running text of a Word file: boxes, notes, headers, contents."""

from __future__ import annotations

import pytest

from ingest.readers.docx import read_docx
from tests.ingest.readers.test_docx_text import INSTRUCTION, STYLES, TAB, aside, char
from tests.ingest.readers.word_files import NAMES, entries, lines, p, read, run, zipped

BOX = "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
OLD_BOX = "<w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>"


def test_a_text_box_is_read_once_after_the_paragraph_that_holds_it() -> None:
    both = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        + BOX.format(p("HỎA TỐC"))
        + "</w:drawing></mc:Choice>"
        "<mc:Fallback>" + OLD_BOX.format(p("HỎA TỐC")) + "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(p("Số: 12/KH-UBND", both) + p("KẾ HOẠCH")) == ["Số: 12/KH-UBND", "HỎA TỐC", "KẾ HOẠCH"]
    assert lines(p("Trên", f"<w:r>{OLD_BOX.format(p('Trong'))}</w:r>")) == ["Trên", "Trong"]


def test_of_alternates_the_branch_is_read_that_word_shows() -> None:
    branches = (
        '<mc:AlternateContent><mc:Choice Requires="la" xmlns:la="urn:la">{}</mc:Choice>'
        "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    )
    assert lines(branches.format(p("Không ai thấy"), p("Thấy")) + p(branches.format(run("không"), run("có")))) == [
        "Thấy",
        "có",
    ]


def note(kind: str, name: int, words: str, special: str = "") -> str:
    return f'<w:{kind} w:id="{name}"{special}>{p(f"<w:r><w:{kind}Ref/></w:r>", words)}</w:{kind}>'


def reference(kind: str, name: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{name}"/></w:r>'


def test_notes_follow_the_text_in_the_order_of_their_signs_which_leave_no_digit_in_the_sentence() -> None:
    footnotes = (
        note("footnote", -1, "vạch", ' w:type="separator"')
        + note("footnote", 2, "Chú hai.")
        + note("footnote", 5, "Chú năm.")
    )
    body = p("Giao 12", reference("footnote", 5), " sở", reference("endnote", 1), reference("footnote", 2)) + p(
        "Hết./."
    )
    assert lines(body, footnotes=footnotes, endnotes=note("endnote", 1, "Cuối.")) == [
        "Giao 12 sở", "Hết./.", "[1] Chú năm.", "[2] Chú hai.", "[i] Cuối.",
    ]  # fmt: skip


def test_headers_footers_comments_and_watermarks_are_aside() -> None:
    comment = f'<w:comment w:id="0">{p("Cần sửa")}</w:comment>'
    header = p("MẬT", '<w:r><w:pict><v:shape><v:textpath string="DỰ THẢO"/></v:shape></w:pict></w:r>')
    decoded = read(p("Thân"), header=header, footer=p("Trang 2"), comments=comment)
    assert decoded.text == "Thân"
    assert {"Cần sửa", "MẬT", "DỰ THẢO", "Trang 2"} <= set(decoded.aside)


def test_a_letterhead_in_the_header_of_the_first_page_is_read_unless_the_body_has_one() -> None:
    header = p("UBND XÃ ĐỒNG MÂY", TAB, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p(
        "Số: 5/KH-UBND", TAB, "Độc lập - Tự do - Hạnh phúc"
    )
    assert lines(p("KẾ HOẠCH"), header=header)[-1] == "KẾ HOẠCH"
    assert lines(p("KẾ HOẠCH"), header=header)[:2] == ["UBND XÃ ĐỒNG MÂY", "Số: 5/KH-UBND"]
    assert lines(p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("KẾ HOẠCH"), header=header) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "KẾ HOẠCH",
    ]


@pytest.mark.parametrize(
    ("sign", "line"),
    [
        ('<w:sym w:font="Wingdings" w:char="F076"/>', "• 90% hộ dân"),
        ('<w:rPr><w:rFonts w:hAnsi="Symbol"/></w:rPr><w:t>\uf0b7</w:t>', "• 90% hộ dân"),
        ('<w:sym w:font="Symbol" w:char="F02D"/>', "- 90% hộ dân"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥ 90% hộ dân"),
    ],
)
def test_a_sign_at_the_beginning_is_a_bullet_that_somebody_typed_or_stays(sign: str, line: str) -> None:
    assert lines(p(f"<w:r>{sign}</w:r>", " 90% hộ dân")) == [line]


def test_a_field_that_ends_beyond_the_table_of_contents_ends_there() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    entry = p(char("begin"), INSTRUCTION, char("separate"), "I. MỤC TIÊU 3", props='<w:pStyle w:val="TOC1"/>')
    assert lines(
        p(char("begin"), INSTRUCTION, char("separate"), "Trước") + entry + p("Sau", char("end")), styles=styles
    ) == [
        "Trước",
        "Sau",
    ]


def test_a_table_of_contents_is_aside() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('I. MỤC TIÊU', '<w:r><w:tab/></w:r>', '3')}</w:sdtContent></w:sdt>"
    )
    body = p("II. NHIỆM VỤ", props='<w:pStyle w:val="TOC1"/>') + control + p("I. MỤC TIÊU")
    assert lines(body, styles=styles) == ["I. MỤC TIÊU"]
    assert "II. NHIỆM VỤ" in aside(body, styles=styles)


def test_a_file_in_strict_form_is_read_alike() -> None:
    made = entries(p("Trước ngày 30/6/2026", props='<w:pStyle w:val="Hoa"/>'), styles=STYLES)
    strict = {
        name: text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, text in made.items()
    }  # fmt: skip
    assert strict != made
    assert NAMES not in strict["word/document.xml"]
    assert read_docx(zipped(strict), "x.docx").text == "TRƯỚC NGÀY 30/6/2026"
