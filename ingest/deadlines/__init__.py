"""Phrases of time to dates: the grammar of deadlines that plans and questions share."""

from ingest.deadlines.finding import find_deadlines

__all__ = ["find_deadlines"]
