"""How an issue's state stands in a row: what seldom changes as text that is remembered.

The clocks repeat the terms and the timing that the state has from the same event. They are
written once, and shared again when the state is read.
"""

from collections.abc import Callable
from typing import Generic, TypeVar, cast

import msgspec

from domain.clock.parts import Clocks
from domain.issue.parts import Allocation
from domain.issue.state import IssueState
from domain.method.timing import Timing
from domain.replacing import replace

_MOST = 8_192
"""So many texts are remembered: some ten megabytes."""

T = TypeVar("T")


class Texts(Generic[T]):
    """The JSON of objects that never change, known by which object it is.

    Folding keeps what an event leaves alone, so that most of a row is written as it was before.
    """

    def __init__(self, encode: Callable[[T], bytes]) -> None:
        self._encode = encode
        self._known: dict[int, tuple[T, msgspec.Raw]] = {}

    def of(self, whole: T) -> T:
        """The text of *whole*, which the encoder takes in the place of *whole* itself."""
        known = self._known.get(id(whole))
        # Another object may have come to the place of one that was forgotten.
        if known is None or known[0] is not whole:
            known = (whole, msgspec.Raw(self._encode(whole)))
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[id(whole)] = known
        return cast(T, known[1])


_DEFAULTS = cast(Timing, msgspec.Raw(b"{}"))


def _bare(clocks: Clocks) -> bytes:
    """Clocks without what the state says as well."""
    return msgspec.json.encode(replace(clocks, terms=(), timing=_DEFAULTS))


_RULES, _CLOCKS = Texts(msgspec.json.encode), Texts(_bare)


def written(state: IssueState) -> IssueState:
    """*state* as it is to be encoded; good for nothing else."""
    return replace(
        state,
        rules=_RULES.of(state.rules),
        clocks=_CLOCKS.of(state.clocks),
        allocations=tuple(map(_summed, state.allocations)),
    )


def _summed(split: Allocation) -> Allocation:
    """Without the units, of which there may be thousands: nothing shown here asks for them."""
    return replace(split, shares={}, paid={})


def read(state: IssueState) -> IssueState:
    """*state* as it was decoded, and in nobody else's hands, made whole."""
    object.__setattr__(state.clocks, "terms", state.terms)
    object.__setattr__(state.clocks, "timing", state.rules.timing)
    return state
