"""Tells a file's format by its bytes. A name's ending only tells apart what bytes cannot (Markdown from plain text)."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath


class Format(StrEnum):
    """The formats that a reader exists for."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    PDF = "pdf"
    IMAGE = "image"


ENDINGS: dict[str, Format] = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".mht": Format.HTML,
    ".mhtml": Format.HTML,
    ".docx": Format.DOCX,
    ".doc": Format.DOC,
    ".rtf": Format.RTF,
    ".odt": Format.ODT,
    ".pdf": Format.PDF,
    ".png": Format.IMAGE,
    ".jpg": Format.IMAGE,
    ".jpeg": Format.IMAGE,
    ".tif": Format.IMAGE,
    ".tiff": Format.IMAGE,
    ".bmp": Format.IMAGE,
    ".webp": Format.IMAGE,
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a")
_BITMAP_HEADS = (12, 40, 52, 56, 64, 108, 124)  # bytes: sizes that the second header of a BMP may have
# gzip, rar, 7z, xz, bzip2, zstd, PostScript, Windows and Linux programs
_OTHERS = re.compile(
    rb"\x1f\x8b|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\xfd7zXZ\x00|BZh[1-9]1AY&SY|\x28\xb5\x2f\xfd|%!PS-|MZ[\x00-\xff]{1,64}\x00|\x7fELF"
)
_PDF, _PDF_LINE = re.compile(rb"%PDF-\d"), re.compile(rb"%PDF-\d\.\d[ \t]*[\r\n]")
_HTML = re.compile(
    rb"\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|(?:html|head|body|meta|div|table)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<\?xml[\s?]")
_XHTML = re.compile(rb"<(?:!doctype\s+)?html[\s>]", re.IGNORECASE)
_ARCHIVED_PAGE = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}content-type:\s*multipart/related", re.IGNORECASE
)
_MAIL_HEAD = re.compile(
    rb"(?:From|To|Date|Subject|Received|Return-Path|Message-ID|MIME-Version|Content-[\w-]+|X-[\w-]+):\s", re.I
)


def format_of(data: bytes, name: str) -> Format | None:
    """Return the format of a file's bytes; None for one that no reader exists for.

    Signatures are long enough that no plain text has one by chance ("UBND …", "BM.01", "II* Nhiệm vụ", "MM", "% hoàn thành").
    """
    start = data[:1024].removeprefix(b"\xef\xbb\xbf")
    if _is_pdf(data, start):
        return Format.PDF
    if data.startswith(_ZIP):
        return _zip_format(data, name)
    if data.startswith(OLE):
        return Format.DOC
    if start.lstrip().startswith(b"{\\rtf"):
        return Format.RTF
    if data.startswith(_IMAGES) or _is_bitmap(data) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return Format.IMAGE
    if is_archived_page(data):
        return Format.HTML
    if _OTHERS.match(data) or _is_mail(data):
        return None
    return _text_format(start, name)


def _is_pdf(data: bytes, start: bytes) -> bool:
    """Whether it begins as PDF does, some junk before allowed; a text that only mentions "%PDF-1.7" has no objects."""
    if _PDF_LINE.match(start):
        return True
    return _PDF.search(start) is not None and (b" obj" in data[:65536] or b"%%EOF" in data[-2048:])


def _is_bitmap(data: bytes) -> bool:
    return (
        data.startswith(b"BM") and data[6:10] == b"\0\0\0\0" and int.from_bytes(data[14:18], "little") in _BITMAP_HEADS
    )


def is_archived_page(data: bytes) -> bool:
    """Whether the bytes are a web page saved with its parts in one file (MHTML, RFC 2557)."""
    return bool(_ARCHIVED_PAGE.match(data[:4096].lstrip()))


def _is_mail(data: bytes) -> bool:
    """Whether it is a saved e-mail: its attachments may be anything, and nobody unpacks them here."""
    head = data[:4096]
    return _MAIL_HEAD.match(head) is not None and b"MIME-Version:" in head and b"Content-Type:" in head


def _zip_format(data: bytes, name: str) -> Format | None:
    """By the names of its entries, which an archive never compresses."""
    if data[30:38] == b"mimetype":
        return Format.ODT if data[38:].startswith(b"application/vnd.oasis.opendocument.text") else None
    if b"word/" in data and b"[Content_Types].xml" in data and b"xl/workbook" not in data:
        return Format.DOCX
    packed_anew = b"META-INF/manifest.xml" in data and b"content.xml" in data
    return Format.ODT if packed_anew and PurePath(name).suffix.lower() in (".odt", ".ott") else None


def _text_format(start: bytes, name: str) -> Format | None:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\0", b"")[2:]  # UTF-16: the Latin letters of tags are left
    if _XML.match(start):
        return Format.HTML if _XHTML.search(start) or _HTML.match(start, start.find(b">") + 1) else None
    if _HTML.match(start):
        return Format.HTML
    ending = ENDINGS.get(PurePath(name).suffix.lower(), Format.TEXT)
    return ending if ending in (Format.MARKDOWN, Format.HTML) else Format.TEXT
