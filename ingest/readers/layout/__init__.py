"""From words with their places on the page to lines, tables and paragraphs; shared by text layers and OCR."""

from ingest.readers.layout.page import Page, Rule, Word

__all__ = ["Page", "Rule", "Word"]
