"""Times the reading of originals, each in a process of its own: Word files, PDF files, scans. Judges no text."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from evals.bench.processes import ProcessError, Run, ingest

_MANY_PAGES = 50
_TEXT = 200  # characters that a page of text has at least


def time_files(folder: Path) -> list[dict[str, Any]]:
    """Ingest each file of a folder by itself, then the PDF that holds least but text, repeated to 50 pages; a row each."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="troly-bench-") as scratch:
        files = sorted(file for file in folder.iterdir() if file.is_file())
        typed = [file for file in files if file.suffix == ".pdf" and has_text(file)]
        if typed:
            files.append(_repeated(min(typed, key=lambda file: file.stat().st_size / pages(file)), Path(scratch)))
        for number, file in enumerate(files):
            rows.append(_timed(file, Path(scratch) / f"store{number}"))
    return rows


def pages(file: Path) -> int:
    """Return the number of pages of a PDF file; 1 for other files."""
    if file.suffix.lower() != ".pdf":
        return 1
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        return len(document)


def has_text(file: Path) -> bool:
    """Whether most pages of a PDF file have a text layer."""
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        lengths: list[int] = [page.get_textpage().count_chars() for page in document]
    typed = sum(length > _TEXT for length in lengths)
    return typed * 2 > len(lengths)


def _repeated(file: Path, scratch: Path) -> Path:
    """Write a PDF file of 50 pages: those of ``file``, over and over."""
    import pypdfium2

    made = scratch / f"{_MANY_PAGES}-pages.pdf"
    with pypdfium2.PdfDocument(file) as source, pypdfium2.PdfDocument.new() as target:
        count = len(source)
        for at in range(0, _MANY_PAGES, count):
            target.import_pages(source, list(range(min(count, _MANY_PAGES - at))))
        target.save(made)
    return made


def _timed(file: Path, store: Path) -> dict[str, Any]:
    try:
        done: Run | None = ingest(store, [file])
        error = ""
    except ProcessError as failure:
        done, error = None, str(failure)
    row = {"file": file.name, "pages": pages(file), "error": error}
    if done is None:
        print(f"  {file.name}: not read")
        return row
    row |= {"seconds": done.seconds, "seconds_a_page": done.seconds / pages(file), "tree_peak_mb": done.tree_peak_mb}
    print(
        f"  {file.name}: {row['pages']} pages in {done.seconds:.1f} s, {row['seconds_a_page']:.1f} s a page, "
        f"all processes {done.tree_peak_mb:.0f} MB"
    )
    return row
