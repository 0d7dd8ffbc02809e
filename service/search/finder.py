"""Finding issues by a text: candidates from the index, kept only if the opened texts hold it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, and_

from ledger.database import Database
from projections.views import directory, status
from projections.views.directory import EntryKind
from projections.views.status import TABLE, Filter, StatusRow
from service.opening import Opener
from service.policy import Principal
from service.presenting import SeenIssue, grant_seeing
from service.reading import Reader
from service.scenes import reaches_of
from service.search import index, numbers
from service.search.grams import Grams, normal
from service.search.texts import holds, opened, places_of
from service.visibility import listed_issues

_MOST_AT_ONCE = 500
_MOST_PLACES = 200
"""How many compounds, and how many committees, a text stands for: those with the shortest names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """One question to the status view: a condition, and the column to walk along."""

    condition: ColumnElement[bool]
    along: ColumnElement[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """How far a walk has come, and in which direction: one of the two may be given."""

    older_than: int | None
    newer_than: int | None

    def behind(self, row: StatusRow) -> "_Stand":
        """The stand behind a row."""
        if self.newer_than is not None:
            return replace(self, newer_than=row.opened)
        return replace(self, older_than=row.opened)

    def sorted(self, rows: Sequence[StatusRow]) -> list[StatusRow]:
        """Rows in the order of the walk, each once."""
        once = {row.opened: row for row in rows}
        return [once[at] for at in sorted(once, reverse=self.newer_than is None)]


class Finder:
    """Answers a search on one snapshot each."""

    def __init__(self, database: Database, reader: Reader, opener: Opener, grams: Grams) -> None:
        self._database = database
        self._reader = reader
        self._opener = opener
        self._grams = grams

    def issues(
        self,
        principal: Principal,
        wanted: Filter,
        *,
        text: str,
        older_than: int | None,
        newer_than: int | None,
        limit: int,
    ) -> list[SeenIssue]:
        """A page as of `Reader.issues`, of those in which the principal can read *text*.

        The page is full wherever there are enough of them: it is looked for until the candidates
        end, in portions that grow.
        """
        stand = _Stand(older_than=older_than, newer_than=newer_than)
        hits: list[StatusRow] = []
        with self._database.read() as connection:
            visible = listed_issues(principal, wanted, proposed=True)
            walks = self._walks(connection, visible, text)
            portion = limit
            while len(hits) < limit:
                rows = _next(connection, walks, wanted, stand, portion)
                hits += self._kept(connection, principal, rows, normal(text))
                if len(rows) < portion:
                    break
                stand = stand.behind(rows[-1])
                portion = min(2 * portion, _MOST_AT_ONCE)
            page = hits[:limit]
            return self._reader.seen(
                connection, principal, page if newer_than is None else page[::-1]
            )

    def _walks(
        self, connection: Connection, visible: ColumnElement[bool], text: str
    ) -> list[_Walk]:
        walks = []
        grams = index.rarest_first(connection, self._grams.of_query(text))
        if grams:
            holding, along = index.holding(grams)
            walks.append(_Walk(condition=and_(visible, holding), along=along))
        # Numbers are public and stand in clear: their grams would only betray what the same
        # digits are in an address.
        walks += (
            _Walk(condition=and_(visible, numbered), along=TABLE.c.opened)
            for numbered in numbers.conditions(connection, normal(text))
        )
        return [*walks, *_through_places(connection, visible, normal(text))]

    def _kept(
        self, connection: Connection, principal: Principal, rows: Sequence[StatusRow], text: str
    ) -> list[StatusRow]:
        grants = [grant_seeing(principal, reach) for reach in reaches_of(connection, rows)]
        texts = opened(self._opener, rows, grants)
        names = directory.names(connection, places_of(rows))
        return [row for row, some in zip(rows, texts, strict=True) if holds(row, some, names, text)]


def _through_places(
    connection: Connection, visible: ColumnElement[bool], text: str
) -> Iterator[_Walk]:
    """Whatever lies in a compound or under a committee of that name; names are public."""
    named = directory.places(connection)
    columns = {EntryKind.COMPOUND: TABLE.c.compound, EntryKind.BODY: TABLE.c.committee}
    for kind, column in columns.items():
        names = {entry: normal(name) for entry, name in named[kind].items()}
        holding = [entry for entry, name in names.items() if text in name]
        if holding:
            nearest = sorted(holding, key=lambda entry: (len(names[entry]), entry))
            within = column.in_(nearest[:_MOST_PLACES])
            yield _Walk(condition=and_(visible, within), along=TABLE.c.opened)


def _next(
    connection: Connection, walks: Sequence[_Walk], wanted: Filter, stand: _Stand, portion: int
) -> list[StatusRow]:
    """The next candidates of all walks together: fewer than *portion* only at the end."""
    found = [
        row
        for walk in walks
        for row in status.page(
            connection,
            walk.condition,
            wanted,
            older_than=stand.older_than,
            newer_than=stand.newer_than,
            limit=portion,
            along=walk.along,
        )
    ]
    return stand.sorted(found)[:portion]
