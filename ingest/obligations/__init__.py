"""Obligations as a layer over the clause tree: who must do what, in what part, until when."""

from ingest.obligations.find import find_obligations

__all__ = ["find_obligations"]
