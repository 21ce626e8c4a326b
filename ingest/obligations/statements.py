"""The words of a clause → its statements: the smallest parts that each give something to do.

A part begins with words of its own that bind (``openings``); what only says how, what for or what of stays with the
part before it. Who must act and until when is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.model import Frozen, Span
from ingest.obligations.cues import cues
from ingest.obligations.cuts import SHORTEST, SHORTEST_STAGE, dated, has_figure, inner_cuts
from ingest.obligations.openings import Opening, read_opening
from ingest.obligations.verbs import has_verb
from ingest.obligations.view import View
from ingest.words import sentences

_ONLY_WHEN = re.compile(r"(?:thuc hien|hoan thanh|xong|ket thuc|thoi gian)?\W*$")
# words at a statement's end that only lead on: ", cụ thể như sau", "… và"
_LEADS_ON = re.compile(r"\s*,?\s*(?:(?:và\s)?cụ thể(?:\snhư\ssau)?|\s(?:và|hoặc|đồng thời))\s*$")
_WITH = re.compile(r"phoi hop(?:\s+chat che)?\s+(?:voi|cung)\s+")
_PARTS = re.compile(r"chủ trì|phối hợp|chủ động")
_SCRAP = re.compile(r"\s*(?:[„_~|°—–\-]+[\"”“]?\s+(?=\w)|[b-hk-ns-v]_?\s+(?=[A-ZĐ]))")  # a bullet that the scan spoilt
_QUOTES = "\"“'‘«"

_TOPICS = re.compile(r"(?:ve|voi (?:cac )?noi dung)\s*:")  # all that follows is what is spoken about
_ENFORCING = re.compile(
    r"(?:kip thoi|kien quyet|cuong quyet)?\s*(?:phat hien|chan chinh|xu ly|phan anh|ngan chan)[^;]*?"
    r"(?:(?:hanh vi|truong hop|to chuc, ca nhan) vi pham|sai pham|bieu hien)"
)
_WATCHING = re.compile(
    r"(?:tang cuong\s+)?(?:cong tac\s+)?(?:thuong xuyen\s+)?(?:theo doi|kiem tra|giam sat|kiem soat|thanh tra)"
)
_AWARENESS = re.compile(r"nang cao (?:y thuc|nhan thuc|trach nhiem)")
_TELLING = re.compile(r"tuyen truyen|van dong|pho bien|giao duc|tap huan|quan triet")
_PEOPLE_DO = re.compile(
    r"(?:van dong|tuyen truyen|ky cam ket)[^;]*(?:nhan dan|nguoi dan|ho dan|ho gia dinh|hoi vien)[^;]*(?:thuc hien|chap hanh)\s"
)
# entries of a list of faults, which only look like duties: "xử lý các hành vi …; tập kết vật liệu trái phép"
_MISDEED = re.compile(
    r"(?:hop cho|dung|do xe|treo|dan |tap ket|do (?:rac|dat|phe)|xa (?:rac|nuoc|thai)|lan chiem|khai thac|kinh doanh|buon ban|"
    r"xay dung|su dung|chat pha|san bat|van chuyen|giet mo|quang cao|chan tha|dot )"
    r"[^;]*(?:khong dung|trai phep|sai quy dinh|bua bai|khong phep)"
)
_FAULTS = re.compile(r"hanh vi|tinh trang|vi pham")
_CONDUCT = re.compile(r"(?:giu gin|khong|chap hanh|tuan thu|do rac|bo rac)\s")


class Statement(Frozen):
    """One statement. ``sentence`` and ``part`` count from 0 in the clause; ``rule`` names why it is one of its own."""

    span: Span
    sentence: int
    part: int
    opening: Opening
    rule: str


def split_statements(view: View, start: int, end: int, *, whole: bool = False) -> tuple[Statement, ...]:
    """Split a clause's own words into statements; ``whole``: take them as one (a heading, a table cell).

    The spans are in reading order and do not overlap; none ends in a full stop, semicolon or colon; every letter of the
    stretch stands in one of them, save sentences too short to mean anything.
    """
    if whole:
        tidy = _tidy(view.text, Span(start=start, end=end))
        opening = read_opening(view, tidy.start, tidy.end)
        return (
            (Statement(span=tidy, sentence=0, part=0, opening=opening, rule="whole"),) if tidy.end > tidy.start else ()
        )
    found: list[Statement] = []
    for number, sentence in enumerate(sentences(view.text, start, end)):
        parts = _join(view, list(_parts(view, sentence)))
        for count, (span, rule) in enumerate(parts):
            tidy = _tidy(view.text, span)
            if tidy.end - tidy.start < (SHORTEST_STAGE if rule == "stage" else SHORTEST):
                found = _append_short(found, tidy, number)
                continue
            opening = read_opening(view, tidy.start, tidy.end, first=count == 0)
            found.append(Statement(span=tidy, sentence=number, part=count, opening=opening, rule=rule))
    return tuple(found)


def _append_short(found: list[Statement], tidy: Span, sentence: int) -> list[Statement]:
    if not found or found[-1].sentence != sentence:
        return found
    last = found[-1]
    return [*found[:-1], last.model_copy(update={"span": Span(start=last.span.start, end=tidy.end)})]


def _parts(view: View, sentence: Span) -> Iterator[tuple[Span, str]]:
    """Cut at semicolons, then at the places inside a part where another duty begins."""
    cuts = list(view.marks(sentence.start, sentence.end, ";"))
    begin, rule = sentence.start, "sentence"
    for cut in [*cuts, sentence.end]:
        inner = inner_cuts(view, begin, cut)
        for at, inner_rule in inner:
            yield Span(start=begin, end=at), rule
            begin, rule = at, inner_rule
        yield Span(start=begin, end=cut), rule
        begin, rule = min(cut + 1, sentence.end), "semicolon"


def _join(view: View, parts: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Put together what ``_parts`` cut but what is one statement."""
    joined: list[tuple[Span, str]] = []
    listing = False
    for span, cut in parts:
        rule = "stage" if joined and cut == "semicolon" and _next_stage(view, joined[-1][0], span) else cut
        if joined and (listing or _continues(view, joined[-1][0], span, rule)):
            last, last_rule = joined[-1]
            joined[-1] = (Span(start=last.start, end=span.end), last_rule)
        else:
            joined.append((span, rule))
        listing = listing or _TOPICS.search(view.folded, span.start, span.end) is not None
    return joined


