"""The resident's own door: handing out receipts, and what a follow-up token shows.

Whoever finds the slip of paper holds the token. So it shows what was promised and what was
answered, and opens nothing that a person's key closes: no contact, no words, no address.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection

from domain.actor import Role
from domain.moment import Moment
from ledger.database import Database
from ledger.now import Clock
from projections.engine import fetch
from projections.views import directory, status, timeline
from projections.views.status import StatusRow
from projections.views.timeline import TimelineRow
from service.allowed import allowed_actions
from service.calendars import NewestCalendars
from service.clocks import SeenClock, clocks_at
from service.errors import NotFound, ReporterErased, Stale
from service.follow_ups import FollowUps
from service.opening import Opener
from service.policy import Action, Principal
from service.reading import Reader
from service.scenes import reaches_of
from service.timelines import ANSWERS

_NEWEST = 200
"""How many answers are shown; the oldest of a longer history are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A token that was just made (回执); `secret` is shown this once."""

    number: str
    secret: str = field(repr=False)
    expires_at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One answer to the reporter. `text` is None where it can no longer be opened.

    `backdated` says that it was typed in later than *at*.
    """

    topic: str
    at: Moment
    backdated: bool
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What the holder of a token is shown of an issue.

    `clocks` are those of what was promised. `may_rate` and `may_object` say what its holder can
    say now: never for an anonymous report.
    """

    row: StatusRow
    summary: str | None
    committee: str | None
    compound: str | None
    said: Sequence[Said]
    clocks: Sequence[SeenClock]
    expires_at: Moment
    may_rate: bool
    may_object: bool


class Following:
    """Receipts, and what they open."""

    def __init__(
        self,
        database: Database,
        opener: Opener,
        reader: Reader,
        tokens: FollowUps,
        now: Clock,
    ) -> None:
        self._database = database
        self._opener = opener
        self._reader = reader
        self._tokens = tokens
        self._calendars = NewestCalendars()
        self._now = now

    def hand_out(
        self,
        principal: Principal,
        issue: UUID,
        *,
        if_match: int | None = None,
        revoke_earlier: bool = False,
    ) -> Receipt:
        """A receipt for the reporter of an issue; changes no event.

        Raises `NotFound`, `Forbidden`, `Stale`, `ReporterErased`, in this order. An anonymous
        reporter gets one, an erased one does not: nobody could know to whom it is handed.
        """
        sight = self._reader.sight(principal, issue)
        sight.require(Action.RECEIPT)
        row = sight.row
        if if_match not in (None, row.version):
            raise Stale(row.version)
        if row.forgotten is not None:
            raise ReporterErased
        token, secret = self._tokens.create(issue, row.reporter, revoke_earlier=revoke_earlier)
        return Receipt(number=row.number, secret=secret, expires_at=token.expires_at)

    def shown(self, secret: str) -> Followed:
        """What a token shows; raises `NotFound` for every one that opens nothing (any more)."""
        token = self._tokens.find(secret)
        with self._database.read() as connection:
            row = fetch(connection, status.VIEW, (token.issue,))
            # A token that was not revoked yet speaks for nobody who was let go.
            if row is None or (row.forgotten is not None and row.forgotten == token.person):
                raise NotFound
            entries = timeline.newest_of(connection, token.issue, tuple(ANSWERS), limit=_NEWEST)
            committee, compound = _places(connection, row)
            allowed = self._allowed(connection, token.principal, row)
            calendars = self._calendars.at_hand(connection)
        # A holder may be anybody: no text of a person's is opened.
        [texts] = self._opener.issues([row], [False], in_full=False)
        return Followed(
            row=row,
            summary=texts.of(row.content.matter),
            committee=committee,
            compound=compound,
            said=self._said(entries),
            clocks=clocks_at(row.state.clocks, calendars, Role.RESIDENT, self._now()),
            expires_at=token.expires_at,
            may_rate=Action.REVISIT in allowed,
            may_object=Action.OBJECT in allowed,
        )

    def _allowed(
        self, connection: Connection, holder: Principal | None, row: StatusRow
    ) -> Sequence[Action]:
        """What the holder may do, by the same rules as everybody."""
        if holder is None:
            return ()
        [reach] = reaches_of(connection, [row])
        return allowed_actions(holder, reach, row.state, now=self._now())

    def _said(self, entries: Sequence[TimelineRow]) -> Sequence[Said]:
        payloads = self._opener.timeline(entries, with_words=False)
        said = []
        for entry, payload in zip(entries, payloads, strict=True):
            text = payload.get(ANSWERS[entry.topic]) if isinstance(payload, dict) else None
            shown = text if isinstance(text, str) else None
            at, late = entry.occurred_at, entry.occurred_at < entry.at
            said.append(Said(topic=entry.topic, at=at, backdated=late, text=shown))
        # What was typed in later stands where it happened.
        return sorted(said, key=lambda one: one.at)


def _places(connection: Connection, row: StatusRow) -> tuple[str | None, str | None]:
    """The names of the committee and the compound; never the address, which names a door."""
    ids = {row.committee} | ({row.compound} if row.compound else set())
    names = directory.names(connection, ids)
    return names.get(row.committee), names.get(row.compound) if row.compound else None
