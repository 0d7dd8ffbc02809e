"""What is noted beside an issue's course, who may note it, and with whose key it is sealed."""

import httpx2
import pytest

from domain.actor import Role
from domain.issue import events
from domain.sealed import KeyScope, Sealed
from projections.replay import check
from service.policy import Principal
from tests.api.face import Face, code_of
from tests.neighbourhood import principal

ORDER = {"order": {"source": "shequ-yun", "number": "SQ-2026/0042"}}
PERSON = {"name": "顾望舒", "phone": "13800005678", "room": "5号楼201室"}


def last(face: Face) -> object:
    return face.events(face.head() - 1)[0].event


@pytest.mark.parametrize(
    ("who", "scope"), [("resident", KeyScope.PERSON), ("clerk", KeyScope.ISSUE)]
)
def test_an_urging_is_sealed_with_its_authors_key(shared: Face, who: str, scope: KeyScope) -> None:
    """What a resident types goes with them."""
    town = shared.town
    issue = town.report(by=town.resident, contact=None)
    by: Principal = getattr(town, who)
    answer = shared.post(f"/v1/issues/{issue}/urgings", {"message": "请快一些"}, by)
    assert answer.status_code == 200
    urged = last(shared)
    assert isinstance(urged, events.Urged)
    assert isinstance(urged.message, Sealed)
    assert urged.message.scope is scope


@pytest.mark.parametrize("wanted", [events.Withdrawn, events.ReporterDetached])
def test_a_residents_reason_is_theirs_wherever_it_leads(shared: Face, wanted: type) -> None:
    town = shared.town
    issue = town.report(by=town.resident, contact=None)
    if wanted is events.ReporterDetached:
        for noun, body in (
            ("triage", {"category": "lighting", "scale": "small", "track": "fast"}),
            ("completion", {"outcome": "solved", "reply": "修好了"}),
        ):
            match = f'"{town.issue(issue).version}"'
            shared.post(f"/v1/issues/{issue}/{noun}", body, town.clerk, if_match=match)
    match = f'"{town.issue(issue).version}"'
    path = f"/v1/issues/{issue}/withdrawal"
    answer = shared.post(path, {"reason": "不想再等"}, town.resident, if_match=match)
    assert answer.status_code == 200, answer.text
    left = last(shared)
    assert isinstance(left, events.Withdrawn | events.ReporterDetached)
    assert isinstance(left, wanted)
    assert left.reason is not None
    assert left.reason.scope is KeyScope.PERSON


def test_an_external_order_belongs_to_one_issue(shared: Face) -> None:
    """Of one source; another source may count in the same way."""
    town = shared.town

    def attached(source: str) -> httpx2.Response:
        body = {"order": {"source": source, "number": "A-1"}}
        return shared.post(f"/v1/issues/{town.report()}/attachments", body, town.integrator)

    assert attached("shequ-yun").status_code == 200
    assert code_of(attached("shequ-yun")) == "order-taken"
    assert attached("hotline-12345").status_code == 200
    assert check(shared.service.database, shared.service.views) == []


@pytest.mark.parametrize("who", ["resident", "handler"])
@pytest.mark.parametrize("body", [ORDER, {"register": "service-log"}], ids=["order", "register"])
def test_registers_and_orders_are_staffs(shared: Face, who: str, body: dict[str, object]) -> None:
    town = shared.town
    issue = town.report(by=town.resident, contact=None)
    parties = {"parties": [str(town.property_company)]}
    shared.post(f"/v1/issues/{issue}/dispatches", parties, town.clerk)
    answer = shared.post(f"/v1/issues/{issue}/attachments", body, getattr(town, who))
    assert code_of(answer) == "staff-alone"


def test_a_refusal_of_a_return_says_why(shared: Face) -> None:
    path = f"/v1/issues/{shared.town.report()}/return-decisions"
    body = {"party": str(shared.town.contractor), "granted": False}
    assert code_of(shared.post(path, body, shared.town.clerk)) == "invalid-body"


def test_levels_name_the_issues_own_bodies(shared: Face) -> None:
    town = shared.town
    issue = town.report()
    for noun, level, body in (
        ("escalations", "committee", town.committee),
        ("escalations", "subdistrict", town.subdistrict),
        ("escalations", "district", town.district),
        ("hand-downs", "compound", town.compound),
    ):
        said = {"level": level, "reason": "需协调"}
        assert shared.post(f"/v1/issues/{issue}/{noun}", said, town.superior).is_success
        moved = last(shared)
        assert isinstance(moved, events.Escalated | events.HandedDown)
        assert (moved.level, moved.body) == (level, body)


def test_a_transferred_issue_follows_the_receivers_method(shared: Face) -> None:
    town = shared.town
    issue = town.report()
    number, before = town.issue(issue).number, town.issue(issue).state.method
    body = {
        "committee_id": str(town.next_committee),
        "compound_id": str(town.next_compound),
        "reason": "属邻居委",
    }
    path = f"/v1/issues/{issue}"
    assert shared.post(f"{path}/transfers", body, town.superior, if_match='"1"').is_success
    state = town.issue(issue).state
    assert (state.committee, state.compound) == (town.next_committee, town.next_compound)
    assert (state.number, state.method.name, before.name) == (number, "default", "linba")
    assert code_of(shared.post(f"{path}/urgings", {}, town.clerk)) == "not-found"


def test_a_person_is_added_once_and_shown_masked(shared: Face) -> None:
    town, head = shared.town, shared.head()
    answers = [
        shared.post("/v1/persons", PERSON, town.clerk, idempotency_key="member") for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].text == answers[1].text
    assert shared.head() == head + 1
    told = answers[0].json()
    assert (told["name"], told["phone"], told["room"]) == ("顾*", "138****5678", "***")
    other = PERSON | {"name": "顾"}
    refused = shared.post("/v1/persons", other, town.clerk, idempotency_key="member")
    assert code_of(refused) == "idempotency-key-reused"
    assert shared.post("/v1/persons", PERSON, town.clerk).json()["id"] != told["id"]


def test_who_acts_for_no_body_adds_nobody(shared: Face) -> None:
    head = shared.head()
    assert code_of(shared.post("/v1/persons", PERSON, principal(Role.CLERK))) == "forbidden"
    assert shared.head() == head
