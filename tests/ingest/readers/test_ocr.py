"""Scanned pages: what the cleaning does to a picture, and what Tesseract reads on printed pages that were scanned."""

from __future__ import annotations

import shutil
from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Indel
from reportlab.pdfbase import pdfmetrics

from ingest.errors import MissingTool
from ingest.readers.layout import Page
from ingest.readers.ocr import legibility, read_scan, require_tesseract, tesseract
from ingest.readers.ocr.ink import sheet, smears
from ingest.readers.ocr.rulings import rulings
from ingest.readers.ocr.upright import dark, is_sideways, skew
from tests.renderings.pdf import fonts, render_pdf
from tests.renderings.scan import scanned_pages

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LẠC HÀ
Số: 152/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lạc Hà, ngày 18 tháng 3 năm 2026
KẾ HOẠCH
Bảo vệ nguồn nước sạch nông thôn năm 2026
Thực hiện Nghị quyết số 27/NQ-HĐND, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. NHIỆM VỤ
1. Sở Nông nghiệp và Môi trường chủ trì, phối hợp với Công an tỉnh rà soát các nguồn thải ven sông trước ngày 30/6/2026.
2. Ủy ban nhân dân các xã, phường vận động hộ dân xây bể chứa nước mưa; báo cáo kết quả về Sở Y tế trong tháng 9.
3. Sở Tài chính bố trí 12.500.000 đồng cho mỗi thôn, bản có dưới 85% hộ dùng nước sạch."""
SIDE = 72 / 200  # points for a pixel of 200 dpi


@cache
def page(skewed: float = 0.7, turns: int = 0) -> Image.Image:
    (image,) = scanned_pages(render_pdf(PLAN), skew=skewed, quarter_turns=turns)
    return image


@pytest.fixture
def reader() -> None:
    try:
        require_tesseract()
    except MissingTool:
        pytest.skip("needs Tesseract with its Vietnamese data (tesseract-ocr tesseract-ocr-vie)")


def scan(image: Image.Image) -> Page:
    return read_scan(image, 1, image.width * SIDE, image.height * SIDE)


def agreement(read: Page) -> float:
    """Share of the plan's words that were read, in their order by lines."""
    lines: list[list[tuple[float, str]]] = []
    last = -100.0
    for word in sorted(read.words, key=lambda w: (w.top + w.bottom) / 2):
        middle = (word.top + word.bottom) / 2
        if middle - last > 6:
            lines.append([])
            last = middle
        lines[-1].append((word.x0, word.text))
    words = [text for line in lines for _, text in sorted(line)]
    body = PLAN[PLAN.index("KẾ HOẠCH") :].split()
    return Indel.normalized_similarity(words[-len(body) - 3 :], body)


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(("skewed", "turns"), [(0.7, 0), (-4.0, 0), (0.5, 1), (0.5, 2), (-0.5, 3)])
def test_a_scan_is_read_however_it_lies(skewed: float, turns: int) -> None:
    read = scan(page(skewed, turns))
    assert agreement(read) >= 0.95
    assert legibility(read) >= 0.9
    assert [read.width, read.height] == pytest.approx([595, 842], abs=1)
    assert all(0 <= word.confidence <= 1 for word in read.words)


@pytest.mark.usefixtures("reader")
def test_words_stand_where_they_are_printed() -> None:
    """Margins of 30 and 18 mm: 85 and 544 points; a line of 14 points."""
    words = [word for word in scan(page()).words if word.text in ("rà", "soát", "nguồn", "thải")]
    assert words
    assert all(80 < word.x0 < word.x1 < 550 and 11 < word.size < 19 for word in words)


@pytest.mark.usefixtures("reader")
def test_borders_of_a_table_are_rules_and_no_letters() -> None:
    image = page(0.0).copy()
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(_font()), 38)
    xs, ys = (250, 700, 1100, 1450), (1700, 1780, 1860, 1940)
    for x in xs:
        draw.line([(x, ys[0]), (x, ys[-1])], fill=20, width=4)
    for y in ys:
        draw.line([(xs[0], y), (xs[-1], y)], fill=20, width=4)
    for row, texts in zip(
        ys,
        (("Nhiệm vụ", "Chủ trì", "Thời hạn"), ("Đào giếng", "Sở Y tế", "2026"), ("Lọc nước", "Sở Y tế", "2027")),
        strict=False,
    ):
        for x, text in zip(xs, texts, strict=False):
            draw.text((x + 16, row + 16), text, font=font, fill=20)
    read = scan(image)
    upright = [rule for rule in read.rules if not rule.horizontal]
    flat = [rule for rule in read.rules if rule.horizontal and rule.top > 1690 * SIDE]
    assert len(upright) == len(xs)
    assert len(flat) == len(ys)
    assert [round(rule.x0 / SIDE / 10) for rule in sorted(upright, key=lambda r: r.x0)] == [25, 70, 110, 145]
    printed = [word.text for word in read.words]
    assert not {"|", "[", "]", "l"} & set(printed)
    assert {"Đào", "giếng", "2026", "2027"} <= set(printed)


