"""Word files with what no plan needs: macros, objects, foreign parts, passwords; and the old formats."""

from __future__ import annotations

import io
import struct
import zipfile

from tests.ingest.hostile.archives import OFFICE as RELATION
from tests.ingest.hostile.archives import docx, paragraph
from tests.ingest.hostile.case import READ, Case

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(streams: dict[str, bytes], storages: tuple[str, ...] = ()) -> bytes:
    """A compound file [MS-CFB] with streams and empty storages in its root; streams are padded past the small-stream size."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    sectors: list[bytes] = []
    chain: list[int] = [_FAT]  # the table itself is sector 0
    starts = {}
    for name, data in padded.items():
        starts[name] = first = len(chain)
        count = len(data) // _SECTOR
        sectors += [data[n * _SECTOR : (n + 1) * _SECTOR] for n in range(count)]
        chain += [*range(first + 1, first + count), _END]
    names = ["Root Entry", *padded, *storages]
    directory = b"".join(_entry(n, name, len(names), padded, starts) for n, name in enumerate(names))
    directory = directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0")
    first_directory = len(chain)
    count = len(directory) // _SECTOR
    chain += [*range(first_directory + 1, first_directory + count), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        first_directory,
        0,
        4096,
        _END,
        0,
        _END,
        0,
    )
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    return head + table + b"".join(sectors) + directory


def _entry(n: int, name: str, count: int, streams: dict[str, bytes], starts: dict[str, int]) -> bytes:
    kind = 5 if n == 0 else 2 if name in streams else 1
    encoded = name.encode("utf-16-le") + b"\0\0"
    right = n + 1 if 0 < n < count - 1 else _FREE
    child = 1 if n == 0 and count > 1 else _FREE
    size = len(streams.get(name, b""))
    start = starts.get(name, _END if n == 0 else 0)
    return encoded.ljust(64, b"\0") + struct.pack(
        "<HBBIII16xI8x8xIQ", len(encoded), kind, 1, _FREE, right, child, 0, start, size
    )


def word_stream(*, encrypted: bool = False) -> bytes:
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x409, 0, 0x0100 if encrypted else 0).ljust(1024, b"\0")


def rtf(body: str) -> bytes:
    return b"{\\rtf1\\ansi " + body.encode("ascii") + b"}"


def odt(content: str = "", *, manifest: str = "", parts: dict[str, str] | None = None) -> bytes:
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        made.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}'
            "</manifest:file-entry></manifest:manifest>",
        )
        made.writestr(
            "content.xml",
            f'<office:document-content {spaces} office:version="1.2"><office:body><office:text>{content}'
            "</office:text></office:body></office:document-content>",
        )
        for name, part in (parts or {}).items():
            made.writestr(name, part)
    return buffer.getvalue()


def link(kind: str, target: str, mode: str = "External") -> str:
    return f'<Relationship Id="r9" Type="{RELATION}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def spreadsheet() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.xml", "<workbook/>")
    return buffer.getvalue()


def loop() -> bytes:
    """A compound file whose sectors follow each other in a circle."""
    data = bytearray(ole({"WordDocument": word_stream()}))
    data[_SECTOR + 4 : _SECTOR + 8] = struct.pack("<I", 1)  # sector 1 follows itself
    at = _SECTOR + 9 * 4
    data[at : at + 4] = struct.pack("<I", 9)  # so does the directory
    return bytes(data)


SECTION = '<text:section text:name="a"><text:section-source xlink:href="file:///etc/passwd"/></text:section>'
OFFICE = (
    Case("macro.docm", lambda: docx(paragraph("Một"), parts={"word/vbaProject.bin": b"x"}), ("unsafe_file:macro",)),
    Case(
        "ole.docx",
        lambda: docx(
            '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="r9"/></w:object></w:r></w:p>',
            relations=link("oleObject", "embeddings/a.bin", "Internal"),
            parts={"word/embeddings/a.bin": b"x"},
        ),
        ("unsafe_file:embedded_object",),
    ),
    Case(
        "altchunk.docx",
        lambda: docx(paragraph("Một") + '<w:altChunk r:id="r9"/>', relations=link("aFChunk", "a.html", "Internal")),
        ("unsafe_file:alt_chunk",),
    ),
    Case(
        "mau-ngoai.docx",
        lambda: docx(
            paragraph("Một"),
            parts={
                "word/settings.xml": "<a/>",
                "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                + link("attachedTemplate", "http://127.0.0.1:9/a.dotm")
                + "</Relationships>",
            },
        ),
        ("unsafe_file:external_part",),
    ),
    Case("mat-khau.docx", lambda: ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), ("encrypted_file",)),
    Case("mat-khau.doc", lambda: ole({"WordDocument": word_stream(encrypted=True)}), ("encrypted_file",)),
    Case("macro.doc", lambda: ole({"WordDocument": word_stream()}, ("Macros", "VBA")), ("unsafe_file:macro",)),
    Case("bang-tinh.doc", lambda: ole({"Workbook": b"x"}), ("unsupported_format",)),
    Case("hong.doc", lambda: ole({"WordDocument": word_stream()})[:700], ("unreadable_file:doc",)),
    Case("vong.doc", loop, ("unreadable_file:doc", "unsupported_format"), needs="soffice"),
    Case(
        "rong.doc",
        lambda: ole({"WordDocument": word_stream()}),
        ("unreadable_file:doc", "unsafe_file:crash", "empty_document"),
        "soffice",
    ),
    Case("doi-tuong.rtf", lambda: rtf("{\\object\\objemb{\\*\\objdata 0105}}"), ("unsafe_file:embedded_object",)),
    Case(
        "lay-ngoai.rtf", lambda: rtf("{\\field{\\*\\fldinst INCLUDETEXT /etc/passwd }}"), ("unsafe_file:external_part",)
    ),
    Case(
        "long.rtf",
        lambda: rtf("{" * 100_000 + "a" + "}" * 100_000),
        (READ, "unreadable_file:rtf", "unsafe_file:crash", "unsafe_file:time", "unsafe_file:depth"),
        "soffice",
    ),
    Case("macro.odt", lambda: odt(parts={"Basic/Standard/a.xml": "<a/>"}), ("unsafe_file:macro",)),
    Case("mat-khau.odt", lambda: odt(manifest="<manifest:encryption-data/>"), ("encrypted_file",)),
    Case("lay-ngoai.odt", lambda: odt(SECTION), ("unsafe_file:external_part",)),
    Case("dtd.odt", lambda: odt(parts={"styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), ("unsafe_file:doctype",)),
    Case("bom.odt", lambda: odt(parts={"a.xml": "a" * 60_000_000}), ("unsafe_file:ratio", "unsafe_file:size")),
    Case("bang-tinh.docx", spreadsheet, ("unsupported_format",)),
)
