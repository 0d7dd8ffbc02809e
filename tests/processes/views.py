"""Two following views for tests, neither of them one of the house."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Integer, String, select

from ledger.database import Database
from ledger.envelope import Recorded
from projections.cursors import reached
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many events of a name there were: twice the same event would count twice."""

    topic: str
    count: int


def _keys(recorded: Recorded[object]) -> Sequence[Key]:
    return ((recorded.topic,),)


def _count(key: Key, row: Tally | None, _recorded: Recorded[object]) -> Tally:
    return Tally(topic=str(key[0]), count=1 if row is None else row.count + 1)


_unbearable = set[str]()


class Mood:
    """What the picky view raises at."""

    def hates(self, topic: str) -> None:
        """From now on, this name."""
        _unbearable.add(topic)

    def calm(self) -> None:
        """Nothing any more: the program was mended."""
        _unbearable.clear()


def _choose(key: Key, row: Tally | None, recorded: Recorded[object]) -> Tally:
    if recorded.topic in _unbearable:
        raise LookupError(f"secret words of {recorded.topic}")
    return _count(key, row, recorded)


def _view(name: str, evolve: Callable[[Key, Tally | None, Recorded[object]], Tally]) -> View[Tally]:
    columns = (Column("topic", String(80), primary_key=True), Column("count", Integer))
    table = view_table(name, 1, *columns)
    return View(
        name=name, table=table, row=Tally, keys=_keys, evolve=evolve, follows=True, across=True
    )


TALLY = _view("strokes", _count)
PICKY = _view("picky", _choose)


def counted(database: Database, view: View[Any]) -> tuple[int, int]:
    """(events in the rows, cursor), in one snapshot."""
    with database.read() as connection:
        counts = connection.execute(select(view.table.c.count)).scalars()
        return sum(counts), reached(connection, view) or 0
