"""Search over clauses, derived from the store; what is found is always read from there."""

from ingest.index.build import update_indexes
from ingest.index.index import Hit, Index

__all__ = ["Hit", "Index", "update_indexes"]
