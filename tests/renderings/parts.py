"""Cuts the canonical text of a plan into what an office sets apart on the page: letterhead, body, close, annex."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.header import read_header
from ingest.header.annex import annex_start

_RIGHT = re.compile(
    r"CỘNG H\S+ XÃ HỘI.*|Độc lập - Tự do.*|(?:(?<=^)|(?<=\s))(?:\S+ ){1,4}?ngày(?: \d+)? tháng(?: \d+)? năm \d{4}$"
)


@dataclass(frozen=True)
class Parts:
    """The lines of a plan by their place on the page. ``right`` of the letterhead holds motto and date, ``left`` the rest."""

    left: list[str]
    right: list[str]
    body: list[str]
    recipients: list[str]
    signature: list[str]
    annex: list[str]


def cut(plan_text: str) -> Parts:
    """Return the parts of a canonical text; the body begins with the kind of document ("KẾ HOẠCH")."""
    close = read_header(plan_text).closing_start
    annex = annex_start(plan_text, close)
    head, body = _letterhead(plan_text[:close].splitlines())
    closing = plan_text[close:annex].splitlines()
    end = next((i for i, line in enumerate(closing) if i and not line.startswith("-")), len(closing))
    left: list[str] = []
    right: list[str] = []
    for line in head:
        motto = _RIGHT.search(line)
        before = line[: motto.start()].strip() if motto else line
        left += [before] if before else []
        right += [motto.group()] if motto else []
    return Parts(left, right, body, closing[:end], closing[end:], plan_text[annex:].splitlines())


def _letterhead(lines: list[str]) -> tuple[list[str], list[str]]:
    dated = next(i for i, line in enumerate(lines) if re.search(r"ngày.*tháng.*năm \d{4}$", line))
    return lines[: dated + 1], lines[dated + 1 :]
