"""One clock at a time: it begins, waits, is extended, ends or is called off."""

from collections.abc import Callable
from uuid import UUID

from domain.clock.parts import Clocks, Entry, Miss, Pause, Timer
from domain.history import Stamp
from domain.issue import events
from domain.issue.events.timing import ClockId, PauseGround
from domain.method.terms import Clock, Limit
from domain.moment import MINUTE, Moment
from domain.replacing import replace


def begun(
    clocks: Clocks, kind: Clock, stamp: Stamp, *, limit: Limit | None, party: UUID | None = None
) -> Clocks:
    """The next clock of *kind*; none where there is no limit."""
    if limit is None:
        return clocks
    number = dict(clocks.counted).get(kind, 0) + 1
    timer = Timer(
        id=ClockId(kind=kind, number=number),
        party=party,
        limit=limit,
        timetable=clocks.timetable,
        round=clocks.round,
        started=_entry(stamp),
    )
    others = tuple(one for one in clocks.counted if one[0] is not kind)
    return replace(clocks, running=(*clocks.running, timer), counted=(*others, (kind, number)))


def ended(clocks: Clocks, kind: Clock, stamp: Stamp, party: UUID | None = None) -> Clocks:
    """All running clocks of *kind* (and *party*) end.

    An answer that is entered after another may have been given before it: of a clock of this
    round that has ended the earliest end stays.
    """
    for timer in _chosen(clocks.running, kind, party):
        clocks = _moved_out(clocks, _stopped(timer, clocks, stamp))
    for timer in _chosen(clocks.ended, kind, party):
        if timer.round == clocks.round and timer.cancelled is None:
            clocks = _exchanged(clocks, timer, _stopped(timer, clocks, stamp))
    return clocks


def called_off(clocks: Clocks, kind: Clock, stamp: Stamp, party: UUID | None = None) -> Clocks:
    """What running clocks of *kind* (and *party*) measure is not to come."""
    for timer in _chosen(clocks.running, kind, party):
        clocks = _moved_out(clocks, replace(timer, cancelled=_entry(stamp)))
    return clocks


def suspended(clocks: Clocks, kind: Clock, stamp: Stamp) -> Clocks:
    """Running clocks of *kind* wait while the issue is not at hand."""
    for timer in _chosen(clocks.running, kind, None):
        if timer.paused is None:
            clocks = _exchanged(clocks, timer, _with_pause(timer, stamp, None))
    return clocks


def restored(clocks: Clocks, stamp: Stamp) -> Clocks:
    """The issue is at hand again: whatever waited for that goes on."""
    for timer in clocks.running:
        if timer.away:
            clocks = _exchanged(clocks, timer, _resumed(timer, stamp.occurred_at))
    return clocks


def told(clocks: Clocks, event: object, stamp: Stamp) -> Clocks:
    """What an event says of one clock by its name."""
    match event:
        case events.ClockPaused(clock=clock, ground=ground):
            return _of(clocks, clock, lambda timer: _with_pause(timer, stamp, ground))
        case events.ClockResumed(clock=clock):
            return _of(clocks, clock, lambda timer: _resumed(timer, stamp.occurred_at))
        case events.DeadlineExtended(clock=clock, by=more):
            return _of(clocks, clock, lambda t: replace(t, extensions=(*t.extensions, more)))
        case events.DeadlineWarned(clock=clock, due=due):
            return _of(clocks, clock, lambda timer: replace(timer, warned=(*timer.warned, due)))
        case events.DeadlineMissed(clock=clock, due=due):
            return _of(
                clocks,
                clock,
                lambda timer: replace(timer, misses=(*timer.misses, Miss(due=due, at=stamp.at))),
            )
        case _:
            return clocks


def run_on(clocks: Clocks, timer: Timer, stamp: Stamp) -> Clocks:
    """A clock that had ended goes on, and the time between is left out."""
    end = (timer.stop or timer.claim or _entry(stamp)).occurred_at
    pause = Pause(since=end, until=max(end, stamp.occurred_at))
    # Whatever it waited for when it ended was over then; an end dated back may lie before it.
    pauses = (*_resumed(timer, end).pauses, pause)
    in_order = tuple(sorted(pauses, key=lambda one: one.since))
    again = replace(timer, stop=None, claim=None, round=clocks.round, pauses=in_order)
    others = tuple(one for one in clocks.ended if one.id != timer.id)
    return replace(clocks, running=(*clocks.running, again), ended=others)


def _stopped(timer: Timer, clocks: Clocks, stamp: Stamp) -> Timer:
    entry = _entry(stamp)
    if entry.at - entry.occurred_at > clocks.timing.grace * MINUTE:
        claim = _earlier(timer.claim, entry)
        return timer if claim is timer.claim else replace(timer, claim=claim)
    stop = _earlier(timer.stop, entry)
    return timer if stop is timer.stop else replace(timer, stop=stop)


def _earlier(one: Entry | None, other: Entry) -> Entry:
    return one if one is not None and one.occurred_at <= other.occurred_at else other


def _with_pause(timer: Timer, stamp: Stamp, ground: PauseGround | None) -> Timer:
    """A clock that waits already goes on waiting for the first reason."""
    if timer.paused is not None:
        return timer
    return replace(
        timer, pauses=(*timer.pauses, Pause(since=_not_before(timer, stamp), ground=ground))
    )


def _not_before(timer: Timer, stamp: Stamp) -> Moment:
    """Never before the clock began, nor before it last went on."""
    return max(stamp.occurred_at, timer.started.occurred_at, timer.went_on or stamp.occurred_at)


def _resumed(timer: Timer, when: Moment) -> Timer:
    pause = timer.paused
    if pause is None:
        return timer
    closed = replace(pause, until=max(pause.since, when))
    return replace(timer, pauses=(*timer.pauses[:-1], closed))


def _of(clocks: Clocks, clock: ClockId, change: Callable[[Timer], Timer]) -> Clocks:
    timer = clocks.find(clock)
    return clocks if timer is None else _exchanged(clocks, timer, change(timer))


def _chosen(timers: tuple[Timer, ...], kind: Clock, party: UUID | None) -> tuple[Timer, ...]:
    return tuple([t for t in timers if t.id.kind is kind and (party is None or t.party == party)])


def _exchanged(clocks: Clocks, before: Timer, after: Timer) -> Clocks:
    """*after* in the place of *before*; the very same where nothing has changed."""
    if after is before:
        return clocks
    return replace(
        clocks,
        running=tuple(after if one is before else one for one in clocks.running),
        ended=tuple(after if one is before else one for one in clocks.ended),
    )


def _moved_out(clocks: Clocks, timer: Timer) -> Clocks:
    """From those that run to those that have ended, in the place of an older one."""
    return replace(
        clocks,
        running=tuple(one for one in clocks.running if one.id != timer.id),
        ended=(*(one for one in clocks.ended if not _is_older(one, timer)), timer),
    )


def _is_older(one: Timer, than: Timer) -> bool:
    # Supervisions run beside each other, and one event ends them all.
    same = one.id.kind is than.id.kind and one.party == than.party
    return same and one.id.kind is not Clock.SUPERVISION


def _entry(stamp: Stamp) -> Entry:
    return Entry(occurred_at=stamp.occurred_at, at=stamp.at)
