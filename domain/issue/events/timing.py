"""Time limits (时限): pauses, extensions, and what became of a limit when it was over."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.method.terms import Clock, Limit
from domain.moment import Moment
from domain.sealed import Sealed


class PauseGround(StrEnum):
    """Why nobody can go on for now (暂停计时)."""

    RESIDENT = "waiting-for-resident"
    MATERIAL = "waiting-for-material"
    PERMIT = "waiting-for-permit"
    WEATHER = "weather"
    COURT = "before-court"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockId:
    """One clock of an issue: the `number`-th of its kind, counted from 1."""

    kind: Clock
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPaused:
    """A clock stands still from `occurred_at` on."""

    clock: ClockId
    ground: PauseGround
    note: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockResumed:
    """It runs again."""

    clock: ClockId
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineExtended:
    """More time was granted (延期), by the person `approver`."""

    clock: ClockId
    by: Limit
    reason: Sealed
    approver: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineWarned:
    """So much of the limit is used that it is at risk (预警); `due` as it was known then."""

    clock: ClockId
    due: Moment
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMissed:
    """The limit was over at `due` (超时), as it was known when this was recorded.

    A stop that is entered later and dated back changes the clock, and not this.
    """

    clock: ClockId
    due: Moment
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """When a clock was due, and when it is; None where it could not be told, being paused."""

    clock: ClockId
    before: Moment | None
    after: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRecalculated:
    """Running clocks are counted by version `calendar` of the calendar from now on (重算).

    Nothing is `moved` where only the next rung of the ladder is.
    """

    calendar: int
    moved: tuple[Moved, ...]
