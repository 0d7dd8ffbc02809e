"""An undertaking is over; what it came to stands in its steps, lines and counts."""

from domain.sealed import Sealed
from domain.undertaking.events import Ended
from domain.undertaking.joining import require_open
from domain.undertaking.state import UndertakingState


def end(state: UndertakingState, *, result: Sealed | None) -> tuple[Ended]:
    """However far it is: an idea may come to nothing. Refused: `undertaking-over`."""
    require_open(state)
    return (Ended(result=result),)
