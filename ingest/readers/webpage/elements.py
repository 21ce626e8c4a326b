"""What the tags, attributes and styles of a page's elements say. It reads no words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAlias

from ingest.data import read_yaml
from ingest.readers.legacy.fonts import encoding_of_font

Element: TypeAlias = Any  # lxml ships no types


@cache
def page_words(name: str) -> frozenset[str]:
    """Return a list of data/web_pages.yaml: ``silent``, ``blocks``, ``furniture`` or ``furniture_roles``."""
    return frozenset(read_yaml("web_pages.yaml")[name].split())


_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*(?:all|screen)|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)",
    re.IGNORECASE,
)
_FONT = re.compile(r"font(?:-family)?\s*:[^;]*?((?:\.vn|vni[-\s_]|vps[-\s_])[\w\s.-]*)", re.IGNORECASE)
_LONGEST_STYLE = 2000  # characters
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def tag(element: Element) -> str:
    """Return the tag in small letters, "" for comments and processing instructions."""
    name = element.tag
    return name.lower() if isinstance(name, str) else ""


def style_of(element: Element) -> str:
    """Return the element's own style; of a monstrous one the beginning."""
    return (element.get("style") or "")[:_LONGEST_STYLE]


def is_hidden(element: Element) -> bool:
    """Whether the element itself says that a browser must not show it."""
    if element.get("hidden") is not None or tag(element) == "del":
        return True
    return bool(_HIDDEN_STYLE.search(style_of(element)))


def legacy_font(element: Element) -> str | None:
    """Return the font that the element sets, where it is one from before Unicode; "" for another font, None for none."""
    face = element.get("face")
    style = style_of(element)
    if face is not None:
        return face if encoding_of_font(face) else ""
    match = _FONT.search(style)
    if match:
        return match.group(1).strip()
    return "" if re.search(r"font-family\s*:", style, re.IGNORECASE) else None


def is_furniture(element: Element) -> bool:
    """Whether tag, role, id or class call the element navigation, comments, advertising or the like."""
    name = tag(element)
    if name == "div" and element.get("title") in ("header", "footer"):  # of a page, as LibreOffice saves it
        return True
    if name in ("nav", "footer", "aside") or (element.get("role") or "").lower() in page_words("furniture_roles"):
        return True
    named = f"{element.get('id') or ''} {element.get('class') or ''}"
    parts = [part.lower() for part in _NAME_PARTS.findall(named)]
    if not parts or name in ("body", "html", "td", "th", "tr", "table", "form"):
        return False
    joined = {a + b for a, b in itertools.pairwise(parts)}
    return not page_words("furniture").isdisjoint((*parts, *joined))


def children(element: Element) -> Iterator[Element]:
    """Yield the child elements, without comments."""
    return (child for child in element if tag(child))
