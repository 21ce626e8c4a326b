"""Looks up what styles say about runs and paragraphs. It reads no text.

What matters here of a style: whether its text is hidden, white or shown in capitals, which font it has, and which list it
belongs to. Toggle properties follow ECMA-376 part 1, 17.7.3: given by a paragraph style and by a character style at once,
they cancel each other; given on the run itself, they stand.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from ingest.readers.docx.ooxml import Element, W, children, is_on, number, value

_SMALLEST = 4  # half points: text of 2 pt or less is there for machines, not for readers
_WHITE = 0xF7  # each of red, green and blue at least: no eye finds it on white paper


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks: ``hidden`` by its properties, ``pale`` where only a dark ground shows it."""

    hidden: bool = False
    pale: bool = False
    capitals: bool = False
    font: str = ""


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        self._runs: dict[tuple[str, str], tuple[Element, ...]] = {}
        self._looks: dict[Hashable, Look] = {}
        self._lists: dict[str, tuple[int | None, int | None, tuple[str, ...]]] = {}
        for style in children(root, "style"):
            name = value(style, "styleId")
            self._styles.setdefault(name, style)
            if says_yes(value(style, "default")):
                self._default.setdefault(value(style, "type"), name)
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._defaults: Element | None = defaults

    def chain(self, name: str, kind: str = "paragraph") -> list[Element]:
        """Return a style and those that it is based on, nearest first; the default style of its kind for ""."""
        found: list[Element] = []
        name = name or self._default.get(kind, "")
        while name in self._styles and len(found) < 50:  # styles may be based on each other in a ring
            style = self._styles[name]
            if any(style is other for other in found):
                break
            found.append(style)
            name = value(style.find(W + "basedOn"))
        return found

    def title(self, name: str) -> str:
        """Return the name that Word shows for a style ("toc 1")."""
        return value(self._styles[name].find(W + "name")).lower() if name in self._styles else ""

    def numbering(self, style: str) -> tuple[int | None, int | None, tuple[str, ...]]:
        """Return what a paragraph style says about its list: (numId, ilvl, ids of the styles in its chain)."""
        if style not in self._lists:
            self._lists[style] = self._read_numbering(style)
        return self._lists[style]

    def _read_numbering(self, style: str) -> tuple[int | None, int | None, tuple[str, ...]]:
        list_id = level = None
        ids = []
        for ancestor in self.chain(style):
            ids.append(value(ancestor, "styleId"))
            properties = ancestor.find(f"{W}pPr/{W}numPr")
            if properties is not None:
                list_id = number(properties.find(W + "numId")) if list_id is None else list_id
                level = number(properties.find(W + "ilvl")) if level is None else level
        return list_id, level, tuple(ids)

    def list_of_style(self, style: str) -> int | None:
        """Return the numId of a numbering style (``numStyleLink``)."""
        return self.numbering(style)[0]

    def look(self, paragraph_style: str, run: Element | None) -> Look:
        """Return how a run with these own properties looks in a paragraph of that style."""
        own = () if run is None else tuple((child.tag, *child.attrib.items()) for child in run.iterchildren("{*}*"))
        key = (paragraph_style, own)  # a document has a few dozen of these and a hundred thousand runs
        if key not in self._looks:
            self._looks[key] = self._read_look(paragraph_style, run)
        return self._looks[key]

    def _read_look(self, paragraph_style: str, run: Element | None) -> Look:
        run_style = value(None if run is None else run.find(W + "rStyle"))
        of_paragraph = self._properties(paragraph_style, "paragraph")
        of_run = self._properties(run_style, "character") if run_style else ()
        layers = (*(() if run is None else (run,)), *of_run, *of_paragraph)
        if self._defaults is not None:
            layers = (*layers, self._defaults)
        size = next((s for s in (number(layer.find(W + "sz")) for layer in layers) if s is not None), None)
        return Look(
            hidden=self._toggle("vanish", run, of_run, of_paragraph) or (size is not None and size <= _SMALLEST),
            pale=_is_pale(layers) and not any(is_shaded(a.find(W + "pPr")) for a in self.chain(paragraph_style)),
            capitals=self._toggle("caps", run, of_run, of_paragraph),
            font=_font(layers),
        )

    def _properties(self, style: str, kind: str) -> tuple[Element, ...]:
        key = (style, kind)
        if key not in self._runs:
            found = (ancestor.find(W + "rPr") for ancestor in self.chain(style, kind))
            self._runs[key] = tuple(properties for properties in found if properties is not None)
        return self._runs[key]

    def _toggle(self, name: str, run: Element | None, *styles: tuple[Element, ...]) -> bool:
        direct = is_on(None if run is None else run.find(W + name))
        if direct is not None:
            return direct
        if self._defaults is not None and is_on(self._defaults.find(W + name)):
            return True
        return sum(_first(name, layers) for layers in styles) % 2 == 1

    def borders(self, table_style: str) -> list[Element]:
        """Return the elements that draw the borders of tables of that style, its base's included."""
        found: list[Element] = []
        for ancestor in self.chain(table_style, "table") if table_style else ():
            found += ancestor.iter(W + "tblBorders", W + "tcBorders")
        return found

    def shades(self, table_style: str) -> bool:
        """Whether a table style gives any cells a ground colour."""
        ancestors = self.chain(table_style, "table") if table_style else []
        return any(_colours(ground) for ancestor in ancestors for ground in ancestor.iter(W + "shd"))


def says_yes(printed: str) -> bool:
    """Whether an attribute says yes."""
    return printed.lower() in ("1", "true", "on")


def is_shaded(element: Element | None) -> bool:
    """Whether properties set a ground colour other than white."""
    if element is None:
        return False
    marked = any(value(mark) not in ("", "none", "white") for mark in element.iterchildren(W + "highlight"))
    return marked or any(map(_colours, element.iterchildren(W + "shd")))


def _colours(ground: Element) -> bool:
    return value(ground, "fill").lower() not in ("", "auto", "ffffff") or value(ground) not in ("", "clear", "nil")


def _first(name: str, layers: tuple[Element, ...]) -> bool:
    return next((on for on in (is_on(layer.find(W + name)) for layer in layers) if on is not None), False)


def _is_pale(layers: tuple[Element, ...]) -> bool:
    for layer in layers:
        color = value(layer.find(W + "color"))
        if color:
            try:
                red_green_blue = bytes.fromhex(color)
            except ValueError:
                return False
            return len(red_green_blue) == 3 and min(red_green_blue) >= _WHITE and not any(map(is_shaded, layers))
    return False


def _font(layers: tuple[Element, ...]) -> str:
    for layer in layers:
        fonts = layer.find(W + "rFonts")
        if fonts is not None:
            if value(fonts, "asciiTheme") or value(fonts, "hAnsiTheme"):
                return ""
            name = value(fonts, "hAnsi") or value(fonts, "ascii")
            if name:
                return name
    return ""
