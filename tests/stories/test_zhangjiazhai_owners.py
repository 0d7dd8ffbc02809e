"""张家宅 (A7 三家担) to its end: the owners decide that their fund pays, and every 分 is told.

The seats have agreed and may not spend the owners' fund. So the owners vote, ordinary matter and
more than half (Civil Code art. 278): flats, and two shops with owners of their own, who let them.
Who keeps the shop is a party that pays, and no owner. Then money by line, the account, the notice.
Owners, areas and amounts are invented, as in the story before.
"""

from typing import Any

from domain.actor import Role
from tests.projections.following import follow
from tests.stories.accord import built, finished, reported, revisited
from tests.stories.life.days import Days
from tests.stories.matter import Matter
from tests.stories.neighbours import Place, seat_troika, settle
from tests.stories.rolls import Home, Poll, Roll
from tests.stories.teller import Teller, party
from tests.stories.test_zhangjiazhai_shares import (
    ABOVE,
    BUDGET,
    CONTACT,
    FUND,
    GOVERNMENT,
    SUMMARY,
    WORDS,
    plan,
    table_and_agree,
)

NOODLES, FLOWERS = 4_000_000, 2_000_000
AMOUNTS = (GOVERNMENT, FUND, NOODLES, FLOWERS)
PIPE, SAVED = 11_500_000, 500_000
"""What the fund's part of the pipe cost, and what was not needed."""
FLATS = {"Y1": "96.40", "Y2": "96.40", "Y3": "128.75", "Y4": "96.40", "Y5": "74.20", "Y6": "74.20"}
SHOPS = {"S1": "52.30", "S2": "38.85"}
"""The noodle shop belongs to S1, the flower shop to S2."""
ASKED: dict[str, Any] = {
    "title": "使用维修资金新增排水管线",
    "rule": "owners-ordinary",
    "matter": "use-fund",
    "electorate": "owners",
    "items": [{"number": 1, "text": "是否同意使用维修资金12万元用于红线内共用管线？"}],
}
CANVASS = {
    "rule": "canvass",
    "matter": None,
    "electorate": "households",
    "thresholds": {
        "taking_part": {"voters": {"numerator": 2, "denominator": 3}},
        "agreeing": {"voters": {"numerator": 2, "denominator": 3}},
    },
}


def test_the_owners_decide_and_the_account_closes(passing: Teller, days: Days) -> None:
    place = settle(passing, ("张家宅居民区", "ZJZ"), ABOVE, "国际丽都城")
    seat_troika(passing, place)
    street = passing.get("居委会", f"/v1/bodies/{place.committee}")["superior"]
    passing.meet("街道", Role.SUPERIOR, body=street)
    shops = [party(passing, name, "shop") for name in ("面馆", "花店")]
    roll = register(passing, place, days)
    said = {"channel": "window", "words": WORDS, "reporter": CONTACT}
    matter = reported(passing, place, said, {"category": "drainage", "summary": SUMMARY})
    table_and_agree(matter, plan({shops[0]: NOODLES, shops[1]: FLOWERS}), version=1)
    owners_decide(matter, roll, days, shops[0])
    money_comes(matter)
    money_goes(matter)
    accounts(matter)
    revisited(matter, "门口干净了。")
    ledger(matter, place)
    matter.look_back()


def register(teller: Teller, place: Place, days: Days) -> Roll:
    """Six flats and two shops; it hung out and nobody objected."""
    flats = [
        Home("2", "1", f"{number}701", owner, f"业主{number}", area)
        for number, (owner, area) in enumerate(FLATS.items(), start=1)
    ]
    shops = [
        Home("9", "", f"{number}", owner, f"房东{number}", area, "商铺")
        for number, (owner, area) in enumerate(SHOPS.items(), start=1)
    ]
    roll = Roll(teller, place, [*flats, *shops])
    roll.hangs_out(16)
    days.go_by(16)
    return roll


def owners_decide(matter: Matter, roll: Roll, days: Days, noodle_shop: str) -> None:
    """No canvass of households does; six of eight owners answer, five agree: more than half."""
    said = roll.refuses("needs-owners-decision", **ASKED | CANVASS, issue=matter.id)
    assert said["facts"] == {"line": 2}
    poll = roll.opens(**ASKED, issue=matter.id)
    shown = poll.read()["roll"]
    assert (shown["papers"], shown["area"]) == (8, area(*FLATS, *SHOPS))
    poll.delivers([*FLATS, *SHOPS])
    tenants_are_no_owners(matter.teller, poll, noodle_shop)
    for by in ("居委会", "街道"):
        told = matter.attempt(by, "decision", {"decision": "approve"})
        assert (told.said["code"], told.topics) == ("ballot-open", [])
    poll.takes("agree", "Y1", "Y2", "Y3", "Y4", "S1")
    poll.takes("against", "S2")
    days.go_by(16)
    told = poll.closes()
    [result] = told.said["closure"]["results"]
    assert result["agreeing"]["voters"]["rate"] == {"part": 5, "of": 6, "percent": "83.33"}
    assert result["taking_part"]["area"]["rate"]["part"] == area("Y1", "Y2", "Y3", "Y4", *SHOPS)
    assert {"ballot.closed", "register.roll-released", "issue.approved"} <= set(told.topics)
    shown = matter.read("居委会")
    assert (shown["status"], shown["approval"]["rule"]) == ("approved", "owners-ordinary")


