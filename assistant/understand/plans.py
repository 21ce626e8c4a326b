"""Which plans a question names: by number, place, issuer, or words of the title. Guesses nothing when it names none.

The weights are rank positions, not probabilities: a number outweighs a place, a place outweighs a title.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.understand.wording import word_list
from ingest.store import PlanHead
from ingest.text import fold

_PLACE_KINDS = ("tinh", "thanh pho", "tp", "quan", "huyen", "thi xa", "thi tran", "xa", "phuong", "dac khu")
_KIND_ALIASES = {"tp": "thanh pho"}
NUMBER_WEIGHT, DIGITS_WEIGHT, PLACE_WEIGHT, TITLE_WEIGHT, YEAR_WEIGHT, KIND_WEIGHT = 5.0, 2.0, 3.0, 2.5, 0.4, 1.0
PAIRS_OF_A_NAME = 3  # so many rare pairs of a title's words say it as well as all of them
NAMED_BY_TITLE = 1.5  # a title alone names a plan when this much of it is said: two rare pairs
CLOSE = 0.75  # plans this near to the best are named as well


@dataclass(frozen=True, slots=True)
class NamedPlan:
    """A plan that the question names, and how well."""

    head: PlanHead
    score: float


def place_names(head: PlanHead) -> tuple[tuple[str, str], ...]:
    """Return (kind, name) of the places in a plan's place, folded: ("xa", "dong may")."""
    out = []
    for part in (p.strip() for p in re.split(r"[,;(]", fold(head.place))):
        for kind in _PLACE_KINDS:
            if part.startswith(kind + " "):
                out.append((_KIND_ALIASES.get(kind, kind), part.removeprefix(kind).strip()))
                break
        else:
            if part:
                out.append(("", part))
    return tuple(out)


def plans_named(text: str, sentence: str, heads: Sequence[PlanHead], translated: str = "") -> tuple[NamedPlan, ...]:
    """Return the plans that a question names, best first; empty when it names none.

    ``text`` is the folded question as typed (for numbers), ``sentence`` its folded words, ``translated`` the Vietnamese
    terms of an English question.
    """
    rarity = _pair_rarity(heads)
    said = frozenset(_pairs(sentence.split())) | frozenset(
        pair for term in translated.split(";") for pair in _pairs(term.split())
    )
    scored = [NamedPlan(h, s) for h in heads if (s := _score(text, sentence, said, h, rarity)) > 0]
    scored.sort(key=lambda n: (-n.score, n.head.id))
    if not scored:
        return ()
    close = [n for n in scored if n.score >= scored[0].score - CLOSE]
    return (*close, *_of_other_places(sentence, scored, close))


def _of_other_places(sentence: str, scored: Sequence[NamedPlan], close: Sequence[NamedPlan]) -> list[NamedPlan]:
    """The best plan of each further place that the question says as fully ("của xã A và của thành phố B")."""
    seen = {place_names(n.head)[:1] for n in close}
    out = []
    for named in scored:
        place = place_names(named.head)[:1]
        if place and place not in seen and _place_score(sentence, named.head) >= PLACE_WEIGHT:
            seen.add(place)
            out.append(named)
    return out


def _score(text: str, sentence: str, said: frozenset[str], head: PlanHead, rarity: dict[str, float]) -> float:
    by_number = _number_score(text, head)
    by_place = _place_score(sentence, head)
    by_title = _title_score(said, head, rarity)
    if by_number < NUMBER_WEIGHT and by_place <= 0 and by_title < NAMED_BY_TITLE:
        return 0.0
    years = set(re.findall(r"\b(?:19|20)\d\d\b", sentence))
    stated = set(re.findall(r"\b(?:19|20)\d\d\b", head.title)) | ({str(head.issued.year)} if head.issued else set())
    by_year = YEAR_WEIGHT if years & stated else 0.0
    return by_number + max(by_place, 0.0) + by_title + by_year + _kind_score(sentence, head)


def _number_score(text: str, head: PlanHead) -> float:
    """A number as printed, or its digits behind the kind ("chỉ thị 06")."""
    number = fold(head.number)
    if not number:
        return 0.0
    if number in text:
        return NUMBER_WEIGHT
    digits = number.split("/")[0].split("-")[0].lstrip("0")
    behind = re.search(rf"\b{re.escape(fold(head.kind))}\s+(?:so\s+)?0*{re.escape(digits)}\b", text) if digits else None
    return DIGITS_WEIGHT if behind else 0.0


def _kind_score(sentence: str, head: PlanHead) -> float:
    """The kind that a question says speaks for plans of that kind and against others."""
    said = {kind for kind in _KINDS if f" {kind} " in f" {sentence} "}
    own = fold(head.kind)
    if not said or not own:
        return 0.0
    return KIND_WEIGHT if any(own.startswith(kind) for kind in said) else -KIND_WEIGHT / 2


_KINDS = ("ke hoach", "chi thi", "chuong trinh", "cong van", "cong dien", "thong bao", "quyet dinh", "nghi quyet")


def _place_score(sentence: str, head: PlanHead) -> float:
    padded = f" {sentence} "
    best = 0.0
    for i, (kind, name) in enumerate(place_names(head)):
        if f" {name} " not in padded:
            continue
        score = PLACE_WEIGHT if i == 0 else PLACE_WEIGHT / 2  # "xã A, thành phố B": B is named less by naming it
        before = padded[: padded.index(f" {name} ")].split()[-2:]
        said = next((k for k in _PLACE_KINDS if " ".join(before).endswith(k)), "")
        said = _KIND_ALIASES.get(said, said)
        if said and kind:
            score += KIND_WEIGHT if said == kind else -KIND_WEIGHT
        best = max(best, score)
    return best


def _title_score(said: frozenset[str], head: PlanHead, rarity: dict[str, float]) -> float:
    shared = sum(rarity[p] for p in _title_pairs(head) if p in said)
    rarest = max(rarity.values(), default=1.0)
    return TITLE_WEIGHT * min(1.0, shared / (PAIRS_OF_A_NAME * rarest))


def _title_pairs(head: PlanHead) -> frozenset[str]:
    return frozenset(_pairs(re.findall(r"\w+", fold(head.title))))


def _pairs(words: Sequence[str]) -> Iterable[str]:
    generic = word_list("titles")
    return (f"{a} {b}" for a, b in pairwise(words) if not (a in generic and b in generic))


def _pair_rarity(heads: Sequence[PlanHead]) -> dict[str, float]:
    seen: dict[str, int] = {}
    for head in heads:
        for pair in _title_pairs(head):
            seen[pair] = seen.get(pair, 0) + 1
    return {pair: math.log(1 + len(heads) / n) for pair, n in seen.items()}
