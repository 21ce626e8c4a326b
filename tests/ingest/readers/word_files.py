"""Builds Word files from raw XML, so that a test says exactly what stands in the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from ingest.readers.decoded import Decoded
from ingest.readers.docx import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/></Types>'
)
_ROOTS = {
    "comments": "comments",
    "endnotes": "endnotes",
    "footer": "ftr",
    "footnotes": "footnotes",
    "header": "hdr",
    "numbering": "numbering",
    "styles": "styles",
}


def links(*rows: tuple[str, str, bool]) -> str:
    """A part of relations: (kind, target, external)."""
    written = "".join(
        f'<Relationship Id="rId{i}" Type="{_KINDS}/{kind}" Target="{escape(target)}" '
        f'TargetMode="{"External" if external else "Internal"}"/>'
        for i, (kind, target, external) in enumerate(rows)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{written}</Relationships>'
    )


def document(body: str) -> str:
    return f"<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>"


def entries(body: str, related: tuple[tuple[str, str, bool], ...] = (), **parts: str) -> dict[str, str]:
    """The entries of a Word file; ``parts`` are the contents of the other parts by kind (``styles``, ``header`` …)."""
    rows = [*related, *((kind, f"{kind}.xml", False) for kind in parts)]
    written = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": links(("officeDocument", "word/document.xml", False)),
        "word/document.xml": document(body),
        "word/_rels/document.xml.rels": links(*rows),
    }
    for kind, inside in parts.items():
        written[f"word/{kind}.xml"] = f"<w:{_ROOTS[kind]} {NAMES}>{inside}</w:{_ROOTS[kind]}>"
    return written


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def word_file(body: str, **parts: str) -> bytes:
    return zipped(entries(body, (), **parts))


def read(body: str, **parts: str) -> Decoded:
    return read_docx(word_file(body, **parts), "văn bản.docx")


def lines(body: str, **parts: str) -> list[str]:
    """The lines that are read from a body."""
    return [line for line in read(body, **parts).text.split("\n") if line]


def p(*inside: str, props: str = "") -> str:
    """A paragraph; plain words become a run."""
    runs = "".join(part if part.startswith("<") else run(part) for part in inside)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{runs}</w:p>"


def run(words: str, props: str = "") -> str:
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def item(list_id: int, level: int, words: str, style: str = "") -> str:
    """A paragraph in a list."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return p(words, props=f'{named}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(at: int, style: str = "decimal", text: str = "", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text or f"%{at + 1}."}"/>{more}</w:lvl>'
    )


def definition(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def instance(name: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def cell(*paragraphs: str, props: str = "") -> str:
    """A table's cell; plain words become a paragraph."""
    inside = "".join(part if part.startswith("<") else p(part) for part in paragraphs) or p()
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, props: str = "") -> str:
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</w:tr>"


def table(*rows: str, ruled: bool = True, widths: tuple[int, ...] = ()) -> str:
    edges = "".join(
        f'<w:{e} w:val="single" w:sz="4"/>' for e in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    borders = f"<w:tblBorders>{edges}</w:tblBorders>" if ruled else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
