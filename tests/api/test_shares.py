"""A line split among units, what they pay, the final account, and the ledger of funds."""

from typing import Any
from uuid import UUID

import pytest

from domain.actor import Role
from domain.issue.events import Outcome
from projections.replay import check
from service.commands.handling import Complete
from service.commands.negotiation import ClearAuthorisation, ClearLine
from tests.api.face import Face, code_of
from tests.api.registering import DIGEST, Keeper
from tests.neighbourhood import principal
from tests.table import Table

LIFT = (ClearLine(source="residents", amount=10_000, pays_for="加装电梯业主出资"),)
FUND = "maintenance-fund"


@pytest.fixture
def face(sqlite_face: Face) -> Face:
    """What is asked here does not depend on the database."""
    return sqlite_face


@pytest.fixture
def table(face: Face) -> Table:
    """A table in the town's compound, which has a register."""
    made = Table(face.town, compound=face.town.compound)
    Keeper(face).imported()
    return made


def post(face: Face, issue: UUID, noun: str, body: Any, status: int = 200) -> dict[str, Any]:
    """A command of the clerk's."""
    answer = face.post(f"/v1/issues/{issue}/{noun}", body, face.town.clerk)
    assert answer.status_code == status, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def split(face: Face, table: Table) -> UUID:
    """A plan whose line is split by area."""
    issue = table.approved(lines=LIFT)
    post(face, issue, "allocations", {"line": 1})
    return issue


def shares(face: Face, issue: UUID, query: str = "") -> dict[str, Any]:
    answer = face.get(f"/v1/issues/{issue}/shares?line=1{query}", face.town.clerk)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def test_a_line_is_split_by_area_to_the_last_fen(face: Face, table: Table) -> None:
    issue = split(face, table)
    told = shares(face, issue)
    assert {one["unit"]: one["amount"] for one in told["items"]} == {
        "1-1-101": 3852,
        "1-1-102": 2581,
        "2-101": 3029,
        "2-B1-7": 538,
    }
    assert (told["asked"], told["received"], told["units"]) == (10_000, 0, 4)
    account = post(face, issue, "shares", {"line": 1, "unit": "1-1-101", "amount": 3852})
    [line] = account["funds"]
    assert line["received"] == line["allocation"]["received"] == 3852
    assert [one["unit"] for one in shares(face, issue, "&unpaid=true")["items"]] == [
        "1-1-102",
        "2-101",
        "2-B1-7",
    ]


def test_shares_come_in_pages(face: Face, table: Table) -> None:
    issue = split(face, table)
    first = shares(face, issue, "&limit=3")
    rest = shares(face, issue, f"&limit=3&cursor={first['next']}")
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [3, 1, None]


def test_who_has_paid_what_is_not_for_everybody(face: Face, table: Table) -> None:
    issue, town = split(face, table), face.town
    path = f"/v1/issues/{issue}/shares?line=1"
    resident = face.get(path, principal(Role.RESIDENT, body=town.committee)).status_code
    assert (face.get(path, town.handler).status_code, resident) == (403, 404)
    assert face.get(path, table.owner).status_code == 200
    assert code_of(face.get(f"/v1/issues/{issue}/shares?line=2", town.clerk)) == (
        "line-not-allocated"
    )


def test_nobody_pays_too_much_and_nobody_unknown(face: Face, table: Table) -> None:
    issue = split(face, table)
    paid = post(face, issue, "shares", {"line": 1, "unit": "1-1-101", "amount": 9999}, 409)
    assert (paid["code"], paid["facts"]) == ("share-overpaid", {"left": 3852})
    body = {"line": 1, "unit": "9-9-909", "amount": 1}
    assert post(face, issue, "shares", body, 422)["code"] == "unit-not-allocated"


