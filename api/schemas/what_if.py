"""What if: what may be assumed, and what would have become of clocks, beside what did."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from api.labels import label_of
from api.language import Language
from api.schemas.directory import MethodName
from api.schemas.fields import Body, Count, Day, Named, Position, Shown, Time, example
from domain.clock.comparison import Compared, Tally
from domain.method.terms import Clock
from domain.method.text import Method
from domain.period import Period
from service.what_if import Answered, Question


class WhatIfBody(Body):
    """Other terms, another calendar, or both, for what began from `first` to `last`."""

    model_config = example(
        first="2026-01-01", last="2026-03-31", method="default", version=1, calendar=1
    )

    first: Day
    last: Day
    method: MethodName | None = Field(
        default=None, description="Whose terms are assumed; None: those on record"
    )
    version: Count | None = Field(default=None, description="None: the newest of `method`")
    calendar: Count | None = Field(
        default=None, description="The version that is assumed; None: those on record"
    )

    @model_validator(mode="after")
    def _of_a_method(self) -> Self:
        if self.version is not None and self.method is None:
            raise PydanticCustomError("method_expected", "a version is that of a method")
        return self

    def question(self, body: UUID) -> Question:
        """The question; refused with `period-inverted` or `period-too-long`."""
        return Question(
            body=body,
            period=Period(first=self.first, last=self.last),
            method=self.method,
            version=self.version,
            calendar=self.calendar,
        )


class AssumedMethod(Shown):
    """Whose terms, grace and reopening are assumed."""

    name: str
    version: int
    hash: str


class Rate(Shown):
    """A share as two whole numbers, which add up."""

    numerator: int
    denominator: int


class TallyShown(Shown):
    """What became of clocks. `on_time` is `met` out of all that were met, claimed, late or missed.

    `running`: neither ended nor over yet. `claimed`: in time by an end alone that was entered
    later than the method's grace. `cancelled`: what it measured is not to come.
    """

    running: int
    met: int
    claimed: int
    met_late: int
    missed: int
    cancelled: int
    on_time: Rate


class ClockCompared(Shown):
    """One kind of clock: `lost` were in time and would not be, `gained` would be and were not."""

    clock: Clock
    clock_label: str
    actual: TallyShown
    assumed: TallyShown
    lost: int
    gained: int


class WhatIfShown(Shown):
    """The past reckoned twice: as it was, and under what is assumed.

    A what-if changes the rule, and not what people did: pauses, extensions and reopenings stay.
    The issues are those of the body now; each clock counts by the day on which it began.
    """

    body: Named
    first: date
    last: date
    method: AssumedMethod | None
    calendar: int | None
    position: Position
    at: Time
    issues: Annotated[int, Field(description="That have a clock which began in the period")]
    clocks: list[ClockCompared]


class ProgressLine(Shown):
    """So many issues of how many are done."""

    done: int
    of: int


def what_if_of(answered: Answered, language: Language) -> WhatIfShown:
    """The answer as it is shown."""
    asked = answered.asked
    return WhatIfShown(
        body=Named(id=asked.body.id, name=asked.body.name),
        first=asked.period.first,
        last=asked.period.last,
        method=_method(asked.assumption.method),
        calendar=asked.assumption.calendar,
        position=asked.position,
        at=asked.at,
        issues=answered.issues,
        clocks=[_compared(row, language) for row in answered.rows],
    )


def _method(method: Method | None) -> AssumedMethod | None:
    if method is None:
        return None
    return AssumedMethod(name=method.name, version=method.version, hash=method.hash)


def _compared(row: Compared, language: Language) -> ClockCompared:
    return ClockCompared(
        clock=row.clock,
        clock_label=label_of("clock", row.clock, language),
        actual=_tally(row.actual),
        assumed=_tally(row.assumed),
        lost=row.lost,
        gained=row.gained,
    )


def _tally(tally: Tally) -> TallyShown:
    return TallyShown(
        running=tally.running,
        met=tally.met,
        claimed=tally.claimed,
        met_late=tally.late,
        missed=tally.missed,
        cancelled=tally.cancelled,
        on_time=Rate(numerator=tally.met, denominator=tally.judged),
    )
