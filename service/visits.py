"""Questions about door visits: plans, their doors and findings, what is due, how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, and_, select, true

from domain.actor import Role
from domain.calendar.days import midnight, on_date
from domain.moment import local
from domain.person.state import Standing
from domain.visit.coverage import Coverage, told
from domain.vocabulary.state import Vocabulary
from ledger.database import Database
from ledger.now import Clock
from ledger.streams import load_many
from projections.cursors import reached
from projections.engine import fetch_all
from projections.views import directory, door, erasure, finding, visit
from projections.views.door import Asked, DoorRow, Mark
from projections.views.finding import FindingRow
from projections.views.visit import VisitRow
from service.errors import Forbidden, NotFound
from service.opening import Contact, Opener
from service.policy import Action, Principal, role_for, scopes
from service.scenes import Vocabularies
from service.visit_sight import SeenVisit, may_read_texts, mine, seen_visit
from service.within import reach_in, visible_within

LISTS = (visit.VIEW, door.VIEW, finding.VIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Plans with their figures (None where too few doors), as of a *position* of the views."""

    items: Sequence[tuple[VisitRow, Coverage | None]]
    names: Mapping[UUID, str]
    vocabulary: Vocabulary
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPage:
    """Doors with their plans, as of *today*; *gone* are persons who are let go."""

    items: Sequence[tuple[DoorRow, VisitRow]]
    gone: frozenset[UUID]
    today: date
    vocabulary: Vocabulary
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """Findings, each with its text where the caller may read it and it can be opened."""

    items: Sequence[tuple[FindingRow, str | None]]
    vocabulary: Vocabulary
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """The figures of all plans of one kind and group; None where too few doors to be told."""

    kind: str
    group: str | None
    plans: int
    figures: tuple[int, int] | None


