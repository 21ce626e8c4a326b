"""What a clause hands down to those under and after it: who must act, by when, and whether anything binds at all."""

from __future__ import annotations

import re
from enum import StrEnum

from ingest.model import Actor, ActorSource, Clause, Deadline, Frozen, Level, Role, Span
from ingest.obligations.cues import cues, groups
from ingest.obligations.duties import Inherited, actor, part_of, partners
from ingest.obligations.naming import as_named, chain, whole_heading
from ingest.obligations.openings import Kind, read_opening
from ingest.obligations.verbs import has_verb
from ingest.obligations.view import View
from ingest.text import fold
from ingest.words import sentences


class Topic(StrEnum):
    """What a section is about, as far as its heading says."""

    DUTIES = "duties"
    AIM = "aim"
    OBJECTIVE = "objective"
    REQUIREMENT = "requirement"
    SCOPE = "scope"
    SITUATION = "situation"
    TARGET = "target"
    FUNDING = "funding"

    @property
    def binds(self) -> bool:
        """Whether what stands there binds somebody even where it names nobody."""
        return self in (Topic.DUTIES, Topic.TARGET, Topic.FUNDING)


class Scope(Frozen):
    """What holds for a clause because of where it stands.

    ``named``: the heading or lead-in right above names who must act. ``understood``: a lead-in further off does, which
    a closing line may overrule. ``listed``: the clause is an entry of a list that a duty announces. ``objects``: of one that
    only says whom or what the duty is about ("lập danh sách …, gồm:").
    """

    topic: Topic = Topic.DUTIES
    named: Inherited | None = None
    understood: Inherited | None = None
    deadline: Deadline | None = None
    listed: bool = False
    objects: bool = False


_PREFIX = re.compile(
    r"(?:(?:đối với|về phía|đề nghị|giao|giao cho|yêu cầu|nhiệm vụ của|trách nhiệm của)\s+)+", re.IGNORECASE
)
_DUTY_WORDS = re.compile(
    r"(?:nhiem vu|giai phap|bien phap|noi dung|to chuc thuc hien|tieu chi|phuong an|ke hoach|tien do|thoi gian|phan cong)"
)
# "Công chức Văn hóa: Giúp UBND xã:", "Sở A chủ trì, phối hợp với B:" only name who acts, and in what part
_PARTS_ONLY = re.compile(r"chủ trì|phối hợp|chặt chẽ|với|tham mưu|có trách nhiệm|(?<!\w)và(?!\w)")
_FEW = 2  # items at least, for a lead-in to be spelled out by them
_NUMBER = re.compile(r"(?<![\w/.])\d+(?![\w/])")
_ANSWERS = re.compile(r"chiu trach nhiem\s+(?!chu tri|thuc hien|to chuc|trien khai)")
_LEAST_OF_A_DUTY = 25  # characters besides
_STAGE = re.compile(r"giai doan\s+\d{4}\s*[-–]\s*\d{4}\W*$")
_LONGEST_TOPIC = 16  # words of a heading that only names its subject
_LONGEST_OTHERS = 120  # characters of a heading after those whom a registry lists
_OBJECTS = re.compile(
    r"(?:danh sach|ho so|thanh phan|doi tuong|tai lieu|giay to)(?!\w)[^.;]*?(?<!\w)gom(?: co)?\W*$|doi tuong sau(?: day)?\W*$"
)
_IN_DETAIL = re.compile(r"(?:cu the|nhu sau|sau day|sau)\W*$")
_AND_NEXT = re.compile(r",\s+|\svà\s+")
_SUFFIX = re.compile(r"[\s,;:]*(?:cụ thể(?: như sau)?|như sau|sau đây)?[\s,;:.]*$", re.IGNORECASE)


def topic_of(text: str) -> Topic | None:
    """Return what a heading announces, or None where it says nothing of that sort."""
    words = text.strip(" \n:.*-")
    if len(words.split()) > _LONGEST_TOPIC:
        return None
    folded = fold(words)
    best: tuple[int, str] | None = None
    for group in groups("headings"):
        after = cues(f"headings.{group}").match(words, folded, 0)
        if after is not None and (best is None or after > best[0]):
            best = (after, group)
    if best is None:
        return Topic.DUTIES if _DUTY_WORDS.match(folded) else None
    return None if _DUTY_WORDS.search(folded, best[0]) else Topic(best[1])


