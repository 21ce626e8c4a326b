"""Opens the zip archive of a Word file and checks it before anything is read from it. It interprets no text.

Limits: shared/security.md 6; refusals: 3.3 T18, T19, T20, T23. Nothing outside the archive is ever opened.
"""

from __future__ import annotations

import io
import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from lxml import etree

from ingest.errors import EncryptedFile, UnreadableFile, UnsafeFile
from ingest.readers.docx.ooxml import OLE_OBJECT, Element, W, parse

UNPACKED_LIMIT = 200 * 1024 * 1024  # bytes
ENTRY_LIMIT = 64 * 1024 * 1024  # bytes
ENTRIES_LIMIT = 2000
RATIO_LIMIT = 100  # unpacked : packed; real plans have 7 to 20
DEPTH_LIMIT = 256  # nested elements
_RATIO_FROM = 1024 * 1024  # bytes; an entry that unpacks to less may be as repetitive as it likes
_XML = (".xml", ".rels", ".vml")
_MACROS = re.compile(r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml)$|(?:^|/)activex/", re.IGNORECASE)
_MACRO_TYPE = re.compile(r"macroEnabled|vbaProject", re.IGNORECASE)
_FORBIDDEN_KINDS = {
    "aFChunk": "alt_chunk",
    "control": "macro",
    "oleObject": "embedded_object",
    "subDocument": "external_part",
    "vbaProject": "macro",
}
_LOCAL = re.compile(r"(?i)(?:file:/{1,3})?[a-z]:|(?![/\\])[^:]+$")  # a template on the author's own disk
_DOCUMENT = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another. ``kind`` is the last word of its type; ``target`` a part's name unless ``external``."""

    kind: str
    target: str
    external: bool


