"""Assignment tables and labelled lines: a corpus of shapes, and an annex of 140 rows in all the forms in which one comes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.flattened import restore_tables
from ingest.model import Finding, Plan, Role, Span
from ingest.obligations import find_obligations
from ingest.readers.decoded import Decoded
from ingest.reading import read_plan
from tests import annex
from tests.ingest.test_obligations import plan_of, who

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
TABLES: dict[str, Any] = yaml.safe_load((CORPORA / "tables.yaml").read_text("utf-8"))
LABELLED: dict[str, Any] = yaml.safe_load((CORPORA / "labelled.yaml").read_text("utf-8"))
ROWS = annex.annex_rows()
FORMS: list[tuple[str, str, float]] = [  # the file's name, its text, the share of rows to be found
    ("co-gach.txt", annex.in_bars(ROWS), 1.0),
    ("khong-gach-ngoai.txt", annex.in_bars(ROWS, outer=False), 1.0),
    ("bang.md", annex.in_markdown(ROWS), 1.0),
    ("tab.txt", annex.in_columns(ROWS), 1.0),
    ("khoang-trang.txt", annex.in_columns(ROWS, "    "), 0.98),
    ("moi-o-mot-dong.txt", annex.in_cells(ROWS), 0.95),
    ("bo-o-trong.txt", annex.in_cells(ROWS, empty=False), 0.95),
    ("mot-dong.txt", annex.in_lines(ROWS), 0.95),
    ("ngat-dong.txt", annex.in_lines(ROWS, 90), 0.95),
]


@pytest.mark.parametrize("row", [*TABLES["rows"], *LABELLED["rows"]], ids=lambda row: row["why"])
def test_a_table_or_labels_give_exactly_these_obligations(row: dict[str, Any]) -> None:
    plan = plan_of("II. NHIỆM VỤ\n" + row["body"])
    found = [
        {
            "quote": o.span.of(plan.text),
            "who": who(o.actors),
            "due": o.deadline and o.deadline.text,
            "kind": o.kind.value,
        }
        for o in find_obligations(plan)
    ]
    assert found == [{"kind": "task"} | one for one in row["found"]]


def rightly_read(plan: Plan, rows: list[annex.AnnexRow]) -> tuple[int, int, int]:
    """How many rows of the annex give exactly one obligation with their task, of these how many have all roles right,
    and how many the right words for when.
    """
    by_task: dict[str, list[Any]] = {}
    for obligation in find_obligations(plan):
        by_task.setdefault(obligation.span.of(plan.text), []).append(obligation)
    found = [(row, by_task[row.task][0]) for row in rows if len(by_task.get(row.task, [])) == 1]
    roles = [
        {(a.name, a.role) for a in o.actors}
        == {*((name, Role.LEAD) for name in row.leads), *((name, Role.COORDINATE) for name in row.partners)}
        for row, o in found
    ]
    dues = [o.deadline is not None and o.deadline.text in row.time for row, o in found]
    return len(found), sum(roles), sum(dues)


@pytest.mark.parametrize(("name", "text", "share"), FORMS, ids=[form[0] for form in FORMS])
def test_an_annex_of_140_rows_is_read(name: str, text: str, share: float) -> None:
    found, roles, dues = rightly_read(read_plan(text.encode(), name), ROWS)
    assert found >= share * len(ROWS)
    assert roles == found
    assert dues == found


def test_an_annex_in_a_word_file_is_read() -> None:
    found, roles, dues = rightly_read(read_plan(annex.in_docx(ROWS), "phu-luc.docx"), ROWS)
    assert (found, roles, dues) == (len(ROWS),) * 3


@pytest.mark.parametrize("lines", [True, False], ids=["ruled", "unruled"])
@pytest.mark.parametrize("head", [True, False], ids=["head on each page", "one head"])
@pytest.mark.parametrize("valign", ["TOP", "MIDDLE"])
def test_an_annex_in_a_pdf_file_is_read(lines: bool, head: bool, valign: str) -> None:
    plan = read_plan(annex.in_pdf(ROWS, lines=lines, head=head, valign=valign), "phu-luc.pdf")
    found, roles, dues = rightly_read(plan, ROWS)
    assert found >= 0.98 * len(ROWS)
    assert roles == dues == found


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("form", [annex.in_columns, annex.in_cells, annex.in_lines], ids=lambda form: form.__name__)
def test_other_rows_are_read_as_well(form: Callable[[list[annex.AnnexRow]], str], seed: int) -> None:
    rows = annex.annex_rows(60, seed)
    found, roles, dues = rightly_read(read_plan(form(rows).encode(), "khac.txt"), rows)
    assert found >= 0.95 * len(rows)
    assert roles >= 0.98 * found
    assert dues >= 0.98 * found


def test_text_without_a_table_is_left_alone() -> None:
    decoded = Decoded(text="I. NHIỆM VỤ\n1. Sở Y tế kiểm tra.\n2. Sở Nội vụ\tbáo cáo  kết quả.\n", format="text")
    assert restore_tables(decoded) is decoded


def test_page_starts_and_findings_move_with_their_words() -> None:
    text = annex.in_cells(ROWS[:3]) + "Trên đây là Kế hoạch.\n"
    page, doubt = text.index(ROWS[1].task), text.index("Trên đây")
    decoded = restore_tables(
        Decoded(
            text=text,
            format="text",
            page_starts=(0, page, doubt),
            findings=(Finding(code="encoding_guessed", span=Span(start=doubt, end=doubt + 8)),),
        )
    )
    moved = decoded.findings[0].span
    assert moved is not None
    assert moved.of(decoded.text) == "Trên đây"
    assert decoded.page_starts[2] == moved.start
    assert abs(decoded.page_starts[1] - decoded.text.index(ROWS[1].task)) < 200
    assert list(decoded.page_starts) == sorted(decoded.page_starts)


@given(
    st.lists(
        st.sampled_from(
            [
                "STT",
                "Nhiệm vụ",
                "Chủ trì",
                "Phối hợp",
                "Thời hạn",
                "1",
                "2",
                "Sở Y tế",
                "″",
                "nt",
                "Quý II",
                "I. NHÓM",
                " ",
                "\t",
                "  ",
                "\n",
                "\n",
                "|",
                "| ",
                " |\n| ",
            ]
        ),
        max_size=60,
    )
)
@settings(max_examples=120, deadline=None)
def test_any_soup_of_cells_is_read_without_a_crash(pieces: list[str]) -> None:
    plan = plan_of("II. NHIỆM VỤ\n" + "".join(pieces) + "\n")
    for obligation in find_obligations(plan):
        assert obligation.span.of(plan.text).strip()


@pytest.mark.parametrize(
    "text",
    [
        "STT Nhiệm vụ Chủ trì Thời hạn\n" * 3000,
        "STT\nNhiệm vụ\nChủ trì\n" * 2000,
        "STT  Nhiệm vụ  Chủ trì  Thời hạn\n1\n" + "a b\n" * 5000,
        "STT\tNhiệm vụ\tChủ trì\n1\t" + "x " * 50000,
        "STT Nhiệm vụ Chủ trì Thời hạn\n1 Kiểm tra " + "Sở Y tế " * 5000,
        "STT Nhiệm vụ Chủ trì Thời hạn\n" + "I. NHÓM\n" * 3000,
    ],
    ids=["heads", "cells", "lines", "long row", "agencies", "groups"],
)
def test_hostile_tables_take_no_longer_than_their_length_allows(text: str) -> None:
    begun = time.process_time()
    restore_tables(Decoded(text=text, format="text"))
    assert time.process_time() - begun < 20
