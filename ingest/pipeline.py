"""The whole way of a file into the store: read, find obligations, save; then the indexes. It reads no formats itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Literal

from ingest.embedding import load_embedding
from ingest.errors import FileUnavailable, IngestError
from ingest.index import Embedding, update_indexes
from ingest.model import Frozen, Plan
from ingest.obligations import find_obligations
from ingest.readers import suffixes
from ingest.reading import read_plan
from ingest.store import PlanHead, Store
from ingest.store.lock import exclusive
from ingest.text import fold

_log = logging.getLogger(__name__)
_WAIT_SECONDS = 3600.0  # for another ingest into the same store to end


class FileResult(Frozen):
    """What became of one file.

    ``plan_id`` is None for a failed one. ``obligations`` and ``findings`` count what its plan now has; ``error`` is the
    code of the failure, and ``fields`` fill the sentence of that code in ``ingest/data/messages.yaml``.
    """

    path: str
    plan_id: str | None = None
    status: Literal["added", "replaced", "unchanged", "failed"]
    obligations: int = 0
    findings: int = 0
    error: str | None = None
    fields: Mapping[str, object] = {}


def ingest_paths(store: Store, paths: Sequence[Path], embedding: Embedding | None = None) -> Iterator[FileResult]:
    """Put files, and the files in folders, into the store; yield what became of each as soon as it is known.

    - Each plan is saved in one transaction before its result is yielded; a failed file leaves the others as they are.
    - A file whose bytes are in the store changes nothing, under whatever name. A changed file replaces its plan. Another
      document with the same file name gets an id of its own ("…-2").
    - The indexes are brought up to the store after the last file; after an interruption, by whoever searches next.
    - One ingest runs at a time on a machine: a second waits (``StoreBusy`` after an hour).
    """
    with exclusive(store.location.ingest_lock, _WAIT_SECONDS):
        for path in find_files(paths):
            yield _ingest_file(store, path)
        update_indexes(store, embedding or load_embedding())


def find_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that are named, and below folders those that a reader exists for, hidden ones aside, by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if _is_plan_file(file.relative_to(path), file))
        else:
            yield path


def remove_plan(store: Store, plan_id: str, embedding: Embedding | None = None) -> None:
    """Take a plan out of the store and of the indexes' files; raises ``UnknownPlan``.

    ``Store.remove`` alone is enough for searches never to return it again.
    """
    store.remove(plan_id)
    update_indexes(store, embedding or load_embedding())


def _is_plan_file(name: Path, file: Path) -> bool:
    hidden = any(part.startswith(".") for part in name.parts)
    return not hidden and file.suffix.lower() in suffixes() and file.is_file()


def _ingest_file(store: Store, path: Path) -> FileResult:
    try:
        return _ingest(store, _read(path), path)
    except IngestError as error:
        return FileResult(path=str(path), status="failed", error=error.code, fields=error.fields)
    except Exception:  # noqa: BLE001 - a fault in reading one document must not lose the others of a long run
        _log.exception("cannot ingest %s", path)
        return FileResult(path=str(path), status="failed", error=IngestError.code, fields={"name": path.name})


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnavailable(name=path.name, reason=str(error)) from error


def _ingest(store: Store, data: bytes, path: Path) -> FileResult:
    heads = store.plans()
    digest = sha256(data).hexdigest()
    for head in heads:
        if head.source.digest == digest:
            return _result(path, head, "unchanged")
    plan = read_plan(data, path.name)
    place = str(path.resolve())
    plan_id = _choose_id(plan, place, heads)
    plan = plan.model_copy(update={"id": plan_id})
    store.save(plan, find_obligations(plan), place)
    replaced = any(head.id == plan_id for head in heads)
    return _result(path, store.head(plan_id), "replaced" if replaced else "added")


def _result(path: Path, head: PlanHead, status: Literal["added", "replaced", "unchanged"]) -> FileResult:
    return FileResult(
        path=str(path),
        plan_id=head.id,
        status=status,
        obligations=head.obligation_count,
        findings=len(head.findings),
    )


def _choose_id(plan: Plan, place: str, heads: Sequence[PlanHead]) -> str:
    """The id of the plan that came from this place, or of the same document; else a free one made of its file's name."""
    by_id = {head.id: head for head in heads}
    for head in heads:
        if head.path == place:
            return head.id
    candidates = (plan.id if number == 1 else f"{plan.id}-{number}" for number in count(1))
    return next(id_ for id_ in candidates if id_ not in by_id or _is_same_document(plan, by_id[id_]))


def _is_same_document(plan: Plan, head: PlanHead) -> bool:
    """By number and issuer where both have a number; by kind, title and issuer where one is blank; never by blanks alone."""
    if fold(plan.issuer) != fold(head.issuer):
        return False
    if plan.number and head.number:
        return fold(plan.number) == fold(head.number)
    if not plan.title or not plan.issuer:
        return False
    return (fold(plan.kind), fold(plan.title)) == (fold(head.kind), fold(head.title))
