"""The data that the grammar of agencies rests on: every entry and every noun of it is used, dated and consistent."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.agencies import agency, current_agencies, find_agencies, is_member
from ingest.agencies.groups import group_classes
from ingest.agencies.lexicon import groups, heads
from ingest.agencies.questions import find_agencies_in_question
from ingest.agencies.registry import Agency, load_data, registry

ENTRIES = list(registry().values())
NOUNS = load_data("agency_groups.yaml")["nouns"]
HEADS = load_data("agency_heads.yaml")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_example_is_read_as_its_entry(entry: Agency) -> None:
    assert entry.examples
    for example in entry.examples:
        assert [m.agency_id for m in find_agencies_in_question(example)] == [entry.id]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_relations_lead_to_entries_and_dates_have_a_source(entry: Agency) -> None:
    related = [*entry.succeeded_by, *filter(None, (entry.parent, entry.level_of))]
    assert all(other in registry() for other in related)
    if entry.until or entry.succeeded_by:
        assert entry.source
    assert entry.id not in entry.succeeded_by


def test_the_registry_is_sorted() -> None:
    ids = [entry.id for entry in ENTRIES]
    assert ids == sorted(ids)


@pytest.mark.parametrize("row", NOUNS, ids=lambda row: row["noun"])
def test_every_noun_makes_its_group(row: dict[str, str]) -> None:
    (mention,) = find_agencies(f"Yêu cầu các {row['noun']}.")
    assert mention.is_group
    assert group_classes(mention.agency_id) == (row["class"],)


@pytest.mark.parametrize("row", [r for r in NOUNS if r.get("alone")], ids=lambda row: row["noun"])
def test_a_noun_that_stands_alone_needs_no_determiner(row: dict[str, str]) -> None:
    assert [m.agency_id for m in find_agencies(f"Yêu cầu {row['noun']}.")] == [f"nhom-{row['class']}"]


@pytest.mark.parametrize("head", HEADS["heads"])
def test_every_head_makes_a_name_that_nobody_registered(head: str) -> None:
    found = find_agencies(f"Giao {head} Lạc Vân thực hiện việc này.")
    assert [m.name for m in found] == [f"{head} Lạc Vân"]


@pytest.mark.parametrize("words", HEADS["not_names"])
def test_what_is_no_name_is_not_found(words: str) -> None:
    assert find_agencies(f"Việc này: {words} Lạc Vân.") == ()


@pytest.mark.parametrize("title", HEADS["titles"])
def test_a_title_is_part_of_the_name(title: str) -> None:
    (mention,) = find_agencies(f"{title} Sở Y tế chịu trách nhiệm.")
    assert (mention.name, mention.agency_id) == (f"{title} Sở Y tế", "so-y-te")


def test_every_rule_of_membership_is_for_a_class_that_nouns_carry() -> None:
    classes = {noun.kind for several in groups().nouns.values() for noun in several}
    assert set(groups().members) <= classes
    assert heads().titles


@pytest.mark.parametrize(
    ("member", "group"),
    [
        ("so-xay-dung", "nhom-so-ban-nganh"),
        ("so-xay-dung", "nhom-so-ban-nganh_lien-quan"),
        ("so-xay-dung", "nhom-so-ban-nganh_dia-phuong"),
        ("so-xay-dung", "nhom-co-quan-don-vi"),
        ("cong-an-tinh", "nhom-so-ban-nganh"),
        ("ubnd-xa", "ubnd-cap-xa"),
        ("ubnd-cac-phuong", "ubnd-cap-xa"),
        ("ubnd-xa", "nhom-dia-phuong"),
        ("ubnd-cap-xa", "nhom-dia-phuong"),
        ("ubnd-cap-xa", "nhom-cap-xa"),
        ("phong-noi-vu", "nhom-phong-ban"),
        ("phong-noi-vu", "nhom-co-quan-don-vi"),
        ("hoi-nong-dan", "nhom-doan-the"),
        ("cong-an-xa", "cong-an-cap-xa"),
        ("nhom-so-ban-nganh", "nhom-co-quan-don-vi"),
        ("nhom-so-ban-nganh", "nhom-so-ban-nganh_dia-phuong"),
        ("cong-chuc-dia-chinh", "nhom-can-bo-cong-chuc"),
        ("phuong-binh-son-ha", "nhom-cap-xa"),
    ],
)
def test_members_belong_to_their_groups(member: str, group: str) -> None:
    assert is_member(member, group)


@pytest.mark.parametrize(
    ("member", "group"),
    [
        ("so-xay-dung", "so-xay-dung"),
        ("nhom-so-ban-nganh", "nhom-so-ban-nganh"),
        ("so-xay-dung", "ubnd-cap-xa"),
        ("ubnd-tinh", "ubnd-cap-xa"),
        ("ubnd-xa", "nhom-so-ban-nganh"),
        ("bo-xay-dung", "nhom-so-ban-nganh"),
        ("phong-noi-vu", "nhom-so-ban-nganh"),
        ("nhom-co-quan-don-vi", "nhom-so-ban-nganh"),
        ("hoi-nong-dan", "nhom-doanh-nghiep"),
        ("so-xay-dung", "so-tai-chinh"),
    ],
)
def test_others_do_not(member: str, group: str) -> None:
    assert not is_member(member, group)


def test_a_merged_department_leads_to_its_successor() -> None:
    assert current_agencies("so-giao-thong-van-tai", date(2024, 12, 31)) == ("so-giao-thong-van-tai",)
    assert current_agencies("so-giao-thong-van-tai", date(2026, 1, 1)) == ("so-xay-dung",)
    assert set(current_agencies("so-lao-dong-thuong-binh-va-xa-hoi", date(2026, 1, 1))) >= {"so-noi-vu", "so-y-te"}


def test_an_abolished_agency_without_successor_leads_nowhere() -> None:
    assert current_agencies("ubnd-huyen", date(2026, 1, 1)) == ()


def test_an_unknown_agency_is_its_own_successor() -> None:
    assert agency("doi-trat-tu-van-khe") is None
    assert current_agencies("doi-trat-tu-van-khe", date(2026, 1, 1)) == ("doi-trat-tu-van-khe",)
