"""Search forms of Vietnamese text: folded characters, syllables, slugs. Folded text is never shown or cited."""

from __future__ import annotations

import re
import unicodedata

# A range À-Ỹ would hold small letters too.
_CAPITALS = "A-Z\u00d0ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_SMALL = "a-z\u00f0àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"

# Letters that look like a Latin one, in texts from old converters and OCR, or where somebody hides a mark ("MẬT" with a Cyrillic M
# and T): Eth and African D for Đ; Cyrillic; Greek.
_LOOK_ALIKE = dict(
    zip(
        "\u00d0\u00f0\u0189\u0256"
        "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
        "ddddabekmhopctyxijsaeopcyxijsabezhikmnoptyxo",
        strict=True,
    )
)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+\d*")


def vietnamese_pattern(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    r"""Compile a pattern in which ``[\p{Lu}]`` stands for Vietnamese capitals and ``[\p{Ll}]`` for small letters.

    Python's ``re`` has no names for them. Both stand inside a character class only.
    """
    return re.compile(pattern.replace(r"\p{Lu}", _CAPITALS).replace(r"\p{Ll}", _SMALL), flags)


class _FoldTable(dict[int, str]):
    """Folded form of each character, computed on first use."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(char: str) -> str:
    """One character in, one out: a character whose folded form is longer or empty stays as it is."""
    if char in "đĐ":
        return "d"
    decomposed = unicodedata.normalize("NFD", char)
    if decomposed[0] in _LOOK_ALIKE:
        return _LOOK_ALIKE[decomposed[0]]
    first, marks = decomposed[0], decomposed[1:]
    if any(unicodedata.category(mark) != "Mn" for mark in marks):
        return char
    lowered = first.lower()
    return lowered if len(lowered) == 1 else first


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """Return ``text`` without diacritics, đ as d, in lower case.

    Guarantee: one character for each character, so that spans found in the folded text of an NFC string hold in the
    string itself. (A stray combining mark stays.)
    """
    return text.translate(_TABLE)


def syllables(text: str) -> tuple[str, ...]:
    """Return the folded syllables, words and numbers of ``text`` in order: the tokens of lexical search.

    Inner full stops and commas of numbers stay ("1.000"), all other punctuation separates.
    """
    return tuple(_TOKEN.findall(fold(unicodedata.normalize("NFC", text))))


def slug(text: str) -> str:
    """Return ``text`` as an ASCII name for ids and links: "Sở Xây dựng" gives "so-xay-dung".

    Never empty: a text without any Latin letter or digit gives "x".
    """
    folded = fold(unicodedata.normalize("NFC", text)).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-") or "x"
