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
import time
from collections.abc import Sequence
from pathlib import Path

from ingest.model import Frozen

TROLY = (sys.executable, "-m", "assistant.cli")
_IMPORT = re.compile(r"^import time:\s+(\d+) \|\s+(\d+) \|( *)(\S+)$", re.MULTILINE)
_HEAVY = 5_000  # microseconds of its own from which an import is worth naming


class ProcessError(Exception):
    """A measured command failed; what it wrote to stderr is the message."""


class Run(Frozen):
    """One finished process: wall-clock and processor seconds, peak resident memory in MB (1 MB = 2^20 bytes)."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
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
    """Run a command to its end; raises ProcessError when it exits with another code than 0.

    Memory is that of the process itself: programs it starts are not included.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        output, errors = out.read().decode(), err.read().decode()
    if process.returncode != 0:
        raise ProcessError(f"{' '.join(command[:6])} … exited {process.returncode}: {errors[-2000:] or output[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Run(seconds=seconds, cpu_seconds=cpu, peak_mb=_megabytes(usage), output=output, errors=errors)


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
