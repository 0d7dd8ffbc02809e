"""A view of tests: lamps that change colour, with the spells and the counts of each colour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Integer, String, Table, Uuid, delete, select, update

from domain.actor import SYSTEM
from domain.issue import events
from domain.moment import DAY, Moment
from ledger.catalogue import CATALOGUE
from ledger.database import Database
from ledger.envelope import Recorded, Row
from ledger.log import append, read_head
from ledger.tables import event, head
from projections.derived import Derived
from projections.engine import CURSOR, Key, View, view_table
from projections.follow import fold_batch
from projections.replay import check

STILL = 2**31 - 1
COLOURS = ("red", "green", "blue")
SWITCHED = events.Urged(message=None)
BROKEN = events.Withdrawn(reason=None)
SEEN = events.ReporterDetached(reason=None)
"""What happens to a lamp: the next colour, no lamp any more, nothing."""

History = Sequence[tuple[int, object, int]]
"""(lamp, what happened to it, days since what happened before)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """A lamp, its colour since a day, and how often it was switched."""

    lamp: UUID
    colour: str
    since: int
    switched: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A lamp had a colour in [since, until) days."""

    lamp: UUID
    colour: str
    since: int
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shine:
    """So many lamps have a colour, switched so often together."""

    colour: str
    lamps: int
    switched: int


LIT: History = [
    (1, SWITCHED, 1),
    (2, SWITCHED, 0),
    (1, SWITCHED, 2),
    (3, SWITCHED, 1),
    (3, BROKEN, 0),
    (2, SEEN, 3),
    (2, SWITCHED, 0),
    (4, SWITCHED, 1),
]
"""Ends with one red lamp and two green ones."""


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    return ((recorded.stream,),) if recorded.topic.startswith("issue.") else ()


def evolve(key: Key, row: Lamp | None, recorded: Recorded[object]) -> Lamp | None:
    match recorded.event:
        case events.Urged():
            at = COLOURS.index(row.colour) + 1 if row else 0
            return Lamp(
                lamp=recorded.stream,
                colour=COLOURS[at % len(COLOURS)],
                since=recorded.at // DAY,
                switched=row.switched + 1 if row else 1,
            )
        case events.Withdrawn():
            return None
        case _:
            return row


def spells(before: Lamp | None, after: Lamp | None, one: Recorded[object]) -> Iterator[Spell]:
    for row, until in ((before, one.at // DAY), (after, STILL)):
        if row is not None:
            yield Spell(lamp=row.lamp, colour=row.colour, since=row.since, until=until)


def shines(before: Lamp | None, after: Lamp | None, _one: Recorded[object]) -> Iterator[Shine]:
    for row, sign in ((before, -1), (after, 1)):
        if row is not None:
            yield Shine(colour=row.colour, lamps=sign, switched=sign * row.switched)


SPELLS: Derived[Lamp] = Derived(
    table=view_table(
        "spell",
        1,
        Column("lamp", Uuid, primary_key=True),
        Column("colour", String(8), primary_key=True),
        Column("since", Integer, primary_key=True),
        Column("until", Integer, nullable=False),
    ),
    row=Spell,
    make=spells,
)
SHINES: Derived[Lamp] = Derived(
    table=view_table(
        "shine",
        1,
        Column("lamps", BigInteger, nullable=False),
        Column("switched", Integer, nullable=False),
        Column("colour", String(8), primary_key=True),
    ),
    row=Shine,
    make=shines,
    sums=("switched", "lamps"),
)
LAMPS: View[Lamp] = View(
    name="lamp",
    table=view_table(
        "lamp",
        1,
        Column("lamp", Uuid, primary_key=True),
        Column("colour", String(8), nullable=False),
        Column("since", Integer, nullable=False),
        Column("switched", Integer, nullable=False),
    ),
    row=Lamp,
    keys=keys,
    evolve=evolve,
    follows=True,
    derived=(SPELLS, SHINES),
)


def rows_of(history: History, after: int = 0) -> list[Row]:
    """The log that says so, behind a position."""
    at, versions, rows = 0, dict[int, int](), []
    for position, (lamp, happened, days) in enumerate(history, after + 1):
        at, versions[lamp] = at + days * DAY, versions.get(lamp, 0) + 1
        topic, state = CATALOGUE.encode(
            happened,
            occurred_at=Moment(at),
            by=SYSTEM,
            correlation=UUID(int=position),
            command=UUID(int=position),
        )
        rows.append(
            Row(
                position=position,
                stream=UUID(int=lamp),
                version=versions[lamp],
                topic=topic,
                at=Moment(at),
                state=state,
            )
        )
    return rows


def record(database: Database, history: History) -> None:
    """Nothing else has ever happened, and nothing of it is folded."""
    with database.write() as connection:
        connection.execute(delete(event))
        connection.execute(update(head).values(position=0, at=0, edge=b""))
        append(connection, read_head(connection, lock=True), rows_of(history))
        for table in LAMPS.tables:
            connection.execute(delete(table))
        connection.execute(update(CURSOR).values(position=0))


def fold(database: Database, sizes: Sequence[int] = ()) -> None:
    """Fold it in batches of these sizes, and the rest as one."""
    for size in sizes:
        fold_batch(database, LAMPS, most=size)
    fold_batch(database, LAMPS, most=10_000)


def stored(database: Database, table: Table) -> set[Any]:
    with database.read() as connection:
        return {tuple(row) for row in connection.execute(select(table))}


def found(database: Database, view: View[Lamp] = LAMPS) -> set[tuple[str, str]]:
    return {(one.table, one.kind) for one in check(database, [view])}
