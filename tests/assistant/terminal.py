"""Runs ``troly`` as a user does: in a process of its own, with pipes or on a pseudo-terminal."""

from __future__ import annotations

import codecs
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLANS = Path(__file__).parent / "plans"


def environment(**more: str) -> dict[str, str]:
    """The environment of a user whose settings are the defaults, but for these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TROLY_")}
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        kept.pop(name, None)
    return {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **more}


def troly(*arguments: str, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run ``troly`` with pipes."""
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=environment(**more),
        timeout=120,
        check=False,
    )


class OnTerminal:
    """``troly`` on a pseudo-terminal of 100 columns; ``screen`` collects what it writes."""

    def __init__(self, arguments: Sequence[str], **more: str) -> None:
        self.screen = ""
        self._awaited = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            command = [sys.executable, "-m", "assistant.cli", *arguments]
            os.execve(sys.executable, command, environment(COLUMNS="100", **more))

    def wait_for(self, words: str, seconds: float = 60) -> None:
        """Read the screen until the words stand on it, after the words last waited for."""
        end = time.monotonic() + seconds
        while (found := self.screen.find(words, self._awaited)) < 0:
            if not self._read(end - time.monotonic()):
                raise AssertionError(f"{words!r} never came; the screen shows {self.screen!r}")
        self._awaited = found + len(words)

    def type(self, words: str) -> None:
        """Type on the keyboard."""
        os.write(self._terminal, words.encode())

    def interrupt(self, answer: str, presses: int = 5, seconds: float = 10) -> None:
        """Press Ctrl-C until the program answers: Python's line editor misses one that comes just before it waits for keys."""
        for _ in range(presses):
            self.type("\x03")
            end = time.monotonic() + seconds
            while answer not in self.screen and self._read(end - time.monotonic()):
                pass
            if answer in self.screen:
                return
        raise AssertionError(f"no interrupt was heard; the screen shows {self.screen!r}")

    def exit_code(self, seconds: float = 60) -> int:
        """Read the screen to the end and return the exit code; a program that says nothing for so long is killed."""
        end = time.monotonic() + seconds
        while self._read(end - time.monotonic()):
            pass
        if time.monotonic() >= end:
            os.kill(self._pid, signal.SIGKILL)
        _, status = os.waitpid(self._pid, 0)
        os.close(self._terminal)
        return os.waitstatus_to_exitcode(status)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], max(0.0, seconds))
        if not ready:
            return False
        try:
            data = os.read(self._terminal, 65536)
        except OSError:  # Linux: the other side has closed
            return False
        self.screen += self._decoder.decode(data)
        return bool(data)
