"""Where inside a part of a sentence, with no semicolon, another duty begins. Joins nothing and reads no opening for its worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.model import Deadline
from ingest.obligations.naming import chain, list_before
from ingest.obligations.openings import Kind, read_opening
from ingest.obligations.verbs import verb_at
from ingest.obligations.view import View

# Below this many characters a part carries no duty of its own; gold/GUIDE.md gives the same bound for quotes.
SHORTEST = 25
SHORTEST_STAGE = 10  # characters: a second stage is terse ("100% vào năm 2029")
_ENUMERATES = re.compile(
    r"(?:gom|sau|cac (?:du an|noi dung|nhiem vu|viec|cong trinh|giai phap|bien phap|hoat dong|khau|buoc))\W*$"
)
CLOSES = re.compile(
    r"\W*(?:tren day la\s|(?:thua lenh [^,;.]{3,60},\s)?"
    r"van phong [^,;.]{0,60}?(?:xin |tran trong )?thong bao (?:de|den|toi|cho|y kien|ket luan)\s)"
)
_CARRY_OUT = re.compile(r"(?<!\w)(?:thuc hien|trien khai)(?!\w)")
_REPORT = r"(?:bao cao|trinh|tham muu|de xuat)"
# "… về Phòng Nội vụ để tổng hợp, báo cáo UBND xã": the recipient's own duty begins at "để", also where he is named again
_THEN_REPORT = re.compile(rf"\s(?=(?:de\s+([^,;.:]{{3,60}}?\s)?)?(?:theo doi,?\s+)?tong hop[^;.]*?{_REPORT})")
_MEANWHILE = re.compile(r"(?:,|\sva)\s+(?=(?:dong thoi|tien toi)\s)")
_RECURRING = re.compile(
    r",\s+(?=dinh ky\s|(?:h[aă]ng|moi) (?:tuan|thang|quy|nam)\s|phan dau (?:den|hang|moi|truoc|dat|co)\s)"
    r"|\sva\s+(?=bao cao (?:dot xuat|dinh ky))"
)
_BETWEEN_DEADLINES = re.compile(r"(?:,|;|\sva)\s+")
_FIGURE_TAIL = re.compile(r",\s+(?=[^,;]*\sdat\s(?:tu\s|tren\s)?\d+(?:[.,]\d+)?\s*%[^,;]*$)")
_STAGE = re.compile(
    r"(?:(?:phan dau|dat|con|co|tang|giam|len|xuong|them|it nhat|toi thieu|tren|duoi|khoang|tu|du|hon)\s+){0,4}\d"
)
_FIGURE = re.compile(r"(?<![\w/.])\d+(?:[.,]\d+)?(?![\w/])")
_LONGEST_PART = 8000  # characters in which a duty is cut: what goes on without a full stop is no sentence
_ANNOUNCED_IN = 100  # characters before a colon that announce a list
_TERSE_LIST = 3  # commas at least, and no semicolon, in a list of mere steps
_LONGEST_STAGE = 90  # characters from a second figure to its date
_EXAMPLES = re.compile(
    r"(?:nhu|nhu la|ve|gom|voi (?:cac )?noi dung)\s*:"
)  # what follows illustrates what stands before
_SENT_TO = re.compile(r"(?:ve|gui|cho|den|qua)\s(?:cac\s)?(?:(?:so|phong|ban|bo)\s*:?\s*)?$")


def inner_cuts(view: View, start: int, end: int) -> list[tuple[int, str]]:
    """Return where a duty of its own begins after the first one, each with the rule that says so."""
    cuts: dict[int, str] = {}
    for pattern, rule in ((_MEANWHILE, "meanwhile"), (_RECURRING, "recurring"), (_FIGURE_TAIL, "figure")):
        for found in pattern.finditer(view.folded, start, end):
            if verb_at(view, found.end(), end) is not None:
                cuts[found.end()] = rule
    if "figure" in cuts.values() and read_opening(view, start, end).kind is Kind.TARGET:
        cuts = {at: rule for at, rule in cuts.items() if rule != "figure"}  # one figure, not a second
    for found in _THEN_REPORT.finditer(view.folded, start, end):
        if _has_recipient(view, start, found.start()) and (not found.group(1) or chain(view, found.start(1), end)[0]):
            cuts[found.end()] = "then_report"
            break
    cuts.update(_deadline_cuts(view, start, end))
    if "then_report" not in cuts.values():  # "để tổng hợp, đề nghị cấp trên khen thưởng" is the recipient's own
        cuts.update(_directive_cut(view, start, end))
    colon = _colon_cut(view, start, end)
    if colon is not None:
        cuts[colon] = "colon"
    return _far_enough(sorted(cuts.items()), start, end)


def dated(view: View, start: int, end: int) -> list[Deadline]:
    """Return the dates by which something is due in the stretch, those in brackets only where no other is."""
    due = [d for d in view.deadlines_in(start, end) if d.last is not None]
    outside = set(view.plain(start, end)) if len(due) > 1 else set()
    return [d for d in due if d.span.start in outside] or due


def has_figure(view: View, start: int, end: int) -> bool:
    """Whether a number stands in the stretch that belongs to no date."""
    dates = [d.span for d in view.deadlines_in(start, end)]
    return any(not any(s.start <= m.start() < s.end for s in dates) for m in _FIGURE.finditer(view.folded, start, end))


def _far_enough(cuts: list[tuple[int, str]], start: int, end: int) -> list[tuple[int, str]]:
    kept: list[tuple[int, str]] = []
    for at, rule in cuts:
        least = SHORTEST_STAGE if rule == "stage" else SHORTEST
        if at - (kept[-1][0] if kept else start) >= least and end - at >= least:
            kept.append((at, rule))
    return kept


def _has_recipient(view: View, start: int, before: int) -> bool:
    """Whether somebody who receives stands close before: "gửi Sở Nội vụ (qua …) để tổng hợp", "gửi các Sở: A, B để …"."""
    mentions = view.mentions_in(start, before)
    if not mentions or before - mentions[-1].span.end > 60:
        return False
    earlier, _ = list_before(view, start, mentions[-1].span.start)
    return any(_SENT_TO.search(view.folded[m.span.start - 16 : m.span.start]) for m in (*earlier, mentions[-1]))


def _deadline_cuts(view: View, start: int, end: int) -> dict[int, str]:
    """Cut between two deadlines where the second belongs to a verb or to a figure of its own."""
    deadlines = view.deadlines_in(start, end)
    cuts: dict[int, str] = {}
    for first, second in pairwise(deadlines):
        for found in _BETWEEN_DEADLINES.finditer(view.folded, first.span.end, second.span.start):
            at = second.span.end if found.end() == second.span.start else found.end()
            own_verb = at == found.end() or (
                view.text[at : at + 1] not in ",;:" and read_opening(view, start, found.start()).binds
            )
            if own_verb and verb_at(view, at, end) is not None:
                cuts[found.end()] = "deadline"
                break
    for at in _stages(view, start, end):
        cuts.setdefault(at, "stage")
    return cuts


def _stages(view: View, start: int, end: int) -> Iterator[int]:
    """Yield where another figure with a date of its own begins: "đạt 70% vào năm 2027 và 100% vào năm 2029"."""
    for first, second in pairwise(dated(view, start, end)):
        if first.last == second.last:
            continue
        for found in _BETWEEN_DEADLINES.finditer(view.folded, first.span.end, second.span.start):
            place = found.end()
            if second.span.start - place > _LONGEST_STAGE:
                continue
            dated_first = place == second.span.start and _STAGE.search(view.folded, second.span.end, end) is not None
            figure_first = _STAGE.match(view.folded, place, second.span.start) is not None
            if (dated_first and has_figure(view, start, place)) or (
                figure_first and has_figure(view, start, first.span.start)
            ):
                yield place
                break


def _directive_cut(view: View, start: int, end: int) -> dict[int, str]:
    """Cut where a sentence that binds nobody turns to somebody: "Trên đây là …, đề nghị các xã triển khai"."""
    closes = CLOSES.match(view.folded, start, end) is not None
    if read_opening(view, start, end, deep=False).binds and not closes:
        return {}
    for i in view.marks(start, min(end, start + _LONGEST_PART), ","):
        kind = read_opening(view, i + 1, end).kind
        if kind is Kind.DIRECTIVE or (closes and kind is Kind.SUBJECT and _CARRY_OUT.search(view.folded, i, end)):
            return {i + 1: "directive"}
    return {}


def _colon_cut(view: View, start: int, end: int) -> int | None:
    """Cut after a colon between a duty and the list of duties that it is made of."""
    stop = min(end, start + _LONGEST_PART)
    for i in view.marks(start, stop, ":"):
        announced = i - start >= SHORTEST and _ENUMERATES.search(view.folded[max(start, i - _ANNOUNCED_IN) : i])
        if not announced or _EXAMPLES.search(view.folded, max(start, i - 20), i + 1):
            continue
        # mere steps are no duties, as in "các khâu: dán nhãn, xếp kho, …"
        terse = view.text.count(",", i, stop) >= _TERSE_LIST and ";" not in view.text[i:stop]
        if not terse and read_opening(view, i + 1, end).kind is Kind.ACTION and read_opening(view, start, i).binds:
            return i + 1
    return None
