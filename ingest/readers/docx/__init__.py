"""Reads Word files (.docx) over their raw XML, so that numbers, boxes and revisions are read as Word shows them."""

from ingest.readers.docx.reading import read_docx

__all__ = ["read_docx"]
