from __future__ import annotations

import pytest

from ingest.text.joining import Setting
from tests.ingest.readers.word_files import cell, lines, p, read, row, run, table

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


def test_white_letters_on_a_dark_ground_are_seen_whatever_gives_the_ground() -> None:
    white = run("Hiện", '<w:color w:val="FFFFFF"/>')
    dark = '<w:shd w:val="clear" w:fill="1F3864"/>'
    style = f'<w:style w:type="paragraph" w:styleId="Dai"><w:pPr>{dark}</w:pPr></w:style>'
    assert lines(p(white, props=dark)) == lines(p(white, props='<w:pStyle w:val="Dai"/>'), styles=style) == ["Hiện"]
    assert lines(table(row(cell(p(white), props=dark), "Việc"))) == ["| Hiện | Việc |"]


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
