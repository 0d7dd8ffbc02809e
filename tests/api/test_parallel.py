"""A hundred at once: what must happen once happens once, and everybody hears the truth."""

from collections import Counter
from typing import Any

from tests.api.face import Call, Face, code_of, version_of

MANY = 100
TRIAGE = {"category": "lighting", "scale": "small", "track": "fast"}


def test_of_many_with_the_same_if_match_one_succeeds(shared: Face) -> None:
    issue = shared.town.report()
    path, seen = f"/v1/issues/{issue}/triage", {"If-Match": '"1"'}
    before = shared.head()
    call = Call(path=path, by=shared.town.clerk, body=TRIAGE, headers=seen)
    answers = shared.together([call] * MANY)
    assert Counter(a.status_code for a in answers) == {200: 1, 412: MANY - 1}
    assert [e.topic for e in shared.events(before)] == ["issue.triaged"]
    stale = [a.json() for a in answers if a.status_code == 412]
    assert {(s["code"], s["facts"]["version"]) for s in stale} == {("stale-version", 2)}


def test_without_if_match_everybody_is_served_and_sees_their_own_version(shared: Face) -> None:
    issue = shared.town.report()
    path = f"/v1/issues/{issue}/responses"
    calls = [
        Call(path=path, by=shared.town.clerk, body={"message": f"第{n}次联系"}) for n in range(MANY)
    ]
    answers = shared.together(calls)
    assert {a.status_code for a in answers} == {200}
    assert sorted(version_of(a) for a in answers) == list(range(2, MANY + 2))
    assert [a.json()["version"] for a in answers] == [version_of(a) for a in answers]


def test_many_reports_with_one_key_are_one_issue(shared: Face) -> None:
    before = shared.head()
    call = Call(
        path="/v1/issues",
        by=shared.town.clerk,
        body=shared.reporting(),
        headers={"Idempotency-Key": "tap-1"},
    )
    answers = shared.together([call] * MANY)
    assert [e.topic for e in shared.events(before)] == ["person.registered", "issue.reported"]
    told = {(a.status_code, a.headers["location"], a.headers["etag"], a.content) for a in answers}
    assert len(told) == 1
    [(status, location, _, _)] = told
    assert (status, location) == (201, f"/v1/issues/{answers[0].json()['id']}")


def test_many_issues_at_once_get_consecutive_numbers(shared: Face) -> None:
    calls = [Call(path="/v1/issues", by=shared.town.clerk, body=shared.reporting())] * MANY
    answers = shared.together(calls)
    assert {a.status_code for a in answers} == {201}
    numbers = sorted(int(a.json()["number"].rpartition("-")[2]) for a in answers)
    assert numbers == list(range(numbers[0], numbers[0] + MANY))


def _triage(shared: Face, path: str, body: Any = TRIAGE, **headers: str) -> Any:
    return shared.post(path, body, shared.town.clerk, if_match='"1"', **headers)


def test_a_retry_of_a_success_gets_the_success_again(shared: Face) -> None:
    path = f"/v1/issues/{shared.town.report()}/triage"
    first = _triage(shared, path, idempotency_key="k")
    before = shared.head()
    again = _triage(shared, path, idempotency_key="k")
    assert first.status_code == 200
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["etag"] == first.headers["etag"]
    assert code_of(_triage(shared, path)) == "stale-version"
    assert shared.head() == before


def test_a_retry_gets_the_first_success_even_after_others_went_on(shared: Face) -> None:
    issue = shared.town.report()
    path = f"/v1/issues/{issue}/triage"
    first = _triage(shared, path, idempotency_key="k")
    moved = shared.post(f"/v1/issues/{issue}/responses", {"message": "已收到"}, shared.town.clerk)
    assert version_of(moved) == 3
    assert _triage(shared, path, idempotency_key="k").content == first.content


def test_a_key_is_for_one_body(shared: Face) -> None:
    path = f"/v1/issues/{shared.town.report()}/triage"
    assert _triage(shared, path, idempotency_key="k").status_code == 200
    other = _triage(shared, path, TRIAGE | {"category": "parking"}, idempotency_key="k")
    assert (other.status_code, code_of(other)) == (422, "idempotency-key-reused")


def test_a_refusal_is_not_remembered(shared: Face) -> None:
    issue = shared.town.report()
    path, body = f"/v1/issues/{issue}/acknowledgements", {"party": str(shared.town.contractor)}
    refused = shared.post(path, body, shared.town.clerk, idempotency_key="k")
    assert code_of(refused) == "not-dispatched"
    parties = {"parties": [str(shared.town.contractor)]}
    shared.post(f"/v1/issues/{issue}/dispatches", parties, shared.town.clerk)
    assert shared.post(path, body, shared.town.clerk, idempotency_key="k").status_code == 200


def test_a_key_belongs_to_its_principal_and_path(shared: Face) -> None:
    """Nobody else's key and no other issue's: each of these is a command of its own."""
    one, other = shared.town.report(), shared.town.report()
    body, before = {"message": "已收到"}, shared.head()
    for issue, by in (
        (one, shared.town.clerk),
        (other, shared.town.clerk),
        (one, shared.town.superior),
    ):
        noun = "replies"
        answer = shared.post(f"/v1/issues/{issue}/{noun}", body, by, idempotency_key="k")
        assert answer.status_code == 200
    responded = shared.post(
        f"/v1/issues/{one}/responses", body, shared.town.clerk, idempotency_key="k"
    )
    assert responded.status_code == 200
    assert len(shared.events(before)) == 4


def test_two_keys_of_one_person_are_one_principal(shared: Face) -> None:
    """A retry after the key was replaced still finds its success: the person is the scope."""
    body, path = {"message": "已收到"}, f"/v1/issues/{shared.town.report()}/replies"
    first = shared.post(path, body, shared.town.clerk, idempotency_key="k")
    fresh = f"Bearer {shared.town.key(shared.town.clerk)}"
    again = shared.post(path, body, None, idempotency_key="k", authorization=fresh)
    assert again.content == first.content


def test_a_retry_is_authorised_again(shared: Face) -> None:
    """Who may no longer see the issue does not see it through an old key either."""
    town = shared.town
    issue = town.report()
    parties = {"parties": [str(town.property_company)]}
    shared.post(f"/v1/issues/{issue}/dispatches", parties, town.clerk)
    path = f"/v1/issues/{issue}/acknowledgements"
    assert shared.post(path, {}, town.handler, idempotency_key="k").status_code == 200
    assert town.handler.person is not None
    moved = f"Bearer {town.service.keyring.create(town.next_clerk, town.handler.person)[1]}"
    again = shared.post(path, {}, None, idempotency_key="k", authorization=moved)
    assert code_of(again) == "not-found"
