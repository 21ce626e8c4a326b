"""What a question asks for, in Vietnamese with and without marks, in chat spelling and in English."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.library import Library
from assistant.model import Intent, Question
from assistant.understand import understand
from ingest.model import Role
from tests.assistant.conftest import AS_OF, Read

INTENTS = {
    Intent.OBLIGATIONS: [
        "Sở Y tế tỉnh Lạc Hà phải làm gì?",
        "so y te tinh lac ha phai lam gi",
        "syt lạc hà p lm j",
        "Nhiệm vụ của Công an xã Đồng Mây",
        "Chỉ thị 06/CT-UBND giao cho Văn phòng UBND tỉnh những việc gì?",
        "What must the Department of Health do?",
        "list all tasks of Sở Du lịch",
    ],
    Intent.WHO: [
        "Ai chủ trì việc làm sạch dữ liệu đất đai?",
        "ai chu tri lam sach du lieu dat dai",
        "cq nào lo vụ này v",
        "Which agency leads the search and rescue?",
        "Thế ai phối hợp?",
    ],
    Intent.WHEN: [
        "Khi nào phải nạo vét xong?",
        "bao gio nao vet xong",
        "hạn nộp là ngày mấy z",
        "By when must it be finished?",
    ],
    Intent.REPORT: [
        "UBND các xã, phường báo cáo về đâu?",
        "cac thon gui bao cao cho ai",
        "bc quý gửi về đâu v ad",
        "To whom do the communes report?",
    ],
    Intent.TARGET: [
        "Tỷ lệ che phủ rừng phải đạt bao nhiêu?",
        "ty le che phu rung dat bao nhieu",
        "How many sites must be recognised by 2030?",
    ],
    Intent.FUNDING: [
        "Kinh phí lấy từ nguồn nào?",
        "kinh phi lay tu dau",
        "kp lấy ở đâu",
        "Where does the funding come from?",
    ],
    Intent.HOW_WHERE: ["Kết quả được công khai ở đâu?", "cong khai o dau", "Where will it be published?"],
    Intent.SUMMARY: ["Tóm tắt kế hoạch của xã Đồng Mây", "tom tat ke hoach giup mk", "Summarise the Lạc Hà directive"],
    Intent.ABBREVIATION: ["PCTT là gì?", "attp viet tat cua tu gi", "What does OCOP stand for?"],
    Intent.CALENDAR: [
        "Lập lịch các mốc thời hạn của Chỉ thị 06/CT-UBND",
        "viec nao sap den han",
        "list all the deadlines in 2026",
    ],
    Intent.COMPARE: [
        "So sánh nhiệm vụ của Sở Nội vụ và Sở Tài chính",
        "so noi vu va so tai chinh khac nhau gi",
        "Compare Sở Y tế and Sở Nội vụ",
    ],
    Intent.YES_NO: [
        "Sở Du lịch có chủ trì lập quy hoạch không?",
        "so du lich co phai bao cao khong",
        "Does Sở Du lịch lead the master plan?",
    ],
    Intent.DOCUMENT: [
        "Kế hoạch của xã Đồng Mây số bao nhiêu?",
        "ai ky ke hoach cua xa dong may",
        "When was the plan of Đồng Mây issued?",
    ],
    Intent.SMALLTALK: ["Xin chào", "cam on ban", "Bạn là ai?", "hi", "What can you do?"],
}


@pytest.mark.parametrize(("intent", "question"), [(i, q) for i, questions in INTENTS.items() for q in questions])
def test_the_intent_of_a_question(read: Read, intent: Intent, question: str) -> None:
    assert read(question).intent is intent


def test_every_intent_that_can_be_asked_for_is_in_the_table() -> None:
    assert set(Intent) - set(INTENTS) == {
        Intent.OUT_OF_SCOPE
    }  # a question is known to be outside only by finding nothing


@pytest.mark.parametrize(
    "question",
    [
        "Hi vọng đạt bao nhiêu phần trăm?",  # "hi" is no greeting here
        "Xin chào, Sở Y tế phải làm gì?",  # a question after a greeting is a question
        "Cảm ơn, còn Sở Nội vụ phải làm gì?",
        "Ai chào đón du khách ở bến thuyền?",
    ],
)
def test_a_question_with_a_polite_word_is_no_small_talk(read: Read, question: str) -> None:
    assert read(question).intent is not Intent.SMALLTALK


@pytest.mark.parametrize(
    ("question", "agency_ids"),
    [
        ("Sở Xây dựng phải làm gì?", ["so-xay-dung"]),
        ("so xay dung phai lam gi", ["so-xay-dung"]),
        ("sxd p lm j", ["so-xay-dung"]),
        ("sở xây dưng phải làm gì", ["so-xay-dung"]),  # a mark mistyped
        ("Sở Xây dụng phải làm gì", ["so-xay-dung"]),
        ("Sở Khoa hoc Công nghệ làm gì", ["so-khoa-hoc-va-cong-nghe"]),  # "và" left out
        ("SKHCN làm gì?", ["so-khoa-hoc-va-cong-nghe"]),
        ("Department of Science and Technology: what must it do?", ["so-khoa-hoc-va-cong-nghe"]),
        ("Công an tỉnh làm gì?", ["cong-an-tinh"]),
        ("Công an xã làm gì?", ["cong-an-xa"]),  # the level tells police from police
        ("Công an thành phố làm gì?", ["cong-an-thanh-pho"]),
        ("ca tỉnh làm gì", ["cong-an-tinh"]),
        ("bộ chỉ huy quân sự tỉnh chủ trì việc gì", ["bo-chi-huy-quan-su-tinh"]),
        (
            "chi cuc kiem lam phai lam gi",
            ["chi-cuc-kiem-lam"],
        ),  # registered nowhere else than in a plan or the register
        ("Sở Y tế và Sở Tài chính phải làm gì?", ["so-y-te", "so-tai-chinh"]),
        ("Sở Y tế, Sở Y tế và syt làm gì?", ["so-y-te"]),  # the same agency is asked about once
        ("Ai phải làm gì?", []),
        ("Những sở nào phải báo cáo?", []),  # asks for some and names none
        ("Phường nào phải báo cáo?", []),
        ("Trồng cây ở đâu?", []),
    ],
)
def test_the_agencies_of_a_question(read: Read, question: str, agency_ids: list[str]) -> None:
    assert [a.agency_id for a in read(question).agencies] == agency_ids


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch phòng, chống thiên tai của UBND tỉnh Lạc Hà giao gì cho Sở Y tế?",
        "Theo chương trình do UBND thành phố Vân Khê ban hành, Sở Y tế làm gì?",
        "UBND tỉnh Lạc Hà giao Sở Y tế việc gì?",
    ],
)
def test_an_issuer_that_only_names_its_plan_is_not_asked_about(read: Read, question: str) -> None:
    assert [a.agency_id for a in read(question).agencies] == ["so-y-te"]


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Sở Y tế chủ trì việc gì?", Role.LEAD),
        ("so y te chu tri viec gi", Role.LEAD),
        ("What does Sở Y tế lead?", Role.LEAD),
        ("Sở Y tế phối hợp những việc gì?", Role.COORDINATE),
        ("Sở Y tế phải làm gì?", None),
        ("Sở Y tế chủ trì và phối hợp những việc gì?", None),  # both is no restriction
    ],
)
def test_the_role_of_a_question(read: Read, question: str, role: Role | None) -> None:
    assert read(question).role is role


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("trước tháng 6", None, date(2026, 5, 31)),  # of the year of asking; the month itself is too late
        ("truoc thang 6", None, date(2026, 5, 31)),
        ("trc tháng 6", None, date(2026, 5, 31)),
        ("trước ngày 30/6/2026", None, date(2026, 6, 29)),
        ("đến hết năm 2026", None, date(2026, 12, 31)),
        ("by 2026", None, date(2026, 12, 31)),
        ("before June 2026", None, date(2026, 5, 31)),
        ("trong quý II năm 2026", date(2026, 4, 1), date(2026, 6, 30)),
        ("in Q2 2026", date(2026, 4, 1), date(2026, 6, 30)),
        ("trong tháng này", date(2026, 3, 1), date(2026, 3, 31)),
        ("thang nay", date(2026, 3, 1), date(2026, 3, 31)),
        ("trong năm nay", date(2026, 1, 1), date(2026, 12, 31)),
        ("từ năm 2027 đến năm 2028", date(2027, 1, 1), date(2028, 12, 31)),
        ("trong 30 ngày tới", AS_OF, date(2026, 4, 19)),
    ],
)
def test_a_period_restricts(read: Read, words: str, first: date | None, last: date | None) -> None:
    period = read(f"Sở Nội vụ phải làm gì {words}?").period
    assert period is not None
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    ("as_of", "last"), [(date(2026, 1, 31), date(2026, 1, 31)), (date(2028, 2, 1), date(2028, 2, 29))]
)
def test_this_month_counts_from_the_day_of_asking(read: Read, as_of: date, last: date) -> None:
    period = read("Sở Nội vụ phải làm gì trong tháng này?", as_of=as_of).period
    assert period is not None
    assert (period.first, period.last) == (last.replace(day=1), last)


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch phòng, chống thiên tai năm 2026 của UBND tỉnh Lạc Hà giao Sở Y tế việc gì?",
        "Kế hoạch an toàn thực phẩm xã Đồng Mây năm 2025 giao gì cho Trạm Y tế?",
        "ke hoach an toan thuc pham xa dong may nam 2025 giao gi cho tram y te",
        "Sở Nội vụ phải làm gì?",
        "Tháng hành động là gì?",
    ],
)
def test_a_year_that_names_the_plan_restricts_nothing(read: Read, question: str) -> None:
    assert read(question).period is None


def test_a_year_beside_a_plan_of_several_years_restricts(read: Read) -> None:
    period = read("Sở Du lịch phải làm gì trong năm 2027 theo chương trình của thành phố Vân Khê?").period
    assert period is not None
    assert (period.first, period.last) == (date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("Tóm tắt mục III.4 kế hoạch phòng, chống thiên tai Lạc Hà", "III.4"),
        ("tom tat muc III.4 ke hoach phong chong thien tai lac ha", "III.4"),
        ("Summarise section III.4 of the Lạc Hà disaster plan", "III.4"),
        ("Theo khoản 2 mục IV, ai thẩm định dự toán?", "IV.2"),
        ("Tóm tắt kế hoạch của xã Đồng Mây", None),
    ],
)
def test_the_section_of_a_question(read: Read, question: str, section: str | None) -> None:
    assert read(question).section == section


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("PCTT là gì?", "PCTT"),
        ("OCOP viết tắt của từ gì?", "OCOP"),
        ("“IOC” nghĩa là gì?", "IOC"),
        ("What does DVCTT stand for?", "DVCTT"),
        ("TTHC phải số hóa xong khi nào?", None),  # used, not asked about
    ],
)
def test_the_short_form_that_is_asked_about(read: Read, question: str, short: str | None) -> None:
    assert read(question).short_form == short


@pytest.mark.parametrize(
    ("question", "sorts"),
    [
        ("Tổng kinh phí là bao nhiêu tỷ đồng?", {"money"}),
        ("muc phat la bao nhieu", {"money"}),
        ("Số điện thoại của Trạm Y tế?", {"phone"}),
        ("Who is the director of Sở Du lịch?", {"person", "who"}),
        ("Ngày nào phải nộp?", {"day"}),
        ("Bao nhiêu km đường băng?", {"length", "count"}),
        ("Đạt bao nhiêu phần trăm?", {"percent", "count"}),
    ],
)
def test_the_sorts_of_value_that_a_question_wants(read: Read, question: str, sorts: set[str]) -> None:
    assert sorts <= read(question).asks


def test_a_question_for_duties_wants_no_single_value(read: Read) -> None:
    assert not read("Sở Y tế tỉnh Lạc Hà phải làm gì?").asks


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=300), history=st.lists(st.text(max_size=80), max_size=2))
def test_whatever_is_typed_is_understood_as_something(library: Library, text: str, history: list[str]) -> None:
    understanding = understand(Question(text=text, as_of=AS_OF, history=tuple(history)), library)
    assert understanding.text == text.strip()
    assert set(understanding.plan_ids) <= {head.id for head in library.heads}
