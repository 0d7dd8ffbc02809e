"""`search rebuild`: the index from the record, as told on the command line."""

from contextlib import closing

from sqlalchemy import delete, func, select

from ledger.database import Database
from ledger.tables import gram, gram_cursor
from tests.cli.conftest import Copy
from tests.cli.shell import Shell

DONE = "the search index agrees with the record\n"


def ledger(shell: Shell) -> Database:
    return Database(f"sqlite:///{shell.folder}/var/bihuan.db")


def state(shell: Shell) -> tuple[int, int]:
    """How many rows the index has, and how far it has come."""
    with closing(ledger(shell)) as database, database.read() as connection:
        rows = connection.execute(select(func.count()).select_from(gram)).scalar_one()
        return rows, connection.execute(select(gram_cursor.c.position)).scalar_one()


def test_it_is_made_again(copy: Copy) -> None:
    shell = copy()
    before = state(shell)
    assert before[0] > 0
    with closing(ledger(shell)) as database, database.write() as connection:
        connection.execute(delete(gram))
    ended = shell.inside("search", "rebuild")
    assert (ended.status, ended.out) == (0, DONE)
    assert ended.err.startswith("indexing: ")
    assert state(shell) == before


def test_an_empty_ledger_has_an_empty_index(either: Shell) -> None:
    either.inside("migrate")
    assert either.inside("search", "rebuild").out == DONE


def test_without_a_ledger_it_says_what_to_do(shell: Shell) -> None:
    complaint = shell.inside("search", "rebuild").complaint
    assert complaint == "the databases are not up to date: run `bihuan migrate`"
