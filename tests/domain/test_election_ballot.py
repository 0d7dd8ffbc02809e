"""Elections: the vote, what comes of it, and the committee on file."""

from typing import Any

from domain.ballot.events import Matter
from domain.election.calling import annul, call, end, question
from domain.election.events import BallotCalled, CandidateWithdrew, Filed
from domain.election.filing import file
from domain.election.state import Stage
from domain.method.rules import ApprovalRule
from domain.moment import Moment
from domain.organisation.events import OrganisationKind
from domain.organisation.state import OrganisationState
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.elections import (
    AGAIN,
    BALLOT,
    CALLED,
    FIT,
    LISTED,
    STANDING,
    STOOD,
    UNTIL,
    ended,
    formed,
    item,
    nominated,
    opened,
    published,
    vetted,
)
from tests.domain.examples import PROPERTY, uid

ORGANISATION = uid(9)
COMMITTEE = OrganisationState(name="业委会", kind=OrganisationKind.OWNERS_COMMITTEE)
FILED = (
    *CALLED,
    ended(1, 2, 3),
    Filed(organisation=ORGANISATION, number="1号", members=STANDING[:3]),
)


def calling(*events: object, now: int = UNTIL, **of_the_ballot: Any) -> Outcome:
    return given(*events).when(call, ballot=BALLOT, opened=opened(**of_the_ballot), now=Moment(now))


def test_owners_vote_when_the_list_has_hung_out() -> None:
    calling(*LISTED).then(BallotCalled(ballot=BALLOT)).leaves(stage=Stage.VOTING, ballot=BALLOT)
    calling(*LISTED, now=UNTIL - 1).refused(Code.PUBLICATION_RUNNING, until=UNTIL)


def test_nothing_is_voted_on_that_does_not_hang_out() -> None:
    for events in (STOOD, FIT, (*CALLED, ended()), (*CALLED, ended(1))):
        calling(*events).refused(Code.LIST_UNPUBLISHED)
    calling(*CALLED).refused(Code.BALLOT_RUNNING)
    calling(*FILED).refused(Code.ELECTION_OVER)


def test_the_paper_asks_for_the_list_as_it_stands() -> None:
    given(*LISTED).when(question).answers(((1, 2, 3, 4, 5), 3))
    gone = CandidateWithdrew(candidate=2)
    given(*LISTED, gone).when(question).answers(((1, 3, 4, 5), 3))
    calling(*LISTED, gone).refused(Code.NOT_ITS_ELECTION, field="items")
    calling(*LISTED, gone, items=(item((1, 3, 4, 5)),)).then(BallotCalled(ballot=BALLOT))


def test_nothing_can_be_asked_without_a_list_that_is_long_enough() -> None:
    few = [CandidateWithdrew(candidate=n) for n in (1, 2, 3)]
    calling(*LISTED, *few).refused(Code.TOO_FEW_CANDIDATES, candidates=2, seats=3)
    given(*LISTED, *few).when(question).refused(Code.TOO_FEW_CANDIDATES, candidates=2, seats=3)
    given(*FIT).when(question).refused(Code.LIST_UNPUBLISHED)
    given(*CALLED).when(question).refused(Code.BALLOT_RUNNING)
    given(*FILED).when(question).refused(Code.ELECTION_OVER)


def test_a_ballot_that_asks_something_else_is_not_its_own() -> None:
    others: dict[str, Any] = {
        "compound": uid(999),
        "matter": Matter.USE_FUND,
        "rule": ApprovalRule.OWNERS_SPECIAL,
        "items": (item(), item()),
    }
    for field, other in others.items():
        calling(*LISTED, **{field: other}).refused(Code.NOT_ITS_ELECTION, field=field)
    calling(*LISTED, items=(item(seats=2),)).refused(Code.NOT_ITS_ELECTION, field="items")
    calling(*LISTED, items=()).refused(Code.NOT_ITS_ELECTION, field="items")


