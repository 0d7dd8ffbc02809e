"""A process that meets what only a newer program knows stops writing."""

from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import StoredEvent
from structlog.testing import capture_logs

from ledger.recorder import LedgerRecorder
from service.commands.handling import Reply
from service.errors import Unavailable
from tests.neighbourhood import Neighbourhood
from tests.service.line import Line, log, outcome, position


def unknown(town: Neighbourhood) -> None:
    """Append what only a newer program knows."""
    state = log(town.service)[-1].state
    stored = StoredEvent(uuid4(), 1, "lamp.painted", state)
    LedgerRecorder(town.service.database).insert_events([stored])


def test_an_unknown_event_stops_this_processs_writing(town: Neighbourhood) -> None:
    line = Line(town.service)
    futures = [line.add(town.reporting(), town.clerk) for _ in range(3)]
    unknown(town)
    before = position(town.service)
    line.run()
    told = [outcome(f) for f in futures]
    assert [str(error) for error in told] == ["a newer program has written to this ledger"] * 3
    assert {type(error) for error in told} == {Unavailable}
    assert line.scribe.halted == "a newer program has written to this ledger"
    assert position(town.service) == before


def test_a_service_that_has_halted_says_so(town: Neighbourhood) -> None:
    unknown(town)
    before = position(town.service)
    for _ in range(2):
        with pytest.raises(Unavailable, match="newer program") as caught:
            town.report()
        assert caught.value.seconds == 30
    readiness = town.service.readiness()
    assert (readiness["ready"], readiness["halted"]) == (False, str(caught.value))
    assert position(town.service) == before


def painted(town: Neighbourhood) -> UUID:
    """An issue whose stream goes on with what only a newer program knows."""
    issue = town.report()
    state = log(town.service)[-1].state
    stored = StoredEvent(issue, 2, "issue.painted", state)
    LedgerRecorder(town.service.database).insert_events([stored])
    return issue


@pytest.mark.parametrize("together", [256, 1])
def test_who_meets_an_unknown_event_stops_those_behind(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    """The neighbours do not touch that stream; still nothing is written any more."""
    issue, line = painted(town), Line(town.service)
    before = position(town.service)
    # As if another program had folded the views: only the stream is left to meet.
    monkeypatch.setattr(line.scribe, "_bring_up", lambda _connection, _position: True)
    monkeypatch.setattr("service.scribe._MAX_BATCH", together)
    futures = [
        line.add(Reply(issue=issue, message="您好"), town.clerk),
        line.add(town.reporting(), town.clerk),
        line.add(town.reporting(), town.clerk),
    ]
    with capture_logs() as logs:
        line.run()
    assert {type(outcome(f)) for f in futures} == {Unavailable}
    assert position(town.service) == before
    assert [entry["error"] for entry in logs] == ["UnknownEvent"]
