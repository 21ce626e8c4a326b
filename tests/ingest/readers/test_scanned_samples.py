"""A sample plan that was printed and scanned at 200 dpi reads as its source does, but for single letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapidfuzz.distance import Indel

from ingest.errors import MissingTool
from ingest.model import Clause, Level, Plan
from ingest.obligations import find_obligations
from ingest.readers.ocr import require_tesseract
from ingest.reading import read_plan
from tests.renderings.pdf import render_pdf
from tests.renderings.scan import render_scan

# The sample with signs of four depths ("-", "+", "•", letters); the other three pass as well, at 15 to 30 seconds each.
SAMPLE = Path(__file__).resolve().parents[3] / "evals" / "samples" / "plans" / "dong-may-2025-an-toan-thuc-pham.txt"
LEAST_RECALL = 0.95
ALIKE = 0.85  # of two actions' letters: a scan's misread marks, no other words


@pytest.fixture(scope="module")
def plans() -> tuple[Plan, Plan]:
    try:
        require_tesseract()
    except MissingTool:
        pytest.skip("needs Tesseract with its Vietnamese data (tesseract-ocr tesseract-ocr-vie)")
    source = read_plan(SAMPLE.read_bytes(), SAMPLE.name)
    heard: list[tuple[int, int]] = []
    scan = read_plan(render_scan(render_pdf(source.text)), "quet.pdf", lambda done, total: heard.append((done, total)))
    assert heard == [(page, len(scan.page_starts)) for page in range(1, len(scan.page_starts) + 1)]
    return source, scan


def tree(clause: Clause, depth: int = 0) -> list[tuple[int, str, str]]:
    """Depth, level and id of each clause of the body; the head's paragraphs stand in the order in which a page has them."""
    own = [] if clause.level is Level.HEADER else [(depth, clause.level.name, clause.id)]
    return own + [each for child in clause.children for each in tree(child, depth + 1)]


def test_a_scanned_plan_has_the_tree_of_its_source(plans: tuple[Plan, Plan]) -> None:
    source, scan = plans
    assert tree(scan.root) == tree(source.root)


def test_a_scanned_plan_has_the_obligations_of_its_source(plans: tuple[Plan, Plan]) -> None:
    source, scan = plans
    read = [(duty.clause_id, duty.span.of(scan.text)) for duty in find_obligations(scan)]
    wanted = find_obligations(source)
    found = 0
    for duty in wanted:
        action = duty.span.of(source.text)
        same = [
            each for each in read if each[0] == duty.clause_id and Indel.normalized_similarity(action, each[1]) >= ALIKE
        ]
        found += bool(same)
        if same:
            read.remove(same[0])
    assert found >= LEAST_RECALL * len(wanted)
    assert len(read) <= (1 - LEAST_RECALL) * len(wanted)  # and hardly any that the source has not


def test_a_scanned_plan_has_the_head_of_its_source(plans: tuple[Plan, Plan]) -> None:
    source, scan = plans
    for field in ("number", "kind", "issuer", "place", "issued", "period"):
        assert getattr(scan, field) == getattr(source, field), field
