"""Obligations as files: csv for programs, xlsx for people, ics for calendars. Selects and orders nothing.

csv: UTF-8 with a byte order mark (Excel takes it for another encoding without), the contract's field names as headings,
actors split by role. A cell that a spreadsheet would take for a formula gets an apostrophe in front (ASVS 1.2.10), so a
quote that starts with "-" is exact in json and xlsx only. xlsx: Vietnamese headings, every cell plain text or a date.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.channels.texts import text
from ingest.model import Obligation, Role

if TYPE_CHECKING:
    from ingest.store import FoundObligation, PlanHead

Cell = str | int | date | None
Heads = Mapping[str, "PlanHead"]

COLUMNS = (
    "id", "plan_id", "plan_number", "plan_title", "kind", "quote", "start", "end", "clause_id", "clause_label",
    "section", "lead", "coordinate", "responsible", "actor_source", "matched_as", "deadline_text", "deadline_kind",
    "deadline_from", "deadline_to", "recurrence", "report_to",
)  # fmt: skip
SHEET_COLUMNS = {  # in the order in which people read, with widths in characters
    "plan_number": 18, "plan_title": 32, "clause_label": 26, "kind": 12, "quote": 80, "lead": 28, "coordinate": 28,
    "responsible": 28, "actor_source": 16, "matched_as": 14, "deadline_text": 24, "deadline_from": 12,
    "deadline_to": 12, "recurrence": 14, "report_to": 24, "id": 24,
}  # fmt: skip
_LABELLED = ("kind", "actor_source", "matched_as", "recurrence")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767  # Excel's limit


def obligations_csv(items: Sequence[FoundObligation], heads: Heads) -> bytes:
    """Return all items as csv, one row each, in the order given."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for found in items:
        row = _row(found, heads)
        writer.writerow([_inert(row[column]) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def obligations_xlsx(items: Sequence[FoundObligation], heads: Heads) -> bytes:
    """Return all items as an Excel workbook of one sheet with a filter on every column."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(text("export.sheet"))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    words = book.add_format({"text_wrap": True, "valign": "top"})
    literal = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
    for at, (column, width) in enumerate(SHEET_COLUMNS.items()):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, text(f"export.columns.{column}"), head)
    for line, found in enumerate(items, start=1):
        row = _row(found, heads)
        for at, column in enumerate(SHEET_COLUMNS):
            value = row[column]
            if isinstance(value, date):
                sheet.write_datetime(line, at, value, day)
            elif value is not None:
                shown = _labelled(column, str(value))[:_LONGEST_CELL]
                sheet.write_string(line, at, shown, literal if shown.startswith(_FORMULA_STARTS) else words)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(items)), len(SHEET_COLUMNS) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


def _row(found: FoundObligation, heads: Heads) -> dict[str, Cell]:
    obligation = found.obligation
    head = heads.get(obligation.plan_id)
    deadline = obligation.deadline
    return {
        "id": obligation.id,
        "plan_id": obligation.plan_id,
        "plan_number": head.number if head else "",
        "plan_title": head.title if head else "",
        "kind": obligation.kind.value,
        "quote": found.quote,
        "start": obligation.span.start,
        "end": obligation.span.end,
        "clause_id": obligation.clause_id,
        "clause_label": found.clause_label,
        "section": obligation.section,
        **{role.value: actor_names(obligation, role) for role in Role},
        "actor_source": obligation.actor_source.value,
        "matched_as": found.matched_as,
        "deadline_text": deadline.text if deadline else None,
        "deadline_kind": deadline.kind.value if deadline else None,
        "deadline_from": deadline.first if deadline else None,
        "deadline_to": deadline.last if deadline else None,
        "recurrence": deadline.recurrence if deadline else None,
        "report_to": obligation.report_to,
    }


def actor_names(obligation: Obligation, role: Role) -> str:
    """Return the names of the agencies that have this role, as the plan writes them, joined by semicolons."""
    return "; ".join(actor.name for actor in obligation.actors if actor.role is role)


def _labelled(column: str, value: str) -> str:
    return text(f"labels.{column}.{value}") if column in _LABELLED else value


def _inert(value: Cell) -> str | int:
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    shown = value.isoformat() if isinstance(value, date) else value
    return f"'{shown}" if shown.startswith(_FORMULA_STARTS) else shown
