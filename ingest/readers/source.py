"""Chooses the reader of a file by its bytes. It reads no format itself."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import cast

from ingest.errors import EmptyDocument, UnsafeFile, UnsupportedFormat
from ingest.readers.decoded import Decoded, Progress, silent
from ingest.readers.formats import ENDINGS, Format, format_of

SIZE_LIMIT = 50 * 1024 * 1024  # bytes (shared/security.md 6: upload 50 MiB)

Reader = Callable[[bytes, str, Progress], Decoded]

# A new format is one row here, one in formats.py, and one module beside this one, imported when a file needs it.
_READERS = {
    Format.TEXT: "ingest.readers.plain:read_plain",
    Format.MARKDOWN: "ingest.readers.plain:read_plain",
    Format.HTML: "ingest.readers.html:read_html",
    Format.DOCX: "ingest.readers.docx:read_docx",
    Format.DOC: "ingest.readers.office:read_office",
    Format.RTF: "ingest.readers.office:read_office",
    Format.ODT: "ingest.readers.office:read_office",
    Format.PDF: "ingest.readers.pdf:read_pdf",
    Format.IMAGE: "ingest.readers.image:read_image",
}


def suffixes() -> frozenset[str]:
    """Return the endings of file names that there is a reader for, in lower case, with their full stop."""
    return frozenset(ENDINGS)


def read_source(data: bytes, name: str, progress: Progress = silent) -> Decoded:
    """Return the text of a file; ``progress`` hears of each page of formats that take long.

    Raises UnsupportedFormat for a format without a reader (also behind a false name), EmptyDocument for a file without words,
    UnreadableFile for bytes that are no document in the format that they seem, UnsafeFile for a file over the size limit or one
    that its reader finds unsafe, EncryptedFile, MissingTool.
    """
    if len(data) > SIZE_LIMIT:
        raise UnsafeFile(name=name, reason="file_size", limit=SIZE_LIMIT)
    kind = format_of(data, name)
    if kind is None:
        raise UnsupportedFormat(name=name, reason="format")
    decoded = _reader(kind)(data, name, progress)
    if not any(char.isalnum() for char in decoded.text):
        raise EmptyDocument(name=name)
    return decoded


def _reader(kind: Format) -> Reader:
    module, _, function = _READERS[kind].partition(":")
    return cast(Reader, getattr(importlib.import_module(module), function))
