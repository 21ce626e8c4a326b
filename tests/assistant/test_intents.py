"""Every intent rule is fired by its own examples and by no example of another rule."""

from __future__ import annotations

import pytest

from assistant.model import Intent
from assistant.understand.intents import asks, intent_rule, role, smalltalk
from assistant.understand.wording import language, load_data, sentence_of, wording
from ingest.agencies import find_agencies_in_question
from ingest.model import Role

RULES = load_data("intents.yaml")["intents"]
ROWS = [(rule["name"], rule["intent"], example) for rule in RULES for example in rule["examples"]]


def read(question: str) -> str:
    spans = [m.span for m in find_agencies_in_question(question)]
    return sentence_of(wording(question, spans), spans)


@pytest.mark.parametrize(("name", "intent", "example"), ROWS)
def test_an_example_fires_its_own_rule(name: str, intent: str, example: str) -> None:
    assert intent_rule(read(example)) == (name, Intent(intent))


def test_every_rule_has_an_example() -> None:
    assert {rule["name"] for rule in RULES} == {name for name, _, _ in ROWS}


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("so du lich p lam j nam 2026", Intent.OBLIGATIONS),
        ("ai chu tri viec nay z", Intent.WHO),
        ("bc quy gui ve dau v ad", Intent.REPORT),
        ("khi nao fai xong, han nop la ngay may", Intent.WHEN),
        ("tom tat ke hoach giup mk", Intent.SUMMARY),
        ("ty le che phu rung la bn", Intent.TARGET),
    ],
)
def test_questions_without_diacritics_and_in_chat_style_are_read(question: str, intent: Intent) -> None:
    rule = intent_rule(read(question))
    assert rule is not None
    assert rule[1] is intent


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("Sở Du lịch phải làm gì?", "vi"),
        ("so du lich phai lam gi", "vi"),
        ("List hết các task của Phòng Kinh tế giúp mình với", "vi"),
        ("What must the Department of Tourism do?", "en"),
        ("what must Sở Du lịch do by 2026?", "en"),
        ("And the commune police?", "en"),
    ],
)
def test_the_language_of_a_question_is_told_by_its_function_words(question: str, lang: str) -> None:
    assert language(question) == lang


def test_a_question_that_names_both_roles_restricts_to_none() -> None:
    assert role("@ chu tri nhung viec gi") is Role.LEAD
    assert role("ai chu tri va co quan nao phoi hop") is None


def test_what_a_question_wants_to_know_is_listed() -> None:
    assert "money" in asks("tong kinh phi la bao nhieu ty dong")
    assert "phone" in asks("cho minh xin so dien thoai")
    assert "money" not in asks("giai ngan von dau tu cong bao nhieu phan tram")


def test_thanks_after_a_greeting_are_thanks() -> None:
    assert smalltalk("xin chao ban") == "greeting"
    assert smalltalk("ok cam on nhieu") == "thanks"
    assert smalltalk("khi nao phai xong") is None
