"""Opens a zip archive from a stranger and checks it before anything is unpacked. It knows nothing of what is inside.

Limits: shared/security.md 6.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Sequence

from ingest.errors import EncryptedFile, UnreadableFile, UnsafeFile

UNPACKED_LIMIT = 200 * 1024 * 1024  # bytes
ENTRY_LIMIT = 64 * 1024 * 1024  # bytes
ENTRIES_LIMIT = 2000
RATIO_LIMIT = 100  # unpacked : packed; real documents have 7 to 20
_RATIO_FROM = 1024 * 1024  # bytes; what unpacks to less may be as repetitive as it likes
_BAD_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|[\\\x00-\x1f]|(?:^|/)\.\.(?:/|$)")


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """Return the archive; its directory keeps all limits, though it may lie: read entries with ``read_entry``.

    Raises UnsafeFile (reason: entries, size, ratio, names, duplicate, symlink, compression), EncryptedFile, UnreadableFile.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        raise UnreadableFile(name=name, reason="archive") from None
    entries = archive.infolist()
    reason = _oversize(entries, len(data)) or next((r for r in map(_bad_entry, entries) if r), "")
    if not reason and len({entry.filename.lower() for entry in entries}) < len(entries):
        reason = "duplicate"
    if reason:
        raise UnsafeFile(name=name, reason=reason)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise EncryptedFile(name=name)
    return archive


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """Return an entry's bytes, counted while they unpack; raises UnsafeFile where the directory lied, UnreadableFile."""
    try:
        with archive.open(entry) as stream:
            data = stream.read(ENTRY_LIMIT + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise UnreadableFile(name=name, reason="archive") from None
    if len(data) > ENTRY_LIMIT or len(data) != entry.file_size:
        raise UnsafeFile(name=name, reason="size", limit=ENTRY_LIMIT)
    return data


def _oversize(entries: Sequence[zipfile.ZipInfo], packed: int) -> str:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES_LIMIT:
        return "entries"
    if unpacked > UNPACKED_LIMIT or any(entry.file_size > ENTRY_LIMIT for entry in entries):
        return "size"
    sizes = [(unpacked, packed), *((entry.file_size, entry.compress_size) for entry in entries)]
    return "ratio" if any(full > _RATIO_FROM and full > RATIO_LIMIT * small for full, small in sizes) else ""


def _bad_entry(entry: zipfile.ZipInfo) -> str:
    if not entry.orig_filename or _BAD_NAME.search(entry.orig_filename):  # ``filename`` is cut off at a NUL
        return "names"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "symlink"
    return "" if entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) else "compression"
