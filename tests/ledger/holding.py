"""A process that writes, or holds the turn: `python -m tests.ledger.holding URL NAME COUNT`."""

import sys
import time

from sqlalchemy import text

from ledger.database import Database

THINKING = 0.001
"""Seconds between two transactions, as a scribe needs to answer."""


def main(url: str, name: str, count: int) -> None:
    """Say that we are here, then write so many rows; without a number, hold the turn for ever."""
    database = Database(url)
    if not count:
        with database.write():
            print("holding", flush=True)
            time.sleep(3600)
    print("ready", flush=True)
    for _ in range(count):
        with database.write() as connection:
            connection.execute(text("INSERT INTO written (name) VALUES (:name)"), {"name": name})
        time.sleep(THINKING)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
