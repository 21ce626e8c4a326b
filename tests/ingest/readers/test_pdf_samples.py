"""Our sample plans, printed as an office would, read as their sources do."""

from pathlib import Path

import pytest

from ingest.model import Clause, DocumentReference, Level, Plan
from ingest.obligations import find_obligations
from ingest.reading import read_plan
from tests.renderings.pdf import SIGNATURE, render_pdf

SAMPLES = sorted((Path(__file__).resolve().parents[3] / "evals" / "samples" / "plans").iterdir())


def tree(clause: Clause, text: str) -> list[tuple[str, str, str, str]]:
    """The body's clauses; the head's paragraphs stand in the order in which a page has them."""
    return [
        (each.id, each.level, each.marker, each.body.of(text))
        for each in clause.walk()
        if each.level is not Level.HEADER
    ]


def duties(plan: Plan) -> list[tuple[object, ...]]:
    return [
        (
            duty.clause_id, duty.kind, duty.span.of(plan.text), duty.actor_source, duty.report_to,
            [(actor.name, actor.agency_id, actor.role) for actor in duty.actors],
            duty.deadline and (duty.deadline.text, duty.deadline.first, duty.deadline.last, duty.deadline.kind),
        )
        for duty in find_obligations(plan)
    ]  # fmt: skip


@pytest.mark.parametrize("signed", [False, True], ids=["plain", "signed"])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_printed_plan_has_the_tree_and_the_obligations_of_its_source(path: Path, signed: bool) -> None:
    # Of its canonical text: in the file, page numbers and running heads cut sentences, and quotes end there.
    source = read_plan(read_plan(path.read_bytes(), path.name).text.encode(), path.name)
    printed = read_plan(render_pdf(source.text, signed=signed), f"{path.stem}.pdf")
    assert len(printed.page_starts) > 2
    assert tree(printed.root, printed.text) == tree(source.root, source.text)
    assert duties(printed) == duties(source)
    for name in (
        "number",
        "kind",
        "title",
        "issuer",
        "place",
        "issued",
        "signer",
        "recipients",
        "legal_bases",
        "period",
    ):
        mine, theirs = getattr(printed, name), getattr(source, name)
        assert without_spans(mine) == without_spans(theirs), name
    assert not any(line in printed.text for line in SIGNATURE)


def without_spans(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(without_spans(each) for each in value)
    return value.model_copy(update={"span": None}) if isinstance(value, DocumentReference) else value
