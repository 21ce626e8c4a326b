"""The whole way of a file into the store: read (in a child process), save; then the indexes. It reads no content itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Literal

from ingest.embedding import load_embedding
from ingest.errors import FileUnavailable, IngestError, SecretDocument, UnsafeFile
from ingest.index import Embedding, update_indexes
from ingest.model import Frozen, Plan
from ingest.readers import SIZE_LIMIT, suffixes
from ingest.secrecy import Circulation, secrecy_mark
from ingest.store import PlanHead, Store
from ingest.store.audit import record_refusal
from ingest.store.lock import exclusive
from ingest.text import fold
from ingest.worker import Worker

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


PageProgress = Callable[[Path, int, int], None]
"""Called with (file, done, total) each time a page of a file that has pages is read."""


@dataclass(frozen=True)
class _Batch:
    """What all files of one ingest share."""

    store: Store
    worker: Worker
    circulation: Circulation
    again: bool
    progress: PageProgress


def ingest_paths(
    store: Store,
    paths: Sequence[Path],
    embedding: Embedding | None = None,
    *,
    circulation: Circulation = "warn",
    again: bool = False,
    progress: PageProgress = lambda _path, _done, _total: None,
    worker: Worker | None = None,
) -> Iterator[FileResult]:
    """Put files, and the files in folders, into the store; yield what became of each as soon as it is known.

    - Content is read in a child process under limits (``worker``; one of its own by default, ended with the batch).
    - Each plan is saved in one transaction before its result is yielded; a failed file leaves the others as they are.
    - A file whose bytes are in the store changes nothing, under whatever name, unless it is to be read ``again``. A changed
      file replaces its plan. Another document with the same file name gets an id of its own ("…-2").
    - Of a file with a secrecy mark nothing is kept but a line in the audit file; the plan that came from the same place earlier
      is taken out. ``circulation`` says what becomes of one with limited circulation.
    - The indexes are brought up to the store after the last file; after an interruption, by whoever searches next.
    - One ingest runs at a time on a machine: a second waits (``StoreBusy`` after an hour).
    """
    with exclusive(store.location.ingest_lock, _WAIT_SECONDS), nullcontext(worker) if worker else Worker() as reading:
        batch = _Batch(store, reading, circulation, again, progress)
        for path in find_files(paths):
            yield _ingest_file(batch, path)
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


def _ingest_file(batch: _Batch, path: Path) -> FileResult:
    try:
        return _ingest(batch, _read(path), path)
    except IngestError as error:
        return FileResult(path=_printable(path), status="failed", error=error.code, fields=error.fields)
    except Exception:  # noqa: BLE001 - a fault in one document must not lose the others of a long run
        _log.exception("cannot ingest %r", path)
        return FileResult(path=_printable(path), status="failed", error=IngestError.code, fields={"name": _name(path)})


def _read(path: Path) -> bytes:
    """Return a file's bytes; a pipe or device, which may never end, is no file, and no more is read than is allowed."""
    try:
        if path.exists() and not path.is_file():
            raise FileUnavailable(name=_name(path), reason="no regular file")
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except (OSError, ValueError) as error:
        raise FileUnavailable(name=_name(path), reason=str(error)) from error
    if len(data) > SIZE_LIMIT:
        raise UnsafeFile(name=_name(path), reason="file_size", limit=SIZE_LIMIT)
    return data


def _ingest(batch: _Batch, data: bytes, path: Path) -> FileResult:
    store = batch.store
    heads = store.plans()
    digest = sha256(data).hexdigest()
    place = _printable(path.resolve())
    for head in heads:
        if head.source.digest == digest:
            if mark := secrecy_mark(store.text(head.id)):  # let in by an earlier version, which knew fewer marks
                raise _refused(store, SecretDocument(name=_name(path), mark=mark), digest, (head,))
            if not batch.again:
                return _result(path, head, "unchanged")
    try:
        reading = batch.worker.read(
            data, _name(path), batch.circulation, lambda done, total: batch.progress(path, done, total)
        )
    except SecretDocument as error:
        raise _refused(store, error, digest, [head for head in heads if head.path == place]) from None
    same = next((head.id for head in heads if head.source.digest == digest), None)
    plan_id = same or _choose_id(reading.plan, place, heads)
    reading = reading.named(plan_id)
    store.save(reading.plan, reading.obligations, place)
    replaced = any(head.id == plan_id for head in heads)
    return _result(path, store.head(plan_id), "replaced" if replaced else "added")


def _refused(store: Store, error: SecretDocument, digest: str, stored: Sequence[PlanHead]) -> SecretDocument:
    """Take out what is stored of a secret document, and write down that it was refused; return the error to raise.

    What came from the same place is an earlier state of the same document: it may lack the mark by mistake, and answers from it
    would be out of date in any case.
    """
    for head in stored:
        store.remove(head.id)
    mark = str(error.fields.get("mark", ""))
    record_refusal(store.location, digest=digest, mark=mark, removed=len(stored))
    _log.warning("a document marked %s was refused (sha256 %s, %d stored plans removed)", mark, digest, len(stored))
    reason = "removed" if stored else "other"
    return SecretDocument(name=error.fields.get("name", ""), mark=mark, reason=reason)


def _name(path: Path) -> str:
    return _printable(path.name)


def _printable(path: Path | str) -> str:
    """The path as text that any database and terminal takes: bytes that are no UTF-8 and control characters escaped.

    File names come from strangers, too: one may hold line ends, colours of a terminal, or signs that turn the reading direction.
    """
    text = str(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def _result(path: Path, head: PlanHead, status: Literal["added", "replaced", "unchanged"]) -> FileResult:
    return FileResult(
        path=_printable(path),
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
