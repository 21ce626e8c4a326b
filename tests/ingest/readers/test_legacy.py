"""TCVN3, VNI, VISCII, VPS and CP1258: bytes, pasted letters and fonts; and what must stay as it is."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnreadableFile
from ingest.readers import read_source
from ingest.readers.legacy import convert_pasted, decode_bytes, decode_legacy
from ingest.readers.legacy.tables import byte_texts, legacy_encoding
from ingest.reading import read_plan
from ingest.text.spelling import is_syllable
from tests.ingest.readers.legacy_texts import LETTERS, encoded
from tests.plan_texts import plan_text

NAMES = ("tcvn3", "vni", "viscii", "vps")
PROSE = (
    "Ủy ban nhân dân xã Lạc Hà yêu cầu các cơ quan, đơn vị khẩn trương thực hiện những nhiệm vụ sau đây. Trưởng các thôn "
    "vận động người dân giữ gìn vệ sinh, trồng thêm cây xanh ở mỗi ngõ xóm; kịp thời báo cáo những khó khăn, vướng mắc.\n"
)
SAMPLES = sorted((Path(__file__).parents[3] / "evals" / "samples" / "plans").iterdir())

# Phrases as files of the 1990s hold them, written by hand from the keyboards' charts, not from our tables.
KNOWN = [
    ("tcvn3", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    ("tcvn3", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ("tcvn3", "¨n qu¶ nhí kÎ trång c©y, uèng n\u00adíc nhí nguån", "ăn quả nhớ kẻ trồng cây, uống nước nhớ nguồn"),
    ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("vni", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
    (
        "vni",
        "UÛY BAN NHAÂN DAÂN; kyõ sö; thaúng; ñòa lyù; baên khoaên; vónh vieãn; lî",
        "ỦY BAN NHÂN DÂN; kỹ sư; thẳng; địa lý; băn khoăn; vĩnh viễn; lỵ",
    ),
]


@pytest.mark.parametrize(("name", "written", "meant"), KNOWN)
def test_known_phrases_are_read(name: str, written: str, meant: str) -> None:
    assert legacy_encoding(name).convert(written) == meant


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_comes_back_in_both_cases(name: str) -> None:
    for letter in (*LETTERS, *(letter.upper() for letter in LETTERS)):
        back = legacy_encoding(name).convert(encoded(letter, name).decode("latin-1"))
        assert back == (letter if name != "tcvn3" or letter in "ĂÂÊÔƠƯĐ" else letter.lower()), letter


@pytest.mark.parametrize("name", ["viscii"])
def test_the_table_agrees_with_the_c_library(name: str) -> None:
    if shutil.which("iconv") is None:
        pytest.skip("needs iconv")
    for letter in (*LETTERS, *(letter.upper() for letter in LETTERS)):
        done = subprocess.run(
            ["iconv", "-f", "utf-8", "-t", name], input=letter.encode(), capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip(f"this iconv knows no {name}")
        assert done.stdout == encoded(letter, name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_plan_in_an_old_encoding_is_read_with_its_words(path: Path, name: str) -> None:
    text = unicodedata.normalize("NFC", path.read_text("utf-8"))
    data = "".join(char if char in LETTERS or char.lower() in LETTERS or char.isascii() else "-" for char in text)
    found = decode_bytes(encoded(data, name))
    assert found is not None
    assert found[1] == name
    assert found[0].lower() == data.lower()
    same = sum(a == b for a, b in zip(found[0], data, strict=True))
    assert same == len(data) if name != "tcvn3" else same > len(data) * 0.998  # capitals at the start of names are lost


def test_a_plan_in_tcvn3_gives_the_same_header_and_the_finding_names_the_encoding() -> None:
    text = plan_text().replace("BÌNH SƠN HẠ, ngày", "Bình Sơn Hạ, ngày")
    plan = read_plan(encoded(text, "tcvn3"), "ke-hoach.txt")
    right = read_plan(text.encode(), "ke-hoach.txt")
    assert (plan.number, plan.issued, plan.issuer.lower()) == (right.number, right.issued, right.issuer.lower())
    assert [(f.code, f.detail) for f in plan.findings][:1] == [("encoding_guessed", "tcvn3")]
    assert plan.source.encoding == "tcvn3"
    assert [c.id for c in plan.root.walk()] == [c.id for c in right.root.walk()]


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_letters_pasted_into_a_unicode_file_are_converted(name: str) -> None:
    decoded = read_source(encoded(PROSE, name).decode("cp1252").encode("utf-8"), "a.txt")
    assert decoded.text == (PROSE if name == "vni" else PROSE.replace("Ủ", "ủ"))
    assert decoded.encoding == f"utf-8+{name}"
    assert [(f.code, f.detail) for f in decoded.findings] == [("encoding_guessed", name)]


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_only_the_pasted_lines_of_a_mixed_file_change(name: str) -> None:
    proper = "Sở Xây dựng rà soát quy hoạch, báo cáo trước ngày 30/6/2026; à ơi, cá lóc, bò là.\n"
    pasted = encoded("Ban quản lý chợ thường xuyên kiểm tra, xử lý những trường hợp lấn chiếm vỉa hè.\n", name)
    text, found = convert_pasted(proper + pasted.decode("cp1252") + proper)
    assert found == name
    assert text == f"{proper}Ban quản lý chợ thường xuyên kiểm tra, xử lý những trường hợp lấn chiếm vỉa hè.\n{proper}"


def test_only_the_pasted_words_of_a_mixed_line_change() -> None:
    pasted = encoded("trường học, bệnh viện, những đường nhánh, khẩn trương\n", "tcvn3").decode("cp1252")
    text, _ = convert_pasted(f"Sở Xây dựng kiểm tra {pasted}")
    assert text == "Sở Xây dựng kiểm tra trường học, bệnh viện, những đường nhánh, khẩn trương\n"


def test_capitals_that_tcvn3_lost_come_back_where_the_line_or_the_word_implies_them() -> None:
    text, name = convert_pasted("KÕ HO¹CH B¶O VÖ M¤I TR¦êNG\nUBND tØnh chØ ®¹o thùc hiÖn, HO¹CH ®Þnh.\n")
    assert name == "tcvn3"
    assert text == "KẾ HOẠCH BẢO VỆ MÔI TRƯỜNG\nUBND tỉnh chỉ đạo thực hiện, HOẠCH định.\n"


@pytest.mark.parametrize(
    ("text", "font", "read"),
    [
        ("Céng hoµ", ".VnTime", "Cộng hoà"),
        ("céng hoµ", ".VnTimeH", "CỘNG HOÀ"),
        ("kÕ ho¹ch", "ABCDEF+.VnArialH", "KẾ HOẠCH"),
        ("Th«ng t−", ".VnTime", "Thông tư"),  # as text layers of PDF files give it
        ("Vieät Nam", "VNI-Times", "Việt Nam"),
        ("Vieät Nam", "'VNI-Helve'", "Việt Nam"),
        ("Céng hoµ", "Times New Roman", "Céng hoµ"),
        ("Cộng hoà", ".VnTime", "Cộng hoà"),  # Unicode in spite of its font
        ("Vnexpress", "Vnexpress Sans", "Vnexpress"),
    ],
)
def test_a_font_tells_the_encoding_of_its_runs(text: str, font: str, read: str) -> None:
    assert decode_legacy(text, font) == read


def test_a_run_in_a_vps_font_is_read_whether_its_bytes_came_as_windows_or_as_latin_characters() -> None:
    latin = encoded("Tiếng Việt: Ế Ề Ố Ồ ớ, ỦY BAN", "vps").decode("latin-1")
    for characters in (latin, latin.translate(byte_texts())):
        assert decode_legacy(characters, "VPS Times") == "Tiếng Việt: Ế Ề Ố Ồ ớ, ỦY BAN"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_proper_vietnamese_is_never_touched(path: Path) -> None:
    text = path.read_text("utf-8")
    for form in (text, unicodedata.normalize("NFD", text), text.upper()):
        assert convert_pasted(form) == (form, "")


@pytest.mark.parametrize(
    "text",
    [
        "Le préfet était à l'école où l'on a reçu l'été comme l'hiver une déclaration très élevée. Voilà, ça sera prêt.",
        "Die Größe der Übung müßte für Köln schön wären. Straße grüßen, später hätte Mädchen.",
        "El señor García vivió aquí. La niña pequeña comió después mañana. Sí, también está.",
        "A situação não é fácil, está à disposição de você também amanhã: informações são três.",
        "The café's résumé, a naïve façade, coöperation, Ångström and Gödel.",
        "x = a · b × c ÷ d; // © 2024 ® µm ±5 °C «quoted» ½ ¼ § 12 ¶ ¬p ¤ ¢ £ ¥",
        "if (a¦b) { return ¶ms & ©; }  € 12,50 — “quoted” … • item",
        "cá lóc, bò là; à ơi: mì, tôm, bún, cà, xôi",
    ],
)
def test_other_languages_and_code_are_never_touched(text: str) -> None:
    assert convert_pasted(text * 5) == (text * 5, "")


def test_lines_in_another_encoding_inside_a_unicode_file_are_decoded_by_themselves() -> None:
    proper = "Sở Xây dựng chủ trì, phối hợp với Công an tỉnh kiểm tra.\n" * 6
    data = proper.encode() + encoded(PROSE, "vni") + proper.encode()
    decoded = read_source(data, "a.txt")
    assert decoded.text == proper + PROSE + proper
    assert decoded.encoding == "utf-8+vni"


def test_a_byte_that_no_encoding_explains_is_reported_not_hidden() -> None:
    data = ("Sở Xây dựng kiểm tra.\n" * 5).encode() + "Ngày 30/6".encode() + b"\xff\xfe\xff /2026\n"
    decoded = read_source(data, "a.txt")
    assert decoded.text.count("\ufffd") == 3
    assert ("characters_lost", "3") in [(f.code, f.detail) for f in decoded.findings]
    few = ("Sở Xây dựng kiểm tra vỉa hè trên địa bàn.\n" * 200).encode() + b"\xff\n"
    assert "characters_lost" not in [f.code for f in read_source(few, "a.txt").findings]


@pytest.mark.parametrize("data", [bytes(range(0x80, 0x100)) * 4, "Ελληνικά κείμενα χωρίς τόνους".encode("iso8859-7")])
def test_bytes_that_read_as_vietnamese_in_no_encoding_are_refused(data: bytes) -> None:
    assert decode_bytes(data) is None
    with pytest.raises(UnreadableFile):
        read_source(data, "a.txt")


@given(st.text(max_size=200))
def test_any_text_is_looked_at_without_failing_and_unicode_stays(text: str) -> None:
    converted, name = convert_pasted(text)
    assert name or converted == text


@given(st.binary(max_size=300))
def test_any_bytes_are_looked_at_without_failing(data: bytes) -> None:
    found = decode_bytes(data)
    assert found is None or found[1]


def test_syllables_are_told_from_other_words() -> None:
    right = [
        "nghiêng",
        "quốc",
        "khuỷu",
        "giếng",
        "gì",
        "thuở",
        "Nguyễn",
        "xoong",
        "huýt",
        "uỷ",
        "ủy",
        "hoà",
        "hòa",
        "đẹp",
        "quyết",
        "KHUYẾN",
        "yêu",
        "ích",
    ]
    wrong = ["câp", "đ", "hoặG", "trởng", "khuyêt", "été", "kônh", "Größe", "naïve", "thưc", "ọêng"]
    assert [word for word in right if not is_syllable(word)] == []
    assert [word for word in wrong if is_syllable(word)] == []
