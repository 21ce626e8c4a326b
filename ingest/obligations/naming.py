"""Those who are named at a place: lists of known agencies, and offices and persons whom no registry lists."""

from __future__ import annotations

import re

from ingest.agencies.mention import AgencyMention
from ingest.model import Span
from ingest.obligations.cues import cues
from ingest.obligations.verbs import verb_at
from ingest.obligations.view import View
from ingest.text import slug

# "Các Phòng: Y tế, …": the name of the first begins after the noun that they share
_SHARED_HEAD = re.compile(
    r"(?:(?:các|những|ban|toàn thể|tất cả|mọi|từng|đồng chí|các đồng chí|lãnh đạo|đại diện)\s+)*"
    r"(?:\w+(?:\s\w+){0,3}\s*:\s*)?(?:(?:tổ chức|cơ quan|đơn vị|cá nhân),\s+)?",
    re.IGNORECASE,
)
_PLURAL_HEADS = tuple(
    re.compile(rf"(?:các|những)\s+(\w+(?:\s\w+){{{more}}})\s+", re.IGNORECASE) for more in range(3)
)  # "Các Sở Y tế", "Các Trung tâm Y tế", "Các Ban quản lý chợ"
_JOIN = re.compile(
    r"\s*(?:\([^()]*\))?\s*"
    r"(?:[,;](?:\s*(?:tổ chức|cá nhân|đơn vị|cơ quan),)?|[,;]?\s*(?:và|cùng|hoặc|cùng với|với|-)(?=\s))?\s*(?:và\s+)?"
)
_UNKNOWN_MEMBER = re.compile(r"([^,;:.()]{3,40}?)(?:,\s+(?:và\s+)?|\s+và\s+)")
_ACTS = re.compile(r"\s(?:lãnh đạo|chỉ đạo)\s")  # "Đảng ủy UBND xã lãnh đạo UBND xã …": what follows is governed
_RANK = re.compile(r"(?:một\s+)?(?:đồng chí|các đồng chí|ông|bà)\s+", re.IGNORECASE)
_POST = re.compile(
    r"(?:Phó|Giám đốc|Trưởng|Chủ tịch|Bí thư|Ủy viên|Uỷ viên|Chánh|Bộ trưởng|Thứ trưởng|Cục trưởng|Vụ trưởng|Chủ nhiệm|Hiệu trưởng)(?!\w)"
)
_NAME = re.compile(r"[^;:.()]{4,170}")
_REST = re.compile(
    r"\s+(?!(?:chủ|phối|có|được|là|tham mưu)\s)((?:(và|-|–)\s+)?\w[^:;,.()\n]*?)\s*(?:[:.;*]|\([^()]*\))*\s*$"
)
_LONGEST_CHAIN = 200  # agencies; a plan that names all communes of a province one by one has fewer
_LONGEST_REST = 8  # words
_CAPITAL = re.compile(r"[A-ZĐ\u00C0-\u00DD\u0102\u01A0\u01AF\u1EA0-\u1EF8]")
_WORD = r"[A-ZĐ\u00C0-\u00DD\u0102\u01A0\u01AF\u1EA0-\u1EF8][\w-]*"
_PROPER_NAME = re.compile(rf"{_WORD}(?:\s{_WORD})+")
_PROPER_NAMES = re.compile(
    rf"{_PROPER_NAME.pattern}(?:(?:,\s+(?:và\s+)?|\s+và\s+){_PROPER_NAME.pattern})*(?=\s+[^\W\d_A-ZĐ])"
)
_ACRONYM = re.compile(r"[A-ZĐ]{3,}(?!\w)")
_PARTS = re.compile(r",\s+(?:và\s+)?(?=đồng chí|các\s|[A-ZĐ])")
_ASIDE = re.compile(r"\([^()]{1,80}\)\s+")
_PASSIVE = re.compile(r"(?:được|bị|đã|đang|không|sự)\s+(?:sự\s+)?$")
# where a name is over although no verb has come: "… theo lịch đã giao chỉ đạo"
_AFTER_NAME = re.compile(r"(?:theo|căn cứ|trên cơ sở|tùy|trong|khi|ngoài|phụ trách|làm|là|không được|tuyệt đối)(?!\w)")


