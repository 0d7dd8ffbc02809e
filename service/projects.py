"""Questions about projects: how far each is, which parts it has, what upkeep is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, and_

from domain.actor import Role
from domain.moment import local
from domain.project.progress import Progress, progress, progress_of
from domain.project.state import Part, ProjectState
from ledger.database import Database
from ledger.now import Clock
from ledger.streams import PROJECT, load
from projections.cursors import reached
from projections.engine import fetch_all
from projections.views import directory, part, project
from projections.views.part import Due, PartRow
from projections.views.part import Filter as PartFilter
from projections.views.project import Filter as ProjectFilter
from projections.views.project import ProjectRow
from service.errors import NotFound
from service.opening import Opener
from service.policy import Action, Principal, role_for
from service.within import reach_in, visible_within

_READS_PLANS = frozenset({Role.CLERK, Role.SUPERIOR, Role.AUDITOR})
"""What was agreed with one household is nobody else's to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenProject:
    """A project as its stream tells it at *version*, seen in a role."""

    id: UUID
    state: ProjectState
    version: int
    role: Role
    names: Mapping[UUID, str]

    @property
    def progress(self) -> Progress:
        """Of the parts that were not dropped."""
        going = (one.step for one in self.state.parts.values() if not one.dropped)
        return progress(self.state.steps, going)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPart:
    """One part, with its plan where the caller may read it and it can be opened."""

    project: SeenProject
    code: str
    part: Part
    plan: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Projects with their progress, as of the *position* that the views had reached."""

    items: Sequence[tuple[ProjectRow, Progress]]
    names: Mapping[UUID, str]
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepPage:
    """Parts whose upkeep is due, with their projects, as seen on the day *today*."""

    items: Sequence[tuple[PartRow, ProjectRow]]
    today: date
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepWanted:
    """Which upkeep is asked for: of one committee, due up to a day, or overdue today."""

    committee: UUID | None = None
    until: date | None = None
    overdue: bool = False


class Projects:
    """Answers on one snapshot each; raises `NotFound` for what is unknown or not visible."""

    def __init__(self, database: Database, opener: Opener, now: Clock) -> None:
        self._database, self._opener, self._now = database, opener, now

    def project(self, principal: Principal, wanted: UUID) -> SeenProject:
        """One project, by its stream: whoever has changed it finds that."""
        with self._database.read() as connection:
            return _seen(connection, principal, wanted)

    def part(self, principal: Principal, wanted: UUID, code: str) -> SeenPart:
        """One part of it."""
        with self._database.read() as connection:
            seen = _seen(connection, principal, wanted)
        found = seen.state.parts.get(code)
        if found is None:
            raise NotFound
        read = seen.role in _READS_PLANS and found.plan is not None
        sealed = [(wanted, found.plan)] if read and found.plan is not None else []
        [plan] = self._opener.texts(sealed) or [None]
        return SeenPart(project=seen, code=code, part=found, plan=plan)

    def listed(
        self,
        principal: Principal,
        wanted: ProjectFilter,
        *,
        older_than: int | None,
        limit: int,
    ) -> Page:
        """A page of the projects that the caller may see, the newest first."""
        table = project.TABLE
        visible = visible_within(
            principal, Action.PROJECT_VIEW, table.c.committee, table.c.compound
        )
        with self._database.read() as connection:
            rows = project.page(connection, visible, wanted, older_than=older_than, limit=limit)
            standing = part.standing(connection, {row.project for row in rows})
            places = {row.committee for row in rows} | {
                row.compound for row in rows if row.compound
            }
            return Page(
                items=[(row, progress_of(row.steps, standing[row.project])) for row in rows],
                names=directory.names(connection, places),
                position=_reached(connection),
            )

    def parts(
        self,
        principal: Principal,
        wanted: UUID,
        narrowed: PartFilter,
        *,
        after: str | None,
        limit: int,
    ) -> Sequence[PartRow]:
        """A page of its parts by their codes."""
        with self._database.read() as connection:
            _seen(connection, principal, wanted)
            return part.page(connection, wanted, narrowed, after=after, limit=limit)

    def upkeep(
        self, principal: Principal, wanted: UpkeepWanted, *, after: Due | None, limit: int
    ) -> UpkeepPage:
        """What is to be looked after, the earliest first."""
        table, today = project.TABLE, local(self._now()).date()
        visible = visible_within(
            principal, Action.PROJECT_VIEW, table.c.committee, table.c.compound
        )
        if wanted.committee is not None:
            visible = and_(visible, table.c.committee == wanted.committee)
        before = today if wanted.overdue else wanted.until and wanted.until + timedelta(days=1)
        with self._database.read() as connection:
            rows = part.due(connection, visible, before=before, after=after, limit=limit)
            keys = {(row.project,) for row in rows}
            of = fetch_all(connection, project.VIEW, keys)
            position = _reached(connection)
        items = [(row, of[row.project,]) for row in rows]
        return UpkeepPage(items=items, today=today, position=position)


def _seen(connection: Connection, principal: Principal, wanted: UUID) -> SeenProject:
    folded = load(connection, PROJECT, wanted)
    if folded is None:
        raise NotFound
    state = folded.state
    reach = reach_in(connection, state.committee, state.compound)
    role = role_for(principal, Action.PROJECT_VIEW, reach)
    if role is None:
        raise NotFound
    places = {state.committee} | ({state.compound} if state.compound else set())
    return SeenProject(
        id=wanted,
        state=state,
        version=folded.version,
        role=role,
        names=directory.names(connection, places),
    )


def _reached(connection: Connection) -> int:
    return min(reached(connection, view) or 0 for view in (project.VIEW, part.VIEW))
