from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

import ingest.store
from ingest.errors import StoreBusy, StoreError, StoreTooNew
from ingest.store import Store
from ingest.store.lock import exclusive, is_held
from ingest.store.schema import SCHEMA_VERSION, metadata
from tests.factories import make_plan


def run(code: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


def test_migrations_make_the_tables_that_the_code_expects(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    engine = create_engine(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differences == []


def test_the_schema_version_is_that_of_the_newest_migration() -> None:
    script = ScriptDirectory(Path(ingest.store.__file__).parent / "migrations")
    assert script.get_current_head() == SCHEMA_VERSION
    assert [step.revision for step in script.walk_revisions()] == sorted(
        (step.revision for step in script.walk_revisions()), reverse=True
    )


def test_a_store_of_a_newer_program_is_refused_untouched(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.save(make_plan(), ())
    store.close()
    engine = create_engine(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9000'"))
    engine.dispose()
    with pytest.raises(StoreTooNew) as refused:
        Store.open(tmp_path)
    assert refused.value.fields["found"] == "9000"
    assert not refused.value.retryable


def test_a_store_opens_by_url_and_keeps_its_indexes_beside_the_file(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'plans.db'}")
    store.save(make_plan(), ())
    store.close()
    assert store.location.index_folder == tmp_path / "plans.db.troly" / "index"
    again = Store.open(f"sqlite:///{tmp_path / 'plans.db'}")
    assert [head.id for head in again.plans()] == ["ke-hoach-mau"]
    again.close()


def test_a_file_in_the_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(StoreError):
        Store.open(tmp_path / "file")


def test_a_store_in_memory_is_refused() -> None:
    with pytest.raises(StoreError):
        Store.open("sqlite://")


def test_a_file_that_is_no_database_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite3").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreError, match="not a database"):
        Store.open(tmp_path)


def test_opening_a_store_that_is_up_to_date_imports_no_migrations_and_no_search(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    code = "import sys; from ingest.store import Store; s = Store.open(sys.argv[1]); s.plans(); print(*sys.modules)"
    loaded = set(run(code, tmp_path).split())
    assert loaded & {"alembic", "filelock", "faiss", "tantivy", "numpy", "torch", "underthesea"} == set()


def test_processes_that_create_the_same_store_at_once_all_get_it(tmp_path: Path) -> None:
    code = "import sys; from ingest.store import Store; s = Store.open(sys.argv[1]); print(s.revision())"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [process.communicate(timeout=60)[0].strip() for process in started] == ["0"] * 4


def test_a_held_lock_is_seen_and_not_given_twice(tmp_path: Path) -> None:
    path = tmp_path / "some.lock"
    assert not is_held(path)
    with exclusive(path, wait_seconds=0):
        assert is_held(path)
        with pytest.raises(StoreBusy), exclusive(path, wait_seconds=0.05):
            pass
    assert not is_held(path)
