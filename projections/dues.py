"""Lists by time: issues that are overdue, at risk or paused, or due before a moment.

The view of deadlines follows: what was recorded just now may be missing for a moment.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Table, and_, select

from domain.moment import Moment
from projections.views.deadline import TABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a list is narrowed to as of *now*; None does not narrow.

    `due_before` is exclusive, and counts what is overdue as well; for the others see
    `domain.clock.outlook`.
    """

    now: Moment
    due_before: Moment | None = None
    overdue: bool | None = None
    at_risk: bool | None = None
    paused: bool | None = None

    @property
    def asked(self) -> Sequence[str]:
        """The names of what it narrows to."""
        names = ("due_before", "overdue", "at_risk", "paused")
        return [name for name in names if getattr(self, name) is not None]


def walked(
    due: Due, issues: Table, along: ColumnElement[int]
) -> tuple[list[ColumnElement[bool]], ColumnElement[int]]:
    """Conditions on a query of *issues*, and the column to walk instead of *along*.

    Whatever has to be due is found where only open issues stand, in the same order: a list of
    what is overdue never looks through the closed ones.
    """
    held = list(_held(due))
    conditions = [*_spared(due, issues), *held]
    if held:
        # The committee is said twice, so that a committee's own may be found by its index.
        tie = (TABLE.c.opened == issues.c.opened, TABLE.c.committee == issues.c.committee)
        conditions += tie
        along = TABLE.c.opened if along is issues.c.opened else along
    return conditions, along


def _held(due: Due) -> Iterator[ColumnElement[bool]]:
    """What must hold of the row of an issue."""
    yield from (one for wanted, one in _questions(due, TABLE) if wanted)


def _spared(due: Due, issues: Table) -> Iterator[ColumnElement[bool]]:
    """What must not hold: looked up issue by issue, for of most of them it does not."""
    row = TABLE.alias("spared")
    for wanted, one in _questions(due, row):
        if wanted is False:
            yield ~select(row.c.issue).where(row.c.opened == issues.c.opened, one).exists()


def _questions(due: Due, row: FromClause) -> Iterator[tuple[bool | None, ColumnElement[bool]]]:
    """Each condition on *row*, and whether it is to hold."""
    soonest = row.c.soonest_due
    yield due.overdue, soonest < due.now
    yield due.at_risk, and_(row.c.risk_at <= due.now, soonest >= due.now)
    yield due.paused, row.c.paused_since.is_not(None)
    if due.due_before is not None:
        yield True, soonest < due.due_before
