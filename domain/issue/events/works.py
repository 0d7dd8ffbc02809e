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


class AllocationKey(StrEnum):
    """By what a line is split among owners: area (Civil Code art. 283), or as they agreed."""

    AREA = "area"
    EQUAL = "equal"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitShare:
    """One unit's share of a line, in 分."""

    unit: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CostAllocated:
    """A line is split among units (分摊); the shares of all `parts` sum to the line's amount.

    `register` with `version` is where units and areas were taken from; `part` counts from 1.
    An allocation takes the place of the one before. `ground` is what was agreed on instead.
    """

    line: int
    key: AllocationKey
    register: UUID
    version: int
    part: int
    parts: int
    shares: tuple[UnitShare, ...]
    ground: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePaid:
    """A unit paid of its share, in 分; the line received it."""

    line: int
    unit: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """What became of one line's money, in 分."""

    line: int
    planned: int
    received: int
    spent: int
    returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRendered:
    """The final account (决算): every received 分 spent or returned.

    `evidence` is the SHA-256 (hex) of an auditor's finding, where one was asked for.
    """

    lines: tuple[AccountLine, ...]
    evidence: str | None
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetySecured:
    """Measures were taken at once (先行处置), before anybody paid."""

    measures: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyConsented:
    """The owners' committee consents that their fund pays for the plan of emergency work.

    That is the version in force then, else the one on the table; before any it covers none.
    `acting` says that the district's or subdistrict's organisation did in its place.
    """

    organisation: UUID
    acting: bool
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceReviewed:
    """An independent reviewer found that the work may cost `amount` 分 (审价).

    `evidence` is the SHA-256 (hex) of the finding.
    """

    reviewer: UUID
    amount: int
    evidence: str


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
