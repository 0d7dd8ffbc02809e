"""The scene of an issue: whom it concerns, and what its ids and codes are called."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from domain.calendar.state import Calendars
from domain.method.state import method_stream
from domain.method.text import Method
from domain.person.state import PersonState
from domain.vocabulary.state import VOCABULARY_STREAM, Vocabulary
from ledger.streams import METHOD, PERSON, VOCABULARY, load
from ledger.tables import event
from projections.views import directory
from projections.views.status import StatusRow
from service.departures import subject_of
from service.errors import NotFound
from service.policy import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What showing a row needs beside it.

    `reporter` is None where nobody was ever known; who was let go says so. `method` is the version
    that the issue is pinned to.
    """

    reach: Reach
    names: Mapping[UUID, str]
    vocabulary: Vocabulary
    calendars: Calendars
    method: Method | None = None
    reporter: PersonState | None = None


class PinnedMethods:
    """The versions of methods that issues are pinned to: none ever changes once it is read."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Method] = {}

    def of(self, connection: Connection, rows: Iterable[StatusRow]) -> Mapping[UUID, Method]:
        """The method of each issue."""
        pinned = {row.issue: (row.state.method.name, row.state.method.version) for row in rows}
        for name in {
            name for name, version in pinned.values() if (name, version) not in self._known
        }:
            folded = load(connection, METHOD, method_stream(name))
            if folded is not None:
                texts = folded.state.texts
                self._known |= {(name, one): folded.state.version(one) for one in texts}
        return {issue: self._known[one] for issue, one in pinned.items() if one in self._known}


class Vocabularies:
    """The newest vocabulary of a snapshot, folded once per version."""

    def __init__(self) -> None:
        self._known: tuple[int, Vocabulary] | None = None

    def newest(self, connection: Connection) -> Vocabulary:
        """It; raises `NotFound` where none was published."""
        newest = select(func.max(event.c.version)).where(event.c.stream == VOCABULARY_STREAM)
        version, known = connection.execute(newest).scalar(), self._known
        if known is None or known[0] != version:
            folded = load(connection, VOCABULARY, VOCABULARY_STREAM)
            if folded is None:
                raise NotFound
            known = self._known = (folded.version, folded.state.current)
        return known[1]


def scenes_of(
    connection: Connection,
    rows: Sequence[StatusRow],
    vocabulary: Vocabulary,
    calendars: Calendars,
    methods: Mapping[UUID, Method],
) -> list[Scene]:
    """The scenes of some rows, without reporters."""
    names = directory.names(connection, named_in(rows))
    return [
        Scene(
            reach=reach,
            names=names,
            vocabulary=vocabulary,
            calendars=calendars,
            method=methods.get(row.issue),
        )
        for row, reach in zip(rows, reaches_of(connection, rows), strict=True)
    ]


def reporter_of(connection: Connection, row: StatusRow) -> PersonState | None:
    """Who reported an issue, where somebody is known, or was before they were let go."""
    subject = subject_of(row)
    person = None if subject is None else load(connection, PERSON, subject)
    return None if person is None else person.state


def reaches_of(connection: Connection, rows: Sequence[StatusRow]) -> list[Reach]:
    """Whom each issue concerns."""
    superiors = directory.superiors(connection, {row.committee for row in rows})
    return [reach_of(row, superiors[row.committee]) for row in rows]


def reach_of(row: StatusRow, superiors: frozenset[UUID]) -> Reach:
    """Whom an issue concerns; *superiors* are the bodies above its committee."""
    return Reach(
        committee=row.committee,
        superiors=superiors,
        compound=row.compound,
        reporter=row.reporter,
        parties=row.state.parties,
        busy=row.state.busy_parties,
        seated=frozenset(row.state.seated),
        asked=row.state.asked,
    )


def named_in(rows: Iterable[StatusRow]) -> set[UUID]:
    """Everybody and every place whose name is shown with some rows."""
    ids: set[UUID] = set()
    for row in rows:
        ids |= {row.committee, *row.state.parties, *row.state.seated, *row.state.asked}
        ids |= {account.payer for account in row.state.accounts if account.payer}
        ids |= {row.compound} if row.compound else set()
        ids |= {row.state.keeper.organisation} if row.state.keeper else set()
    return ids
