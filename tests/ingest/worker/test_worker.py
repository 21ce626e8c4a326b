"""The child process that reads documents: its answers, its limits, and that it never outlives anybody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from ingest.errors import EmptyDocument, IngestError, SecretDocument, UnsafeFile, UnsupportedFormat
from ingest.obligations import find_obligations
from ingest.reading import read_plan
from ingest.worker import Limits, Worker
from tests.plan_texts import plan_text
from tests.processes import running_children

SERVE = """
import os, signal, subprocess, sys, time
from ingest.worker.__main__ import read_document
from ingest.worker.serving import main

def read(data, name, circulation, progress):
{body}
    return read_document(data, name, circulation, progress)

main(sys.argv[1:], read)
"""


def program(body: str) -> tuple[str, ...]:
    """A child that does ``body`` before it reads."""
    return (sys.executable, "-P", "-c", SERVE.format(body="\n".join("    " + line for line in body.splitlines())))


def ended(pid: int, seconds: float = 15.0) -> bool:
    """Whether a process that is not ours to wait for is gone before long."""
    try:
        psutil.Process(pid).wait(seconds)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    return True


def test_a_document_read_in_the_child_is_the_one_read_here() -> None:
    data = plan_text().encode()
    with Worker() as worker:
        reading = worker.read(data, "a.txt", "warn")
    plan = read_plan(data, "a.txt")
    assert reading.plan == plan
    assert reading.obligations == find_obligations(plan)


def test_one_child_serves_a_batch_and_ends_with_it() -> None:
    with Worker() as worker:
        worker.read(plan_text().encode(), "a.txt", "warn")
        (first,) = running_children()
        worker.read(plan_text(tasks=5).encode(), "b.txt", "warn")
        assert running_children() == [first]
    assert running_children() == []


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyDocument),
        (b"7z\xbc\xaf\x27\x1c", UnsupportedFormat),
        (("TỐI MẬT\n" + plan_text()).encode(), SecretDocument),
    ],
)
def test_refusals_come_back_as_they_were_raised(data: bytes, error: type[IngestError]) -> None:
    with pytest.raises(error) as here:
        read_plan(data, "a.txt")
    with Worker() as worker:
        with pytest.raises(error) as there:
            worker.read(data, "a.txt", "warn")
        (before,) = running_children()
        worker.read(plan_text().encode(), "b.txt", "warn")
        assert running_children() == [before], "a refusal costs no new process"
    assert there.value.fields == here.value.fields


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "crash"),
        ("os._exit(3)", "crash"),
        ("bytearray(3 * 1024**3)", "memory"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "memory"),
        ("while True: pass", "time"),
        ("signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: time.sleep(9)", "time"),
        ("def deep(n): return deep(n + 1) + 1\ndeep(0)", "depth"),
    ],
)
def test_what_breaks_the_child_is_a_refusal_and_the_next_document_is_read(body: str, reason: str) -> None:
    guarded = "if name == 'bad.txt':\n" + "\n".join("    " + line for line in body.splitlines())
    with Worker(Limits(silence=6), program(guarded)) as worker:
        with pytest.raises(UnsafeFile) as refused:
            worker.read(plan_text().encode(), "bad.txt", "warn")
        assert refused.value.fields["reason"] == reason
        assert worker.read(plan_text().encode(), "good.txt", "warn").plan.kind == "Kế hoạch"
    assert running_children() == []


def test_progress_keeps_a_slow_document_alive_and_its_lack_ends_it() -> None:
    slow = program("for page in range(1, 9):\n    time.sleep(1)\n    progress(page, 8)")
    told: list[tuple[int, int]] = []
    with Worker(Limits(silence=6), slow) as worker:
        worker.read(plan_text().encode(), "a.txt", "warn", lambda done, total: told.append((done, total)))
    assert told == [(page, 8) for page in range(1, 9)]
    stuck = program("while True:\n    time.sleep(0.2)\n    progress(1, 5)")
    with Worker(Limits(silence=4), stuck) as worker, pytest.raises(UnsafeFile, match="time"):
        worker.read(plan_text().encode(), "a.txt", "warn")


def test_what_a_library_prints_does_not_break_the_answer() -> None:
    noisy = program(
        "os.write(1, b'noise' * 1000); print('more'); sys.stderr.write('x' * 100000); input_ = os.read(0, 1)"
    )
    with Worker(program=noisy) as worker:
        assert worker.read(plan_text().encode(), "a.txt", "warn").obligations


def test_a_fault_of_ours_is_logged_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    with Worker(program=program("raise ValueError('a fault')")) as worker, pytest.raises(IngestError) as raised:
        worker.read(plan_text().encode(), "a.txt", "warn")
    assert raised.value.fields == {"name": "a.txt"}
    assert "ValueError: a fault" in caplog.text


def test_temporary_files_are_gone_with_the_child() -> None:
    leaves = program("import tempfile\ntempfile.NamedTemporaryFile(delete=False).write(b'secret')\nos._exit(1)")
    before = set(Path(tempfile.gettempdir()).glob("troly-*"))
    with Worker(program=leaves) as worker, pytest.raises(UnsafeFile):
        worker.read(plan_text().encode(), "a.txt", "warn")
    assert set(Path(tempfile.gettempdir()).glob("troly-*")) <= before


def test_the_child_has_limits_and_no_heavy_libraries(caplog: pytest.LogCaptureFixture) -> None:
    told = program(
        "import resource\nread_document(data, name, circulation, progress)\n"
        "limits = [resource.getrlimit(k)[0] for k in (resource.RLIMIT_AS, resource.RLIMIT_CORE)]\n"
        "heavy = [m for m in ('torch', 'faiss', 'tantivy', 'sqlalchemy', 'transformers') if m in sys.modules]\n"
        "raise ValueError(f'{limits} {heavy} {os.environ[\"OMP_NUM_THREADS\"]}')"
    )
    with Worker(program=told) as worker, pytest.raises(IngestError):
        worker.read(plan_text().encode(), "a.txt", "warn")
    assert f"[{1024**3}, 0] [] 1" in caplog.text


PARENT = """
import sys
from ingest.worker import Worker
worker = Worker(program={program!r})
worker.start()
print(worker._child._process.pid, flush=True)
worker.read({data!r}, "a.txt", "warn")
"""
GRANDCHILD = "grand = subprocess.Popen(['sleep', '600'])\nopen({path!r}, 'w').write(str(grand.pid))\n{then}"


@pytest.mark.skipif(os.name != "posix", reason="process groups")
@pytest.mark.parametrize("then", ["time.sleep(600)", "while True: pass"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_child_and_grandchild_end_with_the_parent(tmp_path: Path, number: signal.Signals, then: str) -> None:
    written = tmp_path / "grandchild"
    serve = program(GRANDCHILD.format(path=str(written), then=then))
    code = PARENT.format(program=serve, data=plan_text().encode())
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        deadline = time.monotonic() + 20
        while not (written.exists() and written.read_text()) and time.monotonic() < deadline:
            time.sleep(0.05)
        grandchild = int(written.read_text())
        parent.send_signal(number)
        parent.wait(20)
    assert ended(child)
    assert ended(grandchild)
