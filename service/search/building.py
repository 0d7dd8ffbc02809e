"""Making the index from the record: for a new table, after an older program wrote, on request.

It goes on from the cursor in portions, so that commands wait for one portion at most. Until the
cursor stands at the head, a search may miss issues; it never shows one too many. What can no
longer be opened is left out, so that a rebuild forgets what an erasure has left behind.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from domain.sealed import Sealed
from ledger.catalogue import CATALOGUE
from ledger.database import Database
from ledger.envelope import Row
from ledger.log import read_head, read_log
from ledger.places import sealed_in
from ledger.tables import event as event_table
from ledger.vault import Vault
from projections.anew import Progress, silent
from service.opening import Opener
from service.search import index
from service.search.forgetting import Forgetting
from service.search.grams import Grams, is_searchable

PORTION = 1_000
"""Events at a time."""

_TOPICS = frozenset({"issue.reported", "issue.triaged", "person.registered"})
_PHONE = "person.registered/phone"
_Text = tuple[UUID, Sealed, str]
"""A field of a stream, and what it says."""


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
            left = _left(connection, rows)
        if before >= head:
            return False
        texts = self._opened(rows)
        numbers = {s: text for s, one, text in texts if one.place == _PHONE and s not in left}
        self.vault.index_phones(numbers)
        said = [(stream, one, text) for stream, one, text in texts if one.place != _PHONE]
        postings = self._postings(said, reports)
        with self.database.write() as connection:
            read_head(connection, lock=True)
            # Somebody else may have gone on meanwhile: what is here already does no harm.
            index.add(connection, postings)
            index.advance(connection, before=before, after=after)
        self._take_back(said, reports)
        progress(after, head)
        return True

    def _opened(self, rows: Sequence[Row]) -> list[_Text]:
        found = list(_sealed(rows))
        texts = self.opener.texts(found)
        return [
            (stream, one, text)
            for (stream, one), text in zip(found, texts, strict=True)
            if text is not None
        ]

    def _postings(self, texts: Iterable[_Text], reports: Mapping[UUID, int]) -> set[index.Posting]:
        return {
            (gram, reports[stream])
            for stream, _, text in texts
            for gram in self.grams.of_text(text)
        }

    def _take_back(self, texts: Sequence[_Text], reports: Mapping[UUID, int]) -> None:
        """Take out again what was erased since it was opened."""
        gone = self.vault.gone({one.key for _, one, _ in texts})
        lost = [text for text in texts if text[1].key in gone]
        closed = {(stream, one.scope) for stream, one, _ in lost}
        forgetting = Forgetting(self.database, self.opener, self.grams)
        forgetting.forget_again(closed, self._postings(lost, reports))


def _sealed(rows: Sequence[Row]) -> Iterator[tuple[UUID, Sealed]]:
    """What is searchable in these events, and every telephone number."""
    for row in rows:
        if row.topic in _TOPICS:
            payload = msgspec.to_builtins(CATALOGUE.decode(row).event)
            for _, one in sealed_in(payload, row.topic):
                if is_searchable(one.place) or one.place == _PHONE:
                    yield row.stream, one


def _left(connection: Connection, rows: Sequence[Row]) -> set[UUID]:
    """The persons among them who are restricted: their key stands, and nobody is to find them."""
    streams = {row.stream for row in rows if row.topic == "person.registered"}
    query = select(event_table.c.stream).where(
        event_table.c.stream.in_(streams), event_table.c.topic == "person.restricted"
    )
    return set(connection.execute(query).scalars())


def _reports(connection: Connection, rows: Sequence[Row]) -> Mapping[UUID, int]:
    """The position of the first event of each stream."""
    streams = {row.stream for row in rows if row.topic in _TOPICS}
    query = select(event_table.c.stream, event_table.c.position).where(
        event_table.c.version == 1, event_table.c.stream.in_(streams)
    )
    return {row.stream: row.position for row in connection.execute(query)}
