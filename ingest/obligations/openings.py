"""How a statement opens: with a verb of duty, with somebody who must act, with a figure to reach, or otherwise.

Reads the first words only; what the statement as a whole is worth is for ``find`` to say.
"""

from __future__ import annotations

import re
from enum import StrEnum

from ingest.agencies.mention import AgencyMention
from ingest.model import Frozen, Span
from ingest.obligations.cues import cues
from ingest.obligations.view import View
from ingest.text import slug


class Kind(StrEnum):
    """What stands at the opening."""

    ACTION = "action"  # "Rà soát …", "Kịp thời xử lý …"
    SUBJECT = "subject"  # "Sở Tài chính rà soát …"
    DIRECTIVE = "directive"  # "Đề nghị Hội Nông dân tỉnh …", "UBND xã giao Công an xã …"
    TARGET = "target"  # "100% tuyến phố …", "Phấn đấu …"
    DEPENDENT = "dependent"  # "bảo đảm đúng tiến độ", "phục vụ …"
    NOUN = "noun"  # "Công tác …", "Đề án …"
    OTHER = "other"


class Opening(Frozen):
    """``verb`` is where the predicate begins; ``actors`` are those who are told to act, as the opening names them."""

    kind: Kind
    verb: int
    actors: tuple[AgencyMention, ...] = ()

    @property
    def binds(self) -> bool:
        """Whether it tells somebody to do or to reach something."""
        return self.kind in (Kind.ACTION, Kind.SUBJECT, Kind.DIRECTIVE, Kind.TARGET)


# "Các Phòng: Y tế, …": the name of the first begins after the noun that they share
_SHARED_HEAD = re.compile(
    r"(?:(?:các|những|ban|toàn thể|tất cả|mọi|từng|đồng chí|các đồng chí|lãnh đạo|đại diện)\s+)*(?:\w+(?:\s\w+)?\s*:\s*)?(?:(?:tổ chức|cơ quan|đơn vị|cá nhân),\s+)?",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"\s*(?:\([^()]*\))?\s*(?:[,;](?:\s*(?:tổ chức|cá nhân|đơn vị|cơ quan),)?|[,;]?\s*(?:và|cùng|hoặc|cùng với|với|-)(?=\s))?\s*(?:và\s+)?"
)
_TARGET = re.compile(
    r"(?:(?:tren|duoi|toi thieu|it nhat|khong qua|hon|tu|khoang|co)\s+)*\d+(?:[.,]\d+)*\s*(?:%|/\s*\d+)"
    r"|ty le\s|phan dau(?!\w)|(?:cac|moi|toan bo)\s[^;:.]{3,60}?\s(?:deu|hoan thanh)\s"
    r"|moi\s(?:xa|phuong|thon|khu pho|nam|don vi)\s"
    r"|(?:trong moi|xoa|giam|tang)\s(?:toi thieu|it nhat|tren|duoi)\s"
)
_PERCENT = re.compile(r"\d+(?:[.,]\d+)*\s*%\s*(?:so\s)?")
_MODAL = re.compile(r"(?<!\w)(?:phải|cần phải|cần|có trách nhiệm|chịu trách nhiệm)\s+")
_TAIL = re.compile(r"\s*(?:\([^()]{0,300}\))?\s*[:,–-]?\s*")
_ASIDE = re.compile(r"(?:theo|căn cứ|trên cơ sở|tùy|tuỳ|trong|khi|ngoài|với|thuộc|tại|ở|phụ trách|sau khi)\s")
_HEAD_VERB = re.compile(
    r"(?:là\s+(?:cơ quan|đơn vị|đầu mối|cơ sở)|chịu\s|phải\s|cần\s|sẽ\s|được\s+giao|có\s+trách\s+nhiệm)"
)
_STRONG = re.compile(
    r"\s+(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|chủ động|báo cáo|tham mưu|phản ánh)(?!\w)"
)
_REACH = 420
_LONGEST_LABEL = 70
_SCRAP = re.compile(
    r"[^\W\d]{1,2}[_.]*\s+(?=[A-ZĐÂĂÊÔƠƯ])|\d{1,2}\s*[-_.]\s*(?=[A-ZĐ])"
)  # a marker that the scan spoilt
_UNKNOWN_MEMBER = re.compile(r"[^,;:.()]{3,32},\s+(?:và\s+)?")
_TOLD_WORDS = re.compile(r"(?:(?:đồng chí|các đồng chí|ông|bà)\s+)?[A-ZĐÀ-Ỹ][^;:.()]*|(?:tổ|đội|nhóm|ban)\s+[^;:.()]*")
_FOR = re.compile(r"(?:Đối với|Về phía)\s+((?:\w+[\s-]*){1,8})$")


