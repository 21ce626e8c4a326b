"""A plan's own number, date and signer, each with the line that prints it; names and telephone numbers that no plan gives."""

from __future__ import annotations

import pytest

from assistant.model import AnswerStatus
from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    ("question", "value", "line"),
    [
        ("Ai ký kế hoạch của xã Đồng Mây?", "Lục Văn Tính", "Lục Văn Tính"),
        ("Who signed the plan of xã Đồng Mây?", "Lục Văn Tính", "Lục Văn Tính"),
        ("Kế hoạch của xã Đồng Mây mang số bao nhiêu?", "21/KH-UBND", "Số: 21/KH-UBND"),
        ("Kế hoạch của xã Đồng Mây ban hành ngày nào?", "14/2/2025", "ngày 14 tháng 02 năm 2025"),
        ("Ai ký Chỉ thị 06?", "Nông Thế Quảng", "Nông Thế Quảng"),
    ],
)
def test_a_documents_own_data_come_with_the_line_that_prints_them(
    ask: Ask, question: str, value: str, line: str
) -> None:
    given = ask(question)
    assert given.status is AnswerStatus.ANSWERED
    assert value in given.text
    (citation,) = given.citations
    assert line in citation.quote


def test_which_document_is_asked_back_where_none_is_named(ask: Ask) -> None:
    assert ask("Ai ký văn bản?").status is AnswerStatus.NEEDS_CLARIFICATION


@pytest.mark.parametrize(
    "question",
    [
        "Trạm trưởng trạm y tế xã Đồng Mây tên là gì?",
        "Giám đốc Sở Du lịch là ai?",
        "so dt cua tram y te xa dong may",
    ],
)
def test_a_person_or_a_telephone_number_that_no_plan_gives_is_not_found(ask: Ask, question: str) -> None:
    assert ask(question).status is AnswerStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "kept", "left_out"),
    [
        ("Trạm y tế xã Đồng Mây phải làm gì về thuốc?", "Chuẩn bị thuốc", "kiểm tra điểm giết mổ"),
        ("Sở Y tế phải làm gì về vệ sinh môi trường ở Lạc Hà?", "vệ sinh", "cơ số thuốc"),
    ],
)
def test_a_subject_is_read_with_its_marks(ask: Ask, question: str, kept: str, left_out: str) -> None:
    given = ask(question)
    assert kept in given.text
    assert left_out not in given.text
