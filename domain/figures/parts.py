"""What is known of an issue for counting: its facts, and what the next ones are measured from."""

from dataclasses import dataclass

from domain.calendar.days import Day
from domain.clock.parts import Clocks
from domain.method.rules import ReopenOn
from domain.moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that counts.

    `slot` names it within the issue: what changes keeps its slot. `code` is what it counts as,
    `detail` the vocabulary's code for what kind of it. `day` is when it happened, or for a clock
    when that began; `since` is the day on which it was recorded as it stands. `value` is in
    seconds for a stage, in 分 for money, else 0.
    """

    slot: str
    code: str
    day: Day
    since: Day
    detail: str = ""
    value: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestones:
    """An issue's facts in force, and the moments from which stages are measured.

    `lines` are the sources of the plan's lines by number: money is booked on a line. `made`
    counts what may happen any number of times, by the first part of its slots.
    """

    clocks: Clocks
    reopen_on: ReopenOn
    reported: Moment
    began: Moment
    round: int = 1
    negotiated: Moment | None = None
    done: Moment | None = None
    lines: tuple[tuple[int, str], ...] = ()
    made: tuple[tuple[str, int], ...] = ()
    facts: tuple[Fact, ...] = ()

    def fact(self, slot: str) -> Fact | None:
        """The fact in that slot; None where there is none."""
        return next((fact for fact in self.facts if fact.slot == slot), None)
