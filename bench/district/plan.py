"""What is to be simulated, and what came of it."""

from dataclasses import dataclass

from bench.district.ground import District
from domain.moment import Moment

BEGIN = Moment(1_656_604_800_000_000)
"""1 July 2022 in Shanghai, at midnight."""

WEEKS = 156
"""Three years, which end in the past."""

_WHOLE, _BRIEF = 9.8, 3.5
"""Events of an issue, measured: of a whole life, and of a brief one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """At least so many events, and hardly more.

    `brief` issues are reported, triaged, perhaps dispatched, and then left. A *strict* run goes
    past the door with every command, and ends at the first refusal.
    """

    events: int
    seed: int = 1
    committees: int | None = None
    brief: bool = False
    strict: bool = False

    @property
    def events_per_issue(self) -> float:
        """As far as is known beforehand."""
        return _BRIEF if self.brief else _WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was written. `refused` counts steps that a rule did not let pass."""

    district: District
    events: int
    issues: int
    refused: int
    last: Moment
