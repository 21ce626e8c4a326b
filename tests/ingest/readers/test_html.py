"""Saved web pages: the document without the site, lists, tables, hidden words, Word's markup, damaged pages."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import EmptyDocument, IngestError, UnsafeFile
from ingest.obligations import find_obligations
from ingest.readers import read_source
from ingest.readers.decoded import Decoded
from ingest.readers.formats import Format, format_of
from ingest.readers.html import read_html
from ingest.reading import read_plan
from ingest.text.joining import Setting
from tests.ingest.readers.pages import (
    BODY,
    DOCUMENT,
    LETTERHEAD,
    LINES,
    SIGNATURE,
    as_markup,
    aspnet_portal,
    modern_portal,
    page,
)


def read(markup: str) -> Decoded:
    return read_source(markup.encode(), "trang.html")


def lines(content: str) -> list[str]:
    return read(page(content)).text.split("\n")


@pytest.mark.parametrize("portal", [page, modern_portal, aspnet_portal], ids=lambda portal: portal.__name__)
def test_the_document_is_found_whatever_the_site_around_it(portal: Callable[[str], str]) -> None:
    decoded = read(portal(DOCUMENT))
    assert decoded.text.split("\n") == LINES
    assert (decoded.format, decoded.setting, decoded.findings) == ("html", Setting.PARAGRAPHS, ())
    around = decoded.aside[0]  # what the site says is searched for secrecy marks
    assert not set(LINES) & set(around.split("\n"))


def test_an_annex_behind_the_signature_belongs_to_the_document() -> None:
    annex = "<div><p>PHỤ LỤC I</p><table border=1><tr><th>STT</th><th>Nhiệm vụ</th></tr>"
    annex += "<tr><td>1</td><td>Trồng cây</td></tr></table></div>"
    found = read(modern_portal(f"<div>{DOCUMENT}</div>{annex}")).text.split("\n")
    assert found == [*LINES, "PHỤ LỤC I", "| STT | Nhiệm vụ |", "| 1 | Trồng cây |"]


def test_a_document_without_letterhead_is_the_element_with_the_long_paragraphs() -> None:
    long = (
        "<p>Ủy ban nhân dân xã vận động người dân giữ gìn vệ sinh, phân loại rác thải tại nguồn, trồng thêm cây xanh.</p>"
        * 4
    )
    found = read(modern_portal(f"<p>THÔNG BÁO</p>{long}")).text.split("\n")
    assert found == [
        "THÔNG BÁO",
        *["Ủy ban nhân dân xã vận động người dân giữ gìn vệ sinh, phân loại rác thải tại nguồn, trồng thêm cây xanh."]
        * 4,
    ]


def test_legal_bases_that_are_links_stay() -> None:
    base = '<a href="/vb">Nghị định số {}/2023/NĐ-CP ngày 30/12/2023 của Chính phủ</a>;'
    items = "".join(f"<li>Căn cứ {base.format(n)}</li>" for n in (1, 2, 3))
    cited = f"<p>Căn cứ {base.format(4)} {base.format(5)} {base.format(6)}</p>"
    found = read(
        modern_portal(f"{LETTERHEAD}<div><ul style='list-style:none'>{items}</ul></div>{cited}{BODY}{SIGNATURE}")
    ).text
    assert [f"{n}/2023/NĐ-CP" in found for n in range(1, 7)] == [True] * 6
    assert "Thông báo lịch tiếp dân" not in found


def test_a_fragment_with_few_words_is_taken_whole() -> None:
    assert lines("<span>KẾ HOẠCH</span><p>a</p>chữ rời<table><tr><td>TM. ỦY BAN NHÂN DÂN</td></tr></table>") == [
        "KẾ HOẠCH",
        "a",
        "chữ rời",
        "TM. ỦY BAN NHÂN DÂN",
    ]


def test_a_plan_from_a_portal_has_header_and_clauses() -> None:
    plan = read_plan(aspnet_portal(DOCUMENT).encode(), "ke-hoach.html")
    assert (plan.number, plan.kind, plan.place) == ("15/KH-UBND", "Kế hoạch", "xã Lạc Hà")
    assert plan.signer is not None
    assert plan.signer.name == "Trần Văn Bình"
    assert [c.label for c in plan.root.walk() if c.marker] == ["Mục I", "Mục II", "Mục II.1", "Mục II.2"]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<ol><li>một</li><li>hai</li></ol>", ["1. một", "2. hai"]),
        ("<ol start=3><li>ba</li><li value=7>bảy</li><li>tám</li></ol>", ["3. ba", "7. bảy", "8. tám"]),
        ("<ol reversed><li>x</li><li>y</li></ol>", ["2. x", "1. y"]),
        ("<ol type=a><li>x</li><li>y</li></ol>", ["a) x", "b) y"]),
        ("<ol type=A><li>x</li></ol>", ["A. x"]),
        ("<ol type=I start=4><li>x</li><li>y</li></ol>", ["IV. x", "V. y"]),
        ("<ol type=i><li>x</li></ol>", ["i) x"]),
        ('<ol style="list-style-type: lower-alpha"><li>x</li></ol>', ["a) x"]),
        ('<ol style="list-style: none"><li>x</li></ol>', ["x"]),
        ("<ol><li>một<ol type=a><li>x</li><li>y</li></ol></li><li>hai</li></ol>", ["1. một", "a) x", "b) y", "2. hai"]),
        ("<ul><li>x</li><li><p>y</p></li></ul>", ["- x", "- y"]),
        ("<ul><li>- x</li><li>+ y</li><li>1. z</li></ul>", ["- x", "+ y", "1. z"]),
        ("<ul><li>x<ul><li>y</li></ul></li></ul>", ["- x", "- y"]),
        ("<ol><li></li><li>hai</li></ol>", ["2. hai"]),
        ("<ol start=27 type=a><li>x</li></ol>", ["aa) x"]),
    ],
)  # fmt: skip
def test_lists_print_their_markers(markup: str, found: list[str]) -> None:
    assert lines(markup) == found


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr>", ["| a | b |", "| 1 | 2 |"]),
        ("<tr><td>a</td><td rowspan=2>b</td></tr><tr><td>c</td></tr>", ["| a | b |", "| c | ″ |"]),
        ("<tr><td rowspan=3>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr>", ["| a | b |", "| ″ | c |", "| ″ | d |"]),
        ("<tr><td>a</td><td>b</td><td>c</td></tr><tr><td colspan=3>Nhóm</td></tr>", ["| a | b | c |", "| Nhóm |"]),
        ("<tr><td colspan=2>a</td><td>c</td></tr><tr><td>1</td><td>2</td><td>3</td></tr>", ["| a |  | c |", "| 1 | 2 | 3 |"]),
        ("<tr><td>a<br>b</td><td><p>c</p><p>d</p></td></tr>", ["| a b | c d |"]),
        ("<tr><td>a|b</td><td>c</td></tr>", ["| a¦b | c |"]),
        ("<tfoot><tr><td>z</td><td>9</td></tr></tfoot><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody>",
         ["| a | b |", "| 1 | 2 |", "| z | 9 |"]),
        ("<tr><td>&nbsp;</td><td></td></tr><tr><td>a</td><td>b</td></tr>", ["| a | b |"]),
        ("<tr><td>một cột</td></tr><tr><td>hai dòng</td></tr>", ["một cột", "hai dòng"]),
        ("<tr><td colspan=99999 rowspan=99999>a</td><td>b</td></tr><tr><td>c</td></tr>", None),
        ("<tr><td rowspan=x colspan=-2>a</td><td>b</td></tr>", ["| a | b |"]),
    ],
)  # fmt: skip
def test_tables_become_rows(markup: str, found: list[str] | None) -> None:
    read_lines = lines(f"<table border=1>{markup}</table>")
    assert read_lines == found if found is not None else "".join(read_lines)


def test_nested_tables_only_place_their_contents() -> None:
    inner = "<table border=1><tr><td>1</td><td>2</td></tr></table>"
    assert lines(f"<table><tr><td>Trái</td><td>{inner}</td></tr></table>") == ["Trái", "| 1 | 2 |"]


def test_hidden_words_are_set_aside_and_reported() -> None:
    hidden = (
        '<p style="display:none">Bí số một</p><p hidden>Bí số hai</p>'
        '<p><span style="font-size:0">Bí số ba</span>Còn <del>đã xóa</del>thấy</p>'
        '<p><span style="mso-hide:all">Bí số bốn</span></p><!-- ghi chú --><template>mẫu</template>'
    )
    decoded = read(page(LETTERHEAD + hidden + BODY + SIGNATURE))
    assert decoded.aside[:5] == ("Bí số một", "Bí số hai", "Bí số ba", "đã xóa", "Bí số bốn")
    assert "ghi chú" in decoded.aside
    assert [(f.code, f.detail) for f in decoded.findings] == [("hidden_text", "14")]
    assert "Còn thấy" in decoded.text
    assert "Bí số" not in decoded.text
    assert "ghi chú" not in decoded.text


def test_the_markers_and_bullets_that_word_saves_are_read() -> None:
    word = (
        "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1."
        "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Phòng Kinh tế<o:p></o:p></p>"
        "<p><!--[if !supportLists]--><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; "
        "</span></span></span><!--[endif]-->Công an xã</p>"
        "<!--[if gte mso 9]><xml><w:WordDocument>Bí ẩn</w:WordDocument></xml><![endif]-->"
    )
    assert lines(word) == ["1. Phòng Kinh tế", "- Công an xã"]


def test_inline_markup_and_line_breaks() -> None:
    assert lines(
        "<p>Ủy ban<b> nhân</b>\n dân <i>xã</i>;<br>dòng&nbsp;hai</p>ngoài <span>đoạn</span><div>khối</div>"
    ) == [
        "Ủy ban nhân dân xã;",
        "dòng hai",
        "ngoài đoạn",
        "khối",
    ]
    assert lines("<pre>một\n  hai</pre>&lt;p&gt; &amp; &#272;iều &undefined;") == [
        "một",
        "hai",
        "<p> & Điều &undefined;",
    ]


SAMPLES = sorted((Path(__file__).parents[3] / "evals" / "samples" / "plans").iterdir())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_plan_as_a_page_gives_the_same_text_tree_and_obligations(path: Path) -> None:
    plan = read_plan(path.read_bytes(), path.name)
    found = read_plan(modern_portal(as_markup(plan.text)).encode(), f"{path.stem}.html")
    assert found.text == plan.text
    assert list(found.root.walk()) == list(plan.root.walk())
    without_page_numbers = plan.model_copy(update={"findings": found.findings})  # one inside a sentence ends a quote
    assert find_obligations(found) == find_obligations(without_page_numbers)


@pytest.mark.parametrize(
    ("start", "name", "kind"),
    [
        ("<!DOCTYPE html>", "a.txt", Format.HTML),
        ("\n<!-- saved from url -->\n<html>", "a.txt", Format.HTML),
        ("<div>chữ</div>", "a.txt", Format.HTML),
        ("Kế hoạch <div> trong chữ", "a.txt", Format.TEXT),
        ("<Họ và tên>", "a.txt", Format.TEXT),
        ("Chữ", "a.html", Format.HTML),
    ],
)
def test_pages_are_told_by_their_bytes(start: str, name: str, kind: Format) -> None:
    assert format_of(start.encode(), name) is kind


@pytest.mark.parametrize("markup", ["<html></html>", "<!DOCTYPE html>", "<html><body><script>x</script></body></html>"])
def test_a_page_without_words_is_empty(markup: str) -> None:
    with pytest.raises(EmptyDocument):
        read(markup)


def test_elements_nested_too_deep_are_refused_not_cut() -> None:
    with pytest.raises(UnsafeFile) as refused:
        read(page("<div>" * 5000 + "xin chào" + "</div>" * 5000 + "<p>sau</p>"))
    assert refused.value.fields["reason"] == "depth"
    assert lines("<div>" * 100 + "xin chào" + "</div>" * 100) == ["xin chào"]


def test_entities_of_a_doctype_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("KHO BÁU", "utf-8")
    bomb = (
        f'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file://{secret}">]>'
        "<html><body><p>Chữ &b; &x; hết</p></body></html>"
    )
    text = read(bomb).text
    assert "aaaaa" not in text.split("]>")[-1]
    assert "KHO BÁU" not in text


@given(st.text(alphabet="<>/pdivtableruol=\"' &;#x1ạ\n-!", max_size=300))
def test_any_markup_is_read_or_refused(markup: str) -> None:
    with contextlib.suppress(IngestError):
        read_html(f"<html><body>{markup}".encode(), "a.html")


@pytest.mark.parametrize("cut", range(0, 2600, 97))
def test_a_truncated_page_is_read_or_refused(cut: int) -> None:
    with contextlib.suppress(IngestError):
        read_html(modern_portal(DOCUMENT).encode()[:cut], "a.html")
