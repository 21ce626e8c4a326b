"""Whether a year belongs to the name of a programme, a document or a movement and is therefore no deadline.

Looks at the words before and after the year only; the rules decide what to make of it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from ingest.data import read_yaml
from ingest.text import fold

_BOUNDARY = re.compile(r"[.;:!?\n](?=\s|$)|\s[-+•]\s")
# What may stand between a label and its day: "dự kiến", "01 ngày,".
_LEAD = r"\s*(?:(?:du kien|khoang|vao|trong|luc|tu|la)\s+|\d{1,2}(?:[.,]\d)?\s+(?:ngay|buoi)\s*[,:(]\s*)*"
Announced = Literal["", "when", "due"]
_CLOSING = {"”": "“", "»": "«"}


@cache
def cues() -> dict[str, Any]:
    """Return ``data/deadline_cues.yaml``."""
    return dict(read_yaml("deadline_cues.yaml"))


def words(name: str) -> str:
    """Return the cue words of a list of ``deadline_cues.yaml`` as a regular expression on folded text."""
    return "|".join(sorted((re.escape(fold(word)) for word in cues()[name]), key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = ("named_things", "not_deadlines", "completes", "reports")
    ends = ("attributed", "budgets", "everyday", "effects", "of_year")
    found = {name: re.compile(rf"\b(?:{words(name)})\b") for name in lists}
    found |= {name: re.compile(rf"\b(?:{words(name)})\s*$") for name in ends}
    found["due_words"] = re.compile(rf"\b(?:{words('due_labels')})\b")
    label = rf"\b(?:{words('labels')})\b[^.;:|\n]{{0,40}}(?<! ky):"
    found["labels"] = re.compile(rf"{label}{_LEAD}$")
    found["due_labels"] = re.compile(rf"(?=.*\b(?:{words('due_labels')})\b[^.;:|\n]*:[^:]*$){label}{_LEAD}$")
    found["just_before"] = re.compile(rf"\b(?:{words('not_deadlines')})(?:\s+(?:den|toi|nam))*[\s(]*$")
    return found


_ONCE = re.compile(
    r"\bket thuc\s+(?:(?:thang|tuan)\s+\w|cac\s+dot|dot|chien dich|phong trao|hoi thi|ky thi|le hoi|cao diem)"
)


def clause_before(text: str, start: int, at: int) -> str:
    """Return the words between the last boundary before ``at`` (not before ``start``) and ``at``."""
    part = text[max(start, at - 400) : at]
    last = None
    for last in _BOUNDARY.finditer(part):  # noqa: B007  # the last one counts
        pass
    return part[last.end() :] if last else part


def in_quotes(text: str, start: int, at: int) -> bool:
    """Whether ``at`` stands inside quotation marks that opened after ``start``."""
    part = text[start:at]
    if any(part.count(opening) > part.count(closing) for closing, opening in _CLOSING.items()):
        return True
    return part.count('"') % 2 == 1


def outlook(before: str) -> bool:
    """Whether the words before a year make it an outlook or a term of office ("tầm nhìn đến", "nhiệm kỳ")."""
    return _patterns()["just_before"].search(fold(before)) is not None


def in_name(before: str) -> bool:
    """Whether a year after these words belongs to the name of the thing that they name last."""
    before, named = fold(before), None
    for named in _patterns()["named_things"].finditer(before):  # noqa: B007  # the last one counts
        pass
    if named is None:
        return False
    rest = before[named.end() :]
    return "," not in rest and _patterns()["completes"].search(rest) is None


def reports(sentence: str) -> bool:
    """Whether the words speak of reporting, not only once when something has ended ("Kết thúc Tháng hành động, …")."""
    folded = fold(sentence)
    return _patterns()["reports"].search(folded) is not None and _ONCE.search(folded) is None


def follows(cue_list: str, before: str) -> bool:
    """Whether these words end with one of a list of ``deadline_cues.yaml``: "báo cáo" before "định kỳ" (attributed)."""
    return _patterns()[cue_list].search(fold(before)) is not None


def counted(before: str) -> bool:
    """Whether these words say that somebody counted up to what follows ("tính đến"); with accents, since "tỉnh" is another word."""
    return _counted().search(before.lower()) is not None


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, cues()['counted']))})\s*$")


def labelled(before: str) -> bool:
    """Whether these words end with a label of time: "Thời gian hoàn thành:"."""
    return _patterns()["labels"].search(fold(before)) is not None


def announcement(label: str) -> Announced:
    """Return what a label of time or the head of a column says of its times: by when ("Thời gian hoàn thành"), or when."""
    return "due" if _patterns()["due_words"].search(fold(label)) else "when"


def due(before: str) -> bool:
    """Whether these words end with a label that says by when: "Thời hạn:", "Thời gian hoàn thành:"."""
    return _patterns()["due_labels"].search(fold(before)) is not None
