"""Derived rows: however a history is cut, they are those that a rebuild makes."""

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, Table, update

from ledger.catalogue import CATALOGUE
from ledger.database import Database
from projections import derived, follow
from projections.anew import made_anew
from projections.derived import Derived
from projections.engine import CURSOR, Projector, view_table
from projections.replay import are_built, ensure_tables, rebuild
from tests.projections.lamps import (
    BROKEN,
    LAMPS,
    LIT,
    SEEN,
    SHINES,
    SPELLS,
    STILL,
    SWITCHED,
    History,
    Lamp,
    Shine,
    fold,
    found,
    record,
    rows_of,
    stored,
)

ACROSS = replace(LAMPS, across=True)
histories = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from([SWITCHED, SEEN, BROKEN]), st.integers(0, 1)),
    max_size=24,
)


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
    fold(ledger, sizes)
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
    fold(ledger)
    assert stored(ledger, SHINES.table) == set()
    record(ledger, [(1, SWITCHED, 0), (1, BROKEN, 0)])
    fold(ledger, [1])
    assert stored(ledger, SHINES.table) == {(0, 0, "red")}


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


@pytest.mark.parametrize("table", LAMPS.tables, ids=str)
def test_a_view_without_one_of_its_tables_is_not_built(lit: Database, table: Table) -> None:
    with lit.write() as connection:
        table.drop(connection)
    assert not are_built(lit, [LAMPS])
    assert ensure_tables(lit, [LAMPS]) == [LAMPS]
    assert are_built(lit, [LAMPS])
    assert ensure_tables(lit, [LAMPS]) == []
    fold(lit, [2])
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
    folding = follow._folded

    def overtaken(*asked: Any) -> object:
        folded = folding(*asked)
        monkeypatch.setattr(follow, "_folded", folding)
        assert follow.fold_batch(ledger, LAMPS, most=4) == 4
        return folded

    monkeypatch.setattr(follow, "_folded", overtaken)
    assert follow.fold_batch(ledger, LAMPS, most=6) == 0
    fold(ledger)
    assert found(ledger) == set()


def test_what_fails_midway_has_added_nothing(ledger: Database) -> None:
    record(ledger, LIT)
    follow.fold_batch(ledger, LAMPS, most=2)
    with patch.object(Projector, "remove", side_effect=KeyError), pytest.raises(KeyError):
        follow.fold_batch(ledger, LAMPS, most=3)
    fold(ledger, [2])
    assert found(ledger) == set()


def test_a_cursor_set_back_to_the_start_adds_nothing_twice(lit: Database) -> None:
    before = counted(lit)
    with lit.write() as connection:
        connection.execute(update(CURSOR).values(position=0))
    fold(lit, [5])
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
