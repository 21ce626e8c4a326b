"""A plan for a reviewer: header, and each clause with the obligations and doubts that were read in it. Selects nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.channels.messages import finding_message
from assistant.channels.page import Page, visible
from assistant.channels.tables import deadline_reading, plan_facts
from assistant.channels.texts import text
from ingest.model import Clause, Finding, Level, Plan, Role

if TYPE_CHECKING:
    from ingest.store import FoundObligation

_FIRST_WORDS = 100  # characters of a clause
_QUOTE = 240  # characters of an obligation
_ROLE_STYLES = {Role.LEAD: "bold green", Role.COORDINATE: "cyan", Role.RESPONSIBLE: "magenta"}
_UNMARKED = (Level.HEADER, Level.CLOSING, Level.UNNUMBERED, Level.ROW)


def render_gallery(
    page: Page, plan: Plan, clause: Clause, obligations: Sequence[FoundObligation], standing: Sequence[str]
) -> None:
    """Write the tree from ``clause`` downwards; with the header above where that is the root."""
    if clause is plan.root:
        _header(page, plan, standing)
    by_clause: dict[str, list[FoundObligation]] = {}
    for found in obligations:
        by_clause.setdefault(found.obligation.clause_id, []).append(found)
    top = plan.root.children if clause is plan.root else (clause,)
    for child in top:
        _branch(page, plan, child, by_clause, depth=0)
    below = {each.id for each in clause.walk()}
    shown = sum(len(each) for clause_id, each in by_clause.items() if clause_id in below)
    page.blank()
    page.note(
        text(
            "gallery.total", clauses=len(below) - (clause is plan.root), obligations=shown, findings=len(plan.findings)
        )
    )


def _header(page: Page, plan: Plan, standing: Sequence[str]) -> None:
    page.heading(f"{plan.kind} {plan.number}".strip())
    page.paragraph(plan.title)
    for line in standing:
        page.warning(line)
    page.blank()
    for name, value in plan_facts(plan):
        page.pieces(((f"{text(f'plan.{name}')}: ", "bold"), (value, "")), indent=1)
    for finding in plan.findings:
        if finding.span is None:
            _doubt(page, plan, finding, indent=1)
    page.blank()


def _branch(page: Page, plan: Plan, clause: Clause, by_clause: Mapping[str, list[FoundObligation]], depth: int) -> None:
    indent = 2 * depth + 1
    words = _shortened(clause.body.of(plan.text), _FIRST_WORDS)
    if words or clause.children:
        mark = "·" if clause.level in _UNMARKED or not clause.marker else clause.marker
        style = "bold" if clause.heading else ""
        label = () if clause.level is Level.ROW else ((f" · {clause.label}", "dim"),)
        page.pieces(((f"{mark} ", "bold blue"), (words, style), *label), indent=indent)
    for found in by_clause.get(clause.id, ()):
        _obligation(page, found, indent + 4)
    for finding in plan.findings:
        if finding.span is not None and _stands_in(finding, clause):
            _doubt(page, plan, finding, indent + 4)
    for child in clause.children:
        _branch(page, plan, child, by_clause, depth + 1)


def _stands_in(finding: Finding, clause: Clause) -> bool:
    return finding.span is not None and clause.own.start <= finding.span.start < clause.own.end


def _obligation(page: Page, found: FoundObligation, indent: int) -> None:
    obligation = found.obligation
    kind = text(f"labels.kind.{obligation.kind.value}")
    page.pieces(
        (("→ ", "bold yellow"), (f"{kind}: ", "bold yellow"), (f"“{_shortened(found.quote, _QUOTE)}”", "italic")),
        indent,
    )
    for role in Role:
        names = [visible(actor.name) for actor in obligation.actors if actor.role is role]
        if names:
            label = text(f"labels.role.{role.value}")
            page.pieces(((f"{label}: ", "dim"), ("; ".join(names), _ROLE_STYLES[role])), indent + 2)
    source = text(f"labels.actor_source.{obligation.actor_source.value}")
    if obligation.report_to:
        page.pieces(((f"{text('labels.report_to')}: ", "dim"), (visible(obligation.report_to), "")), indent + 2)
    deadline = obligation.deadline
    if deadline is not None:
        read = deadline_reading(deadline) or text("gallery.undated")
        page.pieces(
            (
                (f"{text('labels.deadline')}: ", "dim"),
                (f"“{visible(deadline.text)}”", "bold"),
                (f" = {read}", "green"),
                (f" · {deadline.kind.value}, {deadline.rule}", "dim"),
            ),
            indent + 2,
        )
    page.pieces(((f"{source} · {obligation.found_by}", "dim"),), indent + 2)


def _doubt(page: Page, plan: Plan, finding: Finding, indent: int) -> None:
    place = (
        f" (“{_shortened(finding.span.of(plan.text), 60)}”)"
        if finding.span and finding.span.end > finding.span.start
        else ""
    )
    page.pieces((("! ", "bold red"), (finding_message(finding) + place, "red")), indent)


def _shortened(words: str, length: int) -> str:
    shown = visible(words)
    return shown if len(shown) <= length else shown[:length].rsplit(" ", 1)[0] + "…"
