"""The programs of the system that some formats need: which are missing. It starts no reading."""

from __future__ import annotations

from ingest.errors import MissingTool


def missing_for_scans() -> MissingTool | None:
    """Return why scans and images cannot be read here (Tesseract or its Vietnamese data is missing), or None."""
    from ingest.readers.ocr import require_tesseract

    try:
        require_tesseract()
    except MissingTool as missing:
        return missing
    return None


def missing_for_old_word() -> MissingTool | None:
    """Return why doc, rtf and odt files cannot be read here (LibreOffice is missing), or None."""
    from ingest.readers.conversion import require_libreoffice

    try:
        require_libreoffice()
    except MissingTool as missing:
        return missing
    return None
