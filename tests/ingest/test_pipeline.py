from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from ingest.errors import UnknownPlan
from ingest.index import Index
from ingest.obligations import find_obligations
from ingest.pipeline import FileResult, ingest_paths, remove_plan
from ingest.reading import read_plan
from ingest.store import ObligationQuery, Store
from ingest.store.lock import exclusive
from ingest.worker import Limits, Worker
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


def test_an_unchanged_file_is_read_again_on_request_and_keeps_its_id(store: Store, folder: Path) -> None:
    path = write(folder / "one" / "a.txt", plan_text(tasks=3))
    copy = write(folder / "two" / "b.txt", plan_text(tasks=3))
    ingest(store, path)
    revision = store.revision()
    assert outcomes(ingest(store, copy)) == [("unchanged", "a")]
    assert store.revision() == revision
    assert outcomes(list(ingest_paths(store, [copy], again=True))) == [("replaced", "a")]
    assert store.revision() > revision


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


FAULTY = """
import os, sys, time
from ingest.worker.__main__ import read_document
from ingest.worker.serving import main

def read(data, name, circulation, progress):
    if name == "fault.txt":
        raise ValueError("a fault of ours")
    if name == "abort.txt":
        os.abort()
    if name == "memory.txt":
        bytearray(4 * 1024**3)
    if name == "hang.txt":
        while True:
            time.sleep(60)
    return read_document(data, name, circulation, progress)

main(sys.argv[1:], read)
"""


