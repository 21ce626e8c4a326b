"""Follow-ups: what a question leaves out comes from the questions before, what it says itself does not."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.model import Intent
from ingest.model import Role
from tests.assistant.conftest import Ask, Read
from tests.assistant.test_plans_named import DIRECTIVE, DISASTER, FOOD, TOURISM

HEALTH = "Sở Y tế tỉnh Lạc Hà phải làm gì theo kế hoạch phòng, chống thiên tai?"
HEALTH_EN = "What must the Department of Health do under the Lạc Hà disaster plan?"


@pytest.mark.parametrize(
    ("before", "question", "agency_id", "plan_id"),
    [
        (HEALTH, "Còn Sở Nội vụ?", "so-noi-vu", DISASTER),
        (HEALTH, "Còn Sở Nội vụ thì sao?", "so-noi-vu", DISASTER),
        (HEALTH, "vay con cong an tinh", "cong-an-tinh", DISASTER),
        (HEALTH, "thế skhcn thì s", "so-khoa-hoc-va-cong-nghe", DISASTER),
        (HEALTH_EN, "And the Department of Finance?", "so-tai-chinh", DISASTER),
        (HEALTH_EN, "What about Sở Xây dựng?", "so-xay-dung", DISASTER),
        ("Công an xã Đồng Mây phải làm gì?", "Thế còn Trạm Y tế?", "tram-y-te", FOOD),
    ],
)
def test_another_agency_is_asked_the_same_of_the_same_plan(
    read: Read, before: str, question: str, agency_id: str, plan_id: str
) -> None:
    understanding = read(question, before)
    assert understanding.follow_up
    assert understanding.intent is Intent.OBLIGATIONS
    assert [a.agency_id for a in understanding.agencies] == [agency_id]
    assert understanding.plan_ids == (plan_id,)


def test_a_period_lasts_until_another_is_named(read: Read) -> None:
    before = "Sở Y tế tỉnh Lạc Hà phải làm gì trong quý II năm 2026?"
    kept = read("Còn Sở Nội vụ?", before).period
    assert kept is not None
    assert (kept.first, kept.last) == (date(2026, 4, 1), date(2026, 6, 30))
    changed = read("Còn trong quý III năm 2026?", before).period
    assert changed is not None
    assert changed.first == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("before", "question", "intent", "words"),
    [
        ("Ở xã Đồng Mây, ai lấy mẫu xét nghiệm thực phẩm?", "Khi nào phải xong?", Intent.WHEN, {"mẫu", "nghiệm"}),
        ("o xa dong may ai lay mau xet nghiem", "han la ngay nao", Intent.WHEN, {"mau", "nghiem"}),
        ("Ai ở Đồng Mây khử khuẩn chợ?", "Ở đâu?", Intent.HOW_WHERE, {"khử", "khuẩn"}),
        ("Who disinfects the market in Đồng Mây?", "And by when?", Intent.WHEN, {"market"}),
    ],
)
def test_a_question_without_a_topic_keeps_that_of_the_question_before(
    read: Read, before: str, question: str, intent: Intent, words: set[str]
) -> None:
    understanding = read(question, before)
    assert understanding.intent is intent
    assert understanding.follow_up
    assert words <= set(understanding.context.split())
    assert understanding.plan_ids == (FOOD,)


def test_a_section_lasts_for_a_question_without_a_topic(read: Read) -> None:
    before = "Tóm tắt mục III.4 kế hoạch phòng, chống thiên tai tỉnh Lạc Hà"
    understanding = read("Ai chủ trì?", before)
    assert understanding.section == "III.4"
    assert (understanding.intent, understanding.role) == (Intent.WHO, Role.LEAD)


def test_the_plan_lasts_over_several_questions(read: Read) -> None:
    understanding = read("Ai tổng hợp?", HEALTH, "Tỷ lệ che phủ rừng phải đạt bao nhiêu?", "Khi nào?")
    assert understanding.plan_ids == (DISASTER,)


@pytest.mark.parametrize(
    ("before", "question", "plan_ids"),
    [
        (HEALTH, "Ở xã Đồng Mây, ai tổng hợp báo cáo an toàn thực phẩm?", (FOOD,)),
        (HEALTH, "Chỉ thị 06/CT-UBND giao gì cho Sở Nội vụ?", (DIRECTIVE,)),
        ("Công an xã Đồng Mây phải làm gì?", "Còn Công an thành phố Vân Khê?", (TOURISM,)),
    ],
)
def test_a_question_that_names_its_own_plan_leaves_the_one_before(
    read: Read, before: str, question: str, plan_ids: tuple[str, ...]
) -> None:
    assert read(question, before).plan_ids == plan_ids


def test_a_change_of_topic_brings_nothing_along_but_the_plan(read: Read) -> None:
    understanding = read("Tỷ lệ che phủ rừng phải đạt bao nhiêu phần trăm?", HEALTH)
    assert not understanding.follow_up
    assert understanding.agencies == ()
    assert understanding.context == ""
    assert understanding.plan_ids == (DISASTER,)


@pytest.mark.parametrize("question", ["Cảm ơn nhé", "cam on ban nhieu", "Thank you!", "Xin chào"])
def test_small_talk_asks_nothing_of_the_question_before(read: Read, question: str) -> None:
    understanding = read(question, HEALTH)
    assert understanding.intent is Intent.SMALLTALK
    assert understanding.agencies == ()


def test_a_greeting_before_leaves_a_question_as_it_is(read: Read) -> None:
    alone, greeted = read(HEALTH), read(HEALTH, "Xin chào")
    assert greeted.model_copy(update={"follow_up": alone.follow_up}) == alone


def test_who_is_asked_of_everybody(read: Read) -> None:
    """ "Thế ai phối hợp?" asks for agencies: the one of the question before is no filter."""
    understanding = read("Thế ai phối hợp?", HEALTH)
    assert understanding.agencies == ()
    assert (understanding.intent, understanding.role) == (Intent.WHO, Role.COORDINATE)


def test_the_same_question_of_another_plan(ask: Ask) -> None:
    given = ask("Còn kế hoạch phòng chống thiên tai thì sao?", "Sở Y tế phải làm gì theo Chỉ thị 06?")
    assert [a.agency_id for a in given.understanding.agencies] == ["so-y-te"]
    assert given.understanding.plan_ids == (DISASTER,)
    assert given.obligations
