"""One matter reported twice: two streams in one command, and nobody sees the other's issue."""

from typing import Any
from uuid import UUID

import httpx2
import pytest

from domain.issue import events
from domain.sealed import KeyScope
from ledger.envelope import Recorded
from projections.replay import check
from service.policy import Principal
from tests.api.face import Face, code_of

FAST = {"category": "lighting", "scale": "small", "track": "fast"}
REPLY = "两处路灯已一并修好"
DONE = {"outcome": "solved", "reply": REPLY}


def act(
    face: Face, issue: UUID, noun: str, body: Any, by: Principal | None = None, **headers: str
) -> httpx2.Response:
    """A command on the issue as it stands, which succeeds."""
    match = f'"{face.town.issue(issue).version}"'
    path = f"/v1/issues/{issue}/{noun}"
    answer = face.post(path, body, by or face.town.clerk, if_match=match, **headers)
    assert answer.status_code == 200, answer.text
    return answer


def pair(face: Face) -> tuple[UUID, UUID]:
    """A resident's report, merged into somebody else's."""
    child = face.town.report(by=face.town.resident, contact=None)
    target = face.town.report()
    act(face, child, "merges", {"target": str(target)})
    return child, target


def told(recorded: list[Recorded[object]]) -> list[tuple[UUID, str]]:
    """Streams and stored names."""
    return [(one.stream, one.topic) for one in recorded]


def status(face: Face, issue: UUID) -> str:
    return face.town.issue(issue).status


def in_one_transaction(recorded: list[Recorded[object]]) -> bool:
    """Gapless, at one time, by one command."""
    first = recorded[0].position
    positions = [one.position for one in recorded]
    alike = {(one.at, one.command) for one in recorded}
    return positions == list(range(first, first + len(recorded))) and len(alike) == 1


def test_both_sides_of_a_merge_are_recorded_together(shared: Face) -> None:
    child, target = shared.town.report(), shared.town.report()
    before = shared.head()
    answer = act(shared, child, "merges", {"target": str(target)})
    recorded = shared.events(before)
    assert told(recorded) == [(child, "issue.merged"), (target, "issue.absorbed")]
    assert in_one_transaction(recorded)
    assert answer.json()["status"] == "merged"
    assert shared.town.issue(target).state.merging.children == (child,)
    assert check(shared.service.database, shared.service.views) == []


def test_an_unmerged_child_stands_where_it_stood(shared: Face) -> None:
    child, target = pair(shared)
    before = shared.head()
    act(shared, child, "unmerges", {"reason": "并非同一处"})
    recorded = shared.events(before)
    assert told(recorded) == [(child, "issue.unmerged"), (target, "issue.released")]
    assert in_one_transaction(recorded)
    assert status(shared, child) == "reported"
    assert shared.town.issue(target).state.merging.children == ()


def test_a_childs_reporter_never_sees_the_target(shared: Face) -> None:
    town = shared.town
    child, target = pair(shared)
    number = town.issue(target).number
    act(shared, target, "triage", FAST)
    act(shared, target, "completion", DONE)
    path = f"/v1/issues/{child}"
    for answer in (
        shared.get(path, town.resident),
        shared.get(f"{path}/events", town.resident),
        shared.get("/v1/issues", town.resident),
    ):
        assert answer.status_code == 200
        assert str(target) not in answer.text
        assert number not in answer.text
    assert code_of(shared.get(f"/v1/issues/{target}", town.resident)) == "not-found"


def test_what_was_linked_before_it_was_merged_does_not_name_the_target(shared: Face) -> None:
    town = shared.town
    child, target = town.report(by=town.resident, contact=None), town.report()
    act(shared, child, "links", {"other": str(target), "kind": "related"})
    act(shared, child, "merges", {"target": str(target)})
    path = f"/v1/issues/{child}"
    for moment in ("", f"?as_of=position:{shared.head()}"):
        own = shared.get(f"{path}{moment}", town.resident)
        assert (own.status_code, own.json()["links"]) == (200, [])
        assert str(target) not in own.text
        for by in (town.clerk, town.auditor, town.owner):
            told = shared.get(f"{path}{moment}", by).json()
            assert told["links"] == [{"issue": str(target), "kind": "related"}]
            assert told["merged_into"] == str(target)
    assert str(target) not in shared.get(f"{path}/events", town.resident).text


