"""The handover sheet (值班交接单): what the next shift of a committee has to look after."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from domain.body.events import Level
from domain.calendar.state import Calendars
from domain.clock.reading import Reading, read
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.shift import end_of_shift
from domain.vocabulary.state import Vocabulary
from ledger.database import Database
from ledger.now import Clock
from projections import handover
from projections.cursors import reached
from projections.handover import Line, Part, Shift
from projections.views import deadline, directory
from projections.views.directory import DirectoryRow, EntryKind
from service.calendars import NewestCalendars
from service.clocks import SeenClock
from service.errors import Forbidden, NotFound
from service.policy import Action, Principal, Reach, role_for
from service.scenes import Vocabularies

MOST = 200
"""How many issues of each part stand on a sheet; there may be more, and it says how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One issue on the sheet: those of its clocks that somebody has to look after."""

    line: Line
    clocks: Sequence[SeenClock]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """How many issues belong to a part, and the first of them."""

    count: int
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All parts of a sheet, as of the *position* that the view of deadlines had reached."""

    shift: Shift
    position: int
    parts: Mapping[Part, Portion]
    names: Mapping[UUID, str]
    vocabulary: Vocabulary


class Handovers:
    """Draws up sheets. They name no person: numbers, categories, places and parties alone."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now
        self._calendars = NewestCalendars()
        self._vocabularies = Vocabularies()

    def sheet(self, principal: Principal, body: UUID, until: Moment | None) -> Sheet:
        """The sheet of a committee.

        Raises `NotFound`, `Forbidden`; refused: `not-a-committee`, and as `end_of_shift` does.
        """
        with self._database.read() as connection:
            _require_committee(connection, principal, body)
            now = self._now()
            shift = Shift(committee=body, now=now, until=end_of_shift(until, now=now))
            calendars = self._calendars.at_hand(connection)
            parts = {part: _portion(connection, shift, part, calendars) for part in Part}
            return Sheet(
                shift=shift,
                position=reached(connection, deadline.VIEW) or 0,
                parts=parts,
                names=directory.names(connection, {body, *_named(parts.values())}),
                vocabulary=self._vocabularies.newest(connection),
            )


def _require_committee(connection: Connection, principal: Principal, body: UUID) -> None:
    row = directory.get(connection, body, EntryKind.BODY)
    if row is None:
        raise NotFound
    above = directory.superiors(connection, {body})[body]
    if role_for(principal, Action.HANDOVER, Reach(committee=body, superiors=above)) is None:
        raise Forbidden
    _require_level(row)


def _require_level(row: DirectoryRow) -> None:
    if row.sort != Level.COMMITTEE:
        raise Refused(Code.NOT_A_COMMITTEE, level=row.sort)


def _portion(connection: Connection, shift: Shift, part: Part, calendars: Calendars) -> Portion:
    lines = handover.lines(connection, shift, part, limit=MOST)
    # Who sees the last of them has seen them all.
    full = len(lines) == MOST
    count = handover.count(connection, shift, part) if full else len(lines)
    entries = [Entry(line=one, clocks=list(_looked_after(one, shift, calendars))) for one in lines]
    return Portion(count=count, entries=entries)


def _looked_after(line: Line, shift: Shift, calendars: Calendars) -> Iterator[SeenClock]:
    """The clocks that are over, at risk, due within the shift, or paused by somebody."""
    for timer in line.clocks.running:
        if timer.away:
            continue
        reading = read(timer, line.clocks, calendars, shift.now)
        if timer.paused or _is_due(reading, shift) or is_at_risk(reading, shift.now):
            yield SeenClock(timer=timer, reading=reading)


def _is_due(reading: Reading, shift: Shift) -> bool:
    return reading.due is not None and reading.due < shift.until


def is_at_risk(reading: Reading, now: Moment) -> bool:
    """Whether so much of a clock is used that somebody was to be warned, and it is not over."""
    warned = reading.warn_at is not None and reading.warn_at <= now
    return warned and reading.due is not None and reading.due >= now


def _named(portions: Iterable[Portion]) -> Iterator[UUID]:
    """The compounds and the parties that stand on the sheet."""
    for portion in portions:
        for entry in portion.entries:
            parties = (clock.timer.party for clock in entry.clocks)
            yield from (one for one in (entry.line.compound, *parties) if one is not None)
