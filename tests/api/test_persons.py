"""`POST /v1/persons/searches`: who gave a number, for those who may know of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete

from domain.actor import Role
from ledger.tables import vault_key
from service import persons
from service.policy import Principal
from tests.api.face import Face, code_of
from tests.neighbourhood import principal

PATH = "/v1/persons/searches"


def found(face: Face, phone: str, by: Principal | None = None) -> Sequence[dict[str, Any]]:
    answer = face.post(PATH, {"phone": phone}, by or face.town.clerk)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def report(face: Face, phone: str, by: Principal | None = None, **fields: Any) -> dict[str, Any]:
    """An issue whose reporter gave that number, as its clerk is shown it."""
    reporter = {"name": "沈秋禾", "phone": phone, "room": "3号楼502室"}
    answer = face.post(
        "/v1/issues", face.reporting(reporter=reporter, **fields), by or face.town.clerk
    )
    assert answer.status_code == 201, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def beside(face: Face) -> dict[str, Any]:
    """The next committee's place."""
    town = face.town
    return {"committee_id": str(town.next_committee), "compound_id": str(town.next_compound)}


def test_a_reporter_is_found_masked_at_once(shared: Face) -> None:
    issue = report(shared, "138 1111 0001", summary="路灯不亮")
    for written in ("13811110001", "+86 138-1111-0001", "１３８１１１１０００１"):
        assert found(shared, written) == [
            {
                "person": issue["reporter"]["person"],
                "name": "沈*",
                "phone": "138****0001",
                "room": "***",
                "issues": [
                    {
                        "id": issue["id"],
                        "number": issue["number"],
                        "status": "reported",
                        "summary": "路灯不亮",
                    }
                ],
            }
        ]
    assert found(shared, "13811110002") == []


def test_each_registration_is_a_person_the_newest_report_first(shared: Face) -> None:
    made = [report(shared, "13811110003") for _ in range(3)]
    told = [one["person"] for one in found(shared, "13811110003")]
    assert told == [issue["reporter"]["person"] for issue in reversed(made)]


def test_a_resident_is_found_with_all_their_issues(shared: Face) -> None:
    """Somebody with a key of their own reports again and again as the same person."""
    town, first = shared.town, report(shared, "13811110004")
    body = shared.reporting(reporter=None)
    person = first["reporter"]["person"]
    resident = Principal(
        person=UUID(person),
        roles=frozenset({Role.RESIDENT}),
        body=town.committee,
        compound=town.compound,
    )
    second = shared.post("/v1/issues", body, resident).json()
    [told] = found(shared, "13811110004")
    assert told["person"] == person
    assert [issue["id"] for issue in told["issues"]] == [second["id"], first["id"]]


def test_whoever_reported_elsewhere_does_not_exist(shared: Face) -> None:
    town, phone = shared.town, "13811110005"
    report(shared, phone, by=town.next_clerk, **beside(shared))
    assert found(shared, phone) == []
    assert len(found(shared, phone, town.next_clerk)) == 1
    assert len(found(shared, phone, town.superior)) == 1
    stranger = principal(Role.SUPERIOR, body=town.next_committee)
    assert len(found(shared, phone, stranger)) == 1
    assert found(shared, phone, principal(Role.SUPERIOR, body=town.committee)) == []


def test_another_role_that_sees_more_finds_no_more(shared: Face) -> None:
    """An auditor sees every issue, and no reporter."""
    town, phone = shared.town, "13811110006"
    report(shared, phone, by=town.next_clerk, **beside(shared))
    both = Principal(
        person=town.clerk.person,
        roles=frozenset({Role.CLERK, Role.AUDITOR}),
        body=town.committee,
        organisation=town.committee,
    )
    key = town.key(both)
    answer = shared.post(PATH, {"phone": phone}, None, authorization=f"Bearer {key}")
    assert answer.json() == {"items": []}


def test_a_registration_without_a_report_is_not_told(shared: Face) -> None:
    shared.post("/v1/issues", shared.reporting(category="weather"), shared.town.clerk)
    body = shared.reporting(reporter={"phone": "13811110007"}, category="weather")
    assert code_of(shared.post("/v1/issues", body, shared.town.clerk)) == "unknown-category"
    assert found(shared, "13811110007") == []


def test_a_confidential_reporter_is_found_by_those_who_answer_to_them(shared: Face) -> None:
    report(shared, "13811110008", confidential=True)
    assert len(found(shared, "13811110008")) == 1


def test_a_question_records_nothing_and_is_answered_anew(shared: Face) -> None:
    before = shared.head()
    headers = {"idempotency_key": "same"}
    for phone, number in (("13811110009", 0), ("13811110001", 1)):
        answer = shared.post(PATH, {"phone": phone}, shared.town.clerk, **headers)
        assert answer.status_code == 200
        assert len(answer.json()["items"]) <= number
    assert shared.head() == before


def test_so_many_issues_at_most(shared: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persons, "MOST", 2)
    made = [report(shared, "13811110010")["id"] for _ in range(3)]
    told = [issue["id"] for one in found(shared, "13811110010") for issue in one["issues"]]
    assert told == made[:0:-1]


@pytest.mark.parametrize(
    "phone", ["", "12", "abc", "(((", "1" * 41, "138\n00001234", None, 13800001234]
)
def test_what_is_no_number(shared: Face, phone: object) -> None:
    answer = shared.post(PATH, {"phone": phone}, shared.town.clerk)
    assert code_of(answer) == "invalid-body"
    assert str(phone) not in answer.text or str(phone) in ("", "12")


def test_an_erased_person_is_not_found(face: Face) -> None:
    """Neither by what is left of the index, nor without it."""
    issue = report(face, "13811110011")
    vault, person = face.service.vault, issue["reporter"]["person"]
    assert len(found(face, "13811110011")) == 1
    with face.service._vault_database.write() as connection:
        own = vault_key.c.subject == UUID(person)
        connection.execute(delete(vault_key).where(own))
    vault._cache.clear()
    assert found(face, "13811110011") == []
    vault.phones.forget_all([UUID(person)])
    assert vault.phones.find("13811110011") == []
