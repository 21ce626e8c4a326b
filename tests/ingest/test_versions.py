"""What a document replaces, amends or repeals: every row of the corpus by its rule, every rule by some row, and negatives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from ingest.header import read_header, read_versions
from ingest.header.versions import RULES
from ingest.model import EarlierDocument, IssuedDate, Relation, Span
from ingest.store import Store
from ingest.store.versions import successors
from ingest.text import canonicalise
from tests.factories import make_plan

CORPUS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "corpora" / "versions.yaml").read_text("utf-8")
)
_DOCUMENT = """ỦY BAN NHÂN DÂN
XÃ LẠC HÀ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 40/KH-UBND

Lạc Hà, ngày 12 tháng 02 năm 2026

{kind}
{title}

{preamble}

Ủy ban nhân dân xã yêu cầu như sau:

1. Công an xã kiểm tra vỉa hè trước ngày 30/6/2026.

{body}

{closing}

Nơi nhận:
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Bình
"""


def read(row: dict[str, Any]) -> tuple[str, tuple[EarlierDocument, ...]]:
    parts = {"kind": "KẾ HOẠCH", "title": "Trồng cây xanh năm 2026", "preamble": "", "body": "", "closing": ""}
    document = canonicalise(_DOCUMENT.format(**{name: row.get(name, usual) for name, usual in parts.items()})).text
    return document, read_versions(document, read_header(document))


@pytest.mark.parametrize("row", CORPUS["rows"], ids=lambda row: f"{row['rule']}: {row['why']}")
def test_an_earlier_document_is_read_by_its_rule(row: dict[str, Any]) -> None:
    document, found = read(row)
    assert [f"{each.relation} {each.number}" for each in found] == row["found"]
    assert {each.rule for each in found} == {row["rule"]}
    assert all(each.number in each.span.of(document).replace(" ", "") for each in found)


@pytest.mark.parametrize("row", CORPUS["negatives"], ids=lambda row: row["why"])
def test_what_is_said_of_other_documents_is_none(row: dict[str, Any]) -> None:
    assert read(row)[1] == ()


def test_every_rule_has_a_row() -> None:
    assert {rule.name for rule in RULES} == {row["rule"] for row in CORPUS["rows"]}


@given(
    st.lists(
        st.sampled_from(
            ["Kế hoạch này", " thay thế ", "Kế hoạch số 1/KH-UBND", "“", "”", ". ", "\n", "bãi bỏ ", "hết hiệu lực"]
        )
    )
)
def test_any_mixture_is_read_without_failing(pieces: list[str]) -> None:
    document = canonicalise("".join(pieces)).text
    for found in read_versions(document, read_header(document)):
        assert "1/KH-UBND" in found.span.of(document)


def _earlier(number: str, relation: Relation = Relation.REPLACES) -> EarlierDocument:
    return EarlierDocument(
        number=number, kind="Kế hoạch", span=Span(start=0, end=8), relation=relation, rule="of_itself"
    )


def test_the_store_keeps_what_a_plan_replaces(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    plan = make_plan().model_copy(update={"replaces": (_earlier("9/KH-UBND"), _earlier("8/KH-UBND", Relation.AMENDS))})
    store.save(plan, ())
    assert store.plan(plan.id) == plan
    assert store.head(plan.id).replaces == plan.replaces
    store.close()


def test_a_store_from_before_reads_as_replacing_nothing(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.save(make_plan(), ())
    store.close()
    engine = create_engine(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE plans DROP COLUMN replaces"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    store = Store.open(tmp_path)
    assert store.head("ke-hoach-mau").replaces == ()
    store.close()


def test_a_stored_plan_knows_the_stored_plan_that_replaces_it(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    old = make_plan("cu", number="9/KH-UBND", issued_year=2025)
    store.save(old, ())
    store.save(
        make_plan("khac", number="9/KH-UBND").model_copy(update={"issuer": "Sở Xây dựng", "issuer_id": "so-xay-dung"}),
        (),
    )
    store.save(make_plan("moi").model_copy(update={"replaces": (_earlier("9/KH-UBND"),)}), ())
    store.save(
        make_plan("sua", number="13/KH-UBND").model_copy(
            update={"replaces": (_earlier("12/kh-ubnd", Relation.AMENDS),)}
        ),
        (),
    )
    found = {old: [(each.relation, each.head.id) for each in new] for old, new in successors(store.plans()).items()}
    assert found == {"cu": [(Relation.REPLACES, "moi")], "moi": [(Relation.AMENDS, "sua")]}
    store.close()


@pytest.mark.parametrize(
    ("issued", "matches"), [(IssuedDate(year=2025), True), (IssuedDate(year=2024), False), (None, True)]
)
def test_a_number_of_another_year_is_another_document(tmp_path: Path, issued: IssuedDate | None, matches: bool) -> None:
    from datetime import date

    store = Store.open(tmp_path)
    store.save(make_plan("cu", number="9/KH-UBND").model_copy(update={"issued": issued}), ())
    named = _earlier("9/KH-UBND").model_copy(update={"issued": date(2025, 2, 3)})
    store.save(make_plan("moi").model_copy(update={"replaces": (named,)}), ())
    assert ("cu" in successors(store.plans())) is matches
    store.close()
