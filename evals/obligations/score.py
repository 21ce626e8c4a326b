"""Scores the obligations found in a plan against the gold ones (rules as ../shared/tools/score.py has them).

Arithmetic only: reads no file and runs no extraction.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

from evals.cases import Case, share
from evals.gold import Obligation
from evals.sources import Sources, covered, squeeze

COVERED = 0.6  # of a gold quote's characters: then the obligation is found
TIGHT = 0.5  # overlap over union: then the match is that statement and not a bullet of several
GOLD_QUOTE = 300  # gold quotes are cut at this length, so found ones are too before overlap is measured
LONG = 4  # times the gold quote's length: beyond it a match counts a little less
ALIKE = 0.87  # likeness of two long agency names that is taken for spelling
LONG_NAME = 12  # characters below which names must agree exactly

# Applied in this order to a squeezed name; what is left is compared word by word.
_SAME_NAME = (
    (re.compile(r"\b[uủ][ỷy] ban nhân dân\b"), "ubnd"),
    (re.compile(r"\b[uủ][ỷy] ban mặt trận tổ quốc( việt nam)?\b|\bmttq\b"), "mttq"),
    (re.compile(r"^(các phòng:|phòng:|các)\s+"), ""),
    (re.compile(r"\b(thành phố|tỉnh|phường|xã)$"), ""),
    (re.compile(r"\W+"), " "),
)

Place = tuple[int, int]


def score(gold: Mapping[str, Sequence[Obligation]], found: Sequence[Obligation], sources: Sources) -> list[Case]:
    """Score every plan that has gold; ``gold`` by plan slug, ``found`` from any plans.

    A plan's found obligations are those of the plan id whose quotes most often stand in its text.
    """
    owners = _owners(found, sources)
    cases: list[Case] = []
    for slug, wanted in gold.items():
        mine = [item for item in found if slug in owners and item.plan_id == owners[slug]]
        cases += score_plan(slug, wanted, mine, sources)
    return cases


def score_plan(slug: str, gold: Sequence[Obligation], found: Sequence[Obligation], sources: Sources) -> list[Case]:
    """Score one plan: a case for each gold obligation that stands in its text, and one for what was found there."""
    places = [sources.locate(slug, item.quote or "") for item in found]
    used: set[int] = set()
    cases = []
    for wanted in gold:
        place = sources.locate(slug, wanted.quote or "")
        if place is None:
            continue
        best = _best_match(place, places)
        if best is not None:
            used.add(best)
        cases.append(_gold_case(slug, wanted, place, None if best is None else (found[best], places[best])))
    cases.append(
        Case(
            id=f"{slug}#found",
            groups=(f"plan={slug}",),
            shares={"precision": (float(len(used)), float(len(found)))},
            counts={"found_not_in_source": sum(1 for place in places if place is None)},
        )
    )
    return cases


def spurious(
    gold: Mapping[str, Sequence[Obligation]], found: Sequence[Obligation], sources: Sources
) -> dict[str, list[str]]:
    """Return, by plan, the quotes of found obligations that match no gold one: for reading, not for scoring."""
    owners = _owners(found, sources)
    extra = {}
    for slug, wanted in gold.items():
        mine = [item for item in found if slug in owners and item.plan_id == owners[slug]]
        places = [sources.locate(slug, item.quote or "") for item in mine]
        asked = [sources.locate(slug, item.quote or "") for item in wanted]
        used = {_best_match(place, places) for place in asked if place}
        extra[slug] = [item.quote or "" for number, item in enumerate(mine) if number not in used]
    return extra


def same_agency(first: str, second: str) -> bool:
    """Whether two names are the same agency, spelling, word order and place suffix aside."""
    a, b = _agency_key(first), _agency_key(second)
    if a == b or sorted(a.split()) == sorted(b.split()):
        return True
    return min(len(a), len(b)) > LONG_NAME and difflib.SequenceMatcher(None, a, b).ratio() > ALIKE


def _agency_key(name: str) -> str:
    key = squeeze(name)
    for pattern, replacement in _SAME_NAME:
        key = pattern.sub(replacement, key)
    return key.strip()


def _owners(found: Iterable[Obligation], sources: Sources) -> dict[str, str]:
    votes: dict[str, dict[str, int]] = {}
    for item in found:
        for slug in sources:
            if sources.locate(slug, item.quote or ""):
                ballot = votes.setdefault(slug, {})
                ballot[item.plan_id] = ballot.get(item.plan_id, 0) + 1
    return {slug: max(ballot, key=ballot.__getitem__) for slug, ballot in votes.items()}


def _best_match(wanted: Place, places: Sequence[Place | None]) -> int | None:
    """Return the found obligation that covers the gold one best, the first of equals, if it covers enough."""
    best, best_number = 0.0, None
    for number, place in enumerate(places):
        if place is None:
            continue
        length = (place[1] - place[0]) / max(1, wanted[1] - wanted[0])
        worth = covered(wanted, [place]) - 0.1 * max(0.0, length - LONG) / LONG
        if worth > best:
            best, best_number = worth, number
    return best_number if best >= COVERED else None


def _gold_case(slug: str, gold: Obligation, place: Place, match: tuple[Obligation, Place | None] | None) -> Case:
    groups = (f"plan={slug}",)
    if match is None or match[1] is None:
        missed = {name: share(0.0) for name in ("recall", "tight_recall", "record_exact")}
        return Case(id=gold.id, groups=groups, right=False, shares=missed)
    found, found_place = match[0], match[1]
    tight = _tight(place, found_place)
    actors = _actor_f1(gold, found)
    roles_right, roles = _roles(gold, found)
    exact = tight and actors == 1.0 and roles_right == roles and _same_deadline(gold, found)
    return Case(
        id=gold.id,
        groups=groups,
        right=exact,
        shares={
            "recall": share(1.0),
            "tight_recall": share(tight),
            "record_exact": share(exact),
            "actor_f1": share(actors),
            "role_accuracy": (float(roles_right), float(roles)),
            "deadline_accuracy": share(_deadline_right(gold, found), if_any=gold.deadline is not None),
        },
        counts={"deadlines_invented": int(gold.deadline is None and found.deadline is not None)},
    )


def _tight(gold: Place, found: Place) -> bool:
    start, end = found[0], min(found[1], found[0] + GOLD_QUOTE)
    overlap = max(0, min(end, gold[1]) - max(start, gold[0]))
    return overlap / (max(end, gold[1]) - min(start, gold[0])) >= TIGHT


def _actor_f1(gold: Obligation, found: Obligation) -> float:
    wanted, given = [a.name for a in gold.actors], [a.name for a in found.actors]
    if not wanted and not given:
        return 1.0
    recalled = sum(any(same_agency(name, other) for other in given) for name in wanted)
    justified = sum(any(same_agency(name, other) for other in wanted) for name in given)
    recall = recalled / len(wanted) if wanted else 1.0
    precision = justified / len(given) if given else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _roles(gold: Obligation, found: Obligation) -> tuple[int, int]:
    """Return how many gold actors have their role in what was found, and how many are named there at all."""
    right = named = 0
    for wanted in gold.actors:
        given = next((actor for actor in found.actors if same_agency(wanted.name, actor.name)), None)
        if given is not None:
            named += 1
            right += given.role == wanted.role
    return right, named


def _deadline_right(gold: Obligation, found: Obligation) -> bool:
    """Whether last day or recurrence agree; a deadline that was not found has neither (last day None)."""
    if gold.deadline is None:
        return False
    last = found.deadline.last if found.deadline else None
    recurrence = found.deadline.recurrence if found.deadline else None
    return gold.deadline.last == last or (
        gold.deadline.recurrence is not None and gold.deadline.recurrence == recurrence
    )


def _same_deadline(gold: Obligation, found: Obligation) -> bool:
    wanted, given = gold.deadline, found.deadline
    if wanted is None or given is None:
        return wanted is given
    return (wanted.last, wanted.kind, wanted.recurrence) == (given.last, given.kind, given.recurrence)
