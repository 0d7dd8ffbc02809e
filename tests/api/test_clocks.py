"""An issue's clocks over HTTP: shown with it, and explained."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest

from domain.moment import DAY, HOUR, MINUTE, Moment, local
from service.commands.handling import Respond
from service.commands.timekeeping import KeepTime
from service.service import SYSTEM
from tests.api.face import Face

PAUSE = {"clock": "completion", "ground": "waiting-for-permit", "note": "等待挖掘许可"}
MORE = {
    "clock": "completion",
    "by": {"amount": 2, "span": "hour", "basis": "natural"},
    "reason": "许可已批，需二次进场",
}


def shown(face: Face, issue: UUID) -> dict[str, dict[str, Any]]:
    """The clocks in the issue's detail, by kind."""
    told = face.get(f"/v1/issues/{issue}", face.town.clerk).json()
    return {clock["clock"]: clock for clock in told["clocks"]}


def explained(face: Face, issue: UUID, as_of: str = "") -> dict[str, dict[str, Any]]:
    """The clocks as they are explained, by kind."""
    query = f"?as_of={as_of}" if as_of else ""
    told = face.get(f"/v1/issues/{issue}/clocks{query}", face.town.clerk).json()
    return {clock["clock"]: clock for clock in told["items"]}


def test_a_report_begins_what_was_promised(shared_sqlite: Face) -> None:
    issue = shared_sqlite.town.report()
    clocks = shown(shared_sqlite, issue)
    assert set(clocks) == {"response", "completion"}
    assert [clock["state"] for clock in clocks.values()] == ["running", "running"]
    assert clocks["response"]["limit"] == {"amount": 15, "span": "minute", "basis": "natural"}
    assert not clocks["response"]["provisional"]


def test_their_order_stays_when_one_has_ended(shared_sqlite: Face) -> None:
    town = shared_sqlite.town
    issue = town.report()
    before = list(shown(shared_sqlite, issue))
    town.do(Respond(issue=issue, message="已收到"), by=town.clerk)
    assert list(shown(shared_sqlite, issue)) == before == ["response", "completion"]


def test_a_resident_is_told_what_they_were_promised(shared_sqlite: Face) -> None:
    town = shared_sqlite.town
    issue = town.report(by=town.resident, contact=None)
    told = shared_sqlite.get(f"/v1/issues/{issue}/clocks", town.resident).json()
    assert [clock["clock"] for clock in told["items"]] == ["response", "completion"]
    assert shared_sqlite.get(f"/v1/issues/{issue}/clocks", town.next_clerk).status_code == 404


def test_a_pause_is_left_out_and_more_time_is_added(shared_sqlite: Face) -> None:
    town = shared_sqlite.town
    issue = town.report()
    before = shown(shared_sqlite, issue)["completion"]["due"]
    path = f"/v1/issues/{issue}"
    paused = shared_sqlite.post(f"{path}/pauses", PAUSE, town.clerk)
    [clock] = [one for one in paused.json()["clocks"] if one["clock"] == "completion"]
    assert (clock["state"], clock["due"], clock["paused"]) == ("paused", None, PAUSE["ground"])
    assert clock["paused_since"] == paused.json()["updated_at"]
    shared_sqlite.post(f"{path}/resumptions", {"clock": "completion"}, town.clerk)
    resumed = shown(shared_sqlite, issue)["completion"]
    assert (resumed["state"], resumed["paused"]) == ("running", None)
    assert resumed["paused_since"] is None
    assert resumed["due"] > before
    told = shared_sqlite.post(f"{path}/extensions", MORE, town.superior, if_match='"3"')
    [clock] = [one for one in told.json()["clocks"] if one["clock"] == "completion"]
    assert clock["extensions"] == [MORE["by"]]
    assert clock["due"] > resumed["due"]
    changes = [step["change"] for step in explained(shared_sqlite, issue)["completion"]["steps"]]
    assert changes == ["begun", "paused", "resumed", "extended"]


def test_what_is_left_out_is_told_and_the_rest_adds_up(shared_sqlite: Face) -> None:
    town = shared_sqlite.town
    issue = town.report(occurred_at=town.service.now() - 3 * HOUR)
    shared_sqlite.post(f"/v1/issues/{issue}/pauses", PAUSE, town.clerk)
    shared_sqlite.post(f"/v1/issues/{issue}/resumptions", {"clock": "completion"}, town.clerk)
    clock = explained(shared_sqlite, issue)["completion"]
    assert [one["sort"] for one in clock["stretches"]] == ["counted", "paused", "counted"]
    counted = sum(one["counted_seconds"] for one in clock["stretches"])
    assert counted == pytest.approx(clock["used_seconds"])
    assert 3 * 3600 <= counted < 3 * 3600 + 600
    assert clock["used_seconds"] + clock["remaining_seconds"] == pytest.approx(24 * 3600)
    assert sum(day["counted_seconds"] for day in clock["days"]) == pytest.approx(counted)


def test_a_miss_is_on_record_and_told(shared_sqlite: Face) -> None:
    town = shared_sqlite.town
    issue = town.report(occurred_at=town.service.now() - DAY - MINUTE)
    assert shown(shared_sqlite, issue)["completion"]["state"] == "missed"
    assert shown(shared_sqlite, issue)["completion"]["missed_at"] is None
    town.do(KeepTime(issue=issue), by=SYSTEM)
    clock = explained(shared_sqlite, issue)["completion"]
    assert clock["missed_at"] is not None
    assert [step["change"] for step in clock["steps"]] == ["begun", "missed"]
    assert clock["steps"][-1]["role"] == "system"


def test_the_past_is_explained_as_it_stood(shared_sqlite: Face) -> None:
    town = shared_sqlite.town
    issue = town.report()
    position = shared_sqlite.head()
    shared_sqlite.post(f"/v1/issues/{issue}/pauses", PAUSE, town.clerk)
    then = explained(shared_sqlite, issue, f"position:{position}")["completion"]
    assert (then["state"], [step["change"] for step in then["steps"]]) == ("running", ["begun"])
    assert explained(shared_sqlite, issue)["completion"]["state"] == "paused"


def test_the_past_is_read_at_the_moment_asked_for(
    shared_sqlite: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where nothing was recorded since: what fell due by then had fallen due."""
    town = shared_sqlite.town
    issue = town.report()
    later = Moment(town.service.now() + DAY + MINUTE)
    monkeypatch.setattr(town.service.reader, "_now", lambda: later)
    for past, state in ((MINUTE, "missed"), (2 * MINUTE, "running")):
        then = quote(local(Moment(later - past)).isoformat())
        told = shared_sqlite.get(f"/v1/issues/{issue}?as_of={then}", town.clerk).json()
        states = {clock["clock"]: clock["state"] for clock in told["clocks"]}
        assert states == {"response": "missed", "completion": state}
        assert explained(shared_sqlite, issue, then)["completion"]["state"] == state
