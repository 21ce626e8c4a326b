from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.agencies import is_member
from ingest.model import ActorSource, Deadline, DeadlineKind, Obligation, ObligationKind, Plan, Recurrence, Role
from ingest.store import FoundObligation, ObligationQuery, Store
from ingest.text import syllables
from tests.factories import make_deadline, make_obligation, make_plan, sample_obligations

GROUP = "nhom-so-ban-nganh"
LINES = (
    "- Sở Xây dựng trồng cây xanh ở phường Bình Sơn Hạ.",
    "- Phòng Kinh tế nạo vét kênh Đồng Mây.",
    "- Các sở, ban, ngành vận động người dân.",
    "- Báo cáo kết quả về Ủy ban nhân dân tỉnh Lạc Hà.",
    "- Bố trí kinh phí trồng cây từ ngân sách.",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store.open(tmp_path_factory.mktemp("store"))
    yield opened
    opened.close()


@pytest.fixture
def sampled(store: Store) -> Store:
    """The store with the sample plan alone in it."""
    for head in store.plans():
        store.remove(head.id)
    plan = make_plan()
    store.save(plan, sample_obligations(plan))
    return store


def quotes(found: tuple[FoundObligation, ...]) -> list[str]:
    return [item.quote[:20] for item in found]


def ask(store: Store, query: ObligationQuery) -> tuple[FoundObligation, ...]:
    found, total = store.obligations(query)
    assert total == len(found)
    return found


def test_an_agency_gets_what_names_it_and_what_names_its_group(sampled: Store) -> None:
    found = ask(sampled, ObligationQuery(agency_ids=("so-xay-dung",)))
    assert [(item.matched_as, item.matched_name) for item in found] == [
        ("named", "So xay dung"),
        ("group", "Nhom so ban nganh"),
    ]


def test_groups_can_be_left_out(sampled: Store) -> None:
    found = ask(sampled, ObligationQuery(agency_ids=("so-xay-dung",), include_groups=False))
    assert [item.matched_as for item in found] == ["named"]


def test_without_an_agency_nothing_is_said_of_a_match(sampled: Store) -> None:
    assert {(item.matched_as, item.matched_name) for item in ask(sampled, ObligationQuery())} == {(None, None)}


def test_the_role_asked_for_is_that_of_the_asked_agency(sampled: Store) -> None:
    found = ask(sampled, ObligationQuery(agency_ids=("phong-kinh-te",), role=Role.COORDINATE))
    assert quotes(found) == ["Sở Xây dựng trồng 50"]
    assert found[0].matched_name == "Phong kinh te"
    assert ask(sampled, ObligationQuery(agency_ids=("so-xay-dung",), role=Role.COORDINATE)) == ()


def test_a_role_without_an_agency_is_anybodys(sampled: Store) -> None:
    assert quotes(ask(sampled, ObligationQuery(role=Role.LEAD))) == ["Sở Xây dựng trồng 50"]


def test_an_agency_that_no_plan_names_gets_nothing(sampled: Store) -> None:
    assert ask(sampled, ObligationQuery(agency_ids=("so-khong-co",), include_groups=False)) == ()


def test_what_falls_to_the_issuer_is_the_issuers_own_and_inherited_by_the_addressed_on_request(store: Store) -> None:
    plan = make_plan(issuer_id="ubnd-phuong")
    general = make_obligation(
        plan, "Phòng Kinh tế nạo vét", ("ubnd-phuong", Role.RESPONSIBLE), source=ActorSource.ISSUER
    )
    store.save(plan, (*sample_obligations(plan)[:2], general))
    assert [i.matched_as for i in ask(store, ObligationQuery(agency_ids=("ubnd-phuong",)))] == ["named"]
    named = ObligationQuery(agency_ids=("so-xay-dung",))
    assert [i.matched_as for i in ask(store, named)] == ["named", "group"]
    wide = named.model_copy(update={"include_inherited": True})
    assert [(i.matched_as, i.matched_name) for i in ask(store, wide)][2] == ("inherited", None)
    leading = wide.model_copy(update={"role": Role.LEAD})
    assert [i.matched_as for i in ask(store, leading)] == ["named"]


def test_text_is_found_without_diacritics_and_by_whole_syllables(sampled: Store) -> None:
    assert quotes(ask(sampled, ObligationQuery(text="cay XANH"))) == ["Sở Xây dựng trồng 50"]
    assert quotes(ask(sampled, ObligationQuery(text="xanh trồng"))) == ["Sở Xây dựng trồng 50"]
    assert ask(sampled, ObligationQuery(text="xa")) == ()
    assert ask(sampled, ObligationQuery(text="100%_")) == ()


def test_kinds_and_plans_restrict(sampled: Store) -> None:
    assert quotes(ask(sampled, ObligationQuery(kinds=(ObligationKind.TARGET,)))) == ["Sở Xây dựng trồng 50"]
    assert ask(sampled, ObligationQuery(plan_ids=())) == ()
    assert ask(sampled, ObligationQuery(plan_ids=("khong-co",))) == ()
    assert len(ask(sampled, ObligationQuery(plan_ids=("ke-hoach-mau", "khong-co")))) == 3


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2026, 6, 29), date(2026, 6, 29), ["target", "task"]),  # the last day in time is within, the year overlaps
        (date(2026, 6, 30), None, ["target"]),
        (None, date(2025, 12, 31), []),
        (date(2027, 1, 1), None, []),
    ],
)
def test_deadlines_match_the_period_asked_for(
    sampled: Store, first: date | None, last: date | None, found: list[str]
) -> None:
    asked = ask(sampled, ObligationQuery(due_from=first, due_to=last))
    assert [item.obligation.kind.value for item in asked] == found


