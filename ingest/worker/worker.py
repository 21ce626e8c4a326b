"""The parent's side: keeps one child for a batch of documents, ends it at a limit, and starts another. It reads no document."""

from __future__ import annotations

import logging
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from pydantic import ValidationError

from ingest import errors
from ingest.errors import IngestError, UnsafeFile
from ingest.readers import Progress, silent
from ingest.worker.frames import BrokenStream, read_frame, read_json, write_frame, write_json
from ingest.worker.reading import Reading

_log = logging.getLogger(__name__)
_START = 60.0  # seconds for starting Python and importing our modules, on a machine that is busy with other things
_GRACE = 1.0  # seconds between asking a child to end and killing it
_PROGRAM = (sys.executable, "-P", "-m", "ingest.worker")  # -P: no module is taken from the folder it runs in
_ERRORS = {
    each.code: each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, IngestError)
}
# Libraries that would start a thread a core: each takes address space, and a batch is not faster for it.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT"), "1")

Message = tuple[dict[str, Any], bytes]


@dataclass(frozen=True)
class Limits:
    """What reading one document may take: seconds without a sign of progress, bytes of address space."""

    silence: float = 60.0
    memory: int = 1024 * 1024 * 1024


class Worker:
    """Reads documents in a child process. Not for several threads at once. Close it, or use it in ``with``."""

    def __init__(self, limits: Limits = Limits(), program: Sequence[str] = _PROGRAM) -> None:
        self._limits = limits
        self._program = tuple(program)
        self._child: _Child | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child, whatever it is doing, and all that it started."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def start(self) -> None:
        """Start the child now rather than with the first document: its imports take about half a second."""
        self._running()

    def read(self, data: bytes, name: str, circulation: str, progress: Progress = silent) -> Reading:
        """Return what a document holds; ``progress`` hears of (done, total) pages of those that take long.

        Raises what ``read_plan`` raises; ``UnsafeFile`` with ``reason`` "time", "memory" or "crash" where the document broke
        a limit or the child; ``IngestError`` where a fault of ours did not let it be read.
        """
        child = self._running()
        try:
            child.ask(name, circulation, data)
            return self._answer(child, name, progress)
        finally:
            if not child.idle:
                self.close()  # it ended, or must end; also at Ctrl-C: nobody waits for that answer any more

    def _running(self) -> _Child:
        if self._child is not None and not self._child.alive:
            self.close()
        if self._child is None:
            self._child = _Child(self._program, self._limits)
        return self._child

    def _answer(self, child: _Child, name: str, progress: Progress) -> Reading:
        while True:
            message, payload = child.next(self._limits.silence, name)
            match message.get("event"):
                case "progress":
                    progress(int(message["done"]), int(message["total"]))
                case "read":
                    return _validated(payload, name)
                case "refused":
                    raise _rebuilt(message)
                case _:
                    _log.error("cannot read %r: %s", name, message.get("details"))
                    raise IngestError(name=name)


class _Child:
    """One process with its temporary folder, and a thread that hears it: pipes have no time limit of their own."""

    def __init__(self, program: Sequence[str], limits: Limits) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="troly-", ignore_cleanup_errors=True)
        self._errors = Path(self._folder.name) / "errors"
        with self._errors.open("wb") as stderr:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [*program, str(limits.memory), str(limits.silence)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                cwd=self._folder.name,
                env=_environment(self._folder.name),
                start_new_session=True,  # Ctrl-C reaches the parent alone, and a group can be killed as one
            )
        self._ready = False
        self._heard: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self.idle = True
        threading.Thread(target=self._hear, args=(self._stream(self._process.stdout),), daemon=True).start()

    @property
    def alive(self) -> bool:
        """Whether it can take another document."""
        return self.idle and self._process.poll() is None

    def ask(self, name: str, circulation: str, data: bytes) -> None:
        """Send a document."""
        self.idle = False
        self._await_start(name)
        stream = self._stream(self._process.stdin)
        with suppress(OSError):  # a child that is gone is noticed at its answer
            write_json(stream, name=name, circulation=circulation)
            write_frame(stream, data)

    def _await_start(self, name: str) -> None:
        """Wait until the child takes documents: its start is no part of what a document may take."""
        if not self._ready:
            self.next(_START, name)
            self._ready, self.idle = True, False

    def next(self, silence: float, name: str) -> Message:
        """Return the next message; raises ``UnsafeFile`` where none comes in time or the child has ended."""
        try:
            heard = self._heard.get(timeout=silence)
        except queue.Empty:
            _log.warning("%r: no sign of progress for %g s", name, silence)
            raise UnsafeFile(name=name, reason="time", limit=silence) from None
        if heard is None:
            raise UnsafeFile(name=name, reason=self._why_it_ended(name))
        self.idle = heard[0].get("event") != "progress" and not heard[0].get("last")
        return heard

    def end(self) -> None:
        """End the process and its group, and remove what they left."""
        with suppress(OSError):
            self._stream(self._process.stdin).close()
        if self._process.poll() is None and not self.idle:
            self._process.terminate()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self._kill()
            self._folder.cleanup()

    def _kill(self) -> None:
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)  # the group outlives its leader where it started programs
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()

    def _hear(self, stream: BinaryIO) -> None:
        with suppress(BrokenStream, OSError, ValueError), stream:
            while (message := read_json(stream)) is not None:
                payload = read_frame(stream) if message.get("event") == "read" else b""
                if payload is None:
                    break
                self._heard.put((message, payload))
        self._heard.put(None)

    def _why_it_ended(self, name: str) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE)
        code = self._process.poll()
        said = self._errors.read_bytes()[-2000:].decode("utf-8", "replace")
        _log.warning("%r: the reading process ended with %s: %s", name, code, said)
        if code == -getattr(signal, "SIGXCPU", 0):
            return "time"
        short_of_memory = code == -getattr(signal, "SIGKILL", 0) or "MemoryError" in said or "bad_alloc" in said
        return "memory" if short_of_memory else "crash"  # SIGKILL: not by us, so by the system for want of memory

    @staticmethod
    def _stream(pipe: Any) -> BinaryIO:
        return pipe  # type: ignore[no-any-return]  # Popen was given PIPE for both


def _environment(folder: str) -> Mapping[str, str]:
    """The parent's, with a temporary folder of its own and this program first on the path."""
    ours = str(Path(errors.__file__).parents[1])
    path = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH"))))
    folders = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
    return {**os.environ, **_ONE_THREAD, **folders, "PYTHONPATH": path, "PYTHONUTF8": "1"}


def _validated(payload: bytes, name: str) -> Reading:
    try:
        return Reading.model_validate_json(payload)
    except ValidationError as error:
        _log.error("cannot read %r: %s", name, error.errors(include_input=False)[:3])
        raise UnsafeFile(name=name, reason="depth") from None  # JSON of a tree too deep to be one


def _rebuilt(message: Mapping[str, Any]) -> IngestError:
    fields = message.get("fields")
    error = _ERRORS.get(str(message.get("code")), IngestError)
    return error(**{str(key): value for key, value in fields.items()} if isinstance(fields, dict) else {})
