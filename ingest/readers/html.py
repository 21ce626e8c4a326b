"""Reads saved web pages: the document in them, not the site around it. Nothing is fetched, no entity is expanded."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Sequence

from lxml import etree
from lxml import html as lxml_html

from ingest.errors import EmptyDocument, UnreadableFile, UnsafeFile
from ingest.model import Finding
from ingest.readers.decoded import Decoded, Progress, silent
from ingest.readers.formats import is_archived_page
from ingest.readers.legacy import LEGACY, convert_pasted
from ingest.readers.plain import decode_text, replacement_findings
from ingest.readers.webpage import document_element, read_lines
from ingest.text.joining import Setting

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page names its encoding
# Names that pages in TCVN3, VNI and the like carry as well: browsers read all of them as Windows-1252 (WHATWG Encoding 4.2).
_WESTERN = frozenset(("windows-1252", "iso-8859-1", "latin1", "us-ascii", "ascii", "x-user-defined", "cp1252"))
_LONGEST_MARK = 160  # characters of a text that may be a mark


def read_html(data: bytes, name: str, _progress: Progress = silent) -> Decoded:
    """Return the document of a saved page (HTML, or MHTML with its parts): one paragraph, list item or table row a line.

    Menus, related news, scripts, comments and form controls are left out. Hidden words stand in ``aside``, with a finding.
    Raises UnreadableFile where no encoding fits, UnsafeFile for elements nested more than 255 deep, EmptyDocument.
    """
    markup, charset = _page_of_archive(data, name) if is_archived_page(data) else (data, "")
    text, encoding, findings = _decoded(markup, charset, name)
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, ValueError):
        raise EmptyDocument(name=name) from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise UnsafeFile(name=name, reason="depth")
    read = read_lines(document_element(root), fonts=encoding not in LEGACY)
    words, pasted = convert_pasted("\n".join(read.lines))
    if pasted:
        findings += (Finding(code="encoding_guessed", detail=pasted),)
        encoding = f"{encoding}+{pasted}"
    if read.hidden:
        findings += (Finding(code="hidden_text", detail=str(len(" ".join(read.hidden).split()))),)
    return Decoded(
        text=words,
        format="html",
        encoding=encoding,
        setting=Setting.PARAGRAPHS,
        aside=(*read.hidden, _outside(root, read.lines)),
        findings=(*findings, *replacement_findings(words)),
    )


def _outside(root: etree._Element, lines: Sequence[str]) -> str:
    """The short texts of the page that are not in its document, one a line: a secrecy mark may stand in a banner."""
    inside = set(lines)
    texts = (part.strip() for part in root.itertext() if len(part) <= _LONGEST_MARK)
    return "\n".join(dict.fromkeys(part for part in texts if part and part not in inside))


def _page_of_archive(data: bytes, name: str) -> tuple[bytes, str]:
    """The first HTML part of an archive, and the encoding that it is labelled with."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return (payload if isinstance(payload, bytes) else b""), str(part.get_content_charset() or "")
    raise UnreadableFile(name=name, reason="format")


def _decoded(data: bytes, charset: str, name: str) -> tuple[str, str, tuple[Finding, ...]]:
    """Decode by byte order mark, else by the encoding that the page names, else as plain text is."""
    named = charset.lower() or _named(data)
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if named and not marked and named not in _WESTERN and b"\x00" not in data[:_HEAD]:
        try:
            return data.decode(named), named, ()
        except (LookupError, UnicodeError):
            pass
    try:
        text, encoding, findings = decode_text(data, name, pasted=False)
    except UnreadableFile:
        if named not in _WESTERN:
            raise
        return data.decode("cp1252", errors="replace"), "windows-1252", ()
    return text.lstrip("\ufeff"), encoding, findings


def _named(data: bytes) -> str:
    match = _CHARSET.search(data[:_HEAD])
    return match.group(1).decode("ascii", "ignore").lower() if match else ""
