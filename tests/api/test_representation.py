"""An issue as each caller sees it: masks, confidences, what is allowed next."""

from typing import Any
from uuid import UUID

import pytest

from domain.person.events import Disclosed, Purpose
from service.policy import Principal
from tests.api.face import Face, code_of
from tests.api.posts import DAY
from tests.api.provoking import DONE, TRIAGE

PHONE, NAME, ROOM = "13800001234", "沈秋禾", "3号楼502室"
MASKED = {"name": "沈*", "phone": "138****1234", "room": "***"}
WORDS = "三号楼门口的路灯坏了"
PURPOSE = {"purpose": "contact-reporter"}


def _report(face: Face, **fields: Any) -> str:
    answer = face.post("/v1/issues", face.reporting(**fields), face.town.clerk)
    assert answer.status_code == 201
    return f"/v1/issues/{answer.json()['id']}"


def _handed_over(face: Face, **fields: Any) -> str:
    path = _report(face, **fields)
    body = {"parties": [str(face.town.property_company)], "note": "今天去看"}
    assert face.post(f"{path}/dispatches", body, face.town.clerk).status_code == 200
    return path


def _contact(answer: Any) -> Any:
    reporter = answer.json()["reporter"]
    return reporter and {k: v for k, v in reporter.items() if k != "person"}


def test_a_contact_is_masked(shared: Face) -> None:
    path = _handed_over(shared)
    town = shared.town
    for by in (town.clerk, town.handler, town.superior):
        answer = shared.get(path, by)
        assert _contact(answer) == MASKED
        assert answer.json()["words"] == WORDS
        assert not any(clear in answer.text for clear in (PHONE, NAME, ROOM))


def test_who_only_looks_on_sees_no_reporter(shared: Face) -> None:
    path = _handed_over(shared)
    for by in (shared.town.auditor, shared.town.owner, shared.town.integrator):
        told = shared.get(path, by).json()
        assert (told["reporter"], told["words"]) == (None, None)
        timeline = shared.get(f"{path}/events", by)
        assert WORDS not in timeline.text


def test_lists_show_no_contact_at_all(shared: Face) -> None:
    _report(shared)
    listed = shared.get("/v1/issues?limit=5", shared.town.clerk)
    assert listed.json()["items"]
    for item in listed.json()["items"]:
        assert item.keys().isdisjoint({"reporter", "words", "address", "reply"})
    assert not any(clear in listed.text for clear in (PHONE, NAME, ROOM, "138****1234"))


def test_a_report_is_answered_masked_too(shared: Face) -> None:
    answer = shared.post("/v1/issues", shared.reporting(), shared.town.clerk)
    assert _contact(answer) == MASKED


def test_a_disclosure_shows_and_is_recorded(shared: Face) -> None:
    path, before = _report(shared), shared.head()
    answer = shared.post(f"{path}/disclosures", PURPOSE, shared.town.clerk)
    assert _contact(answer) == {"name": NAME, "phone": PHONE, "room": ROOM}
    [event] = shared.events(before)
    assert event.topic == "person.disclosed"
    issue = UUID(path.rpartition("/")[2])
    assert event.event == Disclosed(
        fields=("name", "phone", "room"), purpose=Purpose.CONTACT_REPORTER, issue=issue
    )
    assert event.by.person == shared.town.clerk.person
    assert str(event.stream) == answer.json()["reporter"]["person"]
    assert _contact(shared.get(path, shared.town.clerk)) == MASKED


def test_a_disclosure_told_again_shows_nothing_in_clear(shared: Face) -> None:
    """It was recorded once; whoever wants to look again says why again."""
    path, by = f"{_report(shared)}/disclosures", shared.town.clerk
    first = shared.post(path, PURPOSE, by, idempotency_key="k")
    before = shared.head()
    again = shared.post(path, PURPOSE, by, idempotency_key="k")
    assert first.json()["reporter"]["phone"] == PHONE
    assert (_contact(again), shared.head()) == (MASKED, before)


def test_who_may_not_disclose_leaves_no_record(shared: Face) -> None:
    path, before = _report(shared), shared.head()
    for by, code in ((shared.town.auditor, "forbidden"), (shared.town.next_clerk, "not-found")):
        assert code_of(shared.post(f"{path}/disclosures", PURPOSE, by)) == code
    assert shared.head() == before


def test_a_confidential_reporter_is_unknown_to_those_who_do_the_work(shared: Face) -> None:
    """Neither name nor words, nor the id by which their reports could be put together."""
    path, town = _handed_over(shared, confidential=True), shared.town
    person = shared.get(path, town.clerk).json()["reporter"]["person"]
    detail = shared.get(path, town.handler)
    assert (detail.json()["reporter"], detail.json()["words"]) == (None, None)
    timeline = shared.get(f"{path}/events", town.handler)
    for answer in (detail, timeline):
        assert answer.status_code == 200
        assert not any(part in answer.text for part in (person, WORDS, "沈", "*1234", "01234"))
    refused = shared.post(f"{path}/disclosures", PURPOSE, town.handler)
    assert code_of(refused) == "reporter-confidential"
    assert _contact(shared.get(path, town.clerk)) == MASKED


def test_a_resident_who_reported_in_confidence_is_unknown_too(shared: Face) -> None:
    """Their own person acts in the first event; that is as good as a name."""
    town = shared.town
    body = shared.reporting(confidential=True, channel="wechat")
    del body["reporter"]
    made = shared.post("/v1/issues", body, town.resident)
    path = f"/v1/issues/{made.json()['id']}"
    parties = {"parties": [str(town.property_company)]}
    shared.post(f"{path}/dispatches", parties, town.clerk)
    for by in (town.handler, town.auditor):
        timeline = shared.get(f"{path}/events", by)
        assert timeline.status_code == 200
        assert str(town.resident.person) not in timeline.text


