"""Golden files of our own sample plans: canonical text and clause tree. ``python -m tests.golden.rewrite`` rewrites them;
review the diff like code, with someone who reads Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.model import Clause, Plan
from ingest.reading import read_plan

GOLDEN = Path(__file__).parent
SAMPLES = GOLDEN.parents[1] / "evals" / "samples" / "plans"
_WORDS = 12


def sample_files() -> list[Path]:
    """The bundled plans, by name."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".md"))


def golden_files(plan: Plan) -> dict[str, str]:
    """What stands in ``tests/golden/<plan>/``, by file name."""
    return {"canonical.txt": plan.text + "\n", "tree.txt": "\n".join(tree_lines(plan)) + "\n"}


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


if __name__ == "__main__":
    main()
