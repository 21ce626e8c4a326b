"""``troly show --tree`` for a reviewer, and what became of plans, in the commands and in answers."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from assistant.answering import answer
from assistant.channels.texts import text
from assistant.cli import main
from assistant.model import Question
from tests.assistant.conftest import ingested
from tests.assistant.terminal import OnTerminal, troly
from tests.plan_texts import plan_text

Capture = pytest.CaptureFixture[str]
_CLOSING = "\n4. Kế hoạch này thay thế Kế hoạch số 12/KH-UBND ngày 12/02/2026 của Ủy ban nhân dân phường Bình Sơn Hạ.\n\nNơi nhận:"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("plans")
    first, second = folder / "cu.txt", folder / "moi.txt"
    first.write_text(
        plan_text().replace("3. Các tổ", "3. Vào dịp cần thiết, các tổ").replace("II. NHIỆM VỤ", "III. NHIỆM VỤ"),
        "utf-8",
    )
    later = plan_text(number="40", title="Tổng vệ sinh môi trường năm 2027").replace("\n\nNơi nhận:", _CLOSING)
    second.write_text(later.replace("12 tháng 02 năm 2026", "20 tháng 12 năm 2026"), "utf-8")
    return [first, second]


@pytest.fixture(scope="module")
def store(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("gallery") / "store"
    assert main(["ingest", *map(str, files), "--store", str(folder)]) == 0
    return str(folder)


def shown(capsys: Capture, *arguments: str) -> str:
    capsys.readouterr()
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_each_obligation_stands_under_its_clause_with_actor_and_deadline(store: str, capsys: Capture) -> None:
    lines = shown(capsys, "show", "cu", "--tree", "--store", store).splitlines()
    at = next(i for i, line in enumerate(lines) if line.strip().startswith("1. Phòng Kinh tế, Hạ tầng"))
    below = "\n".join(lines[at + 1 : at + 6])
    assert "→ Nhiệm vụ: “Phòng Kinh tế, Hạ tầng và Đô thị chủ trì" in below
    assert "Chủ trì: Phòng Kinh tế, Hạ tầng và Đô thị" in below
    assert "Phối hợp: Công an phường" in below
    assert "Thời hạn: “trước ngày 30/6/2026” = hạn cuối 29/06/2026" in below
    depth = len(lines[at]) - len(lines[at].lstrip())
    assert all(len(line) - len(line.lstrip()) > depth for line in lines[at + 1 : at + 6])


def test_doubts_stand_at_their_place_and_the_header_on_top(store: str, capsys: Capture) -> None:
    out = shown(capsys, "show", "cu", "--tree", "--store", store)
    lines = out.splitlines()
    assert lines[0] == "Kế hoạch 12/KH-UBND"
    doubt = next(i for i, line in enumerate(lines) if line.strip().startswith("! ") and "III" in line)
    heading = next(i for i, line in enumerate(lines) if line.strip().startswith("III. NHIỆM VỤ"))
    assert heading < doubt < heading + 4
    assert re.search(r"^\d+ điều khoản, \d+ nhiệm vụ, \d+ chỗ cần kiểm tra\.$", lines[-1])


def test_a_clause_alone_is_shown_without_the_header(store: str, capsys: Capture) -> None:
    out = shown(capsys, "show", "moi", "II.1", "--tree", "--store", store)
    assert "khu phố 1" in out
    assert "khu phố 2" not in out
    assert text("plan.issuer") not in out


def test_the_gallery_as_json_has_the_obligations(store: str, capsys: Capture) -> None:
    data = json.loads(shown(capsys, "show", "moi", "--tree", "--json", "--store", store))
    assert {each["plan_id"] for each in data["obligations"]} == {"moi"}
    assert len(data["obligations"]) >= 6
    alone = json.loads(shown(capsys, "show", "moi", "II.1", "--tree", "--json", "--store", store))
    assert len(alone["obligations"]) == 1


def test_a_pipe_gets_no_escape_codes(store: str) -> None:
    piped = troly("show", "cu", "--tree", "--store", store)
    assert piped.returncode == 0
    assert "\x1b" not in piped.stdout


def test_a_terminal_gets_colours_unless_they_are_unwanted(store: str) -> None:
    coloured = OnTerminal(["show", "cu", "--tree", "--store", store])
    coloured.wait_for("điều khoản,")
    assert "\x1b[1;32m" in coloured.screen  # who leads
    plain = OnTerminal(["show", "cu", "--tree", "--store", store], NO_COLOR="1")
    plain.wait_for("điều khoản,")
    assert not re.search(r"\x1b\[[\d;]*3[1-7]", plain.screen)


def test_a_replaced_plan_and_an_expired_one_are_labelled(store: str, capsys: Capture) -> None:
    replaced = text("standing.replaces", plan="Kế hoạch 40/KH-UBND")
    expired = text("standing.expired", day="31/12/2026")
    out = shown(capsys, "show", "cu", "--store", store, "--as-of", "2027-01-01")
    assert replaced in out
    assert expired in out
    assert replaced in shown(capsys, "show", "cu", "--tree", "--store", store, "--as-of", "2026-12-31")
    listed = shown(capsys, "plans", "--store", store, "--as-of", "2026-12-31")
    assert " ".join(replaced.split()[:4]) in listed
    assert "Hết thời kỳ" not in listed
    assert "thay thế bởi" not in shown(capsys, "show", "moi", "--store", store, "--as-of", "2026-12-31")


def test_json_says_what_became_of_plans_and_what_they_replace(store: str, capsys: Capture) -> None:
    items = json.loads(shown(capsys, "plans", "--json", "--store", store, "--as-of", "2027-01-01"))["items"]
    old, new = items
    assert (old["expired"], new["expired"]) == (True, False)
    assert old["replaced_by"] == [{"relation": "replaces", "plan_id": "moi", "number": "40/KH-UBND"}]
    assert [(each["relation"], each["number"], each["issued"]) for each in new["replaces"]] == [
        ("replaces", "12/KH-UBND", "2026-02-12")
    ]


def test_an_answer_from_a_replaced_plan_says_so(files: list[Path], tmp_path: Path) -> None:
    library = ingested(tmp_path / "store", files)
    question = Question(
        text="Phòng Kinh tế, Hạ tầng và Đô thị phải làm gì?", as_of=date(2026, 12, 31), plan_ids=("cu",)
    )
    given = answer(question, library)
    library.close()
    assert "đã được thay thế bởi Kế hoạch số 40/KH-UBND" in given.text
    assert given.blocks[-1].kind == "notice"


@pytest.mark.parametrize(
    ("question", "as_of", "said"),
    [
        ("Phòng Kinh tế, Hạ tầng và Đô thị phải làm gì?", date(2028, 1, 1), True),
        ("Phòng Kinh tế, Hạ tầng và Đô thị phải làm gì?", date(2027, 12, 31), False),
        ("Năm 2027 Phòng Kinh tế, Hạ tầng và Đô thị phải làm gì?", date(2028, 1, 1), False),
    ],
)
def test_an_answer_from_a_plan_whose_time_is_over_says_so_unless_the_question_names_that_time(
    files: list[Path], tmp_path: Path, question: str, as_of: date, *, said: bool
) -> None:
    library = ingested(tmp_path / "store", files)
    given = answer(Question(text=question, as_of=as_of, plan_ids=("moi",)), library)
    library.close()
    assert given.citations
    assert ("Lưu ý: thời kỳ của Kế hoạch số 40/KH-UBND đã kết thúc ngày 31/12/2027." in given.text) is said


def test_the_header_says_in_words_in_what_capacity_was_signed(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "ky-thay.txt"
    closing = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n"
    assert "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n" in plan_text()
    file.write_text(plan_text().replace("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n", closing), "utf-8")
    assert main(["ingest", str(file), "--store", str(tmp_path / "store")]) == 0
    out = shown(capsys, "show", "ky-thay", "--store", str(tmp_path / "store"))
    assert "PHÓ CHỦ TỊCH (ký thay; thay mặt ỦY BAN NHÂN DÂN)" in " ".join(out.split())
