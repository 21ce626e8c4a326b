"""Layouts of real offices in documents of our own: decision with an attached plan or regulation, Party programme, dispatch,
conclusions, annexes, amendment. What is expected stands beside each (``python -m tests.golden.rewrite`` rewrites it; review the
diff).
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Level, Plan
from ingest.obligations import find_obligations
from ingest.reading import read_plan
from tests.golden.rewrite import layout_files, layout_lines

FILES = layout_files()


def plan_of(source: str, name: str = "van-ban.txt") -> Plan:
    return read_plan(source.encode(), name)


def text_of(name: str) -> str:
    return next(path for path in FILES if path.stem == name).read_text("utf-8")


def ids(plan: Plan) -> list[str]:
    return [clause.id for clause in plan.root.walk()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_layout_reads_as_its_tree_file_says(path: Path) -> None:
    expected = path.with_suffix(".tree").read_text("utf-8")
    assert "\n".join(layout_lines(plan_of(path.read_text("utf-8"), path.name))) + "\n" == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_clean_document_raises_no_doubt(path: Path) -> None:
    assert plan_of(path.read_text("utf-8")).findings == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_ids_and_labels_are_unique_and_the_same_again(path: Path) -> None:
    plan = plan_of(path.read_text("utf-8"))
    labels = [clause.label for clause in plan.root.walk()]
    assert len(set(ids(plan))) == len(ids(plan))
    assert len(set(labels)) == len(labels)
    assert ids(plan_of(path.read_text("utf-8"))) == ids(plan)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_decomposed_letters_change_nothing(path: Path) -> None:
    source = path.read_text("utf-8")
    assert ids(plan_of(unicodedata.normalize("NFD", source))) == ids(plan_of(source))


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(FILES), st.floats(0, 1))
def test_a_document_cut_off_anywhere_is_read_whole(path: Path, share: float) -> None:
    source = path.read_text("utf-8")
    plan = plan_of(source[: max(40, int(len(source) * share))] + ".")
    clauses = list(plan.root.walk())
    assert "".join(clause.own.of(plan.text) for clause in clauses) == plan.text
    assert len({clause.id for clause in clauses}) == len(clauses)


def test_an_attached_plan_may_be_signed_and_have_annexes_of_its_own() -> None:
    signed = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLương Thế Bảo\n\nPHỤ LỤC\n"
    plan = plan_of(text_of("quyet-dinh-kem-ke-hoach").replace("PHỤ LỤC\n", signed))
    closes = [clause.id for clause in plan.root.walk() if clause.level is Level.CLOSING]
    assert closes == ["cuoi", "kem-theo.cuoi"]
    assert "kem-theo.phu-luc/r3" in ids(plan)
    assert plan.signer is not None
    assert plan.signer.position == "PHÓ CHỦ TỊCH"


def test_the_close_in_the_middle_gives_nobody_a_duty() -> None:
    plan = plan_of(text_of("quyet-dinh-kem-ke-hoach"))
    sections = {obligation.clause_id for obligation in find_obligations(plan)}
    assert {"dieu-3", "kem-theo.ii.1.a", "kem-theo.iii.2"} <= sections
    assert not {clause_id for clause_id in sections if "cuoi" in clause_id or "dau" in clause_id}


def test_an_attached_plan_is_found_without_the_line_kem_theo() -> None:
    source = text_of("quyet-dinh-kem-ke-hoach")
    line = next(line for line in source.splitlines() if line.startswith("(Ban hành"))
    assert "kem-theo.iii.1" in ids(plan_of(source.replace(line + "\n", "")))


def test_annexes_with_one_letterhead_each_are_parts_of_their_own() -> None:
    head = (
        "ỦY BAN NHÂN DÂN\nXÃ BẾN CÁT\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nPHỤ LỤC I\n"
    )
    found = ids(plan_of(text_of("ke-hoach-phu-luc").replace("PHỤ LỤC I\n", head)))
    assert {"phu-luc.tieu-de", "phu-luc-1/r5", "phu-luc-2.2.b"} <= set(found)


@pytest.mark.parametrize("number", ["I", "01", "SỐ 01", "1"])
def test_annexes_are_named_by_their_number(number: str) -> None:
    plan = plan_of(text_of("ke-hoach-phu-luc").replace("PHỤ LỤC I\n", f"PHỤ LỤC {number}\n"))
    label = next(clause.label for clause in plan.root.walk() if clause.id == "phu-luc-1/r3")
    assert label == f"Phụ lục {number.split()[-1]}, dòng bảng thứ 3"


def test_articles_that_skip_across_chapters_are_still_reported() -> None:
    source = (
        text_of("quyet-dinh-kem-quy-che").replace("Điều 4. Phòng", "Điều 5. Phòng").replace("Điều 5. Ủy", "Điều 6. Ủy")
    )
    codes = {finding.code for finding in plan_of(source).findings}
    assert codes & {"numbering_gap", "numbering_not_from_one"}


def test_articles_may_start_again_in_the_next_part() -> None:
    source = "Phần I\nMỘT\nĐiều 1. A\nĐiều 2. B\nPhần II\nHAI\nĐiều 1. C\nĐiều 2. D"
    plan = plan_of(source)
    assert not {f.code for f in plan.findings} & {"numbering_gap", "numbering_not_from_one", "numbering_repeated"}
    assert {"phan-1.dieu-2", "phan-2.dieu-2"} <= set(ids(plan))


def test_a_quotation_that_is_never_closed_hides_no_clause() -> None:
    source = text_of("quyet-dinh-sua-doi").replace("thép.”", "thép.")
    assert "dieu-1.3" in ids(plan_of(source))


def test_points_have_the_letters_of_the_decree() -> None:
    letters = list("abcdđeghiklmnopqrstuvxy")
    plan = plan_of("1. Các việc:\n" + "\n".join(f"{letter}) Việc {letter};" for letter in letters))
    points = [clause.id.removeprefix("1.") for clause in plan.root.walk() if clause.level is Level.DIEM]
    assert points == [letter.replace("đ", "dd") for letter in letters]
    assert not {f.code for f in plan.findings} & {"numbering_gap", "marker_misprinted"}


def test_inserted_points_follow_their_letter() -> None:
    plan = plan_of("1. Các việc:\na) Một;\na1) Hai;\nb) Ba;\nc) C;\nd) Bốn;\nđ) Năm;\nđ1) Sáu;\ne) Bảy.")
    assert ids(plan)[-8:] == ["1.a", "1.a1", "1.b", "1.c", "1.d", "1.dd", "1.dd1", "1.e"]
    assert "numbering_repeated" not in {f.code for f in plan.findings}
