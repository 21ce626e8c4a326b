"""Names that go on after what the registry knows of them: "Cấp ủy" + "các chi bộ", "Ban Giám đốc Sở" + "Y tế".

Joins mentions that stand side by side and are one name, and lengthens those that break off inside an office's name.
Decides nothing about who acts.
"""

from __future__ import annotations

import re

from ingest.agencies import find_agencies
from ingest.agencies.mention import AgencyMention
from ingest.model import Span
from ingest.obligations.cues import cues
from ingest.text import fold

# whoever belongs to somebody named right after, without a word between: "Đảng ủy UBND xã", "Trưởng thôn các thôn"
_BELONGS = re.compile(
    r"(?:(?:cac|toan the|lanh dao)\s)?(?:cap uy|thanh vien|uy vien|truong (?:thon|ban|khu|xom|ap)|ban xay dung dang|dang uy"
    r"|dang bo|chi bo|chi doan|cong doan|ban chap hanh|ban thuong vu|thuong truc|thu truong|giam doc|can bo"
    r"|bi thu|van phong|phong giao dich|chi nhanh|uy ban nhan dan cac|ubnd cac)(?!\w)"
)
_LED = re.compile(r"(?:lanh dao|chi dao|giup|cung|voi)\s")  # after a name these act: "Đảng ủy lãnh đạo UBND xã"
_HEAD_LAST = re.compile(r"(?<!\w)(?:[Ss]ở|Bộ|Cục|Chi cục|Phòng|Ban|Ủy ban|Trung tâm)$")
_HEAD_NEXT = re.compile(r"\s(Sở|Bộ|Cục)(?=[\s,;:.)]|$)")
_BODIES = re.compile(r"^(?:cac|moi|nhung)\s.*(?:co quan|don vi|to chuc|tap the)$|^(?:to chuc|tap the)$")
_CENTRE = re.compile(r"Trung ương $")
_MORE = re.compile(
    r"(?:,|\svà)\s(?:và\s)?(tổ dân phố|thôn|xóm|bản|khu dân cư|khu phố|trường học|địa phương|đơn vị|chi bộ)(?=[\s,;:.)])"
    r"(?:\s(?:trên địa bàn|trong|thuộc|của)(?:\s(?:toàn\s)?(?:xã|phường|tỉnh|huyện|thành phố))?|\s(?:có )?liên quan|\strực thuộc)?"
)
_LOGISTICS = re.compile(r"\scần(?:\s[-–]\sKỹ thuật)?(?!\w)")  # "Phòng Hậu cần": "cần" is elsewhere a verb
_CAPITAL = r"[A-ZĐÀ-ÝĂƠƯẠ-Ỹ][^\W\dA-ZĐ]+"
_PLACE_THEN = re.compile(rf"(?<!\w){_CAPITAL}\s{_CAPITAL}\s(?=[^\W\dA-ZĐÀ-ÝĂƠƯ])")
_VERB_REACH = 24  # characters that the rest of a verb may take
_REACH = 90  # characters that the name of an office may take
_ENDS_IN = re.compile(r"lien quan$|huu quan$|tren dia ban$")


def whole_names(text: str, mentions: tuple[AgencyMention, ...]) -> tuple[AgencyMention, ...]:
    """Return the mentions in reading order, each by its whole name; those swallowed by another's name are left out."""
    whole: list[AgencyMention] = []
    for mention in mentions:
        if whole and mention.span.start < whole[-1].span.end:
            continue
        if whole and any(joins(text, whole[-1], mention) for joins in (_goes_on, _and_persons, _one_more)):
            whole[-1] = _until(text, whole[-1], mention.span.end)
        else:
            whole.append(_lengthened(text, _from_centre(text, _trimmed(text, mention))))
        whole[-1] = _with_tail(text, whole[-1])
    return tuple(whole)


def _goes_on(text: str, before: AgencyMention, after: AgencyMention) -> bool:
    """Whether two mentions side by side are one name."""
    if after.span.start - before.span.end != 1 or text[before.span.end] != " ":
        return False
    if before.span.end - before.span.start > _REACH:
        return False
    name, rest = fold(before.name), fold(after.name)
    if _ENDS_IN.search(name) or _LED.match(rest):
        return False
    return _BELONGS.match(name) is not None or (before.is_group and after.known and not after.is_group)


