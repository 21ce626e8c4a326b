"""Who must do what a statement says, in what part, and to whom it is reported.

Reads one statement with what its surroundings hand down (``Inherited``). Where the surroundings come from is for
``scopes`` to say.
"""

from __future__ import annotations

import re

from ingest.agencies.mention import AgencyMention
from ingest.model import Actor, ActorSource, Frozen, Role
from ingest.obligations.cues import cues
from ingest.obligations.naming import chain, unlisted
from ingest.obligations.plain import Kind
from ingest.obligations.statements import Statement
from ingest.obligations.view import View
from ingest.text import fold

_LEADS = re.compile(
    r"(?:(?:la|lam|va|cung)\s+|(?:chiu|co) trach nhiem\s+|chu dong\s+|truc tiep\s+)*"
    r"(?:chu tri|(?:co quan|don vi|bo phan)\s(?:chu tri|thuong truc|dau moi)|dau moi)(?!\w)"
)
_MANNER = (
    r"(?:(?:dong thoi|chu dong|tich cuc|thuong xuyen|kip thoi|tiep tuc|co trach nhiem|phai|can|se|truc tiep|tang cuong|dinh ky)"
    r"\s*,?\s+)*"
)
_COORDINATES = re.compile(_MANNER + r"phoi hop(?!\w)(?!\s*,\s*(?:chi dao|long ghep))")
_WITH = re.compile(
    r"phoi hop(?:\s*,\s*(?:chi dao|ho tro|huong dan))?"
    r"(?:\s+(?:chat che|dong bo|tot|thong nhat|thuong xuyen|kip thoi|hieu qua|nhip nhang))*(?:\s+(?:voi|cung|cung voi))?\s+"
)
_WITH_WHOM = re.compile(r"(?:voi|cung)\s+$")
_LONGEST_PARTNER = 60  # characters: "cơ quan liên quan", "các đơn vị sự nghiệp trên địa bàn"
_SENDS = (
    r"(?<!chuong )(?<!quy )(?<!tien )(?<!qua )(?<!cong )(?<!hanh )(?<!\w)"
    r"(?:bao cao|gui|trinh|de xuat|kien nghi|phan anh)"
)
# right before the recipient: "báo cáo UBND tỉnh", "báo cáo kết quả thực hiện về Phòng Nội vụ"
_TO = re.compile(
    rf"{_SENDS}(?:\s+dong thoi)?(?:\s+(?:ve|cho|toi|den|len|voi|gui))?\s*(?:cac\s+(?:(?:so|phong|ban|bo)\s*:\s*)?)?$"
    rf"|{_SENDS}\s[^,;]{{0,110}}?(?:ve|gui|cho)\s+(?:co quan|don vi)\s[^,;]{{2,40}}\sla\s+$"
    r"|(?<!\w)nop\s[^,;]{1,110}?\sve\s+$"
    rf"|{_SENDS}\s[^,;]{{1,110}}?\s(?:ve|gui|cho|den|toi)\s+(?:cac\s+)?$|(?:bao cao|tong hop)[^;]{{0,60}}?,?\s+gui\s+(?:ve\s+)?$"
)
# where an office whom no registry lists receives it: "báo cáo kết quả về Tổ công tác trước ngày …"
_TO_OFFICE = re.compile(
    rf"(?:{_SENDS}(?:(?:\s[^,;()]{{1,110}}?)?\s(?:ve|gui|cho))?|(?<!\w)nop\s[^,;()]{{1,110}}?\sve)\s+"
)
_OFFICE_ENDS = re.compile(
    r"\s*(?:[,;.:(]|\s\d|\s(?:de|truoc|cham nhat|trong|vao|theo|va|dinh ky|hang|dong thoi|nhung|cac (?:kho|van|noi)"
    r"|ket qua|tinh hinh|doi voi|ve|xem xet|phe duyet|ban hanh"
    r"|quyet dinh|chi dao|cho y kien|giai quyet|danh sach|ke hoach|du toan)(?!\w)|$)"
)
_NO_RECIPIENT = re.compile(r"(?:cac\s+)?(?:tap the|ca nhan)(?!\w)")  # "đề xuất tập thể, cá nhân": those proposed
_PARTY = re.compile(
    r"(?:cac\s)?(?:dang uy|ban thuong vu|ban chap hanh|cap uy|tinh uy|thanh uy|huyen uy|chi bo|dang bo)(?!\w)"
)
_ABOVE = re.compile(  # an office's own ministry or department, by its first word: "báo cáo Bộ kết quả thực hiện"
    r"(?<!\w)(?:[Bb]áo cáo|[Tt]rình|[Tt]ham mưu(?: cho)?)\s(?:về\s|cho\s)?(Bộ|Sở)(?=\s[^\W\dA-ZĐÀ-Ý]|[,;.]|$)"
)
_VIA = re.compile(r"\s*\((?:qua|thông qua)\s[^()]{3,80}\)", re.IGNORECASE)


