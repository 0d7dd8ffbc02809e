"""Ballots that are asked to be opened, of every electorate, and what comes of it."""

from dataclasses import replace
from typing import Any

from domain.ballot.events import (
    Bar,
    Electorate,
    Matter,
    Opened,
    Parking,
    Threshold,
    Thresholds,
)
from domain.ballot.opening import open_ballot
from domain.ballot.roll import Member
from domain.method.rules import ApprovalRule
from domain.register.state import RegisterState
from tests.domain.ballots import (
    item,
    opened,
    three,
    wanted,
)
from tests.domain.dsl import T0, Outcome, given
from tests.domain.examples import COMMITTEE, OTHER, sealed, uid

SPECIAL = ApprovalRule.OWNERS_SPECIAL
COUNTED = Parking(counted=True, ground=sealed("业主大会决定"))
UNCOUNTED = replace(COUNTED, counted=False)


def asked(book: RegisterState | None = None, **changes: Any) -> Outcome:
    """What comes of opening it over *book*."""
    register_of = three() if book is None else book
    return given().when(
        open_ballot, register=register_of, wanted=wanted(**changes), committee=COMMITTEE, now=T0
    )


def first(book: RegisterState | None = None, **changes: Any) -> Opened:
    """The opening itself."""
    event = opened(book, **changes)[0]
    assert isinstance(event, Opened)
    return event


def share(numerator: int, denominator: int = 100, *, beyond: bool = False) -> Threshold:
    return Threshold(numerator=numerator, denominator=denominator, beyond=beyond)


def rates(asked_: Threshold | None, agreed: Threshold | None) -> Thresholds:
    """征询率 and 同意率."""
    return Thresholds(
        taking_part=Bar(voters=asked_, area=None),
        agreeing=Bar(voters=agreed, area=None),
        score=None,
    )


CANVASS: dict[str, Any] = {
    "rule": ApprovalRule.CANVASS,
    "matter": None,
    "electorate": Electorate.HOUSEHOLDS,
    "thresholds": rates(share(80), share(67)),
    "told_at": None,
}
PANEL: dict[str, Any] = {
    "rule": ApprovalRule.REVIEW_PANEL,
    "matter": None,
    "electorate": Electorate.PANEL,
    "compound": None,
    "thresholds": replace(rates(None, None), score=80),
    "panel": (Member(code="甲", person=uid(5)), Member(code="乙", person=None)),
    "told_at": None,
}


def election(**changes: Any) -> dict[str, Any]:
    """A ballot for three candidates and two seats."""
    stand = {"items": (item(1, (1, 2, 3), 2),), "matter": Matter.COMMITTEE, "election": OTHER}
    return stand | changes
