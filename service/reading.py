"""Questions: what a principal is shown. Nothing here waits for the scribe."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection

from domain.actor import Role
from domain.method.state import MethodState, method_stream
from domain.vocabulary.state import VOCABULARY_STREAM, Vocabulary
from ledger.database import Database
from ledger.log import read_head
from ledger.now import Clock
from ledger.places import Json
from ledger.streams import METHOD, PERSON, VOCABULARY, load
from projections.engine import fetch
from projections.past import AsOf, Then, row_as_of
from projections.views import directory, status, timeline
from projections.views.directory import DirectoryRow, EntryKind
from projections.views.status import Filter, StatusRow
from projections.views.timeline import TimelineRow
from service.allowed import allowed_actions
from service.errors import Forbidden, NotFound, NotYet
from service.opening import Contact, Opener, Texts, sees_reporter
from service.policy import EVERYTHING, Action, Grant, Principal, Reach, grant_for, role_for
from service.sight import Sight
from service.visibility import visible_issues


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenIssue:
    """An issue as one principal sees it. `contact` is None in lists, and where hidden.

    `words` says whether its reporter is shown; `then` is None for the issue as it stands now.
    """

    row: StatusRow
    role: Role
    words: bool
    texts: Texts
    names: Mapping[UUID, str]
    vocabulary: Vocabulary
    allowed: Sequence[Action]
    contact: Contact | None = None
    then: Then[StatusRow] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEntry:
    """One entry of a timeline with its payload opened; None where it is not shown."""

    row: TimelineRow
    data: Json
    names: Mapping[UUID, str]
    by_person: UUID | None


class Reader:
    """Answers questions on one snapshot each."""

    def __init__(self, database: Database, opener: Opener, now: Clock) -> None:
        self._database = database
        self._opener = opener
        self._now = now

    def issue(self, principal: Principal, issue: UUID) -> SeenIssue:
        """One issue; raises `NotFound` for what is unknown or not visible."""
        with self._database.read() as connection:
            row = fetch(connection, status.VIEW, (issue,))
            if row is None:
                raise NotFound
            return self._seen_in_full(connection, principal, row, clear=False)

    def present(self, principal: Principal, row: StatusRow, *, clear: bool = False) -> SeenIssue:
        """A row that a command answered, as its caller sees it; *clear* after a disclosure."""
        with self._database.read(urgent=True) as connection:
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
            now = self._seen_in_full(connection, principal, row, clear=False)
            then = row_as_of(connection, status.VIEW, (issue,), issue, as_of)
            if then is None:
                raise NotFound
            names = directory.names(connection, _named_in([then.row]))
        # What is confidential now was so all along, to who is not to know.
        [texts] = self._opener.issues([then.row], [now.words], in_full=True)
        return replace(now, row=then.row, texts=texts, names=names, allowed=(), then=then)

    def sight(self, principal: Principal, issue: UUID) -> Sight:
        """One issue in the caller's role; raises `NotFound` for what is unknown or not visible."""
        with self._database.read() as connection:
            row = fetch(connection, status.VIEW, (issue,))
            if row is None:
                raise NotFound
            [reach] = reaches_of(connection, [row])
        grant = grant_seeing(principal, reach)
        return Sight(principal=principal, row=row, reach=reach, grant=grant)

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
                visible_issues(principal),
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
            row = fetch(connection, status.VIEW, (issue,))
            if row is None:
                raise NotFound
            grant = grant_seeing(principal, reaches_of(connection, [row])[0])
            entries = timeline.page(connection, issue, after=after, limit=limit)
            names = directory.names(connection, _organisations(entries))
        words = sees_reporter(grant, confidential=row.state.confidential)
        payloads = self._opener.timeline(entries, with_words=words)
        resident = grant.role is Role.RESIDENT
        # Under one id, somebody's reports could be put together: it is as good as a name.
        hidden = set() if words else {str(row.reporter)}
        return [
            SeenEntry(
                row=entry,
                data=_for_residents(entry.topic, data) if resident else _without(hidden, data),
                names=names,
                by_person=None if resident or str(entry.by.person) in hidden else entry.by.person,
            )
            for entry, data in zip(entries, payloads, strict=True)
        ]

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

    def vocabulary(self, principal: Principal) -> Vocabulary:
        """The newest vocabulary."""
        _require_directory(principal)
        with self._database.read() as connection:
            return _vocabulary(connection)

    def _seen_in_full(
        self, connection: Connection, principal: Principal, row: StatusRow, *, clear: bool
    ) -> SeenIssue:
        seen = self.seen(connection, principal, [row], in_full=True)[0]
        if not seen.words:
            return seen
        contact = self._contact(connection, row, clear=clear)
        return replace(seen, contact=contact)

    def _require_reached(self, connection: Connection, as_of: AsOf) -> None:
        head = read_head(connection, lock=False)
        if as_of.position is not None and as_of.position > head.position:
            raise NotYet("beyond_the_head")
        # A clock that was set back does not make what is recorded the future.
        if as_of.at is not None and as_of.at > max(head.at, self._now()):
            raise NotYet("in_the_future")

    def _contact(self, connection: Connection, row: StatusRow, *, clear: bool) -> Contact | None:
        if row.reporter is None:
            return None
        person = load(connection, PERSON, row.reporter)
        if person is None:
            return None
        return self._opener.contact(row.reporter, person.state, clear=clear)

    def seen(
        self,
        connection: Connection,
        principal: Principal,
        rows: Sequence[StatusRow],
        *,
        in_full: bool = False,
    ) -> list[SeenIssue]:
        """Rows as the principal sees them in a list; raises `NotFound` for one not visible."""
        reaches, now = reaches_of(connection, rows), self._now()
        grants = [grant_seeing(principal, reach) for reach in reaches]
        words = [
            sees_reporter(grant, confidential=row.state.confidential)
            for grant, row in zip(grants, rows, strict=True)
        ]
        opened = self._opener.issues(rows, words, in_full=in_full)
        names = directory.names(connection, _named_in(rows))
        vocabulary = _vocabulary(connection)
        return [
            SeenIssue(
                row=row,
                role=grant.role,
                words=own,
                texts=texts,
                names=names,
                vocabulary=vocabulary,
                allowed=allowed_actions(principal, reach, row.state, now=now),
            )
            for row, reach, grant, own, texts in zip(
                rows, reaches, grants, words, opened, strict=True
            )
        ]