def read_opening(view: View, start: int, end: int, *, first: bool = True, deep: bool = True) -> Opening:
    """Read the opening of ``text[start:end]``; ``first`` where it begins a sentence, ``deep`` to look past the opening.

    Only after another part can an opening depend on it: "Bảo đảm chế độ …" is a duty as a sentence of its own.
    """
    at = view.skip(start, end)
    scrap = _SCRAP.match(view.text, at, end)
    plain = _plain_opening(view, at, end, first=first)
    if scrap is not None and (plain is None or not plain.binds):
        at = scrap.end()
        plain = _plain_opening(view, at, end, first=first)
    if plain is not None and plain.kind in (Kind.SUBJECT, Kind.DIRECTIVE, Kind.TARGET):
        return plain
    behind = _connected(view, at, end) or _circumstance(view, at, end) or _labelled(view, at, end)
    if behind is not None and (plain is None or not plain.binds or behind.actors):
        return behind
    if plain is not None and plain.binds:
        return plain
    buried = _obliged(view, at, end) or _buried(view, at, end) if deep else None
    return buried or plain or Opening(kind=Kind.OTHER, verb=at)


def chain(view: View, at: int, end: int) -> tuple[tuple[AgencyMention, ...], int]:
    """Read agencies listed from ``at`` on ("A, B (gọi tắt là C) và các xã"); give them with the place after the last."""
    found: list[AgencyMention] = []
    place = at
    while place < end:
        head = _SHARED_HEAD.match(view.text, place, end)
        mention = view.mention_at(place) or (view.mention_at(head.end()) if head else None)
        if mention is None or mention.span.end > end:
            break
        found.append(mention)
        at = mention.span.end
        join = _JOIN.match(view.text, at, end)
        if join is None or join.end() == at:
            break
        place = _over_unknown(view, join.end(), end)
    return tuple(found), at


def _over_unknown(view: View, at: int, end: int) -> int:
    """Step over one short member of a list that nobody knows ("…, đoàn thể tỉnh, các đơn vị"), if a known one follows."""
    if view.mention_at(at) is not None or verb_at(view, at, end) is not None:
        return at
    unknown = _UNKNOWN_MEMBER.match(view.text, at, end)
    if unknown is None or (view.mention_at(unknown.end()) is None):
        return at
    return unknown.end()


def verb_at(view: View, at: int, end: int) -> int | None:
    """Return where a verb of duty stands, if one does from ``at`` on after words of manner only."""
    actions, manners, things = cues("actions"), cues("manners"), cues("things_to_have")
    for _ in range(5):
        at = view.skip(at, end, ' \t\n*,:“"')
        if at >= end:
            return None
        if actions.match(view.text, view.folded, at) is not None:
            return at
        if view.folded.startswith("co ", at) and things.match(view.text, view.folded, at + 3) is not None:
            return at
        after = manners.match(view.text, view.folded, at)
        if after is None:
            return None
        at = after
    return None


def _plain_opening(view: View, at: int, end: int, *, first: bool = True) -> Opening | None:
    """Read an opening that has no circumstance before it; None where nothing is recognised."""
    readers = (_directive, _subject, _target, _action, _dependent, _noun)
    if not first:
        readers = (_directive, _subject, _target, _dependent, _action, _noun)
    for reader in readers:
        opening = reader(view, at, end)
        if opening is not None:
            return opening
    return None


def _directive(view: View, at: int, end: int) -> Opening | None:
    issuer, after = chain(view, at, end)
    place = view.skip(after, end) if issuer else at
    told = cues("directives").match(view.text, view.folded, place)
    if told is None:
        return None
    place = view.skip(told, end)
    actors, after = chain(view, place, end)
    if not actors and view.text[at].isupper():
        actors, after = _unlisted(view, place, end)
    if actors:
        return Opening(kind=Kind.DIRECTIVE, verb=_predicate(view, after, end) or after, actors=actors)
    return None


