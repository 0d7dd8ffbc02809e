"""Questions about undertakings: which there are, how far each is, what a reader may know of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection

from domain.actor import Role
from domain.moment import local
from domain.sealed import Sealed
from domain.undertaking.recurring import Turn, turns
from domain.undertaking.state import UndertakingState
from domain.vocabulary.state import VOCABULARY_STREAM, Vocabulary
from ledger.database import Database
from ledger.now import Clock
from ledger.streams import UNDERTAKING, VOCABULARY, load, load_many
from projections.cursors import reached
from projections.views import directory, occasion, participation, programme, undertaking
from projections.views.occasion import OccasionRow
from projections.views.programme import LineRow
from projections.views.undertaking import Filter, UndertakingRow
from service.errors import NotFound
from service.opening import Opener
from service.policy import Action, Principal, role_for
from service.within import reach_in, visible_within

VIEWS = (undertaking.VIEW, participation.VIEW, occasion.VIEW, programme.VIEW)
_READS_TEXTS = frozenset({Role.CLERK, Role.SUPERIOR, Role.AUDITOR})
"""What staff wrote of it is nobody else's to read; steps, counts and adopted texts are public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenUndertaking:
    """One undertaking at *version*, as its reader is shown it.

    Who is `near` keeps it, or is the person whose it is: they alone are told of persons. `texts`
    are those that the reader may read, by their nonces. `today` is the reader's day.
    """

    id: UUID
    version: int
    state: UndertakingState
    near: bool
    reads: bool
    allowed: Sequence[Action]
    names: Mapping[UUID, str]
    texts: Mapping[bytes, str | None]
    vocabulary: Vocabulary
    today: date

    def text(self, sealed: Sealed | None) -> str | None:
        """One text; None for what is absent, hidden from the reader, or erased."""
        return None if sealed is None else self.texts.get(sealed.nonce)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of undertakings, as of the *position* that the views had reached."""

    items: Sequence[UndertakingRow]
    names: Mapping[UUID, str]
    vocabulary: Vocabulary
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A page of the lines of one undertaking."""

    seen: SeenUndertaking
    items: Sequence[LineRow]
    texts: Sequence[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasions:
    """A page of the occasions of one undertaking."""

    seen: SeenUndertaking
    items: Sequence[OccasionRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """The days on which it is to take place, each with whether it did."""

    items: Sequence[tuple[Turn, bool]]
    today: date


class Undertakings:
    """Answers on one snapshot each; raises `NotFound` for what is unknown or not visible."""

    def __init__(self, database: Database, opener: Opener, now: Clock) -> None:
        self._database, self._opener, self._now = database, opener, now

    def one(self, principal: Principal, wanted: UUID) -> SeenUndertaking:
        """One undertaking, by its stream: whoever has changed it finds that."""
        with self._database.read() as connection:
            return self._seen(connection, principal, wanted)

    def listed(
        self, principal: Principal, wanted: Filter, *, older_than: int | None, limit: int
    ) -> Listed:
        """A page of those that the caller may see, the newest first."""
        visible = visible_to(principal)
        with self._database.read() as connection:
            rows = undertaking.page(connection, visible, wanted, older_than=older_than, limit=limit)
            return Listed(
                items=rows,
                names=directory.names(connection, places_of(rows)),
                vocabulary=vocabulary_in(connection),
                position=position_in(connection),
            )

    def lines(self, principal: Principal, wanted: UUID, *, after: int | None, limit: int) -> Lines:
        """A page of its lines by their numbers."""
        with self._database.read() as connection:
            seen = self._seen(connection, principal, wanted)
            rows = programme.page(connection, wanted, after=after, limit=limit)
        opened = self._opener.texts([(wanted, row.text) for row in rows]) if seen.reads else ()
        return Lines(seen=seen, items=rows, texts=opened or [None] * len(rows))

    def occasions(
        self, principal: Principal, wanted: UUID, *, after: int | None, limit: int
    ) -> Occasions:
        """A page of what took place, by number."""
        with self._database.read() as connection:
            seen = self._seen(connection, principal, wanted)
            rows = occasion.page(connection, wanted, after=after, limit=limit)
        return Occasions(seen=seen, items=rows)

    def rota(self, principal: Principal, wanted: UUID, *, until: date) -> Rota:
        """The days of what recurs from its first one on; empty for what does not."""
        state = self.one(principal, wanted).state
        again, today = state.begun.recurrence, local(self._now()).date()
        if again is None:
            return Rota(items=(), today=today)
        days = {one.on for one in state.occasions.values() if one.counts}
        since = state.begun.first or local(state.began_at).date()
        last = until if state.begun.last is None else min(until, state.begun.last)
        found = turns(again, since=since, until=last)
        return Rota(items=[(turn, turn.held(days)) for turn in found], today=today)

    def _seen(self, connection: Connection, principal: Principal, wanted: UUID) -> SeenUndertaking:
        folded = load(connection, UNDERTAKING, wanted)
        if folded is None:
            raise NotFound
        state = folded.state
        reach = reach_in(connection, state.committee, state.compound)
        role = role_for(principal, Action.UNDERTAKING_VIEW, reach)
        if role is None:
            raise NotFound
        keeps = role_for(principal, Action.UNDERTAKING_KEEP, reach) is not None
        own = principal.person is not None and state.begun.person == principal.person
        reads = role in _READS_TEXTS
        return SeenUndertaking(
            id=wanted,
            version=folded.version,
            state=state,
            near=keeps or own,
            reads=reads,
            allowed=(Action.UNDERTAKING_KEEP,) if keeps and state.ended_at is None else (),
            names=directory.names(connection, _places(state)),
            texts=self._texts(
                wanted,
                _readable(state, near=keeps or own, reads=reads, gone=_gone(connection, state)),
            ),
            vocabulary=vocabulary_in(connection),
            today=local(self._now()).date(),
        )

    def _texts(self, stream: UUID, sealed: Iterable[Sealed]) -> Mapping[bytes, str | None]:
        found = list(sealed)
        opened = self._opener.texts([(stream, one) for one in found])
        return {one.nonce: text for one, text in zip(found, opened, strict=True)}


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """Which undertakings a principal may see, in SQL."""
    columns = undertaking.TABLE.c
    return visible_within(principal, Action.UNDERTAKING_VIEW, columns.committee, columns.compound)


def vocabulary_in(connection: Connection) -> Vocabulary:
    """The newest vocabulary; `migrate` has installed one."""
    folded = load(connection, VOCABULARY, VOCABULARY_STREAM)
    if folded is None:
        raise NotFound
    return folded.state.current


def position_in(connection: Connection) -> int:
    """How far the slowest of the views has come."""
    return min(reached(connection, view) or 0 for view in VIEWS)


def places_of(rows: Iterable[UndertakingRow]) -> set[UUID]:
    """Committees, compounds and organisations that rows name."""
    ids = ((row.committee, row.compound, row.organisation) for row in rows)
    return {one for three in ids for one in three if one is not None}


def _places(state: UndertakingState) -> set[UUID]:
    begun = state.begun
    parties = (party.organisation for party in state.parties.values())
    named = (begun.committee, begun.compound, begun.organisation, *parties)
    return {one for one in named if one is not None}


def _gone(connection: Connection, state: UndertakingState) -> frozenset[UUID]:
    """Who of its persons is let go: of them nobody is shown any words."""
    persons = {party.person for party in state.parties.values() if party.person is not None}
    if state.begun.person is not None:
        persons.add(state.begun.person)
    found = load_many(connection, persons) if persons else {}
    return frozenset(
        person for person, (_, folded) in found.items() if folded.state.leaving is not None
    )


def _readable(
    state: UndertakingState, *, near: bool, reads: bool, gone: frozenset[UUID]
) -> Iterable[Sealed]:
    """What the reader is shown of what is closed.

    The name by which somebody agreed to be told of is everybody's once it is carried out.
    """
    begun = state.begun
    there = begun.person not in gone
    if begun.credit is not None and there and (near or is_carried_out(state)):
        yield begun.credit
    if begun.about is not None and there and (near or (reads and begun.person is None)):
        yield begun.about
    for party in state.parties.values():
        told = near or (reads and party.person is None)
        if party.note is not None and told and party.person not in gone:
            yield party.note


def is_carried_out(state: UndertakingState) -> bool:
    """Whether it has come to the end of its way."""
    way = state.way
    return state.step is not None and state.step in (way.ends or way.steps[-1:])
