"""Gathers how a PDF file names itself and its parts: properties, bookmarks, attachments. Their contents are left alone."""

from __future__ import annotations

import re
from pathlib import PurePath

import pypdfium2 as pdfium

_MOST = 2000  # bookmarks or attachments
_LONGEST = 160  # characters of words that may be a mark
_TOLD = ("Title", "Subject", "Keywords")
_PACKET = re.compile(rb"<x:xmpmeta")
_PACKET_BYTES = 65_536
_SAID = re.compile(r">([^<>]{1,160})<")


def names_within(document: pdfium.PdfDocument, attached: int) -> tuple[str, ...]:
    """Return the file's own title, subject and keywords, its bookmarks, and the names of its attachments without their endings."""
    told = document.get_metadata_dict(skip_empty=True)
    found = [told.get(key, "") for key in _TOLD]
    try:
        for count, entry in enumerate(document.get_toc(max_depth=15)):
            if count >= _MOST:
                break
            found.append(entry.get_title())
    except (pdfium.PdfiumError, RecursionError, UnicodeError):
        pass
    for index in range(min(attached, _MOST)):
        try:
            found.append(PurePath(_unwrapped(document.get_attachment(index).get_name())).stem)
        except (pdfium.PdfiumError, UnicodeError):
            continue
    return tuple(words for words in dict.fromkeys(found) if words.strip() and len(words) <= _LONGEST)


def _unwrapped(name: str) -> str:
    """Decode a name in UTF-16, which pdfium gives as the bytes that it is written in, mark included."""
    return name.encode("latin-1").decode("utf-16", "replace") if name.startswith("\xfe\xff") else name


def metadata_words(data: bytes) -> tuple[str, ...]:
    """Return the short texts of metadata packets (XMP), which stand uncompressed in the file so that any program finds them."""
    found: list[str] = []
    for packet in _PACKET.finditer(data):
        if len(found) > _MOST:
            break
        text = (
            data[packet.start() : packet.start() + _PACKET_BYTES]
            .decode("utf-8", "replace")
            .partition("</x:xmpmeta>")[0]
        )
        found += [words.strip() for words in _SAID.findall(text) if words.strip()]
    return tuple(dict.fromkeys(found))