class Package:
    """A checked archive; parts are looked up by name, whatever the case, as Word does."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._entries = {entry.filename.lower(): entry for entry in archive.infolist()}
        self._relations: dict[str, dict[str, Relation]] = {}
        self._root: Element | None = None
        self._sound: set[str] = set()  # entries that were scanned and may be parsed

    @property
    def document(self) -> str:
        """The name of the main part."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target.lower() in self._entries:
                return relation.target
        return _DOCUMENT

    @property
    def root(self) -> Element | None:
        """The root of the main part, None where there is none."""
        if self._root is None:
            self._root = self.part(self.document)
        return self._root

    def part(self, name: str) -> Element | None:
        """Return a part's root, None where there is no such part. Raises UnreadableFile for what is no XML."""
        entry = self._entries.get(name.lower())
        if entry is None:
            return None
        data = self._checked_xml(entry)
        try:
            return parse(data)
        except (etree.XMLSyntaxError, ValueError):
            raise UnreadableFile(name=self._name, reason="docx") from None

    def relations(self, part: str) -> dict[str, Relation]:
        """Return a part's relations by id; "" stands for the package itself."""
        if part not in self._relations:
            folder, base = posixpath.split(part)
            root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
            found = {}
            for link in () if root is None else root.iterchildren("{*}Relationship"):
                external = link.get("TargetMode") == "External"
                target = str(link.get("Target", ""))
                where = target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[str(link.get("Id", ""))] = Relation(str(link.get("Type", "")).rsplit("/", 1)[-1], where, external)
            self._relations[part] = found
        return self._relations[part]

    def related(self, part: str, kind: str) -> Iterator[tuple[str, Element]]:
        """Yield the name and the root of each part that ``part`` names as its ``kind`` ("styles", "header")."""
        for relation in self.relations(part).values():
            if relation.kind == kind and not relation.external:
                root = self.part(relation.target)
                if root is not None:
                    yield relation.target, root

    def check(self) -> None:
        """Raise UnsafeFile for macros, embedded objects, foreign parts, document types and bottomless nesting, in any part."""
        for entry in self._archive.infolist():
            if _MACROS.search(entry.filename):
                raise UnsafeFile(name=self._name, reason="macro")
            if entry.filename.lower().endswith(_XML):
                data = self._checked_xml(entry)
                if entry.filename.lower() == "[content_types].xml" and _MACRO_TYPE.search(data.decode("latin-1")):
                    raise UnsafeFile(name=self._name, reason="macro")
        for name in list(self._entries):
            folder, base = posixpath.split(name)
            if base.endswith(".rels") and posixpath.basename(folder) == "_rels":
                self._check_relations(posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels")))

    def _check_relations(self, part: str) -> None:
        for relation in self.relations(part).values():
            reason = _FORBIDDEN_KINDS.get(relation.kind)
            if relation.kind == "attachedTemplate" and relation.external and not _LOCAL.match(relation.target):
                reason = "external_part"
            if reason:
                raise UnsafeFile(name=self._name, reason=reason)

    def _checked_xml(self, entry: zipfile.ZipInfo) -> bytes:
        data = self._read(entry)
        reason = "" if entry.filename in self._sound else _danger(data)
        if reason in ("doctype", "depth"):
            raise UnsafeFile(name=self._name, reason=reason)
        if reason:
            return b""  # what one parser does not understand is not given to the other
        self._sound.add(entry.filename)
        return data

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        """The entry's bytes, counted while they unpack: a header that lies about the size gets no further."""
        try:
            with self._archive.open(entry) as stream:
                data = stream.read(ENTRY_LIMIT + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            raise UnreadableFile(name=self._name, reason="docx") from None
        if len(data) > ENTRY_LIMIT or len(data) != entry.file_size:
            raise UnsafeFile(name=self._name, reason="size", limit=ENTRY_LIMIT)
        return data


def open_package(data: bytes, name: str) -> Package:
    """Return the checked archive of a Word file.

    Raises UnsafeFile (reason: size, entries, ratio, names, duplicate, symlink, compression, doctype, depth, macro,
    embedded_object, alt_chunk, external_part), EncryptedFile, UnreadableFile for what is no Word file.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        raise UnreadableFile(name=name, reason="docx") from None
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise EncryptedFile(name=name)
    reason = _oversize(entries, len(data)) or next((r for r in map(_bad_entry, entries) if r), "")
    if not reason and len({entry.filename.lower() for entry in entries}) < len(entries):
        reason = "duplicate"
    if reason:
        raise UnsafeFile(name=name, reason=reason)
    package = Package(archive, name)
    package.check()
    root = package.root
    if root is None:
        raise UnreadableFile(name=name, reason="docx")
    if next(root.iter(OLE_OBJECT), None) is not None:
        raise UnsafeFile(name=name, reason="embedded_object")
    if next(root.iter(W + "altChunk"), None) is not None:
        raise UnsafeFile(name=name, reason="alt_chunk")
    return package


def _oversize(entries: list[zipfile.ZipInfo], packed: int) -> str:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES_LIMIT:
        return "entries"
    if unpacked > UNPACKED_LIMIT or any(entry.file_size > ENTRY_LIMIT for entry in entries):
        return "size"
    sizes = [(unpacked, packed), *((entry.file_size, entry.compress_size) for entry in entries)]
    return "ratio" if any(full > _RATIO_FROM and full > RATIO_LIMIT * small for full, small in sizes) else ""


def _bad_entry(entry: zipfile.ZipInfo) -> str:
    # ``orig_filename`` still has what ``filename`` had cut off at a NUL.
    name = entry.orig_filename
    if not name or name.startswith("/") or re.search(r"[\\\x00-\x1f]|^[A-Za-z]:", name) or ".." in name.split("/"):
        return "names"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "symlink"
    return "" if entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) else "compression"


class _Danger(Exception):
    """Ends the scan of a part; its argument is the reason."""


def _danger(data: bytes) -> str:
    """Why a part must not be parsed: "doctype", "depth", "malformed"; "" where it may be."""
    depth = 0

    def opened(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH_LIMIT:
            raise _Danger("depth")

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_what: object) -> None:
        raise _Danger("doctype")

    scan = expat.ParserCreate()
    scan.StartElementHandler = opened
    scan.EndElementHandler = closed
    scan.StartDoctypeDeclHandler = declared
    try:
        scan.Parse(data, True)
    except _Danger as found:
        return str(found)
    except (expat.ExpatError, ValueError, LookupError):
        return "malformed"
    return ""
