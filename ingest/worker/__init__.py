"""Documents are read in a process of their own, under limits: what a hostile file breaks, breaks there."""

from ingest.worker.reading import Reading
from ingest.worker.worker import Limits, Worker

__all__ = ["Limits", "Reading", "Worker"]
