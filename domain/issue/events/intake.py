"""Intake (上报、受理): how an issue comes in, is classified, is passed on or leaves at the door."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.calendar.hours import Timetable
from domain.method.rules import Rules, Waiver
from domain.method.terms import Scale, Term, Track
from domain.sealed import Sealed


class Discovery(StrEnum):
    """How the committee learnt of it: residents told, or staff found it (主动发现)."""

    TOLD = "told"
    FOUND = "found"


class LinkKind(StrEnum):
    """Why one issue points to another."""

    FOLLOWS = "follows"
    RELATED = "related"


class DeclineGround(StrEnum):
    """Why an issue is not taken in (不予受理)."""

    OUT_OF_REMIT = "out-of-remit"
    BEFORE_COURT = "before-court"
    ALREADY_SETTLED = "already-settled"
    UNVERIFIABLE = "unverifiable"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One of the places that an issue concerns; its number is its id within the issue."""

    number: int
    address: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedMethod:
    """The text under which an issue runs, whatever is adopted later."""

    name: str
    version: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """An issue was reported (上报); the clocks of `terms` start at `occurred_at`.

    Exactly one of `compound` and `address` is given. `reporter` is None for an anonymous
    report, whose `words` are then sealed with the issue's key. `summary` is staff's wording and
    never made from the resident's words, which outlives them nowhere. `category` is the
    reporter's guess; triage decides. `rules` are what the method asks beyond time limits, and
    `timetable` by what working time is counted.
    """

    number: str
    committee: UUID
    compound: UUID | None
    address: Sealed | None
    sites: tuple[Site, ...]
    channel: str
    discovery: Discovery
    confidential: bool
    reporter: UUID | None
    category: str | None
    summary: Sealed | None
    words: Sealed | None
    method: PinnedMethod
    vocabulary: int
    terms: tuple[Term, ...]
    rules: Rules
    timetable: Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """Why work begins before anybody has agreed, and which stages wait until afterwards.

    `case` is the entry of the method's list of emergencies for which the maintenance fund may
    be used (Shanghai: five); None where no such case is claimed.
    """

    ground: Sealed
    case: str | None
    waives: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triaged:
    """Taken in and classified (受理、分类); the terms are pinned anew for running clocks.

    `summary` is staff's wording of the matter, None where the earlier one stands. `emergency`
    is given on the emergency track alone.
    """

    category: str
    scale: Scale
    track: Track
    summary: Sealed | None
    terms: tuple[Term, ...]
    emergency: Emergency | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Points to another issue, e.g. the earlier one that this one follows."""

    other: UUID
    kind: LinkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalOrder:
    """The number under which another system keeps the same matter; unique per source."""

    source: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file by its content: `digest` is `sha256:` and 64 hex digits, `size` in bytes."""

    digest: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """Entered in a register (登记), known to another system, or shown by a file."""

    register: str | None
    order: ExternalOrder | None
    evidence: Evidence | None
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred:
    """Another committee takes it over (移交); the number stays, method and terms are its own."""

    committee: UUID
    compound: UUID | None
    method: PinnedMethod
    vocabulary: int
    terms: tuple[Term, ...]
    rules: Rules
    timetable: Timetable
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Made public in these words, which name nobody (公示)."""

    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationWithdrawn:
    """No longer public; what was read meanwhile cannot be taken back."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """Not taken in (不予受理), with the answer to the reporter."""

    ground: DeclineGround
    reply: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineOverruled:
    """The superior has it taken in after all."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The reporter takes the report back (撤回)."""

    reason: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterDetached:
    """The reporter leaves, and the issue stays: others have agreed, paid or worked by now."""

    reason: Sealed | None
