"""How much the words of a page read like Vietnamese print, whoever read them. It corrects nothing."""

from __future__ import annotations

import re

from ingest.readers.layout.page import Page
from ingest.text.syllable import is_syllable

_EDGES = " .,;:!?()[]{}<>“”\"'‘’«»…–-+*•/|_"
# what else stands in plans: numbers and dates, document signs, abbreviations in capitals, mail and web addresses
_NUMBER = re.compile(r"[\d.,/%:x-]*\d[\d.,/%:x-]*(?:m2|m3|km|ha|kg|đ)?", re.IGNORECASE)
_SIGN = re.compile(r"\d{0,6}[a-z]?(?:[/-][A-ZĐ&\d][A-Za-zĐđ&\d]{0,9}){1,5}")
_CAPITALS = re.compile(r"[A-ZĐÂĂÊÔƠƯ&]{2,8}")
_ADDRESS = re.compile(r"[\w.+-]{1,64}[@.][\w-]{2,64}\.[a-z]{2,6}(?:/\S*)?")
_JOINTS = re.compile(r"[-–/.,;:()]")
_SURE = 0.8  # confidence from which on a word counts in full


def legibility(page: Page) -> float:
    """Return how much of a page reads like Vietnamese, 0–1: the share of its words that are possible syllables, numbers,
    document signs or abbreviations, those of low confidence counting less; 0 for a page without words.

    Printed pages give 0.93 and more by their text layer, 0.85 and more by OCR; a wrong text layer gives 0.2 to 0.7.
    """
    total = good = 0.0
    for word in page.words:
        if not word.text.strip(_EDGES):
            continue
        total += 1
        if is_word(word.text):
            good += min(1.0, word.confidence / _SURE)
    return good / total if total else 0.0


def is_word(text: str) -> bool:
    """Whether a printed word is Vietnamese, a number, a document's sign, an abbreviation or an address, or several joined."""
    word = text.strip(_EDGES)
    if any(form.fullmatch(word) for form in (_NUMBER, _SIGN, _CAPITALS, _ADDRESS)):
        return True
    parts = [part for part in _JOINTS.split(word) if part]
    return bool(parts) and all(is_syllable(part) for part in parts)
