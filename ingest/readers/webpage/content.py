"""Finds the part of a page that is the document, and takes what is none out of it. It writes no lines.

The document is the smallest element that holds the landmarks of an official document (motto, number, "Nơi nhận", signature)
and nearly all long paragraphs; where a page has no landmarks, the smallest with nearly all long paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ingest.readers.webpage.elements import Element, children, is_furniture, is_hidden, page_words, tag
from ingest.text import vietnamese_pattern

MOTTO, NUMBER, RECIPIENTS, SIGNATURE, ANNEX = range(5)
_LANDMARKS = (
    re.compile(
        r"Đ[oộ]c l[aậ]p\s*[-–—]\s*T[uự] do\s*[-–—]\s*H[aạ]nh ph[uú]c|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA|ĐẢNG CỘNG SẢN VIỆT NAM"
    ),
    re.compile(r"^Số\s*:\s*[\d.…\s]{0,12}/|^Số\s+\d+\s*-\s*[A-Z]+\s*/"),
    re.compile(r"^N(?:ơi|ƠI) n(?:hận|HẬN)\s*:?"),
    vietnamese_pattern(r"(?:^|\s)(?:(?:TM|KT|TL|TUQ|Q)\s*\.|[TK]/[ML]\.?)\s*[\p{Lu}]{2}"),
    re.compile(r"^(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ|số))?\s*(?:[IVX\d]+\b|$)|^\(\s*(?:Ban hành k|K)èm theo "),
)
_LONG = 60  # characters of a paragraph; menus and lists of links have shorter ones
_MOST = 0.6  # of the characters in long paragraphs, beside the landmarks of a whole document
_NEARLY_ALL = 0.75  # of them, where there are no landmarks to go by
_LEAST_WORDS = 0.3  # of the characters outside links: a document is not the smaller part of its page
_FURNITURE = 0.5  # of them: what is called a footer and holds more is the document
_LINKED = 0.6  # share of characters in links; a list of other pages has more, a text with citations less
_LEAST = 3  # links of such a list
_ANCHOR_LENGTH = 300  # characters of a paragraph that can be a landmark


@dataclass(slots=True)
class _Measure:
    """What an element holds: characters, those in links, links, those of long paragraphs, landmarks."""

    characters: int = 0
    linked: int = 0
    links: int = 0
    long: int = 0
    landmarks: Counter[int] = field(default_factory=Counter)

    def add(self, other: _Measure) -> None:
        self.characters += other.characters
        self.linked += other.linked
        self.links += other.links
        self.long += other.long
        self.landmarks += other.landmarks


def landmarks(text: str) -> frozenset[int]:
    """Return which landmarks of an official document a paragraph is (``MOTTO`` to ``ANNEX``)."""
    words = " ".join(text[: 2 * _ANCHOR_LENGTH].split())
    if len(words) > _ANCHOR_LENGTH:
        return frozenset()
    return frozenset(i for i, pattern in enumerate(_LANDMARKS) if pattern.search(words))


def document_element(root: Element) -> Element:
    """Return the element that holds the document, its navigation taken out of the tree; ``root`` where none stands out."""
    body = next(iter(root.iter("body")), root)
    measures: dict[Element, _Measure] = {}
    _measure(body, measures)
    _take_out(body, measures)
    measures.clear()
    _measure(body, measures)
    whole = measures[body]
    found = body
    while whole.long or len(whole.landmarks) > 1:
        inner = [c for c in children(found) if c in measures and _holds(measures[c], whole)]
        if len(inner) != 1 or tag(inner[0]) == "p":
            return _outside_a_table(found, body)
        found = inner[0]
    return body


def _holds(measure: _Measure, whole: _Measure) -> bool:
    share = _MOST if len(whole.landmarks) > 1 else _NEARLY_ALL
    same = measure.landmarks.keys() == whole.landmarks.keys() and measure.landmarks[ANNEX] == whole.landmarks[ANNEX]
    words, all_words = measure.characters - measure.linked, whole.characters - whole.linked
    return same and measure.long >= whole.long * share and words >= all_words * _LEAST_WORDS


def _outside_a_table(found: Element, body: Element) -> Element:
    """A table is taken whole, and so is the document whose only element it is; a cell of a page's frame is a document."""
    while found is not body and tag(found) in ("table", "tbody", "thead", "tr"):
        found = found.getparent()
    return found


def _measure(element: Element, measures: dict[Element, _Measure]) -> _Measure:
    """Measure an element and all below it; its own words between blocks count as paragraphs."""
    measure = measures[element] = _Measure()
    if tag(element) in page_words("silent") or is_hidden(element):
        return measure
    words = [element.text or ""]
    for child in element:
        if tag(child):
            measure.add(_measure(child, measures))
        words += ["\n" if tag(child) == "br" else "", child.tail or ""]
    own = "".join(words)
    measure.characters += len(own.strip())
    if tag(element) == "a" and element.get("href"):
        measure.linked, measure.links = measure.characters, 1
    if _is_paragraph(element):
        own, measure.long, measure.landmarks = "".join(_shown(element)), 0, Counter()
    if own.strip() and measure.linked < len(own) * _LINKED:
        for line in own.split("\n"):
            measure.long += len(line) if len(line.strip()) >= _LONG else 0
            measure.landmarks.update(landmarks(line))
    return measure


def _shown(element: Element) -> list[str]:
    found = [element.text or ""]
    for child in element:
        if tag(child) == "br":
            found.append("\n")
        elif tag(child) and tag(child) not in page_words("silent") and not is_hidden(child):
            found += _shown(child)
        found.append(child.tail or "")
    return found


_PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre", "td", "th"])


def _is_paragraph(element: Element) -> bool:
    """A block without blocks in it."""
    if tag(element) not in _PARAGRAPHS and tag(element) != "div":
        return False
    return not any(tag(below) in _PARAGRAPHS or tag(below) in ("div", "table") for below in element.iterdescendants())


def _take_out(element: Element, measures: dict[Element, _Measure]) -> None:
    """Drop navigation, lists of other pages and form controls that hold nothing of the document."""
    whole = measures[element]
    inside = _between_landmarks(element, measures)
    for child in list(element.iter()):
        if child is element or child not in measures or child.getparent() is None:
            continue
        measure = measures[child]
        if not measure.landmarks and (
            (is_furniture(child) and measure.long <= whole.long * _FURNITURE)
            or (
                child not in inside and _is_link_list(child, measure) and measure.long <= whole.long * (1 - _NEARLY_ALL)
            )
        ):
            _drop(child)


def _between_landmarks(element: Element, measures: dict[Element, _Measure]) -> set[Element]:
    """The elements from the letterhead to the close: legal bases there are lists of links, too."""
    order = [each for each in element.iter() if each in measures]
    own = [
        (i, measures[each].landmarks)
        for i, each in enumerate(order)
        if measures[each].landmarks and not any(measures[c].landmarks for c in children(each) if c in measures)
    ]
    opens = [i for i, marks in own if MOTTO in marks or NUMBER in marks]
    closes = [i for i, marks in own if RECIPIENTS in marks or SIGNATURE in marks]
    return set(order[min(opens) : max(closes)]) if opens and closes else set()


def _is_link_list(element: Element, measure: _Measure) -> bool:
    return (
        tag(element) in ("ul", "ol", "div", "section", "table", "dl", "article")
        and measure.links >= _LEAST
        and measure.linked >= measure.characters * _LINKED
    )


def _drop(element: Element) -> None:
    """Remove an element; the words behind it stay."""
    parent, tail = element.getparent(), element.tail
    before = element.getprevious()
    parent.remove(element)
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