@pytest.mark.parametrize(
    ("noun", "body", "ended"),
    [
        ("completion", DONE, "issue.done"),
        ("declines", {"ground": "already-settled", "reply": REPLY}, "issue.declined"),
    ],
)
def test_whoever_reported_the_same_is_answered_too(
    shared: Face, noun: str, body: dict[str, Any], ended: str
) -> None:
    """Each reply uses the key of its own issue, which the command learns of only on the way."""
    town = shared.town
    child, target = pair(shared)
    other = town.report()
    act(shared, other, "merges", {"target": str(target)})
    act(shared, target, "triage", FAST)
    before = shared.head()
    act(shared, target, noun, body)
    recorded = shared.events(before)
    replied = "issue.replied"
    assert told(recorded) == [(target, ended), (child, replied), (other, replied)]
    assert in_one_transaction(recorded)
    keys = shared.service.vault.keys_of((KeyScope.ISSUE, i) for i in (child, other))
    sealed = [one.event.message for one in recorded if isinstance(one.event, events.Replied)]
    assert [one.key for one in sealed] == [keys[KeyScope.ISSUE, i].id for i in (child, other)]
    timeline = shared.get(f"/v1/issues/{child}/events", town.resident).json()["items"]
    assert timeline[-1]["data"] == {"message": REPLY}
    assert status(shared, child) == "merged"
    assert check(shared.service.database, shared.service.views) == []


def test_a_retry_answers_nobody_twice(shared: Face) -> None:
    _, target = pair(shared)
    act(shared, target, "triage", FAST)
    first = act(shared, target, "completion", DONE, idempotency_key="done-once")
    before = shared.head()
    assert act(shared, target, "completion", DONE, idempotency_key="done-once").text == first.text
    assert shared.head() == before


def test_a_refused_completion_answers_nobody(shared: Face) -> None:
    child, target = pair(shared)
    match = f'"{shared.town.issue(target).version}"'
    before = shared.head()
    refused = shared.post(
        f"/v1/issues/{target}/completion", DONE, shared.town.clerk, if_match=match
    )
    assert code_of(refused) == "not-triaged"
    assert shared.head() == before
    assert not shared.town.issue(child).state.answered


def test_a_withdrawn_target_lets_its_children_go(shared: Face) -> None:
    child, target = pair(shared)
    other = shared.town.report()
    act(shared, other, "merges", {"target": str(target)})
    before = shared.head()
    act(shared, target, "withdrawal", {"reason": "已自行解决"})
    recorded = shared.events(before)
    assert told(recorded) == [
        (target, "issue.withdrawn"),
        (child, "issue.unmerged"),
        (target, "issue.released"),
        (other, "issue.unmerged"),
        (target, "issue.released"),
    ]
    assert in_one_transaction(recorded)
    assert [status(shared, i) for i in (child, other, target)] == [
        "reported",
        "reported",
        "withdrawn",
    ]
    assert shared.town.issue(target).state.merging.children == ()
    assert check(shared.service.database, shared.service.views) == []


def test_a_reporter_who_leaves_takes_no_child_along(shared: Face) -> None:
    """After the completion the issue stays, and with it what was merged into it."""
    child, target = pair(shared)
    act(shared, target, "triage", FAST)
    act(shared, target, "completion", DONE)
    before = shared.head()
    act(shared, target, "withdrawal", {})
    assert told(shared.events(before)) == [(target, "issue.reporter-detached")]
    assert status(shared, child) == "merged"


def test_what_one_may_not_see_one_cannot_merge_into(shared: Face) -> None:
    town = shared.town
    place = {"committee": town.next_committee, "compound": town.next_compound}
    hidden, child = town.report(by=town.next_clerk, **place), town.report()
    for noun, body in (
        ("merges", {"target": str(hidden)}),
        ("links", {"other": str(hidden), "kind": "related"}),
    ):
        answer = shared.post(f"/v1/issues/{child}/{noun}", body, town.clerk, if_match='"1"')
        assert code_of(answer) == "unknown-issue"


def test_a_target_that_is_over_or_merged_takes_nothing_in(shared: Face) -> None:
    child, target = pair(shared)
    for over in (child, shared.town.play()):
        body = {"target": str(over)}
        issue = shared.town.report()
        answer = shared.post(f"/v1/issues/{issue}/merges", body, shared.town.clerk, if_match='"1"')
        assert code_of(answer) == "status-forbids"
        assert status(shared, issue) == "reported"
    assert shared.town.issue(target).state.merging.children == (child,)
