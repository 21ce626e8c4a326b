"""What a label before a colon announces, and what the head of a column says of the column. Reads words only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Literal

from ingest.data import read_yaml
from ingest.text import fold

FieldKind = Literal[
    "lead",
    "coordinate",
    "responsible",
    "time",
    "task",
    "paper",
    "target",
    "number",
    "product",
    "funding",
    "circumstance",
    "other",
]
PARTS: tuple[FieldKind, ...] = ("lead", "coordinate", "responsible")
_OPEN: tuple[FieldKind, ...] = ("other", "time", "task", "paper", "target", "product", "funding", "circumstance")
_LONGEST_LABEL = 10  # words: "Thời gian ra quân làm vệ sinh bến bãi toàn xã"
_LONGEST = 120  # characters
_LONGEST_HEAD = 80
_FEWEST_HEADS = 2
_SHORTEST_WORD = 4  # letters; a shorter word is near to too many
_AND = r"\s*(?:,|/|;|\+|&|-|–|\bva\b|\bhoac\b)\s*"
_GIVEN = r"(?:co\s+|duoc\s+|chiu\s+)*"
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ENDS = " -–+•*:.,;()[]0123456789\n"


def label_kind(label: str) -> FieldKind | None:
    """Return what a label announces ("Đơn vị chủ trì" → lead), or None if it is no label that we know.

    A label that gives two parts at once ("Cơ quan chủ trì, phối hợp") makes its holders ``responsible``.
    """
    folded = _bare(label)
    if not folded or len(folded) > _LONGEST:
        return None
    opened = _opened(folded)
    if opened == "other":
        return opened
    part = _part(folded)
    if part is not None:
        return part
    if _words("times_alone").fullmatch(folded) or _words("number").fullmatch(folded):
        return "time" if _words("times_alone").fullmatch(folded) else "number"
    return opened if opened and len(folded.split()) <= _LONGEST_LABEL else None


def opens_with_time(text: str) -> bool:
    """Whether the words of a label of time begin a text: "Thời gian làm sạch bến bãi hoàn thành trước ngày …"."""
    return _words("time").match(fold(text[:_LONGEST])) is not None


@lru_cache(maxsize=4096)
def head_kind(head: str, *, broken: bool = False) -> FieldKind | None:
    """Return what the head of a column says of it; ``broken`` bears a scan's wrong letters, too."""
    folded = _bare(head)
    if not folded or len(folded) > _LONGEST_HEAD:
        return None
    for words in (folded, _respaced(folded), _repaired(folded) if broken else None):
        kind = label_kind(words) if words else None
        if kind is None and words and _holders().fullmatch(words):
            kind = "responsible"
        if kind is not None:
            return kind
    return None


def head_kinds(heads: Sequence[str]) -> tuple[FieldKind | None, ...]:
    """Return what the cells of a row say as heads of their columns; empty where it is no head of an assignment table.

    A head names what is to be done, and who must do it or when. An estimate of costs is none.
    """
    kinds = tuple(head_kind(head) for head in heads)
    known = sum(kind is not None for kind in kinds)
    if known >= _FEWEST_HEADS and known < len(kinds):
        kinds = tuple(k or head_kind(h, broken=True) for k, h in zip(kinds, heads, strict=True))
    return kinds if is_head(kinds) and not is_estimate(heads) else ()


def is_head(kinds: Iterable[FieldKind | None]) -> bool:
    """Whether columns of these kinds make an assignment table."""
    found = set(kinds)
    given = found & {*PARTS}
    return bool(("task" in found and (given or "time" in found)) or ({"paper", "target"} & found and given))


def is_estimate(heads: Iterable[str]) -> bool:
    """Whether these are heads of an estimate of costs."""
    return any(_words("estimates").match(_bare(head)) for head in heads)


def _bare(label: str) -> str:
    return " ".join(_BRACKETS.sub(" ", fold(label)).strip(_ENDS).split())


def _opened(folded: str) -> FieldKind | None:
    """Return the kind whose words begin a label; the longest words count."""
    best: tuple[int, FieldKind] | None = None
    for kind in _OPEN:
        found = _words(kind).match(folded)
        if found is not None and (best is None or found.end() > best[0]):
            best = (found.end(), kind)
    return best[1] if best else None


def _part(folded: str) -> FieldKind | None:
    if folded == "trach nhiem":
        return "responsible"
    found = _holding().fullmatch(folded)
    if found is None:
        return None
    given = {kind for kind in PARTS if _words(kind).search(found["parts"])}
    if {"lead", "coordinate"} <= given:
        return "responsible"
    return next((kind for kind in PARTS if kind in given), None)


@cache
def _data() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = read_yaml("labels.yaml")
    return data


def _any(*groups: str) -> str:
    phrases = sorted({fold(p) for g in groups for p in _data()[g]}, key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in phrases)


@cache
def _words(group: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(group)})(?!\w)")


@cache
def _holders() -> re.Pattern[str]:
    """Return what matches a head that only names a sort of holder: "Cơ quan, đơn vị", "Phòng"."""
    holder = _any("holders")
    return re.compile(rf"(?:cac\s+)?(?:{holder})(?:{_AND}(?:{holder}))*")


@cache
def _holding() -> re.Pattern[str]:
    """Return what matches holders with their parts: "Cơ quan, đơn vị chủ trì thực hiện"."""
    part = _any(*PARTS)
    more = rf"(?:{_AND}|\s+){_GIVEN}(?:{part}|{_any('tails')})(?!\w)"
    return re.compile(rf"(?:{_holders().pattern}\s+)?{_GIVEN}(?P<parts>(?:{part})(?!\w)(?:{more})*)")


@cache
def _vocabulary() -> tuple[str, ...]:
    labels = (fold(p) for group in _data().values() for p in (*group, *group.values()))
    return tuple({word for label in labels for word in re.findall(rf"[a-z]{{{_SHORTEST_WORD},}}", label)})


@cache
def _unspaced() -> dict[str, str]:
    labels = (_bare(p) for group in _data().values() for p in group.values())
    return {label.replace(" ", ""): label for label in labels}


def _respaced(folded: str) -> str | None:
    """Return the label that a head is when its spaces are put right: "Cơ quanchủ trì"."""
    return _unspaced().get(folded.replace(" ", ""))


def _repaired(folded: str) -> str:
    """Return a head with the words of labels for those that a scan broke: "quam" → "quan"."""
    known = _vocabulary()
    return " ".join(
        w if len(w) < _SHORTEST_WORD or w in known else next(iter(get_close_matches(w, known, 1, 0.74)), w)
        for w in folded.split()
    )


def is_exact(head: str) -> bool:
    """Whether words are a whole label and not a label's beginning with words that may be another column's."""
    folded = _bare(head)
    return folded in _labels() or _holding().fullmatch(folded) is not None or _holders().fullmatch(folded) is not None


@cache
def _labels() -> frozenset[str]:
    return frozenset(_bare(words) for group in _data().values() for entry in group.items() for words in entry)
