"""Plans, clauses and obligations as tables and trees on a page. Selects and orders nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.channels.messages import finding_message
from assistant.channels.page import Page, visible
from assistant.channels.texts import text
from ingest.model import Clause, Deadline, DeadlineKind, Grain, IssuedDate, Level, Plan, Role, Signer

if TYPE_CHECKING:
    from ingest.store import FoundObligation, PlanHead

_FIRST_WORDS = 90  # characters of a clause in the tree


def render_plans(page: Page, heads: Sequence[PlanHead], standing: Mapping[str, Sequence[str]] | None = None) -> None:
    """Write one row a plan; ``standing`` has, by id, what became of those that no longer stand as issued."""
    columns = ("row", "title", "number", "issuer", "issued", "obligations", "findings")
    rows = [
        (
            str(row),
            "\n".join((head.title, head.id, *(f"({line})" for line in (standing or {}).get(head.id, ())))),
            head.number or "–",
            head.issuer,
            issued_text(head.issued) if head.issued else "–",
            str(head.obligation_count),
            str(len(head.findings)),
        )
        for row, head in enumerate(heads, start=1)
    ]
    page.table([text(f"plans.columns.{column}") for column in columns], rows, ratios=(0, 14, 0, 6, 0, 3, 3))
    page.note(text("plans.total", count=len(heads)))


def render_plan(page: Page, plan: Plan, standing: Sequence[str] = ()) -> None:
    """Write what is known of a plan, what became of it, the doubts about it, and its clause tree with ids."""
    page.heading(f"{plan.kind} {plan.number}".strip())
    page.paragraph(plan.title)
    for line in standing:
        page.warning(line)
    page.blank()
    for name, value in plan_facts(plan):
        page.bullet(f"{text(f'plan.{name}')}: {value}", indent=1)
    if plan.findings:
        page.blank()
        page.heading(text("plan.findings"))
        for finding in plan.findings:
            place = f" (“{visible(finding.span.of(plan.text))[:60]}”)" if finding.span else ""
            page.bullet(finding_message(finding) + place, mark="!", indent=1)
    page.blank()
    page.heading(text("plan.clauses"))
    for clause in plan.root.children:
        _branch(page, clause, plan.text, depth=0)


def render_clause(page: Page, plan: Plan, clause: Clause) -> None:
    """Write a clause word for word, with all below it."""
    page.heading(clause.label)
    page.note(f"{plan.title} · {clause.id} · {clause.span.start}–{clause.span.end}")
    page.blank()
    page.verbatim(clause.span.of(plan.text).strip())


def render_obligations(page: Page, items: Sequence[FoundObligation], heads: Mapping[str, PlanHead], total: int) -> None:
    """Write a table for each plan, in the order given, and how many there are in all."""
    number = 0
    columns = [text(f"obligations.columns.{name}") for name in ("number", "quote", "actors", "deadline", "clause")]
    for plan_id, group in groupby(items, key=lambda found: found.obligation.plan_id):
        head = heads.get(plan_id)
        rows = []
        for found in group:
            number += 1
            rows.append((str(number), _statement(found), _actors(found), _when(found), found.clause_label))
        title = " – ".join(part for part in (head.number, head.title) if part) if head else plan_id
        page.table(columns, rows, ratios=(0, 10, 6, 4, 4), title=f"{title} ({len(rows)})")
    key = "obligations.total" if len(items) == total else "obligations.total_shown"
    page.note(text(key, total=total, count=len(items)))


def issued_text(issued: IssuedDate) -> str:
    """Return a date of issue as people write it, as exact as it is given: 05/03/2026, 03/2026 or 2026."""
    match issued.grain:
        case Grain.DAY:
            return f"{issued.day:02d}/{issued.month:02d}/{issued.year}"
        case Grain.MONTH:
            return f"{issued.month:02d}/{issued.year}"
        case Grain.YEAR:
            return str(issued.year)


def plan_facts(plan: Plan) -> list[tuple[str, str]]:
    """Return the header's fields as words, by the names that texts.yaml labels them with."""
    signer = plan.signer
    period = plan.period
    facts = {
        "id": plan.id,
        "issuer": plan.issuer,
        "place": plan.place,
        "issued": issued_text(plan.issued) if plan.issued else "",
        "period": f"{_day(period.first)} – {_day(period.last)}" if period else "",
        "signer": _signer(signer) if signer else "",
        "legal_bases": "; ".join(f"{each.kind} {each.number}".strip() for each in plan.legal_bases),
        "replaces": "; ".join(
            f"{text(f'plan.relations.{each.relation.value}')} {each.kind} {each.number}" for each in plan.replaces
        ),
        "recipients": "; ".join(plan.recipients),
        "source": f"{plan.source.name} ({plan.source.format})",
    }
    return [(name, value or text("plan.blank")) for name, value in facts.items()]


