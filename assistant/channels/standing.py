"""Whether a plan still stands: replaced, amended or repealed by another plan in the store, or past its period. Words only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.channels.texts import text

if TYPE_CHECKING:
    from ingest.model import Plan
    from ingest.store import PlanHead
    from ingest.store.versions import Successor


def is_expired(plan: PlanHead | Plan, as_of: date) -> bool:
    """Whether the plan's period ended before the day."""
    return plan.period is not None and plan.period.last < as_of


def standing_lines(plan: PlanHead | Plan, by: Sequence[Successor], as_of: date) -> list[str]:
    """Return a sentence for each thing that became of the plan; none for one that stands as it was issued."""
    lines = [text(f"standing.{each.relation.value}", plan=_named(each.head)) for each in by]
    if plan.period is not None and is_expired(plan, as_of):
        lines.append(text("standing.expired", day=f"{plan.period.last:%d/%m/%Y}"))
    return lines


def standing_object(plan: PlanHead | Plan, by: Sequence[Successor], as_of: date) -> Mapping[str, Any]:
    """Return the same as fields of the plan's JSON object."""
    return {
        "expired": is_expired(plan, as_of),
        "replaced_by": [
            {"relation": each.relation.value, "plan_id": each.head.id, "number": each.head.number} for each in by
        ],
    }


def _named(head: PlanHead) -> str:
    return f"{head.kind} {head.number or head.id}".strip()
