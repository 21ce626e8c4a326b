"""Runs the program as its users do, in processes of its own, and measures their time and memory.

Does not decide what to run or print anything.
"""

from __future__ import annotations

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from ingest.model import Frozen

TROLY = (sys.executable, "-m", "assistant.cli")
_IMPORT = re.compile(r"^import time:\s+(\d+) \|\s+(\d+) \|( *)(\S+)$", re.MULTILINE)
_SAMPLE_SECONDS = 0.02
_HEAVY = 5_000  # microseconds of its own from which an import is worth naming


class ProcessError(Exception):
    """A measured command failed; what it wrote to stderr is the message."""


class Run(Frozen):
    """One finished process: wall-clock and processor seconds, peak resident memory in MB (1 MB = 2^20 bytes).

    ``peak_mb`` is that of the largest process; ``tree_peak_mb`` the most that it and those it started held at one time, by
    samples (shared pages counted once for each process, so rather too much than too little).
    """

    seconds: float
    cpu_seconds: float
    peak_mb: float
    tree_peak_mb: float
    output: str
    errors: str


class ColdStart(Frozen):
    """Starts of ``troly ask``: seconds, whether torch was imported, the slowest imports (module, ms of its own)."""

    median_seconds: float
    worst_seconds: float
    median_cpu_seconds: float
    peak_mb: float
    imports_torch: bool
    slow_imports: tuple[tuple[str, float], ...]


def run(command: Sequence[str]) -> Run:
    """Run a command to its end; raises ProcessError when it exits with another code than 0."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err)
        with _Sampler(process.pid) as sampler:
            _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        output, errors = out.read().decode(), err.read().decode()
    if process.returncode != 0:
        raise ProcessError(f"{' '.join(command[:6])} … exited {process.returncode}: {errors[-2000:] or output[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    peak = _megabytes(usage)
    return Run(
        seconds=seconds,
        cpu_seconds=cpu,
        peak_mb=peak,
        tree_peak_mb=max(peak, sampler.peak / 2**20),
        output=output,
        errors=errors,
    )


class _Sampler:
    """Watches the memory of a process and of all below it while the block runs; ``peak`` is in bytes."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._root = psutil.Process(pid)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> _Sampler:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(_SAMPLE_SECONDS):
            self.peak = max(self.peak, sum(map(_resident, self._family())))

    def _family(self) -> list[psutil.Process]:
        try:
            return [self._root, *self._root.children(recursive=True)]
        except psutil.Error:
            return []


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # it ended in the meantime
        return 0


def ingest(store: Path, paths: Sequence[Path]) -> Run:
    """Run ``troly ingest``."""
    return run([*TROLY, "ingest", "--store", str(store), *map(str, paths)])


def cold_ask(store: Path, question: str, as_of: str, repeats: int) -> ColdStart:
    """Run ``troly ask`` several times, and once more to see what it imports."""
    command = ["ask", question, "--json", "--as-of", as_of, "--store", str(store)]
    runs = [run([*TROLY, *command]) for _ in range(repeats)]
    traced = run([TROLY[0], "-X", "importtime", *TROLY[1:], *command])
    own = {name: int(self_us) for self_us, _, _, name in _IMPORT.findall(traced.errors)}
    slow = sorted(((name, us / 1000) for name, us in own.items() if us >= _HEAVY), key=lambda row: -row[1])
    return ColdStart(
        median_seconds=statistics.median(each.seconds for each in runs),
        worst_seconds=max(each.seconds for each in runs),
        median_cpu_seconds=statistics.median(each.cpu_seconds for each in runs),
        peak_mb=max(each.peak_mb for each in runs),
        imports_torch=any(name.partition(".")[0] == "torch" for name in own),
        slow_imports=tuple(slow[:8]),
    )


def sizes(store: Path) -> dict[str, float]:
    """Return megabytes on disk below a store's folder, by its first-level entries, and in all."""
    entries = {entry.name: _size(entry) / 2**20 for entry in sorted(store.iterdir())}
    return {**entries, "total": sum(entries.values())}


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files if file.is_file())


def _megabytes(usage: resource.struct_rusage) -> float:
    scale = 1 if sys.platform == "darwin" else 1024  # Linux counts in kilobytes, macOS in bytes
    return usage.ru_maxrss * scale / 2**20
