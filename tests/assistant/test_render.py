"""Answers and lists as people see them, on a terminal and in a pipe."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.channels.page import Page, visible
from assistant.channels.render import render_answer
from assistant.channels.tables import render_clause, render_obligations, render_plan, render_plans
from assistant.channels.texts import text
from ingest.model import IssuedDate
from ingest.store import ObligationQuery, Store
from tests.assistant.answers import sample_answer
from tests.factories import make_plan, sample_obligations

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.open(tmp_path / "store")
    plan = make_plan()
    made.save(plan, sample_obligations(plan))
    return made


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_a_piped_answer_has_every_block_and_no_escape_code(store: Store) -> None:
    out = io.StringIO()
    render_answer(Page(out), sample_answer(store))
    words = out.getvalue()
    assert "\x1b" not in words
    for part in (
        "Chủ trì",
        "Sở Xây dựng có 1 nhiệm vụ.",
        "• trồng 500 cây xanh [1]",
        "Cần kiểm tra lại.",
        "│ trên các",
    ):
        assert part in words
    assert text("answer.vi.sources") in words
    assert "[1] Mục I, gạch đầu dòng thứ 1, trang 2" in words
    assert "Khi nào phải xong?" in words


def test_a_citation_shows_its_quote_on_one_line_in_a_pipe(store: Store) -> None:
    out = io.StringIO()
    answer = sample_answer(store)
    render_answer(Page(out), answer)
    assert f"“{answer.citations[0].quote}”" in out.getvalue()


def test_a_quote_that_the_answer_already_shows_whole_is_not_repeated(store: Store) -> None:
    answer = sample_answer(store)
    whole = answer.citations[0].quote
    from tests.assistant.answers import StoreGrounds

    said = answer.model_dump()
    said["blocks"] = [{"kind": "li", "runs": [{"t": whole}, {"c": 1}]}]
    out = io.StringIO()
    render_answer(Page(out), type(answer).model_validate(said, context=StoreGrounds(store)))
    assert out.getvalue().count(whole) == 1


def test_an_english_answer_has_an_english_frame(store: Store) -> None:
    out = io.StringIO()
    render_answer(Page(out), sample_answer(store, lang="en"))
    assert text("answer.en.sources") in out.getvalue()
    assert text("answer.vi.sources") not in out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_terminal_answer_fits_its_width(store: Store, width: int) -> None:
    out = Terminal()
    render_answer(Page(out, width=width), sample_answer(store))
    lines = ESCAPES.sub("", out.getvalue()).splitlines()
    assert max(len(line) for line in lines) <= min(width, 100)
    assert "\x1b[" in out.getvalue()


def test_no_colour_is_honoured(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = Terminal()
    render_answer(Page(out, width=80), sample_answer(store))
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", out.getvalue())


def test_further_lines_of_a_bullet_stand_under_its_first_word() -> None:
    out = Terminal()
    Page(out, width=24).bullet("một hai ba bốn năm sáu bảy tám", mark="[12]", indent=2)
    first, *rest = ESCAPES.sub("", out.getvalue()).splitlines()
    assert first.startswith("  [12] một")
    assert rest
    assert all(line.startswith("       ") and line[7] != " " for line in rest if line.strip())


@given(st.text(max_size=60))
def test_words_shown_hold_no_control_character(words: str) -> None:
    shown = visible(words)
    assert "\x1b" not in shown
    assert "\n" not in shown
    assert all(c.isprintable() for c in shown)


def test_a_hidden_escape_code_in_a_plan_does_not_reach_the_terminal() -> None:
    out = Terminal()
    Page(out, width=80).paragraph("trước\x1b[2Jsau\u202e \x9b5m")
    assert "\x1b[2J" not in out.getvalue()
    assert "\u202e" not in out.getvalue()
    assert "\x9b" not in out.getvalue()


def test_the_obligation_table_holds_each_quote_actor_deadline_and_place(store: Store) -> None:
    items, _ = store.obligations(ObligationQuery(agency_ids=("phong-kinh-te",)))
    out = io.StringIO()
    render_obligations(Page(out, width=200), items, {head.id: head for head in store.plans()}, 2)
    words = out.getvalue()
    assert "12/KH-UBND – Về chỉnh trang đô thị (2)" in words
    assert f"{text('labels.role.lead')}: So xay dung" in words
    assert text("labels.by", day="29/06/2026") in words
    assert "Mục II, gạch đầu dòng" in words
    assert text("obligations.total", total=2) in words


def test_on_a_narrow_terminal_the_parts_of_a_cell_stay_apart(store: Store) -> None:
    out = Terminal()
    Page(out, width=80).table(
        ["#", "a", "b"], [("1", "x", "Chủ trì: A\nPhối hợp: B"), ("2", "y", "15/4\n(hạn)")], (0, 1, 1)
    )
    words = ESCAPES.sub("", out.getvalue())
    assert "b: Chủ trì: A · Phối hợp: B" in words
    assert "b: 15/4 (hạn)" in words


@pytest.mark.parametrize("width", [90, 100, 200])
def test_the_list_of_plans_breaks_neither_numbers_nor_days(store: Store, width: int) -> None:
    out = Terminal()
    (head,) = store.plans()
    long = head.model_copy(update={"number": "31/KHLT-SYT-SGDĐT", "issued": IssuedDate(year=2026, month=9, day=5)})
    render_plans(Page(out, width=width), [long])
    words = ESCAPES.sub("", out.getvalue())
    assert "31/KHLT-SYT-SGDĐT" in words
    assert "05/09/2026" in words


def test_the_plan_list_and_a_plan_name_their_ids(store: Store) -> None:
    out = io.StringIO()
    render_plans(Page(out, width=160), store.plans())
    assert "ke-hoach-mau" in out.getvalue()
    assert "02/2026" in out.getvalue()
    out = io.StringIO()
    plan = store.plan("ke-hoach-mau")
    render_plan(Page(out), plan)
    for clause in plan.root.walk():
        assert clause.id in out.getvalue() or clause is plan.root


def test_a_clause_is_shown_word_for_word_with_what_stands_below_it(store: Store) -> None:
    plan = store.plan("ke-hoach-mau")
    clause = plan.root.children[1]
    out = io.StringIO()
    render_clause(Page(out), plan, clause)
    for line in clause.span.of(plan.text).strip().splitlines():
        assert line in out.getvalue()
