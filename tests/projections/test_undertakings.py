"""Undertakings in their views: who finds what in a list, what is summed, what was known when."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.moment import local
from domain.undertaking.events import Count
from projections.replay import check
from projections.views.undertaking import Filter
from service.commands.erasure import EraseRequest
from service.commands.undertaking_parts import CountOccasions, Join, RecountOccasion, WantedOccasion
from service.commands.undertakings import EndUndertaking
from service.participation import Period
from service.policy import Principal
from service.service import Service
from service.undertakings import VIEWS
from tests.neighbourhood import Neighbourhood, settle
from tests.projections.following import follow
from tests.undertakings import begun, furnished

YEAR = Period(first=date(2026, 1, 1), last=date(2026, 12, 31))


@pytest.fixture
def town(sqlite_service: Service) -> Iterator[Neighbourhood]:
    """One of its own; whatever was done, the views are what the log says."""
    town = settle(sqlite_service)
    yield town
    follow(town.service)
    names = {view.name for view in VIEWS}
    views = [one for one in town.service.views if one.name in names]
    assert check(town.service.database, views) == []


def listed(town: Neighbourhood, by: Principal, **wanted: Any) -> list[UUID]:
    """What somebody finds in the list."""
    follow(town.service)
    page = town.service.undertakings.listed(by, Filter(**wanted), older_than=None, limit=20)
    return [row.undertaking for row in page.items]


def counted(town: Neighbourhood, made: UUID, day: date, party: int | None = None, **n: int) -> None:
    """An occasion."""
    counts = tuple(Count(measure=code, number=number) for code, number in n.items())
    occasion = WantedOccasion(on=day, counts=counts, party=party)
    town.do(CountOccasions(undertaking=made, occasions=(occasion,)), by=town.clerk)


def test_the_list_tells_what_can_be_read(town: Neighbourhood) -> None:
    everywhere = begun(town)
    here = begun(town, "wish", compound=town.compound)
    beside = begun(
        town, clerk=town.next_clerk, committee=town.next_committee, compound=town.next_compound
    )
    for by, seen in (
        (town.clerk, [here, everywhere]),
        (town.next_clerk, [beside]),
        (town.resident, [here, everywhere]),
        (town.owner, [here]),
        (town.superior, [beside, here, everywhere]),
        (town.handler, []),
    ):
        assert listed(town, by) == seen
    assert listed(town, town.auditor, kind="wish") == [here]
    assert listed(town, town.clerk, compound=town.compound) == [here]
    town.do(EndUndertaking(undertaking=here), by=town.clerk)
    assert listed(town, town.clerk, ended=True) == [here]
    assert listed(town, town.clerk, ended=False) == [everywhere]


def test_sums_are_by_kind_measure_and_unit_within_the_period(town: Neighbourhood) -> None:
    activity, market = begun(town, "activity"), begun(town, "market")
    for made in (activity, activity, market):
        counted(town, made, date(2026, 5, 1), sessions=1, attendances=40)
    counted(town, activity, date(2025, 12, 31), sessions=1, attendances=1_000)
    follow(town.service)
    took = town.service.participation.occasions(town.clerk, town.committee, YEAR)
    assert [(one.kind, one.occasions, one.sums) for one in took.kinds] == [
        ("activity", 2, {("sessions", "ci"): 2, ("attendances", "renci"): 80}),
        ("market", 1, {("sessions", "chang"): 1, ("attendances", "renci"): 40}),
    ]


def test_what_is_put_right_later_was_not_known_before(town: Neighbourhood) -> None:
    activity = begun(town, "activity")
    counted(town, activity, date(2026, 5, 1), attendances=40)
    town.do(
        RecountOccasion(undertaking=activity, number=1, counts=(), reason="没有举办"), by=town.clerk
    )
    follow(town.service)
    today = local(town.service.now()).date()
    asked = town.service.participation.occasions
    assert asked(town.clerk, town.committee, YEAR).kinds == []
    for as_of in (today, today - timedelta(days=1)):
        period = Period(first=YEAR.first, last=YEAR.last, as_of=as_of)
        assert asked(town.clerk, town.committee, period).kinds == []


def test_an_organisation_is_credited_with_what_it_brought_about(town: Neighbourhood) -> None:
    furnished(town, begun(town))
    activity = begun(town, "activity")
    join = Join(undertaking=activity, organisation=town.contractor, role="partner", people=5)
    town.do(join, by=town.clerk)
    counted(town, activity, date(2026, 5, 1), party=1, served=30)
    counted(town, activity, date(2026, 5, 8), served=7)
    follow(town.service)
    taking = town.service.participation.taking(town.clerk, town.committee, YEAR)
    [one] = taking.organisations
    assert (one.organisation, one.people, one.occasions) == (town.contractor, 5, 2)
    assert one.sums == {("spaces", "wei"): 12, ("served", "renci"): 30}
    assert (one.roles, len(one.undertakings)) == ({"lender", "partner"}, 2)


def test_of_who_is_let_go_nobody_is_shown_any_words(town: Neighbourhood) -> None:
    person = town.resident.person
    assert person is not None
    wish = begun(town, "wish", person=person)
    join = Join(undertaking=wish, person=person, role="beneficiary", note="行动不便")
    town.do(join, by=town.clerk)
    told = town.service.undertakings.one(town.clerk, wish)
    own = town.service.undertakings.one(town.resident, wish)
    others = town.service.undertakings.one(town.superior, wish)
    assert set(told.texts.values()) == set(own.texts.values()) == {"施工期间周转", "行动不便"}
    assert (others.near, others.texts) == (False, {})
    town.do(EraseRequest(person=person), by=town.administrator)
    assert town.service.undertakings.one(town.clerk, wish).texts == {}
