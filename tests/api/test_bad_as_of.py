"""Points of the record that are none, or that are still to come: refused, and told why."""

from urllib.parse import quote

import httpx2
import pytest

from service.ids import new_id
from tests.api.face import Face, code_of
from tests.api.living import head_of, report, then
from tests.api.provoking import FUTURE
from tests.api.refusal import CANARY, require_problem

BAD = [
    "",
    CANARY,
    "now",
    "17",
    "position",
    "position:",
    "position:-1",
    "position:+1",
    "position:01",
    "position:1.0",
    "position:%201",
    "position:１",
    "Position:1",
    "position:" + "9" * 19,
    "position:" + "9" * 5_000,
    "position:1,position:2",
    "2026-05-06",
    "2026-05-06T09:30:00",
    "2026-05-06T09:30:00+08:00",  # The plus is a space in a query.
    "2026-02-30T09:30:00Z",
    "1969-12-31T23:59:59Z",
    "%00",
    "%ff",
]


def _reasons(answer: httpx2.Response) -> list[tuple[str, str]]:
    require_problem(answer)
    assert code_of(answer) == "malformed-request"
    return [(error["pointer"], error["reason"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize("text", BAD, ids=lambda text: text[:24])
def test_what_is_no_point_is_refused(shared: Face, text: str) -> None:
    for path in (report(shared), f"/v1/issues/{new_id()}"):
        [(pointer, reason)] = _reasons(then(shared, path, text, shared.town.clerk))
        told = ("/as_of", "time_or_position_expected")
        assert (pointer, reason) == told or text in {"%00", "%ff"}


def test_two_points_are_none(shared: Face) -> None:
    answer = shared.get(f"{report(shared)}?as_of=position:1&as_of=position:2", shared.town.clerk)
    assert _reasons(answer) == [("", "repeated")]


def test_a_point_that_is_still_to_come_is_refused(shared: Face) -> None:
    """Whether or not there is such an issue: it says nothing of it."""
    for path in (report(shared), f"/v1/issues/{new_id()}"):
        head, _ = head_of(shared)
        beyond = then(shared, path, f"position:{head + 1}", shared.town.clerk)
        assert _reasons(beyond) == [("/as_of", "beyond_the_head")]
        future = then(shared, path, quote(FUTURE), shared.town.clerk)
        assert _reasons(future) == [("/as_of", "in_the_future")]
