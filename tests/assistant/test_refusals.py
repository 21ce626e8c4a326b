"""What no plan says is refused, small talk is answered, a question about nothing is asked back; both languages."""

from __future__ import annotations

import pytest

from assistant.answering import LONGEST_QUESTION, Library
from assistant.citations import values
from assistant.errors import BadQuestion
from assistant.model import AnswerStatus
from assistant.replies import sentence
from tests.assistant.conftest import Ask
from tests.assistant.read_answers import MARK, headings, quotes, says


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch phòng, chống thiên tai năm 2026 của UBND tỉnh Lạc Hà mang số bao nhiêu?",
        "ke hoach phong chong thien tai tinh lac ha mang so bao nhieu",
        "Kế hoạch phòng, chống thiên tai của Lạc Hà ban hành ngày nào?",  # the day is blank too
    ],
)
def test_what_the_copy_leaves_blank_is_not_found_and_it_says_why(ask: Ask, question: str) -> None:
    given = ask(question)
    assert given.status is AnswerStatus.NOT_FOUND
    assert says(given, "document_blank")
    assert given.citations == ()


def test_a_number_that_is_printed_is_given(ask: Ask) -> None:
    given = ask("Kế hoạch của xã Đồng Mây số bao nhiêu?")
    assert given.status is AnswerStatus.ANSWERED
    assert "21/KH-UBND" in given.text


UNANSWERABLE = [
    "Mức phạt tiền đối với người đốt nương gây cháy rừng ở tỉnh Lạc Hà là bao nhiêu?",  # money
    "How much does it cost to install one rain gauge station in Lạc Hà?",
    "so dien thoai truc ban cua tram y te xa dong may la bao nhieu",  # telephone
    "Số điện thoại của Sở Du lịch Vân Khê?",
    "Ở xã Đồng Mây, tiêm vắc xin cho trẻ em vào ngày nào?",  # date
    "Trung tâm Văn hóa tỉnh Lạc Hà phải tổ chức bao nhiêu buổi biểu diễn trong năm 2026?",  # count
    "Giám đốc Sở Du lịch Vân Khê là ai?",  # person
    "Who is the director of the Department of Tourism of Vân Khê city?",
    "thời tiết hôm nay thế nào",  # no plan's matter
    "Công thức nấu phở bò gia truyền?",
]


@pytest.mark.parametrize("question", UNANSWERABLE)
def test_what_no_plan_says_is_not_found(ask: Ask, question: str) -> None:
    given = ask(question)
    assert given.status in (AnswerStatus.NOT_FOUND, AnswerStatus.NEEDS_CLARIFICATION, AnswerStatus.OUT_OF_SCOPE)
    assert given.obligations == () or given.total_obligations == 0


@pytest.mark.parametrize("question", UNANSWERABLE)
def test_the_nearest_passage_is_labelled_as_no_answer(ask: Ask, question: str) -> None:
    given = ask(question)
    if not given.citations:
        return
    label = sentence("nearest", given.lang)
    before, found, after = given.text.partition(label)
    assert found
    assert not MARK.search(before)
    assert len(given.citations) == 1
    assert given.citations[0].quote in after


@pytest.mark.parametrize("question", UNANSWERABLE)
def test_a_refusal_invents_no_value(ask: Ask, library: Library, question: str) -> None:
    given = ask(question)
    metadata = "\n".join(f"{h.number} {h.title} {h.issuer} {h.place}" for h in library.heads)
    own = MARK.sub("", given.text)
    assert values(own) <= values(quotes(given)) | values(metadata) | values(question)


@pytest.mark.parametrize("question", ["Xin chào", "cảm ơn ad nhiều nhé", "Bạn là ai?", "Hello", "Thank you"])
def test_small_talk_is_answered_without_citing(ask: Ask, question: str) -> None:
    given = ask(question)
    assert given.status is AnswerStatus.SMALLTALK
    assert given.citations == ()
    assert given.text


@pytest.mark.parametrize("question", ["?", "cái gì", "…", "và"])
def test_a_question_about_nothing_is_asked_back(ask: Ask, question: str) -> None:
    given = ask(question)
    assert given.status is AnswerStatus.NEEDS_CLARIFICATION
    assert given.citations == ()


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "a" * (LONGEST_QUESTION + 1)])
def test_an_empty_or_overlong_question_is_refused(ask: Ask, text: str) -> None:
    with pytest.raises(BadQuestion):
        ask(text)


def test_the_longest_question_is_answered(ask: Ask) -> None:
    question = "Sở Y tế phải làm gì? ".ljust(LONGEST_QUESTION, "x")
    assert len(question) == LONGEST_QUESTION
    assert ask(question).status in AnswerStatus


def test_an_english_question_has_an_english_frame_around_vietnamese_quotes(ask: Ask) -> None:
    given = ask("What must Sở Y tế do under the Lạc Hà disaster plan?")
    assert given.lang == "en"
    assert "obligations in" in given.text
    assert "nhiệm vụ có thời hạn" not in headings(given)
    assert all(citation.quote in given.text for citation in given.citations)


def test_the_caller_may_choose_the_language(ask: Ask) -> None:
    question = "Tỷ lệ che phủ rừng ở Lạc Hà là bao nhiêu?"
    assert ask(question, lang="en").text.startswith("According to")
    assert ask(question).text.startswith("Theo")
