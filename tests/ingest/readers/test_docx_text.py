from __future__ import annotations

import pytest

from ingest.text.joining import Setting
from tests.ingest.readers.word_files import NAMES, lines, p, read, run, zipped
from tests.ingest.readers.word_files import entries as entries_of

LOOK = "<w:rPr>{}</w:rPr>"


def codes(decoded: object) -> list[tuple[str, str]]:
    return [(finding.code, finding.detail) for finding in decoded.findings]  # type: ignore[attr-defined]


def aside(body: str, **parts: str) -> str:
    return "\n".join(read(body, **parts).aside)


TAB = "<w:r><w:tab/></w:r>"


def test_runs_are_joined_letter_for_letter() -> None:
    decoded = read(
        p(run("Căn cứ Ng"), "<w:proofErr/>", run("hị định "), run("số 30/2020/NĐ"), run("-CP")) + p() + p("Điều 1")
    )
    assert decoded.text.split("\n") == ["Căn cứ Nghị định số 30/2020/NĐ-CP", "", "Điều 1"]
    assert (decoded.format, decoded.setting, decoded.findings) == ("docx", Setting.PARAGRAPHS, ())


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:noBreakHyphen/>", "a-b"),
        ("<w:softHyphen/>", "ab"),
        ("<w:tab/>", "a\tb"),
        ("<w:br/>", "a\nb"),
        ("<w:cr/>", "a\nb"),
        ('<w:br w:type="page"/>', "a\nb"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "a≥b"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "a☑b"),
        ("<w:t>\uf0b0</w:t>", "a°b"),
        ('<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>\uf06d</w:t>', "aμb"),
        ("<w:t>x\ny</w:t>", "ax yb"),
        ("<w:lastRenderedPageBreak/>", "ab"),
        (
            "<w:ruby><w:rt><w:r><w:t>R</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>B</w:t></w:r></w:rubyBase></w:ruby>",
            "aBb",
        ),
    ],
)
def test_what_stands_between_letters_is_read_as_word_shows_it(inside: str, text: str) -> None:
    assert read(p("a", f"<w:r>{inside}</w:r>", "b")).text == text


@pytest.mark.parametrize(
    "wrapped",
    [
        '<w:hyperlink r:id="rId9">{}</w:hyperlink>',
        "<w:smartTag>{}</w:smartTag>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:customXml>{}</w:customXml>",
        '<w:ins w:id="1">{}</w:ins>',
        '<w:moveTo w:id="1">{}</w:moveTo>',
        '<w:fldSimple w:instr="DOCPROPERTY X">{}</w:fldSimple>',
        "<w:bdo>{}</w:bdo>",
        "<neu:la xmlns:neu='urn:x'>{}</neu:la>",
    ],
)
def test_wrappers_keep_their_text_within_paragraphs_and_around_them(wrapped: str) -> None:
    assert lines(p("Giao ", wrapped.format(run("Sở Y tế")), " chủ trì")) == ["Giao Sở Y tế chủ trì"]
    assert lines(p("Một") + wrapped.format(p("Hai")) + p("Ba")) == ["Một", "Hai", "Ba"]


def test_formulas_keep_their_letters() -> None:
    assert lines(p("S = ", "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>")) == ["S = a+b"]


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


INSTRUCTION = '<w:r><w:instrText> REF _Ref1 \\h "lệnh" </w:instrText></w:r>'


def test_of_a_field_the_result_is_read_also_over_paragraphs_and_within_each_other() -> None:
    inner = char("begin") + run("ẩn trong lệnh") + char("separate") + run("kết quả trong lệnh") + char("end")
    body = p("Theo ", char("begin"), INSTRUCTION, inner, char("separate"), run("Mục II")) + p(
        "và III", char("end"), " này"
    )
    assert lines(body) == ["Theo Mục II", "và III này"]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    assert lines(p(char("begin"), INSTRUCTION, "Giữ lại") + p("và cả dòng này", char("separate"))) == [
        "Giữ lại",
        "và cả dòng này",
    ]


