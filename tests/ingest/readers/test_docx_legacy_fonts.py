"""Word files in fonts from before Unicode. The tables themselves are tested with ``ingest.readers.legacy``."""

from __future__ import annotations

from ingest.readers.docx.legacy_fonts import decode_legacy
from tests.ingest.readers.word_files import lines, p, run

TCVN3, VNI = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'.format(".VnTime"), '<w:rFonts w:hAnsi="VNI-Times"/>'
CAPITALS = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
NORMAL = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:styleId="Cu"><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>'
    "</w:style>"
)


def test_runs_in_old_fonts_are_unicode_and_their_neighbours_stay() -> None:
    body = p(run("K\u00d5 ho\u00b9ch", TCVN3), " năm 2026 ", run("ph\u00f6\u00f4\u00f8ng", VNI))
    assert lines(body) == ["Kế hoạch năm 2026 phường"]


def test_a_letter_of_two_codes_may_stand_in_two_runs() -> None:
    assert lines(p(run("ph\u00f6\u00f4", VNI), run("\u00f8ng", VNI))) == ["phường"]


def test_the_font_may_come_from_the_style_and_the_capitals_from_the_font() -> None:
    body = p(run("k\u00d5 ho\u00b9ch", CAPITALS)) + p("K\u00d5 ho\u00b9ch", props='<w:pStyle w:val="Cu"/>')
    assert lines(body, styles=NORMAL) == ["KẾ HOẠCH", "Kế hoạch"]


def test_the_soft_hyphen_of_such_a_font_is_a_letter() -> None:
    body = p(run("ph", TCVN3), f"<w:r><w:rPr>{TCVN3}</w:rPr><w:softHyphen/></w:r>", run("\u00acng", TCVN3))
    assert lines(body) == ["phương"]


def test_codes_of_symbol_fonts_are_folded_back() -> None:
    assert lines(p(run("K\uf0d5 ho\uf0b9ch", TCVN3))) == ["Kế hoạch"]


def test_unicode_text_under_an_old_font_stays() -> None:
    assert decode_legacy("Kế hoạch", ".VnTime") == "Kế hoạch"
    assert lines(p(run("Điều 5, các xã", TCVN3))) == ["Điều 5, các xã"]
