"""The head and the close of a document: who issued it, what it is, where its body begins and ends."""

from ingest.header.reading import Header, read_header
from ingest.header.versions import read_versions

__all__ = ["Header", "read_header", "read_versions"]
