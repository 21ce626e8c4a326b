"""Opens a Word file and checks its parts before anything is read from them. It interprets no text.

Limits of the archive: ``ingest.readers.archive``; nesting: shared/security.md 6; refusals: 3.3 T19, T23. Nothing outside the
archive is ever opened.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from lxml import etree

from ingest.errors import UnreadableFile, UnsafeFile
from ingest.readers.archive import open_archive, read_entry
from ingest.readers.docx.ooxml import OLE_OBJECT, Element, W, parse

DEPTH_LIMIT = 256  # nested elements
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

    def names(self) -> tuple[str, ...]:
        """The names of all parts in XML but the links between them."""
        return tuple(e.filename for e in self._archive.infolist() if e.filename.lower().endswith(".xml"))

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
        data = read_entry(self._archive, entry, self._name)
        reason = "" if entry.filename in self._sound else _danger(data)
        if reason in ("doctype", "depth"):
            raise UnsafeFile(name=self._name, reason=reason)
        if reason:
            return b""  # what one parser does not understand is not given to the other
        self._sound.add(entry.filename)
        return data


def open_package(data: bytes, name: str) -> Package:
    """Return the checked archive of a Word file.

    Raises UnsafeFile (reason: size, entries, ratio, names, duplicate, symlink, compression, doctype, depth, macro,
    embedded_object, alt_chunk, external_part), EncryptedFile, UnreadableFile for what is no Word file.
    """
    package = Package(open_archive(data, name), name)
    package.check()
    root = package.root
    if root is None:
        raise UnreadableFile(name=name, reason="docx")
    if next(root.iter(OLE_OBJECT), None) is not None:
        raise UnsafeFile(name=name, reason="embedded_object")
    if next(root.iter(W + "altChunk"), None) is not None:
        raise UnsafeFile(name=name, reason="alt_chunk")
    return package


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
