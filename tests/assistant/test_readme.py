"""The README: short enough, its question answered as it says, its files where it says."""

import re
from pathlib import Path

import pytest

from evals.readme import README, printed, shown

TEXT = README.read_text("utf-8")
ROOT = README.parent
DOCUMENTS = ("README.md", "DECISIONS.md", "CONTRIBUTING.md", "CHANGELOG.md")
_PATH = re.compile(r"`((?:assistant|ingest|evals|tests|prompts)/[\w./-]*)`")


def test_the_readme_has_at_most_150_lines() -> None:
    assert len(TEXT.splitlines()) <= 150


def test_the_program_prints_the_answer_that_the_readme_shows(tmp_path: Path) -> None:
    question, answer = shown(TEXT)
    assert printed(question, tmp_path) == answer, (
        "python -m evals.readme writes the new answer; read it before you commit"
    )


def test_the_answer_in_the_readme_is_cited() -> None:
    assert "[1]" in shown(TEXT)[1]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_exists(document: str) -> None:
    named = set(_PATH.findall((ROOT / document).read_text("utf-8")))
    missing = {path for path in named if not (ROOT / path).exists() and "<" not in path}
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_poe_task_that_a_document_names_exists(document: str) -> None:
    tasks = (ROOT / "pyproject.toml").read_text("utf-8").partition("[tool.poe.tasks]")[2].partition("\n[")[0]
    for task in re.findall(r"`(?:\.venv/bin/)?poe ([a-z-]+)", (ROOT / document).read_text("utf-8")):
        assert re.search(rf"^{task} =", tasks, re.MULTILINE), task
