"""What the tags, attributes and styles of a page's elements say. It reads no words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

Element: TypeAlias = Any  # lxml ships no types

# Elements that show nothing, or show what no document consists of.
SILENT = frozenset(
    "script style noscript template head title meta link base iframe object embed applet audio video canvas svg math map area "
    "input select option optgroup button textarea datalist label progress meter dialog frame frameset noframes colgroup col "
    "xml".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption dir".split()
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*(?:all|screen)|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)",
    re.IGNORECASE,
)
_FONT = re.compile(r"font(?:-family)?\s*:[^;]*?((?:\.vn|vni[-\s_]|vps[-\s_])[\w\s.-]*)", re.IGNORECASE)
_FURNITURE_WORDS = frozenset(
    "nav navbar navigation menu menubar submenu topmenu mainmenu breadcrumb breadcrumbs sidebar aside footer banner slider carousel "
    "advertisement ads quangcao related relate lienquan comment comments binhluan share sharing social addthis toolbar pagination "
    "paging pager login search searchbox cookie popup modal widget tags taglist skip copyright hotnews rating vote print".split()
)
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_FURNITURE_ROLES = frozenset(("navigation", "search", "banner", "contentinfo", "complementary", "menu", "menubar", "dialog"))


def tag(element: Element) -> str:
    """Return the tag in small letters, "" for comments and processing instructions."""
    name = element.tag
    return name.lower() if isinstance(name, str) else ""


def is_hidden(element: Element) -> bool:
    """Whether the element itself says that a browser must not show it."""
    if element.get("hidden") is not None or tag(element) == "del":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def legacy_font(element: Element) -> str | None:
    """Return the font that the element sets, where it is one from before Unicode; "" for another font, None for none."""
    face = element.get("face")
    style = element.get("style") or ""
    if face is not None:
        return face if re.match(r"\s*[\"']?(?:\.vn|vni[-\s_]|vps[-\s_])", face, re.IGNORECASE) else ""
    match = _FONT.search(style)
    if match:
        return match.group(1).strip()
    return "" if re.search(r"font-family\s*:", style, re.IGNORECASE) else None


def is_furniture(element: Element) -> bool:
    """Whether tag, role, id or class call the element navigation, comments, advertising or the like."""
    name = tag(element)
    if name == "div" and element.get("title") in ("header", "footer"):  # of a page, as LibreOffice saves it
        return True
    if name in ("nav", "footer", "aside") or (element.get("role") or "").lower() in _FURNITURE_ROLES:
        return True
    named = f"{element.get('id') or ''} {element.get('class') or ''}"
    parts = [part.lower() for part in _NAME_PARTS.findall(named)]
    if not parts or name in ("body", "html", "td", "th", "tr", "table", "form"):
        return False
    joined = {a + b for a, b in zip(parts, parts[1:], strict=False)}
    return not _FURNITURE_WORDS.isdisjoint(parts) or not _FURNITURE_WORDS.isdisjoint(joined)


def children(element: Element) -> Iterator[Element]:
    """Yield the child elements, without comments."""
    return (child for child in element if tag(child))
