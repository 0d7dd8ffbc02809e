"""Periods (统计期间): whole days on the neighbourhood's wall clock."""

from dataclasses import dataclass
from datetime import date

from domain.calendar.days import Day, midnight, on_date
from domain.method.terms import LONGEST_DAYS
from domain.moment import Moment
from domain.refusal import Code, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From the day `first` to the day `last`, both within it.

    Refused: `period-inverted` (it ends before it begins), `period-too-long` (more than 3,660
    days).
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refused(Code.PERIOD_INVERTED)
        if self.days > LONGEST_DAYS:
            raise Refused(Code.PERIOD_TOO_LONG, days=LONGEST_DAYS)

    @property
    def days(self) -> int:
        """How many days it has, at least one."""
        return on_date(self.last) - on_date(self.first) + 1

    @property
    def begins(self) -> Moment:
        """The midnight with which its first day begins."""
        return midnight(on_date(self.first))

    @property
    def ends(self) -> Moment:
        """The midnight behind its last day: the first moment that is not within it."""
        return midnight(Day(on_date(self.last) + 1))

    def holds(self, moment: Moment) -> bool:
        """Whether a moment lies within it."""
        return self.begins <= moment < self.ends
