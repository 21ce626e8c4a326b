"""What the program says and keeps of a failure that nobody foresaw. Handles no failure that has a name."""

from __future__ import annotations

import traceback

from pydantic import ValidationError

from assistant.channels.texts import text
from assistant.settings import Settings

_LOG_BYTES = 1_000_000


def report(error: BaseException) -> str:
    """Log the details, and return the line for the user; the details themselves where TROLY_DEBUG=1 is set."""
    try:
        settings = Settings()
    except ValidationError as wrong:
        names = ", ".join(f"TROLY_{part}".upper() for each in wrong.errors() for part in each["loc"])
        return text("usage.setting", name=names)
    details = "".join(traceback.format_exception(error))
    if settings.debug:
        return details.rstrip()
    try:
        _log(settings, details)
    except OSError:
        return text("failures.unexpected_unlogged")
    return text("failures.unexpected", log=settings.log_file)


def _log(settings: Settings, details: str) -> None:
    import logging
    from logging.handlers import RotatingFileHandler

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(settings.log_file, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.Logger("troly")  # our own, outside the tree that libraries configure
    logger.addHandler(handler)
    try:
        logger.error("%s", details.replace("\n", "\n  ").rstrip())
    finally:
        handler.close()
