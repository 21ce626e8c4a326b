"""What was refused for its secrecy mark, one line of JSON each, beside the store: ``refused.jsonl``. Nothing reads it but people.

A line holds the time (UTC), the file's SHA-256, the mark, how many stored plans were removed, and the SHA-256 of the line before:
whoever changes or takes out a line breaks the chain. No name and no word of the document.
"""

from __future__ import annotations

import json
import os
import time
from hashlib import sha256

from ingest.errors import StoreError
from ingest.store.location import Location

AUDIT_FILE = "refused.jsonl"


def record_refusal(location: Location, *, digest: str, mark: str, removed: int) -> None:
    """Append a refusal, on disk when this returns; the ingest lock must be held. Raises ``StoreError``."""
    path = location.folder / AUDIT_FILE
    try:
        lines = path.read_bytes().splitlines() if path.exists() else []
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "event": "secret_document",
            "sha256": digest,
            "mark": mark,
            "removed": removed,
            "previous": sha256(lines[-1]).hexdigest() if lines else "",
        }
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreError(store=str(location.folder), reason=str(error)) from error
