"""Real files beside the project: their words agree with what another program read of the same text layers."""

from pathlib import Path

import pytest
from rapidfuzz.distance import Indel

from ingest.reading import read_plan

LEAST = 0.98


def with_text_layers(shared: Path) -> list[Path]:
    """The PDF files that Word wrote: the others are scans."""
    return [path for path in sorted((shared / "files").glob("*.pdf")) if b"Microsoft" in path.read_bytes()]


@pytest.mark.shared
def test_text_layers_agree_word_for_word(shared: Path) -> None:
    paths = with_text_layers(shared)
    assert paths
    for path in paths:
        plan = read_plan(path.read_bytes(), path.name)
        words = (shared / "plans" / f"{path.stem}.txt").read_text("utf-8").split()
        likeness = Indel.normalized_similarity(words, plan.text.split())
        assert likeness >= LEAST, f"{path.name}: {likeness:.4f}"
        assert plan.number, path.name
        assert plan.issued or any(finding.code == "issued_missing" for finding in plan.findings), path.name
