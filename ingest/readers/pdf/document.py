"""Reads a PDF file page by page and refuses what is none, is locked, too large, or has no pages to read."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.errors import EmptyDocument, EncryptedFile, UnreadableFile, UnsafeFile, UnsupportedFormat
from ingest.model import Finding
from ingest.readers.decoded import Decoded, Progress, silent
from ingest.readers.layout import Page, lay_out
from ingest.readers.limits import MOST_PAGES
from ingest.readers.pdf.leaf import Leaf, read_leaf
from ingest.readers.pdf.naming import metadata_words, names_within
from ingest.text.joining import Setting

MOST_CHARACTERS = 5_000_000
_FEW_WORDS = 60  # of the cover page that a portfolio or a dynamic form has for other programs
_LARGEST_PAGE = 14_400.0  # points: the limit that Adobe set


def read_pdf(data: bytes, name: str, progress: Progress = silent) -> Decoded:
    """Return the text of a PDF file, one paragraph or table row a line.

    Scripts and attached files are left alone. Raises EncryptedFile where it opens with a password only, UnsafeFile over 500
    pages, 5 million characters or 50 megapixels a page, UnsupportedFormat for portfolios and dynamic forms, EmptyDocument,
    UnreadableFile for damaged files, MissingTool for scans where there is no OCR.
    """
    document = _opened(data, name)
    try:
        leaves, damaged = _leaves(document, name, progress)
        attached = document.count_attachments()
        named = names_within(document, attached)
        _refuse_covers(document, data, leaves, attached, name)
    finally:
        document.close()
    laid = lay_out([leaf.page for leaf in leaves])
    findings = (*_findings(leaves, damaged, attached), *laid.findings)
    aside = (*named, *metadata_words(data), *laid.aside, *(part for leaf in leaves for part in leaf.aside))
    return Decoded(
        text=laid.text,
        format="pdf",
        encoding="",
        page_starts=laid.page_starts,
        setting=Setting.PARAGRAPHS,
        aside=aside,
        findings=findings,
    )


def _opened(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        if locked and b"/Encrypt" in data:  # pdfium also asks for the password of a file without pages
            raise EncryptedFile(name=name) from None
        raise UnreadableFile(name=name, reason="pdf") from None
    pages = len(document)
    form = document.get_formtype()
    if pages and pages <= MOST_PAGES and form != raw.FORMTYPE_XFA_FULL:
        return document
    document.close()
    if form == raw.FORMTYPE_XFA_FULL:
        raise UnsupportedFormat(name=name, reason="xfa")
    if pages:
        raise UnsafeFile(name=name, reason="pages", limit=MOST_PAGES)
    raise EmptyDocument(name=name)


def _leaves(document: pdfium.PdfDocument, name: str, progress: Progress) -> tuple[list[Leaf], list[int]]:
    """All pages; a damaged one is empty, and its number is told."""
    leaves: list[Leaf] = []
    damaged: list[int] = []
    total = len(document)
    characters = 0
    for index in range(total):
        try:
            _check_size(document, index, name)
            leaves.append(read_leaf(document, index, name))
        except pdfium.PdfiumError:
            leaves.append(Leaf(Page(index + 1, 595.0, 842.0)))
            damaged.append(index + 1)
        characters += sum(len(word.text) + 1 for word in leaves[-1].page.words)
        if characters > MOST_CHARACTERS:
            raise UnsafeFile(name=name, reason="characters", limit=MOST_CHARACTERS)
        progress(index + 1, total)
    if len(damaged) == total:
        raise UnreadableFile(name=name, reason="pdf")
    return leaves, damaged


def _check_size(document: pdfium.PdfDocument, index: int, name: str) -> None:
    width, height = document.get_page_size(index)
    if not (0 < width <= _LARGEST_PAGE and 0 < height <= _LARGEST_PAGE):
        raise UnsafeFile(name=name, reason="page_size", limit=_LARGEST_PAGE)


def _refuse_covers(document: pdfium.PdfDocument, data: bytes, leaves: list[Leaf], attached: int, name: str) -> None:
    """Refuse files whose pages only say that another program is needed."""
    words = [word.text.lower() for leaf in leaves for word in leaf.page.words]
    if len(words) > _FEW_WORDS:
        return
    if document.get_formtype() == raw.FORMTYPE_XFA_FOREGROUND and "please" in words:
        raise UnsupportedFormat(name=name, reason="xfa")
    if attached and (document.get_pagemode() == raw.PAGEMODE_USEATTACHMENTS or b"/Collection" in data):
        raise UnsupportedFormat(name=name, reason="portfolio")


def _findings(leaves: list[Leaf], damaged: list[int], attached: int) -> list[Finding]:
    hidden = sum(leaf.hidden for leaf in leaves)
    doubtful = [leaf.page.number for leaf in leaves if leaf.doubtful]
    found = []
    if attached:
        found.append(Finding(code="attachments_not_read", detail=str(attached)))
    if damaged:
        found.append(Finding(code="page_damaged", detail=_listed(damaged)))
    if hidden:
        found.append(Finding(code="hidden_text", detail=str(hidden)))
    if doubtful:
        found.append(Finding(code="text_layer_doubtful", detail=_listed(doubtful)))
    return found


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
