"""The processes that a test has started, directly or not."""

from __future__ import annotations

import psutil


def running_children() -> list[psutil.Process]:
    """Those that run; other tests may have left some that are dead and not yet waited for."""
    return [each for each in psutil.Process().children(recursive=True) if _runs(each)]


def _runs(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
