"""飞乐居民区 (A2): dark lane mouths in 武夷路 get solar lamps, for there is no public meter.

One issue with four sites that belong to no compound, handed to two parties (双交办).
"""

from domain.actor import Role
from domain.issue import events
from projections.replay import check
from tests.stories.teller import Teller, Told, done, found, party

SITES = ["武夷路52弄", "武夷路92号", "武夷路114号", "武夷路116号"]
ADDRESS = "武夷路沿线老弄堂、老洋房出入口"
CONTACT = {"name": "闻人朝颜", "phone": "13917730264", "room": "52弄9号后楼"}
WORDS = "弄堂口一到晚上就一片漆黑，老人小孩进出全靠摸着墙走。"
SUMMARY = "四处弄堂出入口夜间无照明"
MESSAGE = "没有公共电表箱，居委会正在想办法。"
NOTE = "施工队负责安装，居委会逐处查看。"
INSTALLED = "四盏灯均已装好并试亮。"
CHECKED = "晚上八点逐处看过，都亮。"
REPLY = "四处出入口都装上了太阳能路灯，天黑自动亮。"
LAMP = "太阳能路灯"
STAFF_TEXTS = (*SITES, ADDRESS, SUMMARY, MESSAGE, NOTE, INSTALLED, CHECKED, REPLY, LAMP)

GENERAL = [
    {"clock": "response", "amount": 1, "span": "day", "basis": "working"},
    {"clock": "completion", "amount": 5, "span": "day", "basis": "working"},
    {"clock": "acknowledgement", "amount": 1, "span": "day", "basis": "working"},
    {"clock": "approval", "amount": 15, "span": "day", "basis": "working"},
    {"clock": "revisit", "amount": 5, "span": "day", "basis": "working"},
]
LOOP = [
    ("issue.reported", "上报"),
    ("issue.triaged", "受理分类"),
    ("issue.responded", "响应"),
    ("issue.dispatched", "派单"),
    ("issue.acknowledged", "签收"),
    ("issue.dispatch-completed", "承办完成"),
    ("issue.dispatch-completed", "承办完成"),
    ("issue.done", "办结"),
]


def test_four_lanes_get_their_lamps(teller: Teller) -> None:
    tell_lamps(teller)
    assert check(teller.service.database, teller.service.views) == []


def tell_lamps(teller: Teller) -> None:
    """The whole story."""
    committee, electricians = settle_feile(teller)
    issue = report(teller, committee)
    take_in(teller, issue)
    hand_over(teller, issue, electricians, committee)
    refused_until_both_have_finished(teller, issue)
    complete(teller, issue)
    look_back(teller, issue, committee)


def settle_feile(teller: Teller) -> tuple[str, str]:
    committee = found(teller, "飞乐居民区", "FL", (("长宁区", "CN"), ("华阳路街道", "HYL")))
    electricians = party(teller, "路灯施工队", "contractor")
    teller.meet("飞乐居委会", Role.CLERK, body=committee)
    teller.meet("施工队", Role.HANDLER, organisation=electricians)
    return committee, electricians


def report(teller: Teller, committee: str) -> str:
    """Told at the door; the lanes are no compound, so that the place is a bare address."""
    body = {
        "committee_id": committee,
        "address": ADDRESS,
        "sites": SITES,
        "channel": "visit",
        "category": "lighting",
        "words": WORDS,
        "reporter": CONTACT,
    }
    told = teller.post("飞乐居委会", "/v1/issues", body)
    assert (told.status, told.topics) == (201, ["person.registered", "issue.reported"])
    shown = told.said
    assert (shown["compound"], shown["address"]) == (None, ADDRESS)
    assert [(site["number"], site["address"]) for site in shown["sites"]] == list(
        enumerate(SITES, start=1)
    )
    assert (shown["terms"], shown["method"]["name"]) == (GENERAL, "default")
    assert shown["labels"] | {"channel": "走访", "category": "照明"} == shown["labels"]
    return told.id


