"""Hostile files in one batch, through the real pipeline and child: each is refused in a sentence or read, none does harm."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.channels.messages import coded_message
from assistant.channels.texts import text
from ingest.index import Index
from ingest.pipeline import FileResult, ingest_paths
from ingest.store import Store
from ingest.worker import Limits, Worker
from tests.ingest.hostile import CASES, Case
from tests.plan_texts import plan_text
from tests.processes import running_children

SILENCE = 25.0  # seconds; the product's own limit is 60, this batch is kept shorter
GOOD_EVERY = 20


@dataclass
class Batch:
    """What one ingest of everything gave."""

    results: dict[str, FileResult]
    seconds: dict[str, float]
    store: Store
    good: list[str]
    children: int


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    folder = tmp_path_factory.mktemp("hostile")
    files, good = [], []
    for number, case in enumerate(CASES):
        file = folder / case.name
        file.write_bytes(case.build())
        files.append(file)
        if number % GOOD_EVERY == 0:
            kept = folder / f"tot-{number}.txt"
            kept.write_text(plan_text(number=str(number + 1), title=f"Chuyên đề {number}"), "utf-8")
            files.append(kept)
            good.append(kept.name)
    store = Store.open(folder / "store")
    results, seconds = {}, {}
    with Worker(Limits(silence=SILENCE)) as worker:
        begun = time.monotonic()
        for result in ingest_paths(store, files, worker=worker):
            name = Path(result.path).name
            results[name], seconds[name] = result, time.monotonic() - begun
            begun = time.monotonic()
        yield Batch(results, seconds, store, good, len(running_children()))
    store.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_file_is_refused_in_a_sentence_of_its_own_or_read(batch: Batch, case: Case) -> None:
    if case.needs and shutil.which(case.needs) is None:
        pytest.skip(f"needs {case.needs}, which is not installed")
    result = batch.results[case.name]
    reason = f"{result.error}:{result.fields.get('reason', 'other')}"
    outcome = "read" if result.error is None else reason
    assert outcome in case.outcomes or (result.error in case.outcomes and result.error != "unsafe_file"), outcome
    assert batch.seconds[case.name] < 60
    if result.error is not None:
        message = coded_message(result.error, dict(result.fields))
        assert case.name in message
        assert message != text("failures.coded", code=result.error)
        assert "{" not in message
        assert "…" not in message


def test_the_good_files_of_the_batch_are_all_there_and_found(batch: Batch) -> None:
    assert len(batch.good) >= 4
    assert [batch.results[name].status for name in batch.good] == ["added"] * len(batch.good)
    index = Index.open(batch.store)
    found = {hit.plan_id for hit in index.lexical("phun thuốc diệt muỗi", 999)}
    assert {batch.results[name].plan_id for name in batch.good} <= found


def test_nothing_of_a_refused_file_is_stored(batch: Batch) -> None:
    stored = {head.source.name for head in batch.store.plans()}
    assert stored == {name for name, result in batch.results.items() if result.error is None}


def test_at_most_one_child_is_left_while_the_worker_is_open(batch: Batch) -> None:
    assert batch.children <= 1
