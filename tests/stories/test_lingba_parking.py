"""凌八居民区 (A5): 一键上报、15分钟响应、24小时办结；小事专人管.

Residents tell of the parking trouble through 小事快办; a team of volunteers talks the drivers away.
"""

from typing import Any

from domain.actor import Role
from domain.issue import events
from domain.method.terms import Basis, Clock, Span, Term
from domain.moment import HOUR, MINUTE
from projections.replay import check
from tests.stories.teller import Teller, Told, done, found, party

CONTACT = {"name": "骆听澜", "phone": "13764920518", "room": "27号楼1403室"}
WORDS = "每天下班回来，小区门口总被外来车辆堵死，绕三圈也找不到车位。"
SUMMARY = "小区出入口外来车辆违停"
MESSAGE = "骆女士您好，已收到您的反映，志愿者十分钟内到门口。"
NOTE = "请今晚七点前到东门劝离违停车辆。"
FINISHED = "已劝离三辆外来车辆。"
REPLY = "违停车辆已劝离，今后每晚安排志愿者巡查三次。"
STAFF_TEXTS = (SUMMARY, MESSAGE, NOTE, FINISHED, REPLY)

PROMISED = [
    {"clock": "response", "amount": 15, "span": "minute", "basis": "natural"},
    {"clock": "completion", "amount": 24, "span": "hour", "basis": "natural"},
]
LOOP = [
    ("issue.reported", "上报"),
    ("issue.responded", "响应"),
    ("issue.triaged", "受理分类"),
    ("issue.dispatched", "派单"),
    ("issue.acknowledged", "签收"),
    ("issue.dispatch-completed", "承办完成"),
    ("issue.done", "办结"),
]


def test_parking_is_reported_answered_and_done(teller: Teller) -> None:
    tell_parking(teller)
    assert check(teller.service.database, teller.service.views) == []


def tell_parking(teller: Teller) -> None:
    """The whole story."""
    committee, compound, volunteers = settle_lingba(teller)
    issue = one_tap(teller, committee, compound)
    respond(teller, issue)
    one_handler(teller, issue, volunteers)
    complete(teller, issue)
    adopt_another_method(teller, committee, compound, issue)
    look_back(teller, issue)


def settle_lingba(teller: Teller) -> tuple[str, str, str]:
    above = (("浦东新区", "PD"), ("东明路街道", "DML"))
    committee = found(teller, "凌八居民区", "LB", above)
    added = teller.post("administrator", f"/v1/bodies/{committee}/compounds", {"name": "凌兆八村"})
    assert (added.status, added.topics) == (201, ["body.compound-added"])
    compound, volunteers = added.id, party(teller, "凌八志愿服务队", "volunteers")
    teller.meet("居委会", Role.CLERK, body=committee)
    teller.meet("居民", Role.RESIDENT, compound=compound)
    teller.meet("志愿者", Role.HANDLER, organisation=volunteers)
    teller.meet("小事快办平台", Role.INTEGRATOR, body=committee)
    adopted = adopt(teller, committee, "linba")
    method = adopted.said["method"]
    assert (method["name"], method["version"]) == ("linba", 4)
    return committee, compound, volunteers


def adopt(teller: Teller, committee: str, method: str) -> Told:
    path = f"/v1/bodies/{committee}/method-adoptions"
    told = teller.post("居委会", path, {"method": method, "version": 4})
    assert (told.status, told.topics) == (200, ["body.method-adopted"])
    return told


def one_tap(teller: Teller, committee: str, compound: str) -> str:
    """一键上报: what the platform passes on is a place, a channel, words and who said them."""
    tap = {
        "committee_id": committee,
        "compound_id": compound,
        "channel": "xiaoshi-kuaiban",
        "words": WORDS,
        "reporter": CONTACT,
    }
    told = teller.post("小事快办平台", "/v1/issues", tap)
    assert (told.status, told.topics) == (201, ["person.registered", "issue.reported"])
    assert told.headers["location"] == f"/v1/issues/{told.id}"
    shown = told.said
    assert shown["number"].startswith("LB-")
    assert shown["number"].endswith("-000001")
    assert shown["labels"] | {"status": "已上报", "channel": "小事快办"} == shown["labels"]
    assert shown["terms"] == PROMISED
    assert_pinned(told)
    return told.id


def assert_pinned(told: Told) -> None:
    """15 minutes and 24 hours stand in the record itself, in natural time."""
    reported = told.recorded[-1].event
    assert isinstance(reported, events.Reported)
    assert (reported.method.name, reported.method.version) == ("linba", 4)
    assert reported.terms == (
        Term(clock=Clock.RESPONSE, amount=15, span=Span.MINUTE, basis=Basis.NATURAL),
        Term(clock=Clock.COMPLETION, amount=24, span=Span.HOUR, basis=Basis.NATURAL),
    )


