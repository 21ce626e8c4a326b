"""Stores that an evaluation asks: each set of plans is ingested once, in a folder of its own.

Goes through the public entry points of ingest only, as a user would.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from ingest.embedding import load_embedding
from ingest.model import Plan
from ingest.pipeline import ingest_paths
from ingest.store import Store


class Workspace:
    """A folder with one store for each set of plans."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.failed: list[str] = []  # plans that could not be ingested, with the code of the error
        self._stores: dict[tuple[Path, ...], Path] = {}
        self._corpora: dict[str, str] = {}

    def store(self, plans: Sequence[Path]) -> Path:
        """Return the folder of a store that holds these plans, ingesting them the first time."""
        key = tuple(plans)
        if key not in self._stores:
            place = self.folder / f"store-{len(self._stores) + 1}"
            store = Store.open(place)
            try:
                results = list(ingest_paths(store, key))
            finally:
                store.close()
            self.failed += [f"{result.path}: {result.error}" for result in results if result.status == "failed"]
            self._stores[key] = place
        return self._stores[key]

    def plans(self, place: Path) -> dict[str, Plan]:
        """Return the plans of a store by the stem of the file that each came from."""
        store = Store.open(place)
        try:
            return {Path(head.source.name).stem: store.plan(head.id) for head in store.plans()}
        finally:
            store.close()

    def add(self, place: Path, digest: str) -> None:
        """Note a store that was made otherwise, with the digest of what it was made from."""
        self._corpora[place.name] = digest

    def digests(self) -> dict[str, str]:
        """Return what the run rested on: the embedding's digest, and one of the content of every store."""
        stores = {place.name: content_digest(place) for place in self._stores.values()}
        return {"embedding": load_embedding().digest, **stores, **self._corpora}


def content_digest(place: Path) -> str:
    """Return the SHA-256 over the plans of a store: their ids, the digests of their files, and what was read in them.

    Not over the store's own files: those hold times and random segment names, and differ between equal stores.
    """
    store = Store.open(place)
    try:
        heads = sorted(f"{h.id} {h.source.digest} {h.clause_count} {h.obligation_count}" for h in store.plans())
    finally:
        store.close()
    return hashlib.sha256("\n".join(heads).encode()).hexdigest()


def read_texts(plans: Sequence[Path]) -> dict[str, str]:
    """Return the plans' source texts by file stem, as they are: what quotes are checked against."""
    return {file.stem: file.read_text(encoding="utf-8-sig") for file in plans}