def _unlisted(view: View, at: int, end: int) -> tuple[tuple[AgencyMention, ...], int]:
    """Read somebody told whom no registry has: "Giao Tổ giúp việc Đề án …", "Phân công đồng chí Lê Văn A …".

    The words up to the first small-letter verb, which must hold a capital; commas between capitals part several.
    """
    found = _TOLD_WORDS.match(view.text, at, min(end, at + 140))
    if found is None:
        return (), at
    words = list(re.finditer(r"\S+", view.text[at : found.end()]))
    stop = next((w.start() for w in words[1:] if _small_verb(view, at + w.start(), end)), None)
    if stop is None or not re.search(r"[A-ZĐÀ-Ỹ]", view.text[at + 1 : at + stop] + view.text[at]):
        return (), at
    told: list[AgencyMention] = []
    begin = at
    for piece in re.split(r"(,\s+(?=[A-ZĐ]|đồng chí|các\s))", view.text[at : at + stop]):
        name = piece.strip(" ,:")
        if name and not piece.startswith(","):
            place = view.text.index(name, begin)
            span = Span(start=place, end=place + len(name))
            told.append(AgencyMention(span=span, name=name, agency_id=slug(name), is_group=False, known=False))
        begin += len(piece)
    return tuple(told), at + stop


def _small_verb(view: View, at: int, end: int) -> bool:
    return view.text[at].islower() and (
        _ASIDE.match(view.text, at, end) is not None or verb_at(view, at, end) is not None
    )


def _subject(view: View, at: int, end: int) -> Opening | None:
    counted = _PERCENT.match(view.folded, at, end)
    actors, after = chain(view, counted.end() if counted else at, end)
    if not actors:
        return None
    verb = _predicate(view, after, end)
    if verb is None or cues("directives").match(view.text, view.folded, view.skip(after, end)) is not None:
        return None
    return Opening(kind=Kind.TARGET if counted else Kind.SUBJECT, verb=verb, actors=actors)


def _predicate(view: View, at: int, end: int) -> int | None:
    """Return where what the named ones must do begins, if it does begin after their names and an aside."""
    tail = _TAIL.match(view.text, at, end)
    place = tail.end() if tail else at
    verb = verb_at(view, place, end)
    if verb is not None:
        return place
    if _HEAD_VERB.match(view.text, place, end):
        return place
    if _ASIDE.match(view.text.lower(), place, min(end, place + 12)):
        for comma in _marks(view, place, min(end, place + 260), ","):
            verb = verb_at(view, comma + 1, end)
            if verb is not None:
                return verb
        return _inner_verb(view, place, min(end, place + 160))
    return None


def _inner_verb(view: View, start: int, end: int) -> int | None:
    """Find the verb after an aside that no comma closes: "theo chức năng được giao chủ động tham mưu"."""
    for found in re.finditer(
        r"\s(?=chủ động|chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tiếp tục|xây dựng)", view.text[start:end]
    ):
        return start + found.end()
    return None


def _target(view: View, at: int, end: int) -> Opening | None:
    if _TARGET.match(view.folded, at, end) is None:
        return None
    return Opening(kind=Kind.TARGET, verb=at)


def _dependent(view: View, at: int, _end: int) -> Opening | None:
    if cues("dependents").match(view.text, view.folded, at) is None:
        return None
    return Opening(kind=Kind.DEPENDENT, verb=at)


def _action(view: View, at: int, end: int) -> Opening | None:
    verb = verb_at(view, at, end)
    if verb is None or view.mention_at(verb) is not None:
        return None
    action, noun = (cues(c).match(view.text, view.folded, verb) or 0 for c in ("actions", "nouns"))
    return None if noun > action else Opening(kind=Kind.ACTION, verb=verb)


def _noun(view: View, at: int, end: int) -> Opening | None:
    if cues("nouns").match(view.text, view.folded, at) is None:
        return None
    for modal in _MODAL.finditer(view.text, at, end):
        if verb_at(view, modal.end(), end) is not None:
            return Opening(kind=Kind.ACTION, verb=modal.start())
    return Opening(kind=Kind.NOUN, verb=at)


