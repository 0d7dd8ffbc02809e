"""Voters: in which ballots a person has a part; where the law may keep their record.

One row for each, so that none is ever looked up nor changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, String, Uuid, or_, select

from domain.ballot.events import Challenged, Opened, RollListed
from domain.moment import Moment
from ledger.envelope import Recorded
from projections.engine import Key, View, view_table
from projections.views import ballot


@dataclass(frozen=True, slots=True, kw_only=True)
class VoterRow:
    """That a ballot's event of that version names a person.

    By the `paper` that they may vote with; as a counter, or as who contests it, by none ("").
    """

    person: UUID
    ballot: UUID
    version: int
    paper: str


TABLE = view_table(
    "voter",
    1,
    Column("person", Uuid, primary_key=True),
    Column("ballot", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("paper", String(120), primary_key=True),
    sqlite_with_rowid=False,
)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """Everybody whom the event names, each once."""
    event = recorded.event
    # Asked of every event with each command: most are told apart by one look.
    if type(event) not in _NAMING:
        return ()
    named = dict.fromkeys(_named(event))
    return [(one, recorded.stream, recorded.version, paper) for one, paper in named]


_NAMING = frozenset({Opened, RollListed, Challenged})


def _named(event: object) -> Iterable[tuple[UUID, str]]:
    match event:
        case Opened():
            return ((counter, "") for counter in event.counters)
        case RollListed():
            return ((person, one.paper) for one in event.papers for person in one.persons)
        case Challenged(person=UUID() as person):
            return ((person, ""),)
        case _:
            return ()


def fold(key: Key, _row: VoterRow | None, _recorded: Recorded[object]) -> VoterRow:
    """The row of one person."""
    person, stream, version, paper = key
    return VoterRow(
        person=cast(UUID, person),
        ballot=cast(UUID, stream),
        version=cast(int, version),
        paper=cast(str, paper),
    )


VIEW = View(name="voter", table=TABLE, row=VoterRow, keys=keys, evolve=fold, adds=True)


def papers_of(connection: Connection, person: UUID, ballot: UUID) -> list[str] | None:
    """The papers of that ballot that they may vote with; None where it does not name them."""
    mine = (TABLE.c.person == person, TABLE.c.ballot == ballot)
    named = list(connection.execute(select(TABLE.c.paper).where(*mine)).scalars())
    return [paper for paper in named if paper != ""] if named else None


def ballots_of(connection: Connection, person: UUID, *, since: Moment) -> list[ballot.BallotRow]:
    """The ballots in which they have a part, of those that are open, or closed since a moment.

    One that was cancelled has decided nothing that anybody could contest.
    """
    row = ballot.TABLE
    mine = select(TABLE.c.ballot).where(TABLE.c.person == person)
    running = or_(row.c.ended_at.is_(None), row.c.ended_at >= since)
    found = connection.execute(select(row).where(row.c.ballot.in_(mine), running)).mappings()
    rows = (ballot.VIEW.read(dict(one)) for one in found)
    return [row for row in rows if row.aftermath.cancelled is None]
