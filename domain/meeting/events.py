"""What a meeting's stream records. These shapes are the storage format."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.moment import Moment
from domain.sealed import Sealed


class ItemOutcome(StrEnum):
    """What a meeting came to on one point: 议定、搁置、转办、未成、知悉."""

    AGREED = "agreed"
    ADJOURNED = "adjourned"
    REFERRED = "referred"
    FAILED = "failed"
    NOTED = "noted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Who is asked to come, and in which seat."""

    organisation: UUID
    seat: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One point: an issue, or a topic of its own."""

    number: int
    issue: UUID | None
    topic: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Notice is given (通知): `kind` is a code of the vocabulary, `at` when it begins.

    `series` with `session` is the series that it belongs to, and which of its sessions it is.
    """

    committee: UUID
    compound: UUID | None
    kind: str
    at: Moment
    place: Sealed
    invited: tuple[Invited, ...]
    agenda: tuple[AgendaItem, ...]
    series: UUID | None
    session: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescheduled:
    """It begins at another time, perhaps elsewhere."""

    at: Moment
    place: Sealed | None
    reason: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """It does not take place."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PointAdded:
    """Another point came onto the agenda, before or while they met."""

    item: AgendaItem


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterTaken:
    """Somebody came with a matter (接待): the issue that it became, and who keeps it (首问).

    `keeper` is an organisation or the committee itself, `person` one of its people.
    """

    issue: UUID
    keeper: UUID
    person: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """An organisation that was there, in which seat, with how many people (人)."""

    organisation: UUID
    seat: str | None
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """It took place: who was there, and the minutes; `public` came beside them (人)."""

    attendees: tuple[Attendee, ...]
    public: int
    minutes: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelOpinion:
    """What an expert said, in which role of the panel (a short label such as 法律)."""

    role: Sealed
    expert: Sealed
    opinion: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PointConcluded:
    """What they came to on one point; of an issue it is noted in the issue as well.

    `minutes` are what was said on it. Of an issue all texts use the issue's key: they go with it.
    """

    number: int
    outcome: ItemOutcome
    minutes: Sealed | None
    conclusion: Sealed
    opinions: tuple[PanelOpinion, ...]


MeetingEvent = Called | Rescheduled | Cancelled | PointAdded | MatterTaken | Held | PointConcluded
