"""Reads the text of one paragraph: its runs, fields, revisions, links, signs and breaks. It knows nothing of lists and tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.readers.docx.fields import Fields
from ingest.readers.docx.legacy_fonts import decode_legacy, is_legacy_font
from ingest.readers.docx.ooxml import MC, Element, M, V, W, children, shown_branch, value
from ingest.readers.docx.styles import Look, Styles, is_shaded
from ingest.readers.docx.symbols import is_symbol_font, leading, symbol

_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_DROPPED = frozenset(W + name for name in ("del", "moveFrom"))
_SILENT = frozenset(
    W + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "rt", "rubyPr", "sectPr", "smartTagPr",
                          "customXmlPr", "fldData", "tblPr", "tblGrid", "trPr", "tcPr")
)  # fmt: skip


@dataclass(slots=True)
class Aside:
    """What a document holds but does not show, as it is met while reading, and the notes that its text refers to."""

    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote" or "endnote", id)
    revisions: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    font: str
    capitals: bool


class ParagraphText:
    """Reads one paragraph; ``boxes`` are the contents of text boxes anchored in it, for the caller to read after it."""

    def __init__(self, styles: Styles, fields: Fields, aside: Aside, *, style: str, shaded: bool) -> None:
        self._styles = styles
        self._fields = fields
        self._aside = aside
        self._style = style
        self._shaded = shaded
        self._pieces: list[_Piece] = []
        self._begins = True  # whether nothing but white space was shown yet
        self._hidden: list[str] = []
        self._deleted: list[str] = []
        self.boxes: list[Element] = []

    @property
    def hides(self) -> bool:
        """Whether some of the text is hidden."""
        return bool(self._hidden)

    def read(self, paragraph: Element) -> str:
        """Return the shown text; tabs stand as tabs, line breaks as line feeds."""
        self._shaded = self._shaded or is_shaded(paragraph.find(W + "pPr"))
        self._walk(paragraph, Look())
        self._aside.hidden += ["".join(self._hidden)] if self._hidden else []
        self._aside.deleted += ["".join(self._deleted)] if self._deleted else []
        return _joined(self._pieces)

    def _walk(self, element: Element, look: Look) -> None:
        for child in element.iterchildren("{*}*"):
            tag = child.tag
            if tag in _SILENT:
                continue
            if tag in _DROPPED:
                self._drop(child)
            elif tag == W + "r":
                self._run(child)
            elif tag == MC + "AlternateContent":
                branch = shown_branch(child)
                if branch is not None:
                    self._walk(branch, look)
            elif tag == W + "txbxContent":
                self._box(child, look)
            elif not self._sign(child, tag, look):
                self._walk(child, look)

    def _run(self, run: Element) -> None:
        properties = run.find(W + "rPr")
        look = self._styles.look(self._style, properties)
        note = next((n for n in run.iterchildren(W + "footnoteReference", W + "endnoteReference")), None)
        if note is not None and not look.hidden and not self._fields.in_instruction:
            self._aside.notes.append(
                ("footnote" if note.tag == W + "footnoteReference" else "endnote", value(note, "id"))
            )
            if value(note, "customMarkFollows") in ("1", "true", "on"):
                return
        self._walk(run, look)

    def _sign(self, child: Element, tag: str, look: Look) -> bool:
        """Take what an element of a run shows; False where it is a mere container."""
        local = tag.rpartition("}")[2]
        if tag in (W + "t", M + "t"):
            self._show((child.text or "").replace("\n", " ").replace("\r", " "), look)
        elif tag == W + "fldChar":
            self._fields.meet(child)
        elif tag == W + "delText":
            self._deleted.append(child.text or "")
        elif tag == W + "sym":
            self._symbol(child, look)
        elif tag == W + "br":
            self._show("\n", look)
        elif tag == V + "textpath":
            self._aside.other.append(str(child.get("string", "")))  # WordArt: watermarks such as "DỰ THẢO"
        elif tag == W + "softHyphen" and is_legacy_font(look.font):
            self._show("\u00ad", look)  # in TCVN3 this code is the letter ư
        elif tag.startswith(W) and local in _SIGNS:
            self._show(_SIGNS[local], look)
        elif tag in (W + "ins", W + "moveTo"):
            self._aside.revisions += 1
            return False
        else:
            return tag in (W + "footnoteReference", W + "endnoteReference")
        return True

    def _box(self, content: Element, look: Look) -> None:
        if look.hidden:
            self._aside.hidden.append(all_words(content))
        else:
            self.boxes.append(content)

    def _symbol(self, sign: Element, look: Look) -> None:
        font = value(sign, "font")
        try:
            code = int(value(sign, "char"), 16)
        except ValueError:
            return
        if is_legacy_font(font):
            self._show(chr(code & 0xFF), Look(look.hidden, look.pale, look.capitals, font))
        else:
            self._show(leading(code, font) if self._begins else symbol(code, font), look)

    def _show(self, text: str, look: Look) -> None:
        if self._fields.in_instruction or not text:
            return
        if look.hidden or (look.pale and not self._shaded):
            self._hidden += [text] if text.strip() else []
            return
        if is_symbol_font(look.font) or any("\uf000" <= char <= "\uf0ff" for char in text):
            text = _shown_signs(text, look.font, begins=self._begins)
        self._begins = self._begins and not text.strip()
        self._pieces.append(_Piece(text, look.font if is_legacy_font(look.font) else "", look.capitals))

    def _drop(self, element: Element) -> None:
        self._aside.revisions += 1
        self._deleted += [text.text or "" for text in element.iter(W + "t", W + "delText")]
        for character in element.iter(W + "fldChar"):
            self._fields.meet(character)


def _shown_signs(text: str, font: str, *, begins: bool) -> str:
    """The text with a symbol font's private codes as what they show; one that we do not know stays, and canonicalisation
    counts it. The first sign of a paragraph may be a bullet that somebody typed.
    """
    if is_legacy_font(font):
        return text
    signs = []
    for i, char in enumerate(text):
        private = "\uf000" <= char <= "\uf0ff"
        shown = (leading if begins and not i else symbol)(ord(char), font) if private else char
        signs.append(shown or char)
    return "".join(signs)


def _joined(pieces: list[_Piece]) -> str:
    """The pieces as one text; neighbours in one legacy font are decoded together, as a letter may stand in two runs."""
    texts: list[str] = []
    at = 0
    while at < len(pieces):
        end = at + 1
        while end < len(pieces) and pieces[end].font == pieces[at].font and pieces[end].capitals == pieces[at].capitals:
            end += 1
        text = "".join(piece.text for piece in pieces[at:end])
        font = pieces[at].font
        text = decode_legacy(text, font) if font else text
        texts.append(text.upper() if pieces[at].capitals else text)
        at = end
    return "".join(texts)


def all_words(element: Element) -> str:
    """Return all letters below an element, shown or not, one paragraph a line."""
    paragraphs = element.iter(W + "p")
    return "\n".join("".join(text.text or "" for text in one.iter(W + "t", W + "delText")) for one in paragraphs)


def mark_is(properties: Element | None, *names: str) -> bool:
    """Whether a paragraph's end mark has one of these properties ("del": it was deleted, so the next paragraph joins on)."""
    mark = None if properties is None else properties.find(W + "rPr")
    return any(next(children(mark, name), None) is not None for name in names)


def style_of(properties: Element | None) -> str:
    """Return the id of a paragraph's style, "" for the default one."""
    return value(None if properties is None else properties.find(W + "pStyle"))
