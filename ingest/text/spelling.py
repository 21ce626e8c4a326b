"""Which written words can be Vietnamese syllables: onset + rhyme + tone. It knows no meanings and no spelling of names.

The tables follow the orthography of quốc ngữ as school grammars give it; they hold what can be written, not what is in use.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
_CHECKED = ("c", "ch", "p", "t")  # codas that take the tones sắc and nặng only
_ONSETS = frozenset(
    ["", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()]  # noqa: SIM905  # read as a row
)
# rhymes without tone: vowels, then the codas that may follow them ("-" for none)
_RHYMES = frozenset(
    vowels + (coda if coda != "-" else "")
    for vowels, codas in {
        "a": "- c ch i m n ng nh o p t u y",
        "ă": "c m n ng p t",
        "â": "c m n ng p t u y",
        "e": "- c m n ng o p t",
        "ê": "- c ch m n ng nh p t u",
        "i": "- a c ch m n ng nh p t u",
        "iê": "c m n ng p t u",
        "yê": "m n ng t u",
        "o": "- a c e i m n ng p t",
        "oa": "c ch i m n ng nh o p t y",
        "oă": "c m n ng p t",
        "oe": "n o t",
        "oo": "c ng",
        "ô": "- c i m n ng p t",
        "ơ": "- i m n p t",
        "u": "- a c i m n ng p t",
        "uâ": "n ng t y",
        "uê": "- ch nh n",
        "uô": "c i m n ng p t",
        "uơ": "-",
        "uy": "- a ch n nh p t u",
        "uyê": "n t",
        "ư": "- a c i m n ng t u",
        "ươ": "c i m n ng p t u",
        "y": "- ch nh t",
        "uă": "ng",
    }.items()
    for coda in codas.split()
)
_AFTER_QU = frozenset(r.removeprefix("u") for r in _RHYMES if r.startswith("u") and len(r) > 1) | frozenset(
    r.removeprefix("o") for r in _RHYMES if r.startswith(("oa", "oă", "oe"))
)
_FRONT = ("i", "e", "ê", "y")
_NAMES = frozenset(["kạn", "kon", "kăn"])  # of places ("Bắc Kạn"), spelled against the rule for k
_MAX_LETTERS = 7  # "nghiêng"


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (NFC, any case) can be one Vietnamese syllable: "Nghiêng", "quý"; not "hơp", "tỉnhh", "Word"."""
    if not 0 < len(word) <= _MAX_LETTERS:
        return False
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in marks if char in _TONES]
    letters = unicodedata.normalize("NFC", "".join(char for char in marks if char not in _TONES))
    if len(tones) > 1 or not letters.isalpha():
        return False
    if unicodedata.normalize("NFC", marks) in _NAMES:
        return True
    return any(_fits(onset, rhyme) and _sings(rhyme, tones) for onset, rhyme in _splits(letters))


def _splits(letters: str) -> list[tuple[str, str]]:
    splits = [(letters[:n], letters[n:]) for n in range(4) if letters[:n] in _ONSETS]
    if letters.startswith("gi"):  # "gì", "giếng": the i is both
        splits.append(("gi", letters[1:]))
    return splits


def _fits(onset: str, rhyme: str) -> bool:
    if onset == "qu":
        return rhyme in _AFTER_QU
    if onset in ("gh", "ngh", "k") and not rhyme.startswith(_FRONT):
        return False
    if onset in ("c", "g", "ng") and rhyme.startswith(_FRONT):
        return False
    if rhyme.startswith("yê") and onset:
        return False
    return rhyme in _RHYMES


def _sings(rhyme: str, tones: list[str]) -> bool:
    """Whether the tone can stand on the rhyme: one that ends in a stop has sắc or nặng, none else."""
    if not rhyme.endswith(_CHECKED):
        return True
    return bool(tones) and _TONES[tones[0]] in ("sắc", "nặng")
