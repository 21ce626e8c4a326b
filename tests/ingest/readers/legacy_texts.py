"""Writes text in the encodings from before Unicode, for tests; the other way round than the readers."""

from __future__ import annotations

import unicodedata

from ingest.data import read_yaml

DATA = read_yaml("legacy_encodings.yaml")
LETTERS: list[str] = DATA["letters"].split()


def encoded(text: str, name: str) -> bytes:
    """The bytes of a text; TCVN3 writes capitals with tones as small letters, as its fonts do."""
    row = DATA["encodings"][name]
    table: dict[str, bytes] = {}
    for case, letters in (("small", LETTERS), ("capital", [letter.upper() for letter in LETTERS])):
        for letter, code in zip(letters, row[case].split(), strict=True):
            if code != "-":
                table[letter] = bytes.fromhex(code)
            else:
                table[letter] = table[letter.lower()]
    return b"".join(table.get(char) or char.encode("cp1252") for char in unicodedata.normalize("NFC", text))
