"""What papers say, and what becomes of it at the end."""

from collections.abc import Iterable
from typing import Any

from domain.ballot.closing import close
from domain.ballot.events import (
    Closed,
    ItemResult,
    Matter,
)
from domain.ballot.state import BallotState
from domain.method.rules import ApprovalRule
from tests.domain.ballots import (
    CLOSES,
)

SPECIAL: dict[str, Any] = {"rule": ApprovalRule.OWNERS_SPECIAL, "matter": Matter.REBUILD}


def result(state: BallotState) -> ItemResult:
    """What becomes of the first item at the end."""
    last = close(state, now=CLOSES)[-1]
    assert isinstance(last, Closed)
    return last.results[0]


def said(agree: Iterable[str] = "", against: Iterable[str] = "") -> dict[str, str]:
    """What each paper says."""
    return dict.fromkeys(agree, "agree") | dict.fromkeys(against, "against")
