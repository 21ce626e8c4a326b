"""An annex table of invented tasks in every form in which such tables reach an office. Seeded: the same rows each time."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from textwrap import wrap

from ingest.readers.decoded import DITTO
from tests.renderings.pdf import fonts

SEED = 2026
ROWS = 140
HEADS = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành")
_GROUP_SIZE = 20
_GROUPS = (
    "I. NHÓM NHIỆM VỤ VỀ CHUYỂN ĐỔI SỐ",
    "II. NHÓM NHIỆM VỤ VỀ MÔI TRƯỜNG",
    "III. NHÓM NHIỆM VỤ VỀ GIAO THÔNG",
    "IV. NHÓM NHIỆM VỤ VỀ Y TẾ, GIÁO DỤC",
    "V. NHÓM NHIỆM VỤ VỀ VĂN HÓA, DU LỊCH",
    "VI. NHÓM NHIỆM VỤ VỀ AN NINH, TRẬT TỰ",
    "VII. NHÓM NHIỆM VỤ VỀ NÔNG NGHIỆP",
)
_VERBS = (
    "Rà soát, lập danh sách",
    "Xây dựng phương án sắp xếp",
    "Kiểm tra việc quản lý",
    "Số hóa hồ sơ",
    "Tổ chức nạo vét, khơi thông",
    "Lắp đặt biển báo tại",
    "Đo đạc, cắm mốc ranh giới",
    "Tuyên truyền, vận động người dân tham gia bảo vệ",
    "Thống kê hiện trạng",
    "Sửa chữa, nâng cấp",
    "Tham mưu ban hành quy chế quản lý",
    "Đôn đốc tiến độ cải tạo",
    "Công bố công khai quy hoạch",
    "Trồng cây xanh quanh",
    "Tập huấn kỹ năng phòng cháy cho người dân quanh",
)
_THINGS = (
    "chợ phiên",
    "bến đò ngang",
    "các nhà văn hóa thôn",
    "tuyến kênh tưới",
    "hồ chứa nước",
    "các điểm du lịch cộng đồng",
    "cụm công nghiệp",
    "khu chăn nuôi tập trung",
    "các tuyến đường liên thôn",
    "trạm bơm",
    "các điểm trường mầm non",
    "bãi tập kết rác thải",
    "khu di tích đình cổ",
)
_PLACES = (
    "xã Đồng Mây",
    "xã Vân Khê",
    "phường An Vĩnh",
    "thôn Lũng Sen",
    "thôn Bến Hạc",
    "khu vực cầu Thạch Đào",
    "vùng ven sông Lạc",
)
_ENDS = (
    "",
    "",
    " theo phân cấp",
    ", bảo đảm an toàn trước mùa mưa lũ",
    " và cập nhật lên hệ thống phần mềm dùng chung",
    ", báo cáo kết quả về UBND tỉnh",
)
_LEADS = (
    "Sở Xây dựng",
    "Sở Nông nghiệp và Môi trường",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Y tế",
    "Sở Khoa học và Công nghệ",
    "Công an tỉnh",
    "Sở Giáo dục và Đào tạo",
    "Sở Công Thương",
    "Sở Tài chính",
    "Sở Nội vụ",
    "Văn phòng UBND tỉnh",
    "Bộ Chỉ huy Quân sự tỉnh",
    "Thanh tra tỉnh",
)
_PARTNERS = (
    "Các sở, ban, ngành",
    "UBND các xã, phường",
    "Các cơ quan, đơn vị liên quan",
    "Sở Tư pháp",
    "Sở Dân tộc và Tôn giáo",
    "Báo và Phát thanh, Truyền hình tỉnh",
    "Ủy ban MTTQ Việt Nam tỉnh",
    "Kho bạc Nhà nước khu vực",
    "Sở Tài chính",
    "Công an các xã, phường",
    "Hội Nông dân tỉnh",
    "Tỉnh đoàn",
)
_TIMES = (
    "Quý II/2026",
    "Quý III/2026",
    "Tháng 6/2026",
    "Tháng 9/2026",
    "Trước ngày 30/6/2026",
    "30/11/2026",
    "Trong năm 2026",
    "Hằng năm",
    "Thường xuyên",
    "Quý II, III/2026",
    "10/2026",
    "2026 - 2027",
    "Hằng quý",
    "Từ tháng 3 đến tháng 9/2026",
    "Đến 31/12/2026",
)
_JOINS = ("; ", ", ")
_HEAD = """ỦY BAN NHÂN DÂN
TỈNH LẠC HÀ
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 77/KH-UBND

Lạc Hà, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Phát triển kinh tế - xã hội tỉnh Lạc Hà năm 2026

Căn cứ Luật Tổ chức chính quyền địa phương năm 2025, Ủy ban nhân dân tỉnh Lạc Hà ban hành Kế hoạch như sau:

I. MỤC ĐÍCH
Phân công rõ người, rõ việc, rõ thời gian.

II. PHÂN CÔNG NHIỆM VỤ
Nhiệm vụ cụ thể theo Phụ lục kèm theo Kế hoạch này.

Nơi nhận:
- Các sở, ban, ngành;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Bình

PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ NĂM 2026
(Kèm theo Kế hoạch số 77/KH-UBND ngày 05/01/2026 của UBND tỉnh Lạc Hà)

"""


@dataclass(frozen=True)
class AnnexRow:
    """One task: its words, who leads, who helps, and the words that say when."""

    task: str
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    time: str
    join: str
    merged: bool = False  # the lead stands in a cell that goes on from the row above

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The row as it stands in the table, after its number."""
        return (self.task, " và ".join(self.leads), self.join.join(self.partners), self.time)