def chain(view: View, at: int, end: int) -> tuple[tuple[AgencyMention, ...], int]:
    """Read agencies listed from ``at`` on ("A, B (gọi tắt là C) và các xã"); give them with the place after the last."""
    found: list[AgencyMention] = []
    place = at
    while place < end and len(found) < _LONGEST_CHAIN:
        mention = view.mention_at(place) or _after_head(view, place, end)
        if mention is None or mention.span.end > end:
            break
        found.append(mention)
        at = mention.span.end
        join = _JOIN.match(view.text, at, end)
        if join is None or join.end() == at or _ACTS.match(view.text, at, end):
            break
        unknown, place = _over_unknown(view, join.end(), end)
        found.extend(unknown)
    return tuple(found), at


def _after_head(view: View, at: int, end: int) -> AgencyMention | None:
    """Return the agency whose name goes on after a noun that it shares with others: "Các Sở Y tế", "Các Phòng: Y tế, …"."""
    head = _SHARED_HEAD.match(view.text, at, end)
    mention = view.mention_at(head.end()) if head else None
    if mention is not None:
        return mention
    for pattern in _PLURAL_HEADS:
        plural = pattern.match(view.text, at, end)
        mention = view.mention_at(plural.end()) if plural else None
        if plural and mention and mention.name.lower().startswith(plural.group(1).lower()):
            return mention
    return None


def list_before(view: View, start: int, place: int) -> tuple[tuple[AgencyMention, ...], int]:
    """Read the agencies of one list that end right before ``place``; give them with the place of the first."""
    earlier: list[AgencyMention] = []
    for mention in reversed(view.mentions_in(start, place)):
        join = _JOIN.match(view.text, mention.span.end, place)
        if join is None or join.end() != place:
            break
        earlier.insert(0, mention)
        place = mention.span.start
    return tuple(earlier), place


def governed(view: View, at: int) -> bool:
    """Whether the word before ``at`` makes whoever stands there an object ("của", "trình", "hướng dẫn")."""
    return cues("governors").search_before(view.text, view.folded, at) is not None


def unlisted(view: View, at: int, end: int, *, told: bool = False) -> tuple[tuple[AgencyMention, ...], int]:
    """Read an office or persons whom no registry has: "Tổ giúp việc Đề án", "đồng chí Lê Văn A, Phó Chủ tịch".

    The words up to the first verb of duty in small letters. They must begin as an office or a person's rank does, or,
    where the words before tell somebody (``told``), with a capital. Agencies known among them count alone. Empty if no
    verb follows.
    """
    office = cues("offices").match(view.text, view.folded, at)
    other = max(cues(c).match(view.text, view.folded, at) or 0 for c in ("actions", "nouns"))
    ranked = _RANK.match(view.text, at, end) is not None
    if other > (office or at) or (office is None and not ranked and not (told and view.text[at : at + 1].isupper())):
        return (), at  # "Tổ chức" is no "Tổ", "Hội nghị" no "Hội"
    found = _NAME.match(view.text, at, end)
    stop = _name_end(view, at, office or at, found.end()) if found else None
    if found and stop is None:
        stop = _before_aside(view, found.end(), end)
    if stop is None or not (office or _CAPITAL.search(view.text, at, stop)):
        return (), at
    if ranked:
        return _named_by_words(view, at, stop), stop
    known = tuple(m for m in view.mentions_in(at, stop) if not governed(view, m.span.start))
    return known or _named_by_words(view, at, stop), stop


def proper_names(view: View, at: int, end: int) -> tuple[tuple[AgencyMention, ...], int]:
    """Read names in capitals that no registry has before a verb: "VNPT An Vĩnh, Viettel An Vĩnh phủ sóng …".

    One at least begins with an acronym or a brand, which no ordinary opening of a sentence does, or they are several.
    """
    listed = _PROPER_NAMES.match(view.text, at, end)
    if listed is None or view.mentions_in(at, listed.end()):
        return (), at
    stop = listed.end()
    names = [(m.start(), m.end()) for m in _PROPER_NAME.finditer(view.text, at, stop)]
    branded = any(_ACRONYM.match(view.text, a, b) for a, b in names)
    if not (branded or len(names) > 1) or view.text[at:stop].isupper():
        return (), at
    return tuple(as_named(view, a, b) for a, b in names), stop


