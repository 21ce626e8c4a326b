"""Whole plans: our samples against their golden files, the shared plans against what must hold for each."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from ingest.model import Level, Plan
from ingest.reading import describe, read_plan
from tests.golden.rewrite import GOLDEN, golden_files, sample_files


def shared_plans(shared: Path) -> list[Plan]:
    files = sorted((shared / "plans").rglob("*.txt"))
    return [read_plan(path.read_bytes(), path.name) for path in files]


def check_tree(plan: Plan) -> None:
    clauses = list(plan.root.walk())
    assert "".join(clause.own.of(plan.text) for clause in clauses) == plan.text
    assert len({clause.id for clause in clauses}) == len(clauses)
    assert all(clause.label for clause in clauses[1:])


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.stem)
def test_a_sample_reads_as_its_golden_files_say(path: Path) -> None:
    plan = read_plan(path.read_bytes(), path.name)
    for name, content in golden_files(plan).items():
        assert content == (GOLDEN / path.stem / name).read_text("utf-8"), (
            f"{name}: run `poe golden` and review the diff"
        )


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.stem)
def test_a_sample_has_a_whole_tree_and_head(path: Path) -> None:
    plan = read_plan(path.read_bytes(), path.name)
    check_tree(plan)
    assert plan.kind
    assert plan.title
    assert plan.issuer
    assert plan.place
    assert plan.signer
    assert plan.recipients


def test_the_same_bytes_give_the_same_plan() -> None:
    path = sample_files()[0]
    assert read_plan(path.read_bytes(), path.name) == read_plan(path.read_bytes(), path.name)


def test_a_plan_is_named_by_its_file() -> None:
    plan = read_plan("KẾ HOẠCH\nTrồng cây\n1. Một".encode(), "uploads/Kế hoạch trồng cây (bản 2).txt")
    assert plan.id == "ke-hoach-trong-cay-ban-2"
    assert plan.source.name == "Kế hoạch trồng cây (bản 2).txt"


def test_the_description_shows_head_and_tree() -> None:
    path = sample_files()[0]
    shown = describe(read_plan(path.read_bytes(), path.name))
    assert "issuer" in shown
    assert "[i.1/g1]" in shown


def test_a_plan_of_a_hundred_pages_is_read_in_seconds() -> None:
    part = "".join(
        f"{i}. Nhiệm vụ của đơn vị\n" + "- Chủ trì, phối hợp với các đơn vị thực hiện.\n" * 9 for i in range(1, 40)
    )
    text = "KẾ HOẠCH\nDài\n" + "".join(
        f"{roman}. PHẦN VIỆC\n{part}" for roman in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
    )
    begun = time.perf_counter()
    plan = read_plan(text.encode(), "dai.txt")
    assert time.perf_counter() - begun < 20
    assert sum(1 for _ in plan.root.walk()) > 3000


@pytest.mark.shared
def test_every_shared_plan_is_read_and_none_of_its_text_is_lost(shared: Path) -> None:
    plans = shared_plans(shared)
    assert len(plans) == 27
    for plan in plans:
        check_tree(plan)
        source = next((shared / "plans").rglob(plan.source.name)).read_text("utf-8")
        for segment in plan.segments:
            there = source[segment.source_start : segment.source_start + segment.length]
            assert plan.text[segment.start : segment.start + segment.length] == there
        kept = sum(segment.length for segment in plan.segments)
        written = sum(not char.isspace() for char in source)
        assert kept > 0.97 * written


@pytest.mark.shared
def test_shared_plans_have_heads(shared: Path) -> None:
    for plan in shared_plans(shared):
        assert plan.kind, plan.id
        assert plan.title, plan.id
        assert plan.issuer, plan.id


@pytest.mark.shared
def test_sections_agree_with_the_gold_annotations(shared: Path) -> None:
    wrong = []
    total = 0
    for gold in sorted((shared / "gold" / "obligations").glob("*.jsonl")):
        path = shared / "plans" / "seeds" / f"{gold.stem}.txt"
        plan = read_plan(path.read_bytes(), path.name)
        flat = plan.text.replace("\n", " ")
        for line in gold.read_text("utf-8").splitlines():
            row = json.loads(line)
            at = flat.find(re.sub(r"\s+", " ", row["quote"].replace("*", "")))
            assert at >= 0, row["id"]
            clause = next(c for c in plan.root.walk() if c.own.start <= at < c.own.end)
            total += 1
            if clause.section != row["section"]:
                wrong.append((row["id"], row["section"], clause.section))
    assert len(wrong) <= 0.05 * total, wrong


@pytest.mark.shared
def test_no_gold_obligation_stands_in_head_or_close(shared: Path) -> None:
    for gold in sorted((shared / "gold" / "obligations").glob("*.jsonl")):
        path = shared / "plans" / "seeds" / f"{gold.stem}.txt"
        plan = read_plan(path.read_bytes(), path.name)
        outside = [c.span for c in plan.root.walk() if c.level in (Level.HEADER, Level.CLOSING)]
        flat = plan.text.replace("\n", " ")
        for line in gold.read_text("utf-8").splitlines():
            row = json.loads(line)
            at = flat.find(re.sub(r"\s+", " ", row["quote"].replace("*", "")))
            assert not any(span.start <= at < span.end for span in outside), row["id"]
