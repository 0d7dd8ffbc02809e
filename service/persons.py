"""Finding reporters by a telephone number: a question, of which nothing is recorded.

One person stands for one registration, so that a number leads to several. A match proposes that
they are one; nothing is merged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from domain.moment import Moment
from domain.person.phone import normal
from ledger.database import Database
from ledger.phones import Phones
from ledger.streams import PERSON, load
from ledger.tables import event
from projections.views.status import TABLE, VIEW, StatusRow
from service.errors import Forbidden
from service.opening import Contact, Opener, sees_reporter
from service.policy import Action, Principal, scopes
from service.presenting import SeenIssue, grant_seeing
from service.reading import Reader
from service.scenes import reaches_of
from service.visibility import visible_issues

MOST = 100
"""How many issues one answer names, the newest, over all persons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A reporter, masked, with those of their issues that the caller may see, newest first."""

    person: UUID
    contact: Contact
    issues: Sequence[SeenIssue]


class PersonSearch:
    """Answers on one snapshot each."""

    def __init__(self, database: Database, reader: Reader, opener: Opener, phones: Phones) -> None:
        self._database = database
        self._reader = reader
        self._opener = opener
        self._phones = phones

    def by_phone(self, principal: Principal, phone: str) -> list[FoundPerson]:
        """Who gave that number and reported what the caller may see; newest report first.

        Raises `Forbidden`. Whoever reported nothing that the caller may see, or reported it under
        conditions that hide the reporter from them, does not exist for them.
        """
        if not scopes(principal, Action.PERSON_SEARCH):
            raise Forbidden
        persons = self._phones.find(phone)
        with self._database.read() as connection:
            rows = _reported_by(connection, principal, persons)
            contacts = self._contacts(connection, rows, phone)
            known = [row for row in rows if row.reporter in contacts]
            seen = self._reader.seen(connection, principal, known)
        return [
            FoundPerson(
                person=person,
                contact=contact,
                issues=[one for one in seen if one.row.reporter == person],
            )
            for person, contact in contacts.items()
        ]

    def _contacts(
        self, connection: Connection, rows: Sequence[StatusRow], phone: str
    ) -> Mapping[UUID, Contact]:
        """The masked contacts of those whose number opens and is the one asked for.

        A row of the index may outlive the key by a moment; the number itself does not.
        """
        found: dict[UUID, Contact] = {}
        for reporter in dict.fromkeys(row.reporter for row in rows):
            folded = load(connection, PERSON, reporter) if reporter else None
            if reporter is None or folded is None:
                continue
            clear = self._opener.contact(reporter, folded.state, clear=True)
            if clear.phone is not None and normal(clear.phone) == normal(phone):
                found[reporter] = self._opener.contact(reporter, folded.state, clear=False)
        return found


def prune(database: Database, phones: Phones, *, before: Moment) -> int:
    """Delete the numbers of persons who were never registered; returns how many.

    A number is indexed before its command is decided, and stays behind where that is refused.
    *before* leaves alone those whose command may still be waiting.
    """
    gone = 0
    for page in phones.pages(before=before):
        query = select(event.c.stream).where(event.c.stream.in_(page), event.c.version == 1)
        with database.read() as connection:
            registered = set(connection.execute(query).scalars())
        orphans = set(page) - registered
        if orphans:
            phones.forget_all(orphans)
        gone += len(orphans)
    return gone


def _reported_by(
    connection: Connection, principal: Principal, persons: Sequence[UUID]
) -> list[StatusRow]:
    """The newest issues of these persons whose reporter the principal may see and search for."""
    searched = visible_issues(principal, Action.PERSON_SEARCH)
    query = select(TABLE).where(visible_issues(principal), searched, TABLE.c.reporter.in_(persons))
    newest = query.order_by(TABLE.c.opened.desc()).limit(MOST)
    rows = [VIEW.read(dict(row)) for row in connection.execute(newest).mappings()]
    grants = [grant_seeing(principal, reach) for reach in reaches_of(connection, rows)]
    return [
        row
        for row, grant in zip(rows, grants, strict=True)
        if sees_reporter(grant, confidential=row.state.confidential)
    ]
