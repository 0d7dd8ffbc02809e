"""Reports of a neighbourhood that goes on, through HTTP: what they tell of before and after."""

import pytest

from domain.issue.events import DeclineGround
from ledger.turns import Seats
from service.commands.exits import Decline
from service.commands.handling import Respond
from service.commands.merging import Merge
from tests.api.face import code_of
from tests.bench.explained import explaining
from tests.reports.april import April
from tests.reports.asking import HALF, XLSX, path, standing, told, unanswered


def test_who_asks_while_another_is_drawn_is_told_to_come_again(
    own: April, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, clerk = own.face.service.reports, own.town.clerk
    monkeypatch.setattr(reports, "_seats", Seats(1, 0.0, "another"))
    with reports._seats.taken(), explaining(own.face.service) as plans:
        for media in ("application/json", "text/html", XLSX):
            busy = own.face.get(path(own, HALF), clerk, accept=media)
            assert (busy.status_code, code_of(busy)) == (503, "unavailable")
            assert busy.headers["retry-after"] == "1"
        assert not [*plans.of("view_fact"), *plans.of("view_tally")]
        # Whoever may not have it need not come again, and a list is soon told.
        assert own.face.get(path(own, HALF), own.town.handler).status_code == 403
        assert own.face.get(path(own), clerk).status_code == 200
    assert own.face.get(path(own, HALF), clerk).status_code == 200


def test_what_is_recorded_later_changes_no_report_on_record(own: April) -> None:
    """A late answer, dated back into the period, is in the report as of the day it came."""
    before, town = told(own), own.town
    issue, _ = unanswered(own)
    own.until(17, 9)
    town.do(Respond(issue=issue, message="迟复为歉"), by=town.clerk)
    own.fold()
    after = told(own)
    assert after["position"] > before["position"]
    assert {**after, "position": 0} == {**before, "position": 0}
    newer = told(own, f"{HALF}?as_of=2040-04-17")
    assert newer["standing"]["unanswered"] == 1
    assert (newer["drawn_at"], newer["as_of"]) == (before["drawn_at"], "2040-04-17")


def test_what_has_left_the_loop_stands_no_longer(own: April) -> None:
    """Though what it missed stays on record, and in its rate."""
    town, (declined, merged) = own.town, unanswered(own)
    own.until(17, 9)
    decline = Decline(issue=declined, ground=DeclineGround.OUT_OF_REMIT, reply="不属受理范围")
    town.do(decline, by=town.clerk)
    own.until(18, 9)
    town.do(Merge(issue=merged, target=town.report()), by=town.clerk)
    own.fold()
    for body in ("committee", "subdistrict", "district"):
        days = {day: standing(own, day, body) for day in ("15", "16", "17", "18")}
        assert days == {"15": (2, 2, 2), "16": (2, 2, 2), "17": (1, 1, 1), "18": (0, 1, 0)}
    today = told(own, f"{HALF}?as_of=2040-04-18")
    assert today["standing"]["overdue_numbers"] == []
    assert len(today["standing"]["unanswered_numbers"]) == 1
    [row] = [row for row in today["figures"]["clocks"] if row["clock"] == "completion"]
    assert row["missed"] == 2


def test_the_list_goes_on(own: April) -> None:
    own.until(16, 8)
    for hours in (24 * 16, 24 * 16, 24 * 16):
        own.days.go_on(hours=hours)
        own.draw()
    seen: list[tuple[str, str]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = own.face.get(f"{path(own)}?limit=2{cursor}", own.town.clerk)
        body = page.json()
        seen += [(one["kind"], one["first"]) for one in body["items"]]
        assert ("next" in page.links) is (body["next"] is not None)
        cursor = f"&cursor={body['next']}" if body["next"] else None
    every = own.face.get(path(own), own.town.clerk).json()["items"]
    assert seen == [(one["kind"], one["first"]) for one in every]
    assert len(seen) == len(set(seen)) == 6
    wrong = own.face.get(f"{path(own)}?cursor=x", own.town.clerk)
    assert code_of(wrong) == "malformed-request"
