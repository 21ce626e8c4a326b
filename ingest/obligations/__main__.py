"""``python -m ingest.obligations FILE…``: prints the obligations of files as JSON, for development; stores nothing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ingest.model import Obligation, Plan
from ingest.obligations.find import find_obligations
from ingest.reading import read_plan


def as_record(plan: Plan, obligation: Obligation) -> dict[str, object]:
    """Return an obligation with the contract's field names and its quote."""
    record = obligation.model_dump(mode="json", exclude={"span", "deadline", "actors"})
    deadline = obligation.deadline
    return record | {
        "quote": obligation.span.of(plan.text),
        "start": obligation.span.start,
        "end": obligation.span.end,
        "actors": [a.model_dump(mode="json", exclude={"span"}) for a in obligation.actors],
        "deadline": deadline
        and {
            "text": deadline.text,
            "kind": deadline.kind.value,
            "from": deadline.first and deadline.first.isoformat(),
            "to": deadline.last and deadline.last.isoformat(),
            "recurrence": deadline.recurrence,
        },
    }


def main(paths: list[str]) -> None:
    """Print ``{"items": […]}`` for all files together, which the scoring tool takes as it is."""
    items: list[dict[str, object]] = []
    for path in paths:
        plan = read_plan(Path(path).read_bytes(), path)
        items += [as_record(plan, o) for o in find_obligations(plan)]
    sys.stdout.write(json.dumps({"items": items}, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
