"""Chooses the reader of a file by its name and its first bytes. It reads no format itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from ingest.errors import EmptyDocument, UnsupportedFormat
from ingest.readers.decoded import Decoded
from ingest.readers.plain import read_plain

SIZE_LIMIT = 20_000_000  # bytes; the text of a 3,000-page plan is a quarter of it


Reader = Callable[[bytes, str], Decoded]

_SIGNATURES = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc",
)


def _readers() -> dict[str, Reader]:
    """File name endings and their readers; a new format is one row here and one module beside this one."""
    return {".txt": read_plain, ".md": read_plain, ".markdown": read_plain, ".text": read_plain}


def suffixes() -> frozenset[str]:
    """Return the endings of file names that there is a reader for, in lower case, with their full stop."""
    return frozenset(_readers())


def read_source(data: bytes, name: str) -> Decoded:
    """Return the text of a file.

    Raises UnsupportedFormat for a format without a reader (also behind a false name, and for files over the size limit),
    EmptyDocument for a file without words, UnreadableFile for bytes that are no text in an encoding that we know.
    """
    if len(data) > SIZE_LIMIT:
        raise UnsupportedFormat(name=name, reason="size", limit=SIZE_LIMIT)
    reader = _readers().get(PurePath(name).suffix.lower())
    if reader is None or data.startswith(_SIGNATURES):
        raise UnsupportedFormat(name=name, reason="format")
    decoded = reader(data, name)
    if not any(char.isalnum() for char in decoded.text):
        raise EmptyDocument(name=name)
    return decoded
