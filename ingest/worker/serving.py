"""The child's side: takes documents from its parent, reads each, sends back what it found. It keeps and stores nothing."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from types import FrameType
from typing import BinaryIO

from ingest.errors import IngestError, UnsafeFile
from ingest.readers import Progress
from ingest.worker.frames import LONGEST, BrokenStream, read_frame, read_json, write_frame, write_json
from ingest.worker.limits import address_space, end_group, end_with, limit_process, renew_processor_time

Read = Callable[[bytes, str, str, Progress], bytes]
"""(data, name, circulation, progress) → a ``Reading`` as JSON."""

_GRACE = 2.0  # seconds for ending what was started, before everything in the group is killed


def main(arguments: list[str], read: Read) -> None:
    """Serve until the parent closes the pipe; ``arguments`` are bytes of memory and seconds of silence."""
    memory, silence = int(arguments[0]), float(arguments[1])
    requests, answers = _own_pipes()
    end_with(requests.fileno(), _GRACE)
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and ends us
    limit_process(memory)
    try:
        write_json(answers, event="ready")
        while serve_one(requests, answers, read, memory, silence):
            pass
    except (BrokenStream, BrokenPipeError):
        return
    finally:
        end_group()


def serve_one(requests: BinaryIO, answers: BinaryIO, read: Read, memory: int, silence: float) -> bool:
    """Read one document; return whether another may follow in this process."""
    request = read_json(requests)
    data = read_frame(requests) if request is not None else None
    if request is None or data is None:
        return False
    name = str(request["name"])
    allowed = 2 * silence  # of processor time: the parent counts by the clock and comes first
    renew_processor_time(allowed)
    furthest = 0

    def progress(done: int, total: int) -> None:
        nonlocal furthest
        if done > furthest:  # only what moves on is progress
            furthest = done
            renew_processor_time(allowed)
            write_json(answers, event="progress", done=done, total=total)

    def answer(event: str, *, last: bool = False, **fields: object) -> bool:
        last = last or address_space() > memory // 2  # a fresh process where little room is left for the next document
        write_json(answers, event=event, last=last, **fields)
        return not last

    try:
        reading = read(data, name, str(request["circulation"]), progress)
        if len(reading) > LONGEST:
            raise MemoryError
    except IngestError as error:
        return answer("refused", code=error.code, fields=error.fields)
    except MemoryError:  # what C libraries hold after a failed allocation is unknown: end
        return answer("refused", last=True, code=UnsafeFile.code, fields={"name": name, "reason": "memory"})
    except RecursionError:
        return answer("refused", code=UnsafeFile.code, fields={"name": name, "reason": "depth"})
    except Exception:  # noqa: BLE001 - a fault in reading one document must not lose the others of a long run
        return answer("failed", details=traceback.format_exc())
    goes_on = answer("read")
    write_frame(answers, reading)
    return goes_on


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take the pipes off descriptors 0 and 1: libraries print to 1, and programs that they start read from 0."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return requests, answers


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)  # unwinds, so that whoever started a program ends it