def test_a_recurring_duty_without_dates_matches_from_the_year_of_issue_on(store: Store) -> None:
    plan = make_plan("dinh-ky", issued_year=2026)
    monthly = make_deadline(DeadlineKind.RECURRING, None, None, "monthly")
    store.save(plan, (make_obligation(plan, "Phòng Kinh tế nạo vét", deadline=monthly),))
    before = ObligationQuery(plan_ids=("dinh-ky",), due_to=date(2025, 12, 31))
    after = ObligationQuery(plan_ids=("dinh-ky",), due_from=date(2026, 3, 1), due_to=date(2026, 3, 31))
    assert (len(ask(store, before)), len(ask(store, after))) == (0, 1)


def test_pages_joined_are_the_whole_list(sampled: Store) -> None:
    whole = ask(sampled, ObligationQuery())
    pages = [sampled.obligations(ObligationQuery(offset=offset, limit=2)) for offset in (0, 2, 4)]
    assert tuple(item for page, _ in pages for item in page) == whole
    assert {total for _, total in pages} == {3}
    assert sampled.obligations(ObligationQuery(offset=1))[0] == whole[1:]


def test_agencies_are_counted_with_their_names(sampled: Store) -> None:
    counts = {count.agency_id: (count.names, count.plans, count.obligations) for count in sampled.agency_names()}
    assert counts == {
        "so-xay-dung": (("So xay dung",), 1, 1),
        "phong-kinh-te": (("Phong kinh te",), 1, 2),
        GROUP: (("Nhom so ban nganh",), 1, 1),
    }


# The filter in SQL against the same filter in plain words, over random plans and questions.

AGENCIES = ("so-xay-dung", "phong-kinh-te", GROUP, "ubnd-tinh")
days = st.dates(date(2025, 10, 1), date(2027, 3, 1))
recurrences: st.SearchStrategy[Recurrence] = st.sampled_from(["monthly", "annual"])


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline | None:
    kind = draw(st.none() | st.sampled_from(DeadlineKind))
    if kind is None:
        return None
    first, last = draw(st.none() | days), draw(st.none() | days)
    if first and last and last < first:
        first, last = last, first
    return make_deadline(kind, first, last, draw(recurrences) if kind is DeadlineKind.RECURRING else None)


@st.composite
def saved_plans(draw: st.DrawFn) -> list[tuple[Plan, list[Obligation]]]:
    return [(plan, draw(obligations_of(plan))) for plan in draw(plans())]


@st.composite
def plans(draw: st.DrawFn) -> list[Plan]:
    lines = st.lists(st.sampled_from(LINES), min_size=1, unique=True)
    return [
        make_plan(
            plan_id,
            "\n".join(draw(lines)),
            issuer_id=draw(st.sampled_from(AGENCIES)),
            issued_year=draw(st.sampled_from([None, 2025, 2026])),
        )
        for plan_id in draw(st.lists(st.sampled_from(("a", "b", "c")), min_size=1, unique=True))
    ]