def whole_heading(view: View, mention: AgencyMention, start: int, end: int) -> AgencyMention:
    """Return the one whom a heading names, by all of it where the registry knows only its beginning.

    "Cục Hàng không Lạc Hà" for a known "Cục Hàng không", "Ban Quản lý chợ và bến bãi".
    """
    rest = _REST.match(view.text, mention.span.end, end)
    if rest is None or view.mentions_in(mention.span.end, rest.end()) or len(rest.group().split()) > _LONGEST_REST:
        return mention
    named = as_named(view, start, rest.end(1))
    return named.model_copy(update={"agency_id": mention.agency_id}) if not rest.group(2) else named


def as_named(view: View, start: int, end: int) -> AgencyMention:
    """Return somebody who is known only by the words that name him."""
    name = " ".join(view.text[start:end].split())
    return AgencyMention(span=Span(start=start, end=end), name=name, agency_id=slug(name), is_group=False, known=False)


def _name_end(view: View, at: int, office: int, end: int) -> int | None:
    first = view.skip(office, end)
    belonging = cues("name_verbs").match(view.text, view.folded, first)
    for word in re.finditer(r"\S+", view.text[at:end]):
        place = at + word.start()
        if place <= at or (belonging is not None and place < belonging):
            continue
        if view.text[place].isupper() or _inside_mention(view, at, place):
            continue
        if _AFTER_NAME.match(view.text, place) or verb_at(view, place, end + 60) is not None:
            return None if _PASSIVE.search(view.text, at, place) else place
    return None


def _before_aside(view: View, at: int, end: int) -> int | None:
    """Return where a name is over that only a remark in brackets parts from its verb: "công chức Văn hóa (bà Sen) rà soát"."""
    aside = _ASIDE.match(view.text, at, end)
    return at if aside is not None and verb_at(view, aside.end(), end) is not None else None


def _inside_mention(view: View, at: int, place: int) -> bool:
    return any(m.span.start <= place < m.span.end for m in view.mentions_in(at, place + 80))


def _named_by_words(view: View, at: int, stop: int) -> tuple[AgencyMention, ...]:
    edges = [(m.start(), m.end()) for m in _PARTS.finditer(view.text, at, stop)]
    starts = [at, *(b for _, b in edges)]
    ends = [*(a for a, _ in edges), stop]
    spans = [(a, a + len(view.text[a:b].rstrip(" ,:\n"))) for a, b in zip(starts, ends, strict=True)]
    people: list[AgencyMention] = []
    for a, b in spans:
        post = bool(people) and _RANK.match(people[-1].name) and _POST.match(view.text, a, b)
        if post:  # "đồng chí Lê Văn A, Giám đốc Sở Y tế" is one person
            named = as_named(view, people[-1].span.start, b)
            office = view.mention_at(a)
            people[-1] = named.model_copy(update={"agency_id": office.agency_id}) if office else named
        elif b > a:
            people.append(as_named(view, a, b))
    return tuple(people)


def _over_unknown(view: View, at: int, end: int) -> tuple[tuple[AgencyMention, ...], int]:
    """Step over one member of a list whom nobody knows ("…, đoàn thể tỉnh, các đơn vị"), if a known one follows.

    It is given where it begins as an office or a short form does ("…, Đài khí tượng Lạc Hà và các địa phương").
    """
    if view.mention_at(at) is not None or verb_at(view, at, end) is not None:
        return (), at
    unknown = _UNKNOWN_MEMBER.match(view.text, at, end)
    if unknown is None or view.mention_at(unknown.end()) is None:
        return (), at
    office = cues("offices").match(view.text, view.folded, at) is not None or _ACRONYM.match(view.text, at) is not None
    named = office and view.text[at].isupper()
    return (as_named(view, at, unknown.end(1)),) if named else (), unknown.end()
