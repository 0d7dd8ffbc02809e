"""The clocks of an issue as its stream tells them: facts alone, and nothing that runs out.

When a clock is due follows from these facts, the calendar and the hours: see `reading`.
"""

from dataclasses import dataclass
from uuid import UUID

from domain.calendar.hours import Timetable
from domain.issue.events.timing import ClockId, PauseGround
from domain.levels import Level
from domain.method.terms import Clock, Limit, Term, Track
from domain.method.timing import Timing
from domain.moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """When something is said to have happened, and when that was recorded."""

    occurred_at: Moment
    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Time that does not count; *ground* None where nobody paused it: the issue was not at hand."""

    since: Moment
    ground: PauseGround | None = None
    until: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """That a deadline was missed, and when that was recorded."""

    due: Moment
    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """One clock: its limit, when it began and ended, and what was taken out of it.

    `stop` is the earliest end that was entered within the method's grace, `claim` the earliest
    that was entered later: it is shown, and does not count as in time. `cancelled` says that
    what it measures is not to come. `warned` and `misses` are the deadlines for which that is on
    record: a limit may change, and change back.
    """

    id: ClockId
    party: UUID | None = None
    limit: Limit
    timetable: Timetable
    round: int
    started: Entry
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Limit, ...] = ()
    stop: Entry | None = None
    claim: Entry | None = None
    cancelled: Entry | None = None
    warned: tuple[Moment, ...] = ()
    misses: tuple[Miss, ...] = ()

    @property
    def paused(self) -> Pause | None:
        """The pause that is not over yet."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].until is None else None

    @property
    def went_on(self) -> Moment | None:
        """When it last went on after a pause; None where it never did.

        By an end that is dated back, time may be left out that begins before a pause which was
        entered earlier: the pause entered last need not be the last to be over.
        """
        return max((one.until for one in self.pauses if one.until is not None), default=None)

    def miss_of(self, due: Moment | None) -> Miss | None:
        """What is on record of that deadline having been missed; None where nothing is."""
        return next((miss for miss in self.misses if miss.due == due), None)

    @property
    def missed_at(self) -> Moment | None:
        """When a miss was last recorded."""
        return self.misses[-1].at if self.misses else None

    @property
    def ended(self) -> bool:
        """Whether it was stopped or called off."""
        return any(end is not None for end in (self.stop, self.claim, self.cancelled))

    @property
    def away(self) -> bool:
        """Whether it waits because the issue is not at hand; nobody paused it."""
        return self.paused is not None and self.paused.ground is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """All of an issue's clocks, and what the next ones begin with.

    `told` says that somebody reported it, and that staff did not find it themselves.
    `ended` keeps the newest of each kind and party, and every supervision; older rounds are told
    from the stream.
    `counted` are the clocks of each kind that ever began. `answerable` says that there is
    somebody who is owed an answer, `known` that it is known who. `level_at` is when the issue
    came to `level`.
    """

    terms: tuple[Term, ...]
    timing: Timing
    timetable: Timetable
    answerable: bool
    known: bool
    told: bool
    level: Level
    level_at: Moment
    round: int = 1
    track: Track | None = None
    merged: bool = False
    running: tuple[Timer, ...] = ()
    ended: tuple[Timer, ...] = ()
    counted: tuple[tuple[Clock, int], ...] = ()

    def limit_of(self, kind: Clock) -> Limit | None:
        """What the method allows for *kind*; None where it sets no limit."""
        for term in self.terms:
            if term.clock is kind:
                return Limit(amount=term.amount, span=term.span, basis=term.basis)
        return None

    def find(self, clock: ClockId) -> Timer | None:
        """The clock of that name, running or ended; None where it is not kept."""
        return next((t for t in (*self.running, *self.ended) if t.id == clock), None)

    def running_of(self, kind: Clock) -> Timer | None:
        """The newest one of *kind* that runs."""
        return next((t for t in reversed(self.running) if t.id.kind is kind), None)
