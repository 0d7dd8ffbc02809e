"""What the reporter hears: first contact (响应), replies (答复); and who may learn who they are."""

from uuid import UUID

from domain.issue.events import Replied, Responded
from domain.issue.guards import admit
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def respond(state: IssueState, *, message: Sealed) -> tuple[Responded]:
    """Contact the reporter. May be said again; only the first stops the response clock."""
    admit(Responded, state)
    return (Responded(message=message),)


def reply(state: IssueState, *, message: Sealed) -> tuple[Replied]:
    """Answer the reporter, also after completion."""
    admit(Replied, state)
    return (Replied(message=message),)


def may_disclose(state: IssueState, *, asker_is_party: bool) -> UUID:
    """The reporter whose contact may be opened; of who is let go, their own state says more.

    Refused: `no-contact` (anonymous), `reporter-confidential` (who asked not to be known to
    those who do the work is not named to them).
    """
    erased = state.reporter_erased
    reporter = erased.person if erased else state.reporter
    if reporter is None:
        raise Refused(Code.NO_CONTACT)
    if state.confidential and asker_is_party:
        raise Refused(Code.REPORTER_CONFIDENTIAL)
    return reporter
