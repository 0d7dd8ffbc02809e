"""Delivering (送达): who has a paper, since when, and who saw it.

Some rules of procedure let a delivered paper that never comes back follow the majority, so each
delivery stands by itself, and none is entered once the votes are in.
"""

from uuid import UUID

from domain.ballot.events import Delivery, PaperDelivered
from domain.ballot.finding import paper_of, require_open
from domain.ballot.state import BallotState
from domain.moment import Moment, happened
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def deliver(
    state: BallotState,
    *,
    paper: str | None = None,
    unit: str | None = None,
    how: Delivery,
    by: UUID | None,
    witness: Sealed | None,
    evidence: str | None,
    occurred: Moment | None,
    now: Moment,
) -> tuple[PaperDelivered]:
    """Record that a paper, named by itself or by a unit of it, reached its voter.

    *occurred* is when, None for *now*; *evidence* a SHA-256 (hex). Refused: `ballot-over`,
    `voting-over` (it is entered before voting ends), `unknown-paper`, `unit-not-on-roll`,
    `paper-ambiguous`, `already-delivered`, `occurred-in-future`, `occurred-before-report` (before
    the notice).
    """
    require_open(state)
    if now >= state.opened.closes_at:
        raise Refused(Code.VOTING_OVER, closes_at=state.opened.closes_at)
    listed = paper_of(state, paper=paper, unit=unit)
    if listed.paper in state.delivered:
        raise Refused(Code.ALREADY_DELIVERED)
    happened(occurred, now=now, not_before=state.opened.notified_at)
    return (PaperDelivered(paper=listed.paper, how=how, by=by, witness=witness, evidence=evidence),)
