"""The SQL database under the store: connections, transactions, migrations. It knows no plans.

SQLite runs with a write-ahead log (readers see the last commit while a writer works), foreign keys on, and
``synchronous=FULL``: what an ingest has reported as done survives a power cut, at about one disk flush a plan.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, Row, Select, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from ingest.errors import StoreError, StoreTooNew
from ingest.store.lock import exclusive
from ingest.store.schema import SCHEMA_VERSION

_BUSY_SECONDS = 30.0
_KEYS_AT_ONCE = 5000  # SQLite takes 32,766 parameters in a statement, PostgreSQL 65,535
_SQLITE_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",  # what is removed, a secret document say, is overwritten, not only unlinked
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32768",  # KiB
)
AnyRow = tuple[Any, ...]  # the columns of a row whose types are not followed
_MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """An open database at the newest schema version."""

    def __init__(self, url: str | URL, folder: Path) -> None:
        self.url = make_url(url)
        self.folder = folder  # where lock files and indexes may stand
        self._engine = _engine(self.url)
        try:
            self._migrate()
        except StoreError:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot of the store: everything read in the block belongs to the same revision."""
        with self._guarded(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: committed as a whole when the block ends, undone as a whole when it raises."""
        with self._guarded(), self._engine.connect() as connection:
            connection.execution_options(troly_write=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", None) or error)
            raise StoreError(store=self.url.render_as_string(), reason=reason) from error

    def _migrate(self) -> None:
        if self._version() == SCHEMA_VERSION:
            return
        with self._guarded(), exclusive(self.folder / "migration.lock", _BUSY_SECONDS):
            if self.url.get_backend_name() == "sqlite":
                self._use_write_ahead_log()
            with self.writing() as connection:
                if _read_version(connection) != SCHEMA_VERSION:
                    _run_migrations(connection)

    def _use_write_ahead_log(self) -> None:
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL")  # outside a transaction; the file remembers it
        finally:
            connection.close()

    def _version(self) -> str | None:
        with self.reading() as connection:
            found = _read_version(connection)
        if found is not None and found > SCHEMA_VERSION:
            raise StoreTooNew(store=self.url.render_as_string(), found=found, known=SCHEMA_VERSION)
        return found


def select_in(
    connection: Connection, statement: Select[*AnyRow], column: Column[int], keys: Sequence[int]
) -> Iterator[Row[*AnyRow]]:
    """Yield the rows of ``statement`` with ``column`` among ``keys``, however many keys there are, in no order."""
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        yield from connection.execute(statement.where(column.in_(keys[start : start + _KEYS_AT_ONCE]))).all()


def _read_version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _run_migrations(connection: Connection) -> None:
    from alembic import command  # 0.3 s to import: only when there is something to migrate
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(url)
        except (SQLAlchemyError, ImportError) as error:  # no such dialect, or its driver is not installed
            raise StoreError(store=url.render_as_string(), reason=str(error)) from error
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS}, pool_size=8, max_overflow=64)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver's own begins only before a write
    for setting in _SQLITE_SETTINGS:
        connection.execute(setting)


def _begin_sqlite(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("troly_write") else "BEGIN")