def names_only(view: View, start: int, end: int, *, heading: bool = False) -> Inherited | None:
    """Read a heading that names who must act: "2. Sở Tài chính", "Đề nghị A, B:", "C chủ trì, phối hợp với D:"."""
    at = view.skip(start, end)
    prefix = _PREFIX.match(view.text, at, end)
    mentions, after = chain(view, prefix.end() if prefix else at, end)
    if not mentions or cues("directives").match(view.text, view.folded, view.skip(after, end)) is not None:
        opening = read_opening(view, start, end)
        mentions, after = opening.actors, opening.verb
        if opening.kind not in (Kind.SUBJECT, Kind.DIRECTIVE):
            return None
    part = part_of(view, after, end) or Role.RESPONSIBLE
    others = _others_of(view, after, end) if heading else ()
    if len(mentions) == 1 and heading and not others:
        mentions = (whole_heading(view, mentions[0], mentions[0].span.start, end),)
    actors = (*(actor(m, part) for m in mentions), *others)
    taken = {a.name for a in actors}
    helpers = tuple(p for p in partners(view, after, end) if p.name not in taken)
    return Inherited(actors=(*actors, *helpers), source=ActorSource.HEADING)


def _others_of(view: View, start: int, end: int) -> tuple[Actor, ...]:
    """Read the offices that go on with a heading's list and that no registry has: "Công an xã, Đội dân phòng các thôn"."""
    joined = _AND_NEXT.match(view.text, start, end)
    stop = start + len(view.text[start:end].rstrip(" :.*;\n"))
    if joined is None or cues("offices").match(view.text, view.folded, joined.end()) is None:
        return ()
    if (
        view.mentions_in(joined.end(), stop)
        or has_verb(view, joined.end(), stop)
        or stop - joined.end() > _LONGEST_OTHERS
    ):
        return ()
    return _offices_of(view, joined.end(), stop)


def _office_heading(view: View, start: int, end: int) -> Inherited | None:
    """Read a short heading that is the name of an office no registry lists."""
    at = view.skip(start, end)
    prefix = _PREFIX.match(view.text, at, end)
    at = prefix.end() if prefix else at
    words = view.text[at:end].rstrip(" :.*;\n")
    office, noun = (cues(c).match(view.text, view.folded, at) or 0 for c in ("offices", "nouns"))
    action = cues("actions").match(view.text, view.folded, at) or 0
    named = cues("name_verbs").match(view.text, view.folded, view.skip(office, end)) or office
    if office <= max(noun, action) or len(words.split()) > _LONGEST_TOPIC or has_verb(view, named, at + len(words)):
        return None
    return Inherited(actors=_offices_of(view, at, at + len(words)), source=ActorSource.HEADING)


def _offices_of(view: View, start: int, end: int) -> tuple[Actor, ...]:
    """Read the offices that a heading lists, each beginning with the noun of one: "Kế toán, thủ quỹ"."""
    places = [m.end() for m in _AND_NEXT.finditer(view.text, start, end)]
    begins = [start, *(p for p in places if cues("offices").match(view.text, view.folded, p) is not None)]
    named: list[Actor] = []
    for begin, stop in zip(begins, [*begins[1:], end], strict=True):
        piece = re.sub(r"(?:,|\sva|\svà)\s*$", "", view.text[begin:stop])
        named.append(actor(as_named(view, begin, begin + len(piece))))
    return tuple(named)


def announces(view: View, clause: Clause) -> bool:
    """Whether the clause's own words end by announcing what follows ("… thực hiện các nội dung sau:")."""
    return clause.body.of(view.text).rstrip(" *").endswith(":")


def announces_only(view: View, start: int, end: int) -> bool:
    """Whether a statement before a colon gives nothing to do by itself ("tập trung thực hiện các nội dung sau")."""
    stop = start + len(_SUFFIX.sub("", view.text[start:end]))
    if cues("lead_ins").search_before(view.text, view.folded, stop) is not None:
        return True
    opening = read_opening(view, start, stop)
    if not opening.actors:
        return False
    said = _PARTS_ONLY.sub("", view.text[opening.verb : stop])
    for name in (*(m.name for m in opening.actors), *(a.name for a in partners(view, opening.verb, stop))):
        said = said.replace(name, "")
    return len(said.strip(" ,")) < _LEAST_OF_A_DUTY or not has_verb(view, opening.verb, stop, _PARTS_ONLY)


def spelled_out(view: View, clause: Clause, lead_in: Span) -> bool:
    """Whether a lead-in's duty is spelled out by what stands under it: every item binds.

    Not one that sets a time, a figure or somebody's answerability besides.
    """
    items = [c for c in clause.children if c.level is not Level.ROW]
    says_more = _NUMBER.search(view.text, lead_in.start, lead_in.end) or _ANSWERS.search(
        view.folded, lead_in.start, lead_in.end
    )
    if len(items) < _FEW or says_more or view.deadlines_in(lead_in.start, lead_in.end):
        return False
    return all(read_opening(view, c.body.start, c.body.end).binds for c in items)


