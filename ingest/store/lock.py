"""Locks between processes on one machine. They order writers; readers never wait for them.

The operating system releases a lock when its process ends in whatever way, so a killed writer leaves none behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import StoreBusy


@contextmanager
def exclusive(path: Path, wait_seconds: float) -> Iterator[None]:
    """Hold the lock file ``path`` while the block runs; ``StoreBusy`` after ``wait_seconds`` without getting it."""
    from filelock import FileLock, Timeout  # 40 ms to import; a question seldom needs it

    lock = FileLock(path)
    try:
        lock.acquire(timeout=wait_seconds, poll_interval=0.02)
    except Timeout as error:
        raise StoreBusy(path=str(path)) from error
    try:
        yield
    finally:
        lock.release()


def is_held(path: Path) -> bool:
    """Whether somebody, perhaps this process, holds the lock at this moment."""
    try:
        with exclusive(path, wait_seconds=0):
            return False
    except StoreBusy:
        return True
