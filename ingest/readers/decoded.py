"""What every reader returns. It reads nothing."""

from __future__ import annotations

from ingest.model import Finding, Frozen


class Decoded(Frozen):
    """A document as plain text, before canonicalisation. ``page_starts`` are offsets in ``text`` where the format has pages."""

    text: str
    format: str
    encoding: str
    page_starts: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
