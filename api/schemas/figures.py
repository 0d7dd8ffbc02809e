"""Sections of figures as they are shown: rates as two whole numbers, durations as classes."""

from typing import Annotated

from pydantic import Field

from api.schemas.fields import Shown
from domain.figures.codes import Money, Stage
from domain.issue.events import Stance
from domain.method.terms import Clock
from projections.figures.rows import Split


class Counted(Shown):
    """So many facts of a code."""

    code: str = Field(examples=["asked.unreachable"])
    label: str = Field(examples=["回访：未联系上"])
    n: int


class RateShown(Shown):
    """A rate (率): `numerator` of `denominator`, which may be 0.

    `counted` has the codes that the definition names, also those that it leaves out of both.
    """

    name: str = Field(examples=["satisfied-rate"])
    label: str = Field(examples=["满意率"])
    numerator: int
    denominator: int
    counted: list[Counted]


class OnTime(Shown):
    """A share as two whole numbers."""

    numerator: int
    denominator: int


class ClockCounted(Shown):
    """What became of the clocks of one kind that began in the period (时限合规).

    `claimed`: in time by an end alone that was entered later than the method's grace. `on_time`
    is `met` out of all that were met, claimed, met late or missed.
    """

    clock: Clock
    clock_label: str
    started: int
    running: int
    met: int
    claimed: int
    met_late: int
    missed: int
    cancelled: int
    on_time: OnTime


class Age(Shown):
    """Issues that are `days` old at most, and older than those before; None for the oldest."""

    days: int | None
    n: int


class BacklogShown(Shown):
    """Issues that wait at the end of the as-of day, whenever they were reported (存量)."""

    total: int
    ages: list[Age]


class Took(Shown):
    """A duration by its class: `at_most` so many seconds, None for more than 366 days."""

    at_most: int | None


class StageShown(Shown):
    """How long a stage took, in natural time; None where nothing was measured."""

    stage: Stage
    stage_label: str
    n: int
    median: Took | None
    p90: Took | None


class FundsShown(Shown):
    """Money of one source."""

    money: Money
    money_label: str
    source: str
    source_label: str
    n: int
    amount: Annotated[int, Field(description="in 分")]


class MeetingsShown(Shown):
    """Meetings of one kind."""

    kind: str
    kind_label: str
    n: int


class PositionsShown(Shown):
    """Words of one seat on plans."""

    seat: str
    seat_label: str
    stance: Stance
    stance_label: str
    n: int


class DimensionShown(Shown):
    """One dimension of a section; `value` and `label` are None for issues that have none."""

    split: Split
    split_label: str
    value: str | None
    label: str | None


class ClocksShown(Shown):
    """The clocks of the issues with one key; without a split there is one section, and no key."""

    key: list[DimensionShown]
    clocks: list[ClockCounted]


class SectionShown(ClocksShown):
    """The figures of the issues with one key; without a split there is one section, and no key.

    Of a subdistrict or district, split by category, channel or method, some codes are not kept:
    their counts are left out, with rates of them, stages, money, meetings and positions.
    """

    counts: list[Counted]
    rates: list[RateShown]
    backlog: BacklogShown
    stages: list[StageShown]
    funds: list[FundsShown]
    meetings: list[MeetingsShown]
    positions: list[PositionsShown]
