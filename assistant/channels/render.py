"""An answer on a page: its blocks, then what they cite, then what may be asked next. Adds no statement of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from assistant.channels.page import Page
from assistant.channels.texts import text
from assistant.model import Answer, Block, Citation, runs_text


def render_answer(page: Page, answer: Answer) -> None:
    """Write an answer, its numbered citations with clause and quote, and the suggestions."""
    for at, block in enumerate(answer.blocks):
        if at and _apart(answer.blocks[at - 1], block):
            page.blank()
        _block(page, block)
    if answer.citations:
        page.blank()
        page.heading(text(f"answer.{answer.lang}.sources"))
        _sources(page, answer)
    if answer.suggestions:
        page.blank()
        page.heading(text(f"answer.{answer.lang}.suggestions"))
        for suggestion in answer.suggestions:
            page.bullet(suggestion, indent=1)


def _apart(before: Block, block: Block) -> bool:
    return not (before.kind == block.kind == "li" or (before.kind == "h" and block.kind != "h"))


def _block(page: Page, block: Block) -> None:
    words = runs_text(block.runs)
    match block.kind:
        case "h":
            page.heading(words)
        case "li":
            page.bullet(words, indent=1)
        case "quote":
            page.bullet(words, mark="│", indent=1)
        case "notice":
            page.warning(words)
        case "table":
            page.table([runs_text(cell) for cell in block.head], [[runs_text(c) for c in row] for row in block.rows])
        case "p":
            page.paragraph(words)


def _sources(page: Page, answer: Answer) -> None:
    said = " ".join(" ".join(runs_text(block.runs).split()) for block in answer.blocks)
    for title, citations in groupby(answer.citations, key=lambda citation: citation.plan_title):
        page.paragraph(title)
        for citation in citations:
            _source(page, citation, answer.lang, said)


def _source(page: Page, citation: Citation, lang: str, said: str) -> None:
    where = ", ".join(_where(citation, lang))
    page.bullet(where, mark=f"[{citation.number}]", indent=2)
    if " ".join(citation.quote.split()) not in said:  # a list question quotes every statement in its own bullet
        page.quote(citation.quote, indent=6)


def _where(citation: Citation, lang: str) -> Iterator[str]:
    yield citation.clause_label
    if citation.page is not None:
        yield text(f"answer.{lang}.page", page=citation.page)
