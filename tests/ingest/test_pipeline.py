from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import pipeline
from ingest.errors import UnknownPlan
from ingest.index import Index
from ingest.obligations import find_obligations
from ingest.pipeline import FileResult, ingest_paths, remove_plan
from ingest.store import ObligationQuery, Store
from ingest.store.lock import exclusive
from tests.plan_texts import plan_text


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "plans"
    made.mkdir()
    return made


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def ingest(store: Store, *paths: Path) -> list[FileResult]:
    return list(ingest_paths(store, paths))


def outcomes(results: list[FileResult]) -> list[tuple[str, str | None]]:
    return [(result.status, result.plan_id) for result in results]


def test_a_file_becomes_a_plan_with_clauses_obligations_and_search(store: Store, folder: Path) -> None:
    file = write(folder / "Kế hoạch vệ sinh.txt", plan_text())
    (result,) = ingest(store, file)
    assert (result.status, result.plan_id, result.path) == ("added", "ke-hoach-ve-sinh", str(file))
    plan = store.plan("ke-hoach-ve-sinh")
    found, total = store.obligations(ObligationQuery())
    assert tuple(item.obligation for item in found) == find_obligations(plan)
    assert (result.obligations, result.findings) == (total, len(plan.findings))
    assert total > 0
    hit = Index.open(store).lexical("phun thuoc diet muoi", 1)[0]
    assert "phun thuốc diệt muỗi" in store.clause(hit.plan_id, hit.clause_id).body.of(plan.text)


def test_the_leaves_of_a_stored_plan_join_to_its_text(store: Store, folder: Path) -> None:
    ingest(store, write(folder / "a.txt", plan_text()))
    plan = store.plan("a")
    assert "".join(clause.own.of(plan.text) for clause in plan.root.walk()) == plan.text


def test_the_same_bytes_again_change_nothing_under_whatever_name(store: Store, folder: Path) -> None:
    first = write(folder / "a.txt", plan_text())
    ingest(store, first)
    revision = store.revision()
    copy = write(folder / "b.md", plan_text())
    assert outcomes(ingest(store, first, copy)) == [("unchanged", "a"), ("unchanged", "a")]
    assert store.revision() == revision


def test_a_changed_file_replaces_its_plan(store: Store, folder: Path) -> None:
    file = write(folder / "a.txt", plan_text(tasks=3))
    (before,) = ingest(store, file)
    write(file, plan_text(tasks=5, title="Một trích yếu khác", number="99"))
    (after,) = ingest(store, file)
    assert (after.status, after.plan_id, len(store.plans())) == ("replaced", "a", 1)
    assert after.obligations == before.obligations + 2
    assert store.head("a").number.startswith("99")


def test_the_same_document_from_another_folder_replaces_its_plan(store: Store, folder: Path) -> None:
    ingest(store, write(folder / "one" / "a.txt", plan_text(tasks=3)))
    results = ingest(store, write(folder / "two" / "a.txt", plan_text(tasks=4)))
    assert outcomes(results) == [("replaced", "a")]


def test_another_document_with_the_same_file_name_gets_its_own_id_and_keeps_it(store: Store, folder: Path) -> None:
    one = write(folder / "one" / "a.txt", plan_text(number="12"))
    two = write(folder / "two" / "a.txt", plan_text(number="13", title="Phòng, chống ngập úng"))
    three = write(folder / "three" / "a.txt", plan_text(place="VÂN KHÊ", number="12"))
    assert outcomes(ingest(store, one, two, three)) == [("added", "a"), ("added", "a-2"), ("added", "a-3")]
    write(two, plan_text(number="13", title="Phòng, chống ngập úng", tasks=5))
    assert outcomes(ingest(store, two)) == [("replaced", "a-2")]
    found, _ = store.obligations(ObligationQuery(plan_ids=("a-2",)))
    assert {item.obligation.plan_id for item in found} == {"a-2"}


def test_folders_are_searched_for_files_that_can_be_read(store: Store, folder: Path) -> None:
    write(folder / "b.txt", plan_text(number="1"))
    write(folder / "sub" / "a.MD", plan_text(number="2", title="Phòng cháy"))
    write(folder / "SOURCES.tsv", "a\tb")
    write(folder / ".hidden" / "c.txt", plan_text(number="3"))
    write(folder / ".d.txt", plan_text(number="4"))
    assert [Path(result.path).name for result in ingest(store, folder)] == ["b.txt", "a.MD"]


def test_a_failed_file_leaves_the_others(store: Store, folder: Path) -> None:
    good = write(folder / "tot.txt", plan_text())
    empty = write(folder / "trong.txt", " \n")
    foreign = folder / "nen.txt"
    foreign.write_bytes(b"7z\xbc\xaf\x27\x1c")
    results = ingest(store, empty, foreign, folder / "khong-co.txt", good)
    assert [(result.status, result.error) for result in results] == [
        ("failed", "empty_document"),
        ("failed", "unsupported_format"),
        ("failed", "file_unavailable"),
        ("added", None),
    ]
    assert [result.fields["name"] for result in results[:3]] == ["trong.txt", "nen.txt", "khong-co.txt"]
    assert len(Index.open(store).lexical("muỗi", 5)) > 0


