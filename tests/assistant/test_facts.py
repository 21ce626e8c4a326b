"""Facts, short forms, summaries, calendars and comparisons, each with the words that say it."""

from __future__ import annotations

import pytest

from assistant.answering import Library
from assistant.model import AnswerStatus
from assistant.replies import sentence
from ingest.model import DeadlineKind, ObligationKind
from ingest.store import ObligationQuery
from tests.assistant.conftest import Ask
from tests.assistant.read_answers import ids, listed, quotes, says, stored
from tests.assistant.test_plans_named import DIRECTIVE, DISASTER, FOOD, TOURISM

FACTS = [
    # question, what a cited quote says, what the answer says
    (
        "Ai chủ trì việc làm sạch dữ liệu đất đai ở Lạc Hà?",
        "làm sạch dữ liệu đất đai",
        "Chủ trì: Sở Nông nghiệp và Môi trường.",
    ),
    ("ai chu tri lam sach du lieu dat dai o lac ha", "làm sạch dữ liệu đất đai", "Phối hợp: UBND các xã, phường."),
    ("Who leads the search and rescue in Lạc Hà?", "tìm kiếm cứu nạn", "Bộ Chỉ huy Quân sự tỉnh"),
    ("Cơ quan nào của Lạc Hà số hóa sổ hộ tịch lịch sử?", "số hóa sổ hộ tịch lịch sử", "Sở Tư pháp"),
    ("Cơ quan nào của Lạc Hà số hóa sổ hộ tịch lịch sử, thời hạn?", "số hóa sổ hộ tịch", "(chậm nhất 30/10/2026)"),
    (
        "Khi nào xã Đồng Mây phải cấp phát xong tờ rơi?",
        "1.200 tờ rơi đến hộ gia đình",
        "trước ngày 15/4/2025 (chậm nhất 14/04/2025)",
    ),
    (
        "Trước ngày nào phải đưa trợ lý ảo vào sử dụng ở Lạc Hà?",
        "đưa vào sử dụng trước ngày 01/7/2026",
        "chậm nhất 30/06/2026",
    ),
    (
        "UBND các xã, phường báo cáo Chương trình du lịch Vân Khê về đâu, trước ngày nào?",
        "Báo cáo kết quả về Sở Du lịch trước ngày 05 tháng 6",
        "Nơi nhận báo cáo, đề xuất: Sở Du lịch.",
    ),
    ("Tỷ lệ che phủ rừng ở Lạc Hà là bao nhiêu phần trăm?", "duy trì ổn định ở mức 57,5%", "57,5%"),
    ("ty le che phu rung o lac ha la bao nhieu", "duy trì ổn định ở mức 57,5%", "57,5%"),
    (
        "Kinh phí kế hoạch an toàn thực phẩm xã Đồng Mây là bao nhiêu?",
        "Kinh phí thực hiện Kế hoạch là 46,5 triệu đồng",
        "46,5 triệu đồng",
    ),
    ("Xã Đồng Mây công khai kết quả xét nghiệm thực phẩm ở đâu?", "công khai kết quả tại chợ", "loa truyền thanh"),
]


@pytest.mark.parametrize(("question", "quote", "said"), FACTS)
def test_a_fact_is_answered_with_the_words_that_say_it(ask: Ask, question: str, quote: str, said: str) -> None:
    given = ask(question)
    assert given.status is AnswerStatus.ANSWERED
    assert quote in given.citations[0].quote or quote in quotes(given)
    assert said in given.text


def test_yes_when_the_asked_agency_has_the_asked_role(ask: Ask) -> None:
    given = ask("Sở Xây dựng có chủ trì lập quy hoạch chi tiết khu phố cổ ven sông Ngọc không?")
    assert given.text.startswith(sentence("yes_role", "vi"))


@pytest.mark.parametrize(
    "question",
    [
        "Sở Du lịch có chủ trì lập quy hoạch chi tiết khu phố cổ ven sông Ngọc không?",
        "so du lich co chu tri lap quy hoach chi tiet khu pho co ven song ngoc khong",
    ],
)
def test_no_when_the_asked_agency_has_another_role_and_who_has_it(ask: Ask, question: str) -> None:
    given = ask(question)
    assert says(given, "no_role", agency="Sở Du lịch")
    assert "Chủ trì: Sở Xây dựng." in given.text
    assert "lập quy hoạch chi tiết khu phố cổ ven sông Ngọc" in quotes(given)


