"""A saved web page: which part of it is the document, and its lines. Nothing is fetched."""

from ingest.readers.webpage.content import document_element
from ingest.readers.webpage.lines import Lines, read_lines

__all__ = ["Lines", "document_element", "read_lines"]
