"""Reads which earlier documents a document says it replaces, amends or repeals. It looks nothing up.

The document must say it of itself: in its title, in a sentence whose subject is "Kế hoạch này", in the announcement of its body,
or, where a decision or resolution enacts it, in an operative sentence that begins with the verb. Tasks ("tham mưu ban hành Kế
hoạch thay thế …"), legal bases ("Nghị định số … sửa đổi, bổ sung Nghị định số …") and quoted new wording say it of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.header.bounds import BASIS
from ingest.header.reading import Header
from ingest.model import EarlierDocument, Relation, Span
from ingest.references import find_references
from ingest.text import fold

_KIND = (
    r"(?:ke hoach|quyet dinh|chi thi|chuong trinh|cong van|van ban|nghi quyet|huong dan|quy che|quy dinh|thong bao|de an|phuong an|"
    r"cong dien|ket luan|thong tri)"
)
_VERBS = {
    Relation.AMENDS: r"(?:sua doi,? (?:va )?bo sung|sua doi|bo sung|dieu chinh,? (?:va )?bo sung|dieu chinh)",
    Relation.REPEALS: r"(?:bai bo|huy bo|thu hoi)",
    Relation.REPLACES: r"(?:thay the|thay cho)",
}
_VERB = "|".join(f"(?P<{relation.name}>{pattern})" for relation, pattern in _VERBS.items())
_PART = r"(?:cho|mot so (?:noi dung|dieu)|noi dung|mot phan|toan bo|cac|phu luc|cua|tai|[a-z]+ (?:[ivx\d]+|[a-z]))"
_OBJECT = rf"\s+(?:{_PART}\s+){{0,6}}(?={_KIND}\b)"
_WHOLE = re.compile(r"\s+(?:(?:cho|cac|toan bo)\s+){0,2}$")
# Of itself: nothing that gives a task to somebody may stand between the subject and the verb.
_BETWEEN = r"(?:(?!\b(?:tham muu|de xuat|trinh|neu|can|truong hop|kien nghi|xem xet|ra soat)\b)[^.;:\n]){0,160}?"


@dataclass(frozen=True, slots=True)
class VersionRule:
    """A place and a form in which documents speak of their predecessors. ``where``: title, head, body or all."""

    name: str
    where: str
    pattern: re.Pattern[str]
    decisions_only: bool = False


RULES: tuple[VersionRule, ...] = (
    # the title "Về việc sửa đổi, bổ sung Kế hoạch số …", "… (thay thế Kế hoạch số …)"
    VersionRule("in_title", "title", re.compile(rf"(?:^|\bve (?:viec )?|\(\s?)(?:{_VERB}){_OBJECT}")),
    # "Ủy ban nhân dân xã ban hành Kế hoạch … thay thế Kế hoạch số … như sau"
    VersionRule("in_announcement", "head", re.compile(rf"\bban hanh {_KIND}\b{_BETWEEN}\b(?:{_VERB}){_OBJECT}")),
    # "Kế hoạch này có hiệu lực kể từ ngày ký và thay thế Kế hoạch số …"
    VersionRule("of_itself", "all", re.compile(rf"\b{_KIND} nay\b{_BETWEEN}\b(?:{_VERB}){_OBJECT}")),
    # "Điều 2. Bãi bỏ Quyết định số …"
    VersionRule(
        "operative",
        "body",
        re.compile(rf"^(?:(?:dieu )?\d{{1,3}}[.)]\s*|[a-z]\)\s*|-\s*)?(?:nay )?(?:{_VERB}){_OBJECT}"),
        decisions_only=True,
    ),
    # "Kế hoạch số … hết hiệu lực kể từ ngày Kế hoạch này được ban hành"
    VersionRule("no_longer_in_force", "all", re.compile(r"(?P<REPEALS>(?:het|khong con) hieu luc(?: thi hanh)?)\b")),
    # "Kế hoạch số … được thay thế bằng Kế hoạch này"
    VersionRule("replaced_by_this", "all", re.compile(rf"(?P<REPLACES>duoc thay the (?:bang|boi) {_KIND} nay)\b")),
)
_BACKWARDS = ("no_longer_in_force", "replaced_by_this")
_DECISIONS = ("Quyết định", "Nghị quyết")
_SENTENCE_END = re.compile(r"[.;](?=\s|$)")
_ENUMERATED = re.compile(r"(?:,|;|\bva)\s*$")
_LONGEST_ABOUT = 300  # characters of a title between two documents of an enumeration


def read_versions(text: str, header: Header) -> tuple[EarlierDocument, ...]:
    """Return the earlier documents that the document of ``header`` replaces, amends or repeals, in reading order, each once.

    Spans enclose the reference ("Kế hoạch số 12/KH-UBND ngày …") in ``text``. A part of a document ("khoản 2 Điều 5 của …") that is
    replaced or repealed makes an amendment. Only documents named by a number are found.
    """
    found: dict[str, EarlierDocument] = {}
    for where, start, end in _passages(text, header):
        for document in _in_passage(text[start:end], where, header.kind in _DECISIONS):
            span = Span(start=document.span.start + start, end=document.span.end + start)
            found.setdefault(fold(document.number), document.model_copy(update={"span": span}))
    return tuple(sorted(found.values(), key=lambda each: each.span.start))


def _passages(text: str, header: Header) -> Iterator[tuple[str, int, int]]:
    """Title, then each paragraph; of the head those that are no legal bases."""
    head = header.body_start
    title = re.search(r"\s+".join(map(re.escape, header.title.split())), text[:head]) if header.title else None
    if title:
        yield "title", *title.span()
    for line in re.finditer(r"[^\n]+", text):
        where = "head" if line.start() < head else "body"
        if where == "head" and (BASIS.match(fold(line.group())) or (title and line.start() < title.end())):
            continue
        yield where, *line.span()


def _in_passage(passage: str, where: str, decision: bool) -> Iterator[EarlierDocument]:
    flat = fold(passage).replace("\n", " ")
    for rule in RULES:
        if rule.where not in (where, "all") or (rule.decisions_only and not decision):
            continue
        for match in rule.pattern.finditer(flat):
            if _is_quoted(passage, match.start()):
                continue
            relation = next(r for r in Relation if match.groupdict().get(r.name))
            if rule.name in _BACKWARDS:
                yield from _subjects(passage, match.start(), relation, rule.name)
            else:
                whole = _WHOLE.match(flat[match.end(relation.name) : match.end()]) is not None
                relation = relation if whole else Relation.AMENDS
                yield from _objects(passage, match.end(), relation, rule.name)


def _objects(passage: str, start: int, relation: Relation, rule: str) -> Iterator[EarlierDocument]:
    """The document behind the verb, and those enumerated after it."""
    end = _SENTENCE_END.search(passage, start)
    words = passage[start : end.start() if end and passage[end.start()] == "." else len(passage)]
    last: EarlierDocument | None = None
    for reference in find_references(words.replace("\n", " ")):
        at = reference.span.start
        between = words[last.span.end - start if last else 0 : at]
        first_far = last is None and between.strip()
        stranger = last is not None and not (
            _ENUMERATED.search(fold(between))
            and len(between) < _LONGEST_ABOUT
            and fold(reference.kind) == fold(last.kind)
        )
        if first_far or stranger:
            return
        span = Span(start=start + at, end=start + reference.span.end)
        last = EarlierDocument(**{**reference.model_dump(), "span": span}, relation=relation, rule=rule)
        yield last


def _subjects(passage: str, end: int, relation: Relation, rule: str) -> Iterator[EarlierDocument]:
    """The documents that a sentence says are out of force: those before the verb, the sentence's first among them."""
    start = max((m.end() for m in _SENTENCE_END.finditer(passage, 0, end)), default=0)
    words = passage[start:end]
    references = find_references(words)
    if not references or not re.match(rf"\W*(?:(?:dieu )?\d{{1,3}}[.)]\s*)?(?:cac )?{_KIND}\b", fold(words)):
        return
    for reference in references[:1]:
        span = Span(start=start + reference.span.start, end=start + reference.span.end)
        yield EarlierDocument(**{**reference.model_dump(), "span": span}, relation=relation, rule=rule)


def _is_quoted(passage: str, at: int) -> bool:
    before = passage[:at]
    return before.count("“") > before.count("”")
