"""What a selection of the record consists of: told by the record itself, not by any view."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from sqlalchemy import Connection, select

from domain.ballot.events import Opened
from domain.issue.events import BallotCalled, Reported, Transferred
from domain.ledger.state import LEDGER_STREAM
from domain.moment import Moment, local
from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from ledger.export.concerning import FOUNDING, NAMING, founded_by, naming
from ledger.log import COLUMNS, read_at, rows_of
from ledger.tables import event

_PAGE = 500
_REPORTED = "issue.reported"
_PLACING = (_REPORTED, "issue.transferred")
_CALLED, _OPENED = "issue.ballot-called", "ballot.opened"


@dataclass(frozen=True, slots=True)
class OfCommittee:
    """All that begins in a committee's name, and all issues that it ever had, with reporters."""

    committee: UUID

    def told(self) -> Mapping[str, str]:
        """As the header says it."""
        return {"committee": str(self.committee)}


@dataclass(frozen=True, slots=True)
class OfIssue:
    """An issue, its reporter and its ballots; where it was treated, and what was made known."""

    issue: UUID

    def told(self) -> Mapping[str, str]:
        """As the header says it."""
        return {"issue": str(self.issue)}


@dataclass(frozen=True, slots=True)
class OfBallot:
    """A ballot, with the stream of the register whose roll it took."""

    ballot: UUID

    def told(self) -> Mapping[str, str]:
        """As the header says it."""
        return {"ballot": str(self.ballot)}


@dataclass(frozen=True, slots=True)
class Between:
    """What was recorded from *first* on and before *end*."""

    first: Moment
    end: Moment

    def told(self) -> Mapping[str, str]:
        """As the header says it, in the neighbourhood's time."""
        return {"from": local(self.first).isoformat(), "to": local(self.end).isoformat()}


Selection = OfCommittee | OfIssue | OfBallot | Between


def positions(connection: Connection, selection: Selection, size: int) -> Iterator[int]:
    """Where what is selected stands among the first *size* events, in order, each once.

    The ledger's own stream always belongs to it: who it is, and which keys have signed. Yields
    nothing where there is no such committee, issue or ballot.
    """
    match selection:
        case OfCommittee(committee):
            streams = _of_committee(connection, committee, size)
        case OfIssue(issue):
            streams = _of_issue(connection, issue, size)
        case OfBallot(ballot):
            streams = _with_registers(connection, [ballot], size)
        case Between(first, end):
            begin, stop = (position_at(connection, at, size) for at in (first, end))
            own = _of_streams(connection, [LEDGER_STREAM], size)
            return (one for one, _ in groupby(merge(own, range(begin, stop))))
    return iter(_of_streams(connection, [LEDGER_STREAM, *streams], size) if streams else ())


def position_at(connection: Connection, at: Moment, size: int) -> int:
    """The first position that was recorded at *at* or later; size + 1 where there is none.

    Time never goes back along the log, so that it is found by halving.
    """
    low, high = 1, size + 1
    while low < high:
        middle = (low + high) // 2
        row = read_at(connection, middle)
        if row is not None and row.at < at:
            low = middle + 1
        else:
            high = middle
    return low


def _of_committee(connection: Connection, committee: UUID, size: int) -> Sequence[UUID]:
    if not _of_streams(connection, [committee], size):
        return []
    told = _told(connection, _PLACING, size)
    placed = (one for one in told if _committee_of(one) == committee)
    issues = list(dict.fromkeys(one.stream for one in placed))
    founded = founded_by(_told(connection, FOUNDING, size), committee)
    return [committee, *issues, *_reporters(connection, issues), *founded]


def _of_issue(connection: Connection, issue: UUID, size: int) -> Sequence[UUID]:
    query = select(*COLUMNS).where(event.c.stream == issue, event.c.position <= size)
    rows = rows_of(connection, query.order_by(event.c.version).limit(1))
    if not rows or rows[0].topic != _REPORTED:
        return []
    called = (one.event for one in _told(connection, [_CALLED], size, issue))
    ballots = [one.ballot for one in called if isinstance(one, BallotCalled)]
    known = [issue, *_with_registers(connection, ballots, size)]
    beside = naming(_told(connection, NAMING, size), known)
    return [*known, *_reporters(connection, [issue]), *beside]


def _with_registers(connection: Connection, ballots: Sequence[UUID], size: int) -> Sequence[UUID]:
    """Those of *ballots* that are some, and the registers that their rolls are from, each once."""
    found: dict[UUID, None] = {}
    for ballot in ballots:
        for one in _told(connection, [_OPENED], size, ballot):
            register = one.event.register if isinstance(one.event, Opened) else None
            found |= {ballot: None} | ({register: None} if register else {})
    return list(found)


def _committee_of(placed: Recorded[object]) -> UUID | None:
    told = placed.event
    return told.committee if isinstance(told, Reported | Transferred) else None


def _reporters(connection: Connection, issues: Sequence[UUID]) -> Sequence[UUID]:
    """Who reported them, each once."""
    found: dict[UUID, None] = {}
    for page in _pages(issues):
        query = select(*COLUMNS).where(event.c.stream.in_(page), event.c.topic == _REPORTED)
        for row in rows_of(connection, query):
            told = CATALOGUE.decode(row).event
            if isinstance(told, Reported) and told.reporter is not None:
                found[told.reporter] = None
    return list(found)


def _told(
    connection: Connection, topics: Sequence[str], size: int, stream: UUID | None = None
) -> Iterator[Recorded[object]]:
    """Every event of these names, in order; of one stream, or of all."""
    query = select(*COLUMNS).where(event.c.topic.in_(topics)).order_by(event.c.position)
    if stream is not None:
        query = query.where(event.c.stream == stream)
    last = 0
    while True:
        beyond = query.where(event.c.position > last, event.c.position <= size)
        rows = rows_of(connection, beyond.limit(_PAGE))
        yield from map(CATALOGUE.decode, rows)
        if len(rows) < _PAGE:
            return
        last = rows[-1].position


def _of_streams(connection: Connection, streams: Sequence[UUID], size: int) -> list[int]:
    """The positions of all events of some streams, in order."""
    found: list[int] = []
    for page in _pages(streams):
        query = select(event.c.position).where(event.c.stream.in_(page))
        rows = connection.execute(query.where(event.c.position <= size))
        found += map(itemgetter(0), rows)
    return sorted(found)


def _pages(streams: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for first in range(0, len(streams), _PAGE):
        yield streams[first : first + _PAGE]
