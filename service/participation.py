"""Figures of undertakings: what took place, who took part, how far programmes are.

A count keeps its unit: what is counted in 人 and in 人次 is never one sum.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Connection

from domain.moment import SHANGHAI, Moment, local, moment_of
from domain.refusal import Code, Refused
from domain.undertaking.events import Measure
from domain.vocabulary.state import Vocabulary
from ledger.database import Database
from ledger.now import Clock
from projections.views import directory, occasion, participation, programme, undertaking
from projections.views.occasion import OccasionRow
from projections.views.participation import ParticipationRow
from projections.views.programme import LineRow
from projections.views.undertaking import Filter, UndertakingRow
from service.errors import Forbidden, NotFound
from service.policy import Action, Principal, role_for
from service.undertakings import places_of, position_in, visible_to, vocabulary_in
from service.within import reach_in

Sums = Mapping[tuple[str, str], int]
"""How much there is of each measure in its unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from *first* to *last*, as was known at the end of the day *as_of*."""

    first: date
    last: date
    as_of: date | None = None

    @property
    def known_at(self) -> Moment | None:
        """The moment up to which was recorded what counts; None for all."""
        if self.as_of is None:
            return None
        after = datetime.combine(self.as_of + timedelta(days=1), time.min, SHANGHAI)
        return Moment(moment_of(after) - 1)


@dataclass(slots=True, kw_only=True)
class KindSums:
    """Of one kind: how many undertakings had occasions, how many these were, what they came to."""

    kind: str
    undertakings: set[UUID] = field(default_factory=set)
    occasions: int = 0
    sums: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class OrganisationSums:
    """One organisation: in what it takes part, with how many people (人), what that came to."""

    organisation: UUID
    roles: set[str] = field(default_factory=set)
    undertakings: set[UUID] = field(default_factory=set)
    people: int = 0
    occasions: int = 0
    sums: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Gathered:
    """Who takes part now in the undertakings of one kind; `people` are those brought along (人)."""

    kind: str
    undertakings: set[UUID] = field(default_factory=set)
    organisations: set[UUID] = field(default_factory=set)
    persons: set[UUID] = field(default_factory=set)
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What took place in a period, by kind."""

    period: Period
    kinds: Sequence[KindSums]
    vocabulary: Vocabulary
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Who takes part: by kind, by organisation; and how many persons have each skill."""

    period: Period
    kinds: Sequence[Gathered]
    organisations: Sequence[OrganisationSums]
    skills: Mapping[str, int]
    names: Mapping[UUID, str]
    vocabulary: Vocabulary
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One undertaking with lines or targets; `standing` is how many lines are at each step."""

    row: UndertakingRow
    standing: Mapping[str | None, int]
    finished: int
    overdue: int
    totals: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programmes:
    """A page of programmes, targets and task books."""

    items: Sequence[Progress]
    names: Mapping[UUID, str]
    vocabulary: Vocabulary
    position: int


