"""Joins what the parts of a Word file say into one decoded text. Start here: package → styles, numbering → body, notes, asides."""

from __future__ import annotations

from ingest.model import Finding
from ingest.readers.decoded import Decoded, Progress, silent
from ingest.readers.docx.body import Story
from ingest.readers.docx.counting import printed
from ingest.readers.docx.legacy_fonts import decode_legacy
from ingest.readers.docx.numbering import Numbering
from ingest.readers.docx.ooxml import Element, W, children, value
from ingest.readers.docx.package import Package, open_package
from ingest.readers.docx.runs import Aside
from ingest.readers.docx.styles import Styles
from ingest.readers.docx.tabbed import MOTTO, columns_apart
from ingest.text import fold
from ingest.text.joining import Setting

_PROPERTIES = "docProps/core.xml"
_HEAD_LINES = 60  # lines, empty ones too, in which a letterhead would stand
_TOLD = ("title", "subject", "keywords", "description", "category")


def read_docx(data: bytes, name: str, _progress: Progress = silent) -> Decoded:
    """Return the text of a Word file as its reader sees it: revisions accepted, fields as results, numbers as text.

    - Automatic numbers and bullets stand before their paragraph, with one space between (none where the list has none).
    - Text set in capitals (w:caps) is in capitals. Footnotes and endnotes follow the text as lines "[1] …", "[i] …"; their
      signs in the sentence are left out. A table of contents is left out.
    - Hidden text (hidden, white on white, or 2 pt and less) is left out; finding ``hidden_text`` counts its words. Finding
      ``revisions_pending``: there are tracked changes that nobody has accepted.
    - Headers, footers, comments, hidden and deleted text, watermarks and the file's own title are in ``aside``.

    Raises UnsafeFile and EncryptedFile (see ``package``), UnreadableFile for damaged files.
    """
    package = open_package(data, name)
    document = package.root
    styles = Styles(_first(package, "styles"))
    numbering = Numbering(_first(package, "numbering"), styles, decode_legacy)
    aside = Aside()
    body = None if document is None else document.find(W + "body")
    lines = [] if body is None else columns_apart(_split(Story(styles, numbering, aside, body).lines(body)))
    lines = _letterhead_above(package, styles, lines) + lines
    noted = Aside()
    lines += _notes(package, styles, numbering, aside, noted)
    shown = (*aside.hidden, *noted.hidden)
    return Decoded(
        text="\n".join(lines),
        format="docx",
        setting=Setting.PARAGRAPHS,
        aside=tuple(text for text in (*_asides(package, styles), *_told(aside), *_told(noted)) if text.strip()),
        findings=_findings(shown, aside.revisions + noted.revisions, numbering),
    )


def _split(lines: list[str]) -> list[str]:
    """Line breaks within paragraphs end lines, too."""
    return "\n".join(lines).split("\n")


def _first(package: Package, kind: str) -> Element | None:
    return next((root for _, root in package.related(package.document, kind)), None)


def _notes(package: Package, styles: Styles, numbering: Numbering, aside: Aside, noted: Aside) -> list[str]:
    """The notes that the text refers to, in its order: footnotes, then endnotes. Notes of notes are none in Word."""
    found: list[str] = []
    for kind, style in (("footnote", "decimal"), ("endnote", "lowerRoman")):
        root = _first(package, f"{kind}s")
        written = {value(note, "id"): note for note in children(root, kind) if value(note, "type") in ("", "normal")}
        wanted = dict.fromkeys(note for at, note in aside.notes if at == kind)
        for count, note in enumerate((note for note in wanted if note in written), start=1):
            lines = Story(styles, numbering, noted, written[note]).lines(written[note])
            text = " ".join(" ".join(lines).split())
            if text:
                found.append(f"[{printed(count, style)}] {text}")
    return found


def _letterhead_above(package: Package, styles: Styles, lines: list[str]) -> list[str]:
    """The letterhead of a body without one, where the header of the first page has it: some templates place it there."""
    if any(MOTTO.match(fold(line).strip()) for line in lines[:_HEAD_LINES]):
        return []
    for _, root in package.related(package.document, "header"):
        found = columns_apart(_split(Story(styles, Numbering(None, styles, decode_legacy), Aside(), root).lines(root)))
        if any(MOTTO.match(fold(line).strip()) for line in found):
            return found
    return []


def _asides(package: Package, styles: Styles) -> list[str]:
    """What the parts beside the body say: page headers and footers, comments, the file's own title."""
    found: list[str] = []
    for kind in ("header", "footer", "comments"):
        for _, root in package.related(package.document, kind):
            aside = Aside()
            numbering = Numbering(None, styles, decode_legacy)
            found.append("\n".join(Story(styles, numbering, aside, root).lines(root)))
            found += _told(aside)
    properties = package.part(_PROPERTIES)
    if properties is not None:
        found += [told.text or "" for name in _TOLD for told in properties.iter(f"{{*}}{name}")]
    return found


def _told(aside: Aside) -> list[str]:
    return ["\n".join(aside.hidden), "\n".join(aside.deleted), *aside.other]


def _findings(hidden: tuple[str, ...], revisions: int, numbering: Numbering) -> tuple[Finding, ...]:
    found = []
    if hidden:
        found.append(Finding(code="hidden_text", detail=str(len(" ".join(hidden).split()))))
    if revisions:
        found.append(Finding(code="revisions_pending", detail=str(revisions)))
    found += [Finding(code="numbering_format_unknown", detail=style) for style in sorted(numbering.unknown_formats)]
    return tuple(found)
