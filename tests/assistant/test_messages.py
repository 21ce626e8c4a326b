"""Every error has a Vietnamese line, and a finding without one still says its code."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import assistant
import ingest
from assistant.channels.messages import coded_message, error_message, finding_message
from assistant.channels.texts import text
from assistant.errors import AssistantError, BadQuestion
from ingest.errors import IngestError, UnsupportedFormat
from ingest.model import Finding

NOT_IMPORTED = ("train", "migrations", "__main__")  # training needs the extra; migrations run inside alembic


def below(base: type[Exception]) -> Iterator[type[Exception]]:
    yield base
    for each in base.__subclasses__():
        yield from below(each)


def import_everything() -> None:
    for package in (ingest, assistant):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not any(part in module.name.split(".") for part in NOT_IMPORTED):
                importlib.import_module(module.name)


def test_every_ingest_error_has_a_sentence() -> None:
    import_everything()
    codes = {error.code for error in below(IngestError)}  # type: ignore[attr-defined]
    assert {code for code in codes if coded_message(code, {}) == text("failures.coded", code=code)} == set()
    assert "unknown_plan" in codes


def test_every_assistant_error_that_reaches_a_user_has_a_sentence() -> None:
    for error in (AssistantError, BadQuestion):
        assert error_message(error()) != text("failures.coded", code=error.code)


def test_every_reason_to_call_a_file_unsafe_has_a_sentence_of_its_own() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(ingest.__path__[0]).rglob("*.py"))
    raised = set(re.findall(r'UnsafeFile\([^()]*(?:\([^()]*\))?[^()]*reason="(\w+)"', sources))
    assert {"time", "macro", "file_size", "circulation"} <= raised
    other = coded_message("unsafe_file", {})
    for reason in [*raised, "memory", "crash", "depth", "ratio", "entries", "names", "duplicate", "symlink"]:
        assert coded_message("unsafe_file", {"reason": reason}) != other, reason


def test_the_fields_of_an_error_stand_in_its_sentence() -> None:
    assert "bao-cao.xls" in error_message(UnsupportedFormat(name="bao-cao.xls"))


def test_a_field_that_was_not_given_leaves_the_sentence_readable() -> None:
    assert "{" not in coded_message("unsupported_format", {})


def test_an_unknown_code_is_named() -> None:
    assert "code_of_tomorrow" in coded_message("code_of_tomorrow", {})
    assert finding_message(Finding(code="finding_of_tomorrow")) == "finding_of_tomorrow"