def take_in(teller: Teller, issue: str) -> None:
    body = {"category": "lighting", "scale": "small", "track": "fast", "summary": SUMMARY}
    told = teller.post("飞乐居委会", f"/v1/issues/{issue}/triage", body, seen=1)
    shown = done(told, "issue.triaged")
    assert (shown["terms"], shown["summary"]) == (GENERAL, SUMMARY)
    told = teller.post("飞乐居委会", f"/v1/issues/{issue}/responses", {"message": MESSAGE})
    assert done(told, "issue.responded")["responded_at"] is not None


def hand_over(teller: Teller, issue: str, electricians: str, committee: str) -> None:
    """双交办: two parties at once, one of them the committee itself."""
    body = {"parties": [electricians, committee], "note": NOTE}
    told = teller.post("飞乐居委会", f"/v1/issues/{issue}/dispatches", body)
    shown = done(told, "issue.dispatched")
    assert [d["party"]["name"] for d in shown["dispatches"]] == ["路灯施工队", "飞乐居民区"]
    assert shown["open_dispatches"] == 2
    told = teller.post("施工队", f"/v1/issues/{issue}/acknowledgements", {})
    shown = done(told, "issue.acknowledged")
    assert [d["acknowledged"] for d in shown["dispatches"]] == [True, False]


def refused_until_both_have_finished(teller: Teller, issue: str) -> None:
    assert_open(try_to_complete(teller, issue, seen=5), 2)
    path = f"/v1/issues/{issue}/dispatch-completions"
    shown = done(teller.post("施工队", path, {"note": INSTALLED}), "issue.dispatch-completed")
    assert shown["open_dispatches"] == 1
    assert_open(try_to_complete(teller, issue, seen=6), 1)
    shown = done(teller.post("飞乐居委会", path, {"note": CHECKED}), "issue.dispatch-completed")
    assert shown["open_dispatches"] == 0


def try_to_complete(teller: Teller, issue: str, *, seen: int) -> Told:
    outputs = [
        {"item": LAMP, "quantity": 1, "unit": "zhan", "site": site}
        for site in range(1, len(SITES) + 1)
    ]
    body = {"outcome": "solved", "reply": REPLY, "outputs": outputs}
    return teller.post("飞乐居委会", f"/v1/issues/{issue}/completion", body, seen=seen)


def assert_open(told: Told, orders: int) -> None:
    """Refused, in words, and nothing recorded."""
    assert (told.status, told.topics) == (409, [])
    assert (told.said["code"], told.said["facts"]) == ("dispatch-open", {"open": orders})
    assert told.said["title"] == "尚有派单未完成"


def complete(teller: Teller, issue: str) -> None:
    """Four lamps, each at its own lane."""
    told = try_to_complete(teller, issue, seen=7)
    shown = done(told, "issue.done")
    assert (shown["status"], shown["labels"]["status"], shown["reply"]) == ("done", "已办结", REPLY)
    lamps = [(o["item"], o["quantity"], o["unit"], o["site"]) for o in shown["outputs"]]
    assert lamps == [(LAMP, 1, "zhan", site) for site in (1, 2, 3, 4)]
    event = told.recorded[0].event
    assert isinstance(event, events.Done)
    assert [(o.quantity, o.unit, o.site) for o in event.outputs] == [
        (1, "zhan", site) for site in (1, 2, 3, 4)
    ]


def look_back(teller: Teller, issue: str, committee: str) -> None:
    """The timeline and the ledger tell the same loop, refusals left out."""
    timeline = teller.timeline("飞乐居委会", issue)
    assert [(one["event"], one["label"]) for one in timeline] == LOOP
    first, last = timeline[0]["data"], timeline[-1]["data"]
    assert (first["words"], first["address"]) == (WORDS, ADDRESS)
    assert [site["address"] for site in first["sites"]] == SITES
    assert [output["item"] for output in last["outputs"]] == [LAMP] * 4
    finished = [one["data"]["note"] for one in timeline if one["label"] == "承办完成"]
    assert finished == [INSTALLED, CHECKED]
    stream = teller.stream(issue)
    assert [one.topic for one in stream] == [topic for topic, _ in LOOP]
    assert [one["position"] for one in timeline] == [one.position for one in stream]
    assert str(stream[6].by.organisation) == committee
    assert stream[6].by.on_behalf_of is None
