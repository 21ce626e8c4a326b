"""Reads plain text and Markdown in the encodings that Vietnamese offices use. It changes no character beyond decoding."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import PurePath

from ingest.errors import UnreadableFile, UnsupportedFormat
from ingest.model import Finding
from ingest.readers.decoded import Decoded, Progress, silent

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # grave, hook above, tilde, acute, dot below: CP1258's combining marks
_VIETNAMESE = set("ăâđêôơưĂÂĐÊÔƠƯ")
_READABLE = 0.97  # share of letters, digits, punctuation and spaces that a text has at least


def read_plain(data: bytes, name: str, _progress: Progress = silent) -> Decoded:
    """Return the decoded text: UTF-8 and UTF-16 with or without byte order mark, else CP1258 (Windows Vietnamese).

    Raises UnsupportedFormat for binary data, UnreadableFile where no encoding gives Vietnamese or Latin text.
    """
    kind = "markdown" if PurePath(name).suffix.lower() in (".md", ".markdown") else "text"
    text, encoding = _decode(data, name)
    if "\x00" in text:
        raise UnsupportedFormat(name=name, reason="binary")
    findings = (Finding(code="encoding_guessed", detail=encoding),) if encoding == "cp1258" else ()
    return Decoded(text=text, format=kind, encoding=encoding, findings=findings)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name), encoding.removesuffix("-sig")
    wide = _wide_encoding(data)
    if wide:
        return _strictly(data, wide, name), wide
    if b"\x00" in data:
        raise UnsupportedFormat(name=name, reason="binary")
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = _strictly(data, "cp1258", name), "cp1258"
        if not _is_vietnamese(text):
            raise UnreadableFile(name=name, reason="encoding") from None
    if _readable_share(text) < _READABLE:
        raise UnreadableFile(name=name, reason="encoding")
    return text, encoding


def _strictly(data: bytes, encoding: str, name: str) -> str:
    if not encoding:
        raise UnreadableFile(name=name, reason="encoding")
    try:
        return data.decode(encoding)
    except UnicodeError:
        raise UnreadableFile(name=name, reason="encoding") from None


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark: every second byte of Latin text is zero, on one side far more than on the other."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.02:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.02:
        return "utf-16-be"
    return ""


def _is_vietnamese(text: str) -> bool:
    """CP1258 gives some text for nearly all bytes; Vietnamese has its own letters and marks that follow vowels."""
    letters = sum(char.isalpha() for char in text)
    own = sum(char in _VIETNAMESE for char in text)
    tones = [i for i, char in enumerate(text) if char in _TONES]
    placed = sum(i > 0 and unicodedata.normalize("NFD", text[i - 1])[0].lower() in "aeiouy" for i in tones)
    if not letters or own + len(tones) < letters * 0.02:
        return False
    return placed >= 0.9 * len(tones)


def _readable_share(text: str) -> float:
    if not text:
        return 1.0
    odd = sum(unicodedata.category(char) in ("Cc", "Cn", "Cs") and char not in "\t\n\r\f\v\x85" for char in text)
    return 1 - odd / len(text)
