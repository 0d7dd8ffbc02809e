"""One fold: live, caught up after any lag, or rebuilt, the rows are the same."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, delete, text, update

from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from ledger.log import read_head, read_log
from projections.cursors import cursors
from projections.engine import CURSOR, Projector, View
from projections.replay import check, ensure_tables, rebuild
from service.migrate import build_views
from service.service import Service
from tests.neighbourhood import Neighbourhood
from tests.projections.following import follow
from tests.projections.tampering import VIEWS, another, sibling, tampered

ids = [view.id for view in VIEWS]
each_view = pytest.mark.parametrize("view", VIEWS, ids=ids)


def history(service: Service) -> list[Recorded[object]]:
    with service.database.read() as connection:
        last = read_head(connection, lock=False).position
        return [CATALOGUE.decode(row) for row in read_log(connection, after=0, upto=last, page=7)]


def fold_anew(service: Service, *chunks: list[Recorded[object]]) -> None:
    """Empty all views and fold *chunks* through the engine, a flush behind each."""
    with service.database.write() as connection:
        for table in (table for view in VIEWS for table in view.tables):
            connection.execute(delete(table))
        connection.execute(update(CURSOR).values(position=0))
        position = 0
        for chunk in chunks:
            projector = Projector(connection, VIEWS)
            for recorded in chunk:
                projector.apply(recorded)
            position += len(chunk)
            projector.flush(connection, position)


Rows = dict[str, dict[tuple[object, ...], tuple[object, ...]]]


def rows_of(service: Service) -> Rows:
    """All rows of all views, by table and key. Sums of nothing are as good as no row."""
    tables = [table for view in VIEWS for table in view.tables]
    with service.database.read() as connection:
        return {one.name: dict(_by_key(one, connection)) for one in tables}


def _by_key(
    table: Table, connection: Connection
) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    keys = {n for n, column in enumerate(table.columns) if column.primary_key}
    for row in connection.execute(table.select()):
        said = [cell for n, cell in enumerate(row) if n not in keys]
        if not said or any(cell != 0 for cell in said):
            yield tuple(row[n] for n in sorted(keys)), tuple(row)


def rebuilt(service: Service, events: list[Recorded[object]]) -> Rows:
    """The rows as one fold makes them, which `check` finds to be what the log says."""
    fold_anew(service, events)
    assert check(service.database, VIEWS) == []
    return rows_of(service)


def reached(service: Service) -> dict[str, int]:
    with service.database.read() as connection:
        return dict(cursors(connection))


def lag(service: Service) -> set[int]:
    return set(service.readiness()["lag"].values())


def test_any_cut_in_two_gives_the_rebuilt_rows(town: Neighbourhood) -> None:
    events = history(town.service)
    expected = rebuilt(town.service, events)
    for cut in range(len(events) + 1):
        fold_anew(town.service, events[:cut], events[cut:])
        assert rows_of(town.service) == expected, f"cut behind {cut}"
        assert reached(town.service) == dict.fromkeys(ids, len(events))


@settings(deadline=None, max_examples=15)
@given(sizes=st.lists(st.integers(0, 6), max_size=30))
def test_any_split_gives_the_rebuilt_rows(town: Neighbourhood, sizes: list[int]) -> None:
    events = history(town.service)
    chunks, start = [], 0
    for size in sizes:
        chunks.append(events[start : start + size])
        start += size
    fold_anew(town.service, *chunks, events[start:])
    assert check(town.service.database, VIEWS) == []


@each_view
def test_rebuild_repairs_a_view(town: Neighbourhood, view: View[Any]) -> None:
    database = town.service.database
    with tampered(database, view.id) as by_hand:
        row = by_hand.first()
        by_hand.insert(sibling(view.table, row))
        # A row that is nothing but its key has no column that can differ.
        changed = [c for c in view.table.columns if not c.primary_key and not c.unique][:1]
        for column in changed:
            by_hand.change(row, **{column.name: another(column, row[column.name])})
        assert len(check(database, VIEWS)) == 1 + len(changed)
        rows = rebuild(database, [view])
        assert check(database, VIEWS) == []
    with database.read() as connection:
        stored = [len(connection.execute(table.select()).all()) for table in view.tables]
        assert sum(stored) == rows > 0


@each_view
def test_a_dropped_view_is_built_again(town: Neighbourhood, view: View[Any]) -> None:
    database = town.service.database
    with database.write() as connection:
        view.table.drop(connection)
    assert build_views(database, VIEWS) == [view.id]
    assert check(database, VIEWS) == []
    assert reached(town.service) == dict.fromkeys(ids, len(history(town.service)))
    assert build_views(database, VIEWS) == []


def test_progress_is_told(town: Neighbourhood) -> None:
    told: list[tuple[int, int]] = []
    rebuild(town.service.database, VIEWS, lambda done, total: told.append((done, total)))
    assert told[-1] == (len(history(town.service)),) * 2


@pytest.mark.parametrize("behind", [1, 20, None])
def test_the_next_command_catches_lagging_views_up(town: Neighbourhood, behind: int | None) -> None:
    events = history(town.service)
    lost = len(events) if behind is None else behind
    fold_anew(town.service, events[: len(events) - lost])
    assert lag(town.service) == {lost}
    assert not town.service.readiness()["ready"]
    town.report()
    assert check(town.service.database, VIEWS) == []
    assert lag(town.service) == {0}
    assert town.service.readiness()["ready"]


@each_view
def test_one_view_catches_up_alone(town: Neighbourhood, view: View[Any]) -> None:
    """As after a process that knew only the other views, and between table and rebuild."""
    with town.service.database.write() as connection:
        connection.execute(text(f"DROP TABLE {view.id}"))
    assert ensure_tables(town.service.database, VIEWS) == [view]
    assert reached(town.service)[view.id] == 0
    town.play()
    follow(town.service)
    assert check(town.service.database, VIEWS) == []
    assert lag(town.service) == {0}


@each_view
def test_a_cursor_set_back_to_the_start_is_caught_up(town: Neighbourhood, view: View[Any]) -> None:
    with town.service.database.write() as connection:
        connection.execute(update(CURSOR).where(CURSOR.c.view == view.id).values(position=0))
    town.report()
    follow(town.service)
    assert check(town.service.database, VIEWS) == []
    assert lag(town.service) == {0}
