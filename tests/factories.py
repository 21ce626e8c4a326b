"""Short ways to make valid values for tests: a plan of a few lines with a plain tree, and obligations in it."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

from ingest.model import (
    Actor,
    ActorSource,
    Clause,
    Deadline,
    DeadlineKind,
    Finding,
    IssuedDate,
    Level,
    Obligation,
    ObligationKind,
    Period,
    Plan,
    Recurrence,
    Role,
    Segment,
    Signer,
    Source,
    Span,
)

PLAN_TEXT = """KẾ HOẠCH
I. Cây xanh đô thị
- Sở Xây dựng trồng 500 cây xanh trên các tuyến phố chính trong năm 2026.
- Các sở, ban, ngành vận động người dân giữ vỉa hè sạch.
II. Thoát nước
- Phòng Kinh tế nạo vét kênh Đồng Mây trước ngày 30/6/2026.
"""

_NUMBERED = re.compile(r"([IVX]+)\. ")


def make_plan(
    plan_id: str = "ke-hoach-mau",
    text: str = PLAN_TEXT,
    *,
    title: str = "Về chỉnh trang đô thị",
    number: str = "12/KH-UBND",
    issuer_id: str = "ubnd-tinh",
    issued_year: int | None = 2026,
    digest: str | None = None,
    name: str | None = None,
) -> Plan:
    """Make a plan whose lines "I. …" are headings and whose lines "- …" stand under them; other lines stand alone."""
    return Plan(
        id=plan_id,
        number=number,
        kind="Kế hoạch",
        title=title,
        issuer="Ủy ban nhân dân tỉnh Lạc Hà",
        issuer_id=issuer_id,
        place="tỉnh Lạc Hà",
        issued=None if issued_year is None else IssuedDate(year=issued_year, month=2),
        period=Period(first=date(2026, 1, 1), last=date(2026, 12, 31)),
        recipients=("Sở Xây dựng", "Lưu: VT"),
        signer=Signer(name="Trần Văn Bình", position="Phó Chủ tịch", authority="KT."),
        source=Source(
            name=name or f"{plan_id}.txt",
            digest=digest or sha256(text.encode()).hexdigest(),
            format="txt",
            encoding="utf-8",
        ),
        text=text,
        segments=(Segment(start=0, source_start=0, length=len(text)),),
        root=make_tree(text),
        findings=(Finding(code="number_blank"), Finding(code="jump", span=Span(start=0, end=3), detail="II")),
    )


def make_tree(text: str) -> Clause:
    """Make a tree of lines; the root has no words of its own."""
    children: list[Clause] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        _add_line(children, line, offset, len(children) + 1)
        offset += len(line)
    empty = Span(start=0, end=0)
    return Clause(
        id="root",
        level=Level.ROOT,
        marker="",
        span=Span(start=0, end=len(text)),
        own=empty,
        body=empty,
        heading=False,
        section="",
        label="Văn bản",
        children=tuple(children),
    )


def make_obligation(
    plan: Plan,
    quote: str,
    *actors: tuple[str, Role],
    obligation_id: str | None = None,
    kind: ObligationKind = ObligationKind.TASK,
    source: ActorSource = ActorSource.SUBJECT,
    deadline: Deadline | None = None,
) -> Obligation:
    """Make an obligation of the words ``quote`` in ``plan``; actors are pairs of agency id and role."""
    start = plan.text.index(quote)
    span = Span(start=start, end=start + len(quote))
    clause = next(c for c in plan.root.walk() if c.own.contains(span))
    return Obligation(
        id=obligation_id or f"{plan.id}.{start}",
        plan_id=plan.id,
        clause_id=clause.id,
        section=clause.section,
        kind=kind,
        span=span,
        actors=tuple(
            Actor(name=agency.replace("-", " ").capitalize(), agency_id=agency, role=role, span=span)
            for agency, role in actors
        ),
        actor_source=source,
        deadline=deadline,
        report_to="UBND tỉnh" if kind is ObligationKind.REPORT else None,
        found_by="made_for_a_test",
    )


def make_deadline(
    kind: DeadlineKind, first: date | None, last: date | None, recurrence: Recurrence | None = None
) -> Deadline:
    """Make a deadline; its words stand nowhere."""
    return Deadline(
        text="trong năm 2026",
        span=Span(start=0, end=14),
        kind=kind,
        first=first,
        last=last,
        recurrence=recurrence,
        rule="made_for_a_test",
    )


def sample_obligations(plan: Plan) -> tuple[Obligation, ...]:
    """Make the three obligations of ``PLAN_TEXT``: one named with a group beside it, one of a group, one with a day."""
    return (
        make_obligation(
            plan,
            "Sở Xây dựng trồng 500 cây xanh trên các tuyến phố chính trong năm 2026.",
            ("so-xay-dung", Role.LEAD),
            ("phong-kinh-te", Role.COORDINATE),
            kind=ObligationKind.TARGET,
            deadline=make_deadline(DeadlineKind.DURING, date(2026, 1, 1), date(2026, 12, 31)),
        ),
        make_obligation(plan, "Các sở, ban, ngành vận động người dân", ("nhom-so-ban-nganh", Role.RESPONSIBLE)),
        make_obligation(
            plan,
            "Phòng Kinh tế nạo vét kênh Đồng Mây trước ngày 30/6/2026.",
            ("phong-kinh-te", Role.RESPONSIBLE),
            deadline=make_deadline(DeadlineKind.BY, None, date(2026, 6, 29)),
        ),
    )


def _add_line(children: list[Clause], line: str, offset: int, ordinal: int) -> None:
    body = line.strip()
    span = Span(start=offset, end=offset + len(line))
    numbered = _NUMBERED.match(line)
    marker = numbered[0].strip() if numbered else "-" if line.startswith("- ") else ""
    shift = line.index(body) if body else 0
    start = offset + shift + (len(marker) + 1 if marker else 0)
    values = {
        "marker": marker,
        "own": span,
        "body": Span(start=start, end=offset + shift + len(body)),
        "heading": bool(numbered),
    }
    if marker == "-" and children and children[-1].level is Level.MUC:
        _append_child(children, span, values)
    elif numbered:
        label = f"Mục {numbered[1]}"
        children.append(_clause(f"{ordinal}-{numbered[1]}", Level.MUC, span, values, numbered[1], label))
    else:
        level = Level.GACH if marker else Level.UNNUMBERED
        children.append(_clause(f"{ordinal}", level, span, values, "", f"Đoạn thứ {ordinal}"))


def _append_child(children: list[Clause], span: Span, values: dict[str, object]) -> None:
    parent = children[-1]
    number = len(parent.children) + 1
    child = _clause(
        f"{parent.id}.{number}",
        Level.GACH,
        span,
        values,
        parent.section,
        f"{parent.label}, gạch đầu dòng thứ {number}",
    )
    children[-1] = parent.model_copy(
        update={"span": Span(start=parent.span.start, end=span.end), "children": (*parent.children, child)}
    )


def _clause(clause_id: str, level: Level, span: Span, values: dict[str, object], section: str, label: str) -> Clause:
    return Clause.model_validate(
        {"id": clause_id, "level": level, "span": span, "section": section, "label": label, **values}
    )
