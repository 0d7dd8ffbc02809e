"""A body as its stream tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never
from uuid import UUID

from domain.body.events import (
    CompoundAdded,
    Level,
    MethodAdopted,
    Registered,
    Seat,
    SeatFilled,
    SeatVacated,
)
from domain.history import begun
from domain.moment import Moment

BodyEvent = Registered | CompoundAdded | SeatFilled | SeatVacated | MethodAdopted

SeatKey = tuple[Seat, UUID | None]
"""A seat and its compound; None stands for all compounds of the committee."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyState:
    """Level, superior, compounds by id, holders by seat, and the adopted method@version.

    A seat that was ever filled exists; while it is vacant its holder is None.
    """

    level: Level
    name: str
    code: str
    superior: UUID | None
    compounds: Mapping[UUID, str]
    seats: Mapping[SeatKey, UUID | None]
    method: tuple[str, int] | None


def evolve(state: BodyState | None, event: BodyEvent, _when: Moment) -> BodyState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Registered):
        return BodyState(
            level=event.level,
            name=event.name,
            code=event.code,
            superior=event.superior,
            compounds={},
            seats={},
            method=None,
        )
    state = begun(state)
    match event:
        case CompoundAdded():
            return replace(state, compounds={**state.compounds, event.compound: event.name})
        case SeatFilled():
            key = (event.seat, event.compound)
            return replace(state, seats={**state.seats, key: event.organisation})
        case SeatVacated():
            return replace(state, seats={**state.seats, (event.seat, event.compound): None})
        case MethodAdopted():
            return replace(state, method=(event.method, event.version))
        case _:
            assert_never(event)
