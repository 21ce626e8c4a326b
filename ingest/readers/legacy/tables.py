"""The tables of the encodings, from data/legacy_encodings.yaml, and conversion by them. It detects nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import product

from ingest.data import read_yaml

# What text layers of PDF files give for the bytes AD and B7 of a font without a code page: minus and bullet operator.
_GLYPHS = {"\u2212": "\u00ad", "\u2219": "\u00b7"}
_VNI_OTHER = {"iù": "í", "iø": "ì", "yï": "ỵ", "IÙ": "Í", "IØ": "Ì", "YÏ": "Ỵ"}  # other keyboards' spellings


@dataclass(frozen=True)
class LegacyEncoding:
    """One encoding: what its bytes, read as single characters, stand for. ``wide`` holds keys of two characters."""

    name: str
    single: dict[int, str]
    wide: dict[str, str]
    pattern: re.Pattern[str] | None

    def convert(self, text: str) -> str:
        """Return the text with this encoding's letters as Unicode; other characters stay."""
        if self.pattern is not None:
            text = self.pattern.sub(lambda match: self.wide[match.group()], text)
        return text.translate(self.single)


@cache
def legacy_encoding(name: str) -> LegacyEncoding:
    """Return the encoding ``tcvn3``, ``viscii``, ``vni`` or ``vps``; raises KeyError for another name."""
    data = read_yaml("legacy_encodings.yaml")
    row = data["encodings"][name]
    small = data["letters"].split()
    keys = _pairs(row["small"], small) | _pairs(row["capital"], [letter.upper() for letter in small])
    if name == "vni":
        keys |= _VNI_OTHER
        keys = {_other_case(key): letter for key, letter in keys.items() if len(key) == 2} | keys
    single = {ord(key): letter for key, letter in keys.items() if len(key) == 1 and key != letter}
    wide = {key: letter for key, letter in keys.items() if len(key) == 2}
    if name == "tcvn3":
        single |= {ord(glyph): single[ord(key)] for glyph, key in _GLYPHS.items()}
    # Conversion by pairs must not see its own output: a pair's letter is never again a key ("oâ" → "ô" is VNI's "ơ").
    pattern = None
    if wide:
        pattern = re.compile("|".join(map(re.escape, sorted((*wide, *map(chr, single)), key=len, reverse=True))))
        wide |= {chr(key): letter for key, letter in single.items()}
        single = {}
    return LegacyEncoding(name, single, wide, pattern)


def _pairs(codes: str, letters: list[str]) -> dict[str, str]:
    return {
        bytes.fromhex(code).decode("latin-1"): letter
        for code, letter in zip(codes.split(), letters, strict=True)
        if code != "-"
    }


def _other_case(key: str) -> str:
    """A base with the mark of the other case, as typed with Shift held too long: "Aù"."""
    return key[0] + key[1].swapcase()


@cache
def byte_texts() -> dict[int, str]:
    """Return for each byte its character in Windows-1252, in Latin-1 where that has none."""
    found = {}
    for byte, encoding in product(range(256), ("latin-1", "cp1252")):
        try:
            found[byte] = bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            continue
    return found
