"""Works (实施): begun, under way, and completed (办结)."""

from collections.abc import Sequence
from uuid import UUID

from domain.issue.events import Done, Outcome, Output, ProgressNoted, WorkStarted
from domain.issue.guards import admit
from domain.issue.outputs import require_outputs, require_sites
from domain.issue.state import IssueState
from domain.method.terms import Track
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary


def start_work(
    state: IssueState, *, party: UUID, party_known: bool, note: Sealed | None
) -> tuple[WorkStarted]:
    """A party begins: `work-already-started`, `not-an-emergency`, `unknown-party`."""
    admit(WorkStarted, state)
    _require_known(party_known=party_known)
    return (WorkStarted(party=party, note=note),)


def note_progress(
    state: IssueState,
    *,
    party: UUID,
    party_known: bool,
    note: Sealed,
    percent: int | None,
    sites: Sequence[int],
) -> tuple[ProgressNoted]:
    """How far a party is: `work-not-started`, `unknown-party`, `unknown-site`."""
    admit(ProgressNoted, state)
    _require_known(party_known=party_known)
    require_sites(state, sites)
    return (ProgressNoted(party=party, note=note, percent=percent, sites=tuple(sites)),)


def complete(
    state: IssueState,
    vocabulary: Vocabulary,
    *,
    outcome: Outcome,
    reply: Sealed,
    outputs: Sequence[Output],
    cost: int | None,
    unconfirmed: bool = False,
) -> tuple[Done]:
    """Complete the issue (办结) with the reply without which nothing closes (事事有回音).

    Emergency work is confirmed first; *unconfirmed* says that it is completed without, so that
    money once spent never traps an issue. *vocabulary* is the version pinned in the report, or
    a newer one. Refused: `status-forbids`, the policies of `Done`, `not-confirmed`,
    `unknown-unit`, `unknown-site`.
    """
    admit(Done, state)
    lacks = state.track is Track.EMERGENCY and state.approval is None
    if lacks and not unconfirmed:
        raise Refused(Code.NOT_CONFIRMED)
    require_outputs(state, vocabulary, outputs)
    return (
        Done(
            outcome=outcome,
            reply=reply,
            outputs=tuple(outputs),
            cost=cost,
            unconfirmed=lacks,
        ),
    )


def _require_known(*, party_known: bool) -> None:
    if not party_known:
        raise Refused(Code.UNKNOWN_PARTY)