def test_what_goes_wrong_in_the_child_is_one_result_and_leaves_the_others(
    store: Store, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for number, name in enumerate(("a", "abort", "b", "fault", "c", "hang", "d", "memory", "e")):
        write(folder / f"{name}.txt", plan_text(number=str(number)))
    names = [folder / f"{name}.txt" for name in ("a", "abort", "b", "fault", "c", "hang", "d", "memory", "e")]
    with Worker(Limits(silence=8), program=(sys.executable, "-P", "-c", FAULTY)) as worker:
        results = list(ingest_paths(store, names, worker=worker))
    assert [(r.error, r.fields.get("reason")) for r in results if r.error] == [
        ("unsafe_file", "crash"),
        ("ingest_failed", None),
        ("unsafe_file", "time"),
        ("unsafe_file", "memory"),
    ]
    assert [r.plan_id for r in results if r.plan_id] == ["a", "b", "c", "d", "e"]
    assert [head.id for head in store.plans()] == ["a", "b", "c", "d", "e"]
    assert "a fault of ours" in caplog.text


def test_a_file_that_is_now_secret_is_taken_out_and_leaves_one_line_in_the_audit_file(
    store: Store, folder: Path
) -> None:
    file, other = (
        write(folder / "a.txt", plan_text(number="1")),
        write(folder / "b.txt", plan_text(number="2", tasks=4)),
    )
    ingest(store, folder)
    marked = plan_text(number="1").replace("/KH-UBND\n", "/KH-UBND\n\nMẬT\n")
    write(file, marked)
    first, second = ingest(store, file, other)
    assert (first.status, first.error) == ("failed", "secret_document")
    assert first.fields == {"name": "a.txt", "mark": "MẬT", "reason": "removed"}
    assert second.status == "unchanged"
    assert [head.id for head in store.plans()] == ["b"]
    assert {hit.plan_id for hit in Index.open(store).lexical("muỗi", 9)} == {"b"}
    ingest(store, write(folder / "c.txt", marked + "TỐI MẬT\n"))
    lines = (store.location.folder / "refused.jsonl").read_bytes().splitlines()
    rows = [json.loads(line) for line in lines]
    assert [(row["event"], row["mark"], row["removed"]) for row in rows] == [
        ("secret_document", "MẬT", 1),
        ("secret_document", "TỐI MẬT", 0),
    ]
    assert rows[0]["sha256"] == sha256(marked.encode()).hexdigest()
    assert rows[1]["previous"] == sha256(lines[0]).hexdigest()
    assert "a.txt" not in lines[0].decode()


def test_nothing_of_a_secret_document_stays_in_the_files_of_the_store(store: Store, folder: Path) -> None:
    word = "Xuyênmâykhônglộ"
    file = write(folder / "a.txt", plan_text(title=f"Trồng cây {word}"))
    ingest(store, file)
    assert holds(store, word)
    write(file, "TUYỆT MẬT\n" + plan_text(title=f"Trồng cây {word}"))
    ingest(store, file)
    store.close()
    assert not holds(store, word)
    assert not holds(store, "xuyenmaykhonglo")


def holds(store: Store, word: str) -> bool:
    return any(word.encode() in path.read_bytes() for path in store.location.folder.rglob("*") if path.is_file())


def test_a_secret_document_that_an_earlier_version_let_in_is_taken_out(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = plan_text().replace("/KH-UBND\n", "/KH-UBND\n\nMẬT\n\n")
    file = write(folder / "a.txt", text)
    with monkeypatch.context() as patched:
        patched.setattr("ingest.reading.check_marks", lambda *_: ())  # a version that looked for no marks
        plan = read_plan(text.encode(), "a.txt")
    store.save(plan, (), str(file))
    (result,) = ingest(store, file)
    assert (result.error, result.fields["reason"]) == ("secret_document", "removed")
    assert store.plans() == ()


def test_limited_circulation_is_a_finding_or_a_refusal(store: Store, folder: Path) -> None:
    file = write(folder / "a.txt", plan_text().replace("/KH-UBND\n", "/KH-UBND\n\nLƯU HÀNH NỘI BỘ\n"))
    (refused,) = ingest_paths(store, [file], circulation="refuse")
    assert (refused.error, refused.fields["reason"]) == ("unsafe_file", "circulation")
    (read,) = ingest_paths(store, [file])
    assert read.status == "added"
    assert [f.detail for f in store.head("a").findings if f.code == "circulation_limited"] == ["LƯU HÀNH NỘI BỘ"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_devices_and_folders_that_look_like_files_are_not_read(store: Store, folder: Path) -> None:
    os.mkfifo(folder / "a.txt")
    good = write(folder / "b.txt", plan_text())
    results = ingest(store, folder / "a.txt", Path("/dev/zero"), good)
    assert [result.error for result in results] == ["file_unavailable", "file_unavailable", None]


def test_a_sparse_file_over_the_limit_is_refused_without_being_read(store: Store, folder: Path) -> None:
    with (folder / "a.txt").open("wb") as file:
        file.truncate(8 * 1024**3)
    (result,) = ingest(store, folder)
    assert (result.error, result.fields["reason"]) == ("unsafe_file", "file_size")


@pytest.mark.parametrize(
    "name", [b"\xff\xfe.txt", b"a\nb\x1b[31m.txt", "a\u202etxt.exe.txt".encode(), b"CON.txt", b"x" * 250 + b".txt"]
)
def test_hostile_file_names_are_shown_escaped_and_stored_as_text(store: Store, folder: Path, name: bytes) -> None:
    file = Path(os.fsdecode(bytes(folder) + b"/" + name))
    try:
        file.write_text(plan_text(), "utf-8")
    except OSError as error:
        pytest.skip(f"this file system takes no such name: {error}")
    (result,) = ingest(store, file)
    assert result.status == "added"
    assert result.path.isprintable()
    result.path.encode("utf-8")
    head = store.head(result.plan_id or "")
    assert head.source.name.isprintable()
    assert head.id.isascii()
    (again,) = ingest(store, file)
    assert again.status == "unchanged"


def test_pages_of_long_files_are_told(store: Store, folder: Path) -> None:
    told: list[tuple[str, int, int]] = []
    paged = (
        "import sys\nfrom ingest.worker.__main__ import read_document\nfrom ingest.worker.serving import main\n"
        "def read(data, name, circulation, progress):\n    progress(1, 2); progress(1, 2); progress(2, 2)\n"
        "    return read_document(data, name, circulation, progress)\nmain(sys.argv[1:], read)\n"
    )
    file = write(folder / "a.txt", plan_text())
    with Worker(program=(sys.executable, "-P", "-c", paged)) as worker:
        list(ingest_paths(store, [file], worker=worker, progress=lambda *each: told.append((each[0].name, *each[1:]))))
    assert told == [("a.txt", 1, 2), ("a.txt", 2, 2)]


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