def _connected(view: View, at: int, end: int) -> Opening | None:
    """Read past a connective to who must act: "Sau đó các xã tổng hợp", "Đặc biệt, các chủ bến phải …"."""
    after = cues("manners").match(view.text, view.folded, at)
    if after is None:
        return None
    place = view.skip(after, end)
    return _directive(view, place, end) or _subject(view, place, end)


def _obliged(view: View, at: int, end: int) -> Opening | None:
    """Find a duty word after a subject that a remark keeps apart: "Các hộ được cấp phép … có trách nhiệm bảo vệ"."""
    actors, after = chain(view, at, end)
    if not actors:
        return None
    for modal in _MODAL.finditer(view.text, after, min(end, after + 200)):
        if verb_at(view, modal.end(), end) is not None:
            return Opening(kind=Kind.SUBJECT, verb=modal.start(), actors=actors)
    return None


def _circumstance(view: View, at: int, end: int) -> Opening | None:
    """Read past "Căn cứ …,", "Trong quá trình …, nếu …," or "Năm 2026," to who must act or else what must be done."""
    if cues("circumstances").match(view.text, view.folded, at) is None:
        return None
    first: Opening | None = None
    for mark in _marks(view, at, min(end, at + _REACH), ",:"):
        opening = _plain_opening(view, view.skip(mark + 1, end), end)
        if opening is not None and opening.actors and opening.kind is not Kind.TARGET:
            listed = _whole_list(view, at, end, opening)
            if listed is not None:
                return listed
            continue
        if opening is not None and opening.binds and first is None:
            first = opening
    return first


def _whole_list(view: View, start: int, end: int, opening: Opening) -> Opening | None:
    """Take in what a list of actors has before the comma where it was found.

    "… của tập thể, cá nhân, các cơ quan báo cáo": "của" governs the list's head, so it is the plural with "các" that
    acts, and only if its verb follows at once; else nobody in the list acts.
    """
    earlier: list[AgencyMention] = []
    place = opening.actors[0].span.start
    for mention in reversed(view.mentions_in(start, place)):
        join = _JOIN.match(view.text, mention.span.end, place)
        if join is None or join.end() != place:
            break
        earlier.insert(0, mention)
        place = mention.span.start
    listed = (*earlier, *opening.actors)
    if earlier and cues("governors").search_before(view.text, view.folded, place) is not None:
        if verb_at(view, opening.actors[-1].span.end, end) is None:
            return None
        plural = [i for i, m in enumerate(listed) if m.name.lower().startswith("các ")]
        listed = listed[plural[0] :] if plural else opening.actors
    return opening.model_copy(update={"actors": listed})


def _labelled(view: View, at: int, end: int) -> Opening | None:
    """Read past a short label: "Khen thưởng cấp xã: Trên cơ sở …, UBND xã đề xuất"."""
    for mark in _marks(view, at, min(end, at + _LONGEST_LABEL), ":;,"):
        if view.text[mark] != ":":
            return None
        place = view.skip(mark + 1, end)
        told = _FOR.match(view.text, at, mark)
        if told is not None and verb_at(view, place, end) is not None:
            span = Span(start=told.start(1), end=told.end(1))
            name = " ".join(span.of(view.text).split())
            one = AgencyMention(span=span, name=name, agency_id=slug(name), is_group=False, known=False)
            return Opening(kind=Kind.SUBJECT, verb=place, actors=chain(view, span.start, mark)[0] or (one,))
        opening = _plain_opening(view, place, end)
        return opening if opening is not None and opening.binds else _circumstance(view, place, end)
    return None


def _buried(view: View, at: int, end: int) -> Opening | None:
    """Find one who acts although no comma sets him apart: "… đủ điều kiện Phòng Nội vụ phối hợp với …"."""
    for mention in view.mentions_in(at, end):
        if _STRONG.match(view.text, mention.span.end, end) is None:
            continue
        if cues("governors").search_before(view.text, view.folded, mention.span.start) is None:
            return Opening(kind=Kind.SUBJECT, verb=view.skip(mention.span.end, end), actors=(mention,))
    return None


def _marks(view: View, start: int, end: int, marks: str) -> list[int]:
    return [i for i in view.plain(start, end) if view.text[i] in marks]