def test_insertions_are_kept_deletions_and_moved_text_are_aside_and_the_file_is_reported() -> None:
    removed = '<w:del w:id="1"><w:r><w:delText>trước ngày 30/6</w:delText></w:r></w:del>'
    moved = '<w:moveFrom w:id="2"><w:r><w:t>chỗ cũ</w:t></w:r></w:moveFrom>'
    decoded = read(p("Xong ", removed, f'<w:ins w:id="3">{run("trước ngày 15/7")}</w:ins>', moved))
    assert decoded.text == "Xong trước ngày 15/7"
    assert decoded.aside == ("trước ngày 30/6chỗ cũ",)
    assert codes(decoded) == [("revisions_pending", "3")]


def test_a_deleted_paragraph_mark_joins_the_next_paragraph_on() -> None:
    assert lines(p("Sở Y tế ", props='<w:rPr><w:del w:id="1"/></w:rPr>') + p("chủ trì")) == ["Sở Y tế chủ trì"]


def test_old_formatting_of_a_tracked_change_does_not_count() -> None:
    changed = "<w:rPrChange w:id='1'><w:rPr><w:vanish/></w:rPr></w:rPrChange>"
    assert lines(p(run("Hiện", changed))) == ["Hiện"]


STYLES = (
    '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="DoanAn"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="DoanAn"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Hoa"><w:rPr><w:caps/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    "hidden",
    [
        p("Hiện ", run("ba chữ ẩn", "<w:vanish/>")),
        p("Hiện ", run("ba chữ ẩn", '<w:rStyle w:val="An"/>')),
        p("Hiện ") + p("ba chữ ẩn", props='<w:pStyle w:val="DoanAn"/><w:rPr><w:vanish/></w:rPr>'),
        p("Hiện ") + p("ba chữ ẩn", props='<w:pStyle w:val="Con"/>'),
        p("Hiện ", run("ba chữ ẩn", '<w:color w:val="FFFFFF"/>')),
        p("Hiện ", run("ba chữ ẩn", '<w:sz w:val="2"/>')),
    ],
    ids=["run", "character style", "paragraph style", "style it is based on", "white on white", "one point"],
)
def test_hidden_text_is_left_out_put_aside_and_counted(hidden: str) -> None:
    decoded = read(hidden, styles=STYLES)
    assert decoded.text.strip() == "Hiện"
    assert "ba chữ ẩn" in decoded.aside
    assert codes(decoded) == [("hidden_text", "3")]


@pytest.mark.parametrize(
    "shown",
    [
        run("Hiện", '<w:vanish w:val="0"/>'),
        run("Hiện", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>'),
        run("Hiện", '<w:color w:val="auto"/>'),
        run("Hiện", "<w:webHidden/>"),
    ],
)
def test_what_a_reader_sees_is_no_hidden_text(shown: str) -> None:
    assert lines(p(shown), styles=STYLES) == ["Hiện"]


def test_what_is_put_aside_keeps_its_paragraphs_apart_and_its_runs_together() -> None:
    """So that a secrecy mark is found in it, a line of its own."""
    marked = p(run("M", "<w:vanish/>"), run("ẬT", "<w:vanish/>")) + p(run("khác", "<w:vanish/>"))
    assert read(p("Hiện") + marked).aside == ("MẬT\nkhác",)


def test_given_by_paragraph_and_character_style_at_once_hiding_cancels_out() -> None:
    """ECMA-376 part 1, 17.7.3: toggle properties."""
    assert lines(p(run("Hiện", '<w:rStyle w:val="An"/>'), props='<w:pStyle w:val="DoanAn"/>'), styles=STYLES) == [
        "Hiện"
    ]


def test_text_set_in_capitals_is_read_in_capitals() -> None:
    body = p("Mục đích ", run("yêu cầu", '<w:caps w:val="false"/>'), props='<w:pStyle w:val="Hoa"/>') + p(
        run("Đạt", "<w:smallCaps/>")
    )
    assert lines(body, styles=STYLES) == ["MỤC ĐÍCH yêu cầu", "Đạt"]


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
    made = entries_of(p("Trước ngày 30/6/2026", props='<w:pStyle w:val="Hoa"/>'), styles=STYLES)
    strict = {
        name: text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, text in made.items()
    }  # fmt: skip
    assert strict != made
    assert NAMES not in strict["word/document.xml"]
    from ingest.readers.docx import read_docx

    assert read_docx(zipped(strict), "x.docx").text == "TRƯỚC NGÀY 30/6/2026"
