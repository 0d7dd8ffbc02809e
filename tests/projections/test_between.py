"""What differs between two points is what two whole folds, one as of each, have differently."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Connection, Table

from ledger.log import read_head
from projections.anew import made_anew
from projections.between import SEALED, Changed, Kind, changed
from projections.engine import bound
from projections.views import status
from tests.neighbourhood import Neighbourhood
from tests.projections.tampering import SUMS, TABLES, VIEWS

Rows = Mapping[tuple[Any, ...], Any]


def folded(connection: Connection, upto: int) -> Mapping[str, Rows]:
    """Every row of every view as of a position, by table and key."""
    rows: dict[str, dict[tuple[Any, ...], Any]] = defaultdict(dict)
    ends = {view.id: upto for view in VIEWS}
    for table, made in made_anew(connection, bound(connection, VIEWS), ends):
        for row in made:
            rows[table.name][key_of(table, row)] = row
    return rows


def key_of(table: Table, row: object) -> tuple[str, ...]:
    return tuple(str(getattr(row, column.name)) for column in table.primary_key)


def told(one: Changed) -> tuple[str, ...]:
    return tuple(map(str, one.key.values()))


@pytest.mark.parametrize(("share", "until"), [(0, 1), (3, 1), (2, 3), (1, 1)])
def test_it_tells_what_two_folds_have_differently(
    town: Neighbourhood, share: int, until: int
) -> None:
    with town.service.database.read() as connection:
        head = read_head(connection, lock=False).position
        first, last = head // share if share else 0, head - head // until if until > 1 else head
        found = list(changed(connection, VIEWS, first, last))
        before, after = folded(connection, first), folded(connection, last)
    expected: set[tuple[str, tuple[Any, ...], Kind]] = set()
    for name in TABLES.keys() & (before.keys() | after.keys()) - SUMS_OF:
        old, new = before.get(name, {}), after.get(name, {})
        expected |= {(name, key, Kind.ADDED) for key in new if key not in old}
        expected |= {(name, key, Kind.ENDED) for key in old if key not in new}
        expected |= {
            (name, key, Kind.CHANGED) for key in old if key in new and old[key] != new[key]
        }
    listed = [(one.table, told(one), one.kind) for one in found if one.kind is not Kind.SUMMED]
    assert len(set(listed)) == len(listed)
    assert set(listed) == expected
    assert sums(found) == summed(after) - summed(before)


SUMS_OF = {name for name, names in SUMS.items() if names}


class Totals(dict[tuple[Any, ...], int]):
    """What is added up, by table, key and column; zeros are as good as nothing."""

    def __sub__(self, other: "Totals") -> "Totals":
        keys = {**self, **other}
        found = {key: self.get(key, 0) - other.get(key, 0) for key in keys}
        return Totals({key: n for key, n in found.items() if n})


def sums(found: list[Changed]) -> Totals:
    total: Totals = Totals()
    for one in found:
        if one.kind is Kind.SUMMED:
            for name, (_, by) in one.columns.items():
                key = (one.table, told(one), name)
                total[key] = total.get(key, 0) + int(str(by))
    return total - Totals()


def summed(rows: Mapping[str, Rows]) -> Totals:
    return Totals(
        {
            (table, key, name): getattr(row, name)
            for table in SUMS_OF
            for key, row in rows.get(table, {}).items()
            for name in SUMS[table]
        }
    )


def test_columns_tell_before_and_after_and_no_sealed_text(town: Neighbourhood) -> None:
    issue = str(town.play())
    with town.service.database.read() as connection:
        head = read_head(connection, lock=False).position
        [report] = [
            row.opened
            for row in folded(connection, head)[status.TABLE.name].values()
            if str(row.issue) == issue
        ]
        found = list(changed(connection, VIEWS, report, head))
    [row] = [one for one in found if one.table == status.TABLE.name and issue in told(one)]
    assert row.columns["status"] == ("reported", "done")
    assert row.columns["content/reply"] == (None, SEALED)
    assert "content/words" not in row.columns
    assert "nonce" not in str(found)
