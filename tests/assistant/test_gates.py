"""The two gates: no citation that is not its span, no value without ground; and no way round either."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from assistant.citations import Citer, LibraryGrounds
from assistant.library import Library
from assistant.model import Answer, AnswerStatus, AskedAgency, Block, Citation, Cite, Intent, Rule, Text, Understanding
from assistant.replies import fixed_words, say
from ingest.index import Index
from ingest.model import Span
from ingest.store import Store
from tests.factories import PLAN_TEXT, make_plan

TREES = "Sở Xây dựng trồng 500 cây xanh trên các tuyến phố chính trong năm 2026."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Library]:
    opened = Store.open(tmp_path / "store")
    opened.save(make_plan(), [])
    library = Library(opened, Index.open(opened))
    library.refresh()
    yield library
    library.close()


def citation_values(quote: str = TREES, start: int | None = None) -> dict[str, Any]:
    at = PLAN_TEXT.index(TREES) if start is None else start
    return {
        "number": 1, "plan_id": "ke-hoach-mau", "plan_title": "Về chỉnh trang đô thị", "clause_id": "i/g1",
        "clause_label": "Mục I, gạch đầu dòng thứ 1", "quote": quote, "start": at, "end": at + len(quote),
    }  # fmt: skip


def answer_values(store: Library, *runs: Text | Cite, asked: str = "Sở Xây dựng phải làm gì?") -> dict[str, Any]:
    citer = Citer(store)
    at = PLAN_TEXT.index(TREES)
    citer.cite("ke-hoach-mau", "i/g1", "Mục I, gạch đầu dòng thứ 1", Span(start=at, end=at + len(TREES)))
    understanding = Understanding(
        intent=Intent.OBLIGATIONS,
        lang="vi",
        text=asked,
        agencies=(AskedAgency(name="Sở Xây dựng", agency_id="so-xay-dung"),),
    )
    return {
        "status": AnswerStatus.ANSWERED, "lang": "vi", "blocks": (Block(kind="p", runs=runs),), "citations": citer.citations,
        "understanding": understanding, "as_of": date(2026, 11, 21),
    }  # fmt: skip


def build(store: Library, *runs: Text | Cite) -> Answer:
    return Answer.model_validate(answer_values(store, *runs), context=LibraryGrounds(store))


def test_an_exact_quote_becomes_a_citation(store: Library) -> None:
    made = Citation.model_validate(citation_values(), context=LibraryGrounds(store))
    assert store.text(made.plan_id)[made.start : made.end] == made.quote


@pytest.mark.parametrize(
    "quote",
    [
        TREES.replace("500", "600"),
        TREES.replace("Sở Xây dựng", "Sở Nội vụ"),
        TREES.replace("cây xanh", "cây  xanh"),
        TREES.lower(),
        "",
    ],
)
def test_a_quote_that_differs_in_anything_is_refused(store: Library, quote: str) -> None:
    with pytest.raises(ValidationError):
        Citation.model_validate(citation_values(quote), context=LibraryGrounds(store))


def test_a_quote_at_the_wrong_place_is_refused(store: Library) -> None:
    with pytest.raises(ValidationError):
        Citation.model_validate(citation_values(start=0), context=LibraryGrounds(store))


def test_a_citation_cannot_be_made_without_the_text(store: Library) -> None:
    with pytest.raises(ValidationError):
        Citation(**citation_values())
    with pytest.raises(ValidationError):
        Citation.model_validate(citation_values())
    with pytest.raises(TypeError):
        Citation.model_construct(**citation_values())


def test_a_citation_cannot_be_changed(store: Library) -> None:
    made = Citation.model_validate(citation_values(), context=LibraryGrounds(store))
    with pytest.raises(TypeError):
        made.model_copy(update={"quote": "khác"})
    with pytest.raises(ValidationError):
        made.quote = "khác"  # type: ignore[misc]  # frozen: this is what the test tries


def test_an_answer_checks_its_citations_again(store: Library) -> None:
    """A citation proven against other grounds does not pass: the answer's own grounds decide."""

    class Liar(LibraryGrounds):
        def text(self, plan_id: str) -> str:
            return store.text(plan_id).replace("500", "900")

    lie = Citation.model_validate(citation_values(TREES.replace("500", "900")), context=Liar(store))
    values = answer_values(store, Text(t="Trồng 900 cây xanh"), Cite(c=1)) | {"citations": (lie,)}
    with pytest.raises(ValidationError, match="not the text"):
        Answer.model_validate(values, context=LibraryGrounds(store))


def test_words_and_values_of_a_cited_quote_pass(store: Library) -> None:
    assert build(store, Text(t=TREES), Cite(c=1)).text == f"{TREES} [1]"
    assert build(store, Text(t="trồng 500 cây, Sở Xây dựng, năm 2026"), Cite(c=1)).status is AnswerStatus.ANSWERED


@pytest.mark.parametrize(
    "invented",
    [
        "Trồng 501 cây xanh",
        "Hạn chót 30/6/2026",
        "Theo Quyết định số 12/QĐ-UBND",
        "Chi 5 tỷ đồng",
        "Sở Nội vụ trồng cây",
    ],
)
def test_a_value_that_no_quote_holds_is_refused(store: Library, invented: str) -> None:
    with pytest.raises(ValidationError, match="without ground"):
        build(store, Text(t=invented), Cite(c=1))


@pytest.mark.parametrize("rule", [Rule.COUNT, Rule.LABEL, Rule.PLAN, Rule.AS_OF, Rule.DEADLINE, Rule.ASKED, Rule.REPLY])
def test_no_rule_lets_a_foreign_number_through(store: Library, rule: Rule) -> None:
    with pytest.raises(ValidationError, match="without ground"):
        build(store, Text(t=TREES), Text(t="7777", rule=rule), Cite(c=1))


def test_only_sentences_of_the_reply_file_pass_as_ours(store: Library) -> None:
    with pytest.raises(ValidationError, match="without ground"):
        build(store, Text(t="Tất cả đã hoàn thành tốt đẹp.", rule=Rule.REPLY), Cite(c=1))
    assert build(store, *say("the_text_says", "vi"), Text(t=TREES), Cite(c=1)).citations


def test_an_answered_answer_needs_a_citation(store: Library) -> None:
    values = answer_values(store, *say("thanks", "vi")) | {"citations": ()}
    with pytest.raises(ValidationError, match="no answer"):
        Answer.model_validate(values, context=LibraryGrounds(store))


def test_a_citation_number_must_stand_for_a_citation(store: Library) -> None:
    with pytest.raises(ValidationError, match="stands for nothing"):
        build(store, Text(t=TREES), Cite(c=2))


def test_an_answer_cannot_skip_its_gate(store: Library) -> None:
    values = answer_values(store, Text(t="Trồng 501 cây"), Cite(c=1))
    with pytest.raises(ValidationError):
        Answer(**values)
    with pytest.raises(TypeError):
        Answer.model_construct(**values)
    made = build(store, Text(t=TREES), Cite(c=1))
    with pytest.raises(TypeError):
        made.model_copy(update={"blocks": ()})


def test_our_own_sentences_hold_no_value_and_stand_in_both_languages() -> None:
    assert not [words for words in fixed_words() if any(c.isdigit() for c in words)]


def test_the_old_way_of_copying_is_closed() -> None:
    for model in (Answer, Citation):
        with pytest.raises(TypeError):
            model.copy(model.__new__(model), update={"quote": "khác"})
