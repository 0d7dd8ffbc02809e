"""Making the index from the record: for a new table, after an older program wrote, on request.

It goes on from the cursor in portions, so that commands wait for one portion at most. Until the
cursor stands at the head, a search may miss issues; it never shows one too many. What can no
longer be opened is left out, so that a rebuild forgets what an erasure has left behind.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from domain.sealed import KeyScope, Sealed
from ledger.catalogue import CATALOGUE
from ledger.database import Database
from ledger.envelope import Row
from ledger.log import read_head, read_log
from ledger.places import sealed_in
from ledger.tables import event as event_table
from ledger.vault import Vault
from projections.anew import Progress, silent
from projections.views import status
from projections.views.status import StatusRow
from service.opening import Opener
from service.search import index
from service.search.grams import Grams, is_searchable
from service.search.texts import fields

PORTION = 1_000
"""Events at a time."""

_TOPICS = frozenset({"issue.reported", "issue.triaged", "person.registered"})
_PHONE = "person.registered/phone"


@dataclass(frozen=True, slots=True)
class Builder:
    """Fills the index of grams and, from the same events, the vault's index of telephones."""

    database: Database
    vault: Vault
    opener: Opener
    grams: Grams

    def rebuild(self, progress: Progress = silent) -> None:
        """Forget the index and make it again; telephones are added, none is taken away."""
        with self.database.write(patient=True) as connection:
            read_head(connection, lock=True)
            index.ensure(connection)
            index.clear(connection)
        self.catch_up(progress)

    def catch_up(self, progress: Progress = silent) -> None:
        """Go on from the cursor to the head; nothing happens where it is there already."""
        with self.database.write() as connection:
            index.ensure(connection)
        while self._go_on(progress):
            pass

    def _go_on(self, progress: Progress) -> bool:
        """One portion; False where there is none left."""
        with self.database.read() as connection:
            before = index.reached(connection)
            head = read_head(connection, lock=False).position
            after = min(before + PORTION, head)
            rows = list(read_log(connection, after=before, upto=after, page=PORTION))
            reports = _reports(connection, rows)
        if before >= head:
            return False
        postings, phones = self._read(rows, reports)
        self.vault.index_phones(phones)
        with self.database.write() as connection:
            read_head(connection, lock=True)
            # Somebody else may have gone on meanwhile: what is here already does no harm.
            index.add(connection, postings)
            index.advance(connection, before=before, after=after)
        progress(after, head)
        return True

    def _read(
        self, rows: Sequence[Row], reports: Mapping[UUID, int]
    ) -> tuple[set[index.Posting], dict[UUID, str]]:
        found = list(_sealed(rows))
        texts = self.opener.texts(found)
        readable = [
            (stream, one.place, text)
            for (stream, one), text in zip(found, texts, strict=True)
            if text is not None
        ]
        postings = {
            (gram, reports[stream])
            for stream, place, text in readable
            if place != _PHONE
            for gram in self.grams.of_text(text)
        }
        return postings, {stream: text for stream, place, text in readable if place == _PHONE}

    def forget(self, connection: Connection, person: UUID) -> None:
        """Take the grams of a person's own texts out of the index; to be done while they open.

        Grams that the issue's other texts share with them stay.
        """
        query = select(status.TABLE).where(status.TABLE.c.reporter == person)
        for found in connection.execute(query).mappings().all():
            row = status.VIEW.read(dict(found))
            gone, kept = (self._grams_of(row, scope) for scope in (KeyScope.PERSON, KeyScope.ISSUE))
            index.remove(connection, ((gram, row.opened) for gram in gone - kept))

    def _grams_of(self, row: StatusRow, scope: KeyScope) -> frozenset[int]:
        own = [(row.issue, one) for one in fields(row) if one.scope is scope]
        texts = self.opener.texts(own)
        return frozenset[int]().union(*(self.grams.of_text(t) for t in texts if t is not None))


def _sealed(rows: Sequence[Row]) -> Iterator[tuple[UUID, Sealed]]:
    """What is searchable in these events, and every telephone number."""
    for row in rows:
        if row.topic in _TOPICS:
            payload = msgspec.to_builtins(CATALOGUE.decode(row).event)
            for _, one in sealed_in(payload, row.topic):
                if is_searchable(one.place) or one.place == _PHONE:
                    yield row.stream, one


def _reports(connection: Connection, rows: Sequence[Row]) -> Mapping[UUID, int]:
    """The position of the first event of each stream."""
    streams = {row.stream for row in rows if row.topic in _TOPICS}
    query = select(event_table.c.stream, event_table.c.position).where(
        event_table.c.version == 1, event_table.c.stream.in_(streams)
    )
    return {row.stream: row.position for row in connection.execute(query)}
