"""The program as a process: exit codes, streams, terminals, interrupts, what it imports and how fast it starts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.channels.messages import error_message
from assistant.channels.texts import text
from ingest.errors import StoreError
from tests.assistant.terminal import PLANS, OnTerminal, environment, troly

HEAVY = ("torch", "transformers", "langchain", "langchain_core", "fastapi", "underthesea", "alembic", "icalendar")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("process") / "store")
    done = troly("ingest", str(PLANS), "--store", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_data_in_json_is_utf8_whatever_the_locale(store: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "plans", "--json"],
        capture_output=True,
        env=environment(TROLY_STORE=store, PYTHONIOENCODING="latin-1", LC_ALL="C"),
        timeout=120,
        check=True,
    )
    assert "Lạc Hà" in done.stdout.decode("utf-8")


def test_an_argument_that_is_no_utf8_is_answered_and_not_a_crash(store: str) -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"assistant.cli", b"ask", b"--json", b"Ai \xff\xfe ?"],
        capture_output=True,
        env=environment(TROLY_STORE=store),
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["status"]


def test_a_reader_who_leaves_early_is_no_failure(store: str) -> None:
    for command in ("obligations --json", "obligations --format csv", "obligations", "show lac-ha-cay-xanh"):
        pipeline = f"{sys.executable} -m assistant.cli {command} | true; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(
            ["bash", "-c", pipeline],
            capture_output=True,
            env=environment(TROLY_STORE=store),
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b""), command


def test_an_unforeseen_failure_is_one_line_with_the_details_in_the_log(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "store.sqlite3").write_bytes(b"SQLite format 3\0" + b"rubbish" * 500)
    done = troly("plans", TROLY_STORE=str(tmp_path / "store"), TROLY_DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_setting_that_cannot_be_read_is_named(store: str) -> None:
    done = troly("plans", TROLY_STORE=store, TROLY_DEBUG="có lẽ")
    assert done.returncode == 1
    assert done.stderr.strip() == text("usage.setting", name="TROLY_DEBUG")


def test_a_question_imports_nothing_heavy(store: str) -> None:
    code = (
        "import sys; from assistant.cli import main; "
        "code = main(['ask', 'Sở Xây dựng phải làm gì?']); "
        f"sys.stderr.write(' '.join(m for m in {HEAVY!r} if m in sys.modules)); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        env=environment(TROLY_STORE=store),
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_doctor_finds_a_good_store_good(store: str, tmp_path: Path) -> None:
    done = troly("doctor", "--json", TROLY_STORE=store, TROLY_DATA_DIR=str(tmp_path))
    data = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert data["python"]["state"] == data["embedding"]["state"] == "good"
    assert data["store"]["state"] == data["index"]["state"] == "good"
    assert text("doctor.store_found", plans=2, clauses=0, obligations=0, revision=0)[:2] == data["store"]["found"][:2]
    assert done.returncode == (0 if json.loads(done.stdout)["healthy"] else 1)


def test_doctor_says_how_to_mend_a_broken_store(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "store.sqlite3").write_bytes(b"SQLite format 3\0" + b"rubbish" * 500)
    done = troly("doctor", TROLY_STORE=str(tmp_path / "store"), TROLY_DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 1
    assert text("doctor.store_mend") in done.stdout
    assert text("doctor.broken") in done.stdout


def test_doctor_names_the_packages_of_formats_that_cannot_be_read(store: str, tmp_path: Path) -> None:
    done = troly("doctor", "--json", TROLY_STORE=store, TROLY_DATA_DIR=str(tmp_path), PATH=str(tmp_path))
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert done.returncode == 0
    assert [checks[name]["state"] for name in ("scans", "old_word")] == ["note", "note"]
    assert "tesseract-ocr-vie" in checks["scans"]["mend"]
    assert "libreoffice" in checks["old_word"]["mend"]


def test_doctor_makes_no_store(tmp_path: Path) -> None:
    done = troly("doctor", TROLY_STORE=str(tmp_path / "khong-co"), TROLY_DATA_DIR=str(tmp_path / "data"))
    assert text("doctor.empty_mend") in done.stdout
    assert not (tmp_path / "khong-co").exists()


def test_doctor_shows_no_password(tmp_path: Path) -> None:
    url = "postgresql://an:bimat@127.0.0.1:1/troly"
    done = troly("doctor", "--store", url, TROLY_DATA_DIR=str(tmp_path))
    assert "bimat" not in done.stdout + done.stderr


def test_eval_hands_on_its_arguments_and_exit_code(store: str) -> None:
    done = troly("eval", "khong-co-bai-nay", "--store", store)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr


def test_bytes_are_not_written_to_a_terminal(store: str) -> None:
    terminal = OnTerminal(["obligations", "--format", "xlsx"], TROLY_STORE=store)
    assert terminal.exit_code() == 2
    assert text("usage.needs_output", format="xlsx")[:30] in terminal.screen
    assert "PK" not in terminal.screen


def test_ingest_on_a_terminal_shows_progress_and_each_file(tmp_path: Path) -> None:
    terminal = OnTerminal(["ingest", str(PLANS)], TROLY_STORE=str(tmp_path / "new"))
    assert terminal.exit_code() == 0
    assert text("ingest.progress") in terminal.screen
    assert "dong-may-ve-sinh" in terminal.screen
    assert text("ingest.summary", total=2, added=2, replaced=0, unchanged=0, failed=0) in terminal.screen


def test_a_chat_on_a_terminal_answers_and_ends_with_the_end_of_input(store: str) -> None:
    terminal = OnTerminal(["chat"], TROLY_STORE=store)
    terminal.wait_for(text("chat.asked").strip())
    terminal.type("Sở Tài chính phải làm gì?\r")
    terminal.wait_for(text("answer.vi.sources"))
    terminal.wait_for(text("chat.asked").strip())  # before that the line editor would not see the key as the end
    terminal.type("\x04")
    assert terminal.exit_code() == 0
    assert text("chat.bye") in terminal.screen


def test_an_interrupt_is_a_clean_line_and_code_130(store: str) -> None:
    terminal = OnTerminal(["chat"], TROLY_STORE=store)
    terminal.wait_for(text("chat.asked").strip())
    terminal.interrupt(text("failures.interrupted"))
    assert terminal.exit_code() == 130
    assert "Traceback" not in terminal.screen


def test_an_interrupted_ingest_ends_cleanly_and_keeps_what_was_done(tmp_path: Path) -> None:
    many = tmp_path / "plans"
    many.mkdir()
    source = (PLANS / "lac-ha-cay-xanh.txt").read_text("utf-8")
    for number in range(400):
        (many / f"ke-hoach-{number:03}.txt").write_text(source.replace("Số: 45/", f"Số: {number}/"), "utf-8")
    terminal = OnTerminal(["ingest", str(many)], TROLY_STORE=str(tmp_path / "store"))
    terminal.wait_for("ke-hoach-003")
    terminal.type("\x03")
    assert terminal.exit_code() == 130
    assert text("failures.interrupted") in terminal.screen
    assert "Traceback" not in terminal.screen
    kept = json.loads(troly("plans", "--json", TROLY_STORE=str(tmp_path / "store")).stdout)["total"]
    assert 4 <= kept < 400


@pytest.mark.parametrize("url", ["foo://x", "foo://:::", "sqlite://", "postgresql://an:bimat@127.0.0.1:1/troly"])
def test_a_store_that_cannot_be_opened_is_one_line(url: str) -> None:
    done = troly("plans", "--store", url)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line == error_message(StoreError())
    assert "bimat" not in line


def test_the_terminal_gets_no_colour_when_none_is_wanted(store: str) -> None:
    terminal = OnTerminal(["ask", "Sở Tài chính phải làm gì?"], TROLY_STORE=store, NO_COLOR="1")
    assert terminal.exit_code() == 0
    assert "\x1b[36m" not in terminal.screen
    assert "\x1b[1;36m" not in terminal.screen
