"""Opening: the question, and all by which it is counted."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.ballot.counting import Counting
from domain.method.rules import ApprovalRule
from domain.moment import Moment
from domain.sealed import Sealed


class Electorate(StrEnum):
    """Who is asked: 业主、户、居民、评审团. No sort stands for another."""

    OWNERS = "owners"
    HOUSEHOLDS = "households"
    RESIDENTS = "residents"
    PANEL = "panel"


class Matter(StrEnum):
    """What owners decide together (Civil Code art. 278, para. 1, nos. 1 to 9)."""

    PROCEDURE = "procedure"
    COVENANT = "covenant"
    COMMITTEE = "committee"
    PROPERTY_COMPANY = "property-company"
    USE_FUND = "use-fund"
    RAISE_FUND = "raise-fund"
    REBUILD = "rebuild"
    CHANGE_USE = "change-use"
    OTHER = "other"


class Parting(StrEnum):
    """Whether the whole roll decides, or each building or entrance must reach it by itself."""

    WHOLE = "whole"
    BUILDING = "building"
    ENTRANCE = "entrance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A share that is to be reached (以上), or, where *beyond*, to be exceeded (过半)."""

    numerator: int
    denominator: int
    beyond: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What is asked of voters (1 each) and of their area; None where that is not counted."""

    voters: Threshold | None
    area: Threshold | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Of the roll, how much must take part; of what takes part, how much must agree.

    `score` is the mean of a panel's scores that passes, 0 to 100; None where nobody scores.
    """

    taking_part: Bar
    agreeing: Bar
    score: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question. Of an election, `candidates` stand for `seats`; else there are none."""

    number: int
    text: Sealed
    candidates: tuple[int, ...]
    seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parking:
    """Whether titled parking spaces count here, and on what ground (no law settles it)."""

    counted: bool
    ground: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The question is put, and how it is counted is fixed.

    `issue` and `proposal` name the plan that is decided on, `election` what is elected for; one
    of them or neither. `buildings` and `entrances` (as `building/entrance`) are those that decide
    alone of what they share; empty for the whole compound. `register` with `version` is where the
    roll was taken from, None for a panel. `papers` and `area` sum the roll; `roll` is the SHA-256
    (hex) of its canonical form. `notified_at` is when the notice was put up and `told_at` when the
    residents' committee was told. Votes are taken from `opens_at` until `closes_at`.
    """

    committee: UUID
    compound: UUID | None
    title: Sealed
    issue: UUID | None
    proposal: int | None
    election: UUID | None
    rule: ApprovalRule
    matter: Matter | None
    thresholds: Thresholds
    parting: Parting
    electorate: Electorate
    register: UUID | None
    version: int | None
    buildings: tuple[str, ...]
    entrances: tuple[str, ...]
    parking: Parking | None
    papers: int
    area: int
    roll: str
    items: tuple[Item, ...]
    counting: Counting
    counters: tuple[UUID, ...]
    witnesses: tuple[Sealed, ...]
    notified_at: Moment
    told_at: Moment | None
    opens_at: Moment
    closes_at: Moment
