"""How a statement opens: with a verb of duty, with somebody who must act, with a figure to reach, or otherwise.

Looks past what may stand before: circumstances, labels, connectives, remarks. What a statement is worth as a whole is
for ``find`` to say.
"""

from __future__ import annotations

import re

from ingest.agencies.mention import AgencyMention
from ingest.obligations.cues import cues
from ingest.obligations.naming import as_named, chain, governed, list_before, whole_heading
from ingest.obligations.plain import Kind, Opening, directive, plain_opening, subject
from ingest.obligations.verbs import has_verb, marks, modals, verb_at
from ingest.obligations.view import View
from ingest.words import opens_with_verb

__all__ = ["Kind", "Opening", "read_opening"]

_STRONG = re.compile(
    r"\s+(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|chủ động|báo cáo|tham mưu|phản ánh)(?!\w)"
)
_LOOKED_AT = (
    2000  # characters in which an opening shows; without an end, long lines would take the square of their length
)
_REACH = 420  # characters that circumstances may take: "Để cải thiện …; kịp thời …, "
_LONGEST_LABEL = 90
_REMARK = 220  # characters that a remark may put between a subject and its duty
_REMARK_BEGINS = re.compile(r"\s+(?:được|có|đang|đã|khi|tại|trên|trong|thuộc)\s")
# a marker that the scan spoilt: "s_ Yêu cầu", "5- Các đơn vị"
_SCRAP = re.compile(r"[a-zđ][_.]*\s+(?=[A-ZĐÂĂÊÔƠƯ])|[^\W\d]{1,2}_\s*(?=[A-ZĐ])|\d{1,2}\s*[-_.]\s*(?=[A-ZĐ])")
_LISTED = re.compile(r"(?:[,;]|\svà)\s+(?:và\s+)?([^,;:]+?)(?=[,;:]|\svà\s|\s*$)")
_COMRADE = re.compile(r"(?:Các đồng chí|Đồng chí|Đ/c|Ông|Bà)\s+[A-ZĐ]")
_ASIDE = re.compile(r"\s*\([^()]{1,80}\)\s*")
_THEN = re.compile(r"\sthì\s")  # "Trường hợp nước dâng cao thì cấm đường": the duty begins at "thì"
_FOR = re.compile(r"(?:[Đđ]ối với|[Vv]ề phía)\s+((?:\w+[\s-]*){1,8})$")


def read_opening(view: View, start: int, end: int, *, first: bool = True, deep: bool = True) -> Opening:
    """Read the opening of ``text[start:end]``; ``first`` where it begins a sentence, ``deep`` to look past the opening.

    Only after another part can an opening depend on it: "Bảo đảm chế độ …" is a duty as a sentence of its own.
    """
    end = min(end, start + _LOOKED_AT)
    at = view.skip(start, end)
    plain = plain_opening(view, at, end, first=first)
    scrap = _SCRAP.match(view.text, at, end)
    if scrap is not None and (plain is None or not plain.binds):
        at = scrap.end()
        plain = plain_opening(view, at, end, first=first)
    if plain is not None and plain.kind in (Kind.SUBJECT, Kind.DIRECTIVE, Kind.TARGET):
        return plain
    behind = next(
        (o for read in (_named_label, _connected, _addressed, _circumstance, _labelled) if (o := read(view, at, end))),
        None,
    )
    if behind is not None and (plain is None or not plain.binds or behind.actors):
        return behind
    if plain is not None and plain.binds:
        return plain
    buried = _obliged(view, at, end) or _buried(view, at, end) or _new_verb(view, at, end) if deep else None
    return buried or plain or Opening(kind=Kind.OTHER, verb=at)


def _connected(view: View, at: int, end: int) -> Opening | None:
    """Read past a connective to who must act: "Sau đó các xã tổng hợp", "Đặc biệt, các chủ bến phải …"."""
    after = cues("connectives").match(view.text, view.folded, at)
    if after is None:
        return None
    place = view.skip(after, end)
    told = directive(view, place, end) or subject(view, place, end) or _addressed(view, place, end)
    return told or (_obliged(view, place, end) if view.mention_at(place) is not None else None)


def _circumstance(view: View, at: int, end: int) -> Opening | None:
    """Read past "Căn cứ …,", "Trong quá trình …, nếu …," or "Năm 2026" to who must act or else what must be done."""
    if cues("circumstances").match(view.text, view.folded, at) is None and not view.deadlines_in(at, at + 60):
        return None
    first: Opening | None = None
    for place in _places_behind(view, at, min(end, at + _REACH)):
        begin = view.skip(place, end)
        opening = plain_opening(view, begin, end)
        if (opening is None or not opening.binds) and view.mention_at(begin) is not None:
            opening = _obliged(view, begin, end)
        if opening is None or not opening.binds:
            continue
        if opening.actors and opening.kind is not Kind.TARGET:
            listed = _whole_list(view, at, end, opening)
            if listed is not None:
                return listed
        elif first is None:
            first = opening
    return first


def _places_behind(view: View, at: int, end: int) -> list[int]:
    """Return where a circumstance may be over: after its date ("Năm 2026 hoàn thành"), a comma or a colon."""
    dated = [d.span.end for d in view.deadlines_in(at, end) if d.span.start - at <= 16]
    aside = _ASIDE.match(view.text, dated[0], end) if dated else None
    dated = [aside.end()] if aside else dated  # "Định kỳ hằng quý (trước ngày 20) báo cáo …"
    then = [m.start() for m in _THEN.finditer(view.text, at, end)]
    return sorted({*dated[:1], *then, *(m + 1 for m in marks(view, at, end, ",:"))})