class Visits:
    """Answers on one snapshot each; raises `NotFound` for what is unknown or not visible."""

    def __init__(self, database: Database, opener: Opener, now: Clock) -> None:
        self._database, self._opener, self._now = database, opener, now
        self._vocabularies = Vocabularies()

    @property
    def today(self) -> date:
        """The neighbourhood's own day."""
        return local(self._now()).date()

    def plan(self, principal: Principal, wanted: UUID) -> SeenVisit:
        """One plan, by its stream: whoever has changed it finds that."""
        with self._database.read() as connection:
            return seen_visit(connection, principal, wanted)

    def vocabulary(self) -> Vocabulary:
        """The newest vocabulary, for labels."""
        with self._database.read() as connection:
            return self._vocabularies.newest(connection)

    def contact(self, principal: Principal, wanted: UUID, code: str) -> Contact:
        """The contact of the person whose door it is, in clear: after a disclosure alone."""
        with self._database.read() as connection:
            person = seen_visit(connection, principal, wanted).state.doors[code].person
            states = load_many(connection, {person} if person else set())
        if person is None or person not in states:
            raise NotFound
        return self._opener.contact(person, states[person][1].state, clear=True)

    def listed(
        self,
        principal: Principal,
        wanted: visit.Filter,
        *,
        older_than: int | None,
        limit: int,
    ) -> Page:
        """A page of the plans that the caller may see, the newest first."""
        table = visit.TABLE
        in_hand = table.c.visit.in_(select(door.TABLE.c.visit).where(mine(principal)))
        visible = visible_within(
            principal,
            Action.VISIT_VIEW,
            table.c.committee,
            table.c.compound,
            handed=in_hand,
            own=in_hand,
        )
        with self._database.read() as connection:
            rows = visit.page(connection, visible, wanted, older_than=older_than, limit=limit)
            today = self.today.toordinal()
            figures = door.standing(connection, {row.visit for row in rows}, today)
            places = {row.committee for row in rows}
            places |= {row.compound for row in rows if row.compound}
            return Page(
                items=[(row, told(figures[row.visit], row.group)) for row in rows],
                names=directory.names(connection, places),
                vocabulary=self._vocabularies.newest(connection),
                position=self._reached(connection),
            )

    def doors(
        self,
        principal: Principal,
        wanted: UUID,
        narrowed: door.Filter,
        *,
        after: str | None,
        limit: int,
    ) -> DoorPage:
        """The doors of a plan: all for who keeps or audits it, else those one was sent to.

        Raises `Forbidden` for who is told of figures alone.
        """
        with self._database.read() as connection:
            seen = seen_visit(connection, principal, wanted)
            if seen.role is Role.SUPERIOR:
                raise Forbidden
            own = mine(principal) if seen.role is Role.HANDLER else true()
            rows = door.page(connection, wanted, narrowed, own, after=after, limit=limit)
            return self._page(connection, rows)

    def to_visit(
        self,
        principal: Principal,
        *,
        committee: UUID | None,
        own: bool,
        overdue: bool,
        after: Mark | None,
        limit: int,
    ) -> DoorPage:
        """Doors to which somebody is to go today, or that are overdue, of all plans."""
        if not scopes(principal, Action.VISIT_GO):
            raise Forbidden
        plan, sent, day = visit.TABLE, mine(principal), self.today.toordinal()
        visible = visible_within(
            principal,
            Action.VISIT_GO,
            plan.c.committee,
            plan.c.compound,
            handed=sent,
            own=sent,
        )
        condition = and_(visible, door.overdue(day) if overdue else door.open_now(day))
        if committee is not None:
            condition = and_(condition, plan.c.committee == committee)
        if own:
            condition = and_(condition, sent)
        with self._database.read() as connection:
            rows = door.to_visit(connection, condition, after=after, limit=limit)
            return self._page(connection, rows)

    def findings(
        self,
        principal: Principal,
        wanted: UUID,
        narrowed: finding.Filter,
        *,
        after: int | None,
        limit: int,
    ) -> FindingPage:
        """What was found: for who keeps or audits the plan; its words for who keeps it."""
        with self._database.read() as connection:
            seen = seen_visit(connection, principal, wanted)
            if seen.role not in (Role.CLERK, Role.AUDITOR):
                raise Forbidden
            rows = finding.page(connection, wanted, narrowed, after=after, limit=limit)
            words, position = self._vocabularies.newest(connection), self._reached(connection)
        texts = self._texts(rows) if may_read_texts(seen.role) else [None] * len(rows)
        items = list(zip(rows, texts, strict=True))
        return FindingPage(items=items, vocabulary=words, position=position)

    def changes(self, principal: Principal, *, after: int | None, limit: int) -> FindingPage:
        """Changes of population that no platform was told of, the oldest first."""
        if not scopes(principal, Action.POPULATION_VIEW):
            raise Forbidden
        plan = visit.TABLE
        visible = visible_within(
            principal, Action.POPULATION_VIEW, plan.c.committee, plan.c.compound
        )
        with self._database.read() as connection:
            rows = finding.waiting(connection, visible, after=after, limit=limit)
            words, position = self._vocabularies.newest(connection), self._reached(connection)
        items = list(zip(rows, self._texts(rows), strict=True))
        return FindingPage(items=items, vocabulary=words, position=position)

    def coverage(
        self, principal: Principal, asked: Asked, as_of: date | None
    ) -> tuple[Sequence[Covered], Vocabulary, date]:
        """(listed, opened) of a committee by kind and group, as recorded by the end of a day."""
        day = as_of or self.today
        with self._database.read() as connection:
            reach = reach_in(connection, asked.committee, None)
            if role_for(principal, Action.VISIT_VIEW, reach) is None:
                raise NotFound
            before = midnight(on_date(day + timedelta(days=1)))
            rows = door.covered(connection, asked, before)
            words = self._vocabularies.newest(connection)
        return [_covered(*row) for row in rows], words, day

    def _texts(self, rows: Sequence[FindingRow]) -> list[str | None]:
        return self._opener.texts([(row.visit, row.text) for row in rows])

    def _page(self, connection: Connection, rows: Sequence[DoorRow]) -> DoorPage:
        plans = fetch_all(connection, visit.VIEW, {(row.visit,) for row in rows})
        persons = {(row.person,) for row in rows if row.person}
        gone = fetch_all(connection, erasure.VIEW, persons).values()
        return DoorPage(
            items=[(row, plans[row.visit,]) for row in rows if (row.visit,) in plans],
            gone=frozenset(one.subject for one in gone if one.standing is Standing.ERASED),
            today=self.today,
            vocabulary=self._vocabularies.newest(connection),
            position=self._reached(connection),
        )

    def _reached(self, connection: Connection) -> int:
        return min(reached(connection, view) or 0 for view in LISTS)


def _covered(kind: str, group: str | None, plans: int, listed: int, opened: int) -> Covered:
    enough = told(Coverage(listed=listed, opened=opened, overdue=0), group) is not None
    figures = (listed, opened) if enough else None
    return Covered(kind=kind, group=group, plans=plans, figures=figures)
