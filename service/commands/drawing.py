"""Draws on the owners' standing authorisations: with the plan, in the same transaction."""

from uuid import UUID

from domain.issue.drawing import due, due_if_approved
from domain.issue.state import IssueState
from domain.method.rules import ApprovalRule
from domain.refusal import Code, Refused
from domain.register import filing
from domain.register.events import RegisterEvent
from domain.register.state import RegisterState, register_stream
from ledger.streams import ISSUE, REGISTER
from service.work import Work


def settle(work: Work, issue: UUID, before: IssueState) -> None:
    """Draw what the plan now in force needs, or give back what it needs no more.

    *before* is the issue as the decision found it. Refused: `unknown-authorisation` (also where
    the compound has no register), `authorisation-revoked`, `-expired`, `-exhausted`.
    """
    after = work.require(ISSUE, issue).state
    for number, amount in due(before, after).items():
        stream, register = _register(work, before.compound, number)
        work.append(REGISTER, stream, _step(work, register, number, issue, amount))


def require_drawable(work: Work, issue: UUID, rule: ApprovalRule) -> None:
    """Refuse as `settle` would, were the version on the table approved by *rule* now."""
    state = work.require(ISSUE, issue).state
    for number, amount in due_if_approved(state, rule).items():
        _stream, register = _register(work, state.compound, number)
        _step(work, register, number, issue, amount)


def _step(
    work: Work, register: RegisterState, number: int, issue: UUID, amount: int
) -> tuple[RegisterEvent]:
    if amount < 0:
        return filing.give_back(register, authorisation=number, issue=issue, amount=-amount)
    return filing.draw(register, authorisation=number, issue=issue, amount=amount, now=work.now)


def _register(work: Work, compound: UUID | None, number: int) -> tuple[UUID, RegisterState]:
    stream = register_stream(compound) if compound else None
    state = work.state(REGISTER, stream) if stream else None
    if stream is None or state is None:
        raise Refused(Code.UNKNOWN_AUTHORISATION, authorisation=number)
    return stream, state
