"""The place that follows a name: "tỉnh Lạc Hà", "Thành phố", "các xã, phường", "cấp xã".

Tells a level from a group of places; knows no place by name.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.agencies.lexicon import heads
from ingest.agencies.line import Line, phrase
from ingest.agencies.misread import is_faded
from ingest.agencies.tokens import spelling, unmarked

# Ranks of the Luật Tổ chức chính quyền địa phương 2025 (tỉnh, thành phố; xã, phường, đặc khu) and those abolished by it.
_LEVELS = {
    "tỉnh": "tinh",
    "thành phố": "thanh-pho",
    "tp": "thanh-pho",
    "huyện": "huyen",
    "quận": "quan",
    "thị xã": "thi-xa",
    "thị trấn": "thi-tran",
    "đặc khu": "dac-khu",
    "xã": "xa",
    "phường": "phuong",
}
_WORDS = tuple((phrase(words), slug) for words, slug in _LEVELS.items())
_LEVEL_KEYS = frozenset(unmarked(words[0]) for words, _ in _WORDS)
_CLASS = {
    "tinh": "cap-tinh",
    "thanh-pho": "cap-huyen",
    "huyen": "cap-huyen",
    "quan": "cap-huyen",
    "thi-xa": "cap-huyen",
    "xa": "cap-xa",
    "phuong": "cap-xa",
    "thi-tran": "cap-xa",
    "dac-khu": "cap-xa",
}
_MANY = tuple(phrase(w) for w in ("các", "mọi", "từng", "mỗi", "những"))
_FIXED = tuple(
    (phrase(words), slug)
    for words, slug in (
        ("các cấp", "cac-cap"),
        ("cấp xã", "cap-xa"),
        ("cấp huyện", "cap-huyen"),
        ("cấp quận", "cap-huyen"),
        ("cấp tỉnh", "cap-tinh"),
        ("cùng cấp", "cung-cap"),
        ("các địa phương", "dia-phuong"),
    )
)
_COUNTRY = (phrase("Việt Nam"), phrase("Trung ương"))
_REGION = phrase("khu vực")
_ROMAN = re.compile(r"[ivx]+")
_CENTRAL = phrase("trực thuộc trung ương")
_TERRITORY = phrase("trên địa bàn")
_WITHIN = (phrase("nằm trong khu vực"), phrase("thuộc khu vực"))
_SOCIETY = phrase("hội")
_AND = phrase("và")
_BUILDING = (phrase("đầu tư xây dựng"), phrase("dự án xây dựng"))
_SUBMITS = phrase("trình")  # a verb, but not after these: "chương trình"
_BEFORE_SUBMITS = frozenset(spelling(word) for word in ("chương", "công", "lộ", "giáo", "quy", "tiến"))
_TOWN = phrase("thị")  # short for "thị xã" in a list: "huyện, thị, thành phố"
_CITY = phrase("thành")
_AFTER_WARD = frozenset(["?", ",", ".", "thi", "phai", "co", "duoc", "cua", "o", "la", "can", "va"])
_LONGEST_VERB = 3  # words of a verb that ends a name
_MAX_NAME = 5  # "Lạc Hà - Vân Khê" has four syllables, with room for one more


class Tail(NamedTuple):
    """What follows a name, up to token ``end``: a level ("tinh"), a group of places ("cap-xa"), or neither."""

    end: int
    level: str | None = None
    group: str | None = None


def level(line: Line, at: int) -> tuple[int, str] | None:
    """Return the index after a word of rank at ``at`` and its slug; "xã hội" is none."""
    if at >= len(line.tokens) or line.tokens[at].key not in _LEVEL_KEYS:
        return None
    for words, slug in _WORDS:
        end = line.says(at, words)
        if end is not None:
            if slug == "thanh-pho" and words[0] == "tp" and line.sign(end, "."):
                end += 1
            return None if slug == "xa" and line.says(end, _SOCIETY) is not None else (end, slug)
    return None


def misread_level(line: Line, at: int) -> tuple[int, str] | None:
    """Return what ``level`` does for a word of rank with wrong accents after an agency's name: "UBND tinh", "các huyên".

    Only where nothing makes another word of it: a name, a sign or the end follows; a word that has but lost its accents may also
    have others behind it than those of ``not_ranks``.
    """
    if not line.marked or at >= len(line.tokens) or line.tokens[at].key not in _LEVEL_KEYS:
        return None
    for words, slug in _WORDS:
        end = at + len(words)
        printed = line.tokens[at:end]
        if len(printed) < len(words) or any(t.key != unmarked(w) for t, w in zip(printed, words, strict=True)):
            continue
        bare = end < len(line.tokens) and line.tokens[end].key[0].isalnum() and not line.capital(end)
        faded = all(t.spelling == w or is_faded(t.spelling, w) for t, w in zip(printed, words, strict=True))
        compound = tuple(t.key for t in line.tokens[end - 1 : end + 1]) in heads().not_ranks
        return (end, slug) if not bare or (faded and not compound) else None
    return None


def ends_name(line: Line, at: int) -> bool:
    """Whether no word of a name can stand at ``at``: end, sign, verb or function word."""
    if at >= len(line.tokens) or not line.tokens[at].key[0].isalnum():
        return True
    words = heads()
    if len(line.tokens[at].key) == 1 and not line.capital(at) and line.sign(at + 1, ")"):  # "a)" begins a point
        return True
    if line.tokens[at].spelling in words.stops and not line.capital(at):
        return True
    if _inside_a_word(line, at):
        return False
    spelled = tuple(t.spelling for t in line.tokens[at : at + _LONGEST_VERB])
    if any(spelled[:count] in words.verbs for count in range(1, _LONGEST_VERB + 1)):
        return True
    folded = tuple(t.key for t in line.tokens[at : at + 2])
    lower = not line.capital(at) and not line.capital(at + 1)
    return lower and folded in words.folded_verbs  # "chú trì", "phôi hợp"


def _inside_a_word(line: Line, at: int) -> bool:
    """Whether what looks like a verb at ``at`` belongs to the word before: "Chương trình", "đầu tư xây dựng"."""
    if at == 0:
        return False
    if line.tokens[at].spelling == _SUBMITS[0]:
        return line.tokens[at - 1].spelling in _BEFORE_SUBMITS
    return at > 1 and line.says_any(at - 2, _BUILDING) is not None


def in_compound(line: Line, at: int) -> bool:
    """Whether the word before makes the head an ordinary word: "cơ sở", "nhiệm vụ", "đô thị trung tâm"."""
    if at == 0:
        return False
    return line.says_one(at - 1, heads().compounds) is not None


def proper(line: Line, at: int) -> int:
    """Return the index after the proper name at ``at`` ("Lạc Hà", "Lạc Hà - Vân Khê", "1"), or ``at`` where none is."""
    position = at
    while position - at < _MAX_NAME and not ends_name(line, position):
        token = line.tokens[position]
        if not token.capital and not (token.key.isdigit() and position == at and len(token.key) <= 2):
            break
        if level(line, position) is not None or _begins_office(line, position):
            break
        position += 1
        if line.sign(position, "-–") and line.capital(position + 1) and not ends_name(line, position + 1):
            position += position + 1 - at < _MAX_NAME
    return position - line.sign(position - 1, "-–") if position > at else at


def _begins_office(line: Line, at: int) -> bool:
    token = line.tokens[at]
    return token.upper or any(line.says(at, words) is not None for words in heads().heads.get(token.key, ()))


def places(line: Line, at: int) -> Tail | None:
    """Read a group of places at ``at``: "các xã, phường", "xã, phường", "12 phường", "cấp xã", "các cấp"."""
    for words, slug in _FIXED:
        end = line.says(at, words)
        if end is not None:
            return Tail(end, group=slug)
    position = line.says_any(at, _MANY) or (at + line.tokens[at].key.isdigit() if at < len(line.tokens) else at)
    many = position > at
    slugs: list[str] = []
    while found := level(line, position) or misread_level(line, position) or _in_list(line, position, slugs):
        position, slug = found
        slugs.append(slug)
        position = _chat_ward(line, position, slugs)
        following = position + (line.sign(position, ",/-–"))
        following += line.says(following, _AND) is not None
        if (level(line, following) or misread_level(line, following) or _in_list(line, following, slugs)) is None or (
            following == position and line.marked
        ):
            break
        position = following
    if not slugs or (len(slugs) == 1 and (not many or line.sign(position, ":"))):
        return None
    return Tail(_restricted(line, position), group=_group(slugs))


def _in_list(line: Line, at: int, slugs: list[str]) -> tuple[int, str] | None:
    """Read a rank that only a list of ranks shows: "thị" for "thị xã", and "thành phế", a scan's "thành phố"."""
    if not slugs or not line.marked or at >= len(line.tokens):
        return None
    if line.says(at, _TOWN) is not None and (line.sign(at + 1, ",/") or line.says(at + 1, _AND) is not None):
        return at + 1, "thi-xa"
    misread = line.says(at, _CITY) is not None and at + 1 < len(line.tokens) and line.tokens[at + 1].key == "phe"
    return (at + 2, "thanh-pho") if misread else None


