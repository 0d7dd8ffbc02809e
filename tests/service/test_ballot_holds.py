"""Who may vote or counts is restricted, not erased, until a year after the count."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from domain.moment import DAY, Moment
from domain.person.holds import Poll, holds_of
from domain.person.state import PersonState, Standing
from domain.retention.terms import term_end
from domain.retention.text import parse
from ledger.streams import PERSON, load
from service.commands.erasure import EraseRequest
from service.migrate import METHODS
from service.service import Service
from tests.ballots import Voters
from tests.neighbourhood import settle
from tests.projections.following import follow

POLICY = parse((METHODS / "retention.toml").read_text("utf-8"))
SOMEBODY, ISSUE = UUID(int=7), UUID(int=8)
NOW = Moment(1_780_000_000_000_000)


@pytest.fixture
def voters(sqlite_service: Service) -> Voters:
    return Voters(settle(sqlite_service))


def erased(voters: Voters, person: UUID | None) -> PersonState:
    assert person is not None
    voters.town.do(EraseRequest(person=person), by=voters.town.administrator)
    with voters.town.service.database.read() as connection:
        folded = load(connection, PERSON, person)
    assert folded is not None
    return folded.state


def test_an_open_ballot_keeps_its_voters_and_counters(voters: Voters) -> None:
    ballot = voters.opened()
    for person in (*voters.persons["o2"], voters.counter.person):
        state = erased(voters, person)
        assert state.standing is Standing.RESTRICTED
        assert state.leaving is not None
        [hold] = state.leaving.holds
        until = term_end(voters.row(ballot).closes_at, 12)
        assert (hold.kind, hold.issue, hold.until) == ("ballot", None, until)


def test_a_year_counts_from_the_closing(voters: Voters) -> None:
    ballot = voters.decided()
    state = erased(voters, voters.persons["o1"][0])
    ended = voters.row(ballot).ended_at
    assert ended is not None
    assert state.leaving is not None
    assert state.leaving.until == term_end(ended, 12)


def test_what_was_cancelled_keeps_nobody(voters: Voters) -> None:
    ballot = voters.opened()
    voters.cancelled(ballot)
    assert erased(voters, voters.persons["o1"][0]).standing is Standing.ERASED


@pytest.mark.parametrize(
    ("poll", "since"),
    [
        ({"closed_at": Moment(NOW - DAY)}, Moment(NOW - DAY)),
        ({"closes_at": Moment(NOW + DAY)}, Moment(NOW + DAY)),
        ({"closes_at": Moment(NOW - DAY)}, NOW),
    ],
    ids=["closed", "open", "to-be-counted"],
)
def test_the_term_runs_from_when_it_closes_at_the_earliest(
    poll: dict[str, Any], since: Moment
) -> None:
    usual: dict[str, Any] = {"issue": ISSUE, "closes_at": NOW, "closed_at": None}
    [hold] = holds_of(SOMEBODY, {}, POLICY, polls=[Poll(**usual | poll)], now=NOW)
    assert (hold.issue, hold.until) == (ISSUE, term_end(since, 12))


def test_a_ballot_that_the_same_batch_has_changed_is_not_missed(voters: Voters) -> None:
    """What this batch has changed is in no row yet."""
    town, person = voters.town, voters.persons["o3"][0]
    ballot = voters.opened()
    vote, leaving = voters.vote(ballot, "101", "agree"), EraseRequest(person=person)

    async def both() -> None:
        await asyncio.gather(
            town.service.execute(vote, principal=voters.counter),
            town.service.execute(leaving, principal=town.administrator),
        )

    asyncio.run(both())
    with town.service.database.read() as connection:
        folded = load(connection, PERSON, person)
    assert folded is not None
    assert folded.state.standing is Standing.RESTRICTED


def test_the_words_of_who_is_restricted_are_opened_for_nobody(voters: Voters) -> None:
    ballot, town = voters.decided(), voters.town
    voters.contest(ballot)

    def words() -> str | None:
        follow(town.service)
        seen = town.service.ballots.ballot(town.auditor, ballot)
        return seen.texts.of(seen.row.aftermath.challenges[1].text)

    assert words() == "要求复核"
    assert erased(voters, voters.persons["o4"][0]).standing is Standing.RESTRICTED
    assert words() is None
