"""An ingest that is killed (SIGKILL) at random moments, twelve times over the same store; each run of the tests draws others."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from ingest.embedding import load_embedding
from ingest.index import Index
from ingest.obligations import find_obligations
from ingest.reading import read_plan
from ingest.store import ObligationQuery, Store
from tests.plan_texts import plan_text

KILLS = 12
PLANS = 4
EMBEDDING = cache(load_embedding)
CHILD = """
import sys
from pathlib import Path
from ingest.embedding import load_embedding
from ingest.pipeline import ingest_paths
from ingest.store import Store
embedding = load_embedding()
print("ready", flush=True)
for result in ingest_paths(Store.open(sys.argv[1]), [Path(sys.argv[2])], embedding):
    print(result.status, result.plan_id, flush=True)
print("done", flush=True)
"""


@dataclass
class Scene:
    """A store, the folder that is ingested into it, and what the plans may hold."""

    store: Path
    folder: Path
    versions: dict[str, set[str]] = field(default_factory=dict)  # canonical texts that a plan may have now
    current: dict[str, str] = field(default_factory=dict)  # the one that its file has

    def write_plans(self, version: int) -> None:
        """Change every file."""
        for number in range(PLANS):
            text = plan_text(number=str(number + 1), title=f"Chuyên đề số {number + 1}", tasks=version % 7 + 1)
            text += f"\nPhiên bản {version}\n"
            (self.folder / f"p{number}.txt").write_text(text, "utf-8")
            canonical = read_plan(text.encode(), f"p{number}.txt").text
            self.current[f"p{number}"] = canonical
            self.versions.setdefault(f"p{number}", set()).add(canonical)


def run(scene: Scene, kill_after: float | None) -> tuple[list[str], float]:
    """Ingest in a process of its own; return the lines it printed once it was ready, and the seconds from then on."""
    arguments = [sys.executable, "-c", CHILD, str(scene.store), str(scene.folder)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        started = time.monotonic()
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.kill()
        return process.stdout.read().splitlines(), time.monotonic() - started


def check(scene: Scene, printed: list[str], present_before: set[str]) -> set[str]:
    """Check all that must hold after a kill; return the ids of the plans that are there."""
    store = Store.open(scene.store)
    present = {head.id for head in store.plans()}
    reported = {line.split()[1] for line in printed if line != "done"}
    assert present_before | reported <= present
    for plan_id in present:
        plan = store.plan(plan_id)
        allowed = {scene.current[plan_id]} if plan_id in reported else scene.versions[plan_id]
        assert plan.text in allowed
        scene.versions[plan_id] = {plan.text}
        assert "".join(clause.own.of(plan.text) for clause in plan.root.walk()) == plan.text
        found, _ = store.obligations(ObligationQuery(plan_ids=(plan_id,)))
        assert tuple(item.obligation for item in found) == find_obligations(plan) != ()
    check_indexes(store, present)
    store.close()
    return present


def check_indexes(store: Store, present: set[str]) -> None:
    index = Index.open(store, EMBEDDING())
    assert {hit.plan_id for hit in index.lexical("diệt muỗi", 99)} == present
    assert {hit.plan_id for hit in index.dense("diệt muỗi", 9999)} == present
    with_words = [c for plan in map(store.plan, present) for c in plan.root.walk() if c.body.of(plan.text).strip()]
    opened = index.refresh()
    assert len(opened.lexical) == len(opened.vectors) == len(with_words)


@pytest.mark.parametrize("seed", [random.randrange(10**9)])  # in the test's name, so that a failure tells it
def test_a_killed_ingest_leaves_every_plan_complete_and_the_indexes_answering(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    scene = Scene(tmp_path / "store", tmp_path / "plans")
    scene.folder.mkdir()
    present: set[str] = set()
    duration, interrupted = 1.0, 0
    for version in range(KILLS + 1):
        scene.write_plans(version)
        moment = chance.uniform(0, duration)
        printed, lasted = run(scene, moment if version else None)
        if "done" in printed:
            duration = lasted  # of a whole run, so that the next moment falls within one
        else:
            interrupted += 1
        present = check(scene, printed, present)
    assert interrupted >= KILLS // 4
    scene.write_plans(KILLS + 1)
    printed, _ = run(scene, None)
    assert printed[-1] == "done"
    check(scene, printed, present)
    assert len(list(scene.store.glob("index/generation-*"))) == 1, "what killed builds left is cleared away"


@pytest.mark.parametrize("moment", [0.0, 0.03, 0.1])
def test_a_killed_first_ingest_leaves_a_store_that_opens(tmp_path: Path, moment: float) -> None:
    scene = Scene(tmp_path / "store", tmp_path / "plans")
    scene.folder.mkdir()
    scene.write_plans(0)
    printed, _ = run(scene, moment)
    check(scene, printed, set())
    printed, _ = run(scene, None)
    assert check(scene, printed, set()) == {f"p{number}" for number in range(PLANS)}