def annex_rows(count: int = ROWS, seed: int = SEED) -> list[AnnexRow]:
    """Return rows of tasks, no two alike."""
    chance = random.Random(seed)  # test data, no secret
    tasks = [f"{verb} {thing} {place}" for verb in _VERBS for thing in _THINGS for place in _PLACES]
    chance.shuffle(tasks)
    rows: list[AnnexRow] = []
    for number, task in enumerate(tasks[:count]):
        leads = tuple(chance.sample(_LEADS, chance.choice((1, 1, 1, 1, 2))))
        merged = number % _GROUP_SIZE > 0 and chance.random() < 0.1
        if merged:
            leads = rows[-1].leads
        others = [p for p in _PARTNERS if p not in leads]
        partners = tuple(chance.sample(others, chance.choice((0, 1, 1, 2, 3))))
        end, time, join = chance.choice(_ENDS), chance.choice(_TIMES), chance.choice(_JOINS)
        rows.append(AnnexRow(task + end, leads, partners, time, join, merged))
    return rows


def _groups(rows: Sequence[AnnexRow]) -> Iterable[tuple[int, AnnexRow, str]]:
    """Yield number, row, and the heading that stands above it ("" where none does)."""
    for at, row in enumerate(rows):
        heading = _GROUPS[at // _GROUP_SIZE] if at % _GROUP_SIZE == 0 and at // _GROUP_SIZE < len(_GROUPS) else ""
        yield at + 1, row, heading


def in_bars(rows: Sequence[AnnexRow], *, outer: bool = True, merged: bool = True) -> str:
    """The table as readers of files give it, with group rows, merged cells and the head repeated; or without outer bars."""
    edge, end = ("| ", " |") if outer else ("", "")
    lines = [f"{edge}{' | '.join(HEADS)}{end}"]
    for number, row, heading in _groups(rows):
        if heading and outer:
            lines += [lines[0], f"| {heading} |"] if number > 1 else [f"| {heading} |"]
        cells = list(row.cells)
        if merged and row.merged:
            cells[1] = DITTO
        lines.append(f"{edge}{' | '.join([str(number), *cells])}{end}")
    return _HEAD + "\n".join(lines) + "\n"


def in_markdown(rows: Sequence[AnnexRow]) -> str:
    """The table as Markdown, ditto marks written by hand."""
    lines = [f"| {' | '.join(HEADS)} |", "|---|:---|---|---|:---:|"]
    for number, row, heading in _groups(rows):
        if heading:
            lines.append(f"| | **{heading}** | | | |")
        cells = list(row.cells)
        if row.merged:
            cells[1] = "nt"
        lines.append(f"| {' | '.join([str(number), *cells])} |")
    return _HEAD + "\n".join(lines) + "\n"


def in_columns(rows: Sequence[AnnexRow], gap: str = "\t") -> str:
    """Flattened: columns parted by tabs, or by runs of spaces."""
    lines = [gap.join(HEADS)]
    for number, row, heading in _groups(rows):
        lines += [heading] if heading else []
        lines.append(gap.join([str(number), *row.cells]))
    return _HEAD + "\n".join(lines) + "\n"


def in_cells(rows: Sequence[AnnexRow], *, empty: bool = True) -> str:
    """Flattened: one cell a line, an empty cell as an empty line or not at all."""
    lines = list(HEADS)
    for number, row, heading in _groups(rows):
        lines += [heading] if heading else []
        lines += [cell for cell in (str(number), *row.cells) if cell or empty]
    return _HEAD + "\n".join(lines) + "\n"


def in_lines(rows: Sequence[AnnexRow], width: int | None = None) -> str:
    """Flattened: one row a line, the columns parted by nothing; or the same broken at a fixed width."""
    lines = [" ".join(HEADS)]
    for number, row, heading in _groups(rows):
        lines += [heading] if heading else []
        line = " ".join(cell for cell in (str(number), *row.cells) if cell)
        lines += wrap(line, width) if width else [line]
    return _HEAD + "\n".join(lines) + "\n"


def in_docx(rows: Sequence[AnnexRow]) -> bytes:
    """A Word file: group rows over all columns, cells merged downwards, the head's row marked as repeated."""
    from docx import Document
    from docx.oxml import OxmlElement

    document = Document()
    for line in _HEAD.split("\n"):
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=len(HEADS))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = head
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # the library has no call for it
    above = None
    for number, row, heading in _groups(rows):
        if heading:
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).text = heading
        cells = table.add_row().cells
        for cell, words in zip(cells, (str(number), *row.cells), strict=True):
            cell.text = words
        if row.merged and above is not None:
            cells[2].text = ""
            above.merge(cells[2])
        else:
            above = cells[2]
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def in_pdf(rows: Sequence[AnnexRow], *, lines: bool = True, head: bool = True, valign: str = "TOP") -> bytes:
    """A PDF file on A4 landscape, with ruling lines and the head on each page unless told."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    style = ParagraphStyle("annex", fontName=fonts()[0], fontSize=11, leading=14)
    story: list[object] = [Paragraph(line, style) for line in _HEAD.split("\n") if line]
    data = [[Paragraph(head, style) for head in HEADS]]
    ruled: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), valign)]
    ruled += [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if lines else []
    for number, row, heading in _groups(rows):
        if heading:
            ruled.append(("SPAN", (0, len(data)), (-1, len(data))))
            data.append([Paragraph(heading, style), "", "", "", ""])
        data.append([Paragraph(words, style) for words in (str(number), *row.cells)])
    story.append(Table(data, colWidths=(35, 290, 150, 180, 105), repeatRows=int(head), style=TableStyle(ruled)))
    file = BytesIO()
    SimpleDocTemplate(file, pagesize=landscape(A4), leftMargin=36, rightMargin=36).build(story)
    return file.getvalue()
