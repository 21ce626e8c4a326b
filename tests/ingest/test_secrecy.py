"""Secrecy marks and limits of circulation: the data's own examples both ways, and whole documents."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.data import read_yaml
from ingest.errors import SecretDocument, UnsafeFile
from ingest.reading import read_plan
from ingest.secrecy import check_marks, name_mark, secrecy_mark
from tests.plan_texts import plan_text

DATA = read_yaml("secrecy.yaml")
MARKS = [(row["mark"], example) for row in DATA["secrecy"] for example in row["examples"]]
LIMITS = [(row["mark"], example) for row in DATA["circulation"] for example in row["examples"]]
ABOUT_SECRETS = """I. CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC
1. Văn phòng quản lý con dấu "MẬT", "TỐI MẬT", "TUYỆT MẬT"; bảo mật tài khoản, đổi MẬT KHẨU định kỳ.
2. Xác định độ mật: Tuyệt mật, Tối mật, Mật theo danh mục.
| STT | Độ mật | Số văn bản |
| 1 | Tuyệt mật | 0 |
| 2 | Tối mật | 2 |
| 3 | Mật | 14 |
II. CHẾ ĐỘ MẬT
3. Nuôi ong lấy mật, giữ mật độ 20 đàn một héc-ta.
"""


def around(mark: str) -> str:
    """The mark in the middle of a plan."""
    return plan_text().replace("II. NHIỆM VỤ\n", f"II. NHIỆM VỤ\n\n{mark}\n\n")


def in_head(mark: str) -> str:
    return plan_text().replace("/KH-UBND\n", f"/KH-UBND\n\n{mark}\n\n")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("mark", "example"), MARKS)
def test_a_mark_in_the_head_is_found(mark: str, example: str, form: str) -> None:
    text = unicodedata.normalize(form, in_head(example))  # type: ignore[arg-type]
    assert secrecy_mark(text) == mark
    with pytest.raises(SecretDocument) as refused:
        check_marks(text, (), "a.txt", "warn")
    assert refused.value.fields == {"name": "a.txt", "mark": mark}


@pytest.mark.parametrize(("mark", "example"), MARKS)
def test_a_mark_in_a_header_footer_box_or_comment_is_found(mark: str, example: str) -> None:
    with pytest.raises(SecretDocument) as refused:
        check_marks(plan_text(), ("Trang 1", example), "a.txt", "warn")
    assert refused.value.fields["mark"] == mark


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("example", DATA["counter_examples"])
def test_a_word_in_a_sentence_or_a_list_is_no_mark(example: str, form: str) -> None:
    for text in (around(example), in_head(example), example):
        assert secrecy_mark(unicodedata.normalize(form, text)) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "[ MẬT ]", "M Ậ T", "MÂT", "| TT | MẬT |", "| TỐI MẬT |"]
)
@pytest.mark.parametrize("offset", range(0, 700, 70))
def test_a_mark_is_found_wherever_it_stands(mark: str, offset: int) -> None:
    text = plan_text(tasks=40)
    at = text.index("\n", offset * len(text) // 800)
    assert secrecy_mark(f"{text[:at]}\n\n{mark}\n{text[at:]}")


def test_a_mark_split_by_hidden_characters_is_found() -> None:
    assert secrecy_mark("M\u200bẬ\u00adT") == "MẬT"
    assert secrecy_mark("T\u2060Ố\u200dI MẬ\ufeffT") == "TỐI MẬT"


def test_the_highest_of_several_marks_is_named() -> None:
    text = plan_text(tasks=40)
    assert secrecy_mark(f"MẬT\n{text}\nTUYỆT MẬT\n{text}") == "TUYỆT MẬT"


def test_letters_without_marks_are_a_stamp_in_the_head_and_a_word_in_the_body() -> None:
    assert secrecy_mark(in_head("MAT")) == "MẬT"
    assert secrecy_mark(plan_text(tasks=40) + "\n\nMAT\n") == ""


def test_a_plan_about_protecting_state_secrets_is_read() -> None:
    title = "Thực hiện công tác bảo vệ bí mật nhà nước năm 2026"
    plan = read_plan((plan_text(title=title) + ABOUT_SECRETS).encode(), "a.txt")
    assert plan.title == title
    assert "MẬT KHẨU" in plan.text


@pytest.mark.parametrize(("mark", "example"), LIMITS)
def test_a_limit_of_circulation_is_reported_or_refused_as_configured(mark: str, example: str) -> None:
    text = in_head(example)
    (finding,) = check_marks(text, (), "a.txt", "warn")
    assert (finding.code, finding.detail) == ("circulation_limited", mark)
    assert finding.span is not None
    assert finding.span.of(text) == example.strip()
    with pytest.raises(UnsafeFile) as refused:
        check_marks(text, (), "a.txt", "refuse")
    assert refused.value.fields == {"name": "a.txt", "reason": "circulation", "mark": mark}
    assert [f.detail for f in check_marks(plan_text(), (example,), "a.txt", "warn")] == [mark]


@pytest.mark.parametrize("example", DATA["circulation_counter_examples"])
def test_a_sentence_about_circulation_is_no_limit(example: str) -> None:
    assert check_marks(around(example), (), "a.txt", "refuse") == ()


def test_every_row_has_examples_and_every_mark_is_found_by_its_own_words() -> None:
    for row in [*DATA["secrecy"], *DATA["circulation"]]:
        assert row["examples"]
        assert row["words"].upper() == row["mark"]


@pytest.mark.parametrize("table", DATA["registers"])
def test_a_register_of_secret_documents_is_secret(table: str) -> None:
    assert secrecy_mark(around(table)) in ("MẬT", "TỐI MẬT")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", DATA["names"]["examples"])
def test_a_mark_in_the_name_of_a_file_is_found(name: str, form: str) -> None:
    with pytest.raises(SecretDocument):
        check_marks(plan_text(), (), unicodedata.normalize(form, name), "warn")  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", DATA["names"]["counter_examples"])
def test_a_word_in_the_name_of_a_file_is_no_mark(name: str, form: str) -> None:
    assert name_mark(unicodedata.normalize(form, name)) == ""  # type: ignore[arg-type]
