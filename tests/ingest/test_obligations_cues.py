"""The cue words: each finds itself in its own example, no two groups that must differ share a word."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
import yaml

from ingest.obligations.cues import CueSet, cues, groups
from ingest.obligations.scopes import Topic, topic_of
from ingest.obligations.verbs import verb_at
from ingest.obligations.view import View
from ingest.text import fold

DATA: dict[str, Any] = yaml.safe_load(files("ingest.data").joinpath("duty_cues.yaml").read_text("utf-8"))
FLAT = [name for name, group in DATA.items() if all(isinstance(v, str) for v in group.values())]
ROWS = [(name, cue, example) for name in FLAT for cue, example in DATA[name].items()]


@pytest.mark.parametrize(("name", "cue", "example"), ROWS, ids=lambda value: str(value)[:40])
def test_a_cue_stands_in_its_own_example(name: str, cue: str, example: str) -> None:
    alone = CueSet({cue: example})
    assert any(alone.match(example, fold(example), at) for at in range(len(example))), cue


def test_cues_of_one_syllable_need_their_accents() -> None:
    text = "trong năm, trồng cây"
    assert cues("actions").match(text, fold(text), text.index("trong")) is None
    assert cues("actions").match(text, fold(text), text.index("trồng")) is not None


def test_cues_of_several_syllables_bear_the_accents_of_a_scan() -> None:
    text = "Tô chức tâp huân"
    assert cues("actions").match(text, fold(text), 0) == len("Tô chức")


def test_no_manner_is_a_verb_without_need() -> None:
    both = set(DATA["actions"]) & set(DATA["manners"])
    assert both <= {"tổ chức", "xem xét", "quyết liệt", "tập trung", "sớm"}


def test_a_verb_is_found_behind_words_of_manner() -> None:
    view = View("Kịp thời và thường xuyên nạo vét kênh")
    assert verb_at(view, 0, len(view.text)) == view.text.index("nạo vét")


@pytest.mark.parametrize("group", groups("headings"))
def test_every_heading_example_announces_its_topic(group: str) -> None:
    assert {topic_of(example) for example in DATA["headings"][group].values()} == {Topic(group)}


def test_a_heading_over_duties_is_no_aim() -> None:
    assert topic_of("MỤC TIÊU, NHIỆM VỤ") is None
    assert topic_of("Nhiệm vụ và giải pháp") is Topic.DUTIES
    assert topic_of("Tăng cường trồng rừng") is None