def test_a_ballot_that_ends_leaves_who_won() -> None:
    given(*CALLED).when(end, ballot=BALLOT, elected=(4, 2, 1)).then(ended(4, 2, 1)).leaves(
        stage=Stage.ELECTED, winners=(4, 2, 1), open_seats=0, ballot=None, listed=(), until=None
    )
    given(*CALLED).when(end, ballot=BALLOT, elected=()).then(ended()).leaves(
        stage=Stage.PREPARING, winners=(), open_seats=3, ballot=None
    )


def test_another_ballot_ends_nothing_here() -> None:
    given(*CALLED).when(end, ballot=AGAIN, elected=(1,)).nothing()
    given(*CALLED, ended(1)).when(end, ballot=BALLOT, elected=(2,)).nothing()


def test_a_second_vote_adds_to_who_won_before() -> None:
    second = (published(1, 3, 5), BallotCalled(ballot=AGAIN))
    given(*CALLED, ended(4, 2), *second).when(end, ballot=AGAIN, elected=(5,)).leaves(
        stage=Stage.ELECTED, winners=(4, 2, 5), open_seats=0
    )
    given(*CALLED, ended(4, 2), *second).when(end, ballot=AGAIN, elected=()).leaves(
        stage=Stage.ELECTED, winners=(4, 2), open_seats=1
    )


def test_an_annulled_ballot_has_elected_nobody() -> None:
    given(*CALLED, ended(1, 2, 3)).when(annul, ballot=BALLOT).then(ended()).leaves(
        stage=Stage.PREPARING, winners=()
    )
    second = (published(1, 3, 5), BallotCalled(ballot=AGAIN))
    given(*CALLED, ended(4, 2), *second).when(annul, ballot=BALLOT).then(ended()).leaves(
        stage=Stage.VOTING, ballot=AGAIN, winners=()
    )


def test_what_elected_nobody_or_is_on_file_is_not_annulled_here() -> None:
    for events in (CALLED, (*CALLED, ended()), FILED):
        given(*events).when(annul, ballot=BALLOT).nothing()


def filing(*events: object, known: OrganisationState | None = COMMITTEE) -> Outcome:
    return given(*events).when(file, organisation=ORGANISATION, known=known, number="1号")


def test_who_won_is_put_on_file() -> None:
    members = (STANDING[3], STANDING[1], STANDING[0])
    filing(*CALLED, ended(4, 2, 1)).then(
        Filed(organisation=ORGANISATION, number="1号", members=members)
    ).leaves(stage=Stage.FILED)


def test_nothing_is_put_on_file_that_nobody_voted_on() -> None:
    for events in (STOOD, FIT, (*CALLED, ended())):
        filing(*events).refused(Code.NOT_ELECTED)
    filing(*LISTED).refused(Code.LIST_PUBLISHED)
    filing(*CALLED).refused(Code.BALLOT_RUNNING)
    filing(*FILED).refused(Code.ELECTION_OVER)


def of_five(*elected: int) -> tuple[object, ...]:
    stood = (formed(seats=5), *(nominated(n) for n in range(1, 6)))
    fit = (*stood, *(vetted(n) for n in range(1, 6)))
    return (*fit, published(), BallotCalled(ballot=BALLOT), ended(*elected))


def test_more_than_half_of_the_seats_are_won_and_an_odd_number() -> None:
    filing(*of_five(1, 2)).refused(Code.SEATS_UNFILLED, elected=2, seats=5)
    filing(*of_five(1, 2, 3)).then(
        Filed(organisation=ORGANISATION, number="1号", members=STANDING[:3])
    )
    filing(*of_five(1, 2, 3, 4)).refused(Code.SEATS_NOT_ODD, seats=4)
    filing(*of_five(1, 2, 3, 4, 5)).then(
        Filed(organisation=ORGANISATION, number="1号", members=STANDING)
    )


def test_the_committee_on_file_is_an_owners_committee() -> None:
    won = (*CALLED, ended(1, 2, 3))
    filing(*won, known=None).refused(Code.UNKNOWN_ORGANISATION)
    company = OrganisationState(name=str(PROPERTY), kind=OrganisationKind.PROPERTY_COMPANY)
    filing(*won, known=company).refused(Code.NOT_AN_OWNERS_COMMITTEE)
