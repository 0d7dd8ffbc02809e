"""The answer to a COMMIT is lost: whatever the database did, every command is written once."""

import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from projections.replay import check
from service.errors import Unavailable
from service.service import Service
from tests.neighbourhood import Neighbourhood
from tests.service.line import Line, answer, log, outcome, position, sequence


@pytest.fixture
def town(shared_town: Neighbourhood) -> Neighbourhood:
    """The neighbourhood that this module shares."""
    return shared_town


def lose(
    monkeypatch: pytest.MonkeyPatch, service: Service, *, carried_out: bool, times: int = 1
) -> None:
    """The next COMMITs of the ledger end in a broken connection."""
    dialect = service.database.engine.dialect
    error = sqlite3.OperationalError if service.database.is_sqlite else psycopg.OperationalError
    commit: Callable[[Any], None] = dialect.do_commit
    left = iter(range(times))

    def lost(connection: Any) -> None:
        if next(left, None) is None:
            commit(connection)
            return
        if carried_out:
            commit(connection)
        if not service.database.is_sqlite:
            connection.dbapi_connection.close()
        raise error("server closed the connection unexpectedly")

    monkeypatch.setattr(dialect, "do_commit", lost)


@pytest.mark.parametrize("waiting", [1, 3])
@pytest.mark.parametrize("carried_out", [True, False])
def test_every_command_is_written_once(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch, *, carried_out: bool, waiting: int
) -> None:
    line, before = Line(town.service), position(town.service)
    reports = [town.reporting() for _ in range(waiting)]
    futures = [line.add(report, town.clerk) for report in reports]
    lose(monkeypatch, town.service, carried_out=carried_out)
    line.run()
    rows = log(town.service, after=before)
    written = [row.stream for row in rows if row.topic == "issue.reported"]
    if not carried_out:
        # In an outage nobody is tried again: the callers are told, and nothing was written.
        assert all(isinstance(outcome(future), Unavailable) for future in futures)
        assert written == []
    else:
        assert written == [report.issue for report in reports]
        numbers = [sequence(future) for future in futures]
        assert numbers == list(range(numbers[0], numbers[0] + waiting))
        assert answer(futures[-1]).position == rows[-1].position
    assert len(rows) == 2 * len(written)
    assert check(town.service.database, town.service.views) == []


def test_the_line_goes_on_afterwards(town: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    lose(monkeypatch, town.service, carried_out=True)
    first, second = town.report(), town.report()
    assert (town.issue(first).version, town.issue(second).version) == (1, 1)
    assert town.service.readiness()["ready"]


def test_whatever_hides_the_fate_nobody_is_tried_again(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The COMMIT was carried out, and to look for it fails in a way of its own."""
    line, before = Line(town.service), position(town.service)
    reports = [town.reporting() for _ in range(3)]
    futures = [line.add(report, town.clerk) for report in reports]
    lose(monkeypatch, town.service, carried_out=True)

    def hidden(*_asked: object) -> None:
        raise LookupError("closed")

    monkeypatch.setattr("service.scribe.read_at", hidden)
    line.run()
    assert all(isinstance(outcome(future), Unavailable) for future in futures)
    written = [row.stream for row in log(town.service, after=before)]
    assert [one for one in written if one in {r.issue for r in reports}] == [
        report.issue for report in reports
    ]
