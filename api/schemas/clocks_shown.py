"""Clocks as they are shown: when each is due, and how it stands; nothing that changes by itself."""

from collections.abc import Mapping
from uuid import UUID

from pydantic import Field

from api.schemas.fields import Named, Shown, Time
from domain.clock.parts import Entry, Timer
from domain.clock.reading import State
from domain.issue.events import PauseGround
from domain.method.terms import Basis, Clock, Limit, Span
from service.clocks import SeenClock


class LimitShown(Shown):
    """An amount of time."""

    amount: int
    span: Span
    basis: Basis


class ClockShown(Shown):
    """One time limit of an issue (时限)."""

    clock: Clock
    number: int = Field(description="which of its kind, counted from 1")
    party: Named | None = Field(description="whose acknowledgement is waited for")
    round: int
    state: State
    limit: LimitShown
    extensions: list[LimitShown]
    started_at: Time
    due: Time | None = Field(description="None while it is paused: nobody knows")
    provisional: bool = Field(description="a calendar that is still to come may move `due`")
    paused: PauseGround | None = Field(description="why it is paused now, where somebody said so")
    stopped_at: Time | None
    backdated: bool = Field(description="begun or ended by what was entered after it happened")
    claimed: bool = Field(
        description="met by an entry later than the method's grace: does not count as in time"
    )
    missed_at: Time | None = Field(description="when it was put on record that it was missed")


def clock_of(seen: SeenClock, names: Mapping[UUID, str]) -> ClockShown:
    """One clock."""
    timer, reading = seen.timer, seen.reading
    end = timer.stop or timer.claim
    return ClockShown(
        clock=timer.id.kind,
        number=timer.id.number,
        party=_party(timer, names),
        round=timer.round,
        state=reading.state,
        limit=limit_of(timer.limit),
        extensions=[limit_of(more) for more in timer.extensions],
        started_at=timer.started.occurred_at,
        due=reading.due,
        provisional=reading.provisional,
        paused=timer.paused.ground if timer.paused else None,
        stopped_at=_occurred(end),
        backdated=reading.backdated,
        claimed=reading.claimed,
        missed_at=timer.missed_at,
    )


def limit_of(limit: Limit) -> LimitShown:
    """An amount of time."""
    return LimitShown(amount=limit.amount, span=limit.span, basis=limit.basis)


def _party(timer: Timer, names: Mapping[UUID, str]) -> Named | None:
    return None if timer.party is None else Named(id=timer.party, name=names.get(timer.party))


def _occurred(entry: Entry | None) -> Time | None:
    return None if entry is None else entry.occurred_at
