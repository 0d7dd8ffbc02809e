"""Statistics (统计): the figures of a period as of a day, for who may ask for a body's."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.body.events import Level
from domain.period import Period
from projections.figures.rows import Split
from service.policy import Principal
from service.sections import (
    Backlog,
    ClockRow,
    Funds,
    Rate,
    Section,
    StageTime,
)

__all__ = [
    "Backlog",
    "ClockRow",
    "Figures",
    "Funds",
    "Rate",
    "Section",
    "StageTime",
    "Statistics",
    "Wanted",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which figures are asked for.

    `as_of` is the recorded day at whose end they stand, None for today; `definitions` the version
    of the definitions of rates, None for the newest.
    """

    body: UUID
    period: Period
    compound: UUID | None = None
    as_of: date | None = None
    by: tuple[Split, ...] = ()
    definitions: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a body, or of one compound of a committee.

    `final` says that the as-of day is over and folded: nothing can change them any more.
    `position` is how far the record was folded, `definitions` the version that the rates are by.
    Without a split there is one section, with an empty key.
    """

    body: UUID
    level: Level
    compound: UUID | None
    period: Period
    as_of: date
    final: bool
    position: int
    definitions: int
    sections: tuple[Section, ...]


class Statistics:
    """Reads what is counted beside the course of each issue."""

    def figures(self, principal: Principal, wanted: Wanted) -> Figures:
        """The figures; raises `NotFound`, `Forbidden`, `NotYet`, `Refused`."""
        raise NotImplementedError
