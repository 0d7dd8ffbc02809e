"""Writers of one SQLite database take turns, whichever thread or process they are of."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from ledger.database import Database
from ledger.turns import Busy, Seats, Turn
from service.outage import is_outage, reason

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
COUNT = 300


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """One table, in which stands who has written."""
    made = Database(f"sqlite:///{tmp_path}/x.db")
    with made.write() as connection:
        connection.execute(text("CREATE TABLE written (name TEXT)"))
    yield made
    made.close()


@contextmanager
def process(database: Database, name: str, count: int) -> Iterator["subprocess.Popen[str]"]:
    """Another process at that database, once it has said that it is there."""
    command = [sys.executable, "-m", "tests.ledger.holding", str(database.url), name, str(count)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as started:
        try:
            assert started.stdout is not None
            assert started.stdout.readline().strip() == ("ready" if count else "holding")
            yield started
        finally:
            started.kill()


def written(database: Database) -> list[str]:
    """Who has written, in order."""
    with database.read() as connection:
        return list(connection.execute(text("SELECT name FROM written ORDER BY rowid")).scalars())


def write(database: Database, name: str) -> None:
    for _ in range(COUNT):
        with database.write() as connection:
            connection.execute(text("INSERT INTO written (name) VALUES (:name)"), {"name": name})


def turn_of(database: Database, seconds: float = PATIENCE) -> Turn:
    return Turn(Path(f"{database.url.database}.turn"), seconds)


def test_two_processes_and_two_threads_all_get_on(database: Database) -> None:
    with process(database, "a", COUNT) as a, process(database, "b", COUNT) as b:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda name: write(database, name), ["c", "d"]))
        assert [a.wait(PATIENCE), b.wait(PATIENCE)] == [0, 0]
    rows = written(database)
    assert {name: rows.count(name) for name in "abcd"} == dict.fromkeys("abcd", COUNT)
    # While any of them was still writing, nobody was left out.
    assert set(rows[: 3 * COUNT]) == set("abcd")


def test_a_turn_is_waited_for_no_longer_than_said(database: Database) -> None:
    with process(database, "x", 0), pytest.raises(Busy) as told:
        turn_of(database, seconds=0.1).taken().__enter__()
    assert is_outage(told.value)
    assert reason(told.value) == "another process holds the database"


def test_a_killed_holder_frees_the_turn(database: Database) -> None:
    with process(database, "x", 0) as holder, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(write, database, "y")
        holder.kill()
        waiting.result(PATIENCE)
    assert written(database) == ["y"] * COUNT


def test_who_gave_up_does_not_keep_the_turn(database: Database) -> None:
    """The kernel still gives it to them, later."""
    impatient = turn_of(database, seconds=0.05)
    with turn_of(database).taken():
        for _ in range(3):
            with pytest.raises(Busy):
                impatient.taken().__enter__()
    with turn_of(database).taken(), pytest.raises(Busy):
        impatient.taken().__enter__()
    with turn_of(database).taken():
        pass


def test_threads_wait_for_each_other(database: Database) -> None:
    one = turn_of(database, seconds=0.05)
    with one.taken(), ThreadPoolExecutor(1) as pool, pytest.raises(Busy) as told:
        pool.submit(one.taken().__enter__).result()
    assert reason(told.value) == "other writers hold the database"
    with one.taken():
        pass


def test_a_turn_that_cannot_be_taken_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.db.turn").mkdir()
    database = Database(f"sqlite:///{tmp_path}/x.db")
    with pytest.raises(OperationalError) as told, database.write():
        pass
    assert reason(told.value).endswith(f"Is a directory: '{tmp_path}/x.db.turn'")
    database.close()


def test_seats_are_given_back() -> None:
    seats = Seats(2, 0.05, "too many")
    for _ in range(3):
        with seats.taken(), seats.taken(), pytest.raises(Busy):
            seats.taken().__enter__()


def test_who_waits_longest_sits_next() -> None:
    """Also where somebody comes back at once: a hundred times round, nobody is passed over."""
    seats, order, threads = Seats(1, PATIENCE, "too many"), list[int](), 4

    def sit(number: int) -> None:
        for _ in range(100):
            with seats.taken():
                order.append(number)
                # Nobody leaves before all others are in line, or have had their last turn.
                while len(seats._line) < threads - 1 and len(order) < 100:
                    time.sleep(0)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(sit, range(threads)))
    first, later = order[:threads], order[threads:100]
    assert sorted(first) == list(range(threads))
    assert later == [first[n % threads] for n in range(len(later))]
