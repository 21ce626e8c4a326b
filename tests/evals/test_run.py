"""A whole evaluation over the bundled samples: what it stores, and what it says before any average."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.cases import Case, figures
from evals.config import TASKS, TaskName, config_file, load_config
from evals.record import baseline_file, opaque, read_baseline, write_baseline
from evals.run import main


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one run of all tasks, with baselines written beside it."""
    folder = tmp_path_factory.mktemp("evals")
    for task in TASKS:
        arguments = [task, "--out", str(folder / "first"), "--baseline", str(folder / f"{task}.json")]
        assert main([*arguments, "--update-baseline"]) == 0
    return folder


@pytest.mark.parametrize("task", TASKS)
def test_a_run_stores_all_that_repeats_and_explains_it(finished: Path, task: TaskName) -> None:
    run = finished / "first" / task
    assert (run / "config.yaml").read_bytes() == config_file(task).read_bytes()
    about = json.loads((run / "run.json").read_text("utf-8"))
    assert len(about["commit"]) == 40
    assert about["digests"]["embedding"]
    assert about["digests"]["store-1"]
    cases = (run / "samples.cases.jsonl").read_text("utf-8").splitlines()
    assert len(cases) > 10
    for name in ("samples.outputs.jsonl", "samples.scores.jsonl"):
        assert len((run / name).read_text("utf-8").splitlines()) > 10
    assert json.loads((run / "summary.json").read_text("utf-8"))["all"]


@pytest.mark.parametrize("task", TASKS)
def test_the_samples_give_figures_for_every_target(finished: Path, task: TaskName) -> None:
    summary = json.loads((finished / "first" / task / "summary.json").read_text("utf-8"))
    assert set(load_config(task).targets) <= summary["all"].keys()


def test_the_same_program_gains_and_loses_nothing(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["obligations", "--out", str(finished / "again"), "--baseline", str(finished / "obligations.json")])
    printed = capsys.readouterr().out
    assert "GAINED 0\nLOST 0\n" in printed


def test_gained_and_lost_ids_are_printed_before_the_averages(
    finished: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = list(read_baseline(finished / "obligations.json"))
    judged = [number for number, case in enumerate(cases) if case.right is not None]
    right = next(number for number in judged if cases[number].right)
    wrong = next(number for number in judged if not cases[number].right)
    for number in (right, wrong):
        cases[number] = cases[number].model_copy(update={"right": not cases[number].right})
    write_baseline(finished / "changed.json", cases)
    main(["obligations", "--out", str(finished / "third"), "--baseline", str(finished / "changed.json")])
    printed = capsys.readouterr().out
    assert f"GAINED 1: {cases[right].id}\n" in printed
    assert f"LOST 1: {cases[wrong].id}\n" in printed
    assert printed.index("LOST") < printed.index("recall ")
    changes = json.loads((finished / "third" / "obligations" / "changes.json").read_text("utf-8"))
    assert changes["gained"] == [cases[right].id]


def test_a_baseline_reads_back_as_written(tmp_path: Path) -> None:
    cases = (
        Case(id="a", groups=("plan=p",), right=True, shares={"right": (1.0, 1.0)}, counts={"invented": 0}),
        Case(id="p#found", shares={"precision": (3.0, 4.0), "role_accuracy": (0.0, 0.0)}),
    )
    write_baseline(tmp_path / "b.json", cases)
    read = read_baseline(tmp_path / "b.json")
    assert [case.right for case in read] == [True, None]
    assert figures(read) == {"right": 1.0, "precision": 0.75, "invented": 0}
    assert read_baseline(tmp_path / "none.json") == ()


def test_a_shared_baseline_names_no_plan(tmp_path: Path) -> None:
    case = Case(id="some-plan-001", groups=("plan=some-plan",), right=True)
    write_baseline(tmp_path / "b.json", [opaque(case)])
    assert "some-plan" not in (tmp_path / "b.json").read_text("utf-8")
    assert opaque(case) == opaque(case)
    assert opaque(case).id != opaque(case.model_copy(update={"id": "some-plan-002"})).id


@pytest.mark.parametrize("task", TASKS)
def test_every_task_has_a_committed_baseline_over_the_samples(task: TaskName) -> None:
    assert len(read_baseline(baseline_file(task, shared=False))) > 10
