"""What the reporter hears: first contact (响应), replies (答复), and the completion (办结)."""

from collections.abc import Sequence
from uuid import UUID

from domain.issue.events import Done, Outcome, Output, Replied, Responded
from domain.issue.lifecycle import require
from domain.issue.policies import guard
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary


def respond(state: IssueState, *, message: Sealed) -> tuple[Responded]:
    """Contact the reporter. May be said again; only the first stops the response clock."""
    require(Responded, state.status)
    guard(Responded, state)
    return (Responded(message=message),)


def reply(state: IssueState, *, message: Sealed) -> tuple[Replied]:
    """Answer the reporter, also after completion."""
    require(Replied, state.status)
    guard(Replied, state)
    return (Replied(message=message),)


def complete(
    state: IssueState,
    vocabulary: Vocabulary,
    *,
    outcome: Outcome,
    reply: Sealed,
    outputs: Sequence[Output],
    cost: int | None,
) -> tuple[Done]:
    """Complete the issue (办结) with the reply without which nothing closes (事事有回音).

    *vocabulary* is the version pinned in the report, or a newer one. Refused:
    `status-forbids`, the policies of `Done`, `unknown-unit`, `unknown-site`.
    """
    require(Done, state.status)
    guard(Done, state)
    for output in outputs:
        _require_output(state, vocabulary, output)
    return (Done(outcome=outcome, reply=reply, outputs=tuple(outputs), cost=cost),)


def _require_output(state: IssueState, vocabulary: Vocabulary, output: Output) -> None:
    if output.unit not in vocabulary.units:
        raise Refused(Code.UNKNOWN_UNIT, vocabulary=vocabulary.version)
    if output.site is not None and output.site not in state.sites:
        raise Refused(Code.UNKNOWN_SITE, sites=len(state.sites))


def may_disclose(state: IssueState, *, asker_is_party: bool) -> UUID:
    """The reporter whose contact may be opened.

    Refused: `no-contact` (anonymous), `reporter-confidential` (who asked not to be known to
    those who do the work is not named to them).
    """
    if state.reporter is None:
        raise Refused(Code.NO_CONTACT)
    if state.confidential and asker_is_party:
        raise Refused(Code.REPORTER_CONFIDENTIAL)
    return state.reporter
