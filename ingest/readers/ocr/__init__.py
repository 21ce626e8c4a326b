"""Scanned pages to words: clean the picture, set it upright, have Tesseract read it, say how far it can be trusted."""

from ingest.readers.ocr.doubts import doubts, hard_pages
from ingest.readers.ocr.legibility import legibility
from ingest.readers.ocr.scan import read_scan
from ingest.readers.ocr.tesseract import require_tesseract

__all__ = ["doubts", "hard_pages", "legibility", "read_scan", "require_tesseract"]
