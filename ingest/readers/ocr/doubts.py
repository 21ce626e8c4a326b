"""Doubts about what OCR read: digits of dates, sums and numbers that may be others, pages that are hard to read.

It looks at the laid-out text and the confidence of its words; it changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean

from ingest.model import Finding, Span
from ingest.readers.layout.page import Page

ReadWord = tuple[int, int, float]  # start and end in the text, confidence 0–1

_DOUBTFUL = 0.75  # below it, one word in five is misread; above 0.9, one in two hundred (scans of 2012–2021)
_HARD = 0.7  # mean confidence: pages that people call clear have 0.85 and more
_D = r"[\dOolI]"  # a digit, or a letter that OCR takes it for
# values of which one wrong digit makes another duty: dates, sums, shares, numbers of documents
_VALUES = re.compile(
    rf"(?P<date>ngày\s{{1,3}}{_D}{{1,2}}(?![\w/.-])(?:\s{{1,3}}tháng\s{{1,3}}{_D}{{1,2}}(?:\s{{1,3}}năm\s{{1,3}}{_D}{{2,4}})?)?"
    rf"|(?<![\w/.-]){_D}{{1,2}}[/.-]{_D}{{1,2}}[/.-](?=[12Il]){_D}{{4}}(?!\w)"
    rf"|(?<![\w/.-]){_D}{{1,2}}/{_D}{{1,4}}(?![\w/])"
    rf"|(?:tháng|năm|quý)\s{{1,3}}{_D}{{1,4}}(?:/{_D}{{4}})?(?!\w))"
    rf"|(?P<sum>(?<!\w){_D}{{1,3}}(?:[.,]{_D}{{3}}){{0,5}}(?:[.,]{_D}{{1,2}})?\s{{0,2}}(?:đồng|triệu|tỷ|tỉ|nghìn|ngàn|VNĐ|đ)(?!\w))"
    rf"|(?P<share>(?<!\w){_D}{{1,3}}(?:[.,]{_D}{{1,2}})?\s{{0,2}}%)"
    rf"|(?P<number>(?<!\w){_D}{{1,6}}[a-z]?(?:/{_D}{{4}})?/(?=[A-ZĐ])[A-ZĐ][\wĐđ]{{0,12}}(?:-[\wĐđ&]{{1,12}}){{0,5}})"
)
_DIGIT = re.compile(r"\d")
_MIXED = re.compile(r"[OolI]\d|\d[OolI]")


def doubts(text: str, words: Sequence[ReadWord]) -> tuple[Finding, ...]:
    """Return a finding ``low_confidence_number`` for each date, sum, percentage or document number in ``text`` with a digit
    that was read with low confidence, or with a letter among its digits ("l5/7"); its detail is the value as read.

    ``words`` are the words that OCR read, in order of their start; words of text layers need not be given.
    """
    starts = [start for start, _, _ in words]
    findings = []
    for found in _VALUES.finditer(text):
        value = found.group()
        read = list(_over(words, starts, *found.span()))
        unsure = any(confidence < _DOUBTFUL and _DIGIT.search(text[a:b]) for a, b, confidence in read)
        if read and (unsure or _MIXED.search(value)) and _DIGIT.search(value):
            span = Span(start=found.start(), end=found.end())
            findings.append(Finding(code="low_confidence_number", span=span, detail=" ".join(value.split())))
    return tuple(findings)


def _over(words: Sequence[ReadWord], starts: Sequence[int], start: int, end: int) -> Iterator[ReadWord]:
    """Yield the words that share a character with ``start`` to ``end``."""
    at = max(0, bisect_left(starts, start) - 1)
    while at < len(words) and words[at][0] < end:
        if words[at][1] > start:
            yield words[at]
        at += 1


def hard_pages(pages: Iterable[Page]) -> tuple[Finding, ...]:
    """Return a finding ``page_hard_to_read`` with its number for each page that OCR gave up or is unsure about."""
    return tuple(Finding(code="page_hard_to_read", detail=str(page.number)) for page in pages if _is_hard(page))


def _is_hard(page: Page) -> bool:
    if page.read_by != "ocr":
        return False
    return page.given_up or (bool(page.words) and fmean(word.confidence for word in page.words) < _HARD)
