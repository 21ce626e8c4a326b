"""Bounds of the parts that follow the signature: the heading of an attached document, and its own close. It parses no clauses."""

from __future__ import annotations

from ingest.clauses.markers import read_marker
from ingest.header.annex import ATTACHED, is_annex
from ingest.header.kinds import kind_printed
from ingest.header.signature import part_close

__all__ = ["attached_heading", "part_close"]

_TITLE_LINES = 4
_LETTERHEAD_LINES = 8
_LONGEST_TITLE = 300  # characters of a line


def attached_heading(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the kind that an attached document prints ("Kế hoạch"), "" for an annex; where its heading begins, below its own
    letterhead; and where it ends: after the kind and the title above "(Ban hành kèm theo …)". A printed "Phụ lục" is no heading:
    it is the first marker of what follows.
    """
    lines = _lines(text, start, end, _LETTERHEAD_LINES + _TITLE_LINES + 1)
    kind, heading, titled = "", start, 1
    for i, (at, stop) in enumerate(lines[:_LETTERHEAD_LINES]):
        if is_annex(text, at):
            return "", at, at
        named = kind_printed(text[at:stop])
        if named:
            kind, heading, titled = named[0].name, at, i + 1
            break
    note = next((i for i, span in enumerate(lines) if i >= titled and ATTACHED.match(text, *span)), None)
    if note is not None and note - titled <= _TITLE_LINES:
        titled = note
    else:
        while titled < len(lines) and _is_title(text, *lines[titled]):
            titled += 1
    return kind, heading, lines[titled][0] if titled < len(lines) else end


def _is_title(text: str, at: int, stop: int) -> bool:
    return text[at:stop].isupper() and stop - at < _LONGEST_TITLE and read_marker(text, at, stop) is None


def _lines(text: str, start: int, end: int, most: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = start
    while at < end and len(found) < most:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            found.append((at, stop))
        at = stop + 1
    return found
