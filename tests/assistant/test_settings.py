"""Settings from the environment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.channels.clock import today
from assistant.settings import Settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("TROLY_STORE", "TROLY_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TROLY_DATA_DIR", str(tmp_path))


def test_the_option_wins_over_the_environment_and_that_over_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert Settings().store_url() == str(tmp_path / "store")
    monkeypatch.setenv("TROLY_STORE", "kho")
    assert Settings().store_url() == "kho"
    assert Settings().store_url("khác") == "khác"


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TROLY_STORE", "")
    assert Settings().store_url() == str(tmp_path / "store")


def test_a_value_that_cannot_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROLY_DEBUG", "có lẽ")
    with pytest.raises(ValidationError):
        Settings()


def test_the_default_lies_in_the_users_data_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TROLY_DATA_DIR")
    assert Settings().data_dir.name == "troly"
    assert Settings().log_file.parent == Settings().data_dir


def test_today_is_the_day_in_vietnam_whatever_the_machines_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Honolulu")
    before = datetime.now(UTC) + timedelta(hours=7)  # noqa: TID251 - compared with the clock itself
    found = today()
    after = datetime.now(UTC) + timedelta(hours=7)  # noqa: TID251 - compared with the clock itself
    assert before.date() <= found <= after.date()
