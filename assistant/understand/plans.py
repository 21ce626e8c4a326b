"""Which plans a question names: by number, place, issuer, or words of the title. Guesses nothing when it names none.

The weights are rank positions, not probabilities: a number outweighs a place, a place outweighs a title.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.understand.wording import word_list
from ingest.store import PlanHead
from ingest.text import fold

_PLACE_KINDS = ("tinh", "thanh pho", "tp", "quan", "huyen", "thi xa", "thi tran", "xa", "phuong", "dac khu")
_KIND_ALIASES = {"tp": "thanh pho"}
NUMBER_WEIGHT, DIGITS_WEIGHT, PLACE_WEIGHT, ISSUER_WEIGHT, TITLE_WEIGHT, YEAR_WEIGHT, KIND_WEIGHT = (
    5.0,
    2.0,
    3.0,
    2.0,
    2.5,
    0.4,
    1.0,
)
PAIRS_OF_A_NAME = 3  # so many rare pairs of a title's words say it as well as all of them
NAMED_BY_TITLE = 1.3  # a title alone names a plan when this much of it is said: two rare pairs
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


@dataclass(frozen=True, slots=True, eq=False)
class _Naming:
    """How one plan may be named, folded: made once, matched against every question."""

    head: PlanHead
    places: tuple[tuple[str, str], ...]
    number: str
    digits: str
    kind: str
    years: frozenset[str]
    pairs: frozenset[str]


class PlanNames:
    """The names of all plans, by what a question may say of them. Made once for a revision of the store."""

    def __init__(self, heads: Sequence[PlanHead]) -> None:
        self._namings = tuple(_naming(head) for head in heads)
        self._by_issuer: dict[str, list[_Naming]] = {}
        self.long_forms = _long_forms(heads)
        self._by_place: dict[str, list[_Naming]] = {}
        self._by_pair: dict[str, list[_Naming]] = {}
        self._by_digits: dict[str, list[_Naming]] = {}
        for naming in self._namings:
            for _, name in naming.places:
                self._by_place.setdefault(name, []).append(naming)
            for pair in naming.pairs:
                self._by_pair.setdefault(pair, []).append(naming)
            self._by_issuer.setdefault(naming.head.issuer_id, []).append(naming)
            if naming.digits:
                self._by_digits.setdefault(naming.digits, []).append(naming)
        self._rarity = {pair: math.log(1 + len(heads) / len(with_it)) for pair, with_it in self._by_pair.items()}
        self._rarest = max(self._rarity.values(), default=1.0)
        self._longest_place = max((len(name.split()) for name in self._by_place), default=0)

    @property
    def places(self) -> Collection[str]:
        """The folded names of all plans' places."""
        return self._by_place.keys()

    def named(
        self, text: str, sentence: str, issuers: Collection[str] = (), translated: str = ""
    ) -> tuple[NamedPlan, ...]:
        """Return the plans that a question names, best first; empty when it names none.

        ``text`` is the folded question as typed (for numbers), ``sentence`` its folded words, ``issuers`` the ids of the
        agencies in it, ``translated`` the Vietnamese terms of an English question.
        """
        words = sentence.split()
        said = frozenset(_pairs(words)) | frozenset(p for term in translated.split(";") for p in _pairs(term.split()))
        said = said.union(*(_pairs(self.long_forms[w]) for w in words if w in self.long_forms))
        question = _Said(text, sentence, said, self._places_said(words), frozenset(issuers))
        scored = [
            NamedPlan(naming.head, score)
            for naming in self._candidates(question)
            if (score := self._score(question, naming)) > 0
        ]
        scored.sort(key=lambda n: (-n.score, n.head.id))
        if not scored:
            return ()
        close = [n for n in scored if n.score >= scored[0].score - CLOSE]
        return (*close, *_of_other_places(scored, close, question.places))

    def _places_said(self, words: Sequence[str]) -> dict[str, str]:
        """The places' names in the question, each with the kind said before it ("" for none)."""
        found = {}
        for size in range(1, self._longest_place + 1):
            for i in range(len(words) - size + 1):
                name = " ".join(words[i : i + size])
                if name in self._by_place:
                    before = " ".join(words[max(0, i - 2) : i])
                    said = next((k for k in _PLACE_KINDS if before.endswith(k)), "")
                    if said or not name.isdigit():  # "phường 1" is a place, a bare 1 is none
                        found[name] = _KIND_ALIASES.get(said, said)
        return found

    def _candidates(self, question: _Said) -> Iterable[_Naming]:
        found: dict[str, _Naming] = {}
        for name in question.places:
            found.update((n.head.id, n) for n in self._by_place[name])
        for issuer in question.issuers:
            if not issuer.startswith("ubnd"):
                found.update((n.head.id, n) for n in self._by_issuer.get(issuer, ()))
        for digits in {d.lstrip("0") for d in re.findall(r"\d+", question.text)}:
            found.update((n.head.id, n) for n in self._by_digits.get(digits, ()))
        # a title names a plan by two rare pairs; pairs of very many titles find no plan of themselves
        for pair in question.pairs:
            with_it = self._by_pair.get(pair, ())
            if len(with_it) <= _COMMON_PAIR:
                found.update((n.head.id, n) for n in with_it)
        return found.values()

    def _score(self, question: _Said, naming: _Naming) -> float:
        by_number = _number_score(question.text, naming)
        by_place = _place_score(question.places, naming)
        shared = sum(self._rarity[p] for p in naming.pairs & question.pairs)
        by_title = TITLE_WEIGHT * min(1.0, shared / (PAIRS_OF_A_NAME * self._rarest))
        # an agency that issues plans of its own names them where a document is spoken of ("kế hoạch của Sở Y tế")
        issues = naming.head.issuer_id in question.issuers and not naming.head.issuer_id.startswith("ubnd")
        by_issuer = ISSUER_WEIGHT if issues and question.speaks_of_document else 0.0
        by_words = by_title if question.speaks_of_document else 0.0
        if by_number <= 0 and by_place <= 0 and by_words + by_issuer < NAMED_BY_TITLE:
            return 0.0
        by_year = YEAR_WEIGHT if naming.years & set(re.findall(r"\b(?:19|20)\d\d\b", question.sentence)) else 0.0
        kind = _kind_score(question.sentence, naming)
        return by_number + max(by_place, 0.0) + by_title + by_issuer + by_year + kind


