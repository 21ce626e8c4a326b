"""Where a store and its indexes lie. It opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from ingest.errors import StoreError


@dataclass(frozen=True)
class Location:
    """The database's URL, and the folder on this machine for what is derived from it: lock files and indexes."""

    url: URL
    folder: Path

    @property
    def index_folder(self) -> Path:
        """Where the indexes stand."""
        return self.folder / "index"

    @property
    def ingest_lock(self) -> Path:
        """The lock file that a running ingest holds."""
        return self.folder / "ingest.lock"


def locate(url: str | Path) -> Location:
    """Read a folder's path or an SQLAlchemy URL; make the folder.

    A folder holds ``store.sqlite3`` and ``index/``. What belongs to an SQLite file given by URL stands beside the file,
    in ``NAME.troly/``; what belongs to a database server, in the user's cache directory.
    """
    if isinstance(url, Path) or "://" not in url:
        folder = Path(url).expanduser().absolute()
        database = URL.create("sqlite", database=str(folder / "store.sqlite3"))
    else:
        database = _read_url(url)
        folder = _folder_beside(database)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(store=str(url), reason=str(error)) from error
    return Location(database, folder)


def _read_url(url: str) -> URL:
    try:
        return make_url(url)
    except (SQLAlchemyError, ValueError) as error:
        raise StoreError(store="", reason=str(error)) from error  # not the URL: it may hold a password


def _folder_beside(url: URL) -> Path:
    if url.get_backend_name() == "sqlite":
        if url.database in {None, "", ":memory:"}:
            raise StoreError(store=str(url), reason="a store must outlive its process: give a file")
        return Path(f"{url.database}.troly").absolute()
    from platformdirs import user_cache_path

    name = sha256(url.render_as_string(hide_password=True).encode()).hexdigest()[:16]
    return user_cache_path("troly") / "stores" / name
