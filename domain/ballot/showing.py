"""What a closed ballot shows of one place: that those who decide there have agreed."""

from domain.ballot.closing import part_tally
from domain.ballot.events import Opened, Outcome, Parting
from domain.ballot.state import BallotState


def carried(
    state: BallotState, *, building: str | None = None, entrance: str | None = None
) -> bool:
    """Whether it stands closed and has carried for a place; without one, as a whole.

    Where each building or entrance has to reach the bars by itself, the place's own count says
    so: what others refuse takes nothing from it. Of a place that was not asked it shows nothing.
    """
    if state.closed is None or state.annulled or not _asks(state.opened, building, entrance):
        return False
    part = _part(state.opened.parting, building, entrance)
    if part is None:
        return state.closed.outcome is Outcome.REACHED
    return part in state.counts.names and all(
        part_tally(state, item, part).reached for item in state.opened.items
    )


def _asks(opened: Opened, building: str | None, entrance: str | None) -> bool:
    if building is None or not (opened.buildings or opened.entrances):
        return True
    return building in opened.buildings or f"{building}/{entrance}" in opened.entrances


def _part(parting: Parting, building: str | None, entrance: str | None) -> str | None:
    """The part that decides there; None where all decide together."""
    if parting is Parting.WHOLE or building is None:
        return None
    if parting is Parting.BUILDING:
        return building
    return None if entrance is None else f"{building}/{entrance}"
