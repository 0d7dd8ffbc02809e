"""`replay`: rebuilds, or finds what somebody changed behind the record's back."""

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Column, Table

from ledger.database import Database
from projections.engine import View
from tests.cli.conftest import Copy
from tests.cli.shell import Shell
from tests.projections.tampering import VIEWS, Tampering, another, sibling

AGREED = "views, claims, nodes and head agree with the record\n"


NAMES = [view.name for view in VIEWS]
FIRST = "assignment"
"""The first view in which the demonstration leaves a row."""


def is_filled(database: Database, view: View[Any]) -> bool:
    """Whether the demonstration makes rows of it; `tests.projections` asks of all the views."""
    with database.read() as connection:
        return connection.execute(view.table.select().limit(1)).first() is not None


def values(table: Table) -> Sequence[Column[Any]]:
    """The columns that may change while a row stays the same; a row may be its key alone."""
    return [one for one in table.columns if not one.primary_key and not one.unique]


def change(by_hand: Tampering) -> str:
    """Returns the key of the row."""
    row = by_hand.first()
    column = values(by_hand.table)[0]
    by_hand.change(row, **{column.name: another(column, row[column.name])})
    return by_hand.key_of(row)


def delete(by_hand: Tampering) -> str:
    row = by_hand.first()
    by_hand.delete(row)
    return by_hand.key_of(row)


def insert(by_hand: Tampering) -> str:
    row = sibling(by_hand.table, by_hand.first())
    by_hand.insert(row)
    return by_hand.key_of(row)


KINDS: Sequence[tuple[str, Callable[[Tampering], str]]] = (
    ("changed", change),
    ("missing", delete),
    ("extra", insert),
)


def tampered(shell: Shell, kind: str, tamper: Callable[[Tampering], str]) -> list[str]:
    """Tamper with one row of every view; what has to be told of it."""
    with closing(Database(f"sqlite:///{shell.folder}/var/bihuan.db")) as database:
        filled = [view for view in VIEWS if is_filled(database, view)]
        if tamper is change:
            filled = [view for view in filled if values(view.table)]
        keys = {view.id: tamper(Tampering(database, view.id)) for view in filled}
    return [f"{table} {key}: {kind}" for table, key in keys.items()]


@pytest.mark.parametrize(("kind", "tamper"), KINDS, ids=[kind for kind, _ in KINDS])
def test_one_row_of_every_view_is_found(
    copy: Copy, kind: str, tamper: Callable[[Tampering], str]
) -> None:
    shell = copy()
    told = tampered(shell, kind, tamper)
    everything = shell.run("replay", "--check")
    one = shell.run("replay", "--check", "--view", FIRST)
    assert (everything.status, everything.out.splitlines()) == (1, told)
    assert everything.err.splitlines()[-1] == f"bihuan: {len(told)} rows differ from the record"
    assert (one.status, one.out.splitlines()) == (1, told[:1])


def test_a_rebuild_repairs_one_view_or_all(copy: Copy) -> None:
    shell = copy()
    told = tampered(shell, "missing", delete)
    shell.inside("replay", "--view", FIRST)
    left = shell.inside("replay", "--check")
    assert (left.status, left.out.splitlines()) == (1, told[1:])
    assert shell.inside("replay").out.startswith(f"rebuilt {', '.join(NAMES)}: ")
    assert shell.inside("replay", "--check").out == AGREED


def test_a_view_that_there_is_not_is_told(copy: Copy) -> None:
    complaint = copy().inside("replay", "--view", "weather").complaint
    assert complaint == f"no such view; there are: {', '.join(NAMES)}"


def test_check_and_rebuild_of_a_view_count_its_rows(copy: Copy) -> None:
    shell = copy()
    check = shell.run("replay", "--check", "--view", "status")
    rebuild = shell.run("replay", "--view", "status")
    assert (check.status, check.out) == (0, AGREED)
    assert rebuild.status == 0
    assert re.fullmatch(r"rebuilt status: [1-9][0-9]+ rows\n", rebuild.out)


def test_an_empty_ledger_agrees(shell: Shell) -> None:
    shell.inside("migrate")
    assert shell.inside("replay", "--check").out == AGREED