def _parallel(part: str, earlier: str) -> bool:
    """Whether a part goes on with a list inside the earlier one: "… trong lĩnh vực xây dựng các cầu; xây dựng các bến"."""
    words = part.split()
    inside = rf"(?:linh vuc|noi dung|nhu|gom|ve)(?:\s+\w+)?\s+{re.escape(' '.join(words[:3]))}"
    listed = rf"(?:nhu|gom)\s*:\s*{re.escape(' '.join(words[:2]))}"
    return re.search(inside, earlier) is not None or re.search(listed, earlier) is not None


def _continues(view: View, before: Span, span: Span, rule: str) -> bool:
    text = view.text[span.start : span.end].strip()
    if rule == "stage":
        return False
    if len(text) < SHORTEST or len(view.text[before.start : before.end].strip()) < SHORTEST:
        return True
    if rule in ("directive", "then_report"):
        return False
    if _only_dates(view, span):
        return True
    if _dated_apart(view, before, span):
        return False
    at = view.skip(span.start, span.end)
    if _only_lists(view, before) or _only_partners(view, before):
        return True
    if text[0] in _QUOTES or not read_opening(view, at, span.end, first=False).binds:
        return True
    earlier = view.folded[before.start : before.end].strip()
    if _parallel(view.folded[at : span.end], earlier):
        return True
    return (
        (_ENFORCING.match(view.folded, at, span.end) is not None and _WATCHING.match(earlier) is not None)
        or (_AWARENESS.match(view.folded, at, span.end) is not None and _TELLING.search(earlier) is not None)
        or (_MISDEED.match(view.folded, at, span.end) is not None and _FAULTS.search(earlier) is not None)
        or (_CONDUCT.match(view.folded, at, span.end) is not None and _PEOPLE_DO.search(earlier) is not None)
    )


def _only_lists(view: View, before: Span) -> bool:
    """Whether a part only lists who must act, so that the next goes on: "Các sở; các hội; UBND các xã có trách nhiệm …"."""
    at = view.skip(before.start, before.end)
    told = cues("directives").match(view.text, view.folded, at)
    return bool(told or view.mention_at(at)) and not has_verb(view, told or at, before.end)


def _only_partners(view: View, before: Span) -> bool:
    """Whether a part only says who works with whom, so that the list goes on: "A chủ trì, phối hợp với B; C; D kiểm tra"."""
    with_ = _WITH.search(view.folded, before.start, before.end)
    if with_ is None or view.mention_at(with_.end()) is None:
        return False
    return not has_verb(view, before.start, before.end, _PARTS)


def _dated_apart(view: View, before: Span, span: Span) -> bool:
    """Whether both parts are due, and not at the same time: then they are two duties."""
    first, second = (dated(view, p.start, p.end) for p in (before, span))
    return bool(first and second) and first[-1].last != second[0].last


def _next_stage(view: View, before: Span, span: Span) -> bool:
    """Whether a part sets another figure for another date: "; đến năm 2030 có 20 bến"."""
    if len(view.text[span.start : span.end].strip()) < SHORTEST_STAGE or not _dated_apart(view, before, span):
        return False
    return has_figure(view, before.start, before.end) and has_figure(view, span.start, span.end)


def _only_dates(view: View, span: Span) -> bool:
    """Whether a part only says when: "; hoàn thành trong tháng 6"."""
    words = view.folded[span.start : span.end]
    for deadline in view.deadlines_in(span.start, span.end):
        words = words.replace(view.folded[deadline.span.start : deadline.span.end], "")
    return len(words) < span.end - span.start and _ONLY_WHEN.fullmatch(words.strip(" ;,.")) is not None


def _tidy(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    scrap = _SCRAP.match(text, start, end)
    start = scrap.end() if scrap else start
    while start < end and (text[start].isspace() or text[start] in ";,:.*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ";,:./*(|_~°"):
        end -= 1
    more = _LEADS_ON.search(text, start, end)
    return Span(start=start, end=more.start() if more else end)
