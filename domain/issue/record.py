"""What is noted beside the course of an issue: links, registers, files, publication."""

from uuid import UUID

from domain.issue.events import (
    Attached,
    Evidence,
    ExternalOrder,
    Linked,
    LinkKind,
    PublicationWithdrawn,
    Published,
)
from domain.issue.guards import admit
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def link(
    state: IssueState, *, issue: UUID, other: UUID, other_known: bool, kind: LinkKind
) -> tuple[Linked]:
    """Point to another issue; refused with `link-to-itself`, `unknown-issue`."""
    admit(Linked, state)
    if other == issue:
        raise Refused(Code.LINK_TO_ITSELF)
    if not other_known:
        raise Refused(Code.UNKNOWN_ISSUE)
    return (Linked(other=other, kind=kind),)


def attach(
    state: IssueState,
    *,
    register: str | None = None,
    order: ExternalOrder | None = None,
    evidence: Evidence | None = None,
    note: Sealed | None = None,
) -> tuple[Attached]:
    """Enter it in a register (登记), name another system's order, or show a file.

    Refused: `attachment-empty`, `unknown-register` (the method keeps others),
    `already-registered-there`.
    """
    admit(Attached, state)
    if register is None and order is None and evidence is None:
        raise Refused(Code.ATTACHMENT_EMPTY)
    if register is not None and register not in state.rules.registers:
        raise Refused(Code.UNKNOWN_REGISTER, registers=len(state.rules.registers))
    if register is not None and register in state.registers:
        raise Refused(Code.ALREADY_REGISTERED_THERE)
    return (Attached(register=register, order=order, evidence=evidence, note=note),)


def publish(state: IssueState, *, text: Sealed) -> tuple[Published]:
    """Make it public in these words, or in better ones than before."""
    admit(Published, state)
    return (Published(text=text),)


def withdraw_publication(state: IssueState, *, reason: Sealed) -> tuple[PublicationWithdrawn]:
    """Take it back from the public; refused with `not-published`."""
    admit(PublicationWithdrawn, state)
    return (PublicationWithdrawn(reason=reason),)
