"""Questions: what a principal is shown. Nothing here waits for the scribe."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection

from ledger.catalogue import CATALOGUE
from ledger.database import Database
from ledger.log import read_head, read_prefix
from ledger.now import Clock
from ledger.vault import KeysElsewhere
from projections.engine import fetch
from projections.past import AsOf, row_as_of
from projections.views import directory, status, timeline
from projections.views.status import Filter, StatusRow
from service.answers import Answer
from service.calendars import NewestCalendars
from service.clocks import clocks_at, outlook_among
from service.departures import departure_of, forgotten_by
from service.errors import NotFound, NotYet
from service.explaining import ExplainedClock, explained_clocks
from service.opening import Opener
from service.policy import Principal
from service.presenting import Presenter, SeenIssue, grant_seeing
from service.scenes import PinnedMethods, Vocabularies, named_in, reaches_of, reporter_of, scenes_of
from service.sight import Sight
from service.timelines import SeenEntry, organisations_in, seen_entries
from service.visibility import listed_issues


class Reader:
    """Answers questions on one snapshot each; *swift* opens with the keys in memory alone."""

    def __init__(self, database: Database, opener: Opener, swift: Opener, now: Clock) -> None:
        self._database = database
        self._opener = opener
        self._presenter = Presenter(opener, now)
        self._swift = Presenter(swift, now)
        self._vocabularies = Vocabularies()
        self._methods = PinnedMethods()
        self._calendars = NewestCalendars()
        self._now = now

    def issue(self, principal: Principal, issue: UUID) -> SeenIssue:
        """One issue; raises `NotFound` for what is unknown or not visible."""
        with self._database.read() as connection:
            row = fetch(connection, status.VIEW, (issue,))
            if row is None:
                raise NotFound
            return self._seen_in_full(connection, principal, row)

    def at_hand(
        self, principal: Principal, done: Answer, *, clear: bool = False
    ) -> SeenIssue | None:
        """What `present` gives, where memory alone can tell it; else None."""
        if done.scene is None:
            return None
        try:
            return self._swift.in_full(principal, done.row, done.scene, clear=clear)
        except KeysElsewhere:
            return None

    def present(self, principal: Principal, done: Answer, *, clear: bool = False) -> SeenIssue:
        """The issue that a command answered, as its caller sees it; *clear* after a disclosure."""
        if done.scene is not None:
            return self._presenter.in_full(principal, done.row, done.scene, clear=clear)
        with self._database.read(urgent=True) as connection:
            row = _without_who_left(connection, done.row) if done.replayed else done.row
            return self._seen_in_full(connection, principal, row, clear=clear)

    def issue_as_of(self, principal: Principal, issue: UUID, as_of: AsOf) -> SeenIssue:
        """One issue as the record told of it at *as_of*, for who may see it now, as masked as now.

        Raises `NotYet` for a point that is still to come, `NotFound` also for one before the
        issue began. Names and labels are those of today; nothing can be done to the past.
        """
        with self._database.read() as connection:
            self._require_reached(connection, as_of)
            row = fetch(connection, status.VIEW, (issue,))
            if row is None:
                raise NotFound
            now = self._seen_in_full(connection, principal, row)
            then = row_as_of(connection, status.VIEW, (issue,), issue, as_of)
            if then is None:
                raise NotFound
            names = directory.names(connection, named_in([then.row]))
            calendars = self._calendars.at_hand(connection)
        # What is confidential now was so all along, to who is not to know.
        [texts] = self._opener.issues([then.row], [now.words], in_full=True)
        # What fell due between its last event and that moment had fallen due.
        at = as_of.at or then.at
        clocks = clocks_at(then.row.state.clocks, calendars, now.role, at)
        past = replace(now, at=at, clocks=clocks, outlook=outlook_among(clocks), then=then)
        return replace(past, row=then.row, texts=texts, names=names, allowed=())

    def sight(self, principal: Principal, issue: UUID) -> Sight:
        """One issue in the caller's role; raises `NotFound` for what is unknown or not visible."""
        with self._database.read() as connection:
            return _sight(connection, principal, issue)

    def issues(
        self,
        principal: Principal,
        wanted: Filter,
        *,
        older_than: int | None,
        newer_than: int | None,
        limit: int,
    ) -> list[SeenIssue]:
        """A page of the issues that the principal may see, newest first."""
        with self._database.read() as connection:
            rows = status.page(
                connection,
                listed_issues(principal, wanted),
                wanted,
                older_than=older_than,
                newer_than=newer_than,
                limit=limit,
            )
            return self.seen(connection, principal, rows)

    def timeline(
        self, principal: Principal, issue: UUID, *, after: int, limit: int
    ) -> list[SeenEntry]:
        """Entries of an issue's timeline behind a version, for this audience."""
        with self._database.read() as connection:
            sight = _sight(connection, principal, issue)
            entries = timeline.page(connection, issue, after=after, limit=limit)
            names = directory.names(connection, organisations_in(entries))
            reporter = forgotten_by(connection, sight.row)
        departure = departure_of(sight.row, reporter, near=sight.near)
        return seen_entries(self._opener, sight, entries, names, departure)

    def clocks(
        self, principal: Principal, issue: UUID, as_of: AsOf | None
    ) -> tuple[Sequence[ExplainedClock], Mapping[UUID, str]]:
        """Every clock of an issue explained, as it stands or stood, and the names of its parties.

        Raises `NotFound`, and `NotYet` for a point that is still to come.
        """
        with self._database.read() as connection:
            if as_of is not None:
                self._require_reached(connection, as_of)
            sight = _sight(connection, principal, issue)
            point = as_of or AsOf()
            prefix = read_prefix(connection, issue, position=point.position, at=point.at)
            names = directory.names(connection, named_in([sight.row]))
            calendars = self._calendars.at_hand(connection)
        events = [CATALOGUE.decode(row) for row in prefix]
        if not events:
            raise NotFound
        now = self._now() if as_of is None else as_of.at or events[-1].at
        return explained_clocks(events, calendars, sight.grant.role, now), names

    def seen(
        self,
        connection: Connection,
        principal: Principal,
        rows: Sequence[StatusRow],
        *,
        in_full: bool = False,
    ) -> list[SeenIssue]:
        """Rows as the principal sees them in a list; raises `NotFound` for one not visible."""
        vocabulary = self._vocabularies.newest(connection)
        calendars = self._calendars.at_hand(connection)
        methods = self._methods.of(connection, rows)
        scenes = scenes_of(connection, rows, vocabulary, calendars, methods)
        return self._presenter.in_list(principal, rows, scenes, in_full=in_full)

    def _seen_in_full(
        self, connection: Connection, principal: Principal, row: StatusRow, *, clear: bool = False
    ) -> SeenIssue:
        [seen] = self.seen(connection, principal, [row], in_full=True)
        # Who is not shown the reporter, nor that one has left, needs no further query.
        needed = seen.words or row.forgotten is not None
        reporter = reporter_of(connection, row) if needed else None
        return self._presenter.with_reporter(seen, reporter, clear=clear)

    def _require_reached(self, connection: Connection, as_of: AsOf) -> None:
        head = read_head(connection, lock=False)
        if as_of.position is not None and as_of.position > head.position:
            raise NotYet("beyond_the_head")
        # A clock that was set back does not make what is recorded the future.
        if as_of.at is not None and as_of.at > max(head.at, self._now()):
            raise NotYet("in_the_future")


def _without_who_left(connection: Connection, then: StatusRow) -> StatusRow:
    """A row as it was, without whom and what the issue has let go since: it is told only now."""
    now = fetch(connection, status.VIEW, (then.issue,))
    if now is None:
        return then
    state = replace(
        then.state,
        reporter=now.state.reporter,
        reporter_erased=now.state.reporter_erased,
        texts_erased=now.state.texts_erased,
    )
    return replace(
        then, reporter=now.reporter, forgotten=now.forgotten, texts=now.texts, state=state
    )


def _sight(connection: Connection, principal: Principal, issue: UUID) -> Sight:
    row = fetch(connection, status.VIEW, (issue,))
    if row is None:
        raise NotFound
    [reach] = reaches_of(connection, [row])
    grant = grant_seeing(principal, reach)
    return Sight(principal=principal, row=row, reach=reach, grant=grant)
