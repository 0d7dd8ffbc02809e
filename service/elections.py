"""Questions about elections: which there are, and one with the names of who stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from domain.election.state import Candidate, ElectionState, Stage
from domain.person.state import Standing
from domain.sealed import Sealed
from ledger.database import Database
from ledger.streams import ELECTION, PERSON, load, load_many
from projections.views import directory, election
from projections.views.election import ElectionRow
from service.errors import NotFound
from service.opening import Opener, mask
from service.policy import Action, Principal, role_for
from service.within import reach_in, visible_within


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenElection:
    """One election as its reader is shown it.

    `names` of persons are in clear where candidates are public or the reader prepares the
    election, masked else; None where they cannot be opened (any more). `texts` are those that
    the reader may read, by their nonces. `places` name the committee, compound, organisation.
    """

    election: UUID
    version: int
    state: ElectionState
    names: Mapping[UUID, str | None]
    texts: Mapping[bytes, str | None]
    places: Mapping[UUID, str]

    def text(self, sealed: Sealed | None) -> str | None:
        """One text; None for what is absent, hidden from the reader, or erased."""
        return None if sealed is None else self.texts.get(sealed.nonce)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedElection:
    """One election in a list."""

    row: ElectionRow
    places: Mapping[UUID, str]


class Elections:
    """Answers on one snapshot each. One election is read from its own stream.

    So whoever has just written is shown it; the list follows within moments.
    """

    def __init__(self, database: Database, opener: Opener) -> None:
        self._database = database
        self._opener = opener

    def one(self, principal: Principal, wanted: UUID) -> SeenElection:
        """Raises `NotFound` for what is unknown or not visible."""
        with self._database.read() as connection:
            folded = load(connection, ELECTION, wanted)
            if folded is None:
                raise NotFound
            state = folded.state
            reach = reach_in(connection, state.committee, state.compound)
            if role_for(principal, Action.ELECTION_VIEW, reach) is None:
                raise NotFound
            persons = _contacts(connection, state)
            places = directory.names(connection, _places(state))
        near = role_for(principal, Action.ELECTION_KEEP, reach) is not None
        return SeenElection(
            election=wanted,
            version=folded.version,
            state=state,
            names=self._names(state, persons, near=near),
            texts=self._texts(wanted, state, near=near),
            places=places,
        )

    def page(
        self,
        principal: Principal,
        *,
        compound: UUID | None,
        stage: Stage | None,
        older_than: int | None,
        limit: int,
    ) -> list[ListedElection]:
        """Elections that the principal may see, the newest first."""
        columns = election.TABLE.c
        within = visible_within(
            principal, Action.ELECTION_VIEW, columns.committee, columns.compound
        )
        with self._database.read() as connection:
            rows = election.page(
                connection,
                within,
                compound=compound,
                stage=stage,
                older_than=older_than,
                limit=limit,
            )
            ids = {one for row in rows for one in _places(row.state)}
            places = directory.names(connection, ids)
        return [ListedElection(row=row, places=places) for row in rows]

    def _names(
        self, state: ElectionState, sealed: Mapping[UUID, Sealed], *, near: bool
    ) -> Mapping[UUID, str | None]:
        opened = self._opener.texts(list(sealed.items()))
        clear = {one.person for one in state.candidates.values() if near or _is_public(one)}
        return {
            person: name if near or person in clear else mask("name", name)
            for person, name in zip(sealed, opened, strict=True)
        }

    def _texts(
        self, stream: UUID, state: ElectionState, *, near: bool
    ) -> Mapping[bytes, str | None]:
        """Why somebody may not stand is between them and who prepares the election."""
        found = [one.reason for one in state.candidates.values()] if near else []
        present = [sealed for sealed in (*found, state.reason) if sealed is not None]
        opened = self._opener.texts([(stream, sealed) for sealed in present])
        return {sealed.nonce: text for sealed, text in zip(present, opened, strict=True)}


def _is_public(candidate: Candidate) -> bool:
    """Candidates hang out by duty; who has withdrawn is a private person again."""
    return candidate.published and not candidate.withdrawn


def _places(state: ElectionState) -> Sequence[UUID]:
    filed = (state.filed.organisation,) if state.filed else ()
    return (state.committee, state.compound, *filed)


def _contacts(connection: Connection, state: ElectionState) -> Mapping[UUID, Sealed]:
    """The sealed names of all who have a part in it, but for those who were let go."""
    persons = {member.person for member in state.members}
    persons |= {candidate.person for candidate in state.candidates.values()}
    found = load_many(connection, persons)
    return {
        person: folded.state.name
        for person, (kind, folded) in found.items()
        if kind == PERSON.name
        and folded.state.standing is Standing.OPEN
        and folded.state.name is not None
    }
