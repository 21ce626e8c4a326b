"""From canonical text to the clause tree: items, depths, names. It knows nothing of obligations."""

from ingest.clauses.parsing import parse_clauses

__all__ = ["parse_clauses"]
