"""Groups of agencies: "các sở, ban, ngành", "cơ quan, đơn vị có liên quan", "15 xóm", "hộ gia đình".

Reads one group; which lists stay one group and which are several is decided by the families of agency_groups.yaml.
"""

from __future__ import annotations

from typing import NamedTuple

from ingest.agencies.lexicon import Noun, groups
from ingest.agencies.line import EXACT, Line, phrase
from ingest.agencies.places import in_compound, level, places, proper

_AND = (phrase("và"), phrase("hoặc"))
_BOARD, _BRANCH = phrase("ban"), phrase("ngành")
_RELATED = (phrase("có liên quan"), phrase("liên quan"), phrase("hữu quan"))
_PREFIX = "nhom-"
_QUALIFIED = "lien-quan"


class Group(NamedTuple):
    """A group read at a token: where it ends, and its id made of its classes in the order of the data file."""

    end: int
    agency_id: str


def group_id(classes: list[str], *, related: bool = False) -> str:
    """Return the id of a group of these classes: ("so-ban-nganh", "dia-phuong") gives "nhom-so-ban-nganh_dia-phuong".

    ``related``: only those concerned ("có liên quan"), which is another group.
    """
    order = groups().order
    parts = sorted(dict.fromkeys(classes), key=lambda kind: order.get(kind, len(order)))
    return _PREFIX + "_".join([*parts, _QUALIFIED] if related else parts)


def group_classes(agency_id: str) -> tuple[str, ...] | None:
    """Return the classes in a group's id, or None where the id is not a group's."""
    if not agency_id.startswith(_PREFIX):
        return None
    return tuple(part for part in agency_id.removeprefix(_PREFIX).split("_") if part != _QUALIFIED)


def separator(line: Line, at: int) -> int:
    """Return the index after what joins two parts of a list at ``at`` (", và", ",", "và", "/"), or ``at``."""
    position = at + line.sign(at, ",/")
    joined = line.says_any(position, _AND)
    return position if joined is None else joined


def group(line: Line, at: int, *, listed: bool = False) -> Group | None:
    """Read the group that begins at token ``at``; ``listed``: it continues a list of agencies, so "tổ chức" is a noun."""
    determined = line.says_one(at, groups().determiners)
    counted = line.tokens[at].key.isdecimal() and 1 < int(line.tokens[at].key[:4]) < 1000
    if determined is not None and in_compound(line, determined):
        return None
    start = determined if determined is not None else at + counted
    first = _noun(line, start)
    if first is None or (counted and first.family not in ("hamlet", "place", "organ", "school")):
        return None
    nouns, end = _nouns(line, start, first)
    if determined is None and not counted and not _stands_alone(line, nouns, end, listed=listed):
        return None
    if _chatted(line, nouns):
        return None
    if (determined is not None or counted) and len(nouns) == 1 and first.family == "place" and _names_one(line, end):
        return None
    end, related = _modified(line, end)
    return Group(end, group_id([noun.kind for noun in nouns], related=related))


def _noun(line: Line, at: int) -> Noun | None:
    if at >= len(line.tokens):
        return None
    for noun in groups().nouns.get(line.tokens[at].key, ()):
        end = _noun_end(line, at, noun)
        if end is not None and not _other_word(line, end, noun):
            return noun
    return None


def _other_word(line: Line, at: int, noun: Noun) -> bool:
    """Whether the word at ``at`` makes another word of the noun before it ("xã" and "hội")."""
    words = noun.not_before if line.marked else noun.not_before + noun.unaccented_not_before
    return line.says_any(at, words) is not None


def _noun_end(line: Line, at: int, noun: Noun) -> int | None:
    """Match the words of a noun; between them "-" or "," may stand ("chính trị - xã hội")."""
    position, forgiven = at, len(noun.words) == 1 or noun.words in EXACT
    for word in noun.words:
        if position > at and not noun.joined:
            position += line.sign(position, ",-–")
        end = line.says(position, (word,))
        if end is None:
            if forgiven or not line.faded(position, word):
                return None
            end, forgiven = position + 1, True
        position = end
    return position


def _nouns(line: Line, at: int, first: Noun) -> tuple[list[Noun], int]:
    """Read a noun and those that stick to it; return them and the index after the last."""
    nouns, end = [first], _after(line, at, first)
    while True:
        start = separator(line, end)
        if start == end and line.sign(end, "-–") and first.family == "place":
            start = end + 1
        following = _noun(line, start) if start > end else None
        if following is None or not _sticks(nouns[-1], following) or _is_office(line, start, following):
            return nouns, end
        nouns.append(following)
        end = _after(line, start, following)


def _after(line: Line, at: int, noun: Noun) -> int:
    end = _noun_end(line, at, noun)
    assert end is not None, "the noun was found here"  # noqa: S101  # an invariant, not a check of input
    return end


def _sticks(before: Noun, noun: Noun) -> bool:
    if before.family == noun.family:
        return noun.family not in ("society", "mass")
    if before.family == "organ" and noun.kind in ("to-chuc", "doan-the"):
        return True
    return before.kind == "doan-the" and noun.words == phrase("nhân dân")


def _is_office(line: Line, at: int, noun: Noun) -> bool:
    """Whether the noun begins the name of one agency: "…, Sở Xây dựng"."""
    return line.marked and line.capital(at) and line.capital(at + len(noun.words))


def _chatted(line: Line, nouns: list[Noun]) -> bool:
    """Whether "ban" without accents may be "bạn", who is spoken to: it is no agency unless "ngành" follows."""
    return not line.marked and nouns[0].words == _BOARD and (len(nouns) == 1 or nouns[1].words != _BRANCH)


def _stands_alone(line: Line, nouns: list[Noun], end: int, *, listed: bool) -> bool:
    """Whether nouns without a determiner are a group: a list of several, a noun that always is, or part of a list."""
    if len(nouns) > 1:
        return nouns[0].family in ("organ", "place", "staff", "hamlet") and not (
            nouns[0].family == "place" and level(line, end) is None and proper(line, end) > end
        )
    return nouns[0].alone or (listed and nouns[0].kind == "to-chuc" and _noun_place(line, end))


def _noun_place(line: Line, at: int) -> bool:
    """Whether "tổ chức" before ``at`` is the noun, since a sign or a conjunction follows, not an object."""
    return at >= len(line.tokens) or not line.tokens[at].key[0].isalnum() or line.says_any(at, _AND) is not None


def _names_one(line: Line, at: int) -> bool:
    """Whether a proper name follows, so that "mỗi xã Đồng Mây" is a place and no group."""
    return proper(line, at) > at


def _modified(line: Line, at: int) -> tuple[int, bool]:
    """Return the index after modifiers and the place of a group, and whether it is narrowed to those concerned."""
    end, related = at, False
    while True:
        concerned = line.says_any(end, _RELATED)
        related = related or concerned is not None
        modifier = concerned or line.says_one(end, groups().modifiers)
        if modifier is None:
            break
        end = modifier
    found = level(line, end)
    if found is not None and places(line, end) is None:
        end = proper(line, found[0])
    elif line.says_any(end - 1, (phrase("tỉnh"), phrase("phố"), phrase("xã"), phrase("phường"))) == end:
        end = proper(line, end)
    return end, related
