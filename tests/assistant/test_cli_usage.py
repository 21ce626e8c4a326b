"""Help and wrong usage."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.channels.texts import text
from assistant.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "store").mkdir()
    monkeypatch.setenv("TROLY_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("TROLY_DATA_DIR", str(tmp_path / "data"))


def printed(capsys: Capture, *arguments: str, code: int = 0) -> tuple[str, str]:
    capsys.readouterr()
    assert main(arguments) == code
    return capsys.readouterr()


def test_no_command_is_wrong_usage_and_prints_the_commands(capsys: Capture) -> None:
    out, err = printed(capsys, code=2)
    assert out == ""
    assert "obligations" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["frob"],
        ["plans", "--jsn"],
        ["plans", "thừa"],
        ["show"],
        ["ingest"],
        ["ask", "--as-of", "hôm qua", "Ai?"],
        ["ask", "--as-of"],
        ["obligations", "--kind", "x"],
        ["obligations", "--limit", "0"],
        ["obligations", "--format", "pdf"],
        ["obligations", "--output", "viec.txt"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_vietnamese_line_and_code_2(arguments: list[str], capsys: Capture) -> None:
    out, err = printed(capsys, *arguments, code=2)
    assert out == ""
    (line,) = err.splitlines()
    assert "--help" in line
    assert not any(word in line for word in ("Error", "Usage", "Invalid", "No such", "Missing", "unexpected"))


def test_a_misspelled_command_gets_a_suggestion(capsys: Capture) -> None:
    assert text("usage.did_you_mean", names="ingest") in printed(capsys, "ingset", code=2)[1]


@pytest.mark.parametrize(
    "command", ["", "ingest", "plans", "show", "remove", "obligations", "ask", "chat", "eval", "doctor"]
)
def test_help_is_vietnamese_and_goes_to_stdout(command: str, capsys: Capture) -> None:
    out, _ = printed(capsys, *([command] if command else []), "--help")
    assert out.startswith(text("help.usage").strip())
    assert text("options.help") in out
    assert "Options:" not in out
    if command:
        assert "--store" in out
