"""华三居民区: 下水管堵塞困扰居民多年。疏通不管用，再开一轮：居民自筹经费外移污水管.

Two rounds of one issue. The resident reports and follows it with a key of their own: what they
are told is their own view of it. The amount that the residents raise is invented.
"""

from typing import Any

from domain.actor import Role
from tests.stories.matter import Matter
from tests.stories.neighbours import COMMITTEE, COMPANY, OWNERS, seat_troika, settle
from tests.stories.teller import Teller

ABOVE = (("长宁区", "CN"), ("华阳路街道", "HYL"))
WORDS = "楼里的下水管又堵了，污水返到厨房。"
SUMMARY = "楼栋公用污水管堵塞"
FIRST_REPLY = "已疏通公用污水管。"
STILL = "才两天又堵了，根子没有解决。"
PLAN = "居民自筹经费，将楼栋公用污水管外移。"
SECOND_REPLY = "公用污水管已外移，今后检修不再进户。"
AT_LAST = "多年的老毛病总算好了。"
RAISED = 960_000
SEATS = {"居委会": COMMITTEE, "业委会": OWNERS, "物业": COMPANY}


def test_a_second_round_where_the_first_did_not_help(teller: Teller) -> None:
    place = settle(teller, ("华三居民区", "HS"), ABOVE, "大兴邨")
    seats = seat_troika(teller, place)
    teller.meet("居民", Role.RESIDENT, compound=place.compound)
    body = {"committee_id": place.committee, "compound_id": place.compound, "channel": "online"}
    told = teller.post("居民", "/v1/issues", body | {"words": WORDS})
    matter = Matter(teller, "居民", told, "居委会", "居民")
    first_round(matter, seats["物业"])
    dissatisfied(matter)
    stale(matter)
    agree_on_more(matter)
    pay_and_build(matter, seats["物业"])
    satisfied(matter)
    both_rounds_are_told(matter)
    matter.look_back()


def first_round(matter: Matter, company: str) -> None:
    """A small matter at first: cleared by the property company."""
    triage = {"category": "drainage", "scale": "small", "track": "fast", "summary": SUMMARY}
    matter.act("居委会", "triage", triage, "triaged")
    hand_over(matter, company)
    shown = matter.act("居委会", "completion", {"outcome": "solved", "reply": FIRST_REPLY}, "done")
    assert (shown["status"], shown["round"], shown["version"]) == ("done", 1, 5)


def hand_over(matter: Matter, company: str) -> None:
    matter.act("居委会", "dispatches", {"parties": [company]}, "dispatched")
    matter.act("物业", "dispatch-completions", {}, "dispatch-completed")


def dissatisfied(matter: Matter) -> None:
    """回访 by telephone; the answer opens the next round in the same breath."""
    answer = {"kind": "phone", "resolved": False, "satisfaction": "dissatisfied", "comment": STILL}
    shown = matter.act("居委会", "revisits", answer, "revisited", "reopened")
    assert (shown["status"], shown["round"], shown["version"]) == ("reported", 2, 7)
    assert (shown["reply"], shown["done_at"], shown["outcome"]) == (None, None, None)
    assert (shown["revisit"]["round"], shown["revisit"]["comment"]) == (1, STILL)
    assert ids(matter, "round=2&status=reported") == [matter.id]


def ids(matter: Matter, query: str) -> list[str]:
    return [one["id"] for one in matter.teller.get("居委会", f"/v1/issues?{query}")["items"]]


def stale(matter: Matter) -> None:
    """Who has read the first round decides nothing in the second."""
    again = {"outcome": "solved", "reply": FIRST_REPLY}
    path = f"{matter.path}/completion"
    late = matter.teller.post("居委会", path, again, seen=5)
    assert (late.status, late.said["code"], late.topics) == (412, "stale-version", [])
    unread = matter.teller.post("居委会", path, again)
    assert (unread.status, unread.said["code"], unread.topics) == (428, "match-required", [])


def agree_on_more(matter: Matter) -> None:
    """Now it is a matter for many: a hearing before, and the three seats with their words."""
    triage = {"category": "drainage", "scale": "hard", "track": "normal", "summary": SUMMARY}
    matter.act("居委会", "triage", triage, "triaged")
    for kind in ("hearing", "coordination"):
        meeting = {"kind": kind, "minutes": "各户逐一表达意见。"}
        matter.act("居委会", "meetings", meeting, "meeting-noted")
    line = {"source": "residents", "amount": RAISED, "pays_for": "楼栋公用污水管外移"}
    plan = {"plan": PLAN, "budget": RAISED, "lines": [line]}
    matter.act("居委会", "proposals", plan, "proposal-tabled")
    for by, seat in SEATS.items():
        word = {"version": 1, "seat": seat, "stance": "agree"}
        topics = ["position-taken", *(["negotiated"] if by == "物业" else [])]
        matter.act(by, "positions", word, *topics)
    assert matter.read("居民")["proposal"] is None
    shown = matter.act("居委会", "decision", {"decision": "approve"}, "approved")
    assert (shown["status"], shown["round"]) == ("approved", 2)
    assert matter.read("居民")["approval"]["plan"] == PLAN


def pay_and_build(matter: Matter, company: str) -> None:
    """居民自筹: promised, received, spent, to the last 分."""
    entries = [("pledged", {}), ("received", {}), ("spent", {"note": "管材与人工"})]
    for kind, more in entries:
        body = {"kind": kind, "line": 1, "amount": RAISED} | more
        shown = matter.act("居委会", "funds", body, f"funds-{kind}")
    [account] = shown["funds"]
    assert (account["source"]["label"], account["held"]) == ("居民自筹", 0)
    assert [account[kind] for kind, _ in entries] == [RAISED] * 3
    hand_over(matter, company)
    done = {"outcome": "solved", "reply": SECOND_REPLY, "cost": RAISED}
    shown = matter.act("居委会", "completion", done, "done")
    assert [one["round"] for one in shown["dispatches"]] == [1, 2]
    assert (shown["status"], shown["cost"]) == ("done", RAISED)


def satisfied(matter: Matter) -> None:
    """This time the resident answers by themself."""
    answer = {"kind": "online", "resolved": True, "satisfaction": "satisfied", "comment": AT_LAST}
    shown = matter.act("居民", "revisits", answer, "revisited")
    assert (shown["status"], shown["round"], shown["labels"]["status"]) == (
        "revisited",
        2,
        "已回访",
    )
    revisit = shown["revisit"]
    assert (revisit["round"], revisit["kind"], revisit["comment"]) == (2, "online", AT_LAST)


def both_rounds_are_told(matter: Matter) -> None:
    """Staff read both answers; the resident what was said to them, and that it went on."""
    entries = matter.teller.timeline("居委会", matter.id)
    revisits = [one["data"] for one in entries if one["event"] == "issue.revisited"]
    assert [(one["resolved"], one["comment"]) for one in revisits] == [
        (False, STILL),
        (True, AT_LAST),
    ]
    [reopened] = [one["data"] for one in entries if one["event"] == "issue.reopened"]
    assert (reopened["round"], reopened["cause"]) == (2, "revisit")
    own = matter.teller.timeline("居民", matter.id)
    assert [one["label"] for one in own] == [one["label"] for one in entries]
    said: list[Any] = [one["data"] for one in own if one["data"]]
    assert said == [{"reply": FIRST_REPLY}, {"reply": SECOND_REPLY}]
    assert {one["person"] for one in own} == {None}
    shown = matter.read("居民")
    assert (shown["words"], shown["reply"], shown["round"]) == (WORDS, SECOND_REPLY, 2)
