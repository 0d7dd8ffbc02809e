"""What an election's stream records. These shapes are the storage format."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.moment import Moment
from domain.sealed import Sealed


class ElectionKind(StrEnum):
    """The first committee of a compound (组建), or the next (换届)."""

    FOUNDING = "founding"
    RENEWAL = "renewal"


class Nominator(StrEnum):
    """Who put a candidate forward: 自荐、联名推荐、居委会推荐、筹备组推荐."""

    SELF = "self"
    OWNERS = "owners"
    RESIDENTS_COMMITTEE = "residents-committee"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMember:
    """Somebody in the preparing group (筹备组、换届改选小组), and for whom they sit there."""

    person: UUID
    seat: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFormed:
    """The group that prepares it stands; `seats` members are to be elected."""

    committee: UUID
    compound: UUID
    kind: ElectionKind
    seats: int
    members: tuple[GroupMember, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominated:
    """A person stands; `candidate` is their number on the paper."""

    candidate: int
    person: UUID
    by: Nominator


@dataclass(frozen=True, slots=True, kw_only=True)
class Vetted:
    """Whether the candidate may stand (资格审查), and why not."""

    candidate: int
    eligible: bool
    reason: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateWithdrew:
    """The candidate does not stand any more."""

    candidate: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatesPublished:
    """The list hangs out until then; afterwards it may be voted on."""

    candidates: tuple[int, ...]
    until: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotCalled:
    """Owners vote on the list."""

    ballot: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotEnded:
    """The vote is over: `elected` are the candidates that won a seat; none where it failed."""

    ballot: UUID
    elected: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The subdistrict has the committee on file (备案) under that number; the seats follow.

    `organisation` is the owners' committee that now holds the seat.
    """

    organisation: UUID
    number: str
    members: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Abandoned:
    """It ends without a committee."""

    reason: Sealed


ElectionEvent = (
    GroupFormed
    | Nominated
    | Vetted
    | CandidateWithdrew
    | CandidatesPublished
    | BallotCalled
    | BallotEnded
    | Filed
    | Abandoned
)
