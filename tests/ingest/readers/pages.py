"""Saved web pages about invented places, for tests."""

from __future__ import annotations

LETTERHEAD = """<table border="0" width="100%"><tbody>
<tr><td><p align="center"><strong>ỦY BAN NHÂN DÂN<br>XÃ LẠC HÀ<br>-------</strong></p></td>
<td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br/>Độc lập - Tự do - Hạnh phúc<br>---------------</b></p></td></tr>
<tr><td>Số: 15/KH-UBND</td><td><i>Lạc Hà, ngày 12 tháng 02 năm 2026</i></td></tr></tbody></table>
<p align=center><b>KẾ HOẠCH</b></p><p><b>Bảo vệ môi trường, thu gom rác thải năm 2026</b></p>
<p>Căn cứ Luật Bảo vệ môi trường năm 2020;&nbsp;Ủy ban nhân dân xã ban hành kế hoạch như sau:</p>"""
BODY = """<p>I. MỤC ĐÍCH</p><p>Nâng cao ý thức của người dân trong việc
   giữ gìn vệ sinh môi trường trên địa bàn xã Lạc Hà.</p>
<p>II. NHIỆM VỤ</p>
<p>1. Phòng Kinh tế chủ trì rà soát các điểm tập kết rác trước ngày 30/6/2026.</p>
<p>2. Công an xã phối hợp với Phòng Kinh tế xử lý vi phạm trong năm 2026.</p>"""
SIGNATURE = """<table><tr><td><b><i>Nơi nhận:</i></b><br>- Thường trực HĐND xã;<br>- Lưu: VT.</td>
<td><b>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH</b><br><br>Trần Văn Bình</td></tr></table>"""
DOCUMENT = f"{LETTERHEAD}{BODY}{SIGNATURE}"
LINES = [
    "ỦY BAN NHÂN DÂN",
    "XÃ LẠC HÀ",
    "-------",
    "Số: 15/KH-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "---------------",
    "Lạc Hà, ngày 12 tháng 02 năm 2026",
    "KẾ HOẠCH",
    "Bảo vệ môi trường, thu gom rác thải năm 2026",
    "Căn cứ Luật Bảo vệ môi trường năm 2020; Ủy ban nhân dân xã ban hành kế hoạch như sau:",
    "I. MỤC ĐÍCH",
    "Nâng cao ý thức của người dân trong việc giữ gìn vệ sinh môi trường trên địa bàn xã Lạc Hà.",
    "II. NHIỆM VỤ",
    "1. Phòng Kinh tế chủ trì rà soát các điểm tập kết rác trước ngày 30/6/2026.",
    "2. Công an xã phối hợp với Phòng Kinh tế xử lý vi phạm trong năm 2026.",
    "Nơi nhận:",
    "- Thường trực HĐND xã;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Trần Văn Bình",
]

_MENU = '<li><a href="/">Trang chủ</a></li><li><a href="/a">Giới thiệu</a></li><li><a href="/b">Văn bản</a></li>'
_NEWS = (
    '<li><a href="/1">Kế hoạch số 12/KH-UBND về trồng cây đầu xuân năm 2026 trên địa bàn toàn xã Lạc Hà, tổ chức trọng thể</a></li>'
    '<li><a href="/2">Chỉ thị về phòng cháy, chữa cháy rừng trong mùa khô hanh năm 2026 trên địa bàn xã</a></li>'
    '<li><a href="/3">Thông báo lịch tiếp dân</a></li>'
)


def page(content: str, head: str = '<meta charset="utf-8">', doctype: str = "<!DOCTYPE html>") -> str:
    """A bare page with the content."""
    return f"{doctype}<html><head>{head}<title>Văn bản</title></head><body>{content}</body></html>"


def modern_portal(content: str) -> str:
    """A page with navigation in elements of their own, a comment section and a long footer."""
    return page(
        f"""<nav><ul>{_MENU}</ul></nav><header class="site-header"><div class="logo">CỔNG THÔNG TIN ĐIỆN TỬ XÃ LẠC HÀ</div></header>
<div class="breadcrumb"><a href="/">Trang chủ</a> » <a href="/vb">Văn bản</a></div>
<main><article><h1>Kế hoạch bảo vệ môi trường</h1><span class="date">12/02/2026 08:30</span>
<div class="content">{content}</div></article>
<section class="comments"><h3>Bình luận</h3>
<p>Tôi đề nghị xã thu gom rác sớm hơn ở khu vực chợ Hạ, vì mùi rất khó chịu vào buổi trưa.</p></section>
<div class="tin-lien-quan"><h3>Tin liên quan</h3><ul>{_NEWS}</ul></div></main>
<aside><p>Lượt truy cập: 12345. Đang trực tuyến: 3 người, trong đó có những cán bộ của Ủy ban nhân dân xã Lạc Hà.</p></aside>
<footer><p>Bản quyền thuộc Ủy ban nhân dân xã Lạc Hà.
Địa chỉ: thôn Hạ. Giấy phép số 12/GP ngày 01/01/2020 của cơ quan quản lý.</p></footer>
<script>var menu = "MẬT";</script>"""
    )


def aspnet_portal(content: str) -> str:
    """A page of nested tables inside one form, as portals of the 2000s are."""
    return page(
        f"""<form id="aspnetForm" method="post"><input type="hidden" name="__VIEWSTATE" value="abc">
<table width="980"><tr><td colspan="2"><img src="banner.jpg"></td></tr>
<tr><td width="200" valign="top"><table>{_MENU.replace("<li>", "<tr><td>").replace("</li>", "</td></tr>")}</table></td>
<td><div id="ctl00_noidung">{content}</div>
<div><b>Các tin khác</b><ul>{_NEWS}</ul></div><select><option>Liên kết</option></select></td></tr>
<tr><td colspan="2">Bản quyền thuộc Ủy ban nhân dân xã Lạc Hà, điện thoại 0123456789, thư điện tử vanphong@lacha.example</td></tr>
</table></form>""",
        doctype='<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN" "http://www.w3.org/TR/REC-html40/loose.dtd">',
    )
