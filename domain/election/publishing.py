"""Publishing the list of candidates (候选人公示)."""

from domain.election.events import CandidatesPublished
from domain.election.state import ElectionState, Stage, require
from domain.moment import Moment
from domain.refusal import Code, Refused


def publish(state: ElectionState, *, until: Moment, now: Moment) -> tuple[CandidatesPublished]:
    """Everybody eligible who has no seat yet hangs out; a new list takes the place of an older.

    Refused: `publication-in-the-past`, `candidate-unvetted`, `too-few-candidates` for the seats
    that are open, `seats-filled` where none is, and once a vote is open.
    """
    require(state, Stage.PREPARING, Stage.PUBLISHED, Stage.ELECTED)
    if until <= now:
        raise Refused(Code.PUBLICATION_IN_THE_PAST)
    if state.open_seats == 0:
        raise Refused(Code.SEATS_FILLED)
    for number, candidate in state.candidates.items():
        if candidate.eligible is None and not candidate.withdrawn:
            raise Refused(Code.CANDIDATE_UNVETTED, candidate=number)
    listed = tuple(
        number
        for number, candidate in state.candidates.items()
        if candidate.may_win and number not in state.winners
    )
    require_enough(state, listed)
    return (CandidatesPublished(candidates=listed, until=until),)


def require_enough(state: ElectionState, listed: tuple[int, ...]) -> None:
    """At least one candidate for each open seat; else `too-few-candidates`."""
    if len(listed) < state.open_seats:
        raise Refused(Code.TOO_FEW_CANDIDATES, candidates=len(listed), seats=state.open_seats)
