"""飞乐 (B8): 武夷路52弄弄堂口被外来车辆堵住，两位居民各自反映；并案办理，装上地锁，件件有答复.

Each of the two keeps an answer and a revisit of their own. Who reported second never learns of
the issue into which theirs was merged: neither its id nor its number is in anything that they
are told, with a key or by the token of their receipt.
"""

import json
from urllib.parse import urlsplit

import pytest

from domain.actor import Role
from tests.stories.matter import Matter
from tests.stories.teller import Teller, Told, found

ABOVE = (("长宁区", "CN"), ("华阳路街道", "HYL"))
ADDRESS = "武夷路52弄"
FIRST_WORDS = "52弄弄堂很窄，弄堂口常被外来车辆堵住。"
SECOND_WORDS = "弄堂里的居民反而进出困难，希望帮忙解决。"
SUMMARY = "52弄弄堂口被外来车辆堵路"
MESSAGE = "已收到，居委会今天就到现场察看。"
REPLY = "经52弄全体居民同意，弄堂口已装上地锁。"
THANKS = "现在进出方便了。"
LOCK = {"item": "地锁", "quantity": 1, "unit": "ge"}
MERGED = ["上报", "响应", "合并", "答复", "回访"]


@pytest.mark.both
def test_two_reporters_and_each_has_an_answer(teller: Teller) -> None:
    committee = found(teller, "飞乐居民区", "FL", ABOVE)
    teller.meet("居委会", Role.CLERK, body=committee)
    for resident in ("先报的居民", "后报的居民"):
        teller.meet(resident, Role.RESIDENT, body=committee)
    first = report(teller, committee, "先报的居民", FIRST_WORDS)
    target = Matter(teller, "先报的居民", first, "居委会", "先报的居民")
    second = report(teller, committee, "后报的居民", SECOND_WORDS)
    child = Matter(teller, "后报的居民", second, "居委会", "后报的居民")
    child.act("居委会", "responses", {"message": MESSAGE}, "responded")
    token = receipt(child)
    merge(child, target)
    complete(target, child)
    both_are_asked(target, child)
    read_all(child, token, target.number)
    never_heard_of(target, teller)
    target.look_back()
    child.look_back()


def report(teller: Teller, committee: str, by: str, words: str) -> Told:
    body = {"committee_id": committee, "address": ADDRESS, "channel": "online", "words": words}
    return teller.post(by, "/v1/issues", body)


def receipt(child: Matter) -> str:
    """回执: the number, and a token to ask with."""
    told = child.teller.post("后报的居民", f"{child.path}/receipts", {})
    assert (told.status, told.topics, told.said["number"]) == (201, [], child.number)
    assert urlsplit(told.said["status_url"]).path == f"/follow/{told.said['token']}"
    return str(told.said["token"])


def merge(child: Matter, target: Matter) -> None:
    """Both sides in one command; a child is dealt with through its target alone."""
    assert [target.number[-6:], child.number[-6:]] == ["000001", "000002"]
    told = child.attempt("居委会", "merges", {"target": target.id})
    assert (told.status, told.topics) == (200, ["issue.merged", "issue.absorbed"])
    assert (told.said["merged_into"], told.said["awaiting"]) == (target.id, "nobody")
    assert target.read("居委会")["children"] == [child.id]
    own = child.read("后报的居民")
    assert (own["status"], own["labels"]["status"], own["merged_into"]) == (
        "merged",
        "已合并",
        None,
    )
    assert target.read("先报的居民")["children"] == []
    assert child.attempt("后报的居民", "urgings", {}).said["code"] == "status-forbids"
    early = {"kind": "online", "resolved": True}
    child.refused("后报的居民", "revisits", early, "reporter-unanswered")


def complete(target: Matter, child: Matter) -> None:
    """A ground lock, agreed to by all of lane 52; the reply goes to both."""
    triage = {"category": "parking", "scale": "small", "track": "fast", "summary": SUMMARY}
    target.act("居委会", "triage", triage, "triaged")
    done = {"outcome": "solved", "reply": REPLY, "outputs": [LOCK]}
    told = target.attempt("居委会", "completion", done)
    assert (told.status, told.topics) == (200, ["issue.done", "issue.replied"])
    assert [str(one.stream) for one in told.recorded] == [target.id, child.id]
    assert len({one.command for one in told.recorded}) == 1
    assert (told.said["status"], told.said["outputs"]) == ("done", [LOCK | {"site": None}])
    assert child.teller.timeline("后报的居民", child.id)[-1]["data"] == {"message": REPLY}
    assert child.read("居委会")["awaiting"] == "revisitor"


def both_are_asked(target: Matter, child: Matter) -> None:
    """Two answers, each on its own issue; the child stays merged, and waits for nobody."""
    answer = {"kind": "online", "resolved": True, "satisfaction": "satisfied", "comment": THANKS}
    shown = child.act("后报的居民", "revisits", answer, "revisited")
    assert (shown["status"], shown["awaiting"]) == ("merged", "nobody")
    assert (shown["revisit"]["satisfaction"], shown["revisit"]["comment"]) == ("satisfied", THANKS)
    fair = {"kind": "phone", "resolved": True, "satisfaction": "fair"}
    shown = target.act("先报的居民", "revisits", fair | {"kind": "online"}, "revisited")
    assert (shown["status"], shown["revisit"]["satisfaction"]) == ("revisited", "fair")


def read_all(child: Matter, token: str, number: str) -> None:
    """Every way in which the second reporter can ask, also for what staff call the target."""
    teller, by = child.teller, "后报的居民"
    assert child.told(by) == MERGED
    [listed] = teller.get(by, "/v1/issues")["items"]
    assert (listed["id"], listed["number"]) == (child.id, child.number)
    for query in ("q=外来车辆", f"q={number}", f"number={number}"):
        assert teller.get(by, f"/v1/issues?{query}")["items"] == []
        assert len(teller.get("居委会", f"/v1/issues?{query}")["items"]) == 1
    followed = json.loads(teller.page(by, f"/v1/follow-ups/{token}"))
    assert followed["number"] == child.number
    assert [one["text"] for one in followed["answers"]] == [MESSAGE, REPLY]
    for path in (f"/follow/{token}", f"/follow/{token}/receipt"):
        assert child.number in teller.page(by, path)


def never_heard_of(target: Matter, teller: Teller) -> None:
    """Not in any answer; while what staff and the first reporter heard is full of it."""
    told = teller.heard["后报的居民"]
    assert len(told) > 15
    for answer in told:
        assert target.id not in answer
        assert target.number not in answer
    for by in ("居委会", "先报的居民"):
        assert any(target.id in answer and target.number in answer for answer in teller.heard[by])
    assert teller.status("后报的居民", target.path) == 404