class Participation:
    """Answers on one snapshot each; raises `NotFound` for an unknown body, `Forbidden`."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database, self._now = database, now

    def occasions(self, principal: Principal, committee: UUID, period: Period) -> Took:
        """What took place, by kind; refused: `period-inverted`."""
        _require_period(period)
        with self._database.read() as connection:
            _require_visible(connection, principal, committee)
            of = _undertakings(connection, principal, committee)
            rows = _occasions(connection, committee, period, of)
            return Took(
                period=period,
                kinds=_by_kind(rows, of, period),
                vocabulary=vocabulary_in(connection),
                position=position_in(connection),
            )

    def taking(self, principal: Principal, committee: UUID, period: Period) -> Taking:
        """Who takes part now, and what it came to in a period; refused: `period-inverted`."""
        _require_period(period)
        with self._database.read() as connection:
            _require_visible(connection, principal, committee)
            of = _undertakings(connection, principal, committee)
            parties = participation.of_committee(connection, committee)
            parties = [party for party in parties if party.undertaking in of]
            rows = _occasions(connection, committee, period, of)
            organisations = _by_organisation(parties, rows, of, period)
            return Taking(
                period=period,
                kinds=_gathered(parties, of),
                organisations=organisations,
                skills=_skills(parties),
                names=directory.names(connection, {one.organisation for one in organisations}),
                vocabulary=vocabulary_in(connection),
                position=position_in(connection),
            )

    def programmes(
        self, principal: Principal, wanted: Filter, *, older_than: int | None, limit: int
    ) -> Programmes:
        """How far each is that has lines or targets, the newest first."""
        today = local(self._now()).date()
        with self._database.read() as connection:
            if wanted.committee is not None:
                _require_visible(connection, principal, wanted.committee)
            rows = undertaking.page(
                connection, visible_to(principal), wanted, older_than=older_than, limit=limit
            )
            ids = {row.undertaking for row in rows}
            lines = _grouped(programme.of(connection, ids))
            totals = _totals(occasion.of(connection, ids))
            return Programmes(
                items=[
                    _progress(row, lines[row.undertaking], totals[row.undertaking], today)
                    for row in rows
                ],
                names=directory.names(connection, places_of(rows)),
                vocabulary=vocabulary_in(connection),
                position=position_in(connection),
            )


def unit_of(row: UndertakingRow, code: str) -> str:
    """The unit in which an undertaking counts a measure."""
    return next(one.unit for one in row.measures if one.code == code)


def _require_period(period: Period) -> None:
    if period.last < period.first:
        raise Refused(Code.PERIOD_INVERTED)


def _require_visible(connection: Connection, principal: Principal, committee: UUID) -> None:
    """Whoever is given the figures of a committee may see all of it, not a compound alone."""
    if not directory.names(connection, {committee}):
        raise NotFound
    reach = reach_in(connection, committee, None)
    if role_for(principal, Action.UNDERTAKING_VIEW, reach) is None:
        raise Forbidden


def _undertakings(
    connection: Connection, principal: Principal, committee: UUID
) -> Mapping[UUID, UndertakingRow]:
    rows = undertaking.of_committee(connection, committee, visible_to(principal))
    return {row.undertaking: row for row in rows}


def _occasions(
    connection: Connection, committee: UUID, period: Period, of: Mapping[UUID, UndertakingRow]
) -> list[OccasionRow]:
    rows = occasion.of_committee(connection, committee, first=period.first, last=period.last)
    at = period.known_at
    return [row for row in rows if row.undertaking in of and row.counts(at)]


def _by_kind(
    rows: Iterable[OccasionRow], of: Mapping[UUID, UndertakingRow], period: Period
) -> list[KindSums]:
    found: dict[str, KindSums] = {}
    for row in rows:
        header = of[row.undertaking]
        sums = found.setdefault(header.kind, KindSums(kind=header.kind))
        sums.undertakings.add(row.undertaking)
        sums.occasions += 1
        _add(sums.sums, header.measures, row.counts(period.known_at))
    return [found[kind] for kind in sorted(found)]


def _by_organisation(
    parties: Iterable[ParticipationRow],
    rows: Iterable[OccasionRow],
    of: Mapping[UUID, UndertakingRow],
    period: Period,
) -> list[OrganisationSums]:
    found: dict[UUID, OrganisationSums] = {}
    known: dict[tuple[UUID, int], UUID] = {}
    for party in parties:
        if party.organisation is None:
            continue
        known[party.undertaking, party.party] = party.organisation
        sums = found.setdefault(
            party.organisation, OrganisationSums(organisation=party.organisation)
        )
        if party.left_at is None:
            sums.roles.add(party.role)
            sums.undertakings.add(party.undertaking)
            sums.people += party.people or 0
    for row in rows:
        organisation = known.get((row.undertaking, row.party)) if row.party else None
        if organisation is not None:
            sums = found[organisation]
            sums.occasions += 1
            _add(sums.sums, of[row.undertaking].measures, row.counts(period.known_at))
    return [found[one] for one in sorted(found)]


def _add(
    sums: dict[tuple[str, str], int], measures: Iterable[Measure], counts: Mapping[str, int]
) -> None:
    for measure in measures:
        if measure.code in counts:
            key = (measure.code, measure.unit)
            sums[key] = sums.get(key, 0) + counts[measure.code]


def _gathered(
    parties: Iterable[ParticipationRow], of: Mapping[UUID, UndertakingRow]
) -> list[Gathered]:
    found: dict[str, Gathered] = {}
    for party in parties:
        if party.left_at is not None:
            continue
        kind = of[party.undertaking].kind
        sums = found.setdefault(kind, Gathered(kind=kind))
        sums.undertakings.add(party.undertaking)
        if party.person is not None:
            sums.persons.add(party.person)
        if party.organisation is not None:
            sums.organisations.add(party.organisation)
        sums.people += party.people or 0
    return [found[kind] for kind in sorted(found)]


def _skills(parties: Iterable[ParticipationRow]) -> Mapping[str, int]:
    """How many different persons have each skill now."""
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    for party in parties:
        if party.person is not None and party.left_at is None:
            for skill in party.skills:
                found[skill].add(party.person)
    return {skill: len(found[skill]) for skill in sorted(found)}


def _grouped(lines: Iterable[LineRow]) -> Mapping[UUID, list[LineRow]]:
    found: defaultdict[UUID, list[LineRow]] = defaultdict(list)
    for line in lines:
        found[line.undertaking].append(line)
    return found


def _totals(rows: Iterable[OccasionRow]) -> Mapping[UUID, dict[str, int]]:
    found: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    for row in rows:
        sums = found[row.undertaking]
        for code, number in row.counts().items():
            sums[code] = sums.get(code, 0) + number
    return found


def _progress(
    row: UndertakingRow, lines: Sequence[LineRow], totals: Mapping[str, int], today: date
) -> Progress:
    standing: dict[str | None, int] = {}
    for line in lines:
        standing[line.step] = standing.get(line.step, 0) + 1
    ends = row.way.line_ends or row.way.line_steps[-1:]
    late = (
        line
        for line in lines
        if line.due is not None and line.due < today.isoformat() and line.step not in ends
    )
    return Progress(
        row=row,
        standing=standing,
        finished=sum(number for step, number in standing.items() if step in ends),
        overdue=sum(1 for _ in late),
        totals=totals,
    )
