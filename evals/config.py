"""What an evaluation runs on: its data sets, targets and seeds, as its config.yaml says.

Does not open stores or score.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import yaml

from ingest.model import Frozen

EVALS = Path(__file__).parent
SAMPLES = EVALS / "samples"

TaskName = Literal["obligations", "retrieval", "answers", "reading"]
TASKS: tuple[TaskName, ...] = ("obligations", "retrieval", "answers", "reading")


class DataSet(Frozen):
    """Plans and cases, paths relative to ``root``; or ``folder``, a retrieval set in the three-file form."""

    name: str
    plans: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    folder: str | None = None
    lang: str = "vi"
    files: str = ""  # folder of original files
    headers: str = ""  # facts about heads and closes, relative to evals/reading
    root: Path = Path()

    def plan_files(self) -> tuple[Path, ...]:
        """Return the plans' text files, folders in the order given, files by name; subfolders are not entered."""
        return tuple(
            file
            for folder in self.plans
            for file in sorted((self.root / folder).iterdir())
            if file.suffix in {".txt", ".md"}
        )

    def original_files(self) -> tuple[Path, ...]:
        """Return the original files, by name; none where the set has none."""
        return tuple(sorted((self.root / self.files).iterdir())) if self.files else ()

    def case_files(self) -> tuple[Path, ...]:
        """Return the gold files."""
        return tuple(file for folder in self.cases for file in sorted((self.root / folder).glob("*.jsonl")))


class Config(Frozen):
    """A task's config.yaml."""

    seed: int
    resamples: int
    as_of: date
    targets: dict[str, float]
    at_most: tuple[str, ...]  # figures that are counts, of which fewer are better
    judged: str = ""  # pattern of the groups that the targets hold for, each by itself
    samples: tuple[DataSet, ...]
    shared: tuple[DataSet, ...]
    depth: int = 20
    spellings: tuple[str, ...] = ()
    words: Mapping[str, float] = {}  # reading: the least agreement of words, by how the original was made

    def data_sets(self, shared: Path | None) -> tuple[DataSet, ...]:
        """Return the sets to run: the samples', or the shared folder's when one is given."""
        root, chosen = (SAMPLES, self.samples) if shared is None else (shared, self.shared)
        return tuple(data_set.model_copy(update={"root": root}) for data_set in chosen)


def config_file(task: TaskName) -> Path:
    """Return where a task's configuration stands."""
    return EVALS / task / "config.yaml"


def load_config(task: TaskName) -> Config:
    """Read a task's configuration."""
    return Config.model_validate(yaml.safe_load(config_file(task).read_text(encoding="utf-8")))