def _vocabulary(connection: Connection) -> Vocabulary:
    folded = load(connection, VOCABULARY, VOCABULARY_STREAM)
    if folded is None:
        raise NotFound
    return folded.state.current


def grant_seeing(principal: Principal, reach: Reach) -> Grant:
    """The grant by which an issue is seen; raises `NotFound` where it is not."""
    grant = grant_for(principal, Action.VIEW, reach)
    if grant is None:
        raise NotFound
    return grant


def _require_directory(principal: Principal) -> None:
    if role_for(principal, Action.DIRECTORY_VIEW, EVERYTHING) is None:
        raise Forbidden


def reaches_of(connection: Connection, rows: Sequence[StatusRow]) -> list[Reach]:
    """Whom each issue concerns."""
    superiors = directory.superiors(connection, {row.committee for row in rows})
    return [
        Reach(
            committee=row.committee,
            superiors=superiors[row.committee],
            compound=row.compound,
            reporter=row.reporter,
            parties=row.state.parties,
            busy=row.state.busy_parties,
            seated=frozenset(row.state.seated),
        )
        for row in rows
    ]


def _named_in(rows: Iterable[StatusRow]) -> set[UUID]:
    ids: set[UUID] = set()
    for row in rows:
        ids |= {row.committee, *row.state.parties, *row.state.seated}
        ids |= {account.payer for account in row.state.accounts if account.payer}
        ids |= {row.compound} if row.compound else set()
    return ids


def _organisations(entries: Iterable[TimelineRow]) -> set[UUID]:
    named = {o for entry in entries for o in (entry.by.organisation, entry.by.on_behalf_of)}
    return {organisation for organisation in named if organisation is not None}


def _without(hidden: Collection[str], data: Json) -> Json:
    """A payload that does not name a reporter whom the reader is not shown, wherever it does."""
    if isinstance(data, dict):
        return {key: _without(hidden, value) for key, value in data.items()}
    if isinstance(data, list):
        return [_without(hidden, value) for value in data]
    return None if isinstance(data, str) and data in hidden else data


ANSWERS = {
    "issue.responded": "message",
    "issue.replied": "message",
    "issue.done": "reply",
    "issue.declined": "reply",
    "issue.concluded": "reply",
    "issue.published": "text",
}
"""What a resident is told, by event. Of the rest they see that it happened, and when."""


def _for_residents(topic: str, data: Json) -> Json:
    """A resident reads what was said to them; how staff organise the work is not their worry."""
    field = ANSWERS.get(topic)
    if field is None or not isinstance(data, dict):
        return {}
    return {field: data.get(field)}
