"""Prints a plan as an office would under Nghị định 30/2020/NĐ-CP: a PDF whose words must read as its text does."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import font_source_serif_pro  # type: ignore[import-untyped]  # a font in a package
from reportlab import rl_config
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

_KINDS = ("KẾ HOẠCH", "CHỈ THỊ", "CHƯƠNG TRÌNH", "CÔNG VĂN", "QUYẾT ĐỊNH", "ĐỀ ÁN", "PHƯƠNG ÁN", "THÔNG BÁO")
_RIGHT = re.compile(r"CỘNG HÒA XÃ HỘI.*|Độc lập.*|(?:(?<=\s)|^)[^\W\d_]+(?: [^\W\d_]+){0,4}, ngày\s.*năm \d{4}$")
_HEADING = re.compile(r"(?:[IVX]+|[A-E])\. |Phần |Chương |Điều \d")
SIGNATURE = (
    "Người ký: Ủy ban nhân dân tỉnh Lạc Hà",
    "Email: ubnd@lacha.gov.vn",
    "Cơ quan: Tỉnh Lạc Hà",
    "Thời gian ký: 2026-03-18T10:21:07+07:00",
)
"""The visible part of a digital signature, as ``signed`` prints it above the motto."""


@cache
def fonts() -> tuple[str, str]:
    """Register the font that has Vietnamese letters; return the names of its regular and its bold face."""
    folder = Path(font_source_serif_pro.__file__).parent / "files"
    pdfmetrics.registerFont(TTFont("Serif", str(folder / "SourceSerifPro-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("Serif-Bold", str(folder / "SourceSerifPro-Bold.ttf")))
    pdfmetrics.registerFontFamily("Serif", normal="Serif", bold="Serif-Bold", italic="Serif", boldItalic="Serif-Bold")
    return "Serif", "Serif-Bold"


def style(size: float, alignment: int, *, bold: bool = False, **more: Any) -> ParagraphStyle:
    """Return a paragraph's style in our font; ``more`` as reportlab names it."""
    regular, heavy = fonts()
    return ParagraphStyle(
        "x", fontName=heavy if bold else regular, fontSize=size, leading=size * 1.3, alignment=alignment, **more
    )


def render_pdf(plan_text: str, *, signed: bool = False) -> bytes:
    """Return the pages of a plan, whose ``plan_text`` has one paragraph a line.

    Margins 20 mm above and below, 30 left, 18 right; 14 points, first lines indented by 1.27 cm; the page's number in the upper
    margin from page 2. ``signed`` prints a digital signature's visible part above the motto.
    """
    rl_config.invariant = 1
    lines = plan_text.split("\n")
    start = next(i for i, line in enumerate(lines) if line in _KINDS)
    end = next((i for i, line in enumerate(lines) if line.startswith("Nơi nhận")), len(lines))
    story: list[Flowable] = [_letterhead(lines[:start]), Spacer(1, 14), *_title(lines[start : start + 2])]
    story += _body(lines[start + 2 : end])
    if end < len(lines):
        story += [Spacer(1, 10), _closing(lines[end:])]
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, topMargin=20 * mm, bottomMargin=20 * mm, leftMargin=30 * mm, rightMargin=18 * mm
    )
    document.build(story, onFirstPage=_sign if signed else _leave, onLaterPages=_number)
    return out.getvalue()


def _leave(_canvas: Canvas, _document: SimpleDocTemplate) -> None:
    """Page 1 has no number."""


def _number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(fonts()[0], 13)
    canvas.drawCentredString(A4[0] / 2 + 6 * mm, A4[1] - 13 * mm, str(document.page))


def _sign(canvas: Canvas, _document: SimpleDocTemplate) -> None:
    canvas.setFont(fonts()[0], 8)
    for i, line in enumerate(SIGNATURE):
        canvas.drawString(A4[0] - 75 * mm, A4[1] - 9 * mm - 9.5 * i, line)


def _letterhead(lines: list[str]) -> Table:
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        found = _RIGHT.search(line)
        if found and found.start():
            left.append(line[: found.start()].strip())
        (right if found else left).append(found.group() if found else line)
    number = next((i for i, line in enumerate(left) if line.startswith("Số")), len(left))
    above, date = right[:2], right[2:]
    heads = [
        [Paragraph(escape(line), style(13, TA_CENTER, bold=i > 0)) for i, line in enumerate(left[:number])]
        + [HRFlowable(width="35%", thickness=0.7, color="black", spaceBefore=2, spaceAfter=2)],
        [Paragraph(escape(line), style(12 + i, TA_CENTER, bold=True)) for i, line in enumerate(above)]
        + [HRFlowable(width="60%", thickness=0.7, color="black", spaceBefore=2, spaceAfter=2)],
    ]
    below = [
        [Paragraph(escape(_blanks(line)), style(13, TA_CENTER)) for line in left[number:]],
        [Paragraph(escape(_blanks(line)), style(13, TA_CENTER)) for line in date],
    ]
    return Table([heads, below], colWidths=[66 * mm, 102 * mm], style=_PLAIN)


_PLAIN = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]
)
_RULED = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])


def _blanks(line: str) -> str:
    """Room for what is stamped later: "Số:        /KH-UBND", "ngày      tháng 01"."""
    return line.replace("Số: /", "Số:" + "\u00a0" * 8 + "/").replace("ngày tháng", "ngày" + "\u00a0" * 6 + "tháng")


def _title(lines: list[str]) -> list[Flowable]:
    titles: list[Flowable] = [Paragraph(escape(line), style(14, TA_CENTER, bold=True)) for line in lines]
    return [*titles, HRFlowable(width="30%", thickness=0.7, color="black", spaceBefore=3, spaceAfter=12)]


def _body(lines: list[str]) -> list[Flowable]:
    found: list[Flowable] = []
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            found += [table(rows, [168 * mm / len(rows[0])] * len(rows[0])), Spacer(1, 6)]
            rows = []
        if line:
            heading = bool(_HEADING.match(line)) and len(line) < 120
            found.append(Paragraph(escape(line), style(14, TA_JUSTIFY, bold=heading, firstLineIndent=36, spaceAfter=6)))
    return found


def table(rows: list[list[str]], widths: list[float]) -> Table:
    """Return a table with ruling lines around all cells, its first row repeated on each page."""
    cells = [
        [Paragraph(escape(cell), style(12, TA_CENTER if i == 0 else TA_LEFT, bold=i == 0)) for cell in row]
        for i, row in enumerate(rows)
    ]
    return Table(cells, colWidths=widths, repeatRows=1, style=_RULED)


def _closing(lines: list[str]) -> Table:
    listed = [line for i, line in enumerate(lines) if i == 0 or line.startswith("-")]
    signed = [line for line in lines if line not in listed]
    left = [Paragraph(escape(listed[0]), style(12, TA_LEFT, bold=True))]
    left += [Paragraph(escape(line), style(11, TA_LEFT)) for line in listed[1:]]
    right: list[Flowable] = [Paragraph(escape(line), style(14, TA_CENTER, bold=True)) for line in signed[:-1]]
    right += [Spacer(1, 60), Paragraph(escape(signed[-1]), style(14, TA_CENTER, bold=True))]
    return Table([[left, right]], colWidths=[84 * mm, 84 * mm], style=_PLAIN)
