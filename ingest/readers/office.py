"""Reads doc, rtf and odt: LibreOffice makes a docx of them, which our own walker reads. What is unsafe never gets that far."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

from ingest.errors import EncryptedFile, UnreadableFile, UnsafeFile, UnsupportedFormat
from ingest.readers.archive import open_archive, read_entry
from ingest.readers.conversion import to_docx
from ingest.readers.decoded import Decoded, Progress, silent
from ingest.readers.formats import Format, format_of

_WORD = "WordDocument"  # the stream that a Word 6 to 2003 file has
_MACROS = ("vba", "_vba_project", "_vba_project_cur")
_FIB_FLAGS, _F_ENCRYPTED = 0x0A, 0x01  # [MS-DOC] 2.5.2 FibBase: byte 0x0B, bit 0
_RTF_OBJECT = re.compile(rb"\\obj(?:data|emb|link|autlink|sub|pub|icemb|html|ocx)(?![a-z])")
_RTF_BINARY = re.compile(rb"\\bin(\d{1,12})")
_RTF_FOREIGN = re.compile(rb"\bDDE(?:AUTO)?\s|\bINCLUDETEXT\s|\\subdocument")
_ODT_MACROS = re.compile(r"^(?:Basic|Scripts)/.", re.IGNORECASE)
_ODT_FOREIGN = re.compile(rb"<text:section-source|<office:dde-source|<office:script\b")


def read_office(data: bytes, name: str, progress: Progress = silent) -> Decoded:
    """Return the text of a Word 97–2003, RTF or OpenDocument file.

    Raises UnsafeFile (reason: macro, embedded_object, external_part, doctype, time, crash, and those of archives), EncryptedFile,
    UnsupportedFormat for other files in the same container (xls, ppt, msi), UnreadableFile, MissingTool without LibreOffice.
    """
    from ingest.readers.docx import read_docx

    kind = format_of(data, name) or Format.DOC
    _CHECKS[kind](data, name)
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        docx = to_docx(data, kind.value, name, Path(folder))
    decoded = read_docx(docx, name, progress)
    return decoded.model_copy(update={"format": kind.value})


def _check_doc(data: bytes, name: str) -> None:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            parts = [[part.lower() for part in path] for path in container.listdir(streams=True, storages=True)]
            kinds = {path[0] for path in parts}
            if "encryptedpackage" in kinds or "encryptioninfo" in kinds:
                raise EncryptedFile(name=name)
            if _WORD.lower() not in kinds:
                raise UnsupportedFormat(name=name, reason="format")
            head = container.openstream(_WORD).read(32)
    except (EncryptedFile, UnsupportedFormat):
        raise
    except Exception:  # noqa: BLE001 - olefile raises whatever a broken table leads it to
        raise UnreadableFile(name=name, reason="doc") from None
    if any(part in _MACROS for path in parts for part in path):
        raise UnsafeFile(name=name, reason="macro")
    if len(head) < 32 or head[_FIB_FLAGS + 1] & _F_ENCRYPTED:
        raise EncryptedFile(name=name) if len(head) == 32 else UnreadableFile(name=name, reason="doc")


def _check_rtf(data: bytes, name: str) -> None:
    if _RTF_OBJECT.search(data):
        raise UnsafeFile(name=name, reason="embedded_object")
    if _RTF_FOREIGN.search(data):
        raise UnsafeFile(name=name, reason="external_part")
    if any(int(told.group(1)) > len(data) for told in _RTF_BINARY.finditer(data)):
        raise UnreadableFile(name=name, reason="rtf")  # LibreOffice reads on for a minute


def _check_odt(data: bytes, name: str) -> None:
    with open_archive(data, name) as archive:
        for entry in archive.infolist():
            if _ODT_MACROS.match(entry.filename) and not entry.is_dir():
                raise UnsafeFile(name=name, reason="macro")
            if not entry.filename.lower().endswith((".xml", ".rdf")):
                continue
            part = read_entry(archive, entry, name)
            manifest = entry.filename == "META-INF/manifest.xml"
            if manifest and b"encryption-data" in part:
                raise EncryptedFile(name=name)
            if b"<!ENTITY" in part or (b"<!DOCTYPE" in part and not manifest):  # old OpenOffice gives the manifest one
                raise UnsafeFile(name=name, reason="doctype")
            if _ODT_FOREIGN.search(part):
                raise UnsafeFile(name=name, reason="external_part")


_CHECKS = {Format.DOC: _check_doc, Format.RTF: _check_rtf, Format.ODT: _check_odt}
