"""The second half of the loop over HTTP: 张家宅, three payers, from the talks to the revisit."""

from typing import Any
from uuid import UUID

import httpx2
import pytest

from domain.refusal import Code
from projections.replay import check
from service.policy import Principal
from tests.api.face import Face, code_of
from tests.table import COMMITTEE, COMPANY, OWNERS, Table

PLAN: dict[str, Any] = {
    "plan": "沿街立面整治：三家共担",
    "outputs": [{"item": "店招", "quantity": 12, "unit": "ge"}],
    "budget": 36_000_000,
    "lines": [
        {"source": "government", "amount": 18_000_000, "pays_for": "公共立面"},
        {
            "source": "maintenance-fund",
            "amount": 12_000_000,
            "pays_for": "外墙共用部位",
            "authorisation": {"cap": 15_000_000, "reference": "业主大会第3号决议"},
        },
        {"source": "shops", "amount": 6_000_000, "pays_for": "店招更换"},
    ],
}
MEETING = {
    "kind": "hearing",
    "minutes": "各方到会，逐户听取意见",
    "outcome": "同意分担",
    "opinions": [
        {"expert": "结构工程师甲", "opinion": "外墙牢固"},
        {"expert": "造价师乙", "opinion": "预算合理"},
    ],
}


def act(face: Face, issue: UUID, noun: str, body: Any, by: Principal) -> httpx2.Response:
    """A command on the issue as it stands."""
    match = f'"{face.town.issue(issue).version}"'
    return face.post(f"/v1/issues/{issue}/{noun}", body, by, if_match=match)


def test_three_payers_from_the_talks_to_the_revisit(shared: Face) -> None:
    table, town = Table(shared.town), shared.town
    issue, clerk = table.triaged(), town.clerk
    agree = {"version": 1, "stance": "agree", "reason": "愿意分担"}
    received = {"kind": "received", "line": 3, "amount": 6_000_000}
    spent = {"kind": "spent", "line": 3, "amount": 6_000_000, "note": "店招制作"}
    start = {"party": str(town.property_company), "note": "进场"}
    done = {"outcome": "solved", "reply": "店招已统一更换", "cost": 36_000_000}
    course: list[tuple[str, dict[str, Any], Principal, str]] = [
        ("meetings", MEETING, clerk, "reported"),
        ("proposals", PLAN, clerk, "reported"),
        ("positions", agree | {"seat": COMMITTEE}, clerk, "reported"),
        ("positions", agree | {"seat": OWNERS}, table.owner, "reported"),
        ("positions", agree | {"seat": COMPANY}, town.handler, "negotiated"),
        ("decision", {"decision": "approve", "note": "通过"}, clerk, "approved"),
        ("works", start, clerk, "approved"),
        ("funds", received, clerk, "approved"),
        ("funds", spent, clerk, "approved"),
        ("progress", {"note": "过半", "percent": 50}, clerk, "approved"),
        ("completion", done, clerk, "done"),
        ("attempts", {"kind": "phone", "note": "无人接听"}, table.colleague, "done"),
        ("revisits", {"kind": "phone", "resolved": True}, table.superior, "revisited"),
    ]
    for noun, body, by, status in course:
        answer = act(shared, issue, noun, body, by)
        assert answer.status_code == 200, (noun, answer.text)
        assert answer.json()["status"] == status, noun
    assert check(shared.service.database, shared.service.views) == []


def test_every_text_can_be_read_again(shared: Face) -> None:
    """Each was sealed for the place where it stands."""
    table = Table(shared.town)
    issue = table.triaged()
    act(shared, issue, "meetings", MEETING, shared.town.clerk)
    act(shared, issue, "proposals", PLAN, shared.town.clerk)
    timeline = shared.get(f"/v1/issues/{issue}/events", shared.town.clerk).json()["items"]
    meeting, proposal = (entry["data"] for entry in timeline[-2:])
    assert meeting["opinions"] == MEETING["opinions"]
    assert (meeting["minutes"], meeting["outcome"]) == (MEETING["minutes"], MEETING["outcome"])
    assert proposal["plan"] == PLAN["plan"]
    assert proposal["outputs"][0]["item"] == "店招"
    assert [line["pays_for"] for line in proposal["lines"]] == [
        "公共立面",
        "外墙共用部位",
        "店招更换",
    ]
    assert proposal["lines"][1]["authorisation"]["reference"] == "业主大会第3号决议"


@pytest.mark.parametrize(
    "body",
    [
        {"decision": "approve", "reason": "同意"},
        {"decision": "approve", "bearer": "0199d3a4-7c00-7000-8000-000000000003"},
        {"decision": "approve", "certificate": "md5:0"},
        {"decision": "approve", "certificate": "sha256:" + "A" * 64},
        {"decision": "reject"},
        {"decision": "reject", "reason": "不同意", "note": "另注"},
        {"decision": "postpone"},
    ],
    ids=str,
)
def test_a_decision_says_one_thing(shared: Face, body: dict[str, Any]) -> None:
    issue = Table(shared.town).reported()
    assert code_of(act(shared, issue, "decision", body, shared.town.clerk)) == "invalid-body"


@pytest.mark.parametrize("kind", ["spent", "returned"])
@pytest.mark.parametrize("fault", [{"note": None}, {"amount": 0}, {"line": 0}], ids=str)
def test_money_that_leaves_says_for_what(shared: Face, kind: str, fault: dict[str, Any]) -> None:
    body = {"kind": kind, "line": 1, "amount": 1, "note": "材料"} | fault
    issue = Table(shared.town).reported()
    assert code_of(act(shared, issue, "funds", body, shared.town.clerk)) == "invalid-body"


def test_one_person_with_two_keys_speaks_for_one_seat(shared: Face) -> None:
    """Two bearer keys of one person, each for another organisation."""
    table, town = Table(shared.town), shared.town
    issue, person = table.tabled(), table.owner.person
    assert person is not None
    second = Principal(person=person, roles=town.handler.roles, organisation=town.property_company)
    position = {"version": 1, "seat": OWNERS, "stance": "agree"}
    assert act(shared, issue, "positions", position, table.owner).status_code == 200
    bearer = f"Bearer {shared.service.keyring.create(second, person)[1]}"
    path = f"/v1/issues/{issue}/positions"
    again = shared.post(path, position | {"seat": COMPANY}, None, authorization=bearer)
    assert code_of(again) == Code.ONE_VOICE


def test_a_retried_revisit_is_recorded_once(shared: Face) -> None:
    """The comment needs the reporter's key, which is found only on the way."""
    issue = Table(shared.town).done()
    path = f"/v1/issues/{issue}/revisits"
    body = {"kind": "phone", "resolved": True, "comment": "装好了"}
    first, again = (
        shared.post(path, body, shared.town.clerk, idempotency_key="revisit-1") for _ in range(2)
    )
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert shared.town.issue(issue).version == first.json()["version"]


def test_a_resident_rates_their_own_issue(shared: Face) -> None:
    table, town = Table(shared.town), shared.town
    issue = table.done(by=town.resident, contact=None, compound=town.compound)
    rating = {"kind": "online", "resolved": False, "satisfaction": "dissatisfied"}
    refused = act(shared, issue, "revisits", rating | {"kind": "door"}, town.resident)
    assert (code_of(refused), refused.json()["facts"]) == ("staff-alone", {"field": "kind"})
    told = act(shared, issue, "revisits", rating, town.resident)
    assert (told.status_code, told.json()["status"]) == (200, "reported")
