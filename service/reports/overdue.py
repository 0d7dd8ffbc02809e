"""What is late or unanswered on a day: how many issues, and those of today by number.

No name, no word of anybody. An issue that has left the loop is neither, whatever it missed: so
it is looked for among what waits, which is little however long the history is.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, literal, select

from domain.calendar.days import Day
from domain.clock.outcomes import Outcome
from domain.figures.codes import OPEN, timed
from domain.method.terms import Clock
from projections.figures.tables import FACT
from projections.views.status import TABLE as STATUS
from service.reports.parts import MOST_NUMBERS, Standing

_LATE = (Outcome.MISSED,)
_UNANSWERED = (Outcome.MISSED, Outcome.RUNNING)
_WAITING, _CLOCK = FACT.alias("waiting"), FACT.alias("clock")
# A partial index is of use only where the statement itself says what it is of.
_WAITS = _WAITING.c.code == literal(OPEN, _WAITING.c.code.type, literal_execute=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """The issues that wait with some committees at the end of a day."""

    connection: Connection
    committees: Collection[UUID]
    day: Day

    def standing(self, *, named: bool) -> Standing:
        """How many are late or unanswered; *named* says that their numbers are told as well."""
        return Standing(
            overdue=self._count(Clock.COMPLETION, _LATE),
            unanswered=self._count(Clock.RESPONSE, _UNANSWERED),
            late=self._count(Clock.RESPONSE, _LATE),
            overdue_numbers=self._numbers(Clock.COMPLETION, _LATE) if named else None,
            unanswered_numbers=self._numbers(Clock.RESPONSE, _UNANSWERED) if named else None,
        )

    def _count(self, clock: Clock, outcomes: Collection[Outcome]) -> int:
        query = self._issues(clock, outcomes).with_only_columns(
            func.count(_WAITING.c.issue.distinct())
        )
        return self.connection.execute(query).scalar_one()

    def _numbers(self, clock: Clock, outcomes: Collection[Outcome]) -> Sequence[str]:
        """From the issue whose clock began first."""
        # Found first: numbers have an index of their own, which else might be walked along.
        issue, began = _WAITING.c.issue, func.min(_CLOCK.c.day).label("began")
        found = self._issues(clock, outcomes).with_only_columns(issue, began).group_by(issue)
        late = found.subquery()
        query = select(STATUS.c.number).join(late, late.c.issue == STATUS.c.issue)
        query = query.order_by(late.c.began, STATUS.c.number).limit(MOST_NUMBERS)
        return self.connection.execute(query).scalars().all()

    def _issues(self, clock: Clock, outcomes: Collection[Outcome]) -> Select[tuple[UUID]]:
        """Those that have such a clock, and once more for every other one that they have."""
        slots = _CLOCK.c.slot.between(f"{clock}.", f"{clock}.A")
        codes = [timed(clock, outcome) for outcome in outcomes]
        return (
            select(_WAITING.c.issue)
            # Its slots are numbered: by them the key finds it among the issue's other facts.
            .join(_CLOCK, and_(_CLOCK.c.issue == _WAITING.c.issue, slots))
            .where(_WAITING.c.committee.in_(self.committees), _WAITS, self._hold(_WAITING))
            .where(_CLOCK.c.code.in_(codes), self._hold(_CLOCK))
        )

    def _hold(self, facts: FromClause) -> ColumnElement[bool]:
        # Looked at, never looked up: most of a long history was recorded before.
        return and_(facts.c.since + 0 <= self.day, facts.c.until > self.day)
