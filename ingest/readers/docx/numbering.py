"""Resolves Word's automatic numbering: which list and level a paragraph belongs to, and the marker that Word shows for it.

Sources: ECMA-376 part 1, 17.9. Instances (num) of one definition (abstractNum) count on together, unless an instance starts
anew (startOverride), which it does once, where it is used first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest.readers.docx.counting import printed
from ingest.readers.docx.ooxml import MC, Element, W, children, is_on, number, value
from ingest.readers.docx.styles import Styles, says_yes
from ingest.readers.docx.symbols import BULLET, bullet, is_symbol_font

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_SEPARATORS = {"nothing": "", "space": " ", "tab": " "}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is written. ``restart`` is the number of levels above it whose use starts it anew."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    text: str = ""
    separator: str = " "
    restart: int | None = None
    legal: bool = False
    font: str = ""
    hidden: bool = False
    capitals: bool = False
    picture: bool = False
    paragraph_style: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """An instance: its definition's id, its levels, and the levels that it starts anew."""

    definition: str
    levels: tuple[Level, ...]
    starts: dict[int, int]


class Numbering:
    """The lists of one document with their present counts. Paragraphs must come in the document's order."""

    def __init__(self, root: Element | None, styles: Styles, decode: Callable[[str, str], str]) -> None:
        self._styles = styles
        self._decode = decode
        self._definitions = {value(d, "abstractNumId"): d for d in children(root, "abstractNum")}
        self._instances = {value(n, "numId"): n for n in children(root, "num")}
        self._lists: dict[int, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[int, int]] = set()
        self.unknown_formats: set[str] = set()

    def marker(self, properties: Element | None, style: str) -> str:
        """Count one paragraph and return its marker with the space after it; "" where it has none.

        ``properties`` are its own (w:pPr), ``style`` the id of its style.
        """
        place = self._place(properties, style)
        if place is None:
            return ""
        list_id, level_index, found = place
        level = found.levels[level_index]
        counts = self._count(list_id, level_index, found)
        if level.hidden:
            return ""
        text = self._written(level, found.levels, counts, level_index)
        return f"{text}{level.separator}" if text.strip() else ""

    def _place(self, properties: Element | None, style: str) -> tuple[int, int, _List] | None:
        own = None if properties is None else properties.find(W + "numPr")
        own_list, own_level = (
            (None, None) if own is None else (number(own.find(W + "numId")), number(own.find(W + "ilvl")))
        )
        style_list, style_level, ids = self._styles.numbering(style)
        list_id = style_list if own_list is None else own_list
        if not list_id:  # 0 takes a paragraph out of its style's list
            return None
        found = self._list(list_id)
        if found is None:
            return None
        level = own_level
        if level is None:
            linked = [i for name in ids for i, at in enumerate(found.levels) if at.paragraph_style == name]
            level = linked[0] if linked and own_list is None else style_level
        return list_id, min(max(level or 0, 0), _LEVELS - 1), found

    def _count(self, list_id: int, at: int, found: _List) -> dict[int, int]:
        counts = self._counts.setdefault(found.definition, {})
        anew = at in found.starts and (list_id, at) not in self._started
        if anew:
            self._started.add((list_id, at))
            counts[at] = found.starts[at]
        else:
            counts[at] = counts[at] + 1 if at in counts else found.levels[at].start
        for deeper in range(at + 1, _LEVELS):
            restart = found.levels[deeper].restart
            if restart is None or at < restart:
                counts.pop(deeper, None)
        return counts

    def _written(self, level: Level, levels: tuple[Level, ...], counts: dict[int, int], at: int) -> str:
        if level.style == "bullet":
            sign = BULLET if level.picture else bullet(self._decode(level.text, level.font), level.font)
            return sign if level.picture or level.text.strip() else ""

        def place(match: re.Match[str]) -> str:
            i = int(match.group(1)) - 1
            if i > at:
                return ""
            style = "decimal" if level.legal and levels[i].style != "decimalZero" else levels[i].style
            count = counts.get(i, levels[i].start)
            text = "" if style == "bullet" else printed(count, style, levels[i].pattern)
            if text is None:
                self.unknown_formats.add(style)
                return str(count)
            return text

        text = _PLACE.sub(place, self._decode(level.text, "" if is_symbol_font(level.font) else level.font))
        return text.upper() if level.capitals else text

    def _list(self, list_id: int) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._read_list(list_id)
        return self._lists[list_id]

    def _read_list(self, list_id: int) -> _List | None:
        instance = self._instances.get(str(list_id))
        definition = None if instance is None else self._definition(instance)
        if instance is None or definition is None:
            return None
        levels = [Level() for _ in range(_LEVELS)]
        for element in children(definition, "lvl"):
            _put(levels, element, element)
        starts: dict[int, int] = {}
        for change in children(instance, "lvlOverride"):
            own = change.find(W + "lvl")
            if own is not None:
                _put(levels, own, change)
            start, at = number(change.find(W + "startOverride")), number(change, "ilvl")
            if at is not None and 0 <= at < _LEVELS and start is not None:
                starts[at] = max(start, 0)
                levels[at] = replace(levels[at], start=starts[at])
        return _List(value(definition, "abstractNumId"), tuple(levels), starts)

    def _definition(self, instance: Element) -> Element | None:
        """The definition of an instance; one that only names a numbering style stands for that style's definition."""
        for _ in range(10):
            definition = self._definitions.get(value(instance.find(W + "abstractNumId")))
            link = value(None if definition is None else definition.find(W + "numStyleLink"))
            if definition is None or not link:
                return definition
            following = self._instances.get(str(self._styles.list_of_style(link)))
            if following is None:
                return definition
            instance = following
        return None


def _put(levels: list[Level], element: Element, numbered: Element) -> None:
    at = number(numbered, "ilvl")
    if at is not None and 0 <= at < _LEVELS:
        levels[at] = _read_level(element)


def _read_level(element: Element) -> Level:
    style, pattern = value(element.find(W + "numFmt")), ""
    modern = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    if modern is not None and not style:
        style, pattern = value(modern), value(modern, "format")
    fonts = element.find(f"{W}rPr/{W}rFonts")
    level = Level(
        start=max(number(element.find(W + "start")) or 0, 0),  # no start: 0 (17.9.25)
        style=style or "decimal",
        pattern=pattern,
        text=value(element.find(W + "lvlText")),
        separator=_SEPARATORS.get(value(element.find(W + "suff")), " "),
        restart=number(element.find(W + "lvlRestart")),
        legal=bool(is_on(element.find(W + "isLgl"))),
        font=value(fonts, "hAnsi") or value(fonts, "ascii"),
        hidden=bool(is_on(element.find(f"{W}rPr/{W}vanish"))),
        capitals=bool(is_on(element.find(f"{W}rPr/{W}caps"))),
        picture=element.find(W + "lvlPicBulletId") is not None,
        paragraph_style=value(element.find(W + "pStyle")),
    )
    return replace(level, text="") if says_yes(value(element.find(W + "lvlText"), "null")) else level
