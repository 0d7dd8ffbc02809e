"""Derived rows: however a history is cut, they are those that a rebuild makes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Integer, Table, delete, insert, select, update

from ledger.catalogue import CATALOGUE
from ledger.database import Database
from projections import derived
from projections import follow as following
from projections.anew import made_anew
from projections.derived import Derived
from projections.engine import CURSOR, Projector, View, view_table
from projections.replay import are_built, check, ensure_tables, rebuild
from tests.ledger.conftest import migrated
from tests.projections.lamps import (
    BROKEN,
    LAMPS,
    SEEN,
    SHINES,
    SPELLS,
    STILL,
    SWITCHED,
    History,
    Lamp,
    Shine,
    follow,
    record,
    rows_of,
)

ACROSS = replace(LAMPS, across=True)
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

histories = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from([SWITCHED, SEEN, BROKEN]), st.integers(0, 1)),
    max_size=24,
)
each_derived = pytest.mark.parametrize("table", [SPELLS.table, SHINES.table], ids=str)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def ledger(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A ledger of lamps on each database."""
    with migrated(request, tmp_path_factory.mktemp("lamps"), "ledger") as database:
        ensure_tables(database, [LAMPS])
        yield database


@pytest.fixture
def lit(ledger: Database) -> Database:
    """It holds `LIT`, folded in three batches."""
    ensure_tables(ledger, [LAMPS])
    record(ledger, LIT)
    follow(ledger, [3, 1])
    return ledger


def stored(database: Database, table: Table) -> set[Any]:
    with database.read() as connection:
        return {tuple(row) for row in connection.execute(select(table))}


def found(database: Database, view: View[Lamp] = LAMPS) -> set[tuple[str, str]]:
    return {(one.table, one.kind) for one in check(database, [view])}


def counted(database: Database) -> dict[str, tuple[int, int]]:
    """(lamps, switched) by colour, where there are any."""
    rows = stored(database, SHINES.table)
    return {colour: (lamps, switched) for lamps, switched, colour in rows if lamps or switched}


def recounted(database: Database) -> dict[str, tuple[int, int]]:
    """The same by the view's own rows."""
    counts: dict[str, tuple[int, int]] = {}
    for _, colour, _, switched in stored(database, LAMPS.table):
        lamps, before = counts.get(colour, (0, 0))
        counts[colour] = (lamps + 1, before + switched)
    return counts


@settings(deadline=None, max_examples=60)
@given(history=histories, sizes=st.lists(st.integers(1, 6), max_size=8), many=st.integers(0, 3))
def test_any_split_of_any_history_gives_the_rebuilt_rows(
    ledger: Database, history: History, sizes: list[int], many: int
) -> None:
    record(ledger, history)
    follow(ledger, sizes)
    with patch.object(derived, "MANY", many):
        assert found(ledger) == found(ledger, ACROSS) == set()
        spells, counts = stored(ledger, SPELLS.table), counted(ledger)
        assert counts == recounted(ledger)
        still = {row[:3] for row in spells if row[3] == STILL}
        assert still == {row[:3] for row in stored(ledger, LAMPS.table)}
        for view in (LAMPS, ACROSS):
            rebuild(ledger, [view])
            assert (stored(ledger, SPELLS.table), counted(ledger)) == (spells, counts)


def test_sums_come_in_parts_where_they_are_many(lit: Database) -> None:
    with patch.object(derived, "MANY", 0), lit.read() as connection:
        parts = [t for t, _ in made_anew(connection, [LAMPS], {LAMPS.id: len(LIT)})]
    assert parts.count(SHINES.table) == 5
    assert parts.count(SPELLS.table) == 5


def test_what_comes_to_nothing_in_a_batch_is_not_written(ledger: Database) -> None:
    record(ledger, [(1, SWITCHED, 0), (1, BROKEN, 0)])
    follow(ledger)
    assert stored(ledger, SHINES.table) == set()
    record(ledger, [(1, SWITCHED, 0), (1, BROKEN, 0)])
    follow(ledger, [1])
    assert stored(ledger, SHINES.table) == {(0, 0, "red")}


def test_zeros_are_as_good_as_no_row(lit: Database) -> None:
    with lit.write() as connection:
        nothing = insert(SHINES.table).values(colour="violet", lamps=0, switched=0)
        connection.execute(nothing)
    assert found(lit) == set()


def test_a_row_that_did_not_change_makes_nothing() -> None:
    asked: list[tuple[Lamp | None, Lamp | None]] = []

    def looking(before: Lamp | None, after: Lamp | None, _one: object) -> tuple[()]:
        asked.append((before, after))
        return ()

    view = replace(LAMPS, derived=[replace(SPELLS, make=looking)])
    projector = Projector(None, [view])
    history: History = [(1, SEEN, 0), (1, SWITCHED, 0), (1, SEEN, 0), (1, BROKEN, 0)]
    for row in rows_of(history):
        projector.apply(CATALOGUE.decode(row))
    lamp = asked[0][1]
    assert lamp is not None
    assert asked == [(None, lamp), (lamp, None)]


