"""The final account (决算) of a plan's money: every received 分 spent or returned. In 分."""

from domain.issue.events import AccountLine, AccountRendered
from domain.issue.guards import admit
from domain.issue.parts import Account
from domain.issue.state import IssueState
from domain.sealed import Sealed


def render(
    state: IssueState, *, evidence: str | None, note: Sealed | None
) -> tuple[AccountRendered]:
    """Close the account; nothing more is booked in this round.

    *evidence* is the SHA-256 (hex) of an auditor's finding. Refused: the policies of
    `AccountRendered`: `unknown-line`, `account-rendered`, `funds-unsettled`.
    """
    admit(AccountRendered, state)
    lines = tuple(_closed(state, account) for account in state.accounts)
    return (AccountRendered(lines=lines, evidence=evidence, note=note),)


def _closed(state: IssueState, account: Account) -> AccountLine:
    return AccountLine(
        line=account.line,
        planned=planned(state, account.line),
        received=account.received,
        spent=account.spent,
        returned=account.returned,
    )


def planned(state: IssueState, line: int) -> int:
    """What the plan gives a line, 0 where it is not on it (any more)."""
    lines = state.plan.lines if state.plan else ()
    return sum(one.amount for one in lines if one.number == line)
