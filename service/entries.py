"""Questions to the directory: bodies, places, parties, methods, the calendar, the vocabulary."""

from datetime import date
from uuid import UUID

from domain.calendar.state import CalendarState
from domain.method.state import MethodState, method_stream
from domain.metric.state import METRIC_STREAM, MetricState
from domain.moment import local
from domain.vocabulary.state import Vocabulary
from ledger.database import Database
from ledger.now import Clock
from ledger.streams import METHOD, METRIC, load
from projections.views import directory
from projections.views.directory import DirectoryRow, EntryKind
from service.calendars import NewestCalendars
from service.errors import Forbidden, NotFound
from service.newest import Newest
from service.policy import EVERYTHING, Action, Principal, role_for
from service.scenes import Vocabularies


class Directory:
    """Answers whoever may look into the directory, on one snapshot each."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now
        self._vocabularies = Vocabularies()
        self._calendars = NewestCalendars()
        self._metrics = Newest(METRIC, METRIC_STREAM)

    def today(self) -> date:
        """The day by which it is told which method holds, Shanghai time."""
        return local(self._now()).date()

    def entry(self, principal: Principal, entry: UUID, kind: EntryKind) -> DirectoryRow:
        """One body, compound, organisation or method."""
        _require_directory(principal)
        with self._database.read() as connection:
            row = directory.get(connection, entry, kind)
        if row is None:
            raise NotFound
        return row

    def entries(
        self,
        principal: Principal,
        kind: EntryKind,
        *,
        parent: UUID | None = None,
        sort: str | None = None,
        after: tuple[str, UUID] | None = None,
        limit: int,
    ) -> list[DirectoryRow]:
        """A page of the directory by name."""
        _require_directory(principal)
        with self._database.read() as connection:
            return directory.page(
                connection, kind, parent=parent, sort=sort, after=after, limit=limit
            )

    def method(self, principal: Principal, name: str) -> MethodState:
        """All versions of a method."""
        _require_directory(principal)
        with self._database.read() as connection:
            folded = load(connection, METHOD, method_stream(name))
        if folded is None:
            raise NotFound
        return folded.state

    def calendars(self, principal: Principal) -> CalendarState | None:
        """All versions of the calendar; None before there is any."""
        _require_directory(principal)
        with self._database.read() as connection:
            return self._calendars.newest(connection)

    def metrics(self, principal: Principal) -> MetricState | None:
        """All versions of the definitions of rates; None before there is any."""
        _require_directory(principal)
        with self._database.read() as connection:
            return self._metrics.newest(connection)

    def vocabulary(self, principal: Principal) -> Vocabulary:
        """The newest vocabulary."""
        _require_directory(principal)
        with self._database.read() as connection:
            return self._vocabularies.newest(connection)


def _require_directory(principal: Principal) -> None:
    if role_for(principal, Action.DIRECTORY_VIEW, EVERYTHING) is None:
        raise Forbidden