def _signer(signer: Signer) -> str:
    """Name, post and capacity in words: "Lò Văn A, PHÓ CHỦ TỊCH (ký thay; thay mặt ỦY BAN NHÂN DÂN)"."""
    signs = ["".join(char for char in sign if char.isalpha()).lower() for sign in signer.authority.split()]
    capacity = [text(f"labels.authority.{sign}") for sign in signs if sign != "tm"]
    if signer.on_behalf_of or "tm" in signs:
        capacity.append(f"{text('labels.authority.tm')} {signer.on_behalf_of}".strip())
    said = ", ".join(part for part in (signer.name, signer.position) if part)
    return f"{said} ({'; '.join(capacity)})" if capacity else said


def _branch(page: Page, clause: Clause, words: str, depth: int) -> None:
    own = visible(clause.body.of(words))
    if len(own) > _FIRST_WORDS:
        own = own[:_FIRST_WORDS].rsplit(" ", 1)[0] + "…"
    if own or clause.children:
        mark = "·" if clause.level in (Level.HEADER, Level.CLOSING, Level.UNNUMBERED) else clause.marker or "·"
        page.bullet(f"{own}  ({clause.id})", mark=mark, indent=2 * depth + 1)
    for child in clause.children:
        _branch(page, child, words, depth + 1)


def _statement(found: FoundObligation) -> str:
    kind = found.obligation.kind.value
    quote = visible(found.quote)
    return quote if kind == "task" else f"{quote}\n({text(f'labels.kind.{kind}')})"


def _actors(found: FoundObligation) -> str:
    lines = []
    for role in Role:
        names = [visible(actor.name) for actor in found.obligation.actors if actor.role is role]
        if names:
            lines.append(f"{text(f'labels.role.{role.value}')}: {'; '.join(names)}")
    if found.matched_as in ("group", "inherited"):
        lines.append(f"({text(f'labels.matched_as.{found.matched_as}')})")
    if found.obligation.report_to:
        lines.append(f"{text('labels.report_to')}: {visible(found.obligation.report_to)}")
    return "\n".join(lines)


def _when(found: FoundObligation) -> str:
    deadline = found.obligation.deadline
    if deadline is None:
        return ""
    words, read = visible(deadline.text), deadline_reading(deadline)
    return f"{words}\n({read})" if read and read not in words.lower() else words


def deadline_reading(deadline: Deadline) -> str:
    """Return the days or the recurrence that a deadline was read as; "" where it has none."""
    if deadline.kind is DeadlineKind.RECURRING:
        return text(f"labels.recurrence.{deadline.recurrence}") if deadline.recurrence else ""
    if deadline.kind is DeadlineKind.BY:
        return text("labels.by", day=_day(deadline.last)) if deadline.last else ""
    if deadline.first is None and deadline.last is None:
        return ""
    return " – ".join(_day(day) if day else "…" for day in (deadline.first, deadline.last))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
