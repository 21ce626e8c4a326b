"""The settings of one installation, from ``TROLY_*`` environment variables. Reads nothing else and opens nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _blank_is_unset(value: object) -> object:
    return None if value == "" else value


class Settings(BaseSettings):
    """What may differ from one installation to the next. An empty variable counts as unset."""

    model_config = SettingsConfigDict(env_prefix="TROLY_", frozen=True, extra="ignore")

    store: Annotated[str | None, BeforeValidator(_blank_is_unset)] = Field(
        None, description="where the plans are kept: a folder or an SQLAlchemy URL; default: data_dir/store"
    )
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("troly", appauthor=False),
        description="the program's folder in the user's data directory: the default store and the log",
    )
    internal: Literal["warn", "refuse"] = Field(
        "warn",
        description="documents marked for limited circulation (“LƯU HÀNH NỘI BỘ”): read with a finding, or refused",
    )
    debug: bool = Field(False, description="show the details of an unexpected failure instead of logging them")

    def store_url(self, chosen: str | None = None) -> str:
        """Return the store to open: ``chosen`` (an option of the command), else ``TROLY_STORE``, else the default."""
        return chosen or self.store or str(self.data_dir / "store")

    @property
    def log_file(self) -> Path:
        """Where the details of unexpected failures are kept."""
        return self.data_dir / "troly.log"
