"""A body as its stream tells it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never
from uuid import UUID

from domain.body.events import (
    CompoundAdded,
    HoursSet,
    Level,
    MethodAdopted,
    Registered,
    ReportDrawn,
    ReportKind,
    SeatFilled,
    SeatVacated,
)
from domain.calendar.hours import OFFICE, Hours
from domain.history import Stamp, begun
from domain.moment import local
from domain.replacing import replace

BodyEvent = (
    Registered | CompoundAdded | SeatFilled | SeatVacated | MethodAdopted | HoursSet | ReportDrawn
)

SeatKey = tuple[str, UUID | None]
"""A seat's code and its compound; None stands for all compounds of the committee."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who speaks for a seat; `acting` where it stands in for somebody who is missing."""

    organisation: UUID
    acting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """From the day `since` on the committee works by this version of a method."""

    method: str
    version: int
    since: date


def in_force(adoptions: Iterable[Adoption], day: date) -> Adoption | None:
    """What holds on *day*; None where nothing was adopted by then.

    The one that began last; of two that begin on one day the one that was adopted later.
    """
    begun = [one for one in adoptions if one.since <= day]
    return max(reversed(begun), key=lambda one: one.since, default=None)


def to_come(adoptions: Iterable[Adoption], day: date) -> Sequence[Adoption]:
    """What begins after *day*, in the order in which it does; what was replaced is left out."""
    coming = {one.since: one for one in adoptions if one.since > day}
    return [coming[since] for since in sorted(coming)]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyState:
    """Level, superior, compounds by id, holders by seat, the adopted methods, the hours.

    `drawn` has the last day of the newest report of each kind.

    A seat that was ever filled exists; while it is vacant its holder is None.
    """

    level: Level
    name: str
    code: str
    superior: UUID | None
    compounds: Mapping[UUID, str]
    seats: Mapping[SeatKey, Holder | None]
    adoptions: tuple[Adoption, ...] = ()
    hours: Hours = OFFICE
    drawn: Mapping[ReportKind, date] = field(default_factory=dict)

    def seat(self, seat: str, compound: UUID | None) -> SeatKey | None:
        """Where a seat that counts in *compound* stands: there, or for all; None: nowhere.

        One that stands empty there does not hide who holds it for all.
        """
        known = [key for key in ((seat, compound), (seat, None)) if key in self.seats]
        held = (key for key in known if self.seats[key] is not None)
        return next(held, known[0] if known else None)

    def seated(self, compound: UUID | None) -> frozenset[UUID]:
        """The organisations that hold a seat which counts in *compound*."""
        keys = (self.seat(code, compound) for code, _compound in self.seats)
        holders = (self.seats[key] for key in keys if key is not None)
        return frozenset(one.organisation for one in holders if one is not None)


def adopted(event: MethodAdopted, stamp: Stamp) -> Adoption:
    """What was adopted, and since when it holds: at once is from the day of the record."""
    since = event.effective or local(stamp.at).date()
    return Adoption(method=event.method, version=event.version, since=since)


def evolve(state: BodyState | None, event: BodyEvent, stamp: Stamp) -> BodyState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Registered):
        return BodyState(
            level=event.level,
            name=event.name,
            code=event.code,
            superior=event.superior,
            compounds={},
            seats={},
        )
    state = begun(state)
    match event:
        case CompoundAdded():
            return replace(state, compounds={**state.compounds, event.compound: event.name})
        case SeatFilled():
            key = (event.seat, event.compound)
            holder = Holder(organisation=event.organisation, acting=event.acting)
            return replace(state, seats={**state.seats, key: holder})
        case SeatVacated():
            return replace(state, seats={**state.seats, (event.seat, event.compound): None})
        case MethodAdopted():
            return replace(state, adoptions=(*state.adoptions, adopted(event, stamp)))
        case HoursSet():
            return replace(state, hours=event.hours)
        case ReportDrawn():
            return replace(state, drawn={**state.drawn, event.kind: event.last})
        case _:
            assert_never(event)
