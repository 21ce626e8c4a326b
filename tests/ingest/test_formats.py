"""A file's format by its bytes, whatever its name says."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from ingest.readers.formats import OLE, Format, format_of

BMP = b"BM" + struct.pack("<IHHI", 58, 0, 0, 54) + struct.pack("<IiiHH", 40, 1, 1, 1, 24) + bytes(24)
MAIL = b"From: <Saved by Browser>\r\nSubject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n\r\n"


def archive(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        if first:
            made.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            made.writestr(name, "x" * 50)
    return buffer.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
DOCM = archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
ODT = archive("content.xml", "META-INF/manifest.xml", first=("mimetype", b"application/vnd.oasis.opendocument.text"))
ODS = archive(
    "content.xml", "META-INF/manifest.xml", first=("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7\n1 0 obj", "a.txt", Format.PDF),
        (b"junk\r\n\x00\x01%PDF-1.4\n1 0 obj\n", "a.docx", Format.PDF),
        (b"\xef\xbb\xbf%PDF-1.4\n", "a.pdf", Format.PDF),
        (b"<!DOCTYPE html><html>", "a.pdf", Format.HTML),
        (b"<html xmlns:w='urn:x'><body>", "a.doc", Format.HTML),
        (b"<!-- saved from url --> <html>", "a.txt", Format.HTML),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'>\n<html>", "a.xhtml", Format.HTML),
        ("<html><body>Xã</body></html>".encode("utf-16"), "a.txt", Format.HTML),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument>", "a.doc", None),
        (DOCX, "a.txt", Format.DOCX),
        (DOCX, "a.doc", Format.DOCX),
        (DOCM, "a.docm", Format.DOCX),
        (archive("[Content_Types].xml", "word/document.xml"), "a.dotx", Format.DOCX),
        (XLSX, "a.docx", None),
        (archive("ke hoach.txt"), "a.docx", None),
        (b"PK\x05\x06" + bytes(18), "a.docx", None),
        (ODT, "a.docx", Format.ODT),
        (ODS, "a.odt", None),
        (archive("content.xml", "META-INF/manifest.xml"), "a.odt", Format.ODT),
        (OLE + bytes(600), "a.docx", Format.DOC),
        (b"{\\rtf1\\ansi}", "a.doc", Format.RTF),
        (b"\xef\xbb\xbf {\\rtf1}", "a.docx", Format.RTF),
        (b"\x89PNG\r\n\x1a\n", "a.jpg", Format.IMAGE),
        (b"\xff\xd8\xff\xe0", "a.pdf", Format.IMAGE),
        (b"II*\x00\x08\x00", "a.tif", Format.IMAGE),
        (b"MM\x00*\x00\x00", "a", Format.IMAGE),
        (BMP, "a.txt", Format.IMAGE),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "a", Format.IMAGE),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "a", Format.TEXT),
        (b"7z\xbc\xaf\x27\x1c", "a.docx", None),
        (b"\x1f\x8b\x08", "a.txt", None),
        (b"MZ\x90\x00\x03\x00", "a.txt", None),
        (MAIL.replace(b"mixed", b"related"), "a.mht", Format.HTML),
        (MAIL, "a.eml", None),
        (MAIL, "a.doc", None),
        (b"%!PS-Adobe-3.0", "a.txt", None),
        (b"", "a.docx", Format.TEXT),
        (b"P", "a.docx", Format.TEXT),
    ],
)
def test_bytes_tell_the_format(data: bytes, name: str, expected: Format | None) -> None:
    assert format_of(data, name) is expected


@pytest.mark.parametrize(
    "words",
    [
        "UBND XÃ ĐỒNG MÂY",
        "BM.01 Biểu mẫu báo cáo",
        "BMHC: bảo mẫu hành chính, mục tiêu đến năm 2026 đạt 100 %",
        "II* NHIỆM VỤ",
        "II. NHIỆM VỤ",
        "MM ngày 1",
        "% hoàn thành",
        "%PDF-1.7 là phiên bản của định dạng PDF",
        "PKI là hạ tầng khóa công khai",
        "Rar! là gì",
        "BZh 91",
        "7z là định dạng nén",
        "GIF8 và PNG",
        "MZ là ký hiệu",
        "RIFF",
        "From: Văn phòng\nSubject: Kế hoạch",
        "{rtf}",
        "<Kế hoạch>",
        "- html",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_stays_text_however_it_begins(words: str, encoding: str) -> None:
    assert format_of(words.encode(encoding), "a.txt") is Format.TEXT
    assert format_of(words.encode(encoding), "a.docx") is Format.TEXT
    assert format_of(words.encode(encoding), "a.md") is Format.MARKDOWN


@pytest.mark.shared
def test_the_shared_originals_have_the_format_of_their_endings(shared: Path) -> None:
    files = sorted((shared / "files").iterdir())
    assert len(files) == 17
    assert [format_of(file.read_bytes(), "x") for file in files] == [Format(file.suffix[1:]) for file in files]