@st.composite
def obligations_of(draw: st.DrawFn, plan: Plan) -> list[Obligation]:
    actors = st.lists(st.tuples(st.sampled_from(AGENCIES), st.sampled_from(Role)), max_size=3)
    return [
        make_obligation(
            plan,
            clause.body.of(plan.text),
            *draw(actors),
            kind=draw(st.sampled_from(ObligationKind)),
            source=draw(st.sampled_from(ActorSource)),
            deadline=draw(deadlines()),
        )
        for clause in plan.root.walk()
        if clause.body.end > clause.body.start and draw(st.booleans())
    ]


queries = st.builds(
    ObligationQuery,
    agency_ids=st.lists(st.sampled_from(AGENCIES), max_size=2, unique=True).map(tuple),
    include_groups=st.booleans(),
    include_inherited=st.booleans(),
    role=st.none() | st.sampled_from(Role),
    plan_ids=st.none() | st.lists(st.sampled_from(("a", "b", "x")), unique=True).map(tuple),
    kinds=st.lists(st.sampled_from(ObligationKind), max_size=2).map(tuple),
    due_from=st.none() | days,
    due_to=st.none() | days,
    text=st.sampled_from(["", "", "cay", "Đồng Mây", "người kinh"]),
)


def is_due(query: ObligationQuery, plan: Plan, deadline: Deadline | None) -> bool:
    if query.due_from is None and query.due_to is None:
        return True
    if deadline is None:
        return False
    asked_first, asked_last = query.due_from or date.min, query.due_to or date.max
    if deadline.kind is DeadlineKind.BY:
        return deadline.last is not None and asked_first <= deadline.last <= asked_last
    if deadline.first is None and deadline.last is None:
        issued = plan.issued.year if plan.issued else 0
        return deadline.kind is DeadlineKind.RECURRING and issued <= asked_last.year
    return (deadline.first or date.min) <= asked_last and (deadline.last or date.max) >= asked_first


def reached_as(query: ObligationQuery, plan: Plan, item: Obligation, others: list[Obligation]) -> str | None:
    """Return how an asked agency is reached, or None."""

    def reaches(agency_id: str) -> bool:
        groups = query.include_groups and any(is_member(asked, agency_id) for asked in query.agency_ids)
        return agency_id in query.agency_ids or groups

    able = [actor for actor in item.actors if query.role in {None, actor.role} and reaches(actor.agency_id)]
    own = item.actor_source is not ActorSource.ISSUER or plan.issuer_id in query.agency_ids
    if able and (own or query.include_inherited):
        return "named" if any(actor.agency_id in query.agency_ids for actor in able) else "group"
    addressed = any(reaches(actor.agency_id) for other in others for actor in other.actors)
    falls_to_all = item.actor_source is ActorSource.ISSUER and query.role in {None, Role.RESPONSIBLE}
    return "inherited" if query.include_inherited and falls_to_all and addressed else None


def matches(query: ObligationQuery, plan: Plan, item: Obligation, others: list[Obligation]) -> bool:
    if query.agency_ids:
        reached = reached_as(query, plan, item, others) is not None
    else:
        reached = query.role is None or any(actor.role is query.role for actor in item.actors)
    return (
        reached
        and (query.plan_ids is None or plan.id in query.plan_ids)
        and (not query.kinds or item.kind in query.kinds)
        and is_due(query, plan, item.deadline)
        and set(syllables(query.text)) <= set(syllables(item.span.of(plan.text)))
    )


@settings(max_examples=120, deadline=timedelta(seconds=5))
@given(saved=saved_plans(), query=queries)
def test_a_query_finds_exactly_what_its_words_promise(
    store: Store, saved: list[tuple[Plan, list[Obligation]]], query: ObligationQuery
) -> None:
    for head in store.plans():
        store.remove(head.id)
    for plan, found in saved:
        store.save(plan, found)
    expected = [
        (item, reached_as(query, plan, item, items) if query.agency_ids else None)
        for plan, items in sorted(saved, key=lambda pair: pair[0].id)
        for item in items
        if matches(query, plan, item, items)
    ]
    assert [(item.obligation, item.matched_as) for item in ask(store, query)] == expected
