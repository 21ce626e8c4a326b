"""What a question is about once agency, plan, period and function words are taken away; and what a list is about."""

from __future__ import annotations

import pytest

from assistant.understand.topics import subject_of, topic_words
from assistant.understand.wording import language, wording
from ingest.text import fold
from tests.assistant.conftest import Read


def topic(question: str) -> list[str]:
    return topic_words(wording(question), language(question))


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Ai làm sạch kênh Đồng?", "làm sạch kênh Đồng"),
        ("Khi nào thì nạo vét xong kênh?", "nạo vét xong kênh"),
        ("Tỷ lệ che phủ rừng là bao nhiêu?", "Tỷ lệ che phủ rừng"),
        ("ty le che phu rung la bao nhieu", "ty le che phu rung bao"),  # without marks "bao" may be "báo" or "bão"
        ("How many trees must be planted?", "trees planted"),
    ],
)
def test_function_words_carry_no_topic(question: str, kept: str) -> None:
    assert " ".join(topic(question)) == kept


@pytest.mark.parametrize(
    ("word", "question"),
    [
        ("báo", "Cho tôi biết việc lập báo nào?"),  # "bao" is a function word, "báo" is a newspaper
        ("bão", "Bao nhiêu cơn bão?"),
        ("đê", "Vậy đê thì sao?"),  # "để" is one, "đê" is a dyke
        ("củ", "Trồng củ gì?"),  # "cụ" is one
        ("cỏ", "Có cỏ không?"),
        ("lá", "Lá gì?"),
        ("tử", "Đến từ tử?"),
    ],
)
def test_a_word_typed_with_marks_is_that_word(word: str, question: str) -> None:
    assert word in [w.lower() for w in topic(question)]


@pytest.mark.parametrize(
    ("question", "gone"),
    [
        ("Sở Y tế tỉnh Lạc Hà dự trữ thuốc gì?", {"y", "te", "lac", "ha"}),  # agency and place
        ("Chỉ thị 06/CT-UBND nói gì về bệnh án điện tử?", {"06", "ct", "ubnd"}),  # number
        ("Tóm tắt mục III.4 kế hoạch phòng, chống thiên tai Lạc Hà", {"muc", "iii.4", "lac"}),  # section
        ("xã Đồng Mây kiểm tra chợ mấy lần", {"xa", "dong", "may"}),
    ],
)
def test_what_was_recognised_is_no_topic(read: Read, question: str, gone: set[str]) -> None:
    assert not gone & {fold(word) for word in read(question).topic.split()}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hộ gia đình phải đóng góp gì cho kênh?", "gia đình"),  # a group is a topic unless its duties are asked for
        ("Sở Y tế phải dự trữ thuốc và lương thực ở đâu?", "thuốc lương"),
    ],
)
def test_what_is_asked_about_stays(read: Read, question: str, said: str) -> None:
    assert set(said.split()) <= set(read(question).topic.split())


def subject(question: str) -> str:
    return subject_of(question, wording(question), language(question))[0]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Sở X phải làm gì về cháy rừng?", "cháy rừng"),
        ("Sở X có việc gì liên quan đến bệnh viện?", "bệnh viện"),
        ("so x lam gi ve benh vien", "benh vien"),
        ("What must it do about floods?", "floods"),
        ("List its duties on drainage, parks and markets", "drainage, parks, markets"),  # any of them will do
        ("Sở X phải làm gì?", ""),
        ("Ai chủ trì?", ""),
        ("Sở X làm gì trong năm 2026?", ""),  # a year is a period
        ("Nhiệm vụ ở mục “Bến thuyền sạch” là gì?", '"Bến thuyền sạch"'),  # a quoted name is taken whole
    ],
)
def test_a_list_is_about_what_stands_behind_its_preposition(question: str, expected: str) -> None:
    assert subject(question) == expected
