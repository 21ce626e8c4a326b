"""Decodes bytes that are no Unicode: the encoding in which they read as Vietnamese. It knows nothing of fonts."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.readers.legacy.evidence import share_of_syllables, with_capitals
from ingest.readers.legacy.tables import byte_texts, legacy_encoding

LEGACY = ("tcvn3", "vni", "viscii", "vps", "cp1258")
_ENOUGH = 0.85  # share of the marked words that are syllables; a wrong encoding gives less than half
_FEW = 3  # marked words; of fewer, each must be one
_BROKEN_LINES = 0.2  # share of the lines with letters beyond ASCII; more, and the file is not UTF-8 at all


def decode_bytes(data: bytes) -> tuple[str, str] | None:
    """Return text and name of the encoding (one of ``LEGACY``) in which the bytes read as
    Vietnamese; None where none does. CP1258 leaves its tones as combining characters.
    """
    best: tuple[float, int, str, str] | None = None
    for name, text in _candidates(data):
        share, count = share_of_syllables(text)
        if count and share >= (_ENOUGH if count >= _FEW else 1.0) and (best is None or (share, count) > best[:2]):
            best = (share, count, text, name)
    return best[2:] if best else None


def decode_mixed(data: bytes) -> tuple[str, str] | None:
    """Return the text of a file in UTF-8 some of whose lines are in another encoding, and that encoding's name.

    The name is "" where no encoding fits: then each wrong byte is U+FFFD. None where the file is not UTF-8 in the main.
    """
    lines = data.splitlines(keepends=True)
    wrong = [i for i, line in enumerate(lines) if _utf8(line) is None]
    right = sum(not line.isascii() for line in lines) - len(wrong)
    if right * _BROKEN_LINES < len(wrong) * (1 - _BROKEN_LINES):
        return None
    found = decode_bytes(b"".join(lines[i] for i in wrong))
    if found is None:
        return data.decode("utf-8", errors="replace"), ""
    name = found[1]
    broken = set(wrong)
    texts = [_decoded(line, name) if i in broken else line.decode("utf-8") for i, line in enumerate(lines)]
    return "".join(texts), name


def _candidates(data: bytes) -> Iterator[tuple[str, str]]:
    for name in LEGACY:
        try:
            yield name, _decoded(data, name)
        except UnicodeDecodeError:
            continue


def _decoded(data: bytes, name: str) -> str:
    if name == "cp1258":
        return data.decode(name)
    if name in ("viscii", "vps"):  # letters among the control characters: each byte is itself
        return legacy_encoding(name).convert(data.decode("latin-1"))
    text = legacy_encoding(name).convert(data.decode("latin-1").translate(byte_texts()))
    return with_capitals(text) if name == "tcvn3" else text


def _utf8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None
