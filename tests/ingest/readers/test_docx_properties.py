from __future__ import annotations

import unicodedata
from itertools import chain

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import IngestError
from ingest.readers.docx import read_docx
from ingest.text import canonicalise
from tests.ingest.readers.word_files import cell, entries, p, row, run, table, word_file, zipped

SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

_NAMES = (
    "p pPr r rPr t delText instrText tab br cr sym noBreakHyphen softHyphen fldChar fldSimple tbl tblPr tblGrid gridCol tr trPr "
    "tc tcPr gridSpan vMerge hMerge gridBefore gridAfter tblBorders insideV sdt sdtPr sdtContent docPartObj docPartGallery "
    "ins del moveFrom moveTo txbxContent numPr numId ilvl pStyle rStyle rFonts vanish caps color sz shd hyperlink smartTag "
    "footnoteReference endnoteReference footnote ruby rt rubyBase sectPr abstractNum num abstractNumId lvl lvlText numFmt start "
    "lvlOverride startOverride lvlRestart suff isLgl pStyle numStyleLink style basedOn name altChunk object"
)
TAGS = _NAMES.split()
VALUES = st.sampled_from(
    ["", "0", "1", "-1", "3", "99999999999", "true", "restart", "continue", "begin", "separate", "end", "decimal", "bullet",
     "%1.%9", "upperRoman", "A", "B", "FFFFFF", "Symbol", ".VnTime", "F0B7", "zz", "TOC 1", "single", "nil", "½"]
)  # fmt: skip
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        [
            "val",
            "id",
            "type",
            "ilvl",
            "numId",
            "abstractNumId",
            "styleId",
            "fldCharType",
            "font",
            "char",
            "w",
            "fill",
            "hAnsi",
        ]
    ),
    VALUES,
    max_size=3,
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=12)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def written(tag: str, attributes: dict[str, str], parts: list[str]) -> str:
        told = "".join(f' w:{name}="{value}"' for name, value in attributes.items())
        return f"<w:{tag}{told}>{''.join(parts)}</w:{tag}>"

    return st.builds(written, st.sampled_from(TAGS), ATTRIBUTES, st.lists(inside, max_size=4))


SOUP = st.lists(st.recursive(WORDS.map(escaped), element, max_leaves=25), max_size=6).map("".join)


@SLOW
@given(body=SOUP, styles=SOUP, numbering=SOUP, footnotes=SOUP, header=SOUP)
def test_any_soup_of_elements_is_read_or_refused(
    body: str, styles: str, numbering: str, footnotes: str, header: str
) -> None:
    data = word_file(body, styles=styles, numbering=numbering, footnotes=footnotes, header=header)
    try:
        decoded = read_docx(data, "a.docx")
    except IngestError:
        return
    assert canonicalise(decoded.text, markdown=False, setting=decoded.setting).text is not None


@SLOW
@given(
    st.dictionaries(
        st.sampled_from([*entries(p("a"), styles="", numbering=""), "word/x.bin"]), st.binary(max_size=300), max_size=3
    )
)
def test_any_bytes_in_place_of_parts_are_read_or_refused(replaced: dict[str, bytes]) -> None:
    files: dict[str, str | bytes] = {**entries(p("a"), styles="", numbering=""), **replaced}
    try:
        read_docx(zipped(files), "a.docx")
    except IngestError:
        return


WRAPPERS = st.sampled_from(
    [
        "{}",
        "<w:ins>{}</w:ins>",
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:smartTag>{}</w:smartTag>",
    ]
)
LINES = st.lists(st.lists(st.tuples(WORDS, WRAPPERS), max_size=6), min_size=1, max_size=8)


@SLOW
@given(LINES)
def test_text_is_kept_letter_for_letter(paragraphs: list[list[tuple[str, str]]]) -> None:
    body = "".join(p(*(wrapper.format(run(words)) for words, wrapper in one)) for one in paragraphs)
    told = ["".join(words for words, _ in one) for one in paragraphs]
    lines = read_docx(word_file(body), "a.docx").text.split("\n")
    assert [line for line in lines if line.strip()] == [line for line in told if line.strip()]


@SLOW
@given(st.lists(st.lists(st.lists(WORDS, max_size=3), min_size=2, max_size=4), min_size=1, max_size=5))
def test_no_word_of_a_table_is_lost(rows: list[list[list[str]]]) -> None:
    body = table(*(row(*(cell(*(p(run(one)) for one in words)) for words in cells)) for cells in rows))
    text = read_docx(word_file(body), "a.docx").text
    told = " ".join(chain.from_iterable(chain.from_iterable(rows))).replace("|", "¦")
    assert sorted(text.replace("|", " ").split()) == sorted(told.split())


def test_decomposed_letters_stay_as_they_are() -> None:
    words = unicodedata.normalize("NFD", "Điều 5. Tổ chức thực hiện")
    assert read_docx(word_file(p(run(words[:9]), run(words[9:]))), "a.docx").text == words
