"""`replay.check` finds every row that the log did not make, in every table, and names it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from ledger.tables import event
from projections.difference import Difference
from projections.replay import check
from projections.views import status, timeline
from service.service import Service
from tests.neighbourhood import Neighbourhood, settle
from tests.projections.tampering import TABLES, another, sibling, tampered

COLUMNS = [(name, column.name) for name, table in TABLES.items() for column in table.columns]


def found(service: Service) -> list[Difference]:
    return check(service.database, service.views)


def found_by_its_view(service: Service, name: str) -> list[Difference]:
    """What the check of one table's view finds, and of head and claims, which always come along.

    Each table is compared by itself: for one row of each, `found` asks all the views.
    """
    views = [one for one in service.views if name in {table.name for table in one.tables}]
    return check(service.database, views)


def is_key(name: str, column: str) -> bool:
    return column in {key.name for key in TABLES[name].primary_key}


def test_a_played_history_is_what_the_log_says(town: Neighbourhood) -> None:
    assert found(town.service) == []


def test_every_kind_of_event_has_happened(town: Neighbourhood) -> None:
    # Otherwise the checks of this module would say little about the views.
    with town.service.database.read() as connection:
        topics = set(connection.execute(event.select()).scalars("topic"))
    assert len(topics) == 124


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_one_changed_column_is_found(town: Neighbourhood, name: str, column: str) -> None:
    with tampered(town.service.database, name) as by_hand:
        row = by_hand.first()
        changed = {**row, column: another(TABLES[name].c[column], row[column])}
        by_hand.change(row, **{column: changed[column]})
        before, after = by_hand.key_of(row), by_hand.key_of(changed)
        if is_key(name, column):
            expected = {(before, "missing"), (after, "extra")}
        else:
            expected = {(before, "changed")}
        differences = found_by_its_view(town.service, name)
    assert {(d.key, d.kind) for d in differences} == expected
    assert {d.table for d in differences} == {name}


@pytest.mark.parametrize("name", TABLES)
def test_a_deleted_row_is_found(town: Neighbourhood, name: str) -> None:
    with tampered(town.service.database, name) as by_hand:
        row = by_hand.first()
        by_hand.delete(row)
        expected = Difference(table=name, key=by_hand.key_of(row), kind="missing")
        assert found(town.service) == [expected]
    assert str(expected) == f"{name} {expected.key}: missing"


@pytest.mark.parametrize("name", TABLES)
def test_an_inserted_row_is_found(town: Neighbourhood, name: str) -> None:
    with tampered(town.service.database, name) as by_hand:
        row = sibling(TABLES[name], by_hand.first())
        by_hand.insert(row)
        assert found(town.service) == [
            Difference(table=name, key=by_hand.key_of(row), kind="extra")
        ]


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("view_status_v8", "status", "no-such-status"),
        ("view_status_v8", "content", "{"),
        ("view_status_v8", "state", ""),
        ("view_directory_v4", "seats", "null"),
        ("view_directory_v4", "kind", ""),
        (timeline.TABLE.name, "by", "路灯"),
    ],
)
def test_a_value_that_does_not_decode_is_found(
    town: Neighbourhood, name: str, column: str, value: str
) -> None:
    with tampered(town.service.database, name) as by_hand:
        row = by_hand.first()
        by_hand.change(row, **{column: value})
        assert [(d.key, d.kind) for d in found(town.service)] == [(by_hand.key_of(row), "changed")]


@pytest.mark.parametrize(
    ("name", "assignment"),
    [
        ("view_status_v8", "committee = 'no id'"),
        ("view_status_v8", "updated_at = 'yesterday'"),
        ("view_assignment_v3", '"open" = 7'),
        ("claim", "stream = ''"),
        ("head", "edge = 'text'"),
    ],
)
def test_what_only_sqlite_takes_is_found(
    sqlite_service: Service, name: str, assignment: str
) -> None:
    settle(sqlite_service).play()
    with sqlite_service.database.write() as connection:
        connection.execute(text(f"UPDATE {name} SET {assignment} WHERE rowid = 1"))  # noqa: S608
    assert [(d.table, d.kind) for d in found(sqlite_service)] == [(name, "changed")]


def test_a_changed_event_is_found_by_the_head(town: Neighbourhood) -> None:
    # Same length, same meaning to every view: only the tree covers a command's id.
    statement = event.update().where(event.c.position == 1)
    with town.service.database.read() as connection:
        state = connection.execute(event.select().where(event.c.position == 1)).one().state
    at = state.index(b'"command":"') + 11
    forged = state[:at] + bytes([state[at] ^ 1]) + state[at + 1 :]
    try:
        with town.service.database.write() as connection:
            connection.execute(statement.values(state=forged))
        head, *nodes = found(town.service)
        assert head == Difference(table="head", key="1", kind="changed")
        # Of 256 events, a root is stored that covers this one.
        assert set(nodes) <= {Difference(table="node", key="8 0", kind="changed")}
    finally:
        with town.service.database.write() as connection:
            connection.execute(statement.values(state=state))


def test_a_number_that_python_takes_for_the_same_is_found(town: Neighbourhood) -> None:
    """Its own hash counts modulo 2⁶¹ - 1."""
    with tampered(town.service.database, status.VIEW.id) as by_hand:
        row = by_hand.first()
        by_hand.change(row, updated_at=row["updated_at"] + 2**61 - 1)
        assert [one.kind for one in found(town.service)] == ["changed"]


def test_it_finds_nothing_while_somebody_writes(service: Service) -> None:
    town = settle(service)
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(lambda: [town.play() for _ in range(3)])
        checks = [found(service)]
        while not writing.done():
            checks.append(found(service))
        assert len(writing.result()) == 3
    assert checks == [[]] * len(checks)
    assert len(checks) > 1
