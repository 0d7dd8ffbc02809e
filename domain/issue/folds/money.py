"""Folding money: what was booked, how it is split, the fund's way in an emergency, the account."""

from typing import assert_never

from rpds import HashTrieMap

from domain.issue.events import (
    AccountRendered,
    CostAllocated,
    EmergencyConsented,
    FundsPledged,
    FundsReceived,
    FundsReturned,
    FundsSpent,
    PriceReviewed,
    SafetySecured,
    SharePaid,
)
from domain.issue.parts import Account, Allocation
from domain.issue.state import IssueState
from domain.replacing import replace

Booking = FundsPledged | FundsReceived | FundsSpent | FundsReturned | SharePaid

MoneyEvent = (
    Booking | CostAllocated | AccountRendered | SafetySecured | EmergencyConsented | PriceReviewed
)


def evolve(state: IssueState, event: MoneyEvent) -> IssueState:
    """The state after *event*."""
    match event:
        case FundsPledged() | FundsReceived() | FundsSpent() | FundsReturned():
            return _on_account(state, event)
        case SharePaid():
            return _paid(_on_account(state, event), event)
        case CostAllocated():
            return _allocated(state, event)
        case AccountRendered():
            return replace(state, rendered=True)
        case SafetySecured():
            return replace(state, route=replace(state.route, secured=True))
        case EmergencyConsented():
            version = state.plan.version if state.plan else None
            return replace(state, route=replace(state.route, consented=version))
        case PriceReviewed(amount=amount):
            return replace(state, route=replace(state.route, reviewed=amount))
        case _:
            assert_never(event)


def _on_account(state: IssueState, event: Booking) -> IssueState:
    booked = tuple(
        _booked(account, event) if account.line == event.line else account
        for account in state.accounts
    )
    return replace(state, accounts=booked)


def _booked(account: Account, event: Booking) -> Account:
    match event:
        case FundsPledged(amount=amount):
            return replace(account, pledged=account.pledged + amount)
        case FundsReceived(amount=amount) | SharePaid(amount=amount):
            return replace(account, received=account.received + amount)
        case FundsSpent(amount=amount):
            return replace(account, spent=account.spent + amount)
        case FundsReturned(amount=amount):
            return replace(account, returned=account.returned + amount)
        case _:
            assert_never(event)


def _allocated(state: IssueState, event: CostAllocated) -> IssueState:
    """The first part begins a split anew; what was paid before counts on."""
    before = state.allocation(event.line)
    split = before if before and event.part > 1 else _begun(before, event)
    shares = {share.unit: share.amount for share in event.shares}
    grown = replace(
        split,
        units=split.units + len(shares),
        asked=split.asked + sum(shares.values()),
        shares=HashTrieMap.convert(split.shares).update(shares),
    )
    others = [one for one in state.allocations if one.line != event.line]
    return replace(state, allocations=(*others, grown))


def _begun(before: Allocation | None, event: CostAllocated) -> Allocation:
    return Allocation(
        line=event.line,
        key=event.key,
        register=event.register,
        version=event.version,
        units=0,
        asked=0,
        received=before.received if before else 0,
        shares=HashTrieMap(),
        paid=before.paid if before else HashTrieMap(),
    )


def _paid(state: IssueState, event: SharePaid) -> IssueState:
    splits = tuple(
        _with(split, event) if split.line == event.line else split for split in state.allocations
    )
    return replace(state, allocations=splits)


def _with(split: Allocation, event: SharePaid) -> Allocation:
    paid = split.paid.get(event.unit, 0) + event.amount
    return replace(
        split,
        received=split.received + event.amount,
        paid=HashTrieMap.convert(split.paid).insert(event.unit, paid),
    )
