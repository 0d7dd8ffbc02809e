"""Questions to ballots, each on one snapshot; nothing here waits for the scribe."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from domain.ballot.state import BallotState
from domain.moment import Moment
from domain.person.state import Standing
from domain.sealed import KeyScope, Sealed
from ledger.database import Database
from ledger.now import Clock
from projections.cursors import reached
from projections.views import ballot, directory, erasure, paper
from projections.views.ballot import BallotRow, Wanted
from projections.views.paper import PaperRow
from service.ballots.progress import in_parts, recorded_at, running, whole_of
from service.ballots.sight import Sight, Told, sight_of, visible_ballots
from service.errors import Forbidden, NotFound
from service.opening import Opener, Texts
from service.policy import Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenBallot:
    """A ballot as one principal sees it *at* a moment; `state` holds the count so far."""

    row: BallotRow
    sight: Sight
    person: UUID | None
    state: BallotState
    texts: Texts
    names: Mapping[UUID, str]
    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPapers:
    """Papers of a ballot as of the *position* that their view has reached."""

    ballot: SeenBallot
    items: Sequence[PaperRow]
    texts: Texts
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenParts:
    """The parts of a ballot as of the *position* that they have reached, and what they tell."""

    ballot: SeenBallot
    told: Told
    position: int


class Ballots:
    """Answers who may see a ballot, with as much of it as they may see."""

    def __init__(self, database: Database, opener: Opener, now: Clock) -> None:
        self._database, self._opener, self._now = database, opener, now

    def ballot(self, principal: Principal, one: UUID) -> SeenBallot:
        """One ballot; raises `NotFound` for what is unknown or not visible."""
        with self._database.read() as connection:
            row = ballot.one(connection, one)
            if row is None:
                raise NotFound
            return self._seen(connection, principal, row)

    def present(self, principal: Principal, row: BallotRow) -> SeenBallot:
        """The ballot that a command answered, as its caller sees it."""
        with self._database.read(urgent=True) as connection:
            return self._seen(connection, principal, row)

    def ballots(
        self,
        principal: Principal,
        wanted: Wanted,
        *,
        older_than: int | None,
        limit: int,
    ) -> list[SeenBallot]:
        """A page of the ballots that the principal may see, the newest first."""
        with self._database.read() as connection:
            within = visible_ballots(connection, principal)
            rows = ballot.page(connection, within, wanted, older_than=older_than, limit=limit)
            return [self._seen(connection, principal, row) for row in rows]

    def parts(self, principal: Principal, one: UUID) -> SeenParts:
        """A ballot with the counts of its parts, as far as these were followed."""
        with self._database.read() as connection:
            row = ballot.one(connection, one)
            if row is None:
                raise NotFound
            position = reached(connection, paper.VIEW) or 0
            state = in_parts(connection, row)
            seen = self._seen(connection, principal, row, state)
            followed = position >= recorded_at(connection, row)
        told = seen.sight.of_parts(row, state, followed=followed)
        return SeenParts(ballot=seen, told=told, position=position)

    def papers(
        self,
        principal: Principal,
        one: UUID,
        *,
        delivered: bool | None = None,
        returned: bool | None = None,
        votes: bool = False,
        after: str | None,
        limit: int,
    ) -> SeenPapers:
        """Papers, or their *votes*: all to who may see them, to voters their own.

        Raises `Forbidden` for who may see none.
        """
        seen = self.ballot(principal, one)
        everybody = seen.sight.votes if votes else seen.sight.papers
        if not everybody and not seen.sight.own:
            raise Forbidden
        with self._database.read() as connection:
            rows = paper.page(
                connection,
                one,
                delivered=delivered,
                returned=returned,
                papers=None if everybody else seen.sight.own,
                after=after,
                limit=limit,
            )
            position = reached(connection, paper.VIEW) or 0
        fields = [sealed for row in rows for sealed in _of_paper(row)]
        texts = self._texts(one, fields)
        return SeenPapers(ballot=seen, items=rows, texts=texts, position=position)

    def _seen(
        self,
        connection: Connection,
        principal: Principal,
        row: BallotRow,
        state: BallotState | None = None,
    ) -> SeenBallot:
        sight = sight_of(connection, principal, row)
        if state is None:
            state = whole_of(connection, row) if sight.choices(row) else running(row)
        named = {one for one in (row.committee, row.compound) if one is not None}
        return SeenBallot(
            row=row,
            sight=sight,
            person=principal.person,
            state=state,
            texts=self._texts(row.ballot, list(_of_ballot(row, _restricted(connection, row)))),
            names=directory.names(connection, named),
            at=self._now(),
        )

    def _texts(self, stream: UUID, fields: Sequence[Sealed]) -> Texts:
        opened = self._opener.texts([(stream, sealed) for sealed in fields])
        return Texts(dict(zip((one.nonce for one in fields), opened, strict=True)))


def _restricted(connection: Connection, row: BallotRow) -> Collection[UUID]:
    """Of those who contest it, whoever is kept by law alone: their words are opened for nobody."""
    persons = {one.person for one in row.aftermath.challenges.values() if one.person is not None}
    if not persons:
        return ()
    return erasure.standing(connection, persons, Standing.RESTRICTED)


def _of_ballot(row: BallotRow, restricted: Collection[UUID]) -> Iterator[Sealed]:
    opened, after = row.opened, row.aftermath
    yield opened.title
    yield from (item.text for item in opened.items)
    yield from opened.witnesses
    if opened.parking is not None:
        yield opened.parking.ground
    yield from (ended.reason for ended in (after.cancelled, after.annulled) if ended is not None)
    for challenge in after.challenges.values():
        if challenge.person not in restricted or challenge.text.scope is not KeyScope.PERSON:
            yield challenge.text
        if challenge.answer is not None:
            yield challenge.answer


def _of_paper(row: PaperRow) -> Iterator[Sealed]:
    if row.reached is not None and row.reached.witness is not None:
        yield row.reached.witness
    vote = row.vote
    if vote is not None and vote.witness is not None:
        yield vote.witness
    if vote is not None and vote.proxy is not None:
        yield vote.proxy.name