class Inherited(Frozen):
    """What the surroundings of a clause hand down to its statements: who, in what part, and named where."""

    actors: tuple[Actor, ...] = ()
    source: ActorSource = ActorSource.ISSUER


class Duty(Frozen):
    """Who must do one statement, and who receives its report."""

    actors: tuple[Actor, ...]
    source: ActorSource
    report_to: str | None = None


class Carried(Frozen):
    """What a statement leaves to be understood by the next ones of its clause."""

    subject: tuple[Actor, ...] = ()
    leads: bool = False
    partners: tuple[Actor, ...] = ()
    sentence: int = -1
    within: bool = False  # the subject holds for its own sentence only


_NEAR = 200  # characters before a recipient in which the word stands that sends him something


def actor(mention: AgencyMention, role: Role = Role.RESPONSIBLE) -> Actor:
    """Return the mention as an actor."""
    return Actor(name=mention.name, agency_id=mention.agency_id, role=role, span=mention.span)


def read_duty(view: View, statement: Statement, inherited: Inherited, carried: Carried) -> tuple[Duty, Carried]:
    """Read who must do a statement; give it with what the clause's next statements may understand.

    A subject named in the statement wins; else the clause's earlier subject; else what is inherited.
    """
    span, opening = statement.span, statement.opening
    report_to = _recipient(view, span.start, span.end)
    if statement.rule == "then_report":
        named, _ = chain(view, view.skip(span.start + len("để"), span.end), span.end)  # "để Công đoàn tổng hợp …"
        told = tuple(actor(m) for m in named or _receivers(view, span.start))
        return Duty(actors=told, source=ActorSource.SUBJECT, report_to=report_to), carried
    fresh = () if _leads(view, statement, inherited) else opening.actors
    subject = tuple(actor(m) for m in fresh) or (carried.subject if _understood(statement, carried) else ())
    source = ActorSource.SUBJECT if subject else inherited.source
    actors, leads, helpers = _cast(view, statement, subject or inherited.actors, carried)
    duty = Duty(actors=actors, source=source, report_to=report_to)
    if opening.kind is Kind.TARGET and opening.actors:
        return duty, carried
    by_another = opening.kind is Kind.DIRECTIVE and inherited.source is ActorSource.HEADING
    within = by_another or (carried.within and not opening.actors)
    return duty, Carried(subject=subject, leads=leads, partners=helpers, sentence=statement.sentence, within=within)


def _leads(view: View, statement: Statement, inherited: Inherited) -> bool:
    """Whether "Lãnh đạo …" is what a party committee named by the heading does, not somebody's leaders."""
    party = any(_PARTY.match(fold(a.name)) for a in inherited.actors)
    at = view.skip(statement.span.start, statement.span.end)
    return party and view.folded.startswith("lanh dao ", at) and inherited.source is ActorSource.HEADING


