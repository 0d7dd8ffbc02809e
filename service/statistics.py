"""Statistics (统计): the figures of a period as of a day, for who may ask for a body's."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from domain.body.events import Level
from domain.calendar.days import Day, date_of, day_of, on_date
from domain.metric.state import METRIC_STREAM
from domain.metric.text import Definitions
from domain.period import Period
from domain.refusal import Code, Refused
from ledger.database import Database
from ledger.log import read_head
from ledger.now import Clock
from ledger.postgres import plan_anew
from ledger.streams import METRIC
from ledger.tables import event
from projections.cursors import reached
from projections.figures.asking import Question, backlog, codes_of, sums
from projections.figures.rows import Split
from projections.views import course, directory
from projections.views.directory import DirectoryRow, EntryKind
from service.counting import Counting
from service.errors import Forbidden, NotFound, NotYet
from service.newest import Newest
from service.policy import Action, Principal, Reach, role_for
from service.sections import Backlog, ClockRow, Funds, Rate, Section, StageTime

__all__ = [
    "Asking",
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
    Without a split there is one section, with an empty key. `names` are those of all bodies and
    compounds in it.
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
    names: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question on the snapshot by which it is answered, and how far that is folded."""

    connection: Connection
    question: Question
    definitions: Definitions
    position: int

    def figures(self, wanted: Wanted, sections: tuple[Section, ...]) -> Figures:
        """What was asked, as of when, with *sections* and the names of all in them."""
        as_of = self.question.as_of
        return Figures(
            body=wanted.body,
            level=self.question.level,
            compound=wanted.compound,
            period=wanted.period,
            as_of=date_of(as_of),
            final=_is_final(self.connection, as_of, self.position),
            position=self.position,
            definitions=self.definitions.version,
            sections=sections,
            names=directory.names(self.connection, _places(wanted, sections)),
        )


class Statistics:
    """Reads what is counted beside the course of each issue, on one snapshot for each question."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now
        self._metrics = Newest(METRIC, METRIC_STREAM)

    def figures(self, principal: Principal, wanted: Wanted) -> Figures:
        """The figures that are wanted.

        Raises `NotFound` (body, or compound of it), `Forbidden`, `NotYet` (the as-of day is still
        to come), and `Refused` with `unknown-definitions` or `split-not-kept`, in this order.
        """
        with self.asking(principal, wanted) as asked:
            question, definitions = asked.question, asked.definitions
            sections = _sections(asked.connection, question, wanted.by, definitions)
            return asked.figures(wanted, tuple(sections))

    @contextmanager
    def asking(self, principal: Principal, wanted: Wanted) -> Iterator[Asking]:
        """The snapshot on which a question is answered; raises what `figures` does."""
        with self._database.read() as connection:
            if not self._database.is_sqlite:
                plan_anew(connection)
            body = _body(connection, principal, wanted)
            today = self._today(connection)
            yield Asking(
                connection=connection,
                question=_question(wanted, Level(body.sort), today),
                definitions=self._definitions(connection, wanted.definitions),
                position=reached(connection, course.VIEW) or 0,
            )

    def _today(self, connection: Connection) -> Day:
        # A clock that was set back does not make what is recorded the future.
        return day_of(max(read_head(connection, lock=False).at, self._now()))

    def _definitions(self, connection: Connection, version: int | None) -> Definitions:
        state = self._metrics.newest(connection)
        if state is None:
            raise Refused(Code.UNKNOWN_DEFINITIONS, version=version or 0)
        return state.version(version)


def _body(connection: Connection, principal: Principal, wanted: Wanted) -> DirectoryRow:
    body = directory.get(connection, wanted.body, EntryKind.BODY)
    if body is None:
        raise NotFound
    if wanted.compound is not None:
        compound = directory.get(connection, wanted.compound, EntryKind.COMPOUND)
        if compound is None or compound.parent != body.id:
            raise NotFound
    superiors = directory.superiors(connection, [body.id])[body.id]
    reach = Reach(committee=body.id, superiors=superiors, compound=wanted.compound)
    if role_for(principal, Action.STATISTICS, reach) is None:
        raise Forbidden
    return body


def _question(wanted: Wanted, level: Level, today: Day) -> Question:
    as_of = today if wanted.as_of is None else on_date(wanted.as_of)
    if as_of > today:
        raise NotYet("in_the_future")
    return Question(
        body=wanted.body,
        level=level,
        compound=wanted.compound,
        first=on_date(wanted.period.first),
        last=on_date(wanted.period.last),
        as_of=as_of,
    )


def _sections(
    connection: Connection, question: Question, by: tuple[Split, ...], definitions: Definitions
) -> Iterator[Section]:
    """Of every key that anything is counted of, or that anything waits of."""
    counting = Counting(metrics=definitions.metrics, codes=frozenset(codes_of(question.level, by)))
    counted, waiting = sums(connection, question, by), backlog(connection, question, by)
    for key in sorted({*counted, *waiting} if by else {()}):
        told = dict(zip(by, key, strict=True))
        yield counting.section(told, counted.get(key, {}), waiting.get(key, {}))


def _places(wanted: Wanted, sections: Iterable[Section]) -> Iterator[UUID]:
    yield wanted.body
    if wanted.compound is not None:
        yield wanted.compound
    for section in sections:
        told = (section.key.get(split) for split in (Split.COMMITTEE, Split.COMPOUND))
        yield from (UUID(place) for place in told if place)


def _is_final(connection: Connection, as_of: Day, position: int) -> bool:
    """Whether a later day is on record, and all that was recorded before it is folded.

    The record never goes back, whatever clocks say: nothing more will be recorded by that day.
    """
    around = select(event.c.at).where(event.c.position.in_((position, position + 1)))
    return any(day_of(at) > as_of for at in connection.execute(around).scalars())
