"""What the record says of reports: which were drawn, and which are wanting."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select

from domain.body.events import Level, MethodAdopted, Registered, ReportDrawn, ReportKind
from domain.body.state import Adoption, adopted, in_force
from domain.calendar.days import Day, midnight, on_date
from domain.method.asking import Rhythm
from domain.method.events import Published
from domain.method.state import method_stream
from domain.method.text import parse
from domain.moment import Moment, local
from domain.period import Period
from ledger.catalogue import CATALOGUE
from ledger.claims import CODE
from ledger.envelope import Recorded
from ledger.log import COLUMNS, rows_of
from ledger.tables import claim, event

_DRAWN, _ADOPTED, _REGISTERED = (
    CATALOGUE.name_of(kind) for kind in (ReportDrawn, MethodAdopted, Registered)
)
_KINDS: Mapping[Rhythm, frozenset[ReportKind]] = {
    Rhythm.NONE: frozenset({ReportKind.YEARLY}),
    Rhythm.MONTHLY: frozenset({ReportKind.MONTHLY, ReportKind.YEARLY}),
    Rhythm.HALF_MONTHLY: frozenset(ReportKind),
}
"""What is drawn of a committee by the rhythm of its method; the year's appraisal in any case."""

_ABOVE = (ReportKind.MONTHLY, ReportKind.YEARLY)
"""What is drawn of bodies above the committees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A report on record; `version` is where it stands in the body's stream."""

    kind: ReportKind
    period: Period
    as_of: date
    definitions: int
    at: Moment
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanting:
    """A report that is due and was not drawn."""

    body: UUID
    kind: ReportKind
    period: Period


def drawn(
    connection: Connection, body: UUID, *, older_than: int | None = None, limit: int
) -> Sequence[Drawn]:
    """A body's reports, newest first, those before a version of its stream."""
    query = select(*COLUMNS).where(event.c.stream == body, event.c.topic == _DRAWN)
    if older_than is not None:
        query = query.where(event.c.version < older_than)
    rows = rows_of(connection, query.order_by(event.c.version.desc()).limit(limit))
    return [_drawn(recorded) for recorded in map(CATALOGUE.decode, rows)]


def found(connection: Connection, body: UUID, kind: ReportKind, period: Period) -> Drawn | None:
    """The report of that kind and period; None where none was drawn."""
    # None is drawn before its period is over.
    after = midnight(Day(on_date(period.last) + 1))
    query = select(*COLUMNS).where(
        event.c.stream == body, event.c.topic == _DRAWN, event.c.at >= after
    )
    rows = rows_of(connection, query.order_by(event.c.version))
    reports = (_drawn(recorded) for recorded in map(CATALOGUE.decode, rows))
    return next((one for one in reports if (one.kind, one.period) == (kind, period)), None)


def wanting(connection: Connection, due: Mapping[ReportKind, Period]) -> Sequence[Wanting]:
    """Which reports of these periods are not drawn, of all bodies that have any.

    A committee has them since its first method holds, of the kinds that the method asks for, a
    body above since it was registered: of periods that were over by then there is nothing to tell.
    """
    earliest = midnight(on_date(min(period.last for period in due.values())))
    kept = and_(event.c.topic == _DRAWN, event.c.at > earliest)
    bodies = select(claim.c.stream).where(claim.c.kind == CODE)
    query = select(*COLUMNS).where(
        event.c.stream.in_(bodies), or_(event.c.topic.in_((_REGISTERED, _ADOPTED)), kept)
    )
    rows = rows_of(connection, query.order_by(event.c.stream, event.c.version))
    told = [CATALOGUE.decode(row) for row in rows]
    rhythms = _rhythms(connection, told)
    grouped = groupby(told, key=lambda recorded: recorded.stream)
    return [
        one for body, events in grouped for one in _Reporting.of(events, rhythms).wanting(body, due)
    ]


def _rhythms(
    connection: Connection, told: Iterable[Recorded[object]]
) -> Mapping[tuple[str, int], Rhythm]:
    """How often each version of the methods that were adopted has reports drawn."""
    names = {one.event.method for one in told if isinstance(one.event, MethodAdopted)}
    streams = [method_stream(name) for name in sorted(names)]
    query = select(*COLUMNS).where(event.c.stream.in_(streams))
    found = (CATALOGUE.decode(row).event for row in rows_of(connection, query))
    texts = [one for one in found if isinstance(one, Published)]
    return {(one.name, one.version): parse(one.text).rhythm for one in texts}


@dataclass(slots=True)
class _Reporting:
    """Since which day a body has reports, of which kinds, and up to when they are drawn."""

    rhythms: Mapping[tuple[str, int], Rhythm]
    level: Level | None = None
    since: date | None = None
    adoptions: list[Adoption] = field(default_factory=list)
    upto: dict[ReportKind, date] = field(default_factory=dict)

    @classmethod
    def of(
        cls, events: Iterable[Recorded[object]], rhythms: Mapping[tuple[str, int], Rhythm]
    ) -> "_Reporting":
        made = cls(rhythms)
        for recorded in events:
            made._note(recorded)
        return made

    def wanting(self, body: UUID, due: Mapping[ReportKind, Period]) -> Iterator[Wanting]:
        if self.since is None:
            return
        for kind in ReportKind if self.level is Level.COMMITTEE else _ABOVE:
            last = due[kind].last
            if (
                self._keeps(kind, last)
                and self.since <= last
                and self.upto.get(kind, date.min) < last
            ):
                yield Wanting(body=body, kind=kind, period=due[kind])

    def _keeps(self, kind: ReportKind, day: date) -> bool:
        """Whether the method that held on the period's last day has reports of that kind."""
        held = in_force(self.adoptions, day)
        if self.level is not Level.COMMITTEE or held is None:
            return True
        rhythm = self.rhythms.get((held.method, held.version), Rhythm.HALF_MONTHLY)
        return kind in _KINDS[rhythm]

    def _note(self, recorded: Recorded[object]) -> None:
        day = local(recorded.at).date()
        match recorded.event:
            case Registered(level=level):
                self.level = level
                self.since = None if level is Level.COMMITTEE else day
            case MethodAdopted() as event:
                held = adopted(event, recorded.stamp)
                self.adoptions.append(held)
                self.since = min(self.since or held.since, held.since)
            case ReportDrawn(kind=kind, last=last):
                self.upto[kind] = last


def _drawn(recorded: Recorded[object]) -> Drawn:
    report = recorded.event
    if not isinstance(report, ReportDrawn):
        raise TypeError(recorded.topic)
    return Drawn(
        kind=report.kind,
        period=Period(first=report.first, last=report.last),
        as_of=report.as_of,
        definitions=report.definitions,
        at=recorded.at,
        version=recorded.version,
    )
