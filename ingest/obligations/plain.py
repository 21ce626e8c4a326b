"""The plain openings of a statement, those that stand at its very beginning. What stands before them: ``openings``."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from ingest.agencies.mention import AgencyMention
from ingest.model import Frozen
from ingest.obligations.cues import cues
from ingest.obligations.naming import chain, one_person, proper_names, unlisted
from ingest.obligations.verbs import forbids, marks, modals, verb_at
from ingest.obligations.view import View


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


_TARGET = re.compile(
    r"(?:(?:tren|duoi|toi thieu|it nhat|khong qua|hon|tu|khoang|co)\s+)*\d+(?:[.,]\d+)*\s*(?:%|/\s*\d+)"
    r"|(?:co\s)?(?:toi thieu|it nhat)\s\d|ty le\s|phan dau(?!\w)|(?:cac|moi|toan bo)\s[^;:.]{3,60}?\s(?:deu|hoan thanh)\s"
    r"|moi\s(?:xa|phuong|thon|khu pho|nam|don vi)[\s,]"
    r"|(?:trong moi|xoa|giam|tang)\s(?:toi thieu|it nhat|tren|duoi)\s"
)
_DATE_AFTER = 4  # characters: "Từ 10/10/2026 …" is a date, "52/52 thôn …" a figure
_PERCENT = re.compile(r"\d+(?:[.,]\d+)*\s*%\s*(?:so\s)?")
_ASSIGNS = re.compile(r"(?:phân công|cử|bố trí|huy động)\s", re.IGNORECASE)
_STAFF = re.compile(r"nhom-(?:can-bo|hoi-vien|giao-vien|nguoi-lao-dong|thanh-vien|hoc-sinh)")
_TAIL = re.compile(r"\s*(?:\([^()]{0,300}\))?\s*[:,–-]?\s*")
_ASIDE = re.compile(
    r"(?:theo|căn cứ|trên cơ sở|tùy|tuỳ|trong|khi|ngoài|với|thuộc|tại|ở|phụ trách|sau khi)\s", re.IGNORECASE
)
_HEAD_VERB = re.compile(
    r"(?:là\s+(?:cơ quan|đơn vị|đầu mối|cơ sở)|chịu\s|phải\s|cần\s|sẽ\s|lãnh\s+đạo,?\s|được\s+giao|có\s+trách\s+nhiệm)"
)
# what an office has by its charge, between its name and its verb: "theo chức năng, nhiệm vụ được giao chỉ đạo …"
_BY_CHARGE = re.compile(
    r"(?:căn cứ(?: vào)?|trên cơ sở|tùy theo|tuỳ theo|theo|trong phạm vi)\s+"
    r"(?:,?\s*(?:và\s+)?(?:chức năng|nhiệm vụ|quyền hạn|thẩm quyền|trách nhiệm|phạm vi(?: quản lý)?|lĩnh vực|địa bàn"
    r"|tình hình(?: thực tế)?|điều kiện(?: thực tế)?|kế hoạch này|chương trình này|chỉ thị này|quy định(?: hiện hành)?"
    r"|(?:kế hoạch|chương trình|nghị quyết|quyết định|công văn|thông tư|nghị định)\s(?:\w+\s)?số \S+(?: ngày \d+/\d+/\d+)?)(?!\w)"
    r"(?:\s+(?:được (?:giao|phân công)|của (?:mình|cơ quan|đơn vị|ngành|địa phương|pháp luật|từng ngành)|phụ trách|quản lý(?!\s)"
    r"|tại (?:địa phương|đơn vị)))*)+[,:]?\s+",
    re.IGNORECASE,
)
_INNER_VERB = re.compile(
    r"\s(?=chủ động|chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tiếp tục|xây dựng)"
    r"|căn cứ\s(?=tổ chức (?:triển khai|thực hiện)|triển khai |thực hiện )"
)


def plain_opening(view: View, at: int, end: int, *, first: bool = True) -> Opening | None:
    """Read the opening that begins at ``at``; ``first`` where a sentence does. None where nothing is recognised."""
    pair = (_action, _dependent) if first else (_dependent, _action)
    readers: tuple[Callable[[View, int, int], Opening | None], ...] = (directive, subject, _target, *pair, _noun)
    for reader in readers:
        opening = reader(view, at, end)
        if opening is not None:
            return opening
    return None


def directive(view: View, at: int, end: int) -> Opening | None:
    """Read "Đề nghị A …", "UBND xã giao B …", "Phân công đồng chí C …"."""
    issuer, after = chain(view, at, end)
    place = view.skip(after, end) if issuer else at
    told = cues("directives").match(view.text, view.folded, place)
    if told is None:
        return None
    place = view.skip(told, end)
    actors, after = chain(view, place, end)
    actors = one_person(view, place, actors)
    if not actors and (issuer or view.text[at].isupper()):
        actors, after = unlisted(view, place, end, told=True)
    if not actors or (not issuer and _sent_out(view, at, actors)):
        return None
    return Opening(kind=Kind.DIRECTIVE, verb=_predicate(view, after, end) or after, actors=actors)


def _sent_out(view: View, at: int, actors: tuple[AgencyMention, ...]) -> bool:
    """Whether an office only assigns its own people: "Phân công cán bộ, đảng viên giúp đỡ hộ nghèo"."""
    return _ASSIGNS.match(view.text, at) is not None and all(_STAFF.match(a.agency_id) for a in actors)


def subject(view: View, at: int, end: int) -> Opening | None:
    """Read "Sở A rà soát …", "100% cán bộ sử dụng …", "Ban quản lý chợ (…) tổ chức …"."""
    if view.text.startswith("ngành ", at):
        return None  # "thành viên gồm: …; ngành Xây dựng là cơ quan thường trực"
    counted = _PERCENT.match(view.folded, at, end)
    actors, after = chain(view, counted.end() if counted else at, end)
    verb = _predicate(view, after, end) if actors else None
    if verb is None and (view.text[at : at + 1].isupper() or view.text.startswith(("mỗi ", "từng "), at)):
        actors, after = unlisted(view, at, end)
        verb = _predicate(view, after, end) if actors else None
    if verb is None and view.text[at : at + 1].isupper():
        actors, after = proper_names(view, at, end)
        verb = _predicate(view, after, end) if actors else None
    if verb is None or cues("directives").match(view.text, view.folded, view.skip(after, end)) is not None:
        return None
    return Opening(kind=Kind.TARGET if counted else Kind.SUBJECT, verb=verb, actors=actors)


def _predicate(view: View, at: int, end: int) -> int | None:
    """Return where what the named ones must do begins, if it does begin after their names and an aside."""
    tail = _TAIL.match(view.text, at, end)
    place = tail.end() if tail else at
    if verb_at(view, place, end) is not None or _HEAD_VERB.match(view.text, place, end) or forbids(view, place, end):
        return place
    if _ASIDE.match(view.text, place, end) is None:
        return None
    charge = _BY_CHARGE.match(view.text, place, end)
    if charge is not None and verb_at(view, charge.end(), end) is not None:
        return charge.end()
    inner = _INNER_VERB.search(view.text, place, min(end, place + 160))
    for comma in marks(view, place, min(end, place + 260), ",:"):
        verb = verb_at(view, comma + 1, end)
        if verb is not None:
            return verb if inner is None else min(verb, inner.end())
    return inner.end() if inner else None


def _target(view: View, at: int, end: int) -> Opening | None:
    dated = any(d.span.start - at <= _DATE_AFTER for d in view.deadlines_in(at, min(end, at + 60)))
    counts = _TARGET.match(view.folded, at, end)
    return Opening(kind=Kind.TARGET, verb=at) if counts and not (dated and "/" in counts.group()) else None


def _dependent(view: View, at: int, _end: int) -> Opening | None:
    found = cues("dependents").match(view.text, view.folded, at)
    return None if found is None else Opening(kind=Kind.DEPENDENT, verb=at)


def _action(view: View, at: int, end: int) -> Opening | None:
    verb = verb_at(view, at, end)
    if verb is None or view.mention_at(verb) is not None:
        return None
    action, noun = (cues(c).match(view.text, view.folded, verb) or 0 for c in ("actions", "nouns"))
    return None if noun > action else Opening(kind=Kind.ACTION, verb=verb)


def _noun(view: View, at: int, end: int) -> Opening | None:
    if cues("nouns").match(view.text, view.folded, at) is None:
        return None
    duty = next(modals(view, at, end), None)
    return Opening(kind=Kind.NOUN, verb=at) if duty is None else Opening(kind=Kind.ACTION, verb=duty)
