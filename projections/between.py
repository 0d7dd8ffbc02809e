"""Between two points: which rows of which views differ, told by folding what was touched alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any, cast
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Table, func, select

from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from ledger.log import read_log, read_streams
from ledger.places import Json, is_sealed
from ledger.tables import event
from projections.anew import PAGE, Progress, folded, silent
from projections.derived import Gathering, Made
from projections.engine import Projector, View, bound

SEALED = "(sealed)"
"""What stands for a sealed text: that it differs may be told, what it says may not."""

_STREAMS = 50
_Rows = Mapping[tuple[Any, ...], Any]


class Kind(StrEnum):
    """What became of a row; what is added up is told by how much, perhaps in several parts."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    SUMMED = "summed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One row that differs: of each column, or path within it, what it said before and after."""

    table: str
    key: Mapping[str, Json]
    kind: Kind
    columns: Mapping[str, tuple[Json, Json]]


def changed(
    connection: Connection,
    views: Sequence[View[Any]],
    before: int,
    after: int,
    progress: Progress = silent,
) -> Iterator[Changed]:
    """The rows that differ between two positions, as the folds of *views* have them.

    Streams that were touched between the two are folded one after the other; views across
    streams read the whole log. Progress counts the streams.
    """
    folding = bound(connection, views)
    for view in folding:
        if view.across and before < after:
            yield from _across(connection, view, before, after)
    within = [view for view in folding if not view.across]
    sums = {view.id: _Later(view, before) for view in within}
    for recorded in _touched(connection, before, after, progress):
        for view in within:
            yield from _of_stream(view, recorded, before)
            yield from _summed(view, recorded, sums[view.id])
    for view in within:
        yield from _sums_of(view, sums[view.id].made())


class _Later(Gathering):
    """What is added up of the steps behind a position."""

    def __init__(self, view: View[Any], position: int) -> None:
        super().__init__([one for one in view.derived if one.sums])
        self._position = position

    def add(self, before: object, after: object, recorded: Recorded[object]) -> None:
        """What follows from one step, if it is one of them."""
        if recorded.position > self._position:
            super().add(before, after, recorded)


def _touched(
    connection: Connection, before: int, after: int, progress: Progress
) -> Iterator[list[Recorded[object]]]:
    """Every stream that has an event between the two, up to the later one."""
    within = event.c.position > before, event.c.position <= after
    many = connection.execute(select(func.count(event.c.stream.distinct())).where(*within)).scalar()
    total, done = many or 0, 0
    query = select(event.c.stream).where(*within).distinct()
    found = connection.execution_options(yield_per=_STREAMS).execute(query).scalars()
    for streams in found.partitions(_STREAMS):
        rows = (row for row in read_streams(connection, streams) if row.position <= after)
        for _, of_stream in groupby(rows, key=lambda row: row.stream):
            yield [CATALOGUE.decode(row) for row in of_stream]
        done += len(streams)
        progress(done, total)


def _of_stream(
    view: View[Any], recorded: Sequence[Recorded[object]], before: int
) -> Iterator[Changed]:
    then = _folded(view, [one for one in recorded if one.position <= before])
    for table, rows in _folded(view, recorded).items():
        yield from _differing(table, then.get(table, {}), rows)


def _folded(view: View[Any], recorded: Sequence[Recorded[object]]) -> Mapping[Table, _Rows]:
    """The rows that a view makes of one stream, its own and those that replace each other."""
    if not recorded:
        return {}
    derived = Gathering([one for one in view.derived if not one.sums])
    made: list[Made] = [(view.table, folded(view, recorded, derived)), *derived.made()]
    return {table: _by_key(table, rows) for table, rows in made}


def _summed(
    view: View[Any], recorded: Sequence[Recorded[object]], sums: _Later
) -> Iterator[Changed]:
    if any(one.sums for one in view.derived):
        folded(view, recorded, sums)
        yield from _sums_of(view, sums.taken())


def _sums_of(view: View[Any], made: Iterable[Made]) -> Iterator[Changed]:
    names = {one.table: one.sums for one in view.derived}
    for table, rows in made:
        for row in rows:
            columns = {name: (0, getattr(row, name)) for name in names[table]}
            if any(by for _, by in columns.values()):
                told = _key(table, row)
                yield Changed(table=table.name, key=told, kind=Kind.SUMMED, columns=columns)


def _across(connection: Connection, view: View[Any], before: int, after: int) -> Iterator[Changed]:
    projector = Projector(None, [view])
    for row in read_log(connection, after=0, upto=before, page=PAGE):
        projector.apply(CATALOGUE.decode(row))
    then = dict(projector.rows(view))
    for row in read_log(connection, after=before, upto=after, page=PAGE):
        projector.apply(CATALOGUE.decode(row))
    yield from _differing(view.table, then, projector.rows(view))


def _by_key(table: Table, rows: Iterable[Any]) -> _Rows:
    names = [column.name for column in table.primary_key]
    return {tuple(getattr(row, name) for name in names): row for row in rows}


def _differing(table: Table, before: _Rows, after: _Rows) -> Iterator[Changed]:
    for key in (*before, *(key for key in after if key not in before)):
        old, new = before.get(key), after.get(key)
        if old != new:
            kind = Kind.ADDED if old is None else Kind.ENDED if new is None else Kind.CHANGED
            columns = dict(_columns(table, old, new))
            told = _key(table, old if new is None else new)
            yield Changed(table=table.name, key=told, kind=kind, columns=columns)


def _key(table: Table, row: object) -> Mapping[str, Json]:
    return {column.name: _json(getattr(row, column.name)) for column in table.primary_key}


def _columns(
    table: Table, before: object, after: object
) -> Iterator[tuple[str, tuple[Json, Json]]]:
    for column in table.columns:
        if column.primary_key:
            continue
        old, new = (None if row is None else getattr(row, column.name) for row in (before, after))
        if old != new:
            yield from _parts(column.name, _json(old), _json(new))


def _parts(path: str, old: Json, new: Json) -> Iterator[tuple[str, tuple[Json, Json]]]:
    """Down to the parts that differ, where both are objects."""
    if isinstance(old, dict) and isinstance(new, dict) and not (is_sealed(old) or is_sealed(new)):
        for name in (*old, *(name for name in new if name not in old)):
            if old.get(name) != new.get(name):
                yield from _parts(f"{path}/{name}", old.get(name), new.get(name))
    else:
        yield path, (_shown(old), _shown(new))


def _shown(value: Json) -> Json:
    if is_sealed(value):
        return SEALED
    if isinstance(value, dict):
        return {name: _shown(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_shown(one) for one in value]
    return value


def _json(value: object) -> Json:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str) and value.startswith("{"):
        # A payload that a view keeps as text; what people type is never kept in clear.
        return cast("Json", msgspec.json.decode(value))
    return cast("Json", msgspec.json.decode(msgspec.json.encode(value)))
