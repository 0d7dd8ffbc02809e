"""Contesting a decision (异议): within a year, by whoever says that it wrongs them.

An owner asks a court to set it aside within one year from when they knew of it or should have
(SPC interpretation of 2009, art. 12; Civil Code art. 280). What is certain here is when it closed:
the year is counted from that day, which itself is not counted, and ends with the day of the same
date, or where that month has none, with its last (Civil Code arts 201, 202).
"""

from uuid import UUID

from domain.ballot.ending import require_standing
from domain.ballot.events import ChallengeAnswered, Challenged
from domain.ballot.state import BallotState
from domain.moment import Moment, happened
from domain.refusal import Code, Refused
from domain.retention.terms import term_end
from domain.sealed import Sealed

_MONTHS = 12


def contestable_until(closed_at: Moment) -> Moment:
    """The end of the year in which a ballot that closed then can be contested (exclusive)."""
    return term_end(closed_at, _MONTHS)


def unanswered(state: BallotState) -> tuple[int, ...]:
    """The challenges that still wait for an answer."""
    return tuple(number for number, answered in state.challenges.items() if not answered)


def challenge(
    state: BallotState,
    *,
    person: UUID | None,
    text: Sealed,
    occurred: Moment | None,
    now: Moment,
) -> tuple[Challenged]:
    """Contest it. Who was left off the roll may do so too, so nobody is asked for a paper.

    *occurred* is when it was raised, None for *now*. Refused: `ballot-not-closed`,
    `ballot-annulled`, `challenge-too-late`, `occurred-in-future`, `occurred-before-report`.
    """
    require_standing(state)
    closed_at = state.closed_at if state.closed_at is not None else now
    raised = happened(occurred, now=now, not_before=closed_at)
    if raised >= contestable_until(closed_at):
        raise Refused(Code.CHALLENGE_TOO_LATE, until=contestable_until(closed_at))
    return (Challenged(challenge=len(state.challenges) + 1, person=person, text=text),)


def answer(
    state: BallotState, *, challenge: int, answer: Sealed, size: int | None
) -> tuple[ChallengeAnswered]:
    """Answer one; *size* is the ledger's size that the answer's export covers.

    Refused: `unknown-challenge`, `challenge-already-answered`.
    """
    answered = state.challenges.get(challenge)
    if answered is None:
        raise Refused(Code.UNKNOWN_CHALLENGE)
    if answered:
        raise Refused(Code.CHALLENGE_ALREADY_ANSWERED)
    return (ChallengeAnswered(challenge=challenge, answer=answer, size=size),)
