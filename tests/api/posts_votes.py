"""Good requests for money by unit, the final account, the fund in an emergency, and keepers."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.issue.events import AllocationKey, Outcome
from service.commands.funds import ReceiveFunds
from service.commands.handling import Complete
from service.commands.shares import AllocateCost
from service.commands.urgent_fund import SecureSafety
from service.policy import Principal
from tests.api.face import Face
from tests.api.posting import Post, post
from tests.api.registering import DIGEST, Keeper
from tests.table import Table

Spec = tuple[str, UUID, Principal, Mapping[str, Any]]
UNIT = "1-1-101"


def posts_votes(face: Face) -> list[Post]:
    """Requests about new issues of a new compound with a register."""
    table = Table(face.town)
    Keeper(face, table.compound).imported()
    return [_on(*spec) for spec in (*_shared(table), *_urgent(table), *_kept(table))]


def _on(noun: str, issue: UUID, by: Principal, body: Mapping[str, Any]) -> Post:
    template = f"/v1/issues/{{issue}}/{noun}"
    return post(template, template.format(issue=issue), body, by)


def split(table: Table) -> UUID:
    """A plan of which line 1 is split by area."""
    issue = table.approved()
    table.town.do(AllocateCost(issue=issue, line=1, key=AllocationKey.AREA), by=table.town.clerk)
    return issue


def finished(table: Table, *, held: int = 0) -> UUID:
    """A plan that is carried out, with so much money in hand."""
    issue, clerk = table.approved(), table.town.clerk
    if held:
        table.town.do(ReceiveFunds(issue=issue, line=1, amount=held), by=clerk)
    done = Complete(issue=issue, outcome=Outcome.SOLVED, reply="已启用")
    table.town.do(done, by=table.colleague)
    return issue


def secured(table: Table) -> UUID:
    """A listed emergency with a plan, and with measures taken."""
    issue = table.emergency(case="lift-failure")
    table.tabled(issue)
    table.town.do(SecureSafety(issue=issue, measures="停梯封闭"), by=table.town.clerk)
    return issue


def _shared(table: Table) -> list[Spec]:
    clerk = table.town.clerk
    agreed = {
        "line": 1,
        "key": "agreed",
        "buildings": [],
        "entrances": [],
        "units": [],
        "shares": [{"unit": UNIT, "amount": 18_000_000}],
        "ground": "书面约定由一户承担",
    }
    return [
        ("allocations", table.approved(), clerk, agreed),
        ("shares", split(table), clerk, {"line": 1, "unit": UNIT, "amount": 1}),
        ("account", finished(table), clerk, {"evidence": DIGEST, "note": "决算"}),
    ]


def _urgent(table: Table) -> list[Spec]:
    town = table.town
    price = {"reviewer": str(town.contractor), "amount": 900, "evidence": DIGEST}
    listed = table.emergency(case="lift-failure")
    return [
        ("safety", listed, town.clerk, {"measures": "停梯封闭，派人值守"}),
        ("consents", secured(table), table.owner, {"note": "同意应急维修"}),
        ("price-reviews", table.emergency(case="lift-failure"), town.clerk, price),
    ]


def _kept(table: Table) -> list[Spec]:
    town = table.town
    named = {"organisation": str(town.property_company), "person": None}
    return [("keeper", table.reported(), town.clerk, named)]
