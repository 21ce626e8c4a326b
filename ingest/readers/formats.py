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
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")
_OTHERS = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"GIF8", b"\xfd7zXZ", b"BZh")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|(?:html|head|body|meta|div|table)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_ARCHIVED_PAGE = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}content-type:\s*multipart/related", re.IGNORECASE
)


def format_of(data: bytes, name: str) -> Format | None:
    """Return the format of a file's bytes; None for one that no reader exists for."""
    start = data[:1024].removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in start:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return _zip_format(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Format.DOC
    if start.lstrip().startswith(b"{\\rtf"):
        return Format.RTF
    if data.startswith(_IMAGES) and not (data.startswith(b"BM") and b"\x00" not in data[:64]):
        return Format.IMAGE
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Format.IMAGE
    if data.startswith(_OTHERS):
        return None
    if _HTML.match(start) or is_archived_page(data) or _HTML.match(_narrow(data[:2048])):
        return Format.HTML
    ending = ENDINGS.get(PurePath(name).suffix.lower(), Format.TEXT)
    return ending if ending in (Format.MARKDOWN, Format.HTML) else Format.TEXT


def is_archived_page(data: bytes) -> bool:
    """Whether the bytes are a web page saved with its parts in one file (MHTML, RFC 2557)."""
    return bool(_ARCHIVED_PAGE.match(data[:4096].lstrip()))


def _narrow(data: bytes) -> bytes:
    """The ASCII of UTF-16 with a byte order mark, as Word saves pages "in Unicode"."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="ignore").encode("ascii", errors="ignore")
    return b""


def _zip_format(data: bytes) -> Format | None:
    if b"application/vnd.oasis.opendocument.text" in data[:200]:
        return Format.ODT
    return Format.DOCX if b"word/" in data else None
