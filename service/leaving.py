"""What follows once somebody is let go on record: nobody speaks for them, nobody opens them.

The record comes first, so that whatever is cut short here can be made good: all of it may be done
again, by anybody, at any time.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from domain.person.state import Standing
from domain.sealed import KeyScope
from ledger.database import Database
from ledger.streams import ISSUE, PERSON, load
from ledger.vault import Subject, Vault
from projections.views import erasure, status
from projections.views.erasure import ErasureRow
from service.erasing import Erasing, Gone, issue_gone, person_gone
from service.follow_ups import FollowUps
from service.principals import Keyring

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Leaving:
    """Makes true what the record says of those who are let go."""

    database: Database
    vault: Vault
    keyring: Keyring
    follow_ups: FollowUps
    erasing: Erasing

    def let_go(self, subjects: Collection[Subject]) -> None:
        """Do for each what the record asks for; nothing for whom it keeps.

        Of a restricted person the number is forgotten, and nobody speaks for them any more; the key
        of who is erased is deleted. Raises what the databases raise: the sweep makes it good.
        """
        with self.database.read() as connection:
            standings = _standings(connection, subjects)
            left = [one for one, standing in standings.items() if standing is not Standing.OPEN]
            issues = status.forgotten_of(connection, left)
            gone = list(_gone(connection, subjects, standings, issues))
        if left:
            self.keyring.revoke_of(left)
            self.follow_ups.revoke_of(set().union(*issues.values()))
            self.vault.phones.forget_all(left)
        if gone:
            self.erasing.erase_keys(gone)

    def sweep(self) -> int:
        """Make good what was cut short, keys aside; how many were let speak or found till now."""
        kept = pages(self.database, kept=True)
        found = sum(self.vault.phones.forget_all([row.subject for row in page]) for page in kept)
        return found + self.keyring.revoke_left() + self.follow_ups.revoke_left()


def pages(database: Database, *, kept: bool) -> Iterator[list[ErasureRow]]:
    """Who is *kept*, or else erased, by pages: a statement takes so many ids and no more."""
    after: UUID | None = None
    while True:
        with database.read() as connection:
            page = erasure.page(connection, kept=kept, after=after, limit=_PAGE)
        if not page:
            return
        yield page
        after = page[-1].subject


def _standings(connection: Connection, subjects: Collection[Subject]) -> Mapping[UUID, Standing]:
    persons = [subject for scope, subject in subjects if scope is KeyScope.PERSON]
    found = {person: load(connection, PERSON, person) for person in persons}
    return {person: one.state.standing for person, one in found.items() if one is not None}


def _gone(
    connection: Connection,
    subjects: Collection[Subject],
    standings: Mapping[UUID, Standing],
    issues: Mapping[UUID, frozenset[UUID]],
) -> Iterator[Gone]:
    erased = [one for one, standing in standings.items() if standing is Standing.ERASED]
    yield from (person_gone(person, issues[person]) for person in erased)
    for issue in [subject for scope, subject in subjects if scope is KeyScope.ISSUE]:
        folded = load(connection, ISSUE, issue)
        if folded is not None and folded.state.texts_erased is not None:
            yield issue_gone(issue)
