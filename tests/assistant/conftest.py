"""The sample plans, ingested once for the whole session by the real pipeline; asking them as of one fixed day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.answering import Library, answer
from assistant.model import Answer, Lang, Question, Understanding
from assistant.understand import understand
from ingest.pipeline import ingest_paths
from ingest.store import Store

SAMPLE_PLANS = Path(__file__).resolve().parents[2] / "evals" / "samples" / "plans"
AS_OF = date(2026, 3, 20)

Ask = Callable[..., Answer]
Read = Callable[..., Understanding]


def ingested(folder: Path, paths: Sequence[Path]) -> Library:
    """Ingest ``paths`` into a new store in ``folder`` and open it as a library; fails when a file fails."""
    store = Store.open(folder)
    results = list(ingest_paths(store, paths))
    store.close()
    assert [r.error for r in results] == [None] * len(results)
    return Library.open(folder)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """All sample plans; read-only: a test that changes the store makes its own."""
    opened = ingested(tmp_path_factory.mktemp("samples") / "store", [SAMPLE_PLANS])
    opened.refresh()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def ask(library: Library) -> Ask:
    """Ask the sample plans; ``history`` are the user's earlier questions, oldest first."""

    def asked(text: str, *history: str, as_of: date = AS_OF, lang: Lang | None = None) -> Answer:
        return answer(Question(text=text, as_of=as_of, history=history, lang=lang), library)

    return asked


@pytest.fixture(scope="session")
def read(library: Library) -> Read:
    """Read a question against the sample plans, without answering it."""

    def understood(text: str, *history: str, as_of: date = AS_OF) -> Understanding:
        return understand(Question(text=text, as_of=as_of, history=history), library)

    return understood
