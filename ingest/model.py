"""The corpus words: a plan, its clauses, its obligations, and what they are made of.

Values only: frozen, no I/O, no behaviour beyond look-ups in themselves. All offsets are code points in the plan's
canonical text (``Plan.text``), half-open ``[start, end)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Frozen):
    """A stretch of the canonical text, ``0 <= start <= end``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Finding(Frozen):
    """A doubt about the document, for a person to check. ``code`` names a Vietnamese message in data/messages.yaml."""

    code: str
    span: Span | None = None
    detail: str = ""


class Segment(Frozen):
    """``length`` characters of the canonical text from ``start`` stand in the source from ``source_start``, unchanged."""

    start: int
    source_start: int
    length: int


class Canonical(Frozen):
    """The one text of a plan, with the map back to the decoded source (``segments`` in order; text between two segments
    was made or changed by canonicalisation) and the starts of its pages where the source has pages.
    """

    text: str
    segments: tuple[Segment, ...] = ()
    page_starts: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()


class Level(StrEnum):
    """Ranks of clauses. Vietnamese ranks keep their own word, since English has none that is exact."""

    ROOT = "văn bản"
    HEADER = "phần đầu"  # issuer, number, date, title, legal bases, up to the first marker
    PHAN = "phần"  # Phần, A.
    CHUONG = "chương"
    MUC = "mục"  # Mục, I.
    DIEU = "điều"
    KHOAN = "khoản"  # 1. 1.1. 1.1.1.
    DIEM = "điểm"  # a)
    GACH = "gạch đầu dòng"  # -
    CONG = "dấu cộng"  # +
    CHAM = "dấu chấm"  # • and other bullets
    ROW = "dòng bảng"
    UNNUMBERED = "đoạn"  # a paragraph without a marker
    CLOSING = "phần cuối"  # "Nơi nhận", signature


class Clause(Frozen):
    """A node of the plan's tree.

    ``span`` covers the clause with its children, ``own`` only its own words before the first child: the ``own`` spans of
    all clauses in preorder partition the canonical text. ``body`` is ``own`` without the marker and without white space
    at both ends. ``heading`` is true where the clause's own words only announce what follows. ``section`` is the path of
    printed markers of the nearest numbered clause, as ``II.3.1``; ``label`` is what people read ("Mục II.3.1, gạch đầu
    dòng thứ 2").
    """

    id: str
    level: Level
    marker: str
    span: Span
    own: Span
    body: Span
    heading: bool
    section: str
    label: str
    children: tuple[Clause, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """Yield this clause and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Grain(StrEnum):
    """How exactly a date is given."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class IssuedDate(Frozen):
    """The date under the header; ``day`` and ``month`` are None where the text leaves them blank."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def grain(self) -> Grain:
        """The finest part that is given."""
        if self.month is None:
            return Grain.YEAR
        return Grain.MONTH if self.day is None else Grain.DAY


class Period(Frozen):
    """First and last day, both included."""

    first: date
    last: date


class DocumentReference(Frozen):
    """A document cited in the text: number as printed ("292/QĐ-UBND"), kind word, date and issuer where given."""

    number: str
    kind: str = ""
    issued: date | None = None
    issuer: str = ""
    span: Span


class Relation(StrEnum):
    """What a document does to an earlier one."""

    REPLACES = "replaces"  # thay thế
    AMENDS = "amends"  # sửa đổi, bổ sung
    REPEALS = "repeals"  # bãi bỏ


class EarlierDocument(DocumentReference):
    """A document that the plan replaces, amends or repeals; ``rule`` names the rule that read it."""

    relation: Relation
    rule: str


class Signer(Frozen):
    """Who signed, and in what capacity: authority is TM., KT., TL., TUQ., Q., T/M or empty."""

    name: str
    position: str = ""
    authority: str = ""
    on_behalf_of: str = ""


class Abbreviation(Frozen):
    """A short form that the plan itself defines, with the span of the words that define it."""

    short: str
    long: str
    span: Span


class Source(Frozen):
    """The file that a plan came from. ``digest`` is the SHA-256 of its bytes, in hex."""

    name: str
    digest: str
    format: str
    encoding: str = ""


class Plan(Frozen):
    """One ingested document. ``id`` is stable for the same document (see ``ingest.reading``)."""

    id: str
    number: str  # as printed; "" where blank
    kind: str  # "Kế hoạch", "Chỉ thị", …
    title: str
    issuer: str  # as printed or inferred from the signature or preamble
    issuer_id: str  # the registry's id of the issuing agency, or a slug
    place: str  # "tỉnh Thái Nguyên", "xã …": the place that tells equal agency names apart
    issued: IssuedDate | None
    period: Period | None
    legal_bases: tuple[DocumentReference, ...] = ()
    replaces: tuple[EarlierDocument, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer | None = None
    abbreviations: tuple[Abbreviation, ...] = ()
    source: Source
    text: str
    segments: tuple[Segment, ...] = ()
    page_starts: tuple[int, ...] = ()
    root: Clause
    findings: tuple[Finding, ...] = ()

    def page(self, offset: int) -> int | None:
        """The page (from 1) on which a character stands, or None where the source has no pages."""
        return sum(1 for s in self.page_starts if s <= offset) or None


class Role(StrEnum):
    """What part an agency plays (contract, "Role")."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    RESPONSIBLE = "responsible"


class ActorSource(StrEnum):
    """Where the actor of an obligation is named (gold/GUIDE.md)."""

    SUBJECT = "subject"
    HEADING = "heading"
    RESPONSIBLE_LINE = "responsible_line"
    ISSUER = "issuer"


class ObligationKind(StrEnum):
    """What sort of duty it is (gold/GUIDE.md)."""

    TASK = "task"
    TARGET = "target"
    REPORT = "report"
    FUNDING = "funding"


class DeadlineKind(StrEnum):
    """How a deadline binds."""

    BY = "by"
    DURING = "during"
    RECURRING = "recurring"


Recurrence = Literal["weekly", "monthly", "quarterly", "semiannual", "annual"]


class Deadline(Frozen):
    """When. ``text`` is verbatim and stands at ``span``; ``first``/``last`` are the contract's ``from``/``to``, both days
    included ("trước ngày 30/3/2024" is ``by`` with ``last`` 2024-03-29); ``rule`` names the rule that read it.
    """

    text: str
    span: Span
    kind: DeadlineKind
    first: date | None = None
    last: date | None = None
    recurrence: Recurrence | None = None
    rule: str


class Actor(Frozen):
    """An agency with its role in one obligation. ``name`` as the plan writes it, a shared head noun completed
    ("Phòng Y tế Thành phố"); ``agency_id`` the registry's id, or a slug of the name; ``span`` where it is written.
    """

    name: str
    agency_id: str
    role: Role
    span: Span | None = None


class Obligation(Frozen):
    """The smallest statement that gives somebody something to do, or a target to reach."""

    id: str
    plan_id: str
    clause_id: str
    section: str
    kind: ObligationKind
    span: Span  # the statement: text[span] is the quote
    actors: tuple[Actor, ...]
    actor_source: ActorSource
    deadline: Deadline | None = None
    report_to: str | None = None
    found_by: str  # the rule that found it
