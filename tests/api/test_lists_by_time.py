"""Lists by time: what is overdue, at risk, paused or due, the same as each issue says of itself."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from domain.issue.events import ClockId, DeclineGround, PauseGround
from domain.method.terms import Clock
from domain.moment import DAY, HOUR, MINUTE, Moment, local
from processes.followers import Followers
from service.commands.clocks import PauseClock
from service.commands.exits import Decline
from service.commands.handling import Respond
from service.policy import Principal
from tests.api.face import Face, code_of
from tests.api.refusal import require_problem
from tests.projections.following import follow

ISSUES = "/v1/issues"


def ago(face: Face, time: int) -> dict[str, Any]:
    return {"occurred_at": Moment(face.town.service.now() - time)}


@pytest.fixture(scope="module")
def issues(shared: Face) -> dict[str, str]:
    """One of each sort, with 15 minutes for a response and 24 hours for the completion."""
    town = shared.town
    found = {
        "fresh": town.report(),
        "warned": town.report(**ago(shared, 13 * MINUTE)),
        "unanswered": town.report(**ago(shared, HOUR)),
        "late": town.report(**ago(shared, 2 * DAY)),
        "answered": town.report(**ago(shared, HOUR)),
        "pausing": town.report(**ago(shared, HOUR)),
        "overdue_and_paused": town.report(**ago(shared, 2 * DAY)),
        "elsewhere": town.report(
            by=town.next_clerk,
            committee=town.next_committee,
            compound=town.next_compound,
            **ago(shared, 20 * DAY),
        ),
        "declined": town.report(**ago(shared, 2 * DAY)),
        "closed": town.play(),
    }
    for name in ("answered", "pausing"):
        town.do(Respond(issue=found[name], message="已收到"), by=town.clerk)
    for name in ("pausing", "overdue_and_paused"):
        clock = ClockId(kind=Clock.COMPLETION)
        pause = PauseClock(issue=found[name], clock=clock, ground=PauseGround.WEATHER, note="台风")
        town.do(pause, by=town.clerk)
    decline = Decline(issue=found["declined"], ground=DeclineGround.OUT_OF_REMIT, reply="不属")
    town.do(decline, by=town.clerk)
    follow(shared.service)
    return {name: str(issue) for name, issue in found.items()}


def listed(face: Face, query: str, by: Principal | None = None) -> list[dict[str, Any]]:
    """Page by page, so that cursors are tried as well."""
    items: list[dict[str, Any]] = []
    path = f"{ISSUES}?limit=2{query}"
    while path:
        answer = face.get(path, by or face.town.auditor)
        assert answer.status_code == 200, answer.text
        items += answer.json()["items"]
        following = answer.json()["next"]
        path = f"{ISSUES}?limit=2{query}&cursor={following}" if following else ""
    return items


def names(issues: dict[str, str], items: Sequence[dict[str, Any]]) -> set[str]:
    told = {issue: name for name, issue in issues.items()}
    return {told[item["id"]] for item in items if item["id"] in told}


EXPECTED = {
    "&overdue=true": {"unanswered", "late", "overdue_and_paused", "elsewhere"},
    "&at_risk=true": {"warned"},
    "&paused=true": {"pausing", "overdue_and_paused"},
    "&overdue=true&paused=true": {"overdue_and_paused"},
    "&overdue=true&paused=false": {"unanswered", "late", "elsewhere"},
    "&overdue=true&status=reported&channel=patrol": set(),
    "&paused=true&overdue=false": {"pausing"},
    "&overdue=true&at_risk=true": set(),
}


@pytest.mark.parametrize("query", EXPECTED)
def test_a_list_holds_what_it_names(shared: Face, issues: dict[str, str], query: str) -> None:
    assert names(issues, listed(shared, query)) == EXPECTED[query]


@pytest.mark.parametrize("name", ["overdue", "at_risk", "paused"])
def test_an_issue_says_of_itself_what_lists_go_by(
    shared: Face, issues: dict[str, str], name: str
) -> None:
    everything = listed(shared, "")
    for answer in ("true", "false"):
        told = [item["id"] for item in everything if item[name] is (answer == "true")]
        assert [item["id"] for item in listed(shared, f"&{name}={answer}")] == told


def test_due_before_a_moment(shared: Face, issues: dict[str, str]) -> None:
    now = shared.town.service.now()
    for when in (now - 3 * DAY, now, now + 5 * MINUTE, now + HOUR, now + 40 * DAY):
        before = quote(local(Moment(when)).isoformat())
        told = listed(shared, f"&due_before={before}")
        limit = local(Moment(when)).isoformat()
        due = [item for item in listed(shared, "") if item["due"] and item["due"] < limit]
        assert [item["id"] for item in told] == [item["id"] for item in due]
    assert names(issues, told) == issues.keys() - {"pausing", "declined", "closed"}


def test_the_first_clock_is_told(shared: Face, issues: dict[str, str]) -> None:
    told = {item["id"]: item for item in listed(shared, "")}
    clocks = {name: told[issue]["due_clock"] for name, issue in issues.items()}
    assert (clocks["fresh"], clocks["answered"]) == ("response", "completion")
    assert (clocks["pausing"], clocks["closed"], clocks["declined"]) == (None, None, None)
    for issue in issues.values():
        detail = shared.get(f"{ISSUES}/{issue}", shared.town.auditor).json()
        for name in ("due", "due_clock", "due_provisional", "overdue", "at_risk", "paused"):
            assert detail[name] == told[issue][name]


def test_pages_backwards_by_time(shared: Face, issues: dict[str, str]) -> None:
    first = shared.get(f"{ISSUES}?overdue=true&limit=2", shared.town.auditor).json()
    second = shared.get(
        f"{ISSUES}?overdue=true&limit=2&cursor={first['next']}", shared.town.auditor
    ).json()
    back = shared.get(
        f"{ISSUES}?overdue=true&limit=2&cursor={second['prev']}", shared.town.auditor
    ).json()
    assert back["items"] == first["items"]


def test_nobody_is_shown_more_by_time(shared: Face, issues: dict[str, str]) -> None:
    town = shared.town
    assert names(issues, listed(shared, "&overdue=true", town.next_clerk)) == {"elsewhere"}
    mine = names(issues, listed(shared, "&overdue=true", town.clerk))
    assert mine == {"unanswered", "late", "overdue_and_paused"}
    assert names(issues, listed(shared, "&overdue=true", town.superior)) == mine | {"elsewhere"}
    assert listed(shared, "&overdue=true", town.administrator) == []
    assert listed(shared, "&overdue=true", town.handler) == []


def test_a_search_is_narrowed_by_time(shared: Face, issues: dict[str, str]) -> None:
    found = names(issues, listed(shared, f"&q={quote('春晖')}&overdue=true"))
    assert found == {"unanswered", "late", "overdue_and_paused"}
    found = names(issues, listed(shared, f"&q={quote('春晖')}&overdue=true&paused=false"))
    assert found == {"unanswered", "late"}


@pytest.mark.parametrize("query", ["overdue=false", "q=x&paused=true"])
def test_a_resident_is_told_and_cannot_ask(shared: Face, query: str) -> None:
    town = shared.town
    issue = town.report(by=town.resident, contact=None)
    [item] = [one for one in listed(shared, "", town.resident) if one["id"] == str(issue)]
    assert (item["overdue"], item["due_clock"]) == (False, "response")
    answer = shared.get(f"{ISSUES}?{query}", town.resident)
    require_problem(answer)
    assert (answer.status_code, code_of(answer)) == (422, "staff-alone")
    assert answer.json()["facts"] == {"field": query.rpartition("&")[2].partition("=")[0]}


@pytest.mark.parametrize(
    "query",
    [
        "overdue=perhaps",
        "overdue=true&overdue=true",
        "paused=",
        "due_before=tomorrow",
        "due_before=2026-05-06",
        "due_before=2026-05-06T09:30:00",
        "at_least=x",
    ],
)
def test_a_bad_question_is_refused(shared: Face, query: str) -> None:
    answer = shared.get(f"{ISSUES}?{query}", shared.town.clerk)
    require_problem(answer)
    assert (answer.status_code, code_of(answer)) == (400, "malformed-request")


def test_who_has_written_can_wait(face: Face) -> None:
    followers = Followers(face.service.database, face.service.views)
    face.app.state.followers = followers
    followers.start()
    made: list[httpx2.Response] = []
    for _ in range(3):
        issue = face.town.report(**ago(face, HOUR))
        urged = face.post(f"{ISSUES}/{issue}/urgings", {"message": "快"}, face.town.clerk)
        position = urged.headers["bihuan-position"]
        made.append(urged)
        answer = face.get(f"{ISSUES}?overdue=true&at_least={position}", face.town.clerk)
        assert len(answer.json()["items"]) == len(made)
    followers.stop()
    later = face.get(f"{ISSUES}?overdue=true&at_least={face.head() + 1}", face.town.clerk)
    assert later.json()["errors"][0]["reason"] == "beyond_the_head"
