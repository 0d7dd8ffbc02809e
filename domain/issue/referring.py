"""三所联动: an issue is put to several offices together, which see it while they are asked."""

from collections.abc import Sequence
from uuid import UUID

from domain.issue.events import ReferralEnded, ReferralMade
from domain.issue.guards import admit
from domain.issue.state import IssueState
from domain.referral.events import ReferralOutcome


def refer(
    state: IssueState, *, referral: UUID, organisations: Sequence[UUID]
) -> tuple[ReferralMade]:
    """They see it from now on; refused: `referral-open`."""
    admit(ReferralMade, state)
    return (ReferralMade(referral=referral, organisations=tuple(organisations)),)


def end_referral(state: IssueState, *, outcome: ReferralOutcome) -> tuple[ReferralEnded, ...]:
    """They see it no more, however the issue stands by then; refused: `no-referral-open`."""
    admit(ReferralEnded, state)
    asked = state.referral
    if asked is None:
        return ()
    ended = ReferralEnded(
        referral=asked.referral, organisations=asked.organisations, outcome=outcome
    )
    return (ended,)
