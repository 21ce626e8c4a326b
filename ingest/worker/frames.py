"""Messages between a process and its child: length, then bytes. JSON or raw; never pickle. It gives them no meaning."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">Q")
LONGEST = 256 * 1024 * 1024  # bytes: far above the tree of the longest text that is read


class BrokenStream(Exception):
    """The other side ended inside a message, or sends what no message is."""


def write_frame(stream: BinaryIO, payload: bytes) -> None:
    """Send one message at once; raises ``OSError`` where nobody reads any more."""
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def write_json(stream: BinaryIO, **fields: object) -> None:
    """Send an object; what JSON does not know goes as its string."""
    write_frame(stream, json.dumps(fields, default=str).encode("ascii"))


def read_frame(stream: BinaryIO) -> bytes | None:
    """Return the next message, None at the end of the stream; raises ``BrokenStream``."""
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise BrokenStream
    (length,) = _LENGTH.unpack(head)
    if length > LONGEST:
        raise BrokenStream
    payload = stream.read(length)
    if len(payload) < length:
        raise BrokenStream
    return payload


def read_json(stream: BinaryIO) -> dict[str, Any] | None:
    """Return the next message as an object, None at the end of the stream; raises ``BrokenStream``."""
    payload = read_frame(stream)
    if payload is None:
        return None
    try:
        found = json.loads(payload)
    except ValueError as error:
        raise BrokenStream from error
    if not isinstance(found, dict):
        raise BrokenStream
    return found