def test_what_is_agreed_sums_to_the_line_and_says_why(face: Face, table: Table) -> None:
    issue = table.approved(lines=LIFT)
    agreed: dict[str, Any] = {
        "line": 1,
        "key": "agreed",
        "ground": "一层不分摊",
        "shares": [{"unit": "1-1-101", "amount": 10_000}, {"unit": "1-1-102", "amount": 0}],
    }
    shown = post(face, issue, "allocations", agreed)
    assert shown["funds"][0]["allocation"] == {
        "key": "agreed",
        "key_label": "按约定",
        "units": 2,
        "asked": 10_000,
        "received": 0,
    }
    for change, code in (
        ({"ground": None}, "allocation-ground-missing"),
        ({"shares": agreed["shares"][:1] * 2}, "share-repeated"),
        ({"shares": [{"unit": "1-1-101", "amount": 9_999}]}, "allocation-differs"),
        ({"shares": [{"unit": "8-8", "amount": 10_000}]}, "unknown-scope"),
        ({"key": "equal", "shares": [], "buildings": ["8"]}, "unknown-scope"),
    ):
        assert post(face, issue, "allocations", agreed | change, 422)["code"] == code


def test_amounts_are_told_of_an_agreement_alone_and_it_tells_all(face: Face, table: Table) -> None:
    issue = table.approved(lines=LIFT)
    shares = [{"unit": "1-1-101", "amount": 10_000}]
    for body in (
        {"shares": shares},
        {"key": "equal", "ground": "均摊", "shares": shares},
        {"key": "agreed", "ground": "按约定", "shares": shares, "units": ["1-1-102"]},
    ):
        told = post(face, issue, "allocations", {"line": 1, **body}, 422)
        assert [one["pointer"] for one in told["errors"]] == [""]


def test_a_compound_without_a_register_splits_nothing(face: Face) -> None:
    issue = Table(face.town).approved(lines=LIFT)
    told = post(face, issue, "allocations", {"line": 1}, 409)
    assert told["code"] == "register-not-adopted"


def test_the_account_is_rendered_once_and_closes_the_books(face: Face, table: Table) -> None:
    issue, money = split(face, table), {"line": 1, "amount": 3852, "note": "工程款"}
    post(face, issue, "shares", {"line": 1, "unit": "1-1-101", "amount": 3852})
    face.town.do(Complete(issue=issue, outcome=Outcome.SOLVED, reply="已启用"), by=table.colleague)
    assert post(face, issue, "account", {}, 409)["code"] == "funds-unsettled"
    post(face, issue, "funds", {"kind": "spent", **money})
    assert post(face, issue, "account", {"evidence": DIGEST, "note": "决算"})["account_rendered"]
    assert post(face, issue, "account", {}, 409)["code"] == "account-rendered"
    assert post(face, issue, "funds", {"kind": "received", **money}, 409)["code"] == (
        "account-rendered"
    )


def granted(face: Face, cap: int) -> int:
    """An authorisation on record."""
    grant = {"cap": cap, "purpose": "共用部位维修", "evidence": DIGEST}
    Keeper(face).done("/authorisations", grant)
    [one] = Keeper(face).read("/authorisations")["items"]
    number: int = one["number"]
    return number


def cited(number: int, amount: int) -> tuple[ClearLine]:
    told = ClearAuthorisation(cap=amount, reference="业主大会授权决议", number=number)
    return (ClearLine(source=FUND, amount=amount, pays_for="二号楼外墙", authorisation=told),)


def left(face: Face, number: int) -> int:
    items = Keeper(face).read("/authorisations")["items"]
    found: int = next(one["left"] for one in items if one["number"] == number)
    return found


def test_an_approved_plan_draws_on_the_owners_authorisation(face: Face, table: Table) -> None:
    number = granted(face, 10_000)
    issue = table.approved(lines=cited(number, 6_000))
    assert left(face, number) == 4_000
    other = table.agreed(lines=cited(number, 6_000))
    match = {"if_match": f'"{face.town.issue(other).version}"'}
    path = f"/v1/issues/{other}/decision"
    refused = face.post(path, {"decision": "approve"}, face.town.clerk, **match)
    assert code_of(refused) == "authorisation-exhausted"
    assert face.town.issue(other).state.approval is None
    face.post(f"/v1/issues/{issue}/annulments", {"reason": "名册有误"}, table.superior)
    assert left(face, number) == 10_000
    assert check(face.service.database, face.service.views) == []


