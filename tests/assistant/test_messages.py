"""Every error has a Vietnamese line, and a finding without one still says its code."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import assistant
import ingest
from assistant.channels.messages import coded_message, error_message, finding_message
from assistant.channels.texts import text
from assistant.errors import AssistantError, BadQuestion
from ingest.data import read_yaml
from ingest.errors import IngestError, UnsupportedFormat
from ingest.model import Finding

TREES = [ast.parse(path.read_text("utf-8")) for path in Path(ingest.__path__[0]).rglob("*.py")]
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


def calls(name: str, keyword: str) -> set[str]:
    """What is given for ``keyword`` in calls of ``name`` in ingest: strings, and module constants that are strings."""
    found = set()
    for tree in TREES:
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != name:
                continue
            for given in (each.value for each in node.keywords if each.arg == keyword):
                value = given.value if isinstance(given, ast.Constant) else constants.get(getattr(given, "id", ""))
                found |= {value} if isinstance(value, str) else set()
    return found


def test_every_reason_to_call_a_file_unsafe_has_a_sentence_of_its_own() -> None:
    raised = calls("UnsafeFile", "reason")
    assert {"time", "macro", "file_size", "circulation"} <= raised
    other = coded_message("unsafe_file", {})
    for reason in [*raised, "memory", "crash", "depth", "ratio", "entries", "names", "duplicate", "symlink"]:
        assert coded_message("unsafe_file", {"reason": reason}) != other, reason


def test_every_finding_has_a_sentence() -> None:
    raised = calls("Finding", "code")
    assert {"hidden_text", "page_damaged", "furniture_inside_sentence"} <= raised
    assert {code for code in raised if finding_message(Finding(code=code)) == code} == set()


def test_every_sentence_is_said_somewhere() -> None:
    """A code or a reason without a string in ingest that spells it is a sentence that nobody will ever read."""
    spelled = {node.value for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    messages = read_yaml("messages.yaml")
    reasons = {reason for each in messages["errors"].values() if isinstance(each, dict) for reason in each}
    assert {*messages["findings"], *messages["errors"], *reasons} - spelled == set()


def test_every_sentence_about_a_refused_file_says_what_to_do() -> None:
    errors = read_yaml("messages.yaml")["errors"]
    for code in ("unsafe_file", "unreadable_file", "unsupported_format", "secret_document"):
        assert [each for each in errors[code].values() if "hãy " not in each.lower()] == [], code


def test_the_fields_of_an_error_stand_in_its_sentence() -> None:
    assert "bao-cao.xls" in error_message(UnsupportedFormat(name="bao-cao.xls"))


def test_a_field_that_was_not_given_leaves_the_sentence_readable() -> None:
    assert "{" not in coded_message("unsupported_format", {})


def test_an_unknown_code_is_named() -> None:
    assert "code_of_tomorrow" in coded_message("code_of_tomorrow", {})
    assert finding_message(Finding(code="finding_of_tomorrow")) == "finding_of_tomorrow"
