"""Reads plain text and Markdown in the encodings that Vietnamese offices use. It changes no character beyond decoding."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import PurePath

from ingest.errors import UnreadableFile, UnsupportedFormat
from ingest.model import Finding
from ingest.readers.decoded import Decoded, Progress, silent
from ingest.readers.legacy import convert_pasted, decode_bytes, decode_mixed
from ingest.readers.markdown import with_plain_rows

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOST = 0.001
_READABLE = 0.97  # share of letters, digits, punctuation and spaces that a text has at least


def read_plain(data: bytes, name: str, _progress: Progress = silent) -> Decoded:
    """Return the decoded text, with Markdown tables as plain rows. See ``decode_text`` for the encodings and the errors."""
    kind = "markdown" if PurePath(name).suffix.lower() in (".md", ".markdown") else "text"
    text, encoding, findings = decode_text(data, name)
    return Decoded(text=with_plain_rows(text), format=kind, encoding=encoding, findings=findings)


def decode_text(data: bytes, name: str, *, pasted: bool = True) -> tuple[str, str, tuple[Finding, ...]]:
    """Return the text of bytes, the name of their encoding, and doubts about it.

    UTF-8 and UTF-16 with or without byte order mark; else TCVN3, VNI, VISCII, VPS or CP1258 (Windows Vietnamese); UTF-8 whose
    letters are those of TCVN3 or VNI, ``pasted`` one by one, or some of whose lines are in another encoding.
    Raises UnsupportedFormat for binary data, UnreadableFile where no encoding gives Vietnamese or Latin text.
    """
    text, encoding = _decode(data, name)
    if "\x00" in text:
        raise UnsupportedFormat(name=name, reason="binary")
    text, letters = convert_pasted(text) if pasted else (text, "")
    if _readable_share(text) < _READABLE:
        raise UnreadableFile(name=name, reason="encoding")
    guessed = letters or encoding.rpartition("+")[2]
    findings = [] if guessed.startswith("utf") else [Finding(code="encoding_guessed", detail=guessed)]
    findings += replacement_findings(text)
    return text, f"{encoding}+{letters}" if letters else encoding, tuple(findings)


def replacement_findings(text: str) -> list[Finding]:
    """Return a finding where more than one character in a thousand could not be decoded (shared/security.md 6)."""
    lost = text.count("\ufffd")
    return [Finding(code="characters_lost", detail=str(lost))] if lost > len(text) * _LOST else []


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
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    mixed = decode_mixed(data)
    if mixed is not None:
        return mixed[0], f"utf-8+{mixed[1]}" if mixed[1] else "utf-8"
    found = decode_bytes(data)
    if found is None:
        raise UnreadableFile(name=name, reason="encoding")
    return found


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


def _readable_share(text: str) -> float:
    if not text:
        return 1.0
    odd = sum(unicodedata.category(char) in ("Cc", "Cn", "Cs") and char not in "\t\n\r\f\v\x85" for char in text)
    return 1 - odd / len(text)
