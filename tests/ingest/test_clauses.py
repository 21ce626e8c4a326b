"""The clause tree: tiny documents in, whole trees out; depths solved from ordinals; properties on marker soup."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clauses import parse_clauses
from ingest.clauses.depth import solve
from ingest.clauses.items import cut_items
from ingest.model import Clause, Level


def tree(text: str, body_start: int = 0, closing_start: int | None = None) -> list[str]:
    """Ids of all clauses in reading order."""
    root, _ = parse_clauses(text, body_start, len(text) if closing_start is None else closing_start)
    return [clause.id for clause in root.walk()][1:]


def codes(text: str) -> set[str]:
    return {finding.code for finding in parse_clauses(text, 0, len(text))[1]}


def clause(text: str, clause_id: str) -> Clause:
    root, _ = parse_clauses(text, 0, len(text))
    return next(c for c in root.walk() if c.id == clause_id)


@pytest.mark.parametrize(
    ("markers", "depths"),
    [
        ("I. 1. 2. II. 1.", "1 2 2 1 2"),
        ("I. 1. a) b) 2. II.", "1 2 3 3 2 1"),
        ("1. 1.1. 1.2. 1.2.1. 2.", "1 2 2 3 1"),
        ("A. I. 1. II. B. I. C.", "1 2 3 2 1 2 1"),
        ("II. 1. 2. 2.1. 2.2. 2.4. 2.6.", "1 2 2 3 3 3 3"),
        ("1. - - 2. -", "1 2 2 1 2"),
        ("1. - + + - +", "1 2 3 3 2 3"),
        ("1. a) b) c) d) đ) e) g) 2.", "1 2 2 2 2 2 2 2 1"),
        ("I. II. III. IV. V. VI.", "1 1 1 1 1 1"),
        ("A. B. C. D. Đ.", "1 1 1 1 1"),
        ("I. 1. 2. H. 1. IH. 1.", "1 2 2 1 2 1 2"),
        ("1. (1) (2) 2.", "1 2 2 1"),
        ("Chương I Điều 1. 1. a) Điều 2. Chương II Điều 3.", "1 2 3 4 2 1 2"),
    ],
)
def test_depth_follows_from_the_expected_ordinals(markers: str, depths: str) -> None:
    words = markers.replace("Chương ", "Chương_").replace("Điều ", "Điều_").split()
    text = "\n".join(f"{word.replace('_', ' ')} Nội dung" for word in words)
    found = solve(cut_items(text, 0, len(text)))
    assert [placement.depth for placement in found] == [int(depth) for depth in depths.split()]


def test_c_after_b_is_a_letter_and_after_ii_no_hundred() -> None:
    assert tree("A. Một\nB. Hai\nC. Ba\nD. Bốn") == ["a", "b", "c", "d"]
    assert tree("I. Một\nII. Hai\nIII. Ba\nIV. Bốn\nV. Năm") == ["i", "ii", "iii", "iv", "v"]


def test_points_count_in_the_decrees_alphabet_or_in_words_and_a_letter_that_neither_has_there_is_reported() -> None:
    def points(letters: str) -> str:
        return "\n".join(["1. Sở Y tế", *(f"{letter}) Rà soát" for letter in letters)])

    assert tree(points("abcdefghijk")) == ["1", *(f"1.{letter}" for letter in "abcdefghijk")]
    assert "numbering_gap" not in codes(points("abcdefghijk")) | codes(points("abcdđeghik"))
    assert "numbering_gap" in codes(points("abce"))


def test_numbering_that_skips_stays_on_its_level_and_is_reported() -> None:
    text = "2. Nội dung\n2.1. Một\n2.2. Hai\n2.4. Bốn\n2.6. Sáu"
    assert tree(text)[1:] == ["2.1", "2.2", "2.4", "2.6"]
    assert "numbering_gap" in codes(text)


def test_a_repeated_number_gets_an_id_of_its_own_and_is_reported() -> None:
    text = "1. Một\n2. Hai\n2. Hai nữa\n3. Ba"
    assert tree(text) == ["1", "2", "2~2", "3"]
    assert "numbering_repeated" in codes(text)


def test_a_section_may_hold_a_number_with_its_own_title() -> None:
    assert tree("II. NỘI DUNG\n1. Đối tượng\n2. Nội dung\n2.1. Quy hoạch") == ["ii", "ii.1", "ii.2", "ii.2.1"]


def test_a_decimal_number_is_not_doubled_in_section_and_label() -> None:
    found = clause("II. NỘI DUNG\n3. Ba\n3.1. Đầu tư\n- Một\n- Hai\n+ Cộng", "ii.3.1/g2/c1")
    assert found.section == "II.3.1"
    assert found.label == "Mục II.3.1, gạch đầu dòng thứ 2, dấu cộng thứ 1"


def test_bracketed_numbers_are_named_as_printed() -> None:
    assert clause("III. Ba\n1) Một\n2) Hai", "iii.2").label == "Mục III.2"
    assert clause("1. Một\n(1) A\n(2) B", "1.n2").label == "Mục 1.(2)"


def test_articles_are_labelled_as_decrees_do() -> None:
    found = clause("Điều 5. Nhiệm vụ\n1. Một\n2. Hai\na) Điểm", "dieu-5.2.a")
    assert found.label == "Điều 5, khoản 2, điểm a"


def test_parts_stand_before_sections_in_labels() -> None:
    assert clause("A. ĐẦU\nB. SAU\nI. Một\n1. Hai", "b.i.1").label == "Phần B, Mục I.1"


def test_point_đ_has_an_id_of_its_own() -> None:
    assert tree("a) A\nb) B\nc) C\nd) D\nđ) Đ\ne) E") == ["a", "b", "c", "d", "dd", "e"]


def test_a_paragraph_after_bullets_stands_beside_them() -> None:
    text = "1. Tiêu đề\n- Một\n+ Hai\nCơ quan thực hiện: Sở Y tế."
    assert tree(text) == ["1", "1/g1", "1/g1/c1", "1/p1"]


def test_bullets_after_a_lead_in_are_its_children_but_count_with_the_section() -> None:
    text = "1. Tiêu đề\nCác xã thực hiện các việc sau:\n- Một\n- Hai\nĐoạn cuối."
    root, _ = parse_clauses(text, 0, len(text))
    lead_in, last = root.children[0].children
    assert [child.id for child in lead_in.children] == ["1/g1", "1/g2"]
    assert (lead_in.heading, last.id) == (True, "1/p2")


def test_dashes_may_stand_under_a_plus_that_announces_them() -> None:
    assert tree("1. Một\n+ Nhiệm vụ:\n- A\n- B\n+ Nguồn lực:\n- C") == [
        "1",
        "1/c1",
        "1/c1/g1",
        "1/c1/g2",
        "1/c2",
        "1/c2/g1",
    ]


def test_the_concluding_paragraph_belongs_to_the_outermost_section() -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n2. Sở Nội vụ chủ trì.\nTrên đây là Kế hoạch của xã./."
    assert tree(text)[-1] == "iii/p1"


def test_rows_are_one_clause_each_also_over_several_lines() -> None:
    text = "TT | Việc | Ai làm | Ghi chú\n1 | Trồng cây | Xã A\nXã B |\n2 | Làm đường | Xã C |"
    root, _ = parse_clauses(text, 0, len(text))
    assert [(c.level, c.body.of(text)) for c in root.children[1:]] == [
        (Level.ROW, "1 | Trồng cây | Xã A\nXã B |"),
        (Level.ROW, "2 | Làm đường | Xã C |"),
    ]


def test_a_line_that_lost_its_breaks_is_split_at_its_series() -> None:
    text = "1. Sở Y tế: a) Chủ trì kiểm tra. b) Báo cáo kết quả. 2. Công an xã: a) Tuần tra. b) Xử lý vi phạm."
    assert tree(text) == ["1", "1.a", "1.b", "2", "2.a", "2.b"]


def test_dashes_of_a_flat_line_are_split_where_sentences_end() -> None:
    text = "Yêu cầu: 1. Đối với Ban A - Chỉ đạo thi công. - Rà soát hồ sơ. 2. Đối với nhà thầu - Huy động máy. - Bảo đảm tiến độ."
    assert tree(text) == ["p1", "1", "1/g1", "1/g2", "2", "2/g1", "2/g2"]


def test_a_citation_inside_a_sentence_is_no_marker() -> None:
    assert tree("1. Thực hiện theo mục 2. Sau đó báo cáo tại điểm a) khoản 1. Hoàn thành.") == ["1"]


def test_the_annex_after_the_signature_is_parsed() -> None:
    text = "1. Một\nNơi nhận:\n- Lưu: VT.\nPHỤ LỤC I\nDANH MỤC NHIỆM VỤ\n1. Trồng cây\n2. Làm đường"
    assert tree(text, closing_start=text.index("Nơi nhận"))[1:] == [
        "cuoi",
        "phu-luc-1",
        "phu-luc-1.1",
        "phu-luc-1.2",
    ]


def test_a_plan_attached_to_a_decision_has_a_tree_of_its_own() -> None:
    text = (
        "Điều 1. Một\nNơi nhận:\nTrần Văn Ba\nKẾ HOẠCH\nTrồng cây\n(Kèm theo Quyết định số 7/QĐ-UBND)\nI. MỘT\n1. Hai"
    )
    root, _ = parse_clauses(text, 0, text.index("Nơi nhận"))
    last = list(root.walk())[-1]
    assert (last.id, last.section, last.label) == ("kem-theo.i.1", "I.1", "Kế hoạch kèm theo, Mục I.1")


def test_the_title_of_a_chapter_stands_on_the_next_line() -> None:
    text = "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Một"
    assert clause(text, "chuong-1").body.of(text) == "QUY ĐỊNH CHUNG"


def test_parts_that_count_in_words_keep_them() -> None:
    assert clause("Phần thứ nhất\nA\nPhần thứ hai\n1. B", "phan-2.1").label == "Phần thứ hai, Mục 1"


def test_head_and_close_have_names_of_their_own() -> None:
    text = "KẾ HOẠCH\nCăn cứ Luật Đất đai;\n1. Một\nNơi nhận:"
    root, _ = parse_clauses(text, text.index("1."), text.index("Nơi"))
    assert [(c.id, c.label) for c in root.walk()][1:3] == [
        ("dau", "Phần mở đầu"),
        ("dau/p1", "Phần mở đầu, đoạn thứ 1"),
    ]
    assert root.children[-1].level is Level.CLOSING


def test_a_misread_roman_number_is_repaired_and_reported() -> None:
    text = "I. Một\nH. Hai\nIH. Ba\nIV. Bốn"
    assert tree(text) == ["i", "ii", "iii", "iv"]
    assert "marker_misprinted" in codes(text)


def test_two_depths_that_fit_equally_are_reported() -> None:
    assert "depth_ambiguous" in codes("I. Một\na) A\n1. B")


def test_a_lost_stroke_of_a_roman_number_is_one_doubt() -> None:
    text = "I. Một\n1. A\nII. Hai\n1. B\nII. Ba"
    assert [f.code for f in parse_clauses(text, 0, len(text))[1]] == ["marker_misprinted"]


SOUP = st.lists(
    st.sampled_from(
        [
            *(
                "I. ",
                "II. ",
                "A. ",
                "B. ",
                "C. ",
                "1. ",
                "2. ",
                "7. ",
                "1.1. ",
                "3.2.1. ",
                "a) ",
                "đ) ",
                "l. ",
                "H. ",
                "- ",
                "+ ",
                "• ",
            ),
            *(
                "* ",
                "Điều 1. ",
                "Chương II ",
                "Mục 1: ",
                "Thứ nhất, ",
                "(1) ",
                "| a | b |",
                "Phần I ",
                "PHỤ LỤC I\n",
                "Nơi nhận:",
            ),
            *(
                "./.",
                "như sau:",
                "\n",
                "\n",
                "Sở Y tế thực hiện",
                "Trên đây là",
                "môi",
                "TRƯỜNG",
                ".",
                ";",
                ":",
                "“",
                "(",
                " ",
                "x | y",
            ),
        ]
    ),
    max_size=60,
).map("".join)


@settings(deadline=None)  # other work may hold the processor
@given(SOUP, st.integers(0, 200), st.integers(0, 200))
def test_any_text_gives_a_tree_that_holds_every_character_once(text: str, body_start: int, closing_start: int) -> None:
    root, _ = parse_clauses(text, body_start, closing_start)
    clauses = list(root.walk())
    assert "".join(c.own.of(text) for c in clauses) == text
    assert len({c.id for c in clauses}) == len(clauses)
    for c in clauses:
        assert c.own.contains(c.body)
        assert c.span.start == c.own.start
        assert all(c.span.contains(child.span) for child in c.children)


@settings(deadline=None)  # other work may hold the processor
@given(SOUP)
def test_a_second_parse_gives_the_same_tree(text: str) -> None:
    assert parse_clauses(text, 0, len(text)) == parse_clauses(text, 0, len(text))
