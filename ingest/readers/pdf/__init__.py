"""Reads PDF files: text layers by pdfium, pages that are pictures by OCR. The layout is ``ingest.readers.layout``'s."""

from ingest.readers.pdf.document import read_pdf

__all__ = ["read_pdf"]
