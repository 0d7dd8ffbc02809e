"""Publications: what is listed, where it stands, and what is never in a row."""

from typing import Any
from uuid import UUID

import pytest

from domain.issue.events import Level
from domain.issue.lifecycle import Status
from domain.method.terms import Scale, Track
from projections.views import publication
from projections.views.publication import TABLE, PublicationRow
from service.commands.base import Command
from service.commands.exits import Withdraw
from service.commands.intake import Triage
from service.commands.merging import Merge, Unmerge
from service.commands.oversight import Escalate
from service.commands.record import Publish, WithdrawPublication
from service.service import Service
from tests.bench.explained import explaining
from tests.neighbourhood import Neighbourhood, settle
from tests.projections.following import follow


@pytest.fixture
def town(sqlite_service: Service) -> Neighbourhood:
    """One of its own."""
    return settle(sqlite_service)


def listed(
    town: Neighbourhood,
    *,
    committee: UUID | None = None,
    older_than: int | None = None,
    limit: int = 10,
) -> list[PublicationRow]:
    follow(town.service)
    with town.service.database.read() as connection:
        return publication.page(connection, committee=committee, older_than=older_than, limit=limit)


def do(town: Neighbourhood, *commands: Command) -> None:
    for command in commands:
        town.do(command, by=town.clerk)


def published(town: Neighbourhood, text: str = "路灯已报修", **fields: Any) -> UUID:
    issue = town.report(**fields)
    do(town, Publish(issue=issue, text=text))
    return issue


def triage(issue: UUID) -> Triage:
    return Triage(issue=issue, category="lighting", scale=Scale.SMALL, track=Track.FAST)


def test_only_what_is_published_is_listed(town: Neighbourhood) -> None:
    town.report()
    issue = published(town)
    [row] = listed(town)
    assert (row.issue, row.status, row.committee) == (issue, Status.REPORTED, town.committee)
    do(town, WithdrawPublication(issue=issue, reason="有误"))
    assert listed(town) == []
    do(town, Publish(issue=issue, text="重新公示"))
    assert [one.issue for one in listed(town)] == [issue]


def test_better_words_leave_it_where_it_stands(town: Neighbourhood) -> None:
    first, second = published(town), published(town)
    before = listed(town)
    do(town, Publish(issue=first, text="路灯周五更换"))
    after = listed(town)
    assert [one.issue for one in before] == [one.issue for one in after] == [second, first]
    assert before[1].text != after[1].text
    assert before[1].published_at == after[1].published_at
    assert before[1].changed_at < after[1].changed_at


def test_what_becomes_of_it_is_told(town: Neighbourhood) -> None:
    issue = published(town)
    before = listed(town)[0]
    do(town, Escalate(issue=issue, level=Level.SUBDISTRICT, reason="需协调"))
    assert listed(town)[0] == before
    do(town, triage(issue))
    after = listed(town)[0]
    assert (before.category, after.category) == (None, "lighting")
    assert after.changed_at > before.changed_at


def test_a_confidential_report_keeps_its_category(town: Neighbourhood) -> None:
    issue = published(town, confidential=True)
    do(town, triage(issue))
    assert listed(town)[0].category is None


def test_what_is_withdrawn_or_merged_is_not_listed(town: Neighbourhood) -> None:
    child, target, gone = published(town), published(town), published(town)
    do(town, Withdraw(issue=gone, reason="不用了"), Merge(issue=child, target=target))
    assert [one.issue for one in listed(town)] == [target]
    do(town, Unmerge(issue=child, reason="不是一件事"))
    assert [one.issue for one in listed(town)] == [target, child]


def test_pages_by_committee(town: Neighbourhood) -> None:
    mine = [published(town) for _ in range(3)]
    first = listed(town, committee=town.committee, limit=2)
    rest = listed(town, committee=town.committee, older_than=first[-1].listed, limit=2)
    assert [one.issue for one in [*first, *rest]] == mine[::-1]
    assert listed(town, committee=town.next_committee) == []


@pytest.mark.parametrize("committee", [None, UUID(int=7)], ids=["all", "one"])
@pytest.mark.parametrize("older_than", [None, 9])
def test_a_page_walks_an_index(
    town: Neighbourhood, committee: UUID | None, older_than: int | None
) -> None:
    """However many issues there are that were never published."""
    with explaining(town.service) as plans, town.service.database.read() as connection:
        publication.page(connection, committee=committee, older_than=older_than, limit=20)
    [plan] = plans.of(TABLE.name)
    wanted = "view_publication_v1_committee" if committee else "sqlite_autoindex_"
    assert [name for name in plan.indexes if name.startswith(wanted)]
    assert (plan.sorts, plan.scanned) == (False, frozenset())
