"""Names of WordprocessingML and how its values are read. It knows no document.

Files in "strict" form use other namespaces (purl.oclc.org) for the same elements; they are renamed while parsing, so that the
modules beside this one know one set of names. Source: ECMA-376, parts 1 and 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

Element = Any  # lxml ships no types

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_MAIN}}}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"

_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": _MAIN,
    "http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1],
}
_KNOWN_NAMESPACES = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "urn:schemas-microsoft-com:",
)


def parse(data: bytes) -> Element:
    """Return the root of a part, in transitional names. Raises ``etree.XMLSyntaxError``; entities and network are off."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    root = etree.fromstring(data, parser)
    if any(uri in _STRICT for uri in root.nsmap.values()):
        for element in root.iter(etree.Element):
            element.tag = _transitional(element.tag)
            for name in [name for name in element.attrib if name.startswith("{http://purl.")]:
                element.attrib[_transitional(name)] = element.attrib.pop(name)
    return root


def _transitional(name: str) -> str:
    namespace, _, local = name[1:].partition("}")
    return f"{{{_STRICT[namespace]}}}{local}" if namespace in _STRICT else name


def value(element: Element | None, name: str = "val") -> str:
    """Return a w: attribute, "" where the element or the attribute is missing."""
    found = None if element is None else element.get(W + name)
    return "" if found is None else str(found)


def number(element: Element | None, name: str = "val") -> int | None:
    """Return a w: attribute as a whole number of at most nine digits, None for anything else."""
    printed = value(element, name).strip()
    digits = printed.removeprefix("-")
    return int(printed) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None


def is_on(element: Element | None) -> bool | None:
    """Return the value of an on/off property; None where it is not given."""
    if element is None:
        return None
    return value(element).lower() not in ("0", "false", "off", "none")


def children(element: Element | None, local: str) -> Iterator[Element]:
    """Yield the w: children of that name."""
    if element is not None:
        yield from element.iterchildren(W + local)


def shown_branch(alternate: Element) -> Element | None:
    """Return the branch of an AlternateContent that Word shows: the first Choice whose namespaces it knows, else the Fallback."""
    for choice in alternate.iterchildren(MC + "Choice"):
        required = str(choice.get("Requires", "")).split()
        if all(str(choice.nsmap.get(prefix) or "").startswith(_KNOWN_NAMESPACES) for prefix in required):
            return choice
    return alternate.find(MC + "Fallback")
