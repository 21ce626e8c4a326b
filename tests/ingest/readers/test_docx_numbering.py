from __future__ import annotations

import pytest

from ingest.readers.docx.counting import printed
from tests.ingest.readers.word_files import definition, instance, item, level, lines, p, read


def style(name: str, inside: str = "", based: str = "", kind: str = "paragraph") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{on}<w:pPr>{inside}</w:pPr></w:style>'


def in_list(list_id: int | None, at: int | None = None) -> str:
    where = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    which = "" if list_id is None else f'<w:numId w:val="{list_id}"/>'
    return f"<w:numPr>{where}{which}</w:numPr>"


OUTLINE = definition(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"))


def test_numbers_stand_before_the_text_with_one_space_and_begin_anew_below_the_next_heading() -> None:
    body = (
        item(1, 0, "Mục tiêu")
        + item(1, 1, "Chung")
        + item(1, 1, "Cụ thể")
        + item(1, 0, "Nhiệm vụ")
        + item(1, 1, "Rà soát")
    )
    assert lines(body, numbering=OUTLINE + instance(1, 0)) == [
        "I. Mục tiêu",
        "1. Chung",
        "2. Cụ thể",
        "II. Nhiệm vụ",
        "1. Rà soát",
    ]


def test_a_level_prints_the_numbers_above_it_and_legal_levels_print_them_as_digits() -> None:
    levels = (level(0, "upperRoman"), level(1, "decimal", "%1.%2."), level(2, "lowerLetter", "%1.%2.%3", "<w:isLgl/>"))
    body = item(1, 0, "Một") + item(1, 0, "Hai") + item(1, 1, "Việc") + item(1, 1, "Việc") + item(1, 2, "Phần")
    assert lines(body, numbering=definition(0, *levels) + instance(1, 0)) == [
        "I. Một",
        "II. Hai",
        "II.1. Việc",
        "II.2. Việc",
        "2.2.1 Phần",
    ]


def test_a_level_that_no_paragraph_opened_counts_as_begun() -> None:
    numbering = definition(0, level(0), level(1, "decimal", "%1.%2.")) + instance(1, 0)
    assert lines(item(1, 1, "Việc") + item(1, 1, "Việc"), numbering=numbering) == ["1.1. Việc", "1.2. Việc"]


def test_instances_of_one_definition_count_on_together_unless_one_starts_anew_and_does_so_once() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = definition(0, level(0)) + instance(1, 0) + instance(2, 0) + instance(3, 0, anew)
    body = item(1, 0, "a") + item(2, 0, "b") + item(3, 0, "c") + item(3, 0, "d") + item(1, 0, "e")
    assert lines(body, numbering=numbering) == ["1. a", "2. b", "1. c", "2. d", "3. e"]


def test_an_instance_may_replace_a_level_and_its_start() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>'
    later = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = definition(0, level(0)) + definition(1, level(0)) + instance(1, 0, own) + instance(2, 1, later)
    assert lines(item(1, 0, "Việc") + item(2, 0, "Việc"), numbering=numbering) == ["a) Việc", "5. Việc"]


@pytest.mark.parametrize(
    ("restart", "last"),
    [
        ("", "1)"),
        ('<w:lvlRestart w:val="0"/>', "2)"),
        ('<w:lvlRestart w:val="1"/>', "2)"),
        ('<w:lvlRestart w:val="2"/>', "1)"),
    ],
    ids=["after any level above", "never", "after level 1 only", "after level 2"],
)
def test_a_level_says_what_starts_it_anew(restart: str, last: str) -> None:
    numbering = definition(0, level(0), level(1), level(2, "decimal", "%3)", restart)) + instance(1, 0)
    body = item(1, 0, "A") + item(1, 1, "B") + item(1, 2, "C") + item(1, 1, "D") + item(1, 2, "E")
    assert lines(body, numbering=numbering)[-1] == f"{last} E"


def test_a_style_brings_its_list_also_through_what_it_is_based_on_and_numid_zero_switches_it_off() -> None:
    styles = style("Khoan", in_list(1)) + style("KhoanDam", based="Khoan")
    named = '<w:pStyle w:val="KhoanDam"/>'
    body = (
        p("Một", props=named) + p("Không số", props=named + in_list(0, 0)) + p("Hai", props='<w:pStyle w:val="Khoan"/>')
    )
    numbering = definition(0, level(0)) + instance(1, 0)
    assert lines(body, styles=styles, numbering=numbering) == ["1. Một", "Không số", "2. Hai"]


def test_a_style_stands_at_the_level_that_names_it() -> None:
    styles = style("Heading1", in_list(1)) + style("Heading2", in_list(1))
    levels = level(0, "upperRoman", "%1.", '<w:pStyle w:val="Heading1"/>') + level(
        1, more='<w:pStyle w:val="Heading2"/>'
    )
    body = p("Phần", props='<w:pStyle w:val="Heading1"/>') + p("Việc", props='<w:pStyle w:val="Heading2"/>')
    assert lines(body, styles=styles, numbering=definition(0, levels) + instance(1, 0)) == ["I. Phần", "1. Việc"]


def test_a_list_may_be_linked_through_a_numbering_style() -> None:
    styles = style("DanhSach", in_list(1), kind="numbering")
    real = (
        '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="DanhSach"/>'
        + level(0, "decimal", "%1/")
        + "</w:abstractNum>"
    )
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="DanhSach"/></w:abstractNum>'
    numbering = real + linked + instance(1, 0) + instance(2, 1)
    assert lines(item(2, 0, "Một") + item(2, 0, "Hai"), styles=styles, numbering=numbering) == ["1/ Một", "2/ Hai"]


def test_rings_of_styles_and_lists_end() -> None:
    styles = style("A", in_list(1), based="B") + style("B", based="A") + style("L", in_list(1), kind="numbering")
    linked = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
    assert lines(p("Chữ", props='<w:pStyle w:val="A"/>'), styles=styles, numbering=linked + instance(1, 0)) == ["Chữ"]


@pytest.mark.parametrize(
    ("text", "font", "sign"),
    [
        ("-", "Times New Roman", "-"),
        ("+", "Times New Roman", "+"),
        ("\uf0b7", "Symbol", "•"),
        ("\uf02d", "Symbol", "-"),
        ("\uf0a7", "Wingdings", "▪"),
        ("\uf0d8", "Wingdings", "➢"),
        ("\uf076", "Wingdings", "•"),
        ("o", "Courier New", "◦"),
        ("§", "Wingdings", "▪"),
        ("❖", "Segoe UI", "•"),
    ],
)
def test_bullets_are_read_as_the_signs_that_they_show(text: str, font: str, sign: str) -> None:
    numbering = definition(0, level(0, "bullet", text, f'<w:rPr><w:rFonts w:hAnsi="{font}"/></w:rPr>')) + instance(1, 0)
    assert lines(item(1, 0, "Rà soát"), numbering=numbering) == [f"{sign} Rà soát"]


@pytest.mark.parametrize(
    ("more", "text", "shown"),
    [
        ('<w:suff w:val="nothing"/>', "Điều %1.", "Điều 1.Phạm vi"),
        ('<w:suff w:val="space"/>', "Điều %1.", "Điều 1. Phạm vi"),
        ("<w:rPr><w:vanish/></w:rPr>", "%1.", "Phạm vi"),
        ("<w:rPr><w:caps/></w:rPr>", "Điều %1.", "ĐIỀU 1. Phạm vi"),
    ],
)
def test_what_follows_a_number_and_how_it_looks(more: str, text: str, shown: str) -> None:
    assert lines(item(1, 0, "Phạm vi"), numbering=definition(0, level(0, "decimal", text, more)) + instance(1, 0)) == [
        shown
    ]


def test_a_number_without_words_counts_but_makes_no_clause_except_in_a_table() -> None:
    from tests.ingest.readers.word_files import cell, row, table

    numbering = definition(0, level(0)) + instance(1, 0)
    body = (
        item(1, 0, "Một")
        + item(1, 0, "")
        + table(row(cell(item(1, 0, "")), "Rà soát"), row(cell(item(1, 0, "")), "Xây dựng"))
    )
    assert lines(body, numbering=numbering) == ["1. Một", "| 3. | Rà soát |", "| 4. | Xây dựng |"]


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [
        (4, "decimal", "4"), (4, "decimalZero", "04"), (12, "decimalZero", "12"), (5, "lowerLetter", "e"),
        (27, "lowerLetter", "aa"), (28, "upperLetter", "BB"), (4, "lowerRoman", "iv"), (1999, "upperRoman", "MCMXCIX"),
        (3, "none", ""), (3, "decimalEnclosedCircle", "③"), (15, "vietnameseCounting", "mười lăm"),
        (21, "cardinalText", "Hai mươi mốt"), (1, "ordinalText", "Thứ nhất"), (0, "lowerLetter", ""), (3, "chicago", None),
    ],
)  # fmt: skip
def test_numbers_are_written_as_word_writes_them(count: int, form: str, text: str | None) -> None:
    assert printed(count, form) == text


def test_a_custom_format_pads_with_zeros_and_an_unknown_one_is_reported() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>'
    )
    numbering = definition(0, custom) + definition(1, level(0, "hebrew1")) + instance(1, 0) + instance(2, 1)
    decoded = read(item(1, 0, "Một") + item(2, 0, "Hai"), numbering=numbering)
    assert decoded.text == "007. Một\n1. Hai"
    assert [(f.code, f.detail) for f in decoded.findings] == [("numbering_format_unknown", "hebrew1")]
