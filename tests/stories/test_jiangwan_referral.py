"""江湾镇街道 (A14 四百): 加装电梯争议，三所联动：派出所、司法所、律师事务所一起，有结果.

A ground-floor owner objects to the lift. Three offices are asked together; each sees the issue
while it is asked, and never who reported it. What the offices say is invented.
"""

from typing import Any

from domain.actor import Role
from tests.projections.following import follow
from tests.stories.matter import Matter
from tests.stories.neighbours import Place, settle
from tests.stories.teller import Teller, party

ABOVE = (("虹口区", "HK"), ("江湾镇街道", "JW"))
OFFICES = {"派出所": "police-station", "司法所": "judicial-office", "律所": "law-firm"}
CONTACT = {"name": "郁青山", "phone": "13816720943", "room": "5号楼602室"}
WORDS = "五号楼要装电梯，一楼不同意，吵到动手。"
QUESTION = "一楼业主以采光、通风受影响反对加装电梯，能否依法协商补偿？"
ADVICE = "民法典第二百七十八条双三分之二已满足；相邻采光可协商补偿，建议先行调解。"
CONCLUSION = "双方签署调解协议：一楼得补偿，电梯井玻璃改磨砂，同意加装。"
PARTIES = "/v1/issues/{}/referrals"


def test_three_offices_together_and_an_outcome(teller: Teller) -> None:
    place = settle(teller, ("丰镇第一居民区", "FZ"), ABOVE, "丰镇小区")
    offices = {name: party(teller, name, "other") for name in (*OFFICES, "别的律所")}
    for name, organisation in offices.items():
        teller.meet(name, Role.HANDLER, organisation=organisation)
    matter = report(teller, place)
    assert [teller.status(name, matter.path) for name in OFFICES] == [404] * 3
    referral = refer(matter, offices)
    while_they_are_asked(matter, offices)
    advise(teller, referral)
    conclude(matter, referral)
    counted(teller, place, matter)


def report(teller: Teller, place: Place) -> Matter:
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "window",
        "words": WORDS,
        "reporter": CONTACT,
    }
    matter = Matter(teller, "居委会", teller.post("居委会", "/v1/issues", body), "居委会")
    triage = {
        "category": "lift",
        "scale": "hard",
        "track": "normal",
        "summary": "五号楼加装电梯争议",
    }
    matter.act("居委会", "triage", triage, "triaged")
    return matter


def refer(matter: Matter, offices: dict[str, str]) -> str:
    """Put to the three at once; none of it is asked twice."""
    asked = [{"organisation": offices[name], "role": role} for name, role in OFFICES.items()]
    body = {"parties": asked, "question": QUESTION}
    path, teller = PARTIES.format(matter.id), matter.teller
    zoo = teller.post("居委会", path, body | {"parties": [asked[0] | {"role": "zoo"}]})
    assert (zoo.status, zoo.said["code"]) == (422, "unknown-office")
    told = teller.post("居委会", path, body)
    assert (told.status, told.topics) == (201, ["issue.referral-made", "referral.made"])
    assert told.headers["location"] == f"/v1/referrals/{told.id}"
    assert (told.said["question"], told.said["issue_number"]) == (QUESTION, matter.number)
    assert [one["role_label"] for one in told.said["offices"]] == [
        *("派出所", "司法所", "律师事务所")
    ]
    again = teller.post("居委会", path, body)
    assert (again.status, again.said["code"], again.topics) == (409, "referral-open", [])
    return f"/v1/referrals/{told.id}"


def while_they_are_asked(matter: Matter, offices: dict[str, str]) -> None:
    """They see what it is about, and neither who reported it nor in what words."""
    shown = matter.read("居委会")
    assert [one["name"] for one in shown["referral"]["offices"]] == list(OFFICES)
    assert "referral.keep" in shown["allowed_actions"]
    assert "issue.refer" not in shown["allowed_actions"]
    teller = matter.teller
    for name in OFFICES:
        seen = matter.read(name)
        assert (seen["summary"], seen["reporter"]) == ("五号楼加装电梯争议", None)
        teller.timeline(name, matter.id)
        listed = teller.get(name, "/v1/issues")["items"]
        assert [one["number"] for one in listed] == [matter.number]
        heard = "".join(teller.heard[name])
        for secret in (*CONTACT.values(), WORDS, "138****0943", "郁*"):
            assert secret not in heard
    assert teller.status("别的律所", matter.path) == 404


def advise(teller: Teller, referral: str) -> None:
    """Each takes it on; the law firm says what the law says, and no other speaks for it."""
    early = teller.post("律所", f"{referral}/advice", {"advice": ADVICE})
    assert (early.status, early.said["code"]) == (409, "not-accepted")
    for name in OFFICES:
        told = teller.post(name, f"{referral}/acceptances", {})
        assert (told.status, told.topics) == (200, ["referral.accepted"])
    firm = teller.get("律所", referral)["offices"][2]["organisation"]["id"]
    other = teller.post("司法所", f"{referral}/advice", {"organisation": firm, "advice": ADVICE})
    assert other.status == 403
    assert teller.post("别的律所", f"{referral}/advice", {"advice": ADVICE}).status == 404
    told = teller.post("律所", f"{referral}/advice", {"advice": ADVICE})
    assert (told.status, told.topics) == (200, ["referral.advised"])
    typed = {"organisation": firm, "advice": "补充：签约时须全体户主到场。"}
    told = teller.post("居委会", f"{referral}/advice", typed)
    assert str(told.recorded[0].by.on_behalf_of) == firm
    assert [one["text"] for one in told.said["offices"][2]["advice"]] == [ADVICE, typed["advice"]]


def conclude(matter: Matter, referral: str) -> None:
    """Mediated; from now on the offices see the issue no more, and still what they advised."""
    teller = matter.teller
    body = {"outcome": "mediated", "conclusion": CONCLUSION}
    assert teller.post("律所", f"{referral}/conclusion", body).status == 403
    told = teller.post("居委会", f"{referral}/conclusion", body)
    assert told.topics == ["referral.concluded", "issue.referral-ended"]
    assert (told.said["outcome_label"], told.said["conclusion"]) == ("调解成功", CONCLUSION)
    late = teller.post("律所", f"{referral}/advice", {"advice": ADVICE})
    assert (late.status, late.said["code"]) == (409, "referral-concluded")
    for name in OFFICES:
        assert teller.status(name, matter.path) == 404
        assert teller.get(name, "/v1/issues")["items"] == []
        assert teller.get(name, referral)["conclusion"] == CONCLUSION
    labels = [one["label"] for one in teller.timeline("居委会", matter.id)]
    assert labels[-2:] == ["三所联动", "联动结果"]
    assert matter.read("居委会")["referral"] is None


def counted(teller: Teller, place: Place, matter: Matter) -> None:
    """By outcome, for the committee and for the issue."""
    follow(teller.service)
    outcome: dict[str, Any] = {"outcome": "mediated", "outcome_label": "调解成功", "count": 1}
    for path in (f"/v1/referrals?committee={place.committee}", PARTIES.format(matter.id)):
        found = teller.get("居委会", path)
        assert [one["question"] for one in found["items"]] == [QUESTION]
        assert found["outcomes"] == [outcome]
    assert teller.get("居委会", "/v1/referrals?open=true")["items"] == []
    assert [len(teller.get(name, "/v1/referrals")["items"]) for name in ("律所", "别的律所")] == [
        *(1, 0)
    ]