def first(connection: Connection, table: Table) -> Any:
    order = [column.name for column in table.primary_key]
    return connection.execute(select(table).order_by(*order)).mappings().first()


@each_derived
def test_one_changed_row_is_found(lit: Database, table: Table) -> None:
    with lit.write() as connection:
        row = first(connection, table)
        last = [column for column in table.columns if not column.primary_key][-1]
        same = (column == row[column.name] for column in table.primary_key)
        connection.execute(update(table).where(*same).values({last: last - 1}))
    assert found(lit) == {(table.name, "changed")}


@each_derived
def test_one_deleted_row_is_found(lit: Database, table: Table) -> None:
    with lit.write() as connection:
        row = first(connection, table)
        same = (column == row[column.name] for column in table.primary_key)
        connection.execute(delete(table).where(*same))
    assert found(lit) == {(table.name, "missing")}


@each_derived
def test_one_inserted_row_is_found(lit: Database, table: Table) -> None:
    with lit.write() as connection:
        row = {**first(connection, table), "colour": "violet"}
        connection.execute(insert(table).values(**row))
    assert found(lit) == {(table.name, "extra")}


def test_a_row_set_to_zeros_is_found(lit: Database) -> None:
    with lit.write() as connection:
        table = SHINES.table
        red = update(table).where(table.c.colour == "red")
        connection.execute(red.values(lamps=0, switched=0))
    assert found(lit) == {(SHINES.table.name, "changed")}


@pytest.mark.parametrize("table", LAMPS.tables, ids=str)
def test_a_view_without_one_of_its_tables_is_not_built(lit: Database, table: Table) -> None:
    with lit.write() as connection:
        table.drop(connection)
    assert not are_built(lit, [LAMPS])
    assert ensure_tables(lit, [LAMPS]) == [LAMPS]
    assert are_built(lit, [LAMPS])
    assert ensure_tables(lit, [LAMPS]) == []
    follow(lit, [2])
    assert found(lit) == set()


def test_what_was_written_is_not_added_again(ledger: Database) -> None:
    record(ledger, LIT)
    events = [CATALOGUE.decode(row) for row in rows_of(LIT)]
    with ledger.write() as connection:
        projector = Projector(connection, [LAMPS])
        for upto in range(2, len(LIT) + 1, 2):
            projector.apply_all(events[upto - 2 : upto])
            projector.flush(connection, upto)
    assert found(ledger) == set()


def test_who_is_late_adds_nothing(ledger: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another follower goes on between the fold and the writing."""
    record(ledger, LIT)
    fold = following._folded

    def overtaken(*asked: Any) -> object:
        folded = fold(*asked)
        monkeypatch.setattr(following, "_folded", fold)
        assert following.fold_batch(ledger, LAMPS, most=4) == 4
        return folded

    monkeypatch.setattr(following, "_folded", overtaken)
    assert following.fold_batch(ledger, LAMPS, most=6) == 0
    follow(ledger)
    assert found(ledger) == set()


def test_what_fails_midway_has_added_nothing(ledger: Database) -> None:
    record(ledger, LIT)
    following.fold_batch(ledger, LAMPS, most=2)
    with patch.object(Projector, "remove", side_effect=KeyError), pytest.raises(KeyError):
        following.fold_batch(ledger, LAMPS, most=3)
    follow(ledger, [2])
    assert found(ledger) == set()


def test_a_cursor_set_back_to_the_start_adds_nothing_twice(lit: Database) -> None:
    before = counted(lit)
    with lit.write() as connection:
        connection.execute(update(CURSOR).values(position=0))
    follow(lit, [5])
    assert (found(lit), counted(lit)) == (set(), before)


@pytest.mark.parametrize(
    "fields",
    [
        {"follows": False},
        {"adds": True},
        {"whole": lambda _recorded: ()},
        {"table": view_table("lamp", 2, Column("lamp", Integer, primary_key=True))},
    ],
    ids=["inline", "adding", "whole", "version"],
)
def test_what_nobody_could_derive_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="lamp"):
        replace(LAMPS, **fields)


@pytest.mark.parametrize(
    ("table", "sums"),
    [(SPELLS.table, ("lamps",)), (SHINES.table, ("lamps",)), (LAMPS.table, ("since", "colour"))],
    ids=["of-no-column", "one-of-two", "neither-sum-nor-key"],
)
def test_what_cannot_be_added_up_is_refused(table: Table, sums: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=table.name):
        Derived[Lamp](table=table, row=Shine, make=SHINES.make, sums=sums)