def _and_persons(text: str, before: AgencyMention, after: AgencyMention) -> bool:
    """Whether "các tổ chức" and "cá nhân có liên quan" are one group, parted by a comma only."""
    between = text[before.span.end : after.span.start]
    return between == ", " and _BODIES.search(fold(before.name)) is not None and after.name.startswith("cá nhân")


def _one_more(text: str, before: AgencyMention, after: AgencyMention) -> bool:
    """Whether a noun without "các" of its own goes on with a group: "Các thôn, trường học"."""
    place = before.span.end
    tail = _MORE.match(text, place, after.span.end)
    return _plural(before) and tail is not None and tail.start(1) == after.span.start and tail.end(1) == after.span.end


def _with_tail(text: str, mention: AgencyMention) -> AgencyMention:
    """Return a group with the nouns that no registry has as groups by themselves: "các cơ quan, đơn vị, tổ dân phố"."""
    end = mention.span.end
    while (
        _plural(mention)
        and (tail := _MORE.match(text, end)) is not None
        and not text[tail.end() : tail.end() + 4].strip("0123456789 ").startswith("số")
    ):
        end = tail.end()
    return mention if end == mention.span.end else _until(text, mention, end)


def _plural(mention: AgencyMention) -> bool:
    return mention.is_group and mention.name.lower().startswith(("các ", "những ", "toàn thể "))


def _from_centre(text: str, mention: AgencyMention) -> AgencyMention:
    """Return a name with the "Trung ương" before it: "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh"."""
    centre = _CENTRE.search(text, max(0, mention.span.start - len("Trung ương ")), mention.span.start)
    if centre is None or not fold(mention.name).startswith(("doan", "hoi")):
        return mention
    span = Span(start=centre.start(), end=mention.span.end)
    return mention.model_copy(update={"span": span, "name": " ".join(span.of(text).split())})


def _trimmed(text: str, mention: AgencyMention) -> AgencyMention:
    """Return a name that no registry has without the first syllable of the verb after it: "Ban Tài chính cân|đối"."""
    if not mention.known and not mention.is_group:
        mention = _before_verb(text, mention)
    end = mention.span.end
    last = text.rfind(" ", mention.span.start, end) + 1
    if mention.known or not last or not text[last].islower():
        return mention
    ahead = text[last : end + _VERB_REACH]
    after = cues("actions").match(ahead, fold(ahead), 0)
    return _until(text, mention, last - 1) if after is not None and last + after > end else mention


def _before_verb(text: str, mention: AgencyMention) -> AgencyMention:
    """Return a name that no registry has without the verb that follows its place: "Công ty Cấp nước Lạc Hà| lập phương án"."""
    folded = fold(text[mention.span.start : mention.span.end + _VERB_REACH])
    for place in _PLACE_THEN.finditer(text, mention.span.start, mention.span.end):
        at = place.end()
        ahead = text[mention.span.start : mention.span.end + _VERB_REACH]
        if cues("actions").match(ahead, folded, at - mention.span.start) is not None:
            return _until(text, mention, at - 1)
    return mention


def _lengthened(text: str, mention: AgencyMention) -> AgencyMention:
    logistics = _LOGISTICS.match(text, mention.span.end) if mention.name.endswith("Hậu") else None
    return _until(text, mention, logistics.end()) if logistics else _to_office(text, mention)


def _to_office(text: str, mention: AgencyMention) -> AgencyMention:
    """Return a mention that breaks off at an office's head noun ("các đơn vị trực thuộc Sở") up to that office's end."""
    head = _HEAD_LAST.search(mention.span.of(text))
    at = mention.span.start + head.start() if head and head.start() else None
    if at is None:
        following = _HEAD_NEXT.match(text, mention.span.end) if mention.is_group else None
        at = following.start(1) if following else None
        end = following.end() if following else mention.span.end
    else:
        end = mention.span.end
    if at is None:
        return mention
    office = next(iter(find_agencies(text[at].upper() + text[at + 1 : at + _REACH])), None)
    if office is not None and office.span.start == 0 and not office.is_group:
        end = max(end, at + office.span.end)
    return mention if end == mention.span.end else _until(text, mention, end)


def _until(text: str, mention: AgencyMention, end: int) -> AgencyMention:
    span = Span(start=mention.span.start, end=end)
    return mention.model_copy(update={"span": span, "name": " ".join(span.of(text).split())})
