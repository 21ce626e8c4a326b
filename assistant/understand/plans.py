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
_NUMBER = re.compile(r"\d+(?:/\d{4})?/[a-z][\w&đ-]+")
NUMBER_WEIGHT, PLACE_WEIGHT, TITLE_WEIGHT, YEAR_WEIGHT, KIND_WEIGHT = 5.0, 3.0, 2.5, 0.4, 1.0
NAMED_BY_TITLE = 1.1  # a title alone names a plan when this much of its rare pairs of words is said
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


def plans_named(sentence: str, heads: Sequence[PlanHead]) -> tuple[NamedPlan, ...]:
    """Return the plans that a folded sentence names, best first; empty when it names none."""
    rarity = _pair_rarity(heads)
    scored = [NamedPlan(h, s) for h in heads if (s := _score(sentence, h, rarity)) > 0]
    scored.sort(key=lambda n: (-n.score, n.head.id))
    if not scored:
        return ()
    return tuple(n for n in scored if n.score >= scored[0].score - CLOSE)


def _score(sentence: str, head: PlanHead, rarity: dict[str, float]) -> float:
    number = fold(head.number)
    by_number = NUMBER_WEIGHT if number and number in _NUMBER.findall(sentence) else 0.0
    by_place = _place_score(sentence, head)
    by_title = _title_score(sentence, head, rarity)
    if not by_number and by_place <= 0 and by_title < NAMED_BY_TITLE:
        return 0.0
    years = set(re.findall(r"\b(?:19|20)\d\d\b", sentence))
    stated = set(re.findall(r"\b(?:19|20)\d\d\b", head.title)) | ({str(head.issued.year)} if head.issued else set())
    by_year = YEAR_WEIGHT if years & stated else 0.0
    kind = fold(head.kind)
    by_kind = YEAR_WEIGHT if kind and f" {kind} " in f" {sentence} " else 0.0
    return by_number + max(by_place, 0.0) + by_title + by_year + by_kind


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


def _title_score(sentence: str, head: PlanHead, rarity: dict[str, float]) -> float:
    pairs = _title_pairs(head)
    said = frozenset(_pairs(sentence.split()))
    total = sum(rarity[p] for p in pairs)
    if not total:
        return 0.0
    shared = [p for p in pairs if p in said]
    if not shared:
        return 0.0
    return TITLE_WEIGHT * min(1.0, sum(rarity[p] for p in shared) / min(total, 4 * math.log(1 + len(rarity) + 1)))


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
