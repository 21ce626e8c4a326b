"""Generations: whole pairs of indexes, each in a folder of its own, of which one is current. It fills none of them.

A generation is written aside, flushed to disk, and becomes current by the rename of one small file: a reader, or a
machine that starts after a crash, finds the old pair or the new one, never a part. (Written in place, FAISS's file was
unreadable after 20 kills of 20: design.md 6.)
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError

from ingest.index.lexical import LexicalIndex
from ingest.index.vectors import VectorIndex
from ingest.model import Frozen

FORMAT = 2  # of the files below; another number means: rebuild
_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"
_LOCK = ".lock"  # Tantivy's: readers make and delete them
_PREFIX = "generation-"


class DamagedGenerationError(Exception):
    """A generation that is missing, incomplete or changed since it was written; it can be made again from the store."""


class Manifest(Frozen):
    """What a generation holds.

    The store's stamp when it was made, the version of each plan by the plan's key, the digest of the embedding, and the
    SHA-256 of each file by its path.
    """

    format: int
    stamp: str
    versions: Mapping[int, str]
    embedding: str
    files: Mapping[str, str]


class Generation:
    """A published generation. Its files do not change; they may be deleted once it is no longer current."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    @property
    def lexical(self) -> Path:
        """The folder of the lexical index."""
        return lexical_folder(self.folder)

    @property
    def vectors(self) -> Path:
        """The file of the vector index."""
        return vectors_file(self.folder)

    def open_lexical(self) -> LexicalIndex:
        """Check and open the lexical index; raises ``DamagedGenerationError``."""
        self._verify(self.lexical)
        try:
            return LexicalIndex(self.lexical)
        except (OSError, ValueError) as error:
            raise DamagedGenerationError(str(error)) from error

    def open_vectors(self) -> VectorIndex:
        """Check and read the vectors; raises ``DamagedGenerationError``."""
        self._verify(self.vectors)
        try:
            return VectorIndex.read(self.vectors)
        except (OSError, RuntimeError) as error:
            raise DamagedGenerationError(str(error)) from error

    def _verify(self, part: Path) -> None:
        """Check a file, or the files in a folder, against the manifest."""
        expected = {name for name in self.manifest.files if (self.folder / name).is_relative_to(part)}
        for name in sorted(expected):
            try:
                found = _digest(self.folder / name)
            except OSError as error:
                raise DamagedGenerationError(f"{name}: {error}") from error
            if found != self.manifest.files[name]:
                raise DamagedGenerationError(f"{name}: its SHA-256 is not the one it was written with")
        if not expected:
            raise DamagedGenerationError(f"{part.name}: not there")


def lexical_folder(generation: Path) -> Path:
    """Return where in a generation's folder the lexical index stands."""
    return generation / "lexical"


def vectors_file(generation: Path) -> Path:
    """Return where in a generation's folder the vectors stand."""
    return generation / "vectors.faiss"


def current_generation(root: Path) -> Generation:
    """Return the current generation, its manifest read; raises ``DamagedGenerationError`` where there is none."""
    try:
        folder = root / (root / _CURRENT).read_text("ascii").strip()
        manifest = Manifest.model_validate_json((folder / _MANIFEST).read_bytes())
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise DamagedGenerationError(str(error)) from error
    if manifest.format != FORMAT:
        raise DamagedGenerationError(f"format {manifest.format}, not {FORMAT}")
    return Generation(folder, manifest)


def new_folder(root: Path) -> Path:
    """Make a folder for a generation that is to be written."""
    folder = root / f"{_PREFIX}{uuid4().hex[:16]}"
    folder.mkdir(parents=True)
    return folder


def publish(folder: Path, stamp: str, versions: Mapping[int, str], embedding: str) -> Generation:
    """Make the generation in ``folder`` the current one, for good, and delete all others."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != _LOCK)
    digests = {path.relative_to(folder).as_posix(): _digest(path) for path in files}
    manifest = Manifest(format=FORMAT, stamp=stamp, versions=versions, embedding=embedding, files=digests)
    (folder / _MANIFEST).write_text(manifest.model_dump_json(), "utf-8")
    for path in (*files, folder / _MANIFEST, *(path for path in folder.rglob("*") if path.is_dir()), folder):
        _flush(path)
    pointer = folder.parent / f"{_CURRENT}.new"
    pointer.write_text(folder.name, "ascii")
    _flush(pointer)
    pointer.replace(folder.parent / _CURRENT)
    _flush(folder.parent)
    remove_others(folder)
    return Generation(folder, manifest)


def remove_others(folder: Path) -> None:
    """Delete all other generations beside ``folder``.

    Who has their files open may go on reading them (not on Windows, where the deletion fails and is tried again at the
    next publication).
    """
    for other in folder.parent.glob(f"{_PREFIX}*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def link_files(source: Path, target: Path) -> None:
    """Give ``target`` the files of ``source``, as hard links where the disk can: for files that are never changed."""
    target.mkdir(parents=True)
    for path in source.iterdir():
        if path.suffix == _LOCK:
            continue
        try:
            (target / path.name).hardlink_to(path)
        except OSError:
            shutil.copy2(path, target / path.name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot flush a folder
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
