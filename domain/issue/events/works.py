"""Works (实施) and money (资金), up to the completion (办结)."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.sealed import Sealed


class Outcome(StrEnum):
    """What `done` (办结) means here: solved, or explained only (解释说明), counted apart."""

    SOLVED = "solved"
    EXPLAINED = "explained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What was made: e.g. 4 lamps (盏) at site 1. `unit` is a code of the vocabulary."""

    item: Sealed
    quantity: int
    unit: str
    site: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStarted:
    """Work began (开工); `party` is who does it."""

    party: UUID
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressNoted:
    """How far it is; `percent` of the whole, `sites` those that are finished."""

    party: UUID
    note: Sealed
    percent: int | None
    sites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsPledged:
    """Somebody promised money (认捐、承诺出资) on a line of the plan, in 分."""

    line: int
    amount: int
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsReceived:
    """Money came in on a line, in 分."""

    line: int
    amount: int
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsSpent:
    """Money of a line was paid out for what the line names, in 分."""

    line: int
    amount: int
    note: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsReturned:
    """Money of a line went back to where it came from, in 分."""

    line: int
    amount: int
    note: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Completed by the handler (办结), with the reply to the reporter; not yet solved for good.

    `cost` is in 分; None where none was stated. `unconfirmed` says that this was emergency work
    that nobody has confirmed.
    """

    outcome: Outcome
    reply: Sealed
    outputs: tuple[Output, ...]
    cost: int | None
    unconfirmed: bool
