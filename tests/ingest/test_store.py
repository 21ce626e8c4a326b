from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import StoreError, UnknownClause, UnknownPlan
from ingest.model import Role
from ingest.store import ObligationQuery, Store
from ingest.store.collection import paused_collection
from tests.factories import PLAN_TEXT, make_obligation, make_plan, sample_obligations


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "store")
    yield opened
    opened.close()


def test_a_plan_is_read_back_equal(store: Store) -> None:
    plan = make_plan()
    store.save(plan, ())
    assert store.plan(plan.id) == plan


def test_a_plan_with_blank_header_fields_is_read_back_equal(store: Store) -> None:
    blank = {"number": "", "period": None, "signer": None, "findings": (), "segments": ()}
    plan = make_plan(issued_year=None).model_copy(update=blank)
    store.save(plan, ())
    assert store.plan(plan.id) == plan


def test_obligations_are_read_back_equal_and_in_order(store: Store) -> None:
    plan = make_plan()
    store.save(plan, sample_obligations(plan))
    found, total = store.obligations(ObligationQuery())
    assert (tuple(item.obligation for item in found), total) == (sample_obligations(plan), 3)


def test_a_quote_is_the_text_at_the_span(store: Store) -> None:
    plan = make_plan()
    store.save(plan, sample_obligations(plan))
    found, _ = store.obligations(ObligationQuery())
    assert [item.quote for item in found] == [item.obligation.span.of(plan.text) for item in found]
    assert found[0].clause_label == "Mục I, gạch đầu dòng thứ 1"


def test_a_head_tells_counts_and_path(store: Store) -> None:
    plan = make_plan()
    store.save(plan, sample_obligations(plan), path="/mau/ke-hoach-mau.txt")
    head = store.head(plan.id)
    assert (head.clause_count, head.obligation_count, head.path) == (6, 3, "/mau/ke-hoach-mau.txt")
    assert (head.title, head.findings, head.source) == (plan.title, plan.findings, plan.source)


def test_saving_again_replaces_the_plan_and_its_obligations(store: Store) -> None:
    plan = make_plan()
    store.save(plan, sample_obligations(plan))
    changed = make_plan(text=PLAN_TEXT.replace("500", "700"))
    store.save(changed, sample_obligations(make_plan())[1:2])
    assert store.plan(plan.id) == changed
    assert store.obligations(ObligationQuery())[1] == 1


def test_a_failed_save_leaves_the_earlier_plan_whole(store: Store) -> None:
    plan = make_plan()
    store.save(plan, sample_obligations(plan))
    revision = store.revision()
    changed = make_plan(text=PLAN_TEXT.replace("500", "700"))
    twice = make_obligation(changed, "Sở Xây dựng trồng 700", ("so-xay-dung", Role.LEAD), obligation_id="same")
    with pytest.raises(StoreError, match="UNIQUE"):
        store.save(changed, (twice, twice))
    assert store.plan(plan.id) == plan
    assert store.obligations(ObligationQuery())[1] == 3
    assert store.revision() == revision


def test_a_tree_that_leaves_words_out_is_refused(store: Store) -> None:
    plan = make_plan()
    with pytest.raises(ValueError, match="cover"):
        store.save(plan.model_copy(update={"text": f"{plan.text}Hết."}), ())


def test_an_obligation_of_another_plan_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="does not stand in this plan"):
        store.save(make_plan("mot"), sample_obligations(make_plan("hai")))


def test_the_revision_rises_with_every_change(store: Store) -> None:
    seen = [store.revision()]
    store.save(make_plan("mot"), ())
    seen.append(store.revision())
    store.save(make_plan("mot"), ())
    seen.append(store.revision())
    store.remove("mot")
    seen.append(store.revision())
    assert seen == [0, 1, 2, 3]


def test_two_stores_of_the_same_revision_have_different_stamps(tmp_path: Path) -> None:
    stamps = set()
    for name in ("one", "two"):
        store = Store.open(tmp_path / name)
        store.save(make_plan(), ())
        stamps.add(store.stamp())
        store.close()
    assert len(stamps) == 2


def test_removing_takes_obligations_and_agencies_out_too(store: Store) -> None:
    plan = make_plan("mot")
    store.save(plan, sample_obligations(plan))
    store.save(make_plan("hai"), ())
    store.remove("mot")
    assert [head.id for head in store.plans()] == ["hai"]
    assert store.obligations(ObligationQuery()) == ((), 0)
    assert store.agency_names() == ()


def test_unknown_plans_and_clauses_have_errors_of_their_own(store: Store) -> None:
    for read in (store.plan, store.text, store.head, store.remove):
        with pytest.raises(UnknownPlan):
            read("khong-co")
    store.save(make_plan(), ())
    with pytest.raises(UnknownClause):
        store.clause("ke-hoach-mau", "khong-co")


def test_a_clause_comes_with_all_below_it(store: Store) -> None:
    plan = make_plan()
    store.save(plan, ())
    for clause in plan.root.walk():
        assert store.clause(plan.id, clause.id) == clause


def test_keys_lead_to_clauses_until_the_plan_is_replaced(store: Store) -> None:
    plan = make_plan()
    store.save(plan, ())
    (keys,) = store.clause_keys(store.plan_keys((plan.id,))).values()
    found = store.clauses_by_key(keys)
    assert {clause.id for _, clause in found.values()} == {clause.id for clause in plan.root.walk()}
    assert store.clause_by_key(keys[-1])[0] == plan.id
    store.save(plan, ())
    assert store.clauses_by_key(keys) == {}
    with pytest.raises(UnknownClause):
        store.clause_by_key(keys[-1])


def test_a_store_sees_what_another_opening_of_it_commits(store: Store) -> None:
    store.save(make_plan(), ())
    assert store.text("ke-hoach-mau") == PLAN_TEXT
    other = Store.open(store.location.folder)
    changed = make_plan(text=PLAN_TEXT.replace("500", "700"))
    other.save(changed, ())
    other.close()
    assert store.plan("ke-hoach-mau") == changed
    assert store.text("ke-hoach-mau") == changed.text


def test_a_reader_keeps_its_view_while_another_writes(store: Store) -> None:
    store.save(make_plan("mot"), ())
    with store.reading() as (connection, snapshot):
        writer = Store.open(store.location.folder)
        writer.remove("mot")
        writer.close()
        assert store.read_text(connection, snapshot.stored("mot").key) == PLAN_TEXT
    assert store.plans() == ()


def test_text_with_rare_characters_is_kept(store: Store) -> None:
    plan = make_plan(text="I. “Điểm đ” – 50 m² ½ \u200b €\n- \ufeffMột 😀\n")
    store.save(plan, ())
    assert store.plan(plan.id) == plan


@pytest.mark.parametrize("running", [True, False])
def test_a_pause_of_the_garbage_collector_leaves_it_as_it_was(running: bool) -> None:
    was_running = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        with paused_collection():
            assert not gc.isenabled()
        assert gc.isenabled() is running
    finally:
        (gc.enable if was_running else gc.disable)()
