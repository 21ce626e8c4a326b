"""Makes the indexes from the store: all of them, or only what has changed since. It answers no search."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from ingest.errors import StoreError
from ingest.index.documents import Document, read_documents
from ingest.index.generation import (
    DamagedGenerationError,
    Generation,
    current_generation,
    lexical_folder,
    link_files,
    new_folder,
    publish,
    vectors_file,
)
from ingest.index.lexical import LexicalIndex, write_lexical
from ingest.index.vectors import Embedding, VectorIndex
from ingest.store import Store
from ingest.store.lock import exclusive

_log = logging.getLogger(__name__)
# Up to this many clauses, words are indexed anew whenever a plan is replaced or removed (within a second): then no word
# stays in a file that is not in the store. Beyond, Tantivy drops them when it next merges its segments.
_REWRITTEN = 20_000
_WAIT_SECONDS = 600.0  # for another process that is building; 500,000 clauses take a minute


@dataclass(frozen=True)
class _Base:
    """The generation that the next one is made from."""

    generation: Generation
    lexical: LexicalIndex
    vectors: VectorIndex

    def is_up_to(self, stamp: str, embedding: Embedding) -> bool:
        manifest = self.generation.manifest
        return manifest.stamp == stamp and manifest.embedding == embedding.digest


def update_indexes(store: Store, embedding: Embedding, wait_seconds: float = _WAIT_SECONDS) -> Generation:
    """Bring the published indexes up to the store, and return them; does nothing where they are up to it.

    Whole plans are dropped and added; all is made anew where there is no usable generation, and the vectors where the
    embedding has changed. One process builds at a time; a killed one leaves nothing that is read. Raises ``StoreBusy``
    after waiting for another one, ``StoreError`` where the folder cannot be written.
    """
    try:
        return _update(store, embedding, wait_seconds)
    except OSError as error:
        raise StoreError(store=str(store.location.index_folder), reason=str(error)) from error


def _update(store: Store, embedding: Embedding, wait_seconds: float) -> Generation:
    root = store.location.index_folder
    root.mkdir(parents=True, exist_ok=True)
    with exclusive(root / "build.lock", wait_seconds), store.reading() as (connection, snapshot):
        base = _usable(root)
        if base is not None and base.is_up_to(snapshot.stamp, embedding):
            return base.generation
        versions = {stored.key: stored.version for stored in snapshot.heads}
        folder = new_folder(root)
        try:
            _write(folder, base, versions, embedding, partial(_documents, store, connection))
            return publish(folder, snapshot.stamp, versions, embedding.digest)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def _usable(root: Path) -> _Base | None:
    try:
        generation = current_generation(root)
        return _Base(generation, generation.open_lexical(), generation.open_vectors())
    except DamagedGenerationError as error:
        _log.info("indexes are made anew: %s", error)
        return None


def _write(
    folder: Path,
    base: _Base | None,
    versions: Mapping[int, str],
    embedding: Embedding,
    documents: Callable[[Iterable[int]], Iterator[Document]],
) -> None:
    before = base.generation.manifest.versions if base else {}
    dropped = [key for key, version in before.items() if versions.get(key) != version]
    added = [key for key, version in versions.items() if before.get(key) != version]
    lexical = lexical_folder(folder)
    if base is None or (dropped and len(base.lexical) <= _REWRITTEN):
        lexical.mkdir()
        write_lexical(lexical, (), documents(versions))
    else:
        link_files(base.generation.lexical, lexical)
        write_lexical(lexical, dropped, documents(added))
    if base is None or base.generation.manifest.embedding != embedding.digest:
        vectors = VectorIndex.empty(embedding.dimensions)
        vectors.add(documents(versions), embedding)
    else:
        vectors = base.vectors
        vectors.remove(base.lexical.keys_of(dropped))
        vectors.add(documents(added), embedding)
    vectors.write(vectors_file(folder))


def _documents(store: Store, connection: Connection, plan_keys: Iterable[int]) -> Iterator[Document]:
    for plan_key in plan_keys:
        yield from read_documents(store, connection, plan_key)