@dataclass(frozen=True, slots=True)
class _Said:
    """What a question says that may name plans."""

    text: str
    sentence: str
    pairs: frozenset[str]
    places: Mapping[str, str]
    issuers: frozenset[str]

    @property
    def speaks_of_document(self) -> bool:
        padded = f" {self.sentence} "
        return any(f" {kind} " in padded for kind in (*KINDS, *_DOCUMENT_WORDS))


def _long_forms(heads: Sequence[PlanHead]) -> dict[str, tuple[str, ...]]:
    """Folded short forms that plans define, one word each, with the folded words that they stand for."""
    found: dict[str, tuple[str, ...]] = {}
    for head in heads:
        for abbreviation in head.abbreviations:
            short = fold(abbreviation.short)
            if re.fullmatch(r"\w{2,10}", short):
                found.setdefault(short, tuple(re.findall(r"\w+", fold(abbreviation.long))))
    return found


_COMMON_PAIR = 200  # plans


def _naming(head: PlanHead) -> _Naming:
    number = fold(head.number)
    years = set(re.findall(r"\b(?:19|20)\d\d\b", head.title)) | ({str(head.issued.year)} if head.issued else set())
    return _Naming(
        head=head,
        places=place_names(head),
        number=number,
        digits=re.split(r"[/-]", number)[0].lstrip("0"),
        kind=fold(head.kind),
        years=frozenset(years),
        pairs=frozenset(_pairs(re.findall(r"\w+", fold(head.title)))),
    )


def _of_other_places(
    scored: Sequence[NamedPlan], close: Sequence[NamedPlan], places: Mapping[str, str]
) -> list[NamedPlan]:
    """The best plan of each further place that the question says as fully ("của xã A và của thành phố B")."""
    seen = {place_names(n.head)[:1] for n in close}
    out = []
    for named in scored:
        place = place_names(named.head)[:1]
        if place and place not in seen and _place_score(places, _naming(named.head)) >= PLACE_WEIGHT:
            seen.add(place)
            out.append(named)
    return out


def _number_score(text: str, naming: _Naming) -> float:
    """A number as printed, or its digits behind the kind ("chỉ thị 06")."""
    if not naming.number:
        return 0.0
    if naming.number in text:
        return NUMBER_WEIGHT
    if not naming.digits or naming.digits not in text:
        return 0.0
    if re.fullmatch(r"(?:19|20)\d\d", naming.digits):
        return 0.0  # "kế hoạch 2026" says a year
    behind = re.search(rf"\b{re.escape(naming.kind)}\s+(?:so\s+)?0*{re.escape(naming.digits)}(?![\w/.-])", text)
    return DIGITS_WEIGHT if behind else 0.0


def _kind_score(sentence: str, naming: _Naming) -> float:
    """The kind that a question says speaks for plans of that kind and against others."""
    said = {kind for kind in KINDS if f" {kind} " in f" {sentence} "}
    if not said or not naming.kind:
        return 0.0
    return KIND_WEIGHT if any(naming.kind.startswith(kind) for kind in said) else -KIND_WEIGHT / 2


_DOCUMENT_WORDS = (
    "van ban", "phong trao", "plan", "programme", "program", "directive", "document", "telegram", "dispatch", "movement",
)  # fmt: skip
KINDS = (
    "ke hoach hanh dong", "chuong trinh hanh dong", "ke hoach", "chi thi", "chuong trinh", "cong van", "cong dien",
    "thong bao", "quyet dinh", "nghi quyet",
)  # fmt: skip


def _place_score(places: Mapping[str, str], naming: _Naming) -> float:
    best = 0.0
    for i, (kind, name) in enumerate(naming.places):
        if name not in places:
            continue
        score = PLACE_WEIGHT if i == 0 else PLACE_WEIGHT / 2  # "xã A, thành phố B": B is named less by naming it
        said = places[name]
        if said and kind:
            score += KIND_WEIGHT if said == kind else -KIND_WEIGHT
        best = max(best, score)
    return best


def _pairs(words: Sequence[str]) -> Iterable[str]:
    generic = word_list("titles")
    return (f"{a} {b}" for a, b in pairwise(words) if not (a in generic and b in generic))