def _understood(statement: Statement, carried: Carried) -> bool:
    """Whether an earlier subject still acts: one whom a heading's office tells, only as long as the sentence lasts."""
    return not carried.within or statement.sentence == carried.sentence


def _receivers(view: View, before: int) -> tuple[AgencyMention, ...]:
    """Return those who received what was sent right before: the last list of agencies ("gửi các Sở: A, B để tổng hợp")."""
    near = view.mentions_in(max(0, before - 200), before)
    for mention in near:
        listed, _ = chain(view, mention.span.start, before)
        if listed and listed[-1] == near[-1]:
            return listed
    return near[-1:]


def _cast(
    view: View, statement: Statement, base: tuple[Actor, ...], carried: Carried
) -> tuple[tuple[Actor, ...], bool, tuple[Actor, ...]]:
    """Give the actors with their parts, whether the subject leads, and whom it leads."""
    part = part_of(view, statement.opening.verb, statement.span.end)
    fresh = bool(statement.opening.actors)
    goes_on = statement.sentence == carried.sentence or bool(carried.subject)
    leads = part is Role.LEAD or (carried.leads and goes_on and not fresh and part is None)
    helpers = partners(view, statement.opening.verb, statement.span.end)
    if leads and not fresh and statement.sentence == carried.sentence:
        helpers = (*helpers, *carried.partners)
    role = Role.LEAD if leads else part
    own = tuple(a.model_copy(update={"role": role}) if role else a for a in base)
    taken = {a.name for a in own}
    return (*own, *(h for h in helpers if h.name not in taken)), leads, helpers if leads else ()


def part_of(view: View, verb: int, end: int) -> Role | None:
    """Return the part that the words from the verb on give to their subject: it leads, it helps, or nothing special."""
    at = view.skip(verb, end)
    if _LEADS.match(view.folded, at, end):
        return Role.LEAD
    if _COORDINATES.match(view.folded, at, end):
        return Role.COORDINATE
    return None


def partners(view: View, start: int, end: int) -> tuple[Actor, ...]:
    """Return those whom the text tells to work with: everybody named right after "phối hợp với"."""
    found: dict[int, Actor] = {}
    for with_ in _WITH.finditer(view.folded, start, end):
        mentions, _ = chain(view, with_.end(), end)
        if not mentions and _WITH_WHOM.search(with_.group()):
            mentions, stop = unlisted(view, with_.end(), end)
            mentions = mentions if stop - with_.end() <= _LONGEST_PARTNER else ()
        found.update({m.span.start: actor(m, Role.COORDINATE) for m in mentions})
    return tuple(found.values())


def _recipient(view: View, start: int, end: int) -> str | None:
    """Return who receives the report or proposal, with the office through which it goes ("UBND xã (qua …)")."""
    mentions = view.mentions_in(start, end)
    outside = set(view.plain(start, end)) if mentions else set()
    named, name = end, ""
    for mention in mentions:
        at = mention.span.start
        received = (
            at in outside
            and not _NO_RECIPIENT.match(view.folded, at)
            and _TO.search(view.folded[max(start, at - _NEAR) : at])
        )
        if received:
            via = _VIA.match(view.text, mention.span.end, end)
            named, name = at, mention.name + (" " + via.group().strip() if via else "")
            break
    above = _ABOVE.search(view.text, start, end) if not name else None
    return _office(view, start, named) or name or (above.group(1) if above else None)


def _office(view: View, start: int, before: int) -> str | None:
    """Return an office that receives something although no registry lists it, if its name begins before a place."""
    for sent in _TO_OFFICE.finditer(view.folded, start, before):
        at = sent.end()
        after = cues("offices").match(view.text, view.folded, at)
        stop = _OFFICE_ENDS.search(view.folded, after, before) if after else None
        if view.mention_at(at) is None and view.text[at : at + 1].isupper() and stop is not None:
            return view.text[at : stop.start()]
    return None
