"""What if: compliance of the past under other terms or another calendar, beside the actual.

Both sides are reckoned the same way from the record, which nothing here changes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy import Connection, select

from domain.body.events import Level
from domain.calendar.state import Calendars
from domain.clock.assume import Assumption
from domain.clock.comparison import Compared, Pair, compared, pairs
from domain.clock.outcomes import Event
from domain.method.state import method_stream
from domain.method.text import Method
from domain.moment import Moment
from domain.period import Period
from domain.refusal import Code, Refused
from ledger.catalogue import CATALOGUE
from ledger.database import Database
from ledger.envelope import Row
from ledger.log import read_head, read_streams
from ledger.now import Clock
from ledger.streams import METHOD, load
from ledger.turns import Seats
from projections.anew import Progress, silent
from projections.views import directory
from projections.views.directory import DirectoryRow, EntryKind
from projections.views.status import TABLE as STATUS
from service.calendars import NewestCalendars
from service.errors import Forbidden, NotFound
from service.policy import Action, Principal, Reach, role_for

_PAGE = 500
_AT_ONCE = 1
"""It keeps one processor busy: the others are for those who work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which terms and calendar are assumed; None leaves what is on record.

    Of a method the newest version is taken where `version` is None.
    """

    body: UUID
    period: Period
    method: str | None = None
    version: int | None = None
    calendar: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that may be put, and all that its answer depends on.

    `issues` lie within the body now, and something happened to each since the period began;
    `position` and `at` say as of when they are told.
    """

    body: DirectoryRow
    period: Period
    assumption: Assumption
    calendars: Calendars
    issues: Sequence[UUID]
    position: int
    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Each kind of clock on both sides; `issues` have at least one that began in the period."""

    asked: Asked
    issues: int
    rows: Sequence[Compared]


class WhatIf:
    """Answers one question at a time; what waits for it is no database."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._calendars = NewestCalendars()
        self._now = now
        self._seats = Seats(_AT_ONCE, 2.0, "another what-if is being reckoned")

    def ask(self, principal: Principal, question: Question, *, most: int | None = None) -> Asked:
        """Look whether the question may be put.

        Raises `NotFound`, `Forbidden`, `Refused` with `unknown-method` or `unknown-calendar`,
        `Busy` where others are being answered, and `Refused` with `too-many-issues` (more than
        *most*; None for no limit).
        """
        with self._database.read() as connection:
            body = _body(connection, principal, question.body)
            method = _method(connection, question)
            calendars = self._calendars.at_hand(connection)
            if question.calendar is not None:
                calendars.version(question.calendar)
        # Of a long history the issues alone take their time.
        with self._seats.taken(), self._database.read() as connection:
            issues = _candidates(connection, body, question.period, most)
            head = read_head(connection, lock=False)
        return Asked(
            body=body,
            period=question.period,
            assumption=Assumption(method=method, calendar=question.calendar),
            calendars=calendars,
            issues=issues,
            position=head.position,
            at=self._now(),
        )

    def answer(self, asked: Asked, progress: Progress = silent) -> Answered:
        """Reckon it; *progress* is told (done, total) issues, from 0 on.

        Raises `Busy` where others are being answered.
        """
        counted, found, total = Counter[Pair](), 0, len(asked.issues)
        with self._seats.taken():
            for start in range(0, total, _PAGE):
                progress(start, total)
                for history in self._histories(asked.issues[start : start + _PAGE], asked.position):
                    told = _pairs(history, asked)
                    counted.update(told)
                    found += bool(told)
        progress(total, total)
        return Answered(asked=asked, issues=found, rows=compared(counted))

    def _histories(self, issues: Sequence[UUID], upto: int) -> Iterator[Sequence[Event]]:
        """The streams up to a position: what was recorded meanwhile belongs to another answer.

        So each page may be read on a snapshot of its own, and nobody waits for a seat.
        """
        with self._database.read() as connection:
            rows = read_streams(connection, issues)
        known = (row for row in rows if row.position <= upto)
        for _, stream in groupby(known, key=lambda row: row.stream):
            yield [_event(row) for row in stream]


def _pairs(history: Sequence[Event], asked: Asked) -> Sequence[Pair]:
    return pairs(history, asked.assumption, asked.calendars, asked.period, asked.at)


def _event(row: Row) -> Event:
    recorded = CATALOGUE.decode(row)
    return recorded.event, recorded.stamp


def _body(connection: Connection, principal: Principal, body: UUID) -> DirectoryRow:
    row = directory.get(connection, body, EntryKind.BODY)
    if row is None:
        raise NotFound
    above = directory.superiors(connection, [body])[body]
    if role_for(principal, Action.WHAT_IF, Reach(committee=body, superiors=above)) is None:
        raise Forbidden
    return row


def _method(connection: Connection, question: Question) -> Method | None:
    if question.method is None:
        return None
    folded = load(connection, METHOD, method_stream(question.method))
    if folded is None:
        raise Refused(Code.UNKNOWN_METHOD)
    state = folded.state
    return state.version(state.newest if question.version is None else question.version)


def _candidates(
    connection: Connection, body: DirectoryRow, period: Period, most: int | None
) -> Sequence[UUID]:
    """Every issue of which a clock may have begun in the period, and some others; oldest first.

    None begins before the report happened, and none after the issue's last event was recorded.
    Refused: `too-many-issues`, and no more are read than tell so.
    """
    # Not in order, for which all of them would have to be known.
    query = select(STATUS.c.opened, STATUS.c.issue).where(
        STATUS.c.committee.in_(_committees(connection, body)),
        STATUS.c.reported_at < period.ends,
        STATUS.c.updated_at >= period.begins,
    )
    if most is not None:
        query = query.limit(most + 1)
    found = connection.execute(query).all()
    if most is not None and len(found) > most:
        raise Refused(Code.TOO_MANY_ISSUES, most=most)
    return [issue for _, issue in sorted(found)]


def _committees(connection: Connection, body: DirectoryRow) -> Sequence[UUID]:
    if body.sort == Level.COMMITTEE:
        return (body.id,)
    return directory.committees_of(connection, body.id)
