"""The notice board (公示栏): what hangs there, for staff; and for everybody what is public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection

from domain.moment import Moment
from domain.notice.state import NoticeState
from ledger import checkpoints
from ledger.checkpoints import Stored
from ledger.database import Database
from ledger.now import Clock
from ledger.streams import NOTICE, load
from projections.cursors import reached
from projections.views import directory, notice
from projections.views.notice import Filter, NoticeRow
from service.errors import NotFound
from service.opening import Opener
from service.policy import Action, Principal, role_for
from service.within import reach_in, visible_within


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenNotice:
    """A notice as its stream tells it at *version*, seen at the moment *at*.

    `heading` and `text` are None where they cannot be opened any more, or are not to be read.
    `checkpoint` is the first that was signed over all that the notice tells of; None as long as
    there is none.
    """

    id: UUID
    state: NoticeState
    version: int
    heading: str | None
    text: str | None
    names: Mapping[UUID, str]
    checkpoint: Stored | None
    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedNotice:
    """A row of a list, with its heading opened."""

    row: NoticeRow
    heading: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Notices as of the *position* that the view had reached, seen at the moment *at*."""

    items: Sequence[ListedNotice]
    names: Mapping[UUID, str]
    position: int
    at: Moment


class NoticeBoard:
    """Answers on one snapshot each; raises `NotFound` for what is unknown or not visible."""

    def __init__(self, database: Database, opener: Opener, now: Clock) -> None:
        self._database, self._opener, self._now = database, opener, now

    def notice(self, principal: Principal, wanted: UUID) -> SeenNotice:
        """One notice, by its stream: whoever has changed it finds that."""
        with self._database.read() as connection:
            seen = self._found(connection, wanted)
            reach = reach_in(connection, seen.state.committee, seen.state.compound)
        if role_for(principal, Action.NOTICE_VIEW, reach) is None:
            raise NotFound
        return self._opened(seen)

    def public(self, wanted: UUID) -> SeenNotice:
        """One that was ever put up, for everybody; of one that was withdrawn no words are told."""
        with self._database.read() as connection:
            seen = self._found(connection, wanted)
        if seen.state.put_up is None:
            raise NotFound
        return seen if seen.state.withdrawn_at is not None else self._opened(seen)

    def listed(
        self,
        principal: Principal,
        wanted: Filter,
        *,
        older_than: int | None,
        limit: int,
    ) -> Page:
        """A page of the notices that the caller may see, drawn up last first."""
        table, now = notice.TABLE, self._now()
        visible = visible_within(principal, Action.NOTICE_VIEW, table.c.committee, table.c.compound)
        with self._database.read() as connection:
            rows = notice.page(
                connection, visible, wanted, now=now, older_than=older_than, limit=limit
            )
            return self._page(connection, rows, now)

    def published(self, *, committee: UUID | None, older_than: int | None, limit: int) -> Page:
        """What was put up and stands, for everybody, put up last first."""
        with self._database.read() as connection:
            rows = notice.published(
                connection, committee=committee, older_than=older_than, limit=limit
            )
            return self._page(connection, rows, self._now())

    def _page(self, connection: Connection, rows: Sequence[NoticeRow], now: Moment) -> Page:
        places = {row.committee for row in rows} | {row.compound for row in rows if row.compound}
        names = directory.names(connection, places)
        position = reached(connection, notice.VIEW) or 0
        headings = self._opener.texts([(row.notice, row.heading) for row in rows])
        items = [
            ListedNotice(row=row, heading=heading)
            for row, heading in zip(rows, headings, strict=True)
        ]
        return Page(items=items, names=names, position=position, at=now)

    def _found(self, connection: Connection, wanted: UUID) -> SeenNotice:
        folded = load(connection, NOTICE, wanted)
        if folded is None:
            raise NotFound
        state = folded.state
        places = {state.committee} | ({state.compound} if state.compound else set())
        return SeenNotice(
            id=wanted,
            state=state,
            version=folded.version,
            heading=None,
            text=None,
            names=directory.names(connection, places),
            checkpoint=checkpoints.covering(connection, state.as_of),
            at=self._now(),
        )

    def _opened(self, seen: SeenNotice) -> SeenNotice:
        state = seen.state
        sealed = [(seen.id, state.heading), (seen.id, state.text)]
        heading, text = self._opener.texts(sealed)
        return replace(seen, heading=heading, text=text)
