"""Leaving the loop: declined (不予受理), withdrawn (撤回), concluded (终结)."""

from domain.issue.events import (
    Concluded,
    Declined,
    DeclineGround,
    DeclineOverruled,
    DispatchRecalled,
    ReporterDetached,
    Withdrawn,
)
from domain.issue.guards import admit
from domain.issue.lifecycle import permits
from domain.issue.state import IssueState
from domain.sealed import Sealed


def decline(state: IssueState, *, ground: DeclineGround, reply: Sealed) -> tuple[Declined]:
    """Do not take it in, and say why: as by the policies of `Declined`."""
    admit(Declined, state)
    return (Declined(ground=ground, reply=reply),)


def overrule_decline(state: IssueState, *, reason: Sealed) -> tuple[DeclineOverruled]:
    """The superior has it taken in after all."""
    admit(DeclineOverruled, state)
    return (DeclineOverruled(reason=reason),)


def withdraw(
    state: IssueState, *, reason: Sealed | None
) -> tuple[DispatchRecalled | Withdrawn | ReporterDetached, ...]:
    """The reporter takes the report back.

    Before approval the issue ends, and open orders with it; afterwards the reporter leaves and
    the issue stays. Refused: `status-forbids`, `work-already-started` (an
    emergency, or an approval annulled meanwhile), `funds-unsettled`, `reporter-gone`.
    """
    if permits(ReporterDetached, state.status):
        admit(ReporterDetached, state)
        return (ReporterDetached(reason=reason),)
    admit(Withdrawn, state)
    recalled = [DispatchRecalled(party=d.party, reason=None) for d in state.dispatches if d.open]
    return (*recalled, Withdrawn(reason=reason))


def conclude(state: IssueState, *, reply: Sealed) -> tuple[Concluded]:
    """The superior ends it after the last round.

    Refused: `not-objected`, `rounds-left`, `funds-unsettled`.
    """
    admit(Concluded, state)
    return (Concluded(reply=reply),)
