"""张家宅 (A7 三家担): 国际丽都城门口人行道污水横溢，新增排水管线的钱由三家出.

政府补一点、维修资金出一点、沿街商铺担一点. The shares must add up before anything is approved; the
shops are parties of their own; and what the maintenance fund pays is the owners' to decide, not
that of seats or superiors. The text gives no amounts: those here are invented.
"""

from typing import Any

import pytest

from domain.actor import Role
from tests.stories.matter import Matter
from tests.stories.neighbours import COMMITTEE, COMPANY, OWNERS, Place, seat_troika, settle
from tests.stories.teller import Teller, party

ABOVE = (("静安区", "JA"), ("石门二路街道", "SMEL"))
CONTACT = {"name": "纪临川", "phone": "13301750264", "room": "2号楼1702室"}
WORDS = "小区门口人行道污水横溢，行人只能绕到马路上走。"
SUMMARY = "小区门口人行道污水横溢，需新增排水管线"
PLAN = "新增排水管线，接入市政管网；政府补一点、维修资金出一点、沿街商铺担一点。"
WHY_AGAIN = "差两万元，请沿街商铺再议分担。"
BUDGET = 36_000_000
GOVERNMENT, FUND = 18_000_000, 12_000_000
SEATS = {"居委会": COMMITTEE, "业委会": OWNERS, "物业": COMPANY}


@pytest.mark.both
def test_three_shares_and_the_owners_word(teller: Teller) -> None:
    place = settle(teller, ("张家宅居民区", "ZJZ"), ABOVE, "国际丽都城")
    seats = seat_troika(teller, place)
    shops = [party(teller, name, "shop") for name in ("面馆", "花店")]
    street = teller.get("居委会", f"/v1/bodies/{place.committee}")["superior"]
    teller.meet("街道", Role.SUPERIOR, body=street)
    matter = report(teller, place)
    meet(matter, [*seats.values(), *shops])
    a_plan_with_a_gap(matter, shops)
    talk_again(matter)
    shares_that_add_up(matter, shops)
    promise(matter)
    the_owners_decide(matter)
    assert matter.read("居委会")["status"] == "negotiated"
    matter.look_back()


def report(teller: Teller, place: Place) -> Matter:
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "window",
        "words": WORDS,
        "reporter": CONTACT,
    }
    told = teller.post("居委会", "/v1/issues", body)
    matter = Matter(teller, "居委会", told, "居委会", "街道", "业委会")
    triage = {"category": "drainage", "scale": "hard", "track": "normal", "summary": SUMMARY}
    matter.act("居委会", "triage", triage, "triaged")
    return matter


def meet(matter: Matter, attendees: list[str]) -> None:
    """搭建议事平台: the shops are at the council, though no seat is theirs."""
    council = {"kind": "council", "attendees": attendees, "minutes": "逐家谈分担。"}
    matter.act("居委会", "meetings", council, "meeting-noted")
    noted = matter.teller.timeline("居委会", matter.id)[-1]["data"]
    assert noted["attendees"] == attendees


def plan(shops: dict[str, int]) -> dict[str, Any]:
    """三家担: who pays what for which part."""
    return {
        "plan": PLAN,
        "budget": BUDGET,
        "lines": [
            {"source": "government", "amount": GOVERNMENT, "pays_for": "市政接驳段"},
            {"source": "maintenance-fund", "amount": FUND, "pays_for": "红线内共用管线"},
            *(
                {"source": "shops", "payer": shop, "amount": amount, "pays_for": "门前段"}
                for shop, amount in shops.items()
            ),
        ],
    }


def table_and_agree(matter: Matter, body: dict[str, Any], version: int) -> dict[str, Any]:
    matter.act("居委会", "proposals", body, "proposal-tabled")
    word = {"version": version, "stance": "agree"}
    for by in ("居委会", "业委会"):
        matter.act(by, "positions", word | {"seat": SEATS[by]}, "position-taken")
    word |= {"seat": COMPANY}
    return matter.act("物业", "positions", word, "position-taken", "negotiated")


def a_plan_with_a_gap(matter: Matter, shops: list[str]) -> None:
    """One shop alone: the seats may agree, but nobody approves what is not paid for."""
    shown = table_and_agree(matter, plan({shops[0]: 4_000_000}), version=1)
    assert (shown["status"], shown["proposal"]["funding_gap"]) == ("negotiated", 2_000_000)
    for by in ("居委会", "街道"):
        said = matter.refused(by, "decision", APPROVE, "funding-gap", gap=2_000_000)
        assert said["title"] == "资金与预算不符"


APPROVE = {"decision": "approve"}


def talk_again(matter: Matter) -> None:
    reopened = matter.act(
        "居委会", "negotiation-reopenings", {"reason": WHY_AGAIN}, "negotiation-reopened"
    )
    assert (reopened["status"], reopened["proposal"]["agreement"]) == ("reported", None)


def shares_that_add_up(matter: Matter, shops: list[str]) -> None:
    """Each shop pays a line of its own; a line once known keeps its number."""
    body = plan({shops[0]: 4_000_000, shops[1]: 2_000_000})
    proposal = table_and_agree(matter, body, version=2)["proposal"]
    assert (proposal["version"], proposal["agreement"]) == (2, "joint")
    lines = [
        (
            one["number"],
            one["source"]["label"],
            one["payer"] and one["payer"]["name"],
            one["amount"],
        )
        for one in proposal["lines"]
    ]
    assert lines == [
        (1, "政府补贴", None, 18_000_000),
        (2, "维修资金", None, 12_000_000),
        (3, "沿街商铺", "面馆", 4_000_000),
        (4, "沿街商铺", "花店", 2_000_000),
    ]
    assert (sum(amount for *_, amount in lines), proposal["funding_gap"]) == (BUDGET, 0)


def promise(matter: Matter) -> None:
    """A shop's promise is booked on its own line; to spend takes an approved plan."""
    pledge = {"kind": "pledged", "line": 4, "amount": 2_000_000}
    shown = matter.act("居委会", "funds", pledge, "funds-pledged")
    assert [(one["line"], one["pledged"]) for one in shown["funds"]] == [
        (1, 0),
        (2, 0),
        (3, 0),
        (4, 2_000_000),
    ]
    received = {"kind": "received", "line": 4, "amount": 2_000_000}
    shown = matter.act("居委会", "funds", received, "funds-received")
    assert shown["funds"][3]["payer"]["name"] == "花店"
    assert (shown["funds"][3]["received"], shown["funds"][3]["held"]) == (2_000_000, 2_000_000)
    spent = {"kind": "spent", "line": 4, "amount": 1, "note": "管材"}
    assert matter.attempt("居委会", "funds", spent).said["code"] == "status-forbids"


def the_owners_decide(matter: Matter) -> None:
    """Neither the joint agreement of the seats nor the superior spends the owners' fund."""
    for by in ("居委会", "街道"):
        said = matter.refused(by, "decision", APPROVE, "needs-owners-decision", line=2)
        assert said["title"] == "须由业主决定"
    assert matter.attempt("业委会", "decision", APPROVE).status == 403
    assert matter.shown["approval"] is None
