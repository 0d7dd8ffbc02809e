"""Letting a person go: at once, or as soon as the law keeps nothing of them any more."""

from collections.abc import Sequence

from domain.ground import Ground
from domain.moment import Moment
from domain.person.events import Erased, Hold, Restricted
from domain.person.state import Leaving, PersonState, Standing
from domain.refusal import Code, Refused

Left = Restricted | Erased

MOST_HOLDS = 200
"""So many holds are told in one event, those that last longest: who approves a district's plans
has thousands within a year, and an event has a size."""


def erase(
    state: PersonState,
    *,
    holds: Sequence[Hold],
    ground: Ground,
    asked_at: Moment | None,
    now: Moment,
) -> tuple[Left, ...]:
    """Erase, or restrict for as long as one of *holds* runs; *asked_at* None for *now*.

    Whoever is restricted already is erased once all terms are over, restricted anew where other
    terms run by now, and else nothing happens: what was asked first counts, and a request before
    what falls due by itself. Refused: `already-erased`, `occurred-in-future`.
    """
    if state.standing is Standing.ERASED:
        raise Refused(Code.ALREADY_ERASED)
    asked = now if asked_at is None else asked_at
    if asked > now:
        raise Refused(Code.OCCURRED_IN_FUTURE)
    if state.leaving is not None and ground in (state.leaving.ground, Ground.RETENTION):
        ground, asked = state.leaving.ground, state.leaving.asked_at
    running = _running(holds, now)
    if not running:
        return (Erased(ground=ground, asked_at=asked),)
    until = max(one.until for one in running)
    restricted = Restricted(ground=ground, asked_at=asked, until=until, holds=running)
    return () if _told(state.leaving) == restricted else (restricted,)


def complete(state: PersonState, *, holds: Sequence[Hold], now: Moment) -> tuple[Left, ...]:
    """What time does to somebody who is restricted; nothing for everybody else."""
    if state.leaving is None or state.standing is not Standing.RESTRICTED:
        return ()
    return erase(state, holds=holds, ground=state.leaving.ground, asked_at=None, now=now)


def _running(holds: Sequence[Hold], now: Moment) -> tuple[Hold, ...]:
    """Those whose term is not over, in an order that does not depend on who looked them up.

    What ends before them ends by itself: all are looked up again when the last one is over.
    """
    running = (one for one in holds if one.until > now)
    ordered = sorted(running, key=lambda one: (one.until, one.kind, str(one.issue)))
    return tuple(ordered[-MOST_HOLDS:])


def _told(leaving: Leaving | None) -> Restricted | None:
    """The event that made it so."""
    if leaving is None or leaving.until is None:
        return None
    return Restricted(
        ground=leaving.ground,
        asked_at=leaving.asked_at,
        until=leaving.until,
        holds=leaving.holds,
    )
