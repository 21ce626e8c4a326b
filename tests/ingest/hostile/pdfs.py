"""PDF files that are bombs, loops, wrecks, or locked."""

from __future__ import annotations

import io
import zlib

from pypdf import PdfWriter

from tests.ingest.hostile.case import READ, Case

REFUSED = ("unreadable_file:pdf", "unreadable_file:other", "unreadable_file:damaged", "empty_document")


def pdf(*objects: bytes, root: int = 1, xref: bool = True) -> bytes:
    """A PDF file of numbered objects."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    at = len(out)
    if xref:
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, at)
    return bytes(out)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def page(size: str = "0 0 595 842") -> bytes:
    return f"<</Type/Page/Parent 2 0 R/MediaBox[{size}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".encode()


def stream(data: bytes, *, filters: bytes = b"/FlateDecode", rounds: int = 1) -> bytes:
    for _ in range(rounds):
        data = zlib.compress(data, 9)
    names = filters * rounds
    return b"<</Length %d/Filter[%s]>>\nstream\n%s\nendstream" % (len(data), names, data)


def text_page(operators: bytes, size: str = "0 0 595 842", rounds: int = 1) -> bytes:
    return pdf(CATALOG, PAGES, page(size), stream(operators, rounds=rounds), FONT)


def flate_bomb() -> bytes:
    return text_page(b"BT /F1 1 Tf (a) Tj ET\n" * 20_000_000, rounds=2)


def many_letters() -> bytes:
    return text_page(
        b"BT /F1 1 Tf 1 1 Td (" + b"a" * 100 + b") Tj ET\n" * 1 + b"BT /F1 1 Tf (" + b"b" * 3_000_000 + b") Tj ET"
    )


def page_loop() -> bytes:
    return pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>")


def no_pages() -> bytes:
    return pdf(CATALOG, b"<</Type/Pages/Kids[]/Count 0>>")


def lying_count() -> bytes:
    return pdf(
        CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", page(), stream(b"BT /F1 9 Tf (Mot) Tj ET"), FONT
    )


def many_pages() -> bytes:
    writer = PdfWriter()
    for _ in range(501):
        writer.add_blank_page(595, 842)
    return written(writer)


def encrypted(user: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt(user, "chủ")
    return written(writer)


def script_and_attachment() -> bytes:
    """Opens with a script, holds a program."""
    catalog = b"<</Type/Catalog/Pages 2 0 R/OpenAction 6 0 R/Names<</EmbeddedFiles<</Names[(a.exe) 7 0 R]>>>>>>"
    action = b"<</S/JavaScript/JS(app.launchURL('http://127.0.0.1:9/'))>>"
    attached = b"<</Type/Filespec/F(a.exe)/EF<</F 8 0 R>>>>"
    words = stream(b"BT /F1 12 Tf 72 700 Td (Ke hoach trong cay) Tj ET")
    return pdf(catalog, PAGES, page(), words, FONT, action, attached, stream(b"MZ"))


def written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def whole() -> bytes:
    return text_page(b"BT /F1 12 Tf 72 700 Td (Ke hoach trong cay) Tj ET\n")


def deep_objects() -> bytes:
    return pdf(CATALOG, PAGES, b"[" * 200_000 + b"]" * 200_000)


OK = (READ, *REFUSED)
PDFS = (
    Case(
        "bom.pdf",
        flate_bomb,
        (
            *OK,
            "unsafe_file:memory",
            "unsafe_file:time",
            "unsafe_file:size",
            "unsafe_file:length",
            "unsafe_file:page_content",
            "unsafe_file:crash",
        ),
    ),
    Case(
        "nhieu-chu.pdf",
        many_letters,
        (*OK, "unsafe_file:time", "unsafe_file:length", "unsafe_file:memory", "unsafe_file:page_content"),
    ),
    Case("vong.pdf", page_loop, (*OK, "unsafe_file:pages")),
    Case("khong-trang.pdf", no_pages, REFUSED),
    Case("dem-sai.pdf", lying_count, (*OK, "unsafe_file:pages")),
    Case("nhieu-trang.pdf", many_pages, ("unsafe_file:pages",)),
    Case("cut.pdf", lambda: whole()[: len(whole()) * 2 // 3], OK),
    Case("khong-bang.pdf", lambda: whole()[: whole().rindex(b"xref", 0, -30)], OK),
    Case("mat-khau.pdf", lambda: encrypted("bí mật"), ("encrypted_file",)),
    Case("kich-ban.pdf", script_and_attachment, OK),
    Case(
        "trang-lon.pdf",
        lambda: text_page(b"BT /F1 12 Tf (a) Tj ET", "0 0 1000000 1000000"),
        (*OK, "unsafe_file:pixels", "unsafe_file:page_size"),
    ),
    Case("long-nhau.pdf", deep_objects, (*OK, "unsafe_file:crash")),
    Case("la-web.pdf", lambda: b"<html><body>" + b"<p>Ke hoach" * 3 + b"</body></html>", (READ,)),
    Case("rac-truoc.pdf", lambda: b"\x00rac\r\n" * 20 + whole(), OK),
)