def area(*owners: str) -> int:
    """In 0.01 m², without a float between."""
    return sum(int((FLATS | SHOPS)[owner].replace(".", "")) for owner in owners)


def tenants_are_no_owners(teller: Teller, poll: Poll, noodle_shop: str) -> None:
    """Who keeps the shop pays a line, and has no paper: that is their landlord's."""
    teller.meet("面馆", Role.HANDLER, organisation=noodle_shop)
    assert poll.vote("agree", "S1", by="面馆").status == 404
    told = poll.vote("agree", "面馆")
    assert (told.said["code"], told.topics) == ("unknown-paper", [])


def money_comes(matter: Matter) -> None:
    """By line: what was promised, what came. Nothing is spent before it is there."""
    for line, amount in enumerate(AMOUNTS, start=1):
        booked = {"line": line, "amount": amount}
        matter.act("居委会", "funds", {"kind": "pledged"} | booked, "funds-pledged")
        if line == 2:
            early = {"kind": "spent", "line": 2, "amount": 1, "note": "管材"}
            told = matter.attempt("居委会", "funds", early)
            assert (told.said["code"], told.said["facts"]) == ("spent-beyond-received", {"held": 0})
        matter.act("居委会", "funds", {"kind": "received"} | booked, "funds-received")
    held = [one["held"] for one in matter.read("居委会")["funds"]]
    assert (tuple(held), sum(held)) == (AMOUNTS, BUDGET)


def money_goes(matter: Matter) -> None:
    """What came for one line pays for no other; no line pays more than the plan gives it."""
    built(matter, "市政排水工程队")
    gift = {"kind": "received", "line": 4, "amount": 1}
    matter.act("居委会", "funds", gift, "funds-received")
    for line, spent, code, left in (
        (3, NOODLES + 1, "spent-beyond-received", {"held": NOODLES}),
        (4, FLOWERS + 1, "spent-beyond-line", {"left": FLOWERS}),
    ):
        body = {"kind": "spent", "line": line, "amount": spent, "note": "门前段"}
        told = matter.attempt("居委会", "funds", body)
        assert (told.said["code"], told.said["facts"], told.topics) == (code, left, [])
    for line, amount in enumerate((GOVERNMENT, PIPE, NOODLES, FLOWERS), start=1):
        body = {"kind": "spent", "line": line, "amount": amount, "note": "工程款"}
        matter.act("居委会", "funds", body, "funds-spent")
    back = ((2, SAVED, "结余退回维修资金"), (4, 1, "多收退还"))
    for line, amount, note in back:
        body = {"kind": "returned", "line": line, "amount": amount, "note": note}
        matter.act("居委会", "funds", body, "funds-returned")


def accounts(matter: Matter) -> None:
    """Use of the fund is published (art. 281), then the account that closes it."""
    notice(matter, "fund-use", "120,000.00元", "115,000.00元", "5,000.00元")
    nothing = {"duty": "final-account", "subject": matter.id, "days": 7}
    told = matter.teller.post("居委会", "/v1/notices", nothing)
    assert (told.said["code"], told.topics) == ("nothing-to-tell", [])
    finished(matter, "排水管线已接入市政管网，人行道不再积水。")
    shown = matter.act("居委会", "account", {"note": "竣工决算"}, "account-rendered")
    assert [one["held"] for one in shown["funds"]] == [0, 0, 0, 0]
    late = {"kind": "received", "line": 1, "amount": 1}
    assert matter.attempt("居委会", "funds", late).said["code"] == "account-rendered"
    notice(matter, "final-account", "360,000.01元", "355,000.00元")


def notice(matter: Matter, duty: str, *amounts: str) -> None:
    body = {"duty": duty, "subject": matter.id, "days": 7}
    drawn = matter.teller.post("居委会", "/v1/notices", body)
    assert (drawn.status, drawn.topics) == (201, ["notice.drawn-up"]), drawn.said
    for amount in amounts:
        assert amount in drawn.said["text"]
    put_up = {"boards": ["国际丽都城门岗"], "photo": "6d" * 32}
    told = matter.teller.post("居委会", f"/v1/notices/{drawn.id}/posting", put_up)
    assert told.topics == ["notice.put-up"]


def ledger(matter: Matter, place: Place) -> None:
    """资金台账: the same four lines, and the fund's own sum of the quarter."""
    follow(matter.teller.service)
    path = f"/v1/bodies/{place.committee}/funding"
    lines = matter.teller.get("居委会", path)["items"]
    assert [(one["planned"], one["spent"]) for one in lines][1] == (FUND, PIPE)
    year = matter.number.split("-")[1]
    sums = matter.teller.get("居委会", f"{path}/periods?year={year}&by=half-year")["items"]
    told = {(one["source"], one["received"], one["returned"]) for one in sums}
    assert ("maintenance-fund", FUND, SAVED) in told