def test_the_timeline_of_staff(shared: Face) -> None:
    path, town = _handed_over(shared), shared.town
    items = shared.get(f"{path}/events", town.clerk).json()["items"]
    assert [(i["version"], i["event"], i["label"]) for i in items] == [
        (1, "issue.reported", "上报"),
        (2, "issue.dispatched", "派单"),
    ]
    assert items[1]["data"]["note"] == "今天去看"
    assert {i["person"] for i in items} == {str(town.clerk.person)}
    english = shared.get(f"{path}/events", town.clerk, accept_language="en").json()["items"]
    assert [i["label"] for i in english] == ["Reported", "Dispatched"]


def test_the_timeline_of_a_resident(shared: Face) -> None:
    """What was said to them; not how staff organise the work, nor who they are."""
    town = shared.town
    body = shared.reporting(channel="wechat")
    del body["reporter"]
    path = f"/v1/issues/{shared.post('/v1/issues', body, town.resident).json()['id']}"
    parties = {"parties": [str(town.property_company)], "note": "业主很着急"}
    shared.post(f"{path}/dispatches", parties, town.clerk)
    shared.post(f"{path}/replies", {"message": "师傅已在路上"}, town.clerk)
    answer = shared.get(f"{path}/events", town.resident)
    items = answer.json()["items"]
    assert [i["data"] for i in items] == [{}, {}, {"message": "师傅已在路上"}]
    assert {i["person"] for i in items} == {None}
    assert "业主很着急" not in answer.text
    assert str(town.clerk.person) not in answer.text


def test_the_timeline_by_pages(shared: Face) -> None:
    path = _report(shared)
    for n in range(4):
        shared.post(f"{path}/replies", {"message": f"第{n}次"}, shared.town.clerk)
    seen: list[int] = []
    after: int | None = 0
    while after is not None:
        page = shared.get(f"{path}/events?after={after}&limit=2", shared.town.clerk).json()
        seen += [i["version"] for i in page["items"]]
        after = page["next"]
    assert seen == [1, 2, 3, 4, 5]


ANY = {"issue.respond", "issue.reply", "issue.disclose", "issue.receipt"}
CONCERNED = {
    "issue.triage",
    "issue.dispatch",
    "issue.acknowledge",
    "issue.complete-dispatch",
    "issue.respond",
    "issue.reply",
    "issue.disclose",
    "issue.receipt",
    "issue.complete",
}
"""The actions that this story is about; what the others need has stories of its own."""

STEPS: list[tuple[str, dict[str, Any], set[str], set[str]]] = [
    # noun, body, what the clerk may do afterwards, what the handler may
    ("triage", TRIAGE, ANY | {"issue.triage", "issue.dispatch", "issue.complete"}, set()),
    (
        "dispatches",
        {"parties": ["property_company"]},
        ANY | {"issue.triage", "issue.dispatch", "issue.acknowledge", "issue.complete-dispatch"},
        {"issue.acknowledge", "issue.complete-dispatch", "issue.respond", "issue.disclose"},
    ),
    (
        "acknowledgements",
        {"party": "property_company"},
        ANY | {"issue.triage", "issue.dispatch", "issue.complete-dispatch"},
        {"issue.complete-dispatch", "issue.respond", "issue.disclose"},
    ),
    (
        "dispatch-completions",
        {"party": "property_company"},
        ANY | {"issue.triage", "issue.dispatch", "issue.complete"},
        set(),
    ),
    ("completion", DONE, ANY - {"issue.respond"}, set()),
]


def _named(face: Face, value: Any) -> Any:
    if isinstance(value, list):
        return [_named(face, one) for one in value]
    return str(getattr(face.town, value)) if value == "property_company" else value


def _allowed(face: Face, path: str, by: Principal) -> set[str]:
    answer = face.get(path, by)
    return _concerned(answer.json()) if answer.status_code == 200 else set()


def _concerned(issue: Any) -> set[str]:
    return set(issue["allowed_actions"]) & CONCERNED


def test_allowed_actions_along_the_fast_track(shared: Face) -> None:
    town, path = shared.town, _report(shared)
    assert _allowed(shared, path, town.clerk) == ANY | {"issue.triage", "issue.dispatch"}
    for version, (noun, body, clerk, handler) in enumerate(STEPS, start=1):
        sent = {key: _named(shared, value) for key, value in body.items()}
        answer = shared.post(f"{path}/{noun}", sent, town.clerk, if_match=f'"{version}"')
        assert answer.status_code == 200, answer.text
        assert _concerned(answer.json()) == clerk, noun
        assert _allowed(shared, path, town.clerk) == clerk, noun
        assert _allowed(shared, path, town.handler) == handler, noun
        assert _allowed(shared, path, town.auditor) == set()


def test_an_anonymous_report(shared: Face) -> None:
    path = _report(shared, reporter=None)
    told = shared.get(path, shared.town.clerk).json()
    assert (told["reporter"], told["words"]) == (None, WORDS)


@pytest.mark.parametrize("sent", [f"{DAY}T01:30:00Z", f"{DAY}T09:30:00.000000001+08:00"])
def test_times_come_back_on_the_wall_clock(shared: Face, sent: str) -> None:
    told = shared.get(_report(shared, occurred_at=sent), shared.town.clerk).json()
    assert told["reported_at"] == f"{DAY}T09:30:00.000000+08:00"
    assert told["recorded_at"] > told["reported_at"]
