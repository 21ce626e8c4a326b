"""The marker that a browser prints before an item of a list. It writes no lines."""

from __future__ import annotations

import re

from ingest.readers.webpage.elements import Element, children, tag
from ingest.text.roman import roman

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.IGNORECASE)
_TYPES = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_NONE, _BULLET = "none", "bullet"
_LARGEST = 3999


def item_marker(item: Element, ordinal: int) -> str:
    """Return the marker of a ``<li>`` with its place in the list: "1.", "a)", "IV.", "-", or "" where the list shows none.

    A point's letter gets the bracket of the genre, "a)"; a browser prints "a.", which no plan writes.
    """
    parent = item.getparent()
    if parent is None or tag(parent) != "ol":
        return "" if _kind(item, parent, _BULLET) == _NONE else "-"
    kind = _kind(item, parent, "1")
    if kind in (_NONE, _BULLET):
        return "" if kind == _NONE else "-"
    return _printed(ordinal, kind)


def ordinals(numbered: Element) -> dict[Element, int]:
    """Return the number of each item of an ``<ol>``: from ``start``, upwards or ``reversed``; an item's own ``value`` counts on."""
    items = [child for child in children(numbered) if tag(child) == "li"]
    falling = numbered.get("reversed") is not None
    value = _number(numbered.get("start"), len(items) if falling else 1)
    found = {}
    for item in items:
        found[item] = value = _number(item.get("value"), value)
        value += -1 if falling else 1
    return found


def _kind(item: Element, parent: Element | None, usual: str) -> str:
    for element in (item, parent):
        if element is None:
            continue
        match = _STYLE.search(element.get("style") or "")
        style = match.group(1).lower() if match else ""
        for word in style.split():
            if word in _TYPES or word == "none":
                return _TYPES.get(word, _NONE)
            if word in ("disc", "circle", "square"):
                return _BULLET
        named = element.get("type") or ""
        if named in ("1", "a", "A", "i", "I"):
            return named
        if named.lower() in ("disc", "circle", "square", "none"):
            return _NONE if named.lower() == "none" else _BULLET
    return usual


def _number(words: str | None, otherwise: int) -> int:
    match = re.match(r"\s*(-?\d{1,6})", words or "")
    return int(match.group(1)) if match else otherwise


def _printed(value: int, kind: str) -> str:
    if kind == "1" or not 0 < value <= _LARGEST:
        return f"{value}."
    if kind in "iI":
        return f"{roman(value)}." if kind == "I" else f"{roman(value).lower()})"
    letters = ""
    while value:
        value, at = divmod(value - 1, 26)
        letters = chr(ord("a") + at) + letters
    return f"{letters})" if kind == "a" else f"{letters.upper()}."
