"""How reading is scored: fields against what a person read, originals against the plans' texts."""

from __future__ import annotations

from evals.reading.generate import generate, read_files
from evals.reading.score import FIELDS, Truth, agreement, flagged, same, score_fields, score_files, words
from ingest.reading import read_plan
from tests.plan_texts import plan_text

TRUTH = Truth(
    number="12/KH-UBND",
    kind="Kế hoạch",
    issuer="UBND phường Bình Sơn Hạ",
    place="phường Bình Sơn Hạ",
    date="2026-02-12",
    period="2026-01-01..2026-12-31",
    signer="Trần Văn Bình",
    position="CHỦ TỊCH",
)


def test_a_plan_that_is_read_right_has_all_its_fields_right() -> None:
    outputs = generate({"a": read_plan(plan_text().encode(), "a.txt")})
    cases = score_fields({"a": TRUTH}, outputs)
    assert [case.id for case in cases if not case.right] == []
    assert len(cases) == len(FIELDS)


def test_a_wrong_field_counts_and_whether_a_finding_tells_of_it() -> None:
    row = {"plan": "a", "field": "number", "value": "13/KH-UBND", "findings": ["number_filled_in"]}
    told = next(case for case in score_fields({"a": TRUTH}, [row]) if case.id == "a.number")
    silent = next(case for case in score_fields({"a": TRUTH}, [{**row, "findings": []}]) if case.id == "a.number")
    assert (told.right, told.counts["wrong_unflagged"]) == (False, 0)
    assert (silent.right, silent.counts["wrong_unflagged"]) == (False, 1)


def test_a_plan_that_was_not_read_is_wrong_everywhere() -> None:
    assert not any(case.right for case in score_fields({"a": TRUTH}, []))


def test_numbers_must_agree_exactly_and_names_in_their_letters() -> None:
    assert not same("number", "12/KH-UBND", "12/KH-UBND ")
    assert same("issuer", "Ủy ban nhân dân xã Nà Lộc", "UBND xã Nà Lộc")
    assert same("issuer", "Sở Y tế - Công đoàn ngành", "sở y tế -công đoàn ngành")
    assert not same("issuer", "UBND xã Nà Lộc", "UBND xã Na Lộc")


def test_a_finding_tells_of_its_own_field_only() -> None:
    assert flagged("date", ["issued_illegible"])
    assert not flagged("date", ["number_blank"])
    assert not flagged("period", ["issued_missing"])


def test_agreement_counts_words_and_leaves_bars_and_rules_out() -> None:
    assert words("| Sở Y tế | --- | 15/3 |") == ["sở", "y", "tế", "15", "3"]
    assert agreement("| một | hai |\n___", "một\nhai") == 1.0
    assert agreement("một hai ba bốn", "một hai ba năm") == 0.75


def test_an_original_is_right_when_its_words_agree_and_its_head_is_right_or_flagged(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "a.txt").write_text(plan_text(), "utf-8")
    (folder / "b.xyz").write_bytes(b"\x00\x01\x02")
    outputs = read_files([folder / "a.txt", folder / "b.xyz"], folder / "store")
    truths = {
        "a": TRUTH.model_copy(update={"file": "a.txt", "made": "word"}),
        "b": TRUTH.model_copy(update={"file": "b.xyz", "made": "scanned"}),
    }
    texts = {"a": plan_text(), "b": plan_text()}
    read, unread = score_files(truths, outputs, texts, {"word": 0.98, "scanned": 0.92})
    assert (read.right, read.shares["words"], read.shares["heads_right_or_flagged"]) == (True, (1.0, 1.0), (3.0, 3.0))
    assert (unread.right, unread.shares["files_read"], unread.counts["files_below_words"]) == (False, (0.0, 1.0), 0)


def test_what_only_the_original_shows_counts_for_it() -> None:
    truth = TRUTH.model_copy(
        update={"number": "", "original": {"number": "12/KH-UBND"}, "file": "a.docx", "made": "word"}
    )
    head = {"number": "12/KH-UBND", "date": "2026-02-12", "issuer": "UBND phường Bình Sơn Hạ"}
    row = {"file": "a.docx", "text": "một", "head": head, "findings": []}
    assert score_files({"a": truth}, [row], {"a": "một"}, {"word": 0.98})[0].right
