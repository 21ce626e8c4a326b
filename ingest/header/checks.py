"""Checks that what was read in a head agrees with itself: issuing body, sign and kind, dates. It reads nothing anew.

After the checks that every document must pass (Nghị định 30/2020/NĐ-CP, Phụ lục I and III): what fails is a doubt for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ingest.agencies import find_agencies
from ingest.header.kinds import OFFICIAL_LETTER, kinds
from ingest.model import DocumentReference, Finding, IssuedDate
from ingest.text import fold

_STAMP = re.compile(  # "Thời gian ký: 16.04.2020 07:37:07 +07:00", "2026-05-12T08:15:00+07:00"
    r"(?:(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>20\d\d)|(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d))"
    r"(?:[T\s,]{1,3}\S{1,2}[:\s]\d\d)"
)
_BODY = re.compile(  # head nouns of bodies that the registry cannot list one by one
    r"(?:uy ban|ubnd|hdnd|hoi dong|so |bo |phong |ban |thanh tra|cuc |chi cuc|tong cuc|cong an|dang |thanh uy|tinh uy|"
    r"huyen uy|quan uy|vien |truong |trung tam|benh vien|tram |kho bac|toa an|lien doan|cong doan|hoi |doan |"
    r"mat tran|van phong|thu tuong|chinh phu|quoc hoi|to |cong ty|tap doan|bao hiem|ngan hang|dai )"
)
_FIRST_YEAR = 1945
_LONGEST = timedelta(days=45)  # from the day printed to the day of the digital signature


def check_issuer(issuer: str) -> Iterator[Finding]:
    """Yield ``issuer_missing``, or ``issuer_unknown`` for a name that is neither in the registry nor begins as a body's does."""
    if not issuer:
        yield Finding(code="issuer_missing")
        return
    mentions = find_agencies(issuer)
    if not any(m.known and m.span.start == 0 for m in mentions) and not _BODY.match(f"{fold(issuer)} "):
        yield Finding(code="issuer_unknown", detail=issuer)


def check_kind(kind: str, symbol: str) -> Iterator[Finding]:
    """Yield ``kind_mismatch`` where the sign names another kind than the one printed above the title."""
    code = re.split(r"[-/]", symbol, maxsplit=1)[0]
    signed = [each.name for each in kinds() if each.code == code]
    printed = {each.code for each in kinds() if each.name == kind}
    if signed and kind and (code not in printed if kind != OFFICIAL_LETTER else True):
        yield Finding(code="kind_mismatch", detail=f"{symbol} – {kind}")


def check_dates(issued: IssuedDate | None, head: str, bases: Iterable[DocumentReference]) -> Iterator[Finding]:
    """Yield ``issued_implausible`` for a day that the digital signature in ``head`` or a cited document's date contradicts."""
    if issued is None:
        return
    first, last = _limits(issued)
    if first.year < _FIRST_YEAR:
        yield Finding(code="issued_implausible", detail=str(first.year))
    for stamp in _stamps(head):
        if first > stamp or stamp - last > _LONGEST:
            yield Finding(code="issued_implausible", detail=f"{stamp:%d/%m/%Y}")
            return
    later = next((base for base in bases if base.issued is not None and base.issued > last), None)
    if later is not None and later.issued is not None:
        yield Finding(code="issued_implausible", span=later.span, detail=f"{later.number} – {later.issued:%d/%m/%Y}")


def _limits(issued: IssuedDate) -> tuple[date, date]:
    """The first and the last day that the printed date may mean."""
    if issued.month is None:
        return date(issued.year, 1, 1), date(issued.year, 12, 31)
    following = date(issued.year + issued.month // 12, issued.month % 12 + 1, 1)
    first, last = date(issued.year, issued.month, 1), following - timedelta(days=1)
    if issued.day is None or issued.day > last.day:
        return first, last
    return first.replace(day=issued.day), first.replace(day=issued.day)


def _stamps(head: str) -> Iterator[date]:
    for match in _STAMP.finditer(head):
        year, month, day = (
            (match["year"], match["month"], match["day"]) if match["year"] else match.group("y", "m", "d")
        )
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue
