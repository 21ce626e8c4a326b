"""Sentences that close a paragraph and only say who does the work before them: "Sở A chủ trì, phối hợp với B thực hiện"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.obligations.duties import partners
from ingest.obligations.passages import Passage
from ingest.obligations.plain import Kind
from ingest.obligations.statements import Statement
from ingest.obligations.view import View

_FEW = 2  # sentences at least, for the last to assign the others
_ONLY_ASSIGNS = re.compile(
    r"(?<!\w)(?:chủ trì|phối hợp|thực hiện|triển khai|tổ chức|tham mưu|"
    r"hoàn thành|xong|với|cùng|và|nội dung|nhiệm vụ|việc|này|trên)(?!\w)"
)


def assignment(view: View, passage: Passage, statements: Sequence[Statement]) -> Statement | None:
    """Return the last sentence where it only assigns the work before it: "Sở A chủ trì, phối hợp với B thực hiện trong quý II"."""
    if len(statements) < _FEW or passage.whole or passage.scope.named or passage.closing:
        return None
    last, others = statements[-1], statements[:-1]
    opening, span = last.opening, last.span
    if opening.kind is not Kind.SUBJECT or last.part or any(s.opening.kind is not Kind.ACTION for s in others):
        return None
    names = (*(m.name for m in opening.actors), *(a.name for a in partners(view, opening.verb, span.end)))
    said = span.of(view.text)
    for words in (*(d.text for d in view.deadlines_in(span.start, span.end)), *names):
        said = said.replace(words, "")
    return last if not _ONLY_ASSIGNS.sub("", said).strip(" ,.;()") else None