def _chat_ward(line: Line, at: int, slugs: list[str]) -> int:
    """Read the "p" of "ubnd xã p" as phường in a question, unless it may be "phải" before a verb."""
    position = at + line.sign(at, ",/")
    if line.marked or slugs != ["xa"] or not line.sign(position, "p"):
        return at
    following = line.tokens[position + 1].key if position + 1 < len(line.tokens) else "?"
    if following not in _AFTER_WARD:
        return at
    slugs.append("phuong")
    return position + 1


def _group(slugs: list[str]) -> str:
    """Name the group of ranks: one rank of communes by itself, else the tier."""
    if set(slugs) <= {"xa"} or set(slugs) <= {"phuong"}:
        return f"cac-{slugs[0]}"
    return "cap-tinh" if "tinh" in slugs else _CLASS[slugs[0]]


def _restricted(line: Line, at: int) -> int:
    """Return the index after what narrows a group of places ("trực thuộc trung ương", "trên địa bàn tỉnh Lạc Hà")."""
    end = line.says(at, _CENTRAL)
    if end is not None:
        return end
    end = line.says(at, _TERRITORY)
    if end is not None:
        found = level(line, end)
        return proper(line, found[0]) if found else end
    end = line.says_any(at, _WITHIN)
    if end is not None:
        stop = end
        while stop - end < 3 and not ends_name(line, stop):
            stop += 1
        return stop
    return at


def tail(line: Line, at: int, *, bare: bool = True) -> Tail | None:
    """Read what follows the name of an agency at ``at``, or None; ``bare``: a proper name without its rank counts."""
    region = line.says(at, _REGION) or at
    if region < len(line.tokens) and line.capital(region) and _ROMAN.fullmatch(line.tokens[region].key):
        return Tail(region + 1)
    if region > at and proper(line, region) > region:
        return Tail(proper(line, region))
    country = line.says_any(at, _COUNTRY)
    if country is not None:
        return tail(line, country, bare=bare) or Tail(country)
    group = places(line, at)
    if group is not None:
        return group
    found = level(line, at) or misread_level(line, at)
    if found is None:
        end = proper(line, at) if bare else at
        return Tail(end) if end - at >= 2 and not line.tokens[at + 1].upper else None
    end, slug = found
    named = proper(line, end)
    while named > end and line.sign(named, ",") and (outer := level(line, named + 1)):
        end, named = named, proper(line, outer[0])
        if named == outer[0]:
            named = end
            break
    return Tail(max(named, found[0]), level=slug)