def completed(face: Face, table: Table, issue: UUID) -> None:
    """The work is done, and solved."""
    face.town.do(Complete(issue=issue, outcome=Outcome.SOLVED, reply="已完工"), by=table.colleague)


def spend_of(face: Face, issue: UUID, amount: int) -> None:
    """So much came in on the first line, and went out."""
    money = {"line": 1, "amount": amount, "note": "工程款"}
    post(face, issue, "funds", {"kind": "received", **money})
    post(face, issue, "funds", {"kind": "spent", **money})


def test_the_account_gives_back_what_was_drawn_and_not_spent(face: Face, table: Table) -> None:
    number = granted(face, 10_000)
    issue = table.approved(lines=cited(number, 6_000))
    spend_of(face, issue, 2_500)
    completed(face, table, issue)
    before = face.head()
    post(face, issue, "account", {})
    events = face.events(before)
    assert [one.topic for one in events] == [
        "issue.account-rendered",
        "register.authorisation-returned",
    ]
    assert len({one.command for one in events}) == 1
    assert left(face, number) == 7_500
    # What was given back is not given back once more.
    face.post(f"/v1/issues/{issue}/annulments", {"reason": "名册有误"}, table.superior)
    assert left(face, number) == 7_500
    assert check(face.service.database, face.service.views) == []


def test_rework_draws_again_or_is_refused(face: Face, table: Table) -> None:
    number = granted(face, 10_000)
    issues = [table.approved(lines=cited(number, 5_000)) for _ in range(2)]
    for issue in issues:
        completed(face, table, issue)
        post(face, issue, "account", {})
    assert left(face, number) == 10_000
    unsolved = {"kind": "phone", "resolved": False, "rework": True}
    first, second = (f"/v1/issues/{issue}/revisits" for issue in issues)
    assert face.post(first, unsolved, face.town.clerk).status_code == 200
    assert left(face, number) == 5_000
    Keeper(face).done(f"/authorisations/{number}/revocation", {"reason": "业主大会收回"})
    refused = face.post(second, unsolved, face.town.clerk)
    assert code_of(refused) == "authorisation-revoked"
    assert face.post(second, {**unsolved, "rework": False}, face.town.clerk).status_code == 200


def test_annulled_after_the_work_nothing_more_is_spent(face: Face, table: Table) -> None:
    number = granted(face, 10_000)
    issue = table.approved(lines=cited(number, 6_000))
    spend_of(face, issue, 2_500)
    completed(face, table, issue)
    before = face.head()
    annulled = face.post(f"/v1/issues/{issue}/annulments", {"reason": "名册有误"}, table.superior)
    assert annulled.status_code == 200, annulled.text
    assert [one.topic for one in face.events(before)] == [
        "issue.approval-voided",
        "register.authorisation-returned",
    ]
    told = annulled.json()
    assert (told["status"], told["approval"]) == ("done", None)
    assert told["funds"][0]["spent"] == 2_500
    assert left(face, number) == 7_500
    money = {"kind": "spent", "line": 1, "amount": 1, "note": "尾款"}
    assert post(face, issue, "funds", money, 409)["code"] == "approval-annulled"
    assert post(face, issue, "allocations", {"line": 1}, 409)["code"] == "approval-annulled"
    unsolved = {"kind": "phone", "resolved": False, "rework": True}
    assert post(face, issue, "revisits", unsolved, 409)["code"] == "approval-annulled"
    post(face, issue, "account", {})
    assert post(face, issue, "revisits", {**unsolved, "rework": False})["round"] == 2
    assert check(face.service.database, face.service.views) == []
