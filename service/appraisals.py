"""Questions about how a residents' committee is rated: its roster, and its appraisal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from domain.body.events import Level
from domain.rating.events import Member, RatingKind, YearEndOpened
from domain.rating.state import rating_stream
from domain.vocabulary.state import Vocabulary
from ledger.database import Database
from projections.fresh import fresh
from projections.views import appraisal, directory, roster
from projections.views.appraisal import NONE, Marks
from projections.views.directory import EntryKind
from projections.views.roster import RosterRow
from service.errors import NotFound
from service.opening import Opener
from service.policy import Action, Principal, role_for
from service.scenes import Vocabularies
from service.within import reach_in

_TOPICS = ("rating.roster-set", "rating.year-end-opened")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenMember:
    """A member of the committee, or one who was; the name is public by office."""

    member: UUID
    name: str | None
    duty: str
    former: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRoster:
    """Who can be rated, and when the years are."""

    committee: UUID
    name: str | None
    members: Sequence[SeenMember]
    years: Sequence[YearEndOpened]
    version: int
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenAppraisal:
    """What the marks of a year come to, of the committee (None) and of each member."""

    roster: SeenRoster
    year: int
    marks: Mapping[tuple[UUID | None, RatingKind], Marks]


class Appraisals:
    """Answers on one snapshot each."""

    def __init__(self, database: Database, opener: Opener) -> None:
        self._database, self._opener = database, opener
        self._vocabularies = Vocabularies()

    def roster(self, principal: Principal, committee: UUID) -> SeenRoster:
        """Who can be rated, as the record has it now; raises `NotFound`."""
        with self._database.read() as connection:
            return self._roster(connection, principal, committee)

    def of_year(self, principal: Principal, committee: UUID, year: int) -> SeenAppraisal:
        """What the marks of a year come to; raises `NotFound`."""
        with self._database.read() as connection:
            seen = self._roster(connection, principal, committee)
            rows = appraisal.of_year(connection, committee, year)
        found = {
            (None if row.rated == committee else row.rated, row.kind): row.marks for row in rows
        }
        rated = [None, *(one.member for one in seen.members)]
        return SeenAppraisal(
            roster=seen,
            year=year,
            marks={
                (one, kind): found.get((one, kind), NONE) for one in rated for kind in RatingKind
            },
        )

    def _roster(self, connection: Connection, principal: Principal, committee: UUID) -> SeenRoster:
        entry = directory.get(connection, committee, EntryKind.BODY)
        if entry is None or entry.sort != Level.COMMITTEE:
            raise NotFound
        reach = reach_in(connection, committee, None)
        if role_for(principal, Action.RATING_VIEW, reach) is None:
            raise NotFound
        stream = rating_stream(committee)
        row = fresh(connection, roster.VIEW, (committee,), stream, _TOPICS)
        return SeenRoster(
            committee=committee,
            name=entry.name,
            members=self._members(stream, row) if row else (),
            years=sorted(row.years, key=lambda one: one.year) if row else (),
            version=row.changes if row else 0,
            vocabulary=self._vocabularies.newest(connection),
        )

    def _members(self, stream: UUID, row: RosterRow) -> Sequence[SeenMember]:
        everybody = (*row.members, *row.former)
        names = self._opener.texts([(stream, one.name) for one in everybody])
        return [
            _member(one, name, former=index >= len(row.members))
            for index, (one, name) in enumerate(zip(everybody, names, strict=True))
        ]


def _member(one: Member, name: str | None, *, former: bool) -> SeenMember:
    return SeenMember(member=one.member, name=name, duty=one.duty, former=former)
