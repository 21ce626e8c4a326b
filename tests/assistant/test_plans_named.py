"""Which plans a question names: number, kind, place and title tell plans apart; a year or a common word names none."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.library import Library
from assistant.model import Question
from assistant.understand import understand
from assistant.understand.plans import PlanNames, place_names
from ingest.model import IssuedDate
from ingest.store import PlanHead, Store
from ingest.text import fold
from tests.assistant.conftest import AS_OF, Read
from tests.factories import make_plan

DIRECTIVE = "lac-ha-2026-chi-thi-dich-vu-cong"
DISASTER = "lac-ha-2026-thien-tai-chay-rung"
FOOD = "dong-may-2025-an-toan-thuc-pham"
TOURISM = "van-khe-2026-du-lich-cong-dong"

ONE_PLAN = [
    # by number
    ("Chỉ thị 06/CT-UBND giao gì cho Sở Y tế?", DIRECTIVE),
    ("chi thi so 06/ct-ubnd giao gi cho so y te", DIRECTIVE),
    ("Theo Chỉ thị số 06/CT-UBND, ai chịu trách nhiệm?", DIRECTIVE),
    ("Kế hoạch 21/KH-UBND giao gì cho Công an xã?", FOOD),
    ("12/CTr-UBND nói gì về kinh phí?", TOURISM),
    ("What does 12/CTr-UBND say about funding?", TOURISM),
    # by place
    ("Xã Đồng Mây phải làm gì?", FOOD),
    ("o dong may ai bao cao", FOOD),
    ("Thành phố Vân Khê chi bao nhiêu?", TOURISM),
    ("tp vân khê chi bn", TOURISM),
    ("How much will Vân Khê city spend?", TOURISM),
    # by title
    ("Kế hoạch phòng, chống thiên tai giao gì cho Sở Y tế?", DISASTER),
    ("ke hoach phong chay chua chay rung noi gi", DISASTER),
    ("Chương trình phát triển du lịch cộng đồng có mấy mục tiêu?", TOURISM),
    ("Chỉ thị đẩy mạnh số hóa hồ sơ yêu cầu những gì?", DIRECTIVE),
    ("Kế hoạch bảo đảm an toàn thực phẩm năm 2025", FOOD),
    # two plans of one place: the kind or the title decides
    ("Chỉ thị của tỉnh Lạc Hà giao gì cho Sở Nội vụ?", DIRECTIVE),
    ("Kế hoạch của tỉnh Lạc Hà giao gì cho Sở Nội vụ?", DISASTER),
    ("Lạc Hà phòng, chống thiên tai ra sao?", DISASTER),
    ("Lạc Hà cung cấp dịch vụ công trực tuyến ra sao?", DIRECTIVE),
    ("Who does what under the Lạc Hà disaster plan?", DISASTER),
]

NO_PLAN = [
    "Sở Y tế phải làm gì?",
    "Sở Xây dựng phải làm gì trong năm 2026?",  # a year is no plan, though three plans have it
    "Kế hoạch nào nói về cây xanh?",
    "Ai chủ trì?",
    "Kinh phí lấy từ nguồn nào?",
    "kế hoạch 99/KH-UBND giao gì cho Sở Y tế",  # nobody's number
    "Tỉnh Bình Sơn phải làm gì?",  # a place that no plan has
    "What are the targets for 2030?",
    "06",  # a number alone is no plan's
]

BOTH_OF_LAC_HA = ["Tỉnh Lạc Hà phải làm gì?", "lac ha phai lam gi", "What must Lạc Hà province do?"]


@pytest.mark.parametrize(("question", "plan_id"), ONE_PLAN)
def test_a_question_names_its_plan(read: Read, question: str, plan_id: str) -> None:
    understanding = read(question)
    assert understanding.plan_ids == (plan_id,)
    assert understanding.plan_named


@pytest.mark.parametrize("question", NO_PLAN)
def test_a_question_that_names_no_plan_is_given_none(read: Read, question: str) -> None:
    understanding = read(question)
    assert understanding.plan_ids == ()
    assert not understanding.plan_named


@pytest.mark.parametrize("question", BOTH_OF_LAC_HA)
def test_a_place_with_two_plans_names_both(read: Read, question: str) -> None:
    assert set(read(question).plan_ids) == {DIRECTIVE, DISASTER}


@pytest.mark.parametrize(
    ("question", "plan_ids"),
    [
        ("So sánh kế hoạch của xã Đồng Mây và chương trình của thành phố Vân Khê", {FOOD, TOURISM}),
        ("Đồng Mây và Vân Khê khác nhau gì về kinh phí?", {FOOD, TOURISM}),
        ("How do the plans of Đồng Mây and Vân Khê differ?", {FOOD, TOURISM}),
    ],
)
def test_a_question_about_two_places_names_a_plan_of_each(read: Read, question: str, plan_ids: set[str]) -> None:
    assert set(read(question).plan_ids) == plan_ids


def test_the_caller_may_name_the_plans_instead(library: Library) -> None:
    question = Question(text="Kế hoạch của xã Đồng Mây giao gì?", as_of=AS_OF, plan_ids=(TOURISM,))
    assert understand(question, library).plan_ids == (TOURISM,)


HEADS: list[tuple[str, str, str, str, int]] = [
    # id, number, title, place, year
    ("xa-2025", "07/KH-UBND", "Chăm sóc cây xanh trên địa bàn xã năm 2025", "xã Đồng Mây", 2025),
    ("xa-2026", "09/KH-UBND", "Chăm sóc cây xanh trên địa bàn xã năm 2026", "xã Đồng Mây", 2026),
    ("phuong", "11/KH-UBND", "Chăm sóc cây xanh trên địa bàn phường năm 2026", "phường Đồng Mây", 2026),
    ("tinh", "110/KH-UBND", "Chỉnh trang bến thuyền năm 2026", "tỉnh Lạc Hà", 2026),
]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> PlanNames:
    """Four plans that differ in one thing each: the year, the kind of place, the subject."""
    store = Store.open(tmp_path_factory.mktemp("named") / "store")
    for plan_id, number, title, place, year in HEADS:
        plan = make_plan(plan_id, number=number, title=title)
        store.save(plan.model_copy(update={"place": place, "issued": IssuedDate(year=year, month=2)}), [])
    heads: tuple[PlanHead, ...] = store.plans()
    store.close()
    return PlanNames(heads)


def best(names: PlanNames, question: str) -> str | None:
    folded = fold(question)
    found = names.named(folded, " ".join(folded.replace(",", " ").replace("?", " ").split()))
    return found[0].head.id if found else None


@pytest.mark.parametrize(
    ("question", "plan_id"),
    [
        ("Kế hoạch cây xanh xã Đồng Mây năm 2025", "xa-2025"),
        ("Kế hoạch cây xanh xã Đồng Mây năm 2026", "xa-2026"),
        ("kế hoạch cây xanh phường Đồng Mây", "phuong"),
        ("kế hoạch 07/KH-UBND của xã Đồng Mây", "xa-2025"),
        ("kế hoạch 11/KH-UBND", "phuong"),
        ("kế hoạch 110/KH-UBND", "tinh"),  # 11 is no 110
        ("tỉnh Lạc Hà chỉnh trang bến thuyền", "tinh"),
        ("năm 2025 làm gì", None),
        ("kế hoạch năm 2026", None),
        ("cây", None),
    ],
)
def test_year_kind_of_place_and_number_tell_plans_apart(names: PlanNames, question: str, plan_id: str | None) -> None:
    assert best(names, question) == plan_id


def test_plans_that_the_question_cannot_tell_apart_are_all_named(names: PlanNames) -> None:
    folded = fold("xã Đồng Mây làm gì")
    assert {n.head.id for n in names.named(folded, folded)} >= {"xa-2025", "xa-2026"}


def test_a_place_is_its_kind_and_its_name(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    store.save(make_plan().model_copy(update={"place": "xã Đồng Mây, TP Vân Khê"}), [])
    (head,) = store.plans()
    store.close()
    assert place_names(head) == (("xa", "dong may"), ("thanh pho", "van khe"))
