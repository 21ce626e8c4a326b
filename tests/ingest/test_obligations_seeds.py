"""Obligations of real plans against their gold (../shared): the figures that must not fall."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ingest.obligations import find_obligations
from ingest.obligations.__main__ import as_record
from ingest.reading import read_plan

LEAST = {
    "recall": 0.85,
    "precision": 0.80,
    "tight_recall": 0.70,
    "actor_f1": 0.85,
    "role_accuracy": 0.90,
    "deadline_accuracy": 0.85,
}

pytestmark = pytest.mark.shared


def scoring(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_scoring", shared / "tools" / "scoring.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_gold_seeds_reach_their_figures(shared: Path) -> None:
    tool = scoring(shared)
    for gold_file in sorted((shared / "gold" / "obligations").glob("*.jsonl")):
        path = shared / "plans" / "seeds" / f"{gold_file.stem}.txt"
        plan = read_plan(path.read_bytes(), path.name)
        found = [json.loads(json.dumps(as_record(plan, o))) for o in find_obligations(plan)]
        sources = tool.Sources({gold_file.stem: path})
        figures = tool.score_obligations(tool.read_jsonl(gold_file), found, gold_file.stem, sources)
        low = {name: figures[name] for name, least in LEAST.items() if figures[name] < least}
        assert not low, (gold_file.stem, figures)
        assert figures["deadlines_invented"] <= 3
        assert figures["found_not_in_source"] == 0


def test_every_plan_gives_obligations_that_stand_in_its_text(shared: Path) -> None:
    paths = sorted((shared / "plans").rglob("*.txt"))
    assert len(paths) >= 27
    for path in paths:
        plan = read_plan(path.read_bytes(), path.name)
        found = find_obligations(plan)
        assert found, path.name
        assert len({o.id for o in found}) == len(found)
        assert all(o.actors for o in found if plan.issuer), path.name