def test_a_fault_of_ours_in_one_file_is_logged_and_leaves_the_others(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = write(folder / "a.txt", plan_text(number="1")), write(folder / "b.txt", plan_text(number="2"))

    def find(plan):  # type: ignore[no-untyped-def]
        if plan.id == "a":
            raise RecursionError("too deep")
        return find_obligations(plan)

    monkeypatch.setattr(pipeline, "find_obligations", find)
    results = ingest(store, bad, good)
    assert [(result.status, result.error) for result in results] == [("failed", "ingest_failed"), ("added", None)]
    assert "too deep" in caplog.text


def test_a_failed_replacement_leaves_the_earlier_plan(store: Store, folder: Path) -> None:
    file = write(folder / "a.txt", plan_text())
    ingest(store, file)
    before = store.plan("a")
    write(file, "  ")
    assert [result.status for result in ingest(store, file)] == ["failed"]
    assert store.plan("a") == before


def test_an_abandoned_run_keeps_what_was_yielded_and_the_next_search_finds_it(store: Store, folder: Path) -> None:
    write(folder / "a.txt", plan_text(number="1"))
    write(folder / "b.txt", plan_text(number="2", place="VÂN KHÊ"))
    run = ingest_paths(store, [folder])
    assert next(run).plan_id == "a"
    run.close()  # type: ignore[attr-defined]
    assert [head.id for head in store.plans()] == ["a"]
    assert {hit.plan_id for hit in Index.open(store).lexical("muỗi", 9)} == {"a"}


def test_a_removed_plan_is_gone_from_the_store_and_every_search(store: Store, folder: Path) -> None:
    write(folder / "a.txt", plan_text(number="1"))
    write(folder / "b.txt", plan_text(number="2", place="VÂN KHÊ"))
    ingest(store, folder)
    index = Index.open(store)
    assert {hit.plan_id for hit in index.lexical("muỗi", 9)} == {"a", "b"}
    assert {hit.plan_id for hit in index.dense("mosquitoes", 999)} == {"a", "b"}
    remove_plan(store, "a")
    for opened in (index, Index.open(store)):
        assert {hit.plan_id for hit in opened.lexical("muỗi", 9)} == {"b"}
        assert {hit.plan_id for hit in opened.dense("mosquitoes", 999)} == {"b"}
    assert {item.obligation.plan_id for item in store.obligations(ObligationQuery())[0]} == {"b"}
    with pytest.raises(UnknownPlan):
        remove_plan(store, "a")


def test_a_second_ingest_waits_for_the_first(store: Store, folder: Path) -> None:
    file = write(folder / "a.txt", plan_text())
    results: list[FileResult] = []
    second = threading.Thread(target=lambda: results.extend(ingest(Store.open(store.location.folder), file)))
    with exclusive(store.location.ingest_lock, wait_seconds=0):
        second.start()
        second.join(timeout=0.5)
        assert second.is_alive()
        assert results == []
    second.join()
    assert outcomes(results) == [("added", "a")]


def test_ingesting_imports_no_torch(folder: Path) -> None:
    write(folder / "a.txt", plan_text())
    code = (
        "import sys; from pathlib import Path; from ingest.pipeline import ingest_paths; from ingest.store import Store;"
        "store = Store.open(Path(sys.argv[1]) / 'store'); results = list(ingest_paths(store, [Path(sys.argv[1])]));"
        "print([r.status for r in results], 'torch' in sys.modules, 'sentence_transformers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "['added'] False False\n"


@pytest.mark.shared
def test_all_shared_plans_are_ingested_whole(store: Store, shared: Path) -> None:
    results = ingest(store, shared / "plans")
    assert len(results) == 27
    assert {result.status for result in results} == {"added"}
    for head in store.plans():
        plan = store.plan(head.id)
        assert "".join(clause.own.of(plan.text) for clause in plan.root.walk()) == plan.text
        assert head.obligation_count > 0
    assert {result.status for result in ingest(store, shared / "plans")} == {"unchanged"}


def test_two_texts_without_a_header_are_two_documents(tmp_path: Path) -> None:
    for folder, words in (("a", "Trồng cây quanh hồ Gươm Xanh."), ("b", "Nạo vét kênh Bến Mơ.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "scan001.txt").write_text(words, "utf-8")
    store = Store.open(tmp_path / "store")
    results = list(ingest_paths(store, [tmp_path / "a", tmp_path / "b"]))
    assert [r.error for r in results] == [None, None]
    assert len(store.plans()) == 2
    store.close()
