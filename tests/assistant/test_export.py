"""Obligations as csv, xlsx and ics."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import pytest

from assistant.channels.calendars import obligations_ics
from assistant.channels.export import COLUMNS, SHEET_COLUMNS, obligations_csv, obligations_xlsx
from assistant.channels.texts import text
from ingest.model import Deadline, DeadlineKind, Obligation, ObligationKind, Plan, Role, Span
from ingest.store import FoundObligation, ObligationQuery, PlanHead, Store
from tests.factories import make_obligation, make_plan, sample_obligations

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DANGEROUS = "=HYPERLINK(1) phải được giữ là chữ"
Loaded = tuple[tuple[FoundObligation, ...], dict[str, PlanHead]]


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    store = Store.open(tmp_path / "store")
    plan = make_plan()
    store.save(plan, (*sample_obligations(plan), _recurring_report(plan)))
    items, _ = store.obligations(ObligationQuery())
    return items, {head.id: head for head in store.plans()}


def _recurring_report(plan: Plan) -> Obligation:
    words = "trước ngày 25 tháng 6"
    deadline = Deadline(
        text=words,
        span=Span(start=0, end=len(words)),
        kind=DeadlineKind.RECURRING,
        recurrence="annual",
        rule="made_for_a_test",
    )
    return make_obligation(
        plan,
        "Phòng Kinh tế nạo vét kênh",
        ("phong-kinh-te", Role.RESPONSIBLE),
        obligation_id="bao-cao",
        kind=ObligationKind.REPORT,
        deadline=deadline,
    )


def rows_of(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_has_one_row_an_obligation_with_the_contracts_names(loaded: Loaded) -> None:
    rows = rows_of(obligations_csv(*loaded))
    assert len(rows) == len(loaded[0]) == 4
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["lead"] == "So xay dung"
    assert rows[0]["coordinate"] == "Phong kinh te"
    assert rows[0]["deadline_to"] == "2026-12-31"
    assert rows[0]["plan_number"] == "12/KH-UBND"
    assert [row["quote"] for row in rows] == [found.quote for found in loaded[0]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_cells_that_a_spreadsheet_would_run_are_made_inert(loaded: Loaded, start: str) -> None:
    changed = loaded[0][0].model_copy(update={"quote": f"{start}1+1"})
    (row,) = rows_of(obligations_csv((changed,), loaded[1]))
    assert row["quote"] == f"'{start}1+1"


def test_xlsx_has_vietnamese_headings_and_the_exact_words(loaded: Loaded) -> None:
    sheet = read_sheet(obligations_xlsx(*loaded))
    assert sheet[0] == [text(f"export.columns.{column}") for column in SHEET_COLUMNS]
    quotes = [row[list(SHEET_COLUMNS).index("quote")] for row in sheet[1:]]
    assert quotes == [found.quote for found in loaded[0]]
    assert sheet[1][list(SHEET_COLUMNS).index("kind")] == text("labels.kind.target")


def test_xlsx_never_holds_a_formula_or_a_link(loaded: Loaded) -> None:
    changed = loaded[0][0].model_copy(update={"quote": DANGEROUS, "clause_label": "https://example.org/"})
    data = obligations_xlsx((changed,), loaded[1])
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        xml = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    assert DANGEROUS in read_sheet(data)[1]


def test_xlsx_days_are_days(loaded: Loaded) -> None:
    sheet = read_sheet(obligations_xlsx(*loaded))
    serial = sheet[1][list(SHEET_COLUMNS).index("deadline_to")]
    assert date.fromordinal(date(1899, 12, 30).toordinal() + int(serial)) == date(2026, 12, 31)


def test_an_empty_list_gives_readable_files() -> None:
    assert rows_of(obligations_csv((), {})) == []
    assert len(read_sheet(obligations_xlsx((), {}))) == 1
    assert events_of(obligations_ics((), {}, date(2026, 11, 21), "x").data) == []


def test_a_calendar_has_an_all_day_event_on_each_due_day(loaded: Loaded) -> None:
    calendar = obligations_ics(*loaded, date(2026, 11, 21), "Thời hạn")
    days = sorted(event.start for event in events_of(calendar.data))
    assert days == [date(2026, 6, 24), date(2026, 6, 29), date(2026, 12, 31)]
    assert (calendar.listed, calendar.without_day) == (3, 1)


def test_recurring_duties_end_with_the_plans_period(loaded: Loaded) -> None:
    report = [found for found in loaded[0] if found.obligation.id == "bao-cao"]
    late = events_of(obligations_ics(report, loaded[1], date(2031, 1, 1), "x").data)
    assert late == []


def test_events_keep_their_uids_from_one_day_to_the_next(loaded: Loaded) -> None:
    first = {event["uid"] for event in events_of(obligations_ics(*loaded, date(2026, 1, 1), "x").data)}
    later = {event["uid"] for event in events_of(obligations_ics(*loaded, date(2026, 12, 30), "x").data)}
    assert first == later
    assert len(first) == 3


def test_the_same_store_and_day_give_the_same_bytes(loaded: Loaded) -> None:
    day = date(2026, 11, 21)
    assert obligations_ics(*loaded, day, "x").data == obligations_ics(*loaded, day, "x").data


def test_an_event_quotes_the_plan_and_says_when_the_day_is_our_reading(loaded: Loaded) -> None:
    changed = [found for found in loaded[0] if found.obligation.id == "bao-cao"]
    deadline = changed[0].obligation.deadline
    assert deadline is not None
    unnamed = deadline.model_copy(update={"text": "hằng năm"})
    found = changed[0].model_copy(update={"obligation": changed[0].obligation.model_copy(update={"deadline": unnamed})})
    (event,) = events_of(obligations_ics([found], loaded[1], date(2026, 11, 21), "x").data)
    assert found.quote in str(event["description"])
    assert text("export.last_of_period") in str(event["description"])
    assert "UBND tỉnh" in str(event["description"])
    assert event.start == date(2026, 12, 31)


def events_of(data: bytes) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(data)
    return [part for part in calendar.walk("VEVENT") if isinstance(part, icalendar.Event)]


def read_sheet(data: bytes) -> list[list[str]]:
    """Read the cells of the first sheet, strings resolved, blanks as ""."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shared = ET.fromstring(book.read("xl/sharedStrings.xml"))
        strings = ["".join(t.text or "" for t in item.iter(f"{SHEET}t")) for item in shared]
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    table = []
    for row in sheet.iter(f"{SHEET}row"):
        cells = dict.fromkeys(range(len(SHEET_COLUMNS)), "")
        for cell in row.iter(f"{SHEET}c"):
            value = cell.findtext(f"{SHEET}v") or ""
            column = ord(str(cell.get("r"))[0]) - ord("A")
            cells[column] = strings[int(value)] if cell.get("t") == "s" else value
        table.append(list(cells.values()))
    return table
