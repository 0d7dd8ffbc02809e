"""小区 → 居民区 → 街道 and down again, under supervision (督办); then to the right committee."""

from domain.actor import Role
from tests.stories.life.quarter import Quarter, asked
from tests.stories.teller import found

DEMAND = "请三个工作日内办结并书面反馈。"
LIMIT = {"amount": 3, "span": "day", "basis": "working"}


def test_up_to_the_subdistrict_and_down_again(quarter: Quarter) -> None:
    issue = quarter.report("居民")
    other = quarter.report("邻居")
    the_resident_urges(quarter, issue, other)
    passed_up_step_by_step(quarter, issue)
    supervised(quarter, issue)
    handed_down(quarter, issue)
    done_with_pressure_off(quarter, issue, other)
    assert quarter.differences() == []


def test_the_number_stays_when_the_committee_changes(quarter: Quarter) -> None:
    """柳浦 works by another method, and so promises other times from now on."""
    next_door, compound = a_second_committee(quarter)
    issue = quarter.report("居民")
    before = quarter.triages(issue, "fast", "small")
    move = {"committee_id": next_door, "compound_id": compound, "reason": "6号楼划归柳浦。"}
    quarter.refuses("陆社工", issue, "transfers", move, "forbidden")
    beyond_the_superior(quarter, issue)
    shown = quarter.does("街道", issue, "transfers", move, "transferred")
    assert (shown["number"], shown["round"]) == (before["number"], 1)
    assert (shown["committee"]["name"], shown["compound"]["name"]) == ("柳浦居民区", "柳浦坊")
    assert (shown["method"]["name"], before["method"]["name"]) == ("linba", "default")
    assert [(one["amount"], one["span"]) for one in shown["terms"]] == [
        (15, "minute"),
        (24, "hour"),
    ]
    only_the_new_committee_sees_it(quarter, issue)
    assert quarter.differences() == []


def the_resident_urges(quarter: Quarter, issue: str, other: str) -> None:
    assert quarter.listed("街道", level="compound", awaiting="committee") == [other, issue]
    assert quarter.listed("街道", urged="true") == []
    for times in (1, 2):
        body = {"message": "三天了，还在漫水。"}
        assert quarter.does("居民", issue, "urgings", body, "urged")["urged"] == times
    assert quarter.listed("陆社工", urged="true") == [issue]
    assert quarter.listed("陆社工", urged="false") == [other]


def passed_up_step_by_step(quarter: Quarter, issue: str) -> None:
    """To whom, when and why stands on record; nobody passes up to where it is."""
    up = {"level": "committee", "reason": "牵涉两幢楼。"}
    assert quarter.does("陆社工", issue, "escalations", up, "escalated")["level"] == "committee"
    assert quarter.listed("陆社工", level="committee") == [issue]
    facts = quarter.refuses("陆社工", issue, "escalations", up, "level-not-higher")
    assert facts == {"level": "committee"}
    up = {"level": "subdistrict", "reason": "需要市政配合。"}
    shown = quarter.does("陆社工", issue, "escalations", up, "escalated")
    assert (shown["level"], shown["labels"]["level"]) == ("subdistrict", "街道（镇）")
    assert quarter.told("陆社工", issue)[-1][1]["body"] == quarter.subdistrict
    assert quarter.listed("街道", level="subdistrict", urged="true") == [issue]
    assert quarter.listed("街道", level="committee") == []


def supervised(quarter: Quarter, issue: str) -> None:
    body = {"limit": LIMIT, "demand": DEMAND}
    quarter.refuses("陆社工", issue, "supervisions", body, "forbidden")
    shown = quarter.does("街道", issue, "supervisions", body, "supervised")
    assert {**shown["supervision"], "at": None} == {**LIMIT, "demand": DEMAND, "at": None}
    assert quarter.shown("陆社工", issue)["supervision"]["demand"] == DEMAND
    assert [(one["clock"], one["amount"]) for one in shown["terms"]] == [
        ("response", 1),
        ("completion", 5),
        ("acknowledgement", 1),
        ("approval", 15),
        ("revisit", 5),
    ]


def handed_down(quarter: Quarter, issue: str) -> None:
    order = {"parties": [quarter.builders], "note": "街道已协调，请进场。"}
    quarter.triages(issue, "fast", "small")
    quarter.does("街道", issue, "dispatches", order, "dispatched")
    assert quarter.listed("街道", in_hand=quarter.builders, awaiting="parties") == [issue]
    upwards = {"level": "district", "reason": "下交不能往上"}
    quarter.refuses("街道", issue, "hand-downs", upwards, "level-not-lower")
    down = {"level": "compound", "reason": "市政已配合，由小区继续。"}
    shown = quarter.does("街道", issue, "hand-downs", down, "handed-down")
    assert (shown["level"], shown["status"]) == ("compound", "reported")
    assert quarter.listed("街道", level="subdistrict") == []
    quarter.does("施工队", issue, "dispatch-completions", {}, "dispatch-completed")
    assert quarter.listed("街道", in_hand=quarter.builders) == []


def done_with_pressure_off(quarter: Quarter, issue: str, other: str) -> None:
    """Completion answers both; the next round begins without either."""
    shown = quarter.completes(issue)
    assert (shown["urged"], shown["supervision"]) == (0, None)
    assert quarter.listed("陆社工", awaiting="revisitor") == [issue]
    late = {"message": "快点"}
    quarter.refuses("居民", issue, "urgings", late, "status-forbids")
    said = asked(resolved=False)
    quarter.does("陆社工", issue, "revisits", said, "revisited", "reopened")
    assert quarter.listed("陆社工", round=2) == [issue]
    assert quarter.listed("陆社工", round=1) == [other]
    assert quarter.listed("陆社工", urged="true") == []


def a_second_committee(quarter: Quarter) -> tuple[str, str]:
    teller = quarter.teller
    body = {"level": "committee", "name": "柳浦居民区", "code": "LP"}
    made = teller.post("administrator", "/v1/bodies", body | {"superior": quarter.subdistrict})
    added = teller.post("administrator", f"/v1/bodies/{made.id}/compounds", {"name": "柳浦坊"})
    teller.meet("柳浦社工", Role.CLERK, body=made.id)
    adoption = {"method": "linba", "version": 4}
    told = teller.post("柳浦社工", f"/v1/bodies/{made.id}/method-adoptions", adoption)
    assert (told.status, told.topics) == (200, ["body.method-adopted"])
    return made.id, added.id


def beyond_the_superior(quarter: Quarter, issue: str) -> None:
    far = found(quarter.teller, "远山居民区", "YS", (("远山区", "YQ"), ("远山街道", "YJ")))
    away = {"committee_id": far, "reason": "不归我们"}
    quarter.refuses("街道", issue, "transfers", away, "beyond-superior")
    here = {"committee_id": quarter.committee, "reason": "原地"}
    quarter.refuses("街道", issue, "transfers", here, "same-committee")


def only_the_new_committee_sees_it(quarter: Quarter, issue: str) -> None:
    teller, path = quarter.teller, f"/v1/issues/{issue}"
    assert (teller.status("陆社工", path), teller.status("陆社工", f"{path}/events")) == (404, 404)
    assert quarter.listed("陆社工") == []
    lost = teller.post("陆社工", f"{path}/responses", {"message": "您好"})
    assert (lost.status, lost.topics) == (404, [])
    assert quarter.listed("柳浦社工") == quarter.listed("居民") == [issue]
    greeting = {"message": "柳浦居委会已接手。"}
    quarter.does("柳浦社工", issue, "responses", greeting, "responded")
    assert ("响应", greeting) in quarter.told("居民", issue)
