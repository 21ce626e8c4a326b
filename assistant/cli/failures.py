"""What the program says and keeps of a failure that nobody foresaw. Handles no failure that has a name."""

from __future__ import annotations

import logging
import sys
import traceback

from pydantic import ValidationError

from assistant.channels.texts import text
from assistant.settings import Settings

_LOG_BYTES = 1_000_000
_LINE = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")


def report(error: BaseException) -> str:
    """Log the details, and return the line for the user; the details themselves where TROLY_DEBUG=1 is set."""
    try:
        settings = Settings()
    except ValidationError as wrong:
        names = ", ".join(f"TROLY_{part}".upper() for each in wrong.errors() for part in each["loc"])
        return text("usage.setting", name=names)
    if settings.debug:
        return "".join(traceback.format_exception(error)).rstrip()
    record = logging.LogRecord(
        "troly", logging.ERROR, __file__, 0, "unexpected failure", None, (type(error), error, error.__traceback__)
    )
    try:
        _write(settings, record)
    except OSError:
        return text("failures.unexpected_unlogged")
    return text("failures.unexpected", log=settings.log_file)


def keep_warnings() -> None:
    """Send what the program logs to its log file in place of the user's terminal; to stderr where TROLY_DEBUG=1 is set."""
    root = logging.getLogger()
    if not any(isinstance(handler, _LogFile) for handler in root.handlers):
        root.addHandler(_LogFile(logging.WARNING))


class _LogFile(logging.Handler):
    """Opens the log when there is something to write: most runs write nothing."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            settings = Settings()
            if settings.debug:
                sys.stderr.write(_LINE.format(record) + "\n")
            else:
                _write(settings, record)
        except (OSError, ValidationError):
            return  # a log that cannot be kept must not stop the work that it is about


def _write(settings: Settings, record: logging.LogRecord) -> None:
    from logging.handlers import RotatingFileHandler

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        settings.log_file, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", errors="backslashreplace"
    )
    handler.setFormatter(_LINE)
    try:
        handler.emit(record)
    finally:
        handler.close()
