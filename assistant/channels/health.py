"""What is installed, configured and healthy, what is not, and how to mend it. Mends nothing itself, but for one thing.

Opening an index that is missing or behind rebuilds it from the store, as every question would.
"""

from __future__ import annotations

import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from packaging.requirements import Requirement

from assistant.channels.messages import error_message
from assistant.channels.texts import text
from assistant.settings import Settings
from ingest.errors import IngestError, MissingTool
from ingest.model import Frozen

_DISTRIBUTION = "troly-ke-hoach"
_FREE_MB = 200
_PYTHON = (3, 11)


class Check(Frozen):
    """One thing examined. ``broken`` is needed and does not work; ``note`` is missing without harm."""

    name: str
    title: str
    state: Literal["good", "note", "broken"]
    found: str
    mend: str = ""


def examine(store: str, settings: Settings) -> tuple[Check, ...]:
    """Examine everything, what rests on another thing after it; a check that fails is a finding, not an error."""
    checks = [_program(), _python(), _platform()]
    if checks[0].state == "good":
        checks += _packages()
    checks += [_scans(), _old_word(), _data_dir(settings), _disk(settings)]
    checks += [_guarded("embedding", "doctor.embedding_mend", _embedding), *_store(store)]
    return tuple(checks)


def _good(name: str, found: str) -> Check:
    return Check(name=name, title=text(f"doctor.{name}"), state="good", found=found)


def _broken(name: str, found: str, mend: str) -> Check:
    return Check(name=name, title=text(f"doctor.{name}"), state="broken", found=found, mend=mend)


def _guarded(name: str, mend: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except IngestError as error:
        return _broken(name, error_message(error), text(mend))
    except Exception as error:  # noqa: BLE001 - a doctor examines the broken
        return _broken(name, text("doctor.failed", reason=f"{type(error).__name__}: {error}"), text(mend))


def _program() -> Check:
    try:
        return _good("program", f"{_DISTRIBUTION} {version(_DISTRIBUTION)}")
    except PackageNotFoundError:
        return _broken("program", text("doctor.program_missing"), text("doctor.program_mend"))


def _python() -> Check:
    found = f"{platform.python_version()} ({sys.executable})"
    return (
        _good("python", found) if sys.version_info >= _PYTHON else _broken("python", found, text("doctor.python_mend"))
    )


def _platform() -> Check:
    return _good("platform", f"{platform.system()} {platform.release()} {platform.machine()}")


def _packages() -> Iterator[Check]:
    needed = [Requirement(each) for each in requires(_DISTRIBUTION) or ()]
    base = [each for each in needed if each.marker is None or each.marker.evaluate({"extra": ""})]
    missing = [f"{each.name}{each.specifier}" for each in base if not _is_installed(each)]
    if missing:
        found = text("doctor.package_missing", names=", ".join(missing))
        yield _broken("packages", found, text("doctor.packages_mend"))
    else:
        yield _good("packages", text("doctor.packages_found", count=len(base)))
    extra = [each for each in needed if each not in base and each.marker and each.marker.evaluate({"extra": "models"})]
    if all(_is_installed(each) for each in extra):
        yield _good("extra", ", ".join(f"{each.name} {version(each.name)}" for each in extra))
    else:
        yield Check(name="extra", title=text("doctor.extra"), state="note", found=text("doctor.extra_missing"))


def _is_installed(requirement: Requirement) -> bool:
    try:
        return requirement.specifier.contains(version(requirement.name), prereleases=True)
    except PackageNotFoundError:
        return False


def _scans() -> Check:
    from ingest.tools import missing_for_scans

    return _tool("scans", missing_for_scans())


def _old_word() -> Check:
    from ingest.tools import missing_for_old_word

    return _tool("old_word", missing_for_old_word())


def _tool(name: str, missing: MissingTool | None) -> Check:
    """A program that some formats need, and an office without such files does not."""
    if missing is None:
        return _good(name, text("doctor.tool_found"))
    mend = text("doctor.tool_mend", package=missing.fields["package"])
    found = text("doctor.tool_missing", tool=missing.fields["tool"])
    return Check(name=name, title=text(f"doctor.{name}"), state="note", found=found, mend=mend)


def _data_dir(settings: Settings) -> Check:
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".troly-doctor"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        found = text("doctor.failed", reason=error.strerror or str(error))
        return _broken("data_dir", f"{folder}: {found}", text("doctor.data_dir_mend"))
    return _good("data_dir", str(folder))


def _disk(settings: Settings) -> Check:
    place = next(parent for parent in (settings.data_dir, *settings.data_dir.parents) if parent.exists())
    free = shutil.disk_usage(place).free // 2**20
    found = f"{free:,} MB".replace(",", ".")
    return _good("disk", found) if free >= _FREE_MB else _broken("disk", found, text("doctor.disk_mend", need=_FREE_MB))


def _embedding() -> Check:
    from ingest.embedding import load_embedding

    model = load_embedding()
    found = text("doctor.embedding_found", dimensions=model.dimensions, digest=model.digest[:12])
    return _good("embedding", found)


def _store(url: str) -> Iterator[Check]:
    yield _good("store_at", _shown(url))
    if "://" not in url and not Path(url).expanduser().exists():
        yield Check(
            name="store",
            title=text("doctor.store"),
            state="note",
            found=text("doctor.store_absent", store=url),
            mend=text("doctor.empty_mend"),
        )
        return
    plans = _guarded("store", "doctor.store_mend", lambda: _counts(url))
    yield plans
    if plans.state != "broken":
        yield _guarded("index", "doctor.index_failed_mend", lambda: _index(url))


def _shown(url: str) -> str:
    if "://" not in url:
        return url
    from sqlalchemy.engine import make_url

    return make_url(url).render_as_string(hide_password=True)


def _counts(url: str) -> Check:
    from ingest.store import Store

    store = Store.open(url)
    try:
        heads = store.plans()
        revision = store.revision()
    finally:
        store.close()
    if not heads:
        empty = text("doctor.empty")
        return Check(
            name="store", title=text("doctor.store"), state="note", found=empty, mend=text("doctor.empty_mend")
        )
    found = text(
        "doctor.store_found",
        plans=len(heads),
        clauses=sum(head.clause_count for head in heads),
        obligations=sum(head.obligation_count for head in heads),
        revision=revision,
    )
    return _good("store", found)


def _index(url: str) -> Check:
    from ingest.index import Index
    from ingest.store import Store

    begun = time.perf_counter()
    store = Store.open(url)
    try:
        Index.open(store)
    finally:
        store.close()
    return _good("index", text("doctor.index_found", seconds=f"{time.perf_counter() - begun:.1f}"))
