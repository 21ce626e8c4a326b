"""What reading a document gives: its plan and its obligations. It reads nothing."""

from __future__ import annotations

from ingest.model import Frozen, Obligation, Plan


class Reading(Frozen):
    """A plan with its obligations, as the child sends them to its parent."""

    plan: Plan
    obligations: tuple[Obligation, ...]

    def named(self, plan_id: str) -> Reading:
        """Return the same under another plan id; ids of obligations begin with it."""
        old = self.plan.id
        if plan_id == old:
            return self
        renamed = (
            obligation.model_copy(update={"plan_id": plan_id, "id": plan_id + obligation.id.removeprefix(old)})
            for obligation in self.obligations
        )
        return Reading.model_construct(plan=self.plan.model_copy(update={"id": plan_id}), obligations=tuple(renamed))