@pytest.mark.usefixtures("reader")
def test_single_digits_in_a_tables_first_column_are_read() -> None:
    image = Image.new("L", (1654, 2339), 244)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(_font()), 36)
    xs, ys = (150, 230, 900, 1500), tuple(range(300, 301 + 9 * 110, 110))
    for x in xs:
        draw.line([(x, ys[0]), (x, ys[-1])], fill=20, width=4)
    for y in ys:
        draw.line([(xs[0], y), (xs[-1], y)], fill=20, width=4)
    for number, y in enumerate(ys[:-1], start=1):
        draw.text((180, y + 30), str(number), font=font, fill=30)
        draw.text((250, y + 30), "Kiểm tra các điểm tập kết rác thải", font=font, fill=30)
        draw.text((920, y + 30), "Phòng Kinh tế chủ trì", font=font, fill=30)
    read = scan(image)
    first = {round((word.top / SIDE - 330) / 110) + 1: word.text for word in read.words if word.x1 < 232 * SIDE}
    assert all(text == str(row) for row, text in first.items())
    assert len(first) >= 7


def _font() -> str:
    regular, _ = fonts()
    return str(pdfmetrics.getFont(regular).face.filename)


@pytest.mark.usefixtures("reader")
def test_a_red_mark_is_told_apart_from_the_print_below_it() -> None:
    image = page(0.0).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.ellipse([700, 900, 1050, 1250], outline=(215, 40, 50), width=12)
    draw.text((300, 480), "TỐI MẬT", font=ImageFont.truetype(_font(), 60), fill=(205, 35, 40))
    read = scan(image)
    assert {"TỐI", "MẬT"} <= {word.text for word in read.stamps}
    assert not {"TỐI", "MẬT"} & {word.text for word in read.words}
    assert agreement(read) >= 0.9


@pytest.mark.usefixtures("reader")
def test_streaks_and_smears_cost_few_words() -> None:
    image = page(-1.0).copy()
    draw = ImageDraw.Draw(image)
    draw.line([(800, 0), (800, image.height)], fill=10, width=2)
    draw.polygon([(0, 1500), (500, 1520), (500, 1560), (0, 1600)], fill=5)
    read = scan(image)
    assert agreement(read) >= 0.9
    assert not any(word.text == "|" for word in read.words)


@pytest.mark.usefixtures("reader")
def test_blank_paper_has_no_words() -> None:
    grain = np.random.default_rng(7).normal(240, 9, (2339, 1654)).clip(0, 255).astype(np.uint8)
    read = scan(Image.fromarray(grain))
    assert read.words == []
    assert not read.given_up


def test_without_tesseract_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    tesseract._languages.cache_clear()
    try:
        with pytest.raises(MissingTool) as missing:
            require_tesseract("quet.pdf")
    finally:
        tesseract._languages.cache_clear()
    assert missing.value.fields["package"] == "tesseract-ocr tesseract-ocr-vie"
    assert missing.value.fields["name"] == "quet.pdf"


@pytest.mark.parametrize("angle", [-5.0, -1.3, 0.0, 0.9, 4.0])
def test_skew_is_measured(angle: float) -> None:
    ink = dark(np.asarray(page(angle)))
    assert -skew(ink) == pytest.approx(angle, abs=0.25) or skew(ink) == pytest.approx(angle, abs=0.25)


@pytest.mark.parametrize(("turns", "sideways"), [(0, False), (1, True), (2, False), (3, True)])
def test_quarter_turns_show_in_the_lines(turns: int, sideways: bool) -> None:
    assert is_sideways(dark(np.asarray(page(0.0, turns)))) is sideways


def test_a_streak_is_no_border() -> None:
    ink = np.zeros((3500, 2400), dtype=bool)
    ink[:, 1000:1003] = True
    ink[500:503, 200:1800] = True
    ruled = rulings(ink)
    assert [line[3] - line[1] < 10 for line in ruled.lines] == [True]
    assert ruled.streaks[2000, 1001]
    assert not ruled.ink[2000, 1001]


def test_blots_are_smears_and_bold_letters_are_not() -> None:
    ink = np.zeros((600, 600), dtype=bool)
    ink[100:180, 100:400] = True
    ink[300:360, 100:115] = True
    found = smears(ink)
    assert found[140, 250]
    assert not found[330, 107]


def test_pictures_come_to_three_hundred_dots() -> None:
    assert sheet(Image.new("L", (827, 1169), 255), 100).grey.shape == (3507, 2481)
    assert sheet(Image.new("RGBA", (2480, 3508), (0, 0, 0, 0)), 300).grey.min() == 255


def test_the_program_is_on_this_machine_or_the_tests_say_so() -> None:
    assert (shutil.which("tesseract") is None) == (tesseract._languages() == frozenset())