def _whole_list(view: View, start: int, end: int, opening: Opening) -> Opening | None:
    """Take in what a list of actors has before the comma where it was found.

    "… của tập thể, cá nhân, các cơ quan báo cáo": "của" governs the list's head, so it is the plural with "các" that
    acts, and only if its verb follows at once; else nobody in the list acts.
    """
    earlier, place = list_before(view, start, opening.actors[0].span.start)
    listed = (*earlier, *opening.actors)
    if earlier and governed(view, place):
        if verb_at(view, opening.actors[-1].span.end, end) is None:
            return None
        plural = [i for i, m in enumerate(listed) if m.name.lower().startswith("các ")]
        listed = listed[plural[0] :] if plural else opening.actors
    return opening.model_copy(update={"actors": listed})


def _named_label(view: View, at: int, end: int) -> Opening | None:
    """Read "Vụ Bến cảng và đội tàu: hướng dẫn …": the label is the name of an office, known or not."""
    office, noun = (cues(c).match(view.text, view.folded, at) or 0 for c in ("offices", "nouns"))
    if view.mention_at(at) is None and office <= noun and not _COMRADE.match(view.text, at, end):
        return None
    for colon in marks(view, at, min(end, at + _LONGEST_LABEL), ":;"):
        place = view.skip(colon + 1, end)
        if view.text[colon] != ":" or has_verb(view, at, colon):
            return None
        if verb_at(view, place, end) is None and not opens_with_verb(_lowered(view.text[place:end])):
            return None
        actors, after = chain(view, at, colon)
        others = _offices(view, after, colon)
        if len(actors) == 1 and after < colon and not others:
            actors = (whole_heading(view, actors[0], at, colon),)
        actors = (*actors, *others) if actors else ()
        bare = view.text.find("(", at, colon)
        named = as_named(view, at, len(view.text[:bare].rstrip()) if bare > at else colon)
        return Opening(kind=Kind.SUBJECT, verb=place, actors=actors or (named,))
    return None


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _offices(view: View, start: int, end: int) -> tuple[AgencyMention, ...]:
    """Read the offices no registry lists that go on with a label's list: ", Tổ công tác và các cơ sở dạy nghề"."""
    found: list[AgencyMention] = []
    for part in _LISTED.finditer(view.text, start, end):
        place = part.start(1)
        known = view.mention_at(place)
        office, noun = (cues(c).match(view.text, view.folded, place) or 0 for c in ("offices", "nouns"))
        if known or office > noun or view.folded.startswith("cac ", place):
            found.append(known or as_named(view, place, part.end(1)))
    return tuple(found)


def _addressed(view: View, at: int, end: int) -> Opening | None:
    """Read "Đối với nhà thầu: Lập …": the label names who must act."""
    for colon in marks(view, at, min(end, at + _LONGEST_LABEL), ":"):
        told = _FOR.match(view.text, at, colon)
        place = view.skip(colon + 1, end)
        if told is None or verb_at(view, place, end) is None:
            return None
        actors, _ = chain(view, told.start(1), colon)
        return Opening(kind=Kind.SUBJECT, verb=place, actors=actors or (as_named(view, told.start(1), told.end(1)),))
    return None


def _labelled(view: View, at: int, end: int) -> Opening | None:
    """Read past a short label: "Tặng danh hiệu cấp thôn: Trên cơ sở …, UBND xã đề xuất"."""
    for colon in marks(view, at, min(end, at + _LONGEST_LABEL), ":;"):
        if view.text[colon] != ":":
            return None
        place = view.skip(colon + 1, end)
        opening = plain_opening(view, place, end)
        return opening if opening is not None and opening.binds else _circumstance(view, place, end)
    return None


def _new_verb(view: View, at: int, end: int) -> Opening | None:
    """Read a known subject before a verb that no list of ours has: "Các Sở: Y tế, Công Thương dự trữ thuốc"."""
    actors, after = chain(view, at, end)
    if not actors or not view.text[view.skip(after, end) : end][:1].islower():
        return None
    place = view.skip(after, end)
    if cues("governors").match(view.text, view.folded, place) or not opens_with_verb(view.text[place:end]):
        return None
    return Opening(kind=Kind.SUBJECT, verb=place, actors=actors)


def _obliged(view: View, at: int, end: int) -> Opening | None:
    """Find a word of duty after a remark: "Các hộ được cấp phép … có trách nhiệm bảo vệ", "Trường hợp các xã … phải …"."""
    actors, after = chain(view, at, end)
    office, noun = (cues(c).match(view.text, view.folded, at) or 0 for c in ("offices", "nouns"))
    duty = next(modals(view, at if noun else after, min(end, after + _REMARK)), None)
    if duty is None:
        return None
    if not actors and office > noun:
        remark = _REMARK_BEGINS.search(view.text, office, duty)
        actors = (as_named(view, at, remark.start() if remark else duty - 1),)
    actors = actors or list_before(view, at, duty)[0]
    return Opening(kind=Kind.SUBJECT if actors else Kind.ACTION, verb=duty, actors=actors)


def _buried(view: View, at: int, end: int) -> Opening | None:
    """Find one who acts although no comma sets him apart: "… có mưa lớn Phòng Kinh tế phối hợp với …"."""
    for mention in view.mentions_in(at, end):
        if _STRONG.match(view.text, mention.span.end, end) and not governed(view, mention.span.start):
            return Opening(kind=Kind.SUBJECT, verb=view.skip(mention.span.end, end), actors=(mention,))
    return None
