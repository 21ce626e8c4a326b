"""texts.yaml and the code that uses it fit together."""

from __future__ import annotations

import ast
import re
import string
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

import assistant
from assistant.channels.texts import has_text, text
from assistant.cli.program import troly

ROOT = Path(assistant.__file__).parent
SOURCES = sorted([*(ROOT / "channels").glob("*.py"), *(ROOT / "cli").glob("*.py")])
TREE = yaml.safe_load((ROOT / "channels" / "texts.yaml").read_text("utf-8"))
KEY = re.compile(r"[a-z_]+(\.[a-z_*]+)+")


def leaves(node: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for name, below in node.items():
            yield from leaves(below, f"{path}.{name}" if path else name)
    else:
        assert isinstance(node, str), path
        yield path, node


SENTENCES = dict(leaves(TREE))


def used_keys() -> set[str]:
    """Every string in the code that looks like a key; the filled-in parts of f-strings become ``*``."""
    found = set()
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else "*" for part in node.values]
                words = "".join(str(part) for part in parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = node.value
            else:
                continue
            if KEY.fullmatch(words) and words.split(".")[0] in TREE and words != "ingest.data":
                found.add(words)
    return found


def matches(pattern: str, key: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", r"[^.]+"), key) is not None


def test_every_sentence_is_used() -> None:
    used = used_keys() | {"commands.*.options.*", "options.*", "doctor.*"}
    unused = [key for key in SENTENCES if not any(matches(pattern, key) for pattern in used)]
    assert unused == []


def test_every_key_in_the_code_has_a_sentence() -> None:
    missing = [
        pattern
        for pattern in used_keys()
        if pattern not in {"commands.*.options.*"} and not any(matches(pattern, key) for key in SENTENCES)
    ]
    assert missing == []


def test_every_command_and_parameter_has_help() -> None:
    ctx = click.Context(troly)
    for name in troly.list_commands(ctx):
        command = troly.get_command(ctx, name)
        assert command is not None
        assert command.name == name
        assert text("help.usage").strip() in command.get_help(click.Context(command, info_name=name))
        written = {max(param.opts, key=len).lstrip("-").replace("-", "_") for param in command.params}
        assert set(TREE["commands"][name]["options"]) <= written, name


def test_no_sentence_holds_english_help_words_or_decomposed_letters() -> None:
    for key, sentence in SENTENCES.items():
        assert unicodedata.is_normalized("NFC", sentence), key
        assert "please" not in sentence.lower(), key


def test_fields_of_a_sentence_are_plain_names() -> None:
    for key, sentence in SENTENCES.items():
        if key.startswith("commands."):
            continue  # shown as they are
        for _, name, spec, conversion in string.Formatter().parse(sentence):
            assert name is None or name.isidentifier(), key
            assert not spec, key
            assert not conversion, key


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        text("labels.nothing")
    with pytest.raises(KeyError):
        text("labels")
    assert not has_text("labels.nothing")
    assert has_text("labels.plan")


def test_a_field_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError):
        text("plans.unknown", name="a")
