"""``python -m ingest.worker MEMORY SILENCE``: the child of ``ingest.worker.Worker``."""

from __future__ import annotations

import sys
from typing import cast

from ingest.obligations import find_obligations
from ingest.readers import Progress
from ingest.reading import read_plan
from ingest.secrecy import Circulation
from ingest.worker.reading import Reading
from ingest.worker.serving import main


def read_document(data: bytes, name: str, circulation: str, progress: Progress) -> bytes:
    """Return what a document holds, as JSON."""
    plan = read_plan(data, name, progress, circulation=cast(Circulation, circulation))
    reading = Reading.model_construct(plan=plan, obligations=find_obligations(plan))
    return reading.model_dump_json().encode("utf-8")


if __name__ == "__main__":
    main(sys.argv[1:], read_document)
