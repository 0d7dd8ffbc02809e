"""Reports for who may read them: those on record, and any that is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from uuid import UUID

from sqlalchemy import Connection, select

from domain.body.events import Level, ReportKind
from domain.calendar.days import on_date
from domain.moment import EARLIEST, local
from domain.period import Period
from domain.refusal import Code, Refused
from ledger import checkpoints
from ledger.checkpoints import Stored
from ledger.claims import CODE
from ledger.database import Database
from ledger.log import read_head
from ledger.now import Clock
from ledger.tables import claim
from ledger.turns import Seats
from projections.figures.rows import Split
from projections.views import directory
from service.errors import Forbidden, NotFound
from service.policy import Action, Principal, Reach, role_for
from service.reports import drawing, record
from service.reports.drawing import Plan
from service.reports.naming import Known, known
from service.reports.overdue import Overdue
from service.reports.parts import Report, Standing
from service.reports.periods import period_of
from service.reports.record import Drawn, Wanting
from service.scenes import Vocabularies
from service.statistics import Figures, Statistics, Wanted

_AT_ONCE = 1
"""It asks dozens of questions, one after the other: the others are for those who work."""

_EARLIEST = local(EARLIEST).date()
"""Nothing is on record of before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which report: `first` is the first day of its period.

    `as_of` None: as of the day of the report on record, else as of today.
    """

    body: UUID
    kind: ReportKind
    first: date
    as_of: date | None = None


class Reports:
    """Draws one report at a time; its figures are asked of the statistics anew, each once.

    What waits for it is no database.
    """

    def __init__(self, database: Database, statistics: Statistics, now: Clock) -> None:
        self._database, self._statistics, self._now = database, statistics, now
        self._vocabularies = Vocabularies()
        self._seats = Seats(_AT_ONCE, 2.0, "another report is being drawn")

    def listed(
        self, principal: Principal, body: UUID, *, older_than: int | None, limit: int
    ) -> Sequence[Drawn]:
        """The reports on record, newest first, before a version of the body's stream.

        Raises `NotFound`, `Forbidden`.
        """
        with self._database.read() as connection:
            self._known(connection, principal, body)
            return record.drawn(connection, body, older_than=older_than, limit=limit)

    def report(self, principal: Principal, asked: Asked) -> Report:
        """A report, drawn now.

        Raises `NotFound` (also for a day on which no such period begins, that is to come, or that
        lies before 1970), `Forbidden`, `NotYet`, `Busy` where others are being drawn; refused:
        `not-a-committee` for a half-monthly one of another body.
        """
        period = period_of(asked.kind, asked.first)
        with self._database.read() as connection:
            who = self._known(connection, principal, asked.body)
            drawn = record.found(connection, asked.body, asked.kind, period)
            # A clock that was set back does not make what is recorded the future.
            today = local(max(read_head(connection, lock=False).at, self._now())).date()
        if asked.kind is ReportKind.HALF_MONTHLY and who.of.level is not Level.COMMITTEE:
            raise Refused(Code.NOT_A_COMMITTEE, level=who.of.level)
        if period.first != asked.first or not _EARLIEST <= period.first <= today:
            raise NotFound
        as_of = asked.as_of or (drawn.as_of if drawn else today)
        plan = Plan(
            kind=asked.kind,
            level=who.of.level,
            period=period,
            as_of=as_of,
            # Months of the trend may be the period itself, and the one before.
            ask=cache(partial(self._ask, principal, asked.body, as_of, drawn)),
            name_of=who.name_of,
        )
        with self._seats.taken():
            return self._drawn_now(plan, who, drawn, today)

    def body_named(self, name: str) -> UUID:
        """The body with this id or code; raises `NotFound`."""
        try:
            return UUID(name)
        except ValueError:
            query = select(claim.c.stream).where(claim.c.kind == CODE, claim.c.value == name)
        with self._database.read() as connection:
            found: UUID | None = connection.execute(query).scalar()
        if found is None:
            raise NotFound
        return found

    def wanting(self, due: Mapping[ReportKind, Period]) -> Sequence[Wanting]:
        """Which reports of these periods are due and not on record."""
        with self._database.read() as connection:
            return record.wanting(connection, due)

    def _known(self, connection: Connection, principal: Principal, body: UUID) -> Known:
        who = known(connection, body, self._vocabularies.newest(connection))
        above = directory.superiors(connection, [body])[body]
        reach = Reach(committee=body, superiors=above)
        if role_for(principal, Action.BODY_REPORT, reach) is None:
            raise Forbidden
        return who

    def _ask(
        self,
        principal: Principal,
        body: UUID,
        as_of: date,
        drawn: Drawn | None,
        period: Period,
        by: tuple[Split, ...],
    ) -> Figures:
        definitions = drawn.definitions if drawn else None
        wanted = Wanted(body=body, period=period, as_of=as_of, by=by, definitions=definitions)
        return self._statistics.figures(principal, wanted)

    def _drawn_now(self, plan: Plan, who: Known, drawn: Drawn | None, today: date) -> Report:
        figures, period = plan.ask(plan.period, ()), plan.period
        below = who.of.level is not Level.COMMITTEE
        return Report(
            of=who.of,
            kind=plan.kind,
            period=period,
            as_of=plan.as_of,
            drawn=drawn,
            preliminary=plan.as_of < period.last or today <= period.last,
            final=figures.final,
            position=figures.position,
            definitions=figures.definitions,
            whole=figures.sections[0],
            before=drawing.whole(plan, plan.earlier),
            before_period=plan.earlier,
            categories=drawing.lines(plan, Split.CATEGORY),
            committees=drawing.complete(plan, who.committees) if below else (),
            spots=() if below else drawing.spots(plan),
            trend=drawing.trend(plan),
            standing=self._standing(plan, who, today),
            vocabulary=who.vocabulary,
            places={UUID(key): name for key, name in who.places.items()},
            checkpoint=self._checkpoint(),
        )

    def _checkpoint(self) -> Stored | None:
        with self._database.read() as connection:
            return checkpoints.latest(connection)

    def _standing(self, plan: Plan, who: Known, today: date) -> Standing:
        """Above a committee no issue is named, nor as of another day."""
        below = [UUID(committee) for committee in who.committees]
        at_hand = who.of.level is Level.COMMITTEE
        with self._database.read() as connection:
            waiting = Overdue(
                connection=connection,
                committees=(who.of.body,) if at_hand else below,
                day=on_date(plan.as_of),
            )
            return waiting.standing(named=at_hand and plan.as_of == today)