def is_heading(view: View, clause: Clause) -> bool:
    """Whether the clause's own words only head what stands under them: the tree says so, or they are one unbound line."""
    if not clause.children:
        return False
    if clause.heading and (not announces(view, clause) or _only_heads(view, clause)):
        return True
    if clause.level in (Level.GACH, Level.CONG, Level.CHAM, Level.UNNUMBERED) or announces(view, clause):
        return False
    own = sentences(view.text, clause.body.start, clause.body.end)
    below = [c for c in clause.children if c.level is not Level.UNNUMBERED]
    opening = read_opening(view, clause.body.start, clause.body.end)
    return len(own) == 1 and bool(below) and opening.kind not in (Kind.SUBJECT, Kind.DIRECTIVE)


def under(view: View, clause: Clause, scope: Scope, *, heading: bool) -> Scope:
    """Return the scope of what stands under a clause."""
    start, end = clause.body.start, clause.body.end
    if heading:
        topic = topic_of(clause.body.of(view.text)) or scope.topic
        named = names_only(view, start, end, heading=True) or _office_heading(view, start, end)
        if named is None and scope.named is not None and announces(view, clause):
            named = _cast_by(view, start, end, scope.named)
        return Scope(
            topic=topic,
            named=named or scope.named,
            understood=scope.understood,
            deadline=_deadline(view, start, end) or _target_stage(view, start, end, topic) or scope.deadline,
        )
    last = sentences(view.text, start, end)[-1:]
    named = names_only(view, last[0].start, end) if last else None
    if named is None and last and scope.named is not None and announces(view, clause):
        announced = _IN_DETAIL.search(view.folded, last[0].start, end) or announces_only(view, last[0].start, end)
        named = _cast_by(view, last[0].start, end, scope.named) if announced else None
    understood = named or _first_named(view, start, end) or scope.understood
    return scope.model_copy(
        update={
            "named": named or scope.named,
            "understood": understood,
            "deadline": _deadline(view, last[0].start, end) if last and announces(view, clause) else scope.deadline,
            "listed": announces(view, clause) and bool(last) and _lists_duties(view, last[0].start, end),
            "objects": scope.objects
            or (announces(view, clause) and _OBJECTS.search(view.folded, start, end) is not None),
        }
    )


def _cast_by(view: View, start: int, end: int, named: Inherited) -> Inherited | None:
    """Read the part that a lead-in gives to those whom the heading names: "Chủ trì, phối hợp với các xã, cụ thể:"."""
    verb = read_opening(view, start, end).verb
    part, helpers = part_of(view, verb, end), partners(view, verb, end)
    if part is None:
        return None
    own = tuple(a.model_copy(update={"role": part}) for a in named.actors)
    taken = {a.name for a in own}
    return named.model_copy(update={"actors": (*own, *(h for h in helpers if h.name not in taken))})


def _lists_duties(view: View, start: int, end: int) -> bool:
    """Whether the last sentence before a colon is a duty whose objects follow ("lập kế hoạch sửa chữa các hồ gồm:")."""
    about = re.search(r"(?:ve|nhu|sau)\W*$", view.folded[start:end])
    return about is None and read_opening(view, start, end).binds and not announces_only(view, start, end)


def _only_heads(view: View, clause: Clause) -> bool:
    """Whether words before a colon name a topic or somebody, and give nothing to do: "Mục đích:", "Chủ tịch UBND xã:"."""
    opening = read_opening(view, clause.body.start, clause.body.end)
    return topic_of(clause.body.of(view.text)) is not None or not opening.binds


def _first_named(view: View, start: int, end: int) -> Inherited | None:
    for sentence in sentences(view.text, start, end):
        found = names_only(view, sentence.start, sentence.end)
        if found is not None:
            return found
    return None


def _target_stage(view: View, start: int, end: int, topic: Topic) -> Deadline | None:
    """Read the stage that a heading over targets ends with: "MỤC TIÊU CỤ THỂ GIAI ĐOẠN 2026 - 2030"."""
    if topic not in (Topic.TARGET, Topic.OBJECTIVE):
        return None
    stage = _STAGE.search(view.folded, start, end)
    return view.deadline_from(stage.start(), end) if stage else None


def _deadline(view: View, start: int, end: int) -> Deadline | None:
    for deadline in view.deadlines_in(start, end):
        return deadline
    return None
