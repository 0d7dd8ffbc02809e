"""Provocations: votes on plans, shares, the final account, the fund in an emergency, keepers."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import httpx2

from service.commands.negotiation import ClearAuthorisation, ClearLine
from service.commands.shares import RenderAccount
from service.commands.urgent_fund import ConsentToFund, ReviewPrice, SecureSafety
from tests.api.face import Call, Face
from tests.api.posts_votes import UNIT, finished, split
from tests.api.registering import DIGEST, Keeper
from tests.api.voting import voted, voting
from tests.evidence import PNG
from tests.table import Table

Provocation = Callable[[Face], httpx2.Response]
Making = Callable[[Table], UUID]
FUND = (ClearLine(source="maintenance-fund", amount=1000, pays_for="二号楼电梯"),)
PAID: Mapping[str, Any] = {"kind": "spent", "line": 1, "amount": 1000, "note": "抢修款"}
ALLOCATED: Mapping[str, Any] = {"line": 1}
SHARED: Mapping[str, Any] = {"line": 1, "unit": UNIT, "amount": 1}


def _post(face: Face, issue: UUID, noun: str, body: Any, by: Any = None) -> httpx2.Response:
    match = f'"{face.town.issue(issue).version}"'
    return face.post(f"/v1/issues/{issue}/{noun}", body, by or face.town.clerk, if_match=match)


def _on(make: Making, noun: str, body: Any, *, register: bool = False) -> Provocation:
    """A command of the clerk's on an issue that was brought so far, at a table of its own."""

    def provoke(face: Face) -> httpx2.Response:
        table = Table(face.town)
        if register:
            Keeper(face, table.compound).imported()
        return _post(face, make(table), noun, body)

    return provoke


def _certified(face: Face, table: Table) -> UUID:
    """Emergency work that the fund is to pay for, confirmed with its certificate, and money."""
    issue = table.emergency(case="lift-failure")
    table.tabled(issue, lines=FUND)
    headers = {"Content-Type": "image/png"}
    path = f"/v1/issues/{issue}/files"
    uploaded = face.send(Call(path=path, by=face.town.clerk, content=PNG, headers=headers))
    confirmed = {"decision": "approve", "certificate": uploaded.json()["digest"]}
    _post(face, issue, "decision", confirmed, table.owner)
    _post(face, issue, "funds", {"kind": "received", "line": 1, "amount": 1000})
    return issue


def _paying(steps: int) -> Provocation:
    """The fund is asked to pay after so many steps of its way."""

    def provoke(face: Face) -> httpx2.Response:
        table, town = Table(face.town), face.town
        issue = _certified(face, table)
        way = (
            (SecureSafety(issue=issue, measures="停梯封闭"), town.clerk),
            (ConsentToFund(issue=issue), table.owner),
            (
                ReviewPrice(issue=issue, reviewer=town.contractor, amount=900, evidence=DIGEST),
                town.clerk,
            ),
        )
        for command, by in way[:steps]:
            town.do(command, by=by)
        return _post(face, issue, "funds", PAID)

    return provoke


def _unsecured(face: Face) -> httpx2.Response:
    table = Table(face.town)
    return _post(face, table.emergency(case="lift-failure"), "consents", {}, table.owner)


def _reviewed_by_who_works(face: Face) -> httpx2.Response:
    issue = Table(face.town).emergency(case="lift-failure")
    company = str(face.town.property_company)
    price = {"reviewer": company, "amount": 9, "evidence": DIGEST}
    return _post(face, issue, "price-reviews", price)


def _rendered(table: Table) -> UUID:
    issue = finished(table)
    table.town.do(RenderAccount(issue=issue), by=table.town.clerk)
    return issue


def _kept_twice(face: Face) -> httpx2.Response:
    issue = Table(face.town).reported()
    named = {"organisation": str(face.town.property_company)}
    _post(face, issue, "keeper", named)
    return _post(face, issue, "keeper", named)


def _anothers(face: Face) -> httpx2.Response:
    issue = Table(face.town).tabled()
    mine = {"organisation": str(face.town.property_company)}
    return _post(face, issue, "keeper", mine, face.town.handler)


def _exhausted(face: Face) -> httpx2.Response:
    table = Table(face.town)
    keeper = Keeper(face, table.compound)
    keeper.imported()
    keeper.done("/authorisations", {"cap": 1000, "purpose": "外墙", "evidence": DIGEST})
    cited = ClearAuthorisation(cap=2000, reference="业主大会授权决议", number=1)
    line = ClearLine(source="maintenance-fund", amount=2000, pays_for="外墙", authorisation=cited)
    return _post(face, table.agreed(lines=(line,)), "decision", {"decision": "approve"})


AGREED: Mapping[str, Any] = {"line": 1, "key": "agreed", "ground": "书面约定"}
VOTES: Mapping[str, Provocation] = {
    "needs-ballot": _on(voted, "decision", {"decision": "approve"}),
    "ballot-open": _on(voting, "withdrawal", {}),
    "consent-missing": _paying(1),
    "price-unreviewed": _paying(2),
    "beyond-reviewed-price": _paying(3),
    "safety-unsecured": _unsecured,
    "reviewer-involved": _reviewed_by_who_works,
    "line-not-allocated": _on(Table.approved, "shares", SHARED),
    "unit-not-allocated": _on(split, "shares", {**SHARED, "unit": "9-9"}, register=True),
    "share-overpaid": _on(split, "shares", {**SHARED, "amount": 18_000_001}, register=True),
    "unknown-scope": _on(
        Table.approved, "allocations", {**ALLOCATED, "buildings": ["9"]}, register=True
    ),
    "allocation-differs": _on(
        Table.approved,
        "allocations",
        {**AGREED, "shares": [{"unit": UNIT, "amount": 1}]},
        register=True,
    ),
    "share-repeated": _on(
        Table.approved,
        "allocations",
        {**AGREED, "shares": [{"unit": UNIT, "amount": 1}] * 2},
        register=True,
    ),
    "allocation-ground-missing": _on(
        Table.approved, "allocations", {**ALLOCATED, "key": "equal"}, register=True
    ),
    "authorisation-exhausted": _exhausted,
    "account-rendered": _on(_rendered, "account", {}),
    "already-kept": _kept_twice,
    "not-the-keeper": _anothers,
}

VOTES_ELSEWHERE: Mapping[str, str] = {
    "other-rule": "asked by the routes of ballots; domain/test_issue_ballot",
    "no-ballot-open": "the same",
    "no-assembly": "the same",
}

VOTES_NOT_OVER_HTTP: Mapping[str, str] = {
    "drawn-not-as-much": "what was drawn is given back with the plan alone, and no more of it",
    "allocation-empty": "a register has units, and each unit an area",
}
