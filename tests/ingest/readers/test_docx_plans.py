from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz.distance import Indel

from ingest.model import Level, Plan
from ingest.obligations import find_obligations
from ingest.reading import read_plan
from tests.golden.rewrite import sample_files
from tests.renderings.docx import render_docx

SAMPLES = sample_files()


def clauses(plan: Plan) -> list[tuple[Level, str, str, bool]]:
    """Every clause between head and close: level, marker, words, whether it is a heading."""
    outside = {clause.id for child in plan.root.children if child.level is Level.HEADER for clause in child.walk()}
    return [
        (clause.level, clause.marker, clause.body.of(plan.text), clause.heading)
        for clause in plan.root.walk()
        if clause.id not in outside
    ]


def obligations(plan: Plan) -> list[tuple[object, ...]]:
    """What the plan obliges whom to do, without the places in the text, which differ with the letterhead's order."""
    return [
        (
            one.clause_id,
            one.kind,
            one.span.of(plan.text),
            tuple((actor.name, actor.agency_id, actor.role) for actor in one.actors),
            one.actor_source,
            one.deadline and one.deadline.model_copy(update={"span": one.span}),
            one.report_to,
        )
        for one in find_obligations(plan)
    ]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_plan_as_a_word_file_gives_the_tree_and_the_obligations_of_its_text(path: Path) -> None:
    text = read_plan(path.read_bytes(), path.name).text
    # Two samples print page numbers within sentences, and quotes end there; a Word file has none, so it is held to the text.
    plan = read_plan(text.encode(), f"{path.stem}.txt")
    assert plan.text == text
    read = read_plan(render_docx(text), f"{path.stem}.docx")
    assert clauses(read) == clauses(plan)
    assert [o[1:] for o in obligations(read)] == [o[1:] for o in obligations(plan)]
    assert obligations(read) == obligations(plan)
    assert Counter(read.text.split()) == Counter(plan.text.split())
    for field in (
        "number",
        "kind",
        "title",
        "issuer",
        "issuer_id",
        "place",
        "issued",
        "period",
        "recipients",
        "signer",
    ):
        assert getattr(read, field) == getattr(plan, field), field


def test_the_rendering_numbers_its_paragraphs_automatically() -> None:
    """Else the test above would prove nothing of numbering."""
    from docx import Document

    plan = read_plan(SAMPLES[0].read_bytes(), SAMPLES[0].name)
    import io

    document = Document(io.BytesIO(render_docx(plan.text)))
    numbered = [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert len(numbered) > 20
    assert not any(p.text.startswith(("-", "1.")) for p in numbered)


def written_words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).replace("|", " ").split()


@pytest.mark.shared
def test_shared_word_files_say_what_their_text_says(shared: Path) -> None:
    """Words in order, so that a letterhead's columns read in the other order cost a little; plan, number, date and issuer."""
    files = sorted((shared / "files").glob("*.docx"))
    assert len(files) == 6
    for file in files:
        source = shared / "plans" / f"{file.stem}.txt"
        read, plan = read_plan(file.read_bytes(), file.name), read_plan(source.read_bytes(), source.name)
        agreeing = Indel.normalized_similarity(written_words(read.text), written_words(source.read_text("utf-8")))
        assert agreeing >= 0.98, file.name
        assert (read.number, read.kind, read.issuer, read.issued) == (plan.number, plan.kind, plan.issuer, plan.issued)
        assert len(find_obligations(read)) == len(find_obligations(plan))
        assert bool(read.number) != any(finding.code == "number_blank" for finding in read.findings)
