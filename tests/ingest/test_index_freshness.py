"""The indexes follow the store: changes, removals, damage, interrupted builds, several openings."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
import tantivy

from ingest.embedding import StaticEmbedding, load_embedding
from ingest.errors import StoreError
from ingest.index import Index, build, update_indexes
from ingest.store import Store
from ingest.store.lock import exclusive
from tests.factories import PLAN_TEXT, make_plan

Search = Callable[[Index], set[str]]


def lexical(index: Index) -> set[str]:
    return {hit.plan_id for hit in index.lexical("cây xanh kênh", 50)}


def dense(index: Index) -> set[str]:
    return {hit.plan_id for hit in index.dense("cây xanh kênh", 50)}


both = pytest.mark.parametrize("search", [lexical, dense])


@pytest.fixture(scope="module")
def embedding() -> StaticEmbedding:
    return load_embedding()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "store")
    opened.save(make_plan("mot"), ())
    opened.save(make_plan("hai"), ())
    yield opened
    opened.close()


def generations(store: Store) -> list[Path]:
    return list(store.location.index_folder.glob("generation-*"))


@both
def test_an_open_index_finds_what_is_saved_later(store: Store, embedding: StaticEmbedding, search: Search) -> None:
    index = Index.open(store, embedding)
    assert search(index) == {"mot", "hai"}
    store.save(make_plan("ba"), ())
    assert search(index) == {"mot", "hai", "ba"}


@both
def test_an_open_index_never_returns_a_removed_plan(store: Store, embedding: StaticEmbedding, search: Search) -> None:
    index = Index.open(store, embedding)
    assert "mot" in search(index)
    other = Store.open(store.location.folder)
    other.remove("mot")
    other.close()
    assert search(index) == {"hai"}
    assert search(Index.open(store, embedding)) == {"hai"}


@both
def test_while_an_ingest_runs_a_removed_plan_is_not_found_either_and_the_others_fill_the_list(
    store: Store, embedding: StaticEmbedding, search: Search
) -> None:
    store.save(make_plan("ba", PLAN_TEXT.replace("kênh", "mương")), ())
    index = Index.open(store, embedding)
    search(index)
    before = generations(store)
    with exclusive(store.location.ingest_lock, wait_seconds=0):
        store.remove("mot")
        hits = index.lexical("kênh", 1) + index.dense("kênh", 1)
        assert {hit.plan_id for hit in hits} == {"hai"}
        assert search(index) == {"hai", "ba"}
        assert generations(store) == before


def test_a_removed_plan_leaves_no_words_in_the_index_files(store: Store, embedding: StaticEmbedding) -> None:
    store.save(make_plan("bi-mat", "- tuyệt-mật-xyzzy\n"), ())
    update_indexes(store, embedding)
    assert indexed_words(store, "xyzz") == ["xyzzy"]
    store.remove("bi-mat")
    update_indexes(store, embedding)
    assert indexed_words(store, "xyzz") == []


def indexed_words(store: Store, beginning: str) -> list[str]:
    (folder,) = store.location.index_folder.glob("generation-*/lexical")
    return [word for word, _ in tantivy.Index.open(str(folder)).searcher().terms_with_prefix("body", beginning)]


@both
def test_a_large_index_drops_a_plan_without_writing_the_others_anew(
    store: Store, embedding: StaticEmbedding, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_REWRITTEN", 0)
    index = Index.open(store, embedding)
    store.remove("mot")
    store.save(make_plan("ba"), ())
    assert search(index) == {"hai", "ba"}
    assert len(index.refresh().lexical) == len(index.refresh().vectors) == 12


def test_a_change_of_one_plan_embeds_no_other(store: Store, embedding: StaticEmbedding) -> None:
    update_indexes(store, embedding)
    counted = CountingEmbedding(embedding)
    store.save(make_plan("hai", PLAN_TEXT.replace("500", "700")), ())
    update_indexes(store, counted)
    assert counted.texts == len([c for c in make_plan("hai").root.walk() if c.body.end > c.body.start])
    assert dense(Index.open(store, counted)) == {"mot", "hai"}


class CountingEmbedding(StaticEmbedding):
    """The same model; it counts the texts that it is given."""

    def __init__(self, whole: StaticEmbedding) -> None:
        self.__dict__.update(whole.__dict__)
        self.__dict__["texts"] = 0

    texts: int

    def encode(self, texts):  # type: ignore[no-untyped-def]
        self.__dict__["texts"] += len(texts)
        return super().encode(texts)


def test_changing_plan_by_plan_gives_what_building_at_once_gives(
    store: Store, embedding: StaticEmbedding, tmp_path: Path
) -> None:
    step_by_step = Index.open(store, embedding)
    for number in range(5):
        store.save(make_plan("mot", PLAN_TEXT.replace("500", str(number))), ())
        lexical(step_by_step)
    at_once = Store.open(tmp_path / "other")
    for plan_id in ("mot", "hai"):
        at_once.save(store.plan(plan_id), ())
    fresh = Index.open(at_once, embedding)
    for search in (Index.dense, Index.lexical):
        found = [{(h.plan_id, h.clause_id) for h in search(i, "cây xanh", 9)} for i in (step_by_step, fresh)]
        assert found[0] == found[1]
    at_once.close()


def damage_file(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "everything gone": shutil.rmtree,
    "pointer gone": lambda root: (root / "CURRENT").unlink(),
    "pointer empty": lambda root: (root / "CURRENT").write_text("", "ascii"),
    "pointer to nowhere": lambda root: (root / "CURRENT").write_text("generation-0", "ascii"),
    "manifest cut": lambda root: next(root.rglob("manifest.json")).write_text("{", "utf-8"),
    "a bit turned in the words": lambda root: damage_file(next(root.rglob("*.term"))),
    "a part of the words gone": lambda root: next(root.rglob("*.idx")).unlink(),
    "a bit turned in the vectors": lambda root: damage_file(next(root.rglob("vectors.faiss"))),
    "vectors cut": lambda root: next(root.rglob("vectors.faiss")).write_bytes(b"IxM2"),
    "vectors gone": lambda root: next(root.rglob("vectors.faiss")).unlink(),
}


@both
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_made_anew(store: Store, embedding: StaticEmbedding, search: Search, damage: str) -> None:
    update_indexes(store, embedding)
    DAMAGES[damage](store.location.index_folder)
    assert search(Index.open(store, embedding)) == {"mot", "hai"}


def test_old_generations_are_removed_and_their_readers_go_on(store: Store, embedding: StaticEmbedding) -> None:
    index = Index.open(store, embedding)
    dense(index)
    opened = index.refresh()
    for number in range(3):
        store.save(make_plan("mot", PLAN_TEXT.replace("500", str(number))), ())
        update_indexes(store, embedding)
    assert len(generations(store)) == 1
    assert len(opened.lexical.search("kênh", 10, None)) == 2


def test_an_index_whose_files_another_process_replaced_reads_the_vectors_of_the_new_ones(
    store: Store, embedding: StaticEmbedding
) -> None:
    index = Index.open(store, embedding)  # its vectors are not read yet
    store.save(make_plan("ba"), ())
    update_indexes(store, embedding)
    assert dense(index) == {"mot", "hai", "ba"}


def test_a_failed_build_leaves_the_current_generation(
    store: Store, embedding: StaticEmbedding, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_indexes(store, embedding)
    before = generations(store)
    store.save(make_plan("ba"), ())
    with monkeypatch.context() as patched:
        patched.setattr(build, "publish", raise_disk_full)
        with pytest.raises(StoreError, match="full"):
            update_indexes(store, embedding)
        assert lexical(Index.open(store, embedding)) == {"mot", "hai"}
    assert generations(store) == before
    assert lexical(Index.open(store, embedding)) == {"mot", "hai", "ba"}


def raise_disk_full(*_: object) -> None:
    raise OSError("disk full")


def test_threads_share_an_index_while_plans_change(store: Store, embedding: StaticEmbedding) -> None:
    index = Index.open(store, embedding)
    faults: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(20):
                assert "hai" in lexical(index)
                assert "hai" in dense(index)
        except BaseException as fault:  # noqa: BLE001 - a thread's fault must reach the test
            faults.append(fault)

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(8):
        store.save(make_plan("mot", PLAN_TEXT.replace("500", str(number))), ())
    for thread in threads:
        thread.join()
    assert faults == []


def test_processes_that_find_the_index_missing_all_answer(store: Store, embedding: StaticEmbedding) -> None:
    code = (
        "import sys; from ingest.store import Store; from ingest.index import Index;"
        "i = Index.open(Store.open(sys.argv[1])); print(len(i.lexical('kenh', 9)), len(i.dense('kenh', 99)))"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, store.location.folder], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    answers = {process.communicate(timeout=60)[0] for process in started}
    assert answers == {"2 12\n"}
    assert len(generations(store)) == 1