def respond(teller: Teller, issue: str) -> None:
    """15分钟响应."""
    told = teller.post("居委会", f"/v1/issues/{issue}/responses", {"message": MESSAGE})
    shown = done(told, "issue.responded")
    responded, reported = told.recorded[0].occurred_at, teller.stream(issue)[0].occurred_at
    assert 0 <= responded - reported < 15 * MINUTE
    assert shown["responded_at"] is not None
    assert shown["status"] == "reported"


def one_handler(teller: Teller, issue: str, volunteers: str) -> None:
    """小事专人管: the fast track, one party."""
    body = {"category": "parking", "scale": "small", "track": "fast", "summary": SUMMARY}
    shown = done(teller.post("居委会", f"/v1/issues/{issue}/triage", body, seen=2), "issue.triaged")
    labels = {"category": "停车", "scale": "小事", "track": "小事专人管"}
    assert shown["labels"] | labels == shown["labels"]
    assert shown["terms"] == PROMISED
    order = {"parties": [volunteers], "note": NOTE}
    shown = done(teller.post("居委会", f"/v1/issues/{issue}/dispatches", order), "issue.dispatched")
    assert [d["party"] for d in shown["dispatches"]] == [
        {"id": volunteers, "name": "凌八志愿服务队"}
    ]
    told = teller.post("志愿者", f"/v1/issues/{issue}/acknowledgements", {})
    assert [d["acknowledged"] for d in done(told, "issue.acknowledged")["dispatches"]] == [True]
    told = teller.post("志愿者", f"/v1/issues/{issue}/dispatch-completions", {"note": FINISHED})
    assert done(told, "issue.dispatch-completed")["open_dispatches"] == 0


def complete(teller: Teller, issue: str) -> None:
    """24小时办结, with a reply."""
    body = {
        "outcome": "solved",
        "reply": REPLY,
        "outputs": [{"item": "晚间巡查", "quantity": 3, "unit": "ci"}],
    }
    told = teller.post("居委会", f"/v1/issues/{issue}/completion", body, seen=6)
    shown = done(told, "issue.done")
    assert (shown["status"], shown["version"], shown["reply"]) == ("done", 7, REPLY)
    assert shown["labels"] | {"status": "已办结", "outcome": "已解决"} == shown["labels"]
    finished, reported = told.recorded[0].occurred_at, teller.stream(issue)[0].occurred_at
    assert 0 <= finished - reported < 24 * HOUR


def adopt_another_method(teller: Teller, committee: str, compound: str, issue: str) -> None:
    """What was promised stays promised; the next issue follows the next method."""
    adopt(teller, committee, "default")
    kept = teller.get("居委会", f"/v1/issues/{issue}")
    assert (kept["terms"], kept["method"]["name"]) == (PROMISED, "linba")
    tap = {"committee_id": committee, "compound_id": compound, "channel": "xiaoshi-kuaiban"}
    told = teller.post("居民", "/v1/issues", tap | {"words": "西门也有人乱停车。"})
    assert (told.status, told.topics) == (201, ["issue.reported"])
    terms = [(t["clock"], t["amount"], t["span"], t["basis"]) for t in told.said["terms"]]
    assert terms == [
        ("response", 1, "day", "working"),
        ("completion", 5, "day", "working"),
        ("acknowledgement", 1, "day", "working"),
        ("approval", 15, "day", "working"),
        ("revisit", 5, "day", "working"),
    ]


def look_back(teller: Teller, issue: str) -> None:
    """The timeline and the ledger tell the same loop, once each."""
    timeline = teller.timeline("居委会", issue)
    assert [(one["event"], one["label"]) for one in timeline] == LOOP
    said: list[Any] = [timeline[i]["data"] for i in (0, 1, 2, 3, 5, 6)]
    assert (said[0]["words"], said[1]["message"], said[2]["summary"]) == (WORDS, MESSAGE, SUMMARY)
    assert (said[3]["note"], said[4]["note"], said[5]["reply"]) == (NOTE, FINISHED, REPLY)
    stream = teller.stream(issue)
    assert [one.topic for one in stream] == [topic for topic, _ in LOOP]
    assert [one.by.role for one in stream] == [
        Role.INTEGRATOR,
        *[Role.CLERK] * 3,
        *[Role.HANDLER] * 2,
        Role.CLERK,
    ]
    assert [one["position"] for one in timeline] == [one.position for one in stream]
