"""Word files that are bombs, or zip archives that lie."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from tests.ingest.hostile.case import READ, Case

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
MAIN = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="' + OFFICE + '"'


def document(body: str, prolog: str = "") -> str:
    """The main part around a body."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document {W}><w:body>{body}</w:body></w:document>'


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def docx(
    body: str = "",
    *,
    prolog: str = "",
    parts: dict[str, str | bytes] | None = None,
    relations: str = "",
    main: str | bytes | None = None,
) -> bytes:
    """A Word file; ``parts`` are added, ``relations`` are those of the main part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", TYPES)
        made.writestr("_rels/.rels", RELATIONS.format(MAIN))
        made.writestr("word/document.xml", main if main is not None else document(body, prolog))
        if relations:
            made.writestr("word/_rels/document.xml.rels", RELATIONS.format(relations))
        for name, content in (parts or {}).items():
            made.writestr(name, content)
    return buffer.getvalue()


def flat_bomb() -> bytes:
    return docx(paragraph("a" * 60_000_000))


def many_parts_bomb() -> bytes:
    return docx(paragraph("Một"), parts={f"word/media/{n}.xml": b"<a>" + bytes(50_000_000) for n in range(5)})


def nested_bomb() -> bytes:
    inner = bytes(40_000_000)
    for _ in range(3):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
            for n in range(4):
                made.writestr(f"{n}.zip", inner)
        inner = buffer.getvalue()
    return docx(paragraph("Một"), parts={"word/embeddings/a.zip": inner})


def many_entries() -> bytes:
    return docx(paragraph("Một"), parts={f"word/media/{n}.png": b"" for n in range(30_000)})


def lying_size() -> bytes:
    """The directory says that the main part unpacks to 100 bytes."""
    data = bytearray(docx(paragraph("a" * 30_000_000)))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    local = data.find(b"word/document.xml") - 30
    data[local + 22 : local + 26] = struct.pack("<I", 100)
    return bytes(data)


def overlapping() -> bytes:
    """A hundred directory entries that share one compressed stream (Fifield's better zip bomb)."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = packed.compress(bytes(20_000_000)) + packed.flush()
    size, check = 20_000_000, zlib.crc32(bytes(20_000_000))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, check, len(stream), size, 17, 0)
    body = local + b"word/document.xml" + stream
    directory = b""
    for n in range(100):
        name = b"word/document.xml" if not n else f"word/media/{n}.xml".encode()
        directory += struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, check, len(stream), size, len(name), 0, 0, 0, 0, 0, 0
        )
        directory += name
    names = b"[Content_Types].xml"
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 100, 100, len(directory), len(body), len(names))
    return body + directory + end + names


def with_name(name: str) -> bytes:
    return docx(paragraph("Một"), parts={name: "x"})


def nul_in_name() -> bytes:
    return docx(paragraph("Một"), parts={"word/aXb.xml": "<a/>"}).replace(b"word/aXb.xml", b"word/a\0b.xml")


def duplicate_names() -> bytes:
    return docx(paragraph("Một"), parts={"word/documenX.xml": document(paragraph("Hai"))}).replace(
        b"documenX", b"document"
    )


def symlink() -> bytes:
    buffer = io.BytesIO(docx(paragraph("Một")))
    with zipfile.ZipFile(buffer, "a") as made:
        link = zipfile.ZipInfo("word/media/a.png")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def encrypted_entry() -> bytes:
    data = bytearray(docx(paragraph("Một")))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def billion_laughs() -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(10))
    return docx(paragraph("&a9;"), prolog=f"<!DOCTYPE x [{entities}]>")


def external_entity() -> bytes:
    return docx(paragraph("A&x;B"), prolog='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def external_dtd() -> bytes:
    return docx(paragraph("Một"), prolog='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">')


def parameter_entity() -> bytes:
    dtd = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'
    return docx(paragraph("Một"), parts={"word/styles.xml": f'<?xml version="1.0"?>{dtd}<w:styles {W}/>'})


def utf16_doctype() -> bytes:
    return docx(
        main=document(paragraph("&x;"), '<!DOCTYPE x [<!ENTITY x "y">]>').replace("UTF-8", "UTF-16").encode("utf-16")
    )


def deep_xml() -> bytes:
    return docx("<w:p>" + "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000 + "</w:p>")


def deep_tables() -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * 80 + paragraph("Một") + "</w:tc></w:tr></w:tbl>" * 80)


def wide_table() -> bytes:
    """Cells that say they go over a billion columns."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>' + paragraph("Một") + "</w:tc>"
    return docx(f"<w:tbl>{f'<w:tr>{cell}</w:tr>' * 10}</w:tbl>")


def truncated() -> bytes:
    data = docx(paragraph("Kế hoạch " * 5000))
    return data[: len(data) * 2 // 3]


ARCHIVES = (
    Case("phang.docx", flat_bomb, ("unsafe_file:ratio", "unsafe_file:size")),
    Case("nhieu-phan.docx", many_parts_bomb, ("unsafe_file:ratio", "unsafe_file:size")),
    Case("long-nhau.docx", nested_bomb, (READ, "unsafe_file:ratio")),  # what is inside is never opened
    Case("nhieu-muc.docx", many_entries, ("unsafe_file:entries",)),
    Case("noi-doi.docx", lying_size, ("unsafe_file:size", "unsafe_file:ratio", "unreadable_file:archive")),
    Case("chong-nhau.docx", overlapping, ("unsafe_file:size", "unsafe_file:ratio")),
    Case("vuot-thu-muc.docx", lambda: with_name("../../etc/x.xml"), ("unsafe_file:names",)),
    Case("duong-dan.docx", lambda: with_name("/etc/x.xml"), ("unsafe_file:names",)),
    Case("nul.docx", nul_in_name, ("unsafe_file:names", "unreadable_file:docx")),
    Case("trung-ten.docx", duplicate_names, ("unsafe_file:duplicate",)),
    Case("lien-ket.docx", symlink, ("unsafe_file:symlink",)),
    Case("mat-khau-zip.docx", encrypted_entry, ("encrypted_file",)),
    Case("ty-tieng-cuoi.docx", billion_laughs, ("unsafe_file:doctype",)),
    Case("xxe.docx", external_entity, ("unsafe_file:doctype",)),
    Case("dtd-ngoai.docx", external_dtd, ("unsafe_file:doctype",)),
    Case("tham-so.docx", parameter_entity, ("unsafe_file:doctype",)),
    Case("utf16.docx", utf16_doctype, ("unsafe_file:doctype",)),
    Case("sau.docx", deep_xml, ("unsafe_file:depth",)),
    Case("bang-long.docx", deep_tables, (READ, "unsafe_file:depth")),
    Case("bang-rong.docx", wide_table, (READ, "unsafe_file:memory")),
    Case("cut.docx", truncated, ("unreadable_file:archive",)),
    Case(
        "nen.docx",
        lambda: zlib.compress(b"x" * 1000),
        ("unreadable_file:other", "unsupported_format", "unreadable_file:encoding"),
    ),
)
