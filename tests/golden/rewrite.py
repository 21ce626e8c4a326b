"""Golden files of our own sample plans: canonical text, clause tree, obligations. ``python -m tests.golden.rewrite`` rewrites them;
review the diff like code, with someone who reads Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ingest.model import Clause, Plan, Role
from ingest.obligations import find_obligations
from ingest.reading import read_plan

GOLDEN = Path(__file__).parent
SAMPLES = GOLDEN.parents[1] / "evals" / "samples" / "plans"
LAYOUTS = GOLDEN.parent / "ingest" / "layouts"
_WORDS = 12


def sample_files() -> list[Path]:
    """The bundled plans, by name."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".md"))


def golden_files(plan: Plan) -> dict[str, str]:
    """What stands in ``tests/golden/<plan>/``, by file name."""
    return {
        "canonical.txt": plan.text + "\n",
        "tree.txt": "\n".join(tree_lines(plan)) + "\n",
        "obligations.yaml": yaml.safe_dump(obligation_rows(plan), allow_unicode=True, sort_keys=False, width=1000),
    }


def obligation_rows(plan: Plan) -> list[dict[str, Any]]:
    """What the plan obliges whom to do: one row an obligation, "*" for who leads, "+" for who helps."""
    signs = {Role.LEAD: "*", Role.COORDINATE: "+", Role.RESPONSIBLE: ""}
    rows: list[dict[str, Any]] = []
    for one in find_obligations(plan):
        due = one.deadline
        row = {
            "clause": one.clause_id,
            "kind": one.kind.value,
            "quote": one.span.of(plan.text),
            "who": [a.name + signs[a.role] for a in one.actors],
            "from": one.actor_source.value,
            "due": due and f"{due.text} ({due.kind.value} {due.first or ''}..{due.last or ''} {due.recurrence or ''})",
            "to": one.report_to,
        }
        rows.append({key: value for key, value in row.items() if value})
    return rows


def layout_files() -> list[Path]:
    """Our documents in the layouts that the samples do not have, by name; what is expected stands beside each."""
    return sorted(LAYOUTS.glob("*.txt"))


def layout_lines(plan: Plan) -> Iterator[str]:
    """Head and close in a few lines, findings, then the tree with labels in place of markers."""
    issued, signer = plan.issued, plan.signer
    yield (
        f"{plan.kind} {plan.number} | {plan.issuer} | {plan.place} | {issued.year}-{issued.month}-{issued.day}"
        if issued
        else "?"
    )
    yield plan.title
    yield f"{signer.authority} | {signer.on_behalf_of} | {signer.position} | {signer.name}" if signer else "?"
    yield "; ".join(plan.recipients)
    yield from (f"finding {finding.code} {finding.detail}" for finding in plan.findings)
    labels = {clause.id: clause.label for clause in plan.root.walk()}
    for line in tree_lines(plan):
        yield f"{line}  ({labels[line.partition('[')[2].partition(']')[0]]})"


def tree_lines(plan: Plan) -> Iterator[str]:
    """One line a clause: indent, marker, id, whether a heading, first words."""
    waiting: list[tuple[Clause, int]] = [(plan.root, 0)]
    while waiting:
        clause, depth = waiting.pop()
        words = " ".join(clause.body.of(plan.text).split()[:_WORDS])
        heading = "=" if clause.heading else ""
        yield f"{'  ' * depth}{clause.marker or '·'} [{clause.id}]{heading} {words}".rstrip()
        waiting.extend((child, depth + 1) for child in reversed(clause.children))


def main() -> None:
    """Rewrite the golden files of every sample."""
    for path in sample_files():
        folder = GOLDEN / path.stem
        folder.mkdir(exist_ok=True)
        for name, content in golden_files(read_plan(path.read_bytes(), path.name)).items():
            (folder / name).write_text(content, encoding="utf-8")
    for path in layout_files():
        lines = layout_lines(read_plan(path.read_bytes(), path.name))
        path.with_suffix(".tree").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
