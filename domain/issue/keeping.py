"""首问负责: who is asked first keeps a matter until it is handed over to somebody else."""

from uuid import UUID

from domain.actor import Role
from domain.history import Stamp
from domain.issue.events import KeeperNamed, Transferred
from domain.issue.guards import admit
from domain.issue.parts import Keeper
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from domain.replacing import replace

_RECEIVING = frozenset({Role.CLERK, Role.HANDLER, Role.OWNERS_COMMITTEE})
"""A superior or another system hands a matter on; a resident brings it."""


def hand_over(
    state: IssueState,
    *,
    organisation: UUID,
    person: UUID | None,
    known: bool,
    by_organisation: UUID | None,
) -> tuple[KeeperNamed]:
    """Name who keeps it from now on.

    *known* says that the organisation is one, or the committee itself. *by_organisation* is whose
    hand it is where not the committee's: only the keeper hands it over. Refused: `unknown-party`,
    `not-the-keeper`, `already-kept` (by that person of that organisation).
    """
    admit(KeeperNamed, state)
    if not known:
        raise Refused(Code.UNKNOWN_PARTY)
    if by_organisation is not None and not is_kept_by(state, by_organisation):
        raise Refused(Code.NOT_THE_KEEPER)
    if state.keeper == Keeper(organisation=organisation, person=person):
        raise Refused(Code.ALREADY_KEPT)
    return (KeeperNamed(organisation=organisation, person=person),)


def is_kept_by(state: IssueState, organisation: UUID) -> bool:
    """Whether the matter is that organisation's to keep."""
    return state.keeper is not None and state.keeper.organisation == organisation


def received(state: IssueState, event: object, stamp: Stamp) -> IssueState:
    """The first of the staff who has to do with a matter has received it.

    So nobody has to be named for it; after a transfer it is somebody of the new committee.
    """
    if isinstance(event, Transferred):
        return replace(state, keeper=None)
    by = stamp.by
    if state.keeper is not None or by.role not in _RECEIVING:
        return state
    organisation = by.on_behalf_of or by.organisation or state.committee
    person = None if by.on_behalf_of else by.person
    return replace(state, keeper=Keeper(organisation=organisation, person=person))
