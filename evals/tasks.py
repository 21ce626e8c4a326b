"""The evaluations as one kind of thing: a data set in, cases, outputs and scored cases out.

Neither generates nor scores itself: each task's folder does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import yaml

from evals.cases import Case
from evals.config import Config, DataSet, TaskName, config_file
from evals.gold import Answered, Obligation, Question, read_rows
from evals.sources import Sources
from evals.workspace import Workspace, read_texts
from ingest.model import Frozen


class Outcome(Frozen):
    """What a task did on one data set. ``notes``: for people to read (what was found beside the gold)."""

    data_set: str
    cases: tuple[dict[str, Any], ...]
    outputs: tuple[dict[str, Any], ...]
    scored: tuple[Case, ...]
    notes: tuple[str, ...] = ()


class Task(Protocol):
    """Runs an evaluation on one data set."""

    def __call__(self, data_set: DataSet, workspace: Workspace, config: Config) -> Outcome:
        """Generate and score."""
        ...


def obligations(data_set: DataSet, workspace: Workspace, config: Config) -> Outcome:  # noqa: ARG001 - one kind of task
    """Extract obligations from the plans and compare them with the gold ones."""
    from evals.obligations.generate import generate
    from evals.obligations.score import score, spurious

    rows = {file.stem: list(read_rows(file)) for file in data_set.case_files()}
    gold = {slug: [Obligation.model_validate(row) for row in some] for slug, some in rows.items()}
    outputs = generate(workspace.store(data_set.plan_files()))
    found = [Obligation.model_validate(output) for output in outputs]
    sources = Sources(read_texts(data_set.plan_files()))
    lost = [item.id for slug, some in gold.items() for item in some if not sources.locate(slug, item.quote or "")]
    extra = spurious(gold, found, sources)
    return Outcome(
        data_set=data_set.name,
        cases=tuple(row for some in rows.values() for row in some),
        outputs=tuple(outputs),
        scored=tuple(score(gold, found, sources)),
        notes=(
            *(f"gold quote not in its plan: {case_id}" for case_id in lost),
            *(f"not in the gold: {slug}: {quote}" for slug, quotes in extra.items() for quote in quotes),
        ),
    )


def answers(data_set: DataSet, workspace: Workspace, config: Config) -> Outcome:
    """Ask the questions and compare the answers with the gold evidence and facts."""
    from evals.answers.generate import generate
    from evals.answers.score import score

    rows = [row for file in data_set.case_files() for row in read_rows(file)]
    questions = [Question.model_validate(row) for row in rows]
    outputs = generate(workspace.store(data_set.plan_files()), questions, config.as_of)
    given = {output["id"]: Answered.model_validate(output) for output in outputs}
    sources = Sources(read_texts(data_set.plan_files()))
    return Outcome(
        data_set=data_set.name,
        cases=tuple(rows),
        outputs=tuple(outputs),
        scored=tuple(_within(data_set, score(questions, given, sources))),
    )


def retrieval(data_set: DataSet, workspace: Workspace, config: Config) -> Outcome:
    """Ask the indexes and compare their rankings with the relevant clauses."""
    from evals.retrieval import corpus, queries
    from evals.retrieval.generate import generate
    from evals.retrieval.score import score

    if data_set.folder is None:
        place = workspace.store(data_set.plan_files())
        asked = [Question.model_validate(row) for file in data_set.case_files() for row in read_rows(file)]
        wanted = list(queries.from_questions(asked, workspace.plans(place)))
    else:
        folder = data_set.root / data_set.folder
        place = workspace.folder / f"corpus-{data_set.name}"
        clauses = corpus.store_corpus(queries.read_corpus(folder), place)
        wanted = list(queries.read_queries(folder, clauses, data_set.lang))
        workspace.add(place, queries.corpus_digest(folder))
    rankings = generate(place, wanted, config.spellings, config.depth)
    return Outcome(
        data_set=data_set.name,
        cases=tuple(query.model_dump() for query in wanted),
        outputs=tuple(ranking.model_dump() for ranking in rankings),
        scored=tuple(score(wanted, rankings, data_set.name)),
    )


def reading(data_set: DataSet, workspace: Workspace, config: Config) -> Outcome:
    """Read heads and closes of the plans, and their original files where the set has them."""
    from evals.reading.generate import generate, read_files
    from evals.reading.score import Truth, score_fields, score_files, without_files

    rows = yaml.safe_load((config_file("reading").parent / data_set.headers).read_text(encoding="utf-8"))
    truths = {slug: Truth.model_validate(row) for slug, row in rows.items()}
    outputs = generate(workspace.plans(workspace.store(data_set.plan_files())))
    scored = score_fields(truths, outputs)
    originals = data_set.original_files()
    if originals:
        read = read_files(originals, workspace.folder / f"originals-{data_set.name}")
        scored += score_files(truths, read, read_texts(data_set.plan_files()), config.words)
        outputs += read
    else:
        scored.append(without_files())
    cases = tuple({"plan": slug, "field": name, "value": v} for slug, row in rows.items() for name, v in row.items())
    wrong = {case.id for case in scored if case.right is False}
    notes = (
        *(f"{row['plan']}.{row['field']}: read {row['value']!r}" for row in outputs if _field_id(row) in wrong),
        *(f"{row['file']}: {row['error']}" for row in outputs if row.get("error")),
    )
    return Outcome(data_set=data_set.name, cases=cases, outputs=tuple(outputs), scored=tuple(scored), notes=notes)


def _field_id(row: Mapping[str, Any]) -> str:
    return f"{row.get('plan')}.{row.get('field')}"


RUNNERS: Mapping[TaskName, Task] = {
    "obligations": obligations,
    "retrieval": retrieval,
    "answers": answers,
    "reading": reading,
}


def _within(data_set: DataSet, scored: Sequence[Case]) -> list[Case]:
    """Name the data set in ids and groups: the same questions are asked of several stores."""
    return [
        case.model_copy(
            update={
                "id": f"{data_set.name}:{case.id}",
                "groups": (data_set.name, *(f"{data_set.name} {group}" for group in case.groups)),
            }
        )
        for case in scored
    ]
