"""Lists of obligations: complete, counted, by role, period, group and subject."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.answering import Library
from assistant.model import AnswerStatus, Intent, Text
from ingest.agencies import is_member
from ingest.model import DeadlineKind, Role
from ingest.store import ObligationQuery
from tests.assistant.conftest import AS_OF, Ask
from tests.assistant.read_answers import headings, ids, listed, quotes, says, stored
from tests.assistant.test_plans_named import DIRECTIVE, DISASTER, FOOD, TOURISM

LISTS = [
    ("Sở Y tế tỉnh Lạc Hà phải làm gì theo kế hoạch phòng, chống thiên tai?", "so-y-te", DISASTER),
    ("so y te tinh lac ha phai lam gi theo ke hoach phong chong thien tai", "so-y-te", DISASTER),
    ("List the duties of Sở Y tế under the Lạc Hà disaster plan", "so-y-te", DISASTER),
    ("Liệt kê nhiệm vụ Chỉ thị 06/CT-UBND giao cho Văn phòng UBND tỉnh", "van-phong-ubnd-tinh", DIRECTIVE),
    ("Công an xã Đồng Mây phải làm gì?", "cong-an-xa", FOOD),
    ("Sở Du lịch Vân Khê phải làm gì?", "so-du-lich", TOURISM),
    ("sxd ở vân khê p lm j", "so-xay-dung", TOURISM),
]


@pytest.mark.parametrize(("question", "agency_id", "plan_id"), LISTS)
def test_a_list_is_complete(ask: Ask, library: Library, question: str, agency_id: str, plan_id: str) -> None:
    given = ask(question)
    wanted = stored(library, agency_id, plan_id)
    assert wanted
    assert given.status is AnswerStatus.ANSWERED
    assert ids(listed(given)) == ids(wanted)
    assert given.total_obligations == len(wanted)


@pytest.mark.parametrize(("question", "agency_id", "plan_id"), LISTS)
def test_a_list_says_how_many_it_has_and_of_which_sort(
    ask: Ask, library: Library, question: str, agency_id: str, plan_id: str
) -> None:
    given = ask(question)
    wanted = stored(library, agency_id, plan_id)
    lead = given.text.splitlines()[0]
    assert re.search(rf"\b{len(wanted)} (nhiệm vụ|obligations)\b", lead)
    groups = [int(n) for n in re.findall(r"\((\d+)\)$", headings(given), re.MULTILINE)]
    assert sum(groups) == len(wanted)
    items = [line for line in given.text.splitlines() if line.startswith("- ")]
    assert len(items) == len(wanted)


def test_a_list_without_a_plan_has_every_plan_that_names_the_agency(ask: Ask, library: Library) -> None:
    given = ask("Sở Y tế phải làm gì?")
    assert ids(listed(given)) == ids(stored(library, "so-y-te", DIRECTIVE)) | ids(stored(library, "so-y-te", DISASTER))


def test_what_only_a_group_is_given_stands_apart(ask: Ask) -> None:
    given = ask("Sở Y tế tỉnh Lạc Hà phải làm gì theo kế hoạch phòng, chống thiên tai?")
    shared = {f.quote for f in listed(given) if f.matched_as == "group"}
    assert shared
    assert says(given, "heading_group", agency="Sở Y tế", n=str(len(shared)))
    heading = max(i for i, block in enumerate(given.blocks) if block.kind == "h")  # theirs is the last
    below = {run.t for block in given.blocks[heading:] for run in block.runs if isinstance(run, Text)}
    assert shared <= below
    assert not below & ({f.quote for f in listed(given)} - shared)


def test_an_agency_that_only_groups_mean_is_told_so(ask: Ask, library: Library) -> None:
    given = ask("Sở Ngoại vụ phải làm gì theo Chỉ thị 06/CT-UBND?")
    assert given.status in (AnswerStatus.PARTIAL, AnswerStatus.NOT_FOUND)
    assert says(given, "only_in_groups", agency="Sở Ngoại vụ")
    assert ids(listed(given)) == ids(stored(library, "so-ngoai-vu", DIRECTIVE))


def test_a_role_filters(ask: Ask, library: Library) -> None:
    given = ask("Sở Khoa học và Công nghệ chủ trì việc gì trong Chỉ thị 06/CT-UBND?")
    assert ids(listed(given)) == ids(stored(library, "so-khoa-hoc-va-cong-nghe", DIRECTIVE, role=Role.LEAD))
    for found in listed(given):
        assert any(
            actor.role is Role.LEAD
            and (
                actor.agency_id == "so-khoa-hoc-va-cong-nghe" or is_member("so-khoa-hoc-va-cong-nghe", actor.agency_id)
            )
            for actor in found.obligation.actors
        )


def test_role_and_period_filter_together(ask: Ask, library: Library) -> None:
    given = ask("Sở Xây dựng chủ trì những việc gì ở Vân Khê trong quý IV năm 2026?")
    window = {"due_from": date(2026, 10, 1), "due_to": date(2026, 12, 31)}
    wanted = stored(library, "so-xay-dung", TOURISM, role=Role.LEAD, **window)
    assert wanted
    assert ids(listed(given)) == {f.obligation.id for f in wanted if f.obligation.deadline}


def test_a_period_leaves_out_what_has_no_date_and_says_how_many(ask: Ask, library: Library) -> None:
    given = ask("Các việc của Sở Xây dựng ở Vân Khê trước tháng 6 năm 2027")
    undated = [f for f in stored(library, "so-xay-dung", TOURISM) if f.obligation.deadline is None]
    assert undated
    assert not ids(undated) & ids(listed(given))
    assert says(given, "undated_left_out", n=str(len(undated)))


def test_a_period_keeps_what_is_due_in_it_and_nothing_that_is_due_outside(ask: Ask) -> None:
    given = ask("Sở Du lịch Vân Khê phải làm gì trong năm 2027?")
    for found in listed(given):
        deadline = found.obligation.deadline
        assert deadline is not None
        assert deadline.first is None or deadline.first <= date(2027, 12, 31)
        assert deadline.kind is DeadlineKind.RECURRING or deadline.last is None or deadline.last >= date(2027, 1, 1)


def test_this_month_counts_from_the_day_of_asking(ask: Ask) -> None:
    question = "Sở Nội vụ phải làm gì theo Chỉ thị 06/CT-UBND trong tháng này?"
    quote = "Hướng dẫn bố trí nhân lực và chế độ phụ cấp"
    assert quote in quotes(ask(question, as_of=date(2026, 4, 10)))
    assert quote not in quotes(ask(question, as_of=date(2026, 9, 10)))


def test_a_quoted_name_keeps_what_speaks_of_it(ask: Ask) -> None:
    given = ask("Sở Y tế làm gì về “bệnh án điện tử”?")
    (found,) = listed(given)
    assert "bệnh án điện tử" in found.quote
    assert says(given, "off_topic_left_out")


def test_a_topic_that_nothing_speaks_of_leaves_the_whole_list_and_says_so(ask: Ask, library: Library) -> None:
    given = ask("Công an xã Đồng Mây phải làm gì về đường sắt cao tốc?")
    assert ids(listed(given)) == ids(stored(library, "cong-an-xa", FOOD))
    assert says(given, "topic_not_found", topic="đường sắt cao tốc")


@pytest.mark.parametrize(
    "question",
    [
        "Trung tâm Văn hóa tỉnh Lạc Hà phải làm gì?",
        "Sở Tài nguyên Vũ trụ phải làm gì theo Chỉ thị 06/CT-UBND?",
    ],
)
def test_an_agency_that_no_plan_names_gets_no_duties(ask: Ask, question: str) -> None:
    given = ask(question)
    assert given.status is AnswerStatus.NOT_FOUND
    assert given.obligations == ()
    assert given.total_obligations == 0
    assert says(given, "not_found_agency")


def test_a_yearly_day_outside_the_period_is_not_due_in_it(ask: Ask) -> None:
    given = ask("Việc của Sở Nội vụ theo Chỉ thị 06 phải xong trong quý II năm 2026")
    assert "trước ngày 15 tháng 6" in given.text
    assert "trước ngày 15 tháng 12" not in given.text


def test_what_agencies_concerned_are_given_is_counted_and_not_listed(ask: Ask) -> None:
    given = ask("Sở Y tế phải làm gì theo kế hoạch phòng, chống thiên tai của tỉnh Lạc Hà?")
    assert says(given, "related_left_out")
    assert all("liên quan" not in (f.matched_name or "") for f in listed(given))


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch của xã Đồng Mây có bao nhiêu nhiệm vụ?",
        "liet ke tat ca nhiem vu trong ke hoach cua xa Dong May",
        "How many tasks are in the plan of Đồng Mây commune?",
    ],
)
def test_a_whole_plan_is_counted_and_listed(ask: Ask, library: Library, question: str) -> None:
    given = ask(question)
    everything, total = library.store.obligations(ObligationQuery(plan_ids=(FOOD,)))
    assert ids(listed(given)) == ids(everything)
    assert given.total_obligations == total
    assert str(total) in given.text.splitlines()[0]


def test_a_whole_plan_by_role(ask: Ask, library: Library) -> None:
    given = ask("Liệt kê các nhiệm vụ chủ trì trong kế hoạch của xã Đồng Mây")
    everything, _ = library.store.obligations(ObligationQuery(plan_ids=(FOOD,), role=Role.LEAD))
    assert ids(listed(given)) == ids(everything)


def test_plans_with_duties_of_its_own_come_before_plans_with_groups_only(ask: Ask) -> None:
    given = ask("Sở Nội vụ phải làm gì trong quý II năm 2026?")
    plans = list(dict.fromkeys(f.obligation.plan_id for f in listed(given)))
    own = {f.obligation.plan_id for f in listed(given) if f.matched_as != "group"}
    assert plans[: len(own)] == [p for p in plans if p in own]


def test_all_that_is_due_this_month_is_asked_of_all_plans(ask: Ask) -> None:
    given = ask("Những nhiệm vụ nào đến hạn trong quý II năm 2026?")
    assert len({f.obligation.plan_id for f in listed(given)}) > 1


def test_overdue_is_what_should_have_been_done_before_today(ask: Ask) -> None:
    given = ask("Nhiệm vụ nào quá hạn rồi?")
    lasts = [f.obligation.deadline.last for f in listed(given) if f.obligation.deadline]
    assert lasts
    assert all(last is not None and last < AS_OF for last in lasts)


def test_what_has_no_deadline_has_none(ask: Ask, library: Library) -> None:
    given = ask("Nhiệm vụ nào trong kế hoạch của xã Đồng Mây không có thời hạn?")
    everything, _ = library.store.obligations(ObligationQuery(plan_ids=(FOOD,)))
    assert ids(listed(given)) == {f.obligation.id for f in everything if f.obligation.deadline is None}


def test_a_list_goes_on_with_the_other_role(ask: Ask) -> None:
    given = ask("còn phối hợp thì sao?", "Sở Nội vụ phải làm gì theo Chỉ thị 06?")
    assert [a.agency_id for a in given.understanding.agencies] == ["so-noi-vu"]
    assert given.understanding.intent is Intent.OBLIGATIONS


def test_a_calendar_of_an_agency_without_dates_is_nobody_elses(ask: Ask) -> None:
    given = ask("Liệt kê các mốc thời hạn của Hội Nông dân xã Đồng Mây trong kế hoạch an toàn thực phẩm")
    assert says(given, "none_dated_ever")
    assert all(f.matched_as is not None for f in listed(given))
