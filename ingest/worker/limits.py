"""What a process may use, set from inside it. On a platform without the module ``resource`` nothing is limited."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from types import ModuleType

_FILE_BYTES = 512 * 1024 * 1024  # one temporary file: a page as an uncompressed image, a converted document
_resource: ModuleType | None
try:
    import resource as _resource
except ModuleNotFoundError:
    _resource = None


def limit_process(memory: int) -> None:
    """Cap address space (bytes) and the size of written files, and leave no core dump, which would hold the document.

    Only the soft limits: LibreOffice, started from here, needs more address space and gets its own.
    """
    if _resource is None:
        return
    for kind, value in (("RLIMIT_AS", memory), ("RLIMIT_FSIZE", _FILE_BYTES), ("RLIMIT_CORE", 0)):
        _lower(kind, value)


def renew_processor_time(seconds: float) -> None:
    """Allow that many seconds of processor time from now; then the system ends the process (SIGXCPU).

    The last resort: for a process that hangs in C code and whose parent, which would have ended it, is gone.
    """
    if _resource is not None:
        used = _resource.getrusage(_resource.RUSAGE_SELF)
        _lower("RLIMIT_CPU", int(used.ru_utime + used.ru_stime + seconds) + 1)


def address_space() -> int:
    """Return the bytes of address space in use; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def end_with(descriptor: int, grace: float) -> None:
    """End this process, and all in its group, once the other end of the pipe ``descriptor`` is closed: its reader is gone."""
    try:
        from select import POLLERR, POLLHUP, poll
    except ImportError:
        return  # the next read or write of the pipe ends the process
    watched = poll()
    watched.register(descriptor, 0)  # hang-ups are told unasked

    def wait() -> None:
        while not any(event & (POLLHUP | POLLERR) for _, event in watched.poll()):
            pass
        os.kill(os.getpid(), signal.SIGTERM)  # the main thread ends what it started
        threading.Event().wait(grace)
        end_group()

    threading.Thread(target=wait, daemon=True).start()


def end_group() -> None:
    """Kill this process and all that it started, where it leads a group of its own."""
    if hasattr(os, "getpgrp") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)


def _lower(kind: str, value: int) -> None:
    if _resource is None:
        return
    which = getattr(_resource, kind)
    _, hard = _resource.getrlimit(which)
    soft = value if hard == _resource.RLIM_INFINITY else min(value, hard)
    try:
        _resource.setrlimit(which, (soft, hard))
    except (OSError, ValueError):
        return  # macOS refuses RLIMIT_AS; the limit of time still holds
