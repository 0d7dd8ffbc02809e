"""The maintenance fund in an emergency through HTTP, and who keeps a matter."""

from typing import Any
from uuid import UUID

import pytest

from service.commands.handling import Dispatch
from service.commands.negotiation import ClearLine
from service.ids import new_id
from service.policy import Principal
from tests.api.face import Call, Face, code_of
from tests.api.registering import DIGEST
from tests.evidence import PNG
from tests.table import Table

FUND = (ClearLine(source="maintenance-fund", amount=1000, pays_for="二号楼电梯"),)


@pytest.fixture
def face(sqlite_face: Face) -> Face:
    """What is asked here does not depend on the database."""
    return sqlite_face


@pytest.fixture
def table(face: Face) -> Table:
    return Table(face.town)


class Matter:
    """One issue, and what is asked of it."""

    def __init__(self, face: Face, issue: UUID) -> None:
        self.face, self.issue = face, issue

    def post(self, noun: str, body: Any, by: Principal | None = None) -> Any:
        """A command, the clerk's unless told; with the version that it follows."""
        match = f'"{self.face.town.issue(self.issue).version}"'
        path = f"/v1/issues/{self.issue}/{noun}"
        return self.face.post(path, body, by or self.face.town.clerk, if_match=match)

    def uploaded(self) -> str:
        """A finding that is on file."""
        headers = {"Content-Type": "image/png"}
        path = f"/v1/issues/{self.issue}/files"
        call = Call(path=path, by=self.face.town.clerk, content=PNG, headers=headers)
        digest: str = self.face.send(call).json()["digest"]
        return digest


def test_the_fund_pays_when_all_is_done(face: Face, table: Table) -> None:
    matter = Matter(face, table.emergency(case="lift-failure"))
    table.tabled(matter.issue, lines=FUND)
    confirmed = {"decision": "approve", "certificate": matter.uploaded()}
    assert matter.post("decision", confirmed, table.owner).status_code == 200
    money: dict[str, Any] = {"line": 1, "amount": 1000}
    matter.post("funds", {"kind": "received", **money})
    paid = {"kind": "spent", "note": "抢修款", **money}
    assert code_of(matter.post("consents", {}, table.owner)) == "safety-unsecured"
    assert matter.post("safety", {"measures": "停梯封闭，派人值守"}).status_code == 200
    assert code_of(matter.post("funds", paid)) == "consent-missing"
    assert matter.post("consents", {"note": "同意"}, table.owner).status_code == 200
    assert code_of(matter.post("funds", paid)) == "price-unreviewed"
    price = {"reviewer": str(face.town.contractor), "amount": 900, "evidence": DIGEST}
    shown = matter.post("price-reviews", price).json()["emergency"]
    assert (shown["secured"], shown["consented"], shown["reviewed_price"]) == (True, True, 900)
    assert code_of(matter.post("funds", paid)) == "beyond-reviewed-price"
    assert matter.post("funds", paid | {"amount": 900}).status_code == 200


def test_the_district_consents_in_its_place(face: Face, table: Table) -> None:
    matter = Matter(face, table.emergency(case="lift-failure"))
    matter.post("safety", {"measures": "停梯封闭"})
    assert code_of(matter.post("consents", {}, table.superior)) == "no-proposal"
    table.tabled(matter.issue, lines=FUND)
    assert matter.post("consents", {}, table.superior).json()["emergency"]["consented"]


def test_what_was_annulled_after_the_work_is_told_as_that(face: Face, table: Table) -> None:
    matter = Matter(face, table.approved())
    path = f"/v1/issues/{matter.issue}"
    before = face.get(path, face.town.clerk).json()
    assert before["voided_approval"] is None
    table.complete(matter.issue)
    assert matter.post("annulments", {"reason": "名册有误"}, table.superior).status_code == 200
    shown = face.get(path, face.town.clerk).json()
    voided, was = shown["voided_approval"], before["approval"]
    assert shown["approval"] is None
    assert (voided["plan_version"], voided["rule"]) == (was["plan_version"], was["rule"])
    assert (voided["approved_at"], voided["ballot"]) == (was["at"], None)
    assert voided["at"] > was["at"]


def test_the_way_is_for_cases_of_the_list_and_reviewers_apart(face: Face, table: Table) -> None:
    unlisted = Matter(face, table.emergency())
    assert code_of(unlisted.post("safety", {"measures": "已断电"})) == "not-an-emergency"
    matter = Matter(face, table.emergency(case="lift-failure"))
    price = {"reviewer": str(face.town.property_company), "amount": 9, "evidence": DIGEST}
    assert code_of(matter.post("price-reviews", price)) == "reviewer-involved"
    stranger = price | {"reviewer": str(new_id())}
    assert code_of(matter.post("price-reviews", stranger)) == "unknown-party"


def test_who_takes_it_in_keeps_it_until_it_is_handed_over(face: Face, table: Table) -> None:
    town = face.town
    matter = Matter(face, table.reported())
    path = f"/v1/issues/{matter.issue}"
    kept = face.get(path, town.clerk).json()["keeper"]
    assert kept["organisation"]["id"] == str(town.committee)
    assert kept["person"] == str(town.clerk.person)
    assert face.get(path, town.handler).status_code == 404
    named = {"organisation": str(town.property_company)}
    shown = matter.post("keeper", named).json()["keeper"]
    assert (shown["organisation"]["id"], shown["person"]) == (str(town.property_company), None)
    assert "issue.keep" in face.get(path, town.handler).json()["allowed_actions"]
    assert code_of(matter.post("keeper", named)) == "already-kept"
    back = {"organisation": str(town.committee)}
    assert matter.post("keeper", back, town.handler).status_code == 200
    assert code_of(matter.post("keeper", named, town.handler)) == "not-the-keeper"
    for body, code in (
        ({"organisation": str(new_id())}, "unknown-party"),
        (named | {"person": str(new_id())}, "unknown-person"),
    ):
        assert code_of(matter.post("keeper", body)) == code


def test_a_resident_is_told_which_house_keeps_it(face: Face, table: Table) -> None:
    town = face.town
    issue = town.report(by=town.resident, contact=None, words="路灯不亮")
    path = f"/v1/issues/{issue}"
    assert face.get(path, town.resident).json()["keeper"] is None
    town.do(Dispatch(issue=issue, parties=(town.contractor,)), by=town.clerk)
    kept = face.get(path, town.resident).json()["keeper"]
    assert (kept["organisation"]["id"], kept["person"]) == (str(town.committee), None)
