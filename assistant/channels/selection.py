"""Which plan, clause or agency somebody means by what they typed. Matches names only; questions are ``understand``'s.

Everything is compared folded: diacritics and case make no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ingest.text import fold, syllables

if TYPE_CHECKING:
    from ingest.model import Clause, Plan
    from ingest.store import AgencyCount, PlanHead

_ALIKE = 72.0  # of 100, rapidfuzz: below, a suggestion rather confuses
_SUGGESTIONS = 3


def find_plans(heads: Sequence[PlanHead], name: str) -> tuple[PlanHead, ...]:
    """Return the plans that a name fits, by the first of these tests that any plan passes.

    The id; the number; the number without its letters ("79" for "79/KH-UBND"); all syllables of the name in id, kind,
    number, title, issuer and place.
    """
    wanted = fold(name).strip()
    wanted_syllables = set(syllables(name))
    tests: tuple[Callable[[PlanHead], bool], ...] = (
        lambda head: fold(head.id) == wanted,
        lambda head: fold(head.number) == wanted,
        lambda head: fold(head.number).partition("/")[0] == wanted,
        lambda head: wanted_syllables <= set(syllables(_described(head))),
    )
    for test in tests if wanted_syllables else ():
        found = tuple(head for head in heads if test(head))
        if found:
            return found
    return ()


def similar_plans(heads: Sequence[PlanHead], name: str) -> tuple[PlanHead, ...]:
    """Return up to three plans whose id, number or title is spelled like the name, best first."""
    from rapidfuzz import fuzz

    wanted = fold(name)
    scored = [
        (max(fuzz.WRatio(wanted, fold(words)) for words in (head.id, head.number, head.title) if words), head)
        for head in heads
    ]
    good = sorted((pair for pair in scored if pair[0] >= _ALIKE), key=lambda pair: -pair[0])
    return tuple(head for _, head in good[:_SUGGESTIONS])


def find_clauses(plan: Plan, name: str) -> tuple[Clause, ...]:
    """Return the clauses that a name fits: by id; else the clause whose printed path it is ("II.3.1", "mục II.3.1")."""
    from ingest.references import find_clause_paths

    clauses = tuple(plan.root.walk())
    exact = tuple(clause for clause in clauses if clause.id == name)
    if exact:
        return exact
    sections = {path.section.casefold() for path in find_clause_paths(name)} or {name.strip().casefold()}
    for clause in clauses:  # the first in preorder is the numbered clause itself; its bullets share its section
        if clause.section.casefold() in sections:
            return (clause,)
    return ()


def find_agency_ids(name: str, known: Sequence[AgencyCount]) -> tuple[str, ...]:
    """Return the ids of the agencies that a name or an id means, as plans in the store or the registry write it; of an
    agency by its name also those whose work came to it.
    """
    from ingest.agencies import agency, find_agencies_in_question, with_predecessors

    if any(count.agency_id == name for count in known) or agency(name) is not None:
        return (name,)
    folded = {fold(each): count.agency_id for count in known for each in count.names}
    mentions = find_agencies_in_question(name, folded)
    return tuple(dict.fromkeys(i for mention in mentions for i in with_predecessors(mention.agency_id)))


def similar_agencies(name: str, known: Sequence[AgencyCount]) -> tuple[str, ...]:
    """Return up to three names of agencies in the store that are spelled like the name, best first."""
    from rapidfuzz import fuzz, process

    names = {each: fold(each) for count in known for each in count.names}
    found = process.extract(fold(name), names, scorer=fuzz.WRatio, limit=_SUGGESTIONS, score_cutoff=_ALIKE)
    return tuple(each for _, _, each in found)


def _described(head: PlanHead) -> str:
    return " ".join((head.id, head.kind, head.number, head.title, head.issuer, head.place))
