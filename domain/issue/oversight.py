"""Pressure and levels: urging (催办), supervision (督办), passing up and down."""

from uuid import UUID

from domain.clock.limits import require_range
from domain.issue.events import Escalated, HandedDown, Level, Supervised, Urged
from domain.issue.guards import admit
from domain.issue.state import IssueState
from domain.method.terms import Limit
from domain.refusal import Code, Refused
from domain.sealed import Sealed

LEVELS = tuple(Level)
"""From the lowest to the highest: 小区 → 居民区 → 街道 → 区."""


def urge(state: IssueState, *, message: Sealed | None) -> tuple[Urged]:
    """Anybody whom it concerns may ask for haste, as often as they like."""
    admit(Urged, state)
    return (Urged(message=message),)


def supervise(state: IssueState, *, limit: Limit, demand: Sealed) -> tuple[Supervised]:
    """The superior supervises it under a limit of its own: `limit-out-of-range`."""
    admit(Supervised, state)
    require_range(limit)
    return (Supervised(limit=limit, demand=demand),)


def escalate(
    state: IssueState, *, level: Level, body: UUID | None, reason: Sealed
) -> tuple[Escalated]:
    """Pass it up to *body*, the issue's own at that level.

    Refused: `level-not-higher`, `level-missing` (there is no such body above this committee).
    """
    admit(Escalated, state)
    if LEVELS.index(level) <= LEVELS.index(state.level):
        raise Refused(Code.LEVEL_NOT_HIGHER, level=state.level)
    return (Escalated(level=level, body=_present(level, body), reason=reason, rung=None),)


def hand_down(
    state: IssueState, *, level: Level, body: UUID | None, reason: Sealed
) -> tuple[HandedDown]:
    """Pass it down: `level-not-lower`, `level-missing` (it lies in no compound)."""
    admit(HandedDown, state)
    if LEVELS.index(level) >= LEVELS.index(state.level):
        raise Refused(Code.LEVEL_NOT_LOWER, level=state.level)
    if level is Level.COMPOUND and state.compound is None:
        raise Refused(Code.LEVEL_MISSING, level=level)
    return (HandedDown(level=level, body=_present(level, body), reason=reason),)


def _present(level: Level, body: UUID | None) -> UUID:
    if body is None:
        raise Refused(Code.LEVEL_MISSING, level=level)
    return body
