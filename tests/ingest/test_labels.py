"""Labels and heads: every entry of the data by its example, the many ways to combine them, and what is no label."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from ingest.data import read_yaml
from ingest.labels import FieldKind, head_kind, head_kinds, is_estimate, label_kind
from ingest.text import fold

DATA: dict[str, Any] = read_yaml("labels.yaml")
KINDS = set(get_args(FieldKind))
ALONE = {"times_alone": "time"}
ROWS = [(group, words, example) for group, entries in DATA.items() for words, example in entries.items()]


@pytest.mark.parametrize(("group", "words", "example"), ROWS, ids=str)
def test_every_entry_stands_in_its_example_and_is_read_as_its_kind(group: str, words: str, example: str) -> None:
    assert fold(words) in fold(example)
    kind = label_kind(example)
    if group in KINDS or group in ALONE:
        assert kind == ALONE.get(group, group)
    elif group == "estimates":
        assert is_estimate([example])
    else:
        assert kind in ("lead", "coordinate", "responsible")


def test_every_kind_has_entries() -> None:
    assert set(DATA) >= KINDS


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Cơ quan chủ trì thực hiện", "lead"),
        ("- Đơn vị chủ trì", "lead"),
        ("Cơ quan, đơn vị chủ trì", "lead"),
        ("Bộ phận/cá nhân chủ trì", "lead"),
        ("Cơ quan chủ trì tham mưu", "lead"),
        ("Cơ quan phối hợp thực hiện", "coordinate"),
        ("Các cơ quan, đơn vị phối hợp", "coordinate"),
        ("Đơn vị cùng phối hợp thực hiện", "coordinate"),
        ("Cơ quan chủ trì, phối hợp", "responsible"),
        ("Đơn vị, cá nhân thực hiện", "responsible"),
        ("Cơ quan được giao thực hiện", "responsible"),
        ("Lãnh đạo UBND phụ trách", None),
        ("Phân công thực hiện", "responsible"),
        ("Thời gian hoàn thành (dự kiến)", "time"),
        ("Thời gian ra quân làm vệ sinh bến bãi", "time"),
        ("Kết quả thực hiện", "product"),
        ("Kinh phí thực hiện", "funding"),
        ("Địa điểm thực hiện", "circumstance"),
        ("Hình thức thực hiện", "other"),
        ("Cấp trình", "other"),
        ("Đơn vị tính", "other"),
        ("Hạn chế", None),
        ("Hoàn thành các chỉ tiêu sau", None),
        ("Thực hiện các nhiệm vụ sau", None),
        ("Sở Tài chính", None),
        ("Phối hợp với Công an xã", None),
        ("", None),
    ],
)
def test_labels_combine(label: str, kind: FieldKind | None) -> None:
    assert label_kind(label) == kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("CƠ QUAN CHỦ TRÌ", "lead"),
        ("Co quan phoi hop", "coordinate"),
        ("Cơ quanchủ trì", "lead"),
        ("Cơ quam chủ tri", "lead"),
        ("Đơn vị thực hiên", "responsible"),
        ("Đơn vị", "responsible"),
        ("Phòng, ban", "responsible"),
        ("Thởi gian hoàn thành", "time"),
        ("Nhiệm vụ, giải pháp", "task"),
        ("STT (1)", "number"),
        ("Số\nTT", "number"),
        ("Ghi chú", "other"),
        ("Rà soát hộ nghèo", None),
        ("Sở Y tế", None),
        ("Năm 2026", None),
        ("Dân số", None),
    ],
)
def test_heads_are_read_in_capitals_without_accents_and_broken(head: str, kind: FieldKind | None) -> None:
    assert head_kind(head, broken=True) == kind


def test_a_row_of_heads_names_what_and_who_or_when() -> None:
    assert head_kinds(("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thởi gian")) == ("number", "task", "lead", "time")
    assert head_kinds(("TT", "Nội dung", "Kinh phí", "Ghi chú")) == ()
    assert head_kinds(("TT", "Nội dung", "Đơn vị tính", "Đơn giá", "Thành tiền", "Đơn vị thực hiện")) == ()
    assert head_kinds(("TT", "Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại")) == ()
    assert head_kinds(("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026")) == ()
