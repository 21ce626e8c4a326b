"""What a question may not import: everything that training, serving or a language model would need."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.assistant.terminal import PLANS, environment, troly

HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "langchain",
    "langchain_core",
    "fastapi",
    "underthesea",
    "sklearn",
    "pandas",
    "evals",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("costs") / "store")
    done = troly("ingest", str(PLANS), "--store", folder)
    assert done.returncode == 0, done.stderr
    return folder


def modules_after(store: str, code: str) -> set[str]:
    """The top-level modules that a fresh process has imported once ``code`` has run."""
    script = f"import sys, json\n{code}\nsys.stderr.write(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        encoding="utf-8",
        env=environment(TROLY_STORE=store),
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "question",
    ["Sở Xây dựng phải làm gì?", "Ai phải trồng cây xanh?", "What must Sở Xây dựng do?", "Tóm tắt kế hoạch cây xanh"],
)
def test_a_question_imports_nothing_heavy(store: str, question: str) -> None:
    code = f"from assistant.cli import main\nassert main(['ask', '--json', {question!r}]) == 0"
    loaded = modules_after(store, code)
    assert "assistant" in loaded
    assert not loaded & set(HEAVY)


def test_importing_the_program_imports_no_index_and_no_numbers(store: str) -> None:
    """``troly --help`` and a mistyped option need neither."""
    loaded = modules_after(store, "import assistant.cli")
    assert not loaded & {*HEAVY, "faiss", "tantivy", "numpy", "rapidfuzz", "sqlalchemy"}
