"""`replay.check` finds every derived row that the log did not make; zeros are as good as no row."""

from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, insert, select, update

from ledger.database import Database
from projections.difference import ExpectedSums
from tests.projections.lamps import SHINES, SPELLS, Shine, found

each_derived = pytest.mark.parametrize("table", [SPELLS.table, SHINES.table], ids=str)


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


def test_zeros_are_as_good_as_no_row(lit: Database) -> None:
    with lit.write() as connection:
        nothing = insert(SHINES.table).values(colour="violet", lamps=0, switched=0)
        connection.execute(nothing)
    assert found(lit) == set()


def test_parts_that_come_to_zeros_expect_no_row(lit: Database) -> None:
    with lit.read() as connection:
        table = ExpectedSums(connection, SHINES.table)
        for sign in (1, -1):
            table.add([Shine(colour="violet", lamps=sign, switched=3 * sign)])
        differences = [(one.key, one.kind) for one in table.differences()]
    assert differences == [("green", "extra"), ("red", "extra")]
