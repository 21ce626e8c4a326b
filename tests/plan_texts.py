"""Texts of small plans about invented places, in the layout of Nghị định 30/2020, for tests that ingest files."""

from __future__ import annotations

_TEMPLATE = """ỦY BAN NHÂN DÂN
PHƯỜNG {place}
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: {number}/KH-UBND

{place}, ngày 12 tháng 02 năm 2026

KẾ HOẠCH
{title}

Căn cứ Luật Tổ chức chính quyền địa phương năm 2025, Ủy ban nhân dân phường ban hành kế hoạch như sau:

I. MỤC ĐÍCH
Nâng cao ý thức của người dân trong việc giữ gìn vệ sinh môi trường.

II. NHIỆM VỤ
{tasks}

III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế, Hạ tầng và Đô thị chủ trì, phối hợp với Công an phường kiểm tra vỉa hè trước ngày 30/6/2026.
2. Trạm Y tế phường tổ chức phun thuốc diệt muỗi trong quý II năm 2026.
3. Các tổ dân phố báo cáo kết quả về Ủy ban nhân dân phường trước ngày 20 hằng tháng.

Nơi nhận:
- Công an phường;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Bình
"""


def plan_text(
    place: str = "BÌNH SƠN HẠ",
    number: str = "12",
    title: str = "Tổng vệ sinh môi trường, chỉnh trang đô thị năm 2026",
    tasks: int = 3,
) -> str:
    """Return the text of a plan with that many tasks of its own."""
    lines = (
        f"{n}. Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường trồng {n * 10} cây xanh tại khu phố {n} trong năm "
        "2026."
        for n in range(1, tasks + 1)
    )
    return _TEMPLATE.format(place=place, number=number, title=title, tasks="\n".join(lines))
