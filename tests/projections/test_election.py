"""Elections as the list has them: one row each, where it stands, the newest first."""

from collections.abc import Sequence

import pytest
from sqlalchemy import true

from domain.election.state import Stage
from projections.views import election
from projections.views.election import ElectionRow
from service.service import Service
from tests.elections import Owners
from tests.neighbourhood import settle
from tests.projections.following import follow


@pytest.fixture
def owners(sqlite_service: Service) -> Owners:
    """In a town of their own."""
    return Owners(settle(sqlite_service))


def listed(owners: Owners, limit: int = 10, older_than: int | None = None) -> Sequence[ElectionRow]:
    follow(owners.town.service)
    with owners.town.service.database.read() as connection:
        return election.page(
            connection,
            true(),
            compound=None,
            stage=None,
            older_than=older_than,
            limit=limit,
        )


def test_a_row_says_how_far_it_is(owners: Owners) -> None:
    wanted = owners.published()
    [row] = listed(owners)
    assert (row.election, row.committee, row.compound) == (
        wanted,
        owners.committee,
        owners.compound,
    )
    assert (row.stage, row.version) == (Stage.PUBLISHED, owners.version(wanted))
    assert row.state.listed == (1, 2, 3, 4, 5)
    owners.withdraw(wanted, 2)
    [after] = listed(owners)
    assert (after.stage, after.version, after.begun) == (
        Stage.PUBLISHED,
        row.version + 1,
        row.begun,
    )
    assert after.state.on_the_list == (1, 3, 4, 5)
    assert after.changed_at >= row.changed_at


def test_who_won_stays_in_the_order_of_their_votes(owners: Owners) -> None:
    owners.filed()
    [row] = listed(owners)
    assert (row.stage, row.state.winners) == (Stage.FILED, (4, 2, 1))


def test_the_newest_stands_first(owners: Owners) -> None:
    first, second = owners.formed(), owners.voting()
    rows = listed(owners)
    assert [(row.election, row.stage) for row in rows] == [
        (second, Stage.VOTING),
        (first, Stage.PREPARING),
    ]
    assert rows[0].begun > rows[1].begun
    [older] = listed(owners, older_than=rows[0].begun)
    assert older.election == first
