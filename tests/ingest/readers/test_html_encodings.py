"""Saved web pages in the encodings and archives in which browsers and portals leave them."""

from __future__ import annotations

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from ingest.errors import IngestError
from ingest.readers import read_source
from ingest.readers.formats import Format, format_of
from tests.ingest.readers.legacy_texts import encoded
from tests.ingest.readers.pages import (
    DOCUMENT,
    LINES,
    page,
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (page(DOCUMENT).encode(), "utf-8"),
        (b"\xef\xbb\xbf" + page(DOCUMENT, head="").encode(), "utf-8"),
        (page(DOCUMENT, head="").encode("utf-16"), "utf-16"),
        (
            encoded(
                page(DOCUMENT, head='<meta http-equiv=Content-Type content="text/html; charset=windows-1252">'), "vni"
            ),
            "vni",
        ),
        (encoded(page(DOCUMENT, head=""), "viscii"), "viscii"),
        (('<?xml version="1.0" encoding="utf-8"?>' + page(DOCUMENT)).encode(), "utf-8"),
    ],
    ids=["meta", "byte order mark", "utf-16", "vni called western", "viscii unnamed", "xhtml"],
)
def test_pages_are_decoded_by_mark_by_name_or_by_their_words(data: bytes, encoding: str) -> None:
    decoded = read_source(data, "trang.html")
    assert decoded.text.split("\n") == LINES
    assert decoded.encoding == encoding
    assert [f.detail for f in decoded.findings] == ([encoding] if encoding in ("vni", "viscii") else [])


def test_words_in_fonts_from_before_unicode_are_decoded_by_their_font() -> None:
    markup = (
        '<p><font face=".VnTime">Céng hoµ</font> và <span style="font-family:VNI-Times">Vieät Nam</span>, '
        "<span style=\"font-family:'.VnTimeH',sans-serif\">kÕ ho¹ch</span>; "
        '<font face=".VnTime"><font face="Arial">cá</font></font></p>'
    )
    assert read_source(page(markup).encode(), "trang.html").text.split("\n") == ["Cộng hoà và Việt Nam, KẾ HOẠCH; cá"]


def test_a_page_whose_bytes_are_tcvn3_gets_its_capitals_from_its_fonts() -> None:
    title = '<p><font face=".VnTimeH">kế hoạch bảo vệ môi trường</font></p>'
    text = '<p><font face=".VnTime">Phòng Kinh tế chủ trì, phối hợp với Công an xã.</font></p>'
    decoded = read_source(encoded(page(title + text, head=""), "tcvn3"), "a.html")
    assert decoded.text.split("\n") == ["KẾ HOẠCH BẢO VỆ MÔI TRƯỜNG", "Phòng Kinh tế chủ trì, phối hợp với Công an xã."]
    assert decoded.encoding == "tcvn3"


def test_a_page_archive_is_read_by_its_first_page() -> None:
    archive = MIMEMultipart("related")
    archive["From"] = "<Saved by Blink>"
    archive["Subject"] = "Van ban"
    archive.attach(MIMEText(page(DOCUMENT), "html", "utf-8"))
    archive.attach(MIMEText("body{color:red}", "css", "utf-8"))
    data = archive.as_bytes()
    assert format_of(data, "trang.mht") is Format.HTML
    assert format_of(data, "trang.doc") is Format.HTML
    assert read_source(data, "trang.mht").text.split("\n") == LINES


def test_an_archive_without_a_page_is_unreadable() -> None:
    archive = EmailMessage()
    archive.set_content("Chào")
    archive.add_related(b"x", "image", "png")
    with pytest.raises(IngestError):
        read_source(archive.as_bytes(), "a.mht")
