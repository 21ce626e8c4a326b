"""Search over clauses, derived from the store; what is found is always read from there."""

from ingest.index.build import update_indexes
from ingest.index.index import Hit, Index
from ingest.index.vectors import Embedding

__all__ = ["Embedding", "Hit", "Index", "update_indexes"]