@pytest.mark.parametrize(
    ("question", "short", "long"),
    [
        ("PCTT trong kế hoạch của Lạc Hà là gì?", "PCTT", "phòng, chống thiên tai"),
        ("dvctt la viet tat cua chu gi", "DVCTT", "dịch vụ công trực tuyến"),
        ("What does ATTP stand for?", "ATTP", "an toàn thực phẩm"),
    ],
)
def test_a_short_form_is_spelled_out_as_the_plan_does(ask: Ask, question: str, short: str, long: str) -> None:
    given = ask(question)
    assert given.status is AnswerStatus.ANSWERED
    assert long in given.text
    assert short in quotes(given)


def test_a_short_form_that_no_plan_explains_is_shown_in_use_only(ask: Ask) -> None:
    given = ask("OCOP viết tắt của từ gì?")
    assert given.status is AnswerStatus.PARTIAL
    assert all("OCOP" in citation.quote for citation in given.citations)


@pytest.mark.parametrize("question", ["XYZQ viết tắt của từ gì?", "What does WXYZ stand for?"])
def test_a_short_form_that_no_plan_uses_is_not_found(ask: Ask, question: str) -> None:
    assert ask(question).status is AnswerStatus.NOT_FOUND


def test_a_summary_counts_what_the_plan_holds(ask: Ask, library: Library) -> None:
    given = ask("Tóm tắt kế hoạch của xã Đồng Mây")
    everything = library.store.obligations(ObligationQuery(plan_ids=(FOOD,)))[0]
    dated = [f for f in everything if f.obligation.deadline]
    assert says(given, "summary_counts", n=str(len(everything)), dated=str(len(dated)))
    assert given.total_obligations == len(everything)
    assert ids(dated) <= ids(listed(given))
    for kind in (ObligationKind.TARGET, ObligationKind.FUNDING, ObligationKind.REPORT):
        assert ids(f for f in everything if f.obligation.kind is kind) <= ids(listed(given))


def test_a_summary_of_a_section_has_its_obligations_and_no_others(ask: Ask, library: Library) -> None:
    given = ask("Tóm tắt mục III.4 kế hoạch phòng, chống thiên tai tỉnh Lạc Hà")
    everything = library.store.obligations(ObligationQuery(plan_ids=(DISASTER,)))[0]
    inside = [f for f in everything if f.obligation.section == "III.4"]
    assert inside
    assert ids(listed(given)) == ids(inside)


@pytest.mark.parametrize(
    ("question", "plan_id"),
    [
        ("Lập lịch các mốc thời hạn của Chỉ thị 06/CT-UBND", DIRECTIVE),
        ("List all the deadlines of the Vân Khê tourism programme", TOURISM),
    ],
)
def test_a_calendar_has_every_deadline_in_order_of_time(
    ask: Ask, library: Library, question: str, plan_id: str
) -> None:
    given = ask(question)
    everything = library.store.obligations(ObligationQuery(plan_ids=(plan_id,)))[0]
    assert ids(listed(given)) == {f.obligation.id for f in everything if f.obligation.deadline}
    days = []
    for found in listed(given):
        deadline = found.obligation.deadline
        assert deadline is not None
        day = deadline.last or deadline.first
        if deadline.kind is not DeadlineKind.RECURRING and day is not None:
            days.append(day)
    assert len(days) > 1
    assert days == sorted(days)


def test_a_calendar_of_an_agency_has_its_deadlines_alone(ask: Ask, library: Library) -> None:
    given = ask("Lập lịch các mốc thời hạn của Trạm Y tế xã Đồng Mây")
    assert ids(listed(given)) == {
        f.obligation.id for f in stored(library, "tram-y-te", FOOD) if f.obligation.deadline is not None
    }


def test_two_agencies_stand_side_by_side(ask: Ask, library: Library) -> None:
    given = ask("So sánh nhiệm vụ của Sở Nội vụ và Sở Tài chính trong Chỉ thị 06/CT-UBND")
    left = {f.obligation.id for f in stored(library, "so-noi-vu", DIRECTIVE) if f.matched_as == "named"}
    right = {f.obligation.id for f in stored(library, "so-tai-chinh", DIRECTIVE) if f.matched_as == "named"}
    assert left
    assert right
    assert ids(listed(given)) == left | right
    assert given.text.index(f"Sở Nội vụ: {len(left)} nhiệm vụ") < given.text.index(f"Sở Tài chính: {len(right)}")


def test_two_plans_stand_side_by_side(ask: Ask) -> None:
    given = ask("Kế hoạch của xã Đồng Mây và của thành phố Vân Khê khác nhau thế nào về kinh phí?")
    assert {citation.plan_id for citation in given.citations} == {FOOD, TOURISM}
    assert "46,5 triệu đồng" in given.text
    assert "312 tỷ đồng" in given.text
