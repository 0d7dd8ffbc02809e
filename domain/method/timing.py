"""What the clocks of a method go by: grace, warnings, pauses, reopening, and the ladder upwards."""

from dataclasses import dataclass
from enum import StrEnum

from domain.levels import Level
from domain.method.terms import Clock, Limit


class Reopening(StrEnum):
    """What becomes of a clock when the issue is opened again (重开).

    `afresh`: the next one begins with the round, where the round begins with what it measures.
    `continues`: the old one runs on, and the time between is left out. `ends`: there is none.
    """

    AFRESH = "afresh"
    CONTINUES = "continues"
    ENDS = "ends"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of the ladder: so long after the step before, the issue goes up to `level`."""

    level: Level
    wait: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How strictly time is kept.

    An end that is entered more than `grace` minutes after it is said to have happened is shown,
    and does not count as in time. `at_risk` is the share of the limit, in percent, at which a
    warning is recorded; 0 for none. `pausable` are the clocks that may be paused. `reopening`
    says for each clock what a reopening does to it; one that is not named ends. Where a clock
    among `laddered` is missed, the issue climbs the `ladder` (升级).
    """

    grace: int = 60
    at_risk: int = 80
    pausable: tuple[Clock, ...] = (Clock.COMPLETION, Clock.NEGOTIATION, Clock.APPROVAL)
    reopening: tuple[tuple[Clock, Reopening], ...] = (
        (Clock.RESPONSE, Reopening.ENDS),
        (Clock.COMPLETION, Reopening.AFRESH),
        (Clock.DISPATCH, Reopening.AFRESH),
        (Clock.NEGOTIATION, Reopening.AFRESH),
    )
    ladder: tuple[Rung, ...] = ()
    laddered: tuple[Clock, ...] = (Clock.COMPLETION, Clock.SUPERVISION)

    def after_reopening(self, clock: Clock) -> Reopening:
        """What a reopening does to *clock*."""
        return dict(self.reopening).get(clock, Reopening.ENDS)


USUAL_TIMING = Timing()
"""What a stored text of an earlier format, which says nothing of it, is read with."""
