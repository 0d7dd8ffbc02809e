"""Money (资金): who pays which share, and what may be done with it.

All amounts are integer 分. What the maintenance fund asks for stands in `fund`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.issue.events import (
    Authorisation,
    FundingLine,
    FundsPledged,
    FundsReceived,
    FundsReturned,
    FundsSpent,
)
from domain.issue.fund import MAINTENANCE_FUND, route_open
from domain.issue.guards import admit, guard
from domain.issue.lifecycle import require
from domain.issue.parts import Account
from domain.issue.policies import account_open, approval_stands, payable_line, spending_allowed
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedLine:
    """A line as somebody proposes it, still without its number."""

    source: str
    payer: UUID | None
    amount: int
    pays_for: Sealed
    authorisation: Authorisation | None = None


def numbered(
    state: IssueState, vocabulary: Vocabulary, wanted: Sequence[WantedLine]
) -> tuple[FundingLine, ...]:
    """The lines with their numbers; source and payer that were on a plan before keep theirs.

    Refused: `unknown-source`, `line-repeated`, `line-holds-money` (a line cannot disappear while
    it holds money).
    """
    known = {(account.source, account.payer): account.line for account in state.accounts}
    lines: list[FundingLine] = []
    for line in wanted:
        if line.source not in vocabulary.sources:
            raise Refused(Code.UNKNOWN_SOURCE, vocabulary=vocabulary.version)
        number = known.setdefault((line.source, line.payer), len(known) + 1)
        if any(number == other.number for other in lines):
            raise Refused(Code.LINE_REPEATED, line=number)
        lines.append(_line(number, line))
    kept = {line.number for line in lines}
    for account in state.accounts:
        if account.held and account.line not in kept:
            raise Refused(Code.LINE_HOLDS_MONEY, line=account.line, held=account.held)
    return tuple(lines)


def pledge(
    state: IssueState, *, line: int, amount: int, note: Sealed | None
) -> tuple[FundsPledged]:
    """Somebody promises money: `unknown-line`."""
    admit(FundsPledged, state)
    _account(state, line)
    return (FundsPledged(line=line, amount=amount, note=note),)


def receive(
    state: IssueState, *, line: int, amount: int, note: Sealed | None
) -> tuple[FundsReceived]:
    """Money comes in: `unknown-line`."""
    admit(FundsReceived, state)
    _account(state, line)
    return (FundsReceived(line=line, amount=amount, note=note),)


def spend(state: IssueState, *, line: int, amount: int, note: Sealed) -> tuple[FundsSpent]:
    """Pay out of a line of the plan, up to what it holds and what the plan gives it.

    Refused: `unknown-line`, `account-rendered`, `approval-annulled`, `no-approved-plan`,
    `beyond-reviewed-price`, and as by `payable_line`; the line's own objection before that of the
    others.
    """
    require(FundsSpent, state.status)
    known = state.account(line)
    if known is not None:
        account_open(state)
        approval_stands(state)
        spending_allowed(state)
        payable_line(state, known)
    guard(FundsSpent, state)
    account = _account(state, line)
    left = payable_line(state, account).amount - account.spent_on_plan
    reviewed = route_open(state) if account.source == MAINTENANCE_FUND else None
    if reviewed is not None and amount > reviewed:
        raise Refused(Code.BEYOND_REVIEWED_PRICE, left=reviewed)
    if amount > account.held:
        raise Refused(Code.SPENT_BEYOND_RECEIVED, held=account.held)
    if amount > left:
        raise Refused(Code.SPENT_BEYOND_LINE, left=left)
    return (FundsSpent(line=line, amount=amount, note=note),)


def give_back(state: IssueState, *, line: int, amount: int, note: Sealed) -> tuple[FundsReturned]:
    """Return money to where it came from: `unknown-line`, `returned-beyond-held`."""
    admit(FundsReturned, state)
    held = _account(state, line).held
    if amount > held:
        raise Refused(Code.RETURNED_BEYOND_HELD, held=held)
    return (FundsReturned(line=line, amount=amount, note=note),)


def _line(number: int, wanted: WantedLine) -> FundingLine:
    return FundingLine(
        number=number,
        source=wanted.source,
        payer=wanted.payer,
        amount=wanted.amount,
        pays_for=wanted.pays_for,
        authorisation=wanted.authorisation,
    )


def _account(state: IssueState, line: int) -> Account:
    account = state.account(line)
    if account is None:
        raise Refused(Code.UNKNOWN_LINE, lines=len(state.accounts))
    return account
