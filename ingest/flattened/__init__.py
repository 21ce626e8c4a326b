"""Tables that lost their bars on the way to text are given them back: by their head, their numbers, and what cells hold."""

from ingest.flattened.restoring import restore_tables

__all__ = ["restore_tables"]
