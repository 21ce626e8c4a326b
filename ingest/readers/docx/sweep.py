"""Gathers the words of a Word file that the page does not show: a secrecy mark may stand in any of them. It lays out nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.readers.docx.ooxml import MC, Element, W
from ingest.readers.docx.package import Package

_LONGEST = 160  # characters of words that may be a mark
_SAID = (
    "descr",
    "title",
    "alt",
    "string",
    f"{W}alias",
    "name",
)  # attributes: text for the blind, WordArt, names of shapes
_LABELLED = ("alias", "tag", "docPartGallery")  # elements that name a content control
_READ = (
    "styles",
    "numbering",
    "settings",
    "fonttable",
    "websettings",
    "theme1",
    "header",
    "footer",
    "comments",
)


def unseen_words(package: Package) -> Iterator[str]:
    """Yield short texts: of branches that Word does not show, of pictures' descriptions, of parts that nothing refers to."""
    if package.root is not None:
        yield from _unshown(package.root)
    for part in package.names():
        base = part.rsplit("/", 1)[-1].removesuffix(".xml").lower()
        if part.lower() == package.document.lower() or base in _READ or base.startswith("theme"):
            continue
        root = package.part(part)
        if root is not None:
            yield from _properties(root) if part.lower().startswith("docprops/") else _unshown(root)
            yield from _paragraphs(root)


def _unshown(root: Element) -> Iterator[str]:
    """Yield what attributes say, small capitals as capitals, and the words of alternative branches."""
    for element in root.iter(
        "{*}docPr", "{*}cNvPr", "{*}shape", "{*}textpath", "{*}imagedata", "{*}rect", "{*}textbox"
    ):
        yield from (
            words for name in _SAID if (words := str(element.get(name) or "").strip()) and len(words) <= _LONGEST
        )
    for named in root.iter(*(f"{W}{name}" for name in _LABELLED)):
        yield str(named.get(f"{W}val") or "")[:_LONGEST]
    for branch in root.iter(f"{MC}Fallback", f"{MC}Choice"):
        yield from _paragraphs(branch)
    for small in root.iter(f"{W}smallCaps"):
        run = small.getparent().getparent() if small.getparent() is not None else None
        holder = run.getparent() if run is not None else None
        if holder is not None and len(words := _words(holder)) <= _LONGEST:
            yield words.upper()


def _paragraphs(root: Element) -> Iterator[str]:
    """Yield the words of each paragraph; of each piece of text where a drawing has no paragraphs."""
    for paragraph in root.iter("{*}p") if next(root.iter("{*}p"), None) is not None else root.iter("{*}t"):
        words = _words(paragraph)
        if 0 < len(words) <= _LONGEST:
            yield words


def _properties(root: Element) -> Iterator[str]:
    """Yield properties of the file with their names: "Độ mật: Mật"."""
    for element in root.iter("{*}property"):
        yield f"{element.get('name', '')}: {' '.join(element.itertext())}"[:_LONGEST]


def _words(element: Element) -> str:
    return " ".join("".join(text.text or "" for text in element.iter("{*}t")).split())
