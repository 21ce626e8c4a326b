"""Which stored plans replace, amend or repeal which others. It reads no text: the plans say it (``Plan.replaces``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ingest.model import EarlierDocument, Frozen, Relation
from ingest.store.plans import PlanHead
from ingest.text import fold


class Successor(Frozen):
    """A plan that does something to an earlier one."""

    relation: Relation
    head: PlanHead


def successors(heads: Iterable[PlanHead]) -> Mapping[str, tuple[Successor, ...]]:
    """Return for each plan (by id) that others of ``heads`` replace, amend or repeal, those others, the latest first.

    A number is that of a plan where both are of one issuer, or the later plan names the issuer so; and where both dates are known,
    they must agree: offices count from 1 each year.
    """
    known = tuple(heads)
    numbered: dict[str, list[PlanHead]] = {}
    for head in known:
        if head.number:
            numbered.setdefault(_key(head.number), []).append(head)
    found: dict[str, list[Successor]] = {}
    for later in known:
        for named in later.replaces:
            for earlier in numbered.get(_key(named.number), ()):
                if earlier.id != later.id and _means(named, earlier, later):
                    found.setdefault(earlier.id, []).append(Successor(relation=named.relation, head=later))
    return {plan_id: tuple(sorted(each, key=_issued, reverse=True)) for plan_id, each in found.items()}


def _key(number: str) -> str:
    return "".join(fold(number).split()).lstrip("0")


def _means(named: EarlierDocument, earlier: PlanHead, later: PlanHead) -> bool:
    same_issuer = earlier.issuer_id == later.issuer_id and fold(earlier.place) == fold(later.place)
    said = bool(named.issuer) and fold(named.issuer) == fold(earlier.issuer)
    if not (same_issuer or said):
        return False
    if named.issued is None or earlier.issued is None:
        return True
    pairs = (
        (named.issued.year, earlier.issued.year),
        (named.issued.month, earlier.issued.month),
        (named.issued.day, earlier.issued.day),
    )
    return all(printed is None or said_part == printed for said_part, printed in pairs)


def _issued(successor: Successor) -> tuple[int, int, int]:
    issued = successor.head.issued
    return (issued.year, issued.month or 0, issued.day or 0) if issued else (0, 0, 0)
