"""The commands about plans and obligations, on a store ingested from two plans about invented places."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import icalendar
import pytest

from assistant.channels.texts import text
from assistant.cli import main
from assistant.cli.ingesting import _SlowFiles
from tests.assistant.terminal import PLANS

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("cli") / "store")
    assert main(["ingest", str(PLANS), "--store", folder]) == 0
    return folder


@pytest.fixture(autouse=True)
def own_settings(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROLY_STORE", store)
    monkeypatch.setenv("TROLY_DATA_DIR", str(tmp_path / "data"))


def printed(capsys: Capture, *arguments: str, code: int = 0) -> tuple[str, str]:
    capsys.readouterr()
    assert main(arguments) == code
    return capsys.readouterr()


def test_ingest_tells_each_file_and_the_sum(tmp_path: Path, capsys: Capture) -> None:
    out, err = printed(capsys, "ingest", str(PLANS), "--store", str(tmp_path / "new"))
    lines = out.splitlines()
    assert len(lines) == 3
    assert "lac-ha-cay-xanh" in lines[1]
    assert lines[2] == text("ingest.summary", total=2, added=2, replaced=0, unchanged=0, failed=0)
    assert err == ""


def test_the_same_content_again_changes_nothing(capsys: Capture) -> None:
    out, _ = printed(capsys, "ingest", str(PLANS))
    assert out.splitlines()[-1] == text("ingest.summary", total=2, added=0, replaced=0, unchanged=2, failed=0)


def test_a_file_that_fails_gives_code_1_and_the_others_stay(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "trong.txt").write_text("", "utf-8")
    (folder / "tot.txt").write_text((PLANS / "lac-ha-cay-xanh.txt").read_text("utf-8"), "utf-8")
    target = str(tmp_path / "new")
    out, _ = printed(capsys, "ingest", str(folder), "--store", target, "--json", code=1)
    data = json.loads(out)
    assert (data["added"], data["failed"], data["total"]) == (1, 1, 2)
    failed = next(each for each in data["files"] if each["status"] == "failed")
    assert failed["error"]["code"] == "empty_document"
    assert "trong.txt" in failed["error"]["title"]
    out, _ = printed(capsys, "plans", "--json", "--store", target)
    assert [plan["id"] for plan in json.loads(out)["items"]] == ["tot"]


def test_a_path_that_is_not_there_is_one_line_and_code_1(tmp_path: Path, capsys: Capture) -> None:
    _, err = printed(capsys, "ingest", str(tmp_path / "khong-co.txt"), "--store", str(tmp_path / "new"), code=1)
    assert "khong-co.txt" in err
    assert len(err.splitlines()) == 1


def test_plans_lists_titles_and_ids(capsys: Capture) -> None:
    out, _ = printed(capsys, "plans")
    assert "dong-may-ve-sinh" in out
    assert "45/KH-UBND" in out
    assert text("plans.total", count=2) in out


def test_plans_as_json_has_metadata(capsys: Capture) -> None:
    data = json.loads(printed(capsys, "plans", "--json")[0])
    plan = next(each for each in data["items"] if each["id"] == "lac-ha-cay-xanh")
    assert data["total"] == 2
    assert plan["number"] == "45/KH-UBND"
    assert plan["issued"] == {"date": "2026-03-12", "grain": "day"}
    assert len(plan["digest"]) == 64


@pytest.mark.parametrize("name", ["lac-ha-cay-xanh", "45/KH-UBND", "45/kh-ubnd", "45", "cây xanh", "lac ha", "Lạc Hà"])
def test_show_finds_a_plan_by_id_number_title_or_place(name: str, capsys: Capture) -> None:
    assert json.loads(printed(capsys, "show", name, "--json")[0])["id"] == "lac-ha-cay-xanh"


def test_show_gives_the_clause_tree_whose_words_stand_in_the_plan(capsys: Capture) -> None:
    data = json.loads(printed(capsys, "show", "45/KH-UBND", "--json")[0])
    nodes = [data["clauses"]]
    for node in nodes:
        nodes += node["children"]
    assert any(node["text"] == "Vận động người dân chăm sóc cây xanh trước nhà." for node in nodes)
    assert all(len(node["text"]) == node["text_end"] - node["text_start"] for node in nodes)


@pytest.mark.parametrize("clause", ["II.1", "mục II.1", "muc II.1"])
def test_show_prints_a_clause_by_its_printed_path(clause: str, capsys: Capture) -> None:
    out, _ = printed(capsys, "show", "lac ha", clause)
    assert "lập danh mục tuyến phố cần trồng cây" in out
    assert "Bố trí kinh phí" not in out


def test_a_clause_that_is_not_there_says_how_to_find_one(capsys: Capture) -> None:
    _, err = printed(capsys, "show", "lac-ha-cay-xanh", "IX.9", code=1)
    assert err.strip() == text(
        "plans.unknown_clause",
        plan="lac-ha-cay-xanh",
        name="IX.9",
        hint=text("plans.see_clauses", plan="lac-ha-cay-xanh"),
    )


def test_a_misspelled_plan_gets_a_suggestion(capsys: Capture) -> None:
    _, err = printed(capsys, "show", "lac-ha-cay-xnh", code=1)
    assert text("plans.did_you_mean", names="lac-ha-cay-xanh") in err


def test_a_name_that_fits_two_plans_is_not_guessed(capsys: Capture) -> None:
    _, err = printed(capsys, "show", "kế hoạch", code=1)
    assert "dong-may-ve-sinh" in err
    assert "lac-ha-cay-xanh" in err


def test_a_filter_takes_every_plan_that_the_name_fits_and_says_which(capsys: Capture) -> None:
    out, err = printed(capsys, "obligations", "--plan", "kế hoạch", "--json")
    assert {item["plan_id"] for item in json.loads(out)["items"]} == {"dong-may-ve-sinh", "lac-ha-cay-xanh"}
    assert err.strip() == text("plans.several", name="kế hoạch", plans="dong-may-ve-sinh, lac-ha-cay-xanh")


def test_remove_takes_the_exact_id_only(tmp_path: Path, capsys: Capture) -> None:
    own = str(tmp_path / "own")
    printed(capsys, "ingest", str(PLANS), "--store", own)
    _, err = printed(capsys, "remove", "cây xanh", "--store", own, code=1)
    assert "lac-ha-cay-xanh" in err
    printed(capsys, "remove", "lac-ha-cay-xanh", "--store", own)
    data = json.loads(printed(capsys, "plans", "--json", "--store", own)[0])
    assert [plan["id"] for plan in data["items"]] == ["dong-may-ve-sinh"]
    items = json.loads(printed(capsys, "obligations", "--json", "--store", own)[0])["items"]
    assert {item["plan_id"] for item in items} == {"dong-may-ve-sinh"}


def obligations(capsys: Capture, *filters: str) -> list[dict[str, object]]:
    data = json.loads(printed(capsys, "obligations", "--format", "json", *filters)[0])
    assert data["total"] >= len(data["items"])
    assert data["next_cursor"] is None
    items: list[dict[str, object]] = data["items"]
    return items


def test_obligations_as_json_are_all_of_them_in_the_contracts_form(capsys: Capture) -> None:
    items = obligations(capsys)
    assert len(items) == json.loads(printed(capsys, "obligations", "--json")[0])["total"]
    assert len(items) >= 8
    assert {item["matched_as"] for item in items} == {None}


@pytest.mark.parametrize("name", ["Sở Xây dựng", "so xay dung", "SXD", "sở xây dưng", "Department of Construction"])
def test_an_agency_is_found_however_it_is_typed(name: str, capsys: Capture) -> None:
    items = obligations(capsys, "--agency", name)
    named = [item for item in items if item["matched_as"] == "named"]
    assert any("danh mục tuyến phố" in str(item["quote"]) for item in named)
    assert all("Bố trí kinh phí" not in str(item["quote"]) for item in named)


def test_filters_hold_together(capsys: Capture) -> None:
    items = obligations(capsys, "--agency", "Sở Xây dựng", "--role", "lead", "--due-to", "2026-06-30")
    assert [str(item["quote"])[:8] for item in items] == ["Chủ trì,"]
    assert obligations(capsys, "--agency", "Sở Xây dựng", "--role", "LEAD", "--due-from", "2026-07-01") == []
    assert {item["kind"] for item in obligations(capsys, "--kind", "report")} == {"report"}
    assert {item["plan_id"] for item in obligations(capsys, "--plan", "đồng mây")} == {"dong-may-ve-sinh"}
    assert ["chợ Đồng Mây" in str(item["quote"]) for item in obligations(capsys, "--query", "cho dong may")] == [True]


def test_a_limit_shortens_the_list_and_keeps_the_total(capsys: Capture) -> None:
    data = json.loads(printed(capsys, "obligations", "--json", "--limit", "2")[0])
    assert len(data["items"]) == 2
    assert data["total"] > 2
    out, _ = printed(capsys, "obligations", "--limit", "2")
    assert text("obligations.total_shown", total=data["total"], count=2) in out


def test_an_unknown_agency_is_an_error_and_not_an_empty_list(capsys: Capture) -> None:
    out, err = printed(capsys, "obligations", "--agency", "xyzzy", code=1)
    assert out == ""
    assert "xyzzy" in err


def test_the_table_is_readable_in_a_pipe(capsys: Capture) -> None:
    out, _ = printed(capsys, "obligations", "--plan", "lac-ha")
    assert "\x1b" not in out
    assert f"{text('labels.role.lead')}: Sở Xây dựng" in out


def test_csv_and_ics_go_to_stdout_as_bytes(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["obligations", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode("utf-8-sig"), newline="")))
    assert len(rows) >= 8
    assert main(["obligations", "--format", "ics", "--as-of", "2026-11-21"]) == 0
    out, err = capfdbinary.readouterr()
    days = {str(event.start) for event in icalendar.Calendar.from_ical(out).walk("VEVENT")}  # type: ignore[attr-defined]
    assert {"2026-01-19", "2026-04-29", "2026-12-14", "2026-03-31", "2026-12-31"} <= days
    assert err.decode().strip()


def test_the_outputs_extension_chooses_the_format(tmp_path: Path, capsys: Capture) -> None:
    out, err = printed(capsys, "obligations", "--output", str(tmp_path / "viec.xlsx"))
    assert out == ""
    assert "viec.xlsx" in err
    assert zipfile.is_zipfile(tmp_path / "viec.xlsx")
    printed(capsys, "obligations", "-o", str(tmp_path / "viec.json"))
    assert json.loads((tmp_path / "viec.json").read_text("utf-8"))["total"] >= 8


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: Capture) -> None:
    _, err = printed(capsys, "obligations", "-o", str(tmp_path / "khong" / "co.csv"), code=1)
    assert "co.csv" in err
    assert len(err.splitlines()) == 1


def test_reading_a_store_that_is_not_there_makes_none_and_says_what_to_do(tmp_path: Path, capsys: Capture) -> None:
    for command in (["plans"], ["obligations"], ["ask", "Ai?"], ["chat"], ["show", "x"], ["remove", "x"]):
        _, err = printed(capsys, *command, "--store", str(tmp_path / "khong-co"), code=1)
        assert err.strip() == text("plans.no_store", store=tmp_path / "khong-co")
    assert not (tmp_path / "khong-co").exists()


def test_a_store_may_be_a_url(tmp_path: Path, capsys: Capture) -> None:
    url = f"sqlite:///{tmp_path}/kho.db"
    printed(capsys, "ingest", str(PLANS), "--store", url)
    assert json.loads(printed(capsys, "plans", "--json", "--store", url)[0])["total"] == 2


def test_a_secret_document_is_refused_in_one_line_and_limited_circulation_as_configured(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = sorted(PLANS.iterdir())[0].read_text("utf-8")
    secret, internal = tmp_path / "a.txt", tmp_path / "b.txt"
    secret.write_text("TỐI MẬT\n" + plan, "utf-8")
    internal.write_text("LƯU HÀNH NỘI BỘ\n" + plan, "utf-8")
    monkeypatch.setenv("TROLY_INTERNAL", "refuse")
    out, err = printed(capsys, "ingest", str(secret), str(internal), "--store", str(tmp_path / "kho"), code=1)
    first, second = err.splitlines()
    assert "“TỐI MẬT”" in first
    assert "bảo vệ bí mật nhà nước" in first
    assert "“LƯU HÀNH NỘI BỘ”" in second
    assert out.splitlines() == [text("ingest.summary", total=2, added=0, replaced=0, unchanged=0, failed=2)]
    monkeypatch.delenv("TROLY_INTERNAL")
    printed(capsys, "ingest", str(internal), "--store", str(tmp_path / "kho"))


def test_a_slow_file_tells_a_log_how_far_it_is_and_a_quick_one_nothing(capsys: Capture) -> None:
    clock = iter([0.0, 4.0, 11.0, 12.0, 22.0, 23.0])
    told = _SlowFiles(lambda: next(clock))
    for page in range(1, 6):
        told(Path("cham.pdf"), page, 5)
    told(Path("nhanh.pdf"), 1, 2)
    assert capsys.readouterr().err.splitlines() == [text("ingest.slow", file="cham.pdf", done=3, total=5)]
