"""From words with their places on the page to lines, tables and paragraphs; shared by text layers and OCR."""

from ingest.readers.layout.laying import Laid, lay_out
from ingest.readers.layout.page import Page, Rule, Word

__all__ = ["Laid", "Page", "Rule", "Word", "lay_out"]
