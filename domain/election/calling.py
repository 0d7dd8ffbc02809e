"""What a ballot's commands tell the election that it is for, in the same transaction."""

from uuid import UUID

from domain.ballot.events import Matter, Opened
from domain.election.events import BallotCalled, BallotEnded
from domain.election.publishing import require_enough
from domain.election.state import ElectionState, Stage, require
from domain.method.rules import ApprovalRule
from domain.moment import Moment
from domain.refusal import Code, Refused


def question(state: ElectionState) -> tuple[tuple[int, ...], int]:
    """What its ballot's one item has to ask: whom one can vote for, and for how many seats.

    Refused: `list-unpublished`, `ballot-running`, `election-over`, and `too-few-candidates` where
    some of the list have withdrawn.
    """
    require(state, Stage.PUBLISHED)
    require_enough(state, state.on_the_list)
    return state.on_the_list, state.open_seats


def call(state: ElectionState, *, ballot: UUID, opened: Opened, now: Moment) -> tuple[BallotCalled]:
    """Owners vote on the list; *opened* is what the ballot says of itself.

    Refused: what `question` refuses, `publication-running` until the list has hung out, and
    `not-its-election` where the ballot asks something else (`field` says what).
    """
    asked = question(state)
    if state.until is not None and now < state.until:
        raise Refused(Code.PUBLICATION_RUNNING, until=state.until)
    fits = {
        "compound": opened.compound == state.compound,
        "matter": opened.matter is Matter.COMMITTEE,
        "rule": opened.rule is ApprovalRule.OWNERS_ORDINARY,
        "items": [(item.candidates, item.seats) for item in opened.items] == [asked],
    }
    for field, fit in fits.items():
        if not fit:
            raise Refused(Code.NOT_ITS_ELECTION, field=field)
    return (BallotCalled(ballot=ballot),)


def end(state: ElectionState, *, ballot: UUID, elected: tuple[int, ...]) -> tuple[BallotEnded, ...]:
    """Its ballot has closed, with the candidates that won, or was cancelled, with none.

    Says nothing where that ballot is not the one that runs.
    """
    if state.ballot != ballot:
        return ()
    return (BallotEnded(ballot=ballot, elected=elected),)


def annul(state: ElectionState, *, ballot: UUID) -> tuple[BallotEnded, ...]:
    """Its ballot was declared void after it closed: who won by it has no seat.

    Once the committee is on file the election is over; its seat is vacated by hand.
    """
    over = state.stage in (Stage.FILED, Stage.ABANDONED)
    if over or ballot not in state.won.values():
        return ()
    return (BallotEnded(ballot=ballot, elected=()),)
