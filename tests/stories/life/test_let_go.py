"""Somebody asks to be forgotten: at once, or when the law lets go; and what nobody asks for."""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.moment import local
from processes.timekeeper import Step, Timekeeper
from service.commands.system import PublishRetention
from service.service import SYSTEM
from tests.domain.examples import METHODS
from tests.projections.following import follow
from tests.stories.life.days import Days
from tests.stories.life.quarter import COMMITTEE, COMPANY, OWNERS, Quarter, Shown, asked, line
from tests.stories.life.test_own_door import holding

CALLER = {"name": "蓝采薇", "phone": "13661752408", "room": "6号楼101室"}
WORDS = "下水道满到我家门口，孩子过敏，请别说是我讲的。"
SUMMARY = "6号楼下水道满溢"
FORGOTTEN = "应本人请求于 {day} 删除"


def reported(quarter: Quarter) -> str:
    return quarter.report(reporter=CALLER, channel="phone", words=WORDS, summary=SUMMARY)


def person_of(quarter: Quarter, issue: str) -> str:
    return str(quarter.shown("陆社工", issue)["reporter"]["person"])


def lets_go(quarter: Quarter, person: str, *events: str) -> Shown:
    """The administrator types in what somebody has asked for."""
    told = quarter.teller.post("administrator", f"/v1/persons/{person}/erasure", {})
    assert (told.status, told.topics) == (200, list(events)), told.said
    said: Shown = told.said
    return said


def found(quarter: Quarter) -> list[str]:
    """Who gave that number."""
    told = quarter.teller.post("陆社工", "/v1/persons/searches", {"phone": CALLER["phone"]})
    return [one["person"] for one in told.said["items"]]


def today(quarter: Quarter) -> str:
    return f"{local(quarter.teller.service.now()):%Y-%m-%d}"


@pytest.mark.both
def test_forgotten_while_the_work_goes_on(quarter: Quarter) -> None:
    issue, child = reported(quarter), reported(quarter)
    person, other = person_of(quarter, issue), person_of(quarter, child)
    assert sorted(found(quarter)) == sorted([person, other])
    quarter.triages(issue, "fast", "small")
    quarter.does("陆社工", child, "merges", {"target": issue}, "merged", "absorbed")
    with holding(quarter, issue) as holder:
        assert SUMMARY in holder.page().one("h1").text
        for one in (person, other):
            lets_go(quarter, one, "person.erased", "issue.reporter-erased")
        assert holder.sends("rating", {"resolved": "yes", "satisfaction": "fair"})[0] == 404
    nothing_is_left_to_read(quarter, issue)
    assert found(quarter) == []
    the_rest_is_done_and_looked_at(quarter, issue, child)
    counted_beside(quarter)
    assert quarter.differences() == []


def nothing_is_left_to_read(quarter: Quarter, issue: str) -> None:
    """In detail, list and timeline it stands why; what staff wrote stays."""
    remark = FORGOTTEN.format(day=today(quarter))
    for by in ("陆社工", "街道"):
        shown = quarter.shown(by, issue)
        assert (shown["words"], shown["reporter"]) == (None, None)
        assert shown["reporter_erased"]["remark"] == remark
        assert (shown["summary"], shown["texts_erased"]) == (SUMMARY, None)
        reported, *_, last = quarter.teller.timeline(by, issue)
        assert (reported["data"]["words"], reported["erased"]) == (None, [remark])
        assert (last["label"], last["data"]["ground"]) == ("上报人信息删除", "request")
    assert issue in quarter.listed("陆社工")
    for name in CALLER.values():
        assert name not in str(quarter.teller.timeline("陆社工", issue))
    told = quarter.teller.post("陆社工", f"/v1/issues/{issue}/receipts", {})
    assert (told.status, told.said["code"]) == (409, "reporter-erased")
    purpose = {"purpose": "contact-reporter"}
    quarter.refuses("陆社工", issue, "disclosures", purpose, "erased")


def the_rest_is_done_and_looked_at(quarter: Quarter, issue: str, child: str) -> None:
    """Answered in public, and revisited by inspection; the merged one, too."""
    finished = {"outcome": "solved", "reply": "已疏通。"}
    quarter.refuses("陆社工", issue, "completion", finished, "reporter-unanswered")
    quarter.does("陆社工", issue, "publication", {"text": "下水道已疏通。"}, "published")
    quarter.completes(issue, "replied")
    quarter.refuses("沈社工", issue, "revisits", asked(resolved=True), "inspection-only")
    look = {"kind": "inspection", "resolved": True}
    for one in (issue, child):
        shown = quarter.does("沈社工", one, "revisits", look, "revisited")
        assert shown["revisit"]["satisfaction"] is None


def counted_beside(quarter: Quarter) -> None:
    """满意率 is of those who were asked; the others stand beside it."""
    follow(quarter.teller.service)
    day = today(quarter)
    path = f"/v1/bodies/{quarter.committee}/statistics?first={day}&last={day}"
    [section] = quarter.teller.get("陆社工", path)["sections"]
    rates: Mapping[str, Any] = {rate["name"]: rate for rate in section["rates"]}
    satisfied = rates["satisfied-rate"]
    assert (satisfied["numerator"], satisfied["denominator"]) == (0, 0)
    beside = {one["code"]: one["n"] for one in satisfied["counted"]}
    assert beside["inspection.resolved"] == 2


def test_kept_for_a_year_and_then_forgotten(passing: Quarter, days: Days) -> None:
    """A voice in a decision that the owners may challenge: restricted, and completed by itself."""
    quarter, issue = passing, reported(passing)
    person = person_of(quarter, issue)
    decided = decides_with(quarter, person)
    told = lets_go(quarter, person, "person.restricted", "issue.reporter-erased")
    [hold] = told["holds"]
    assert (hold["kind"], hold["issue"]) == ("approval", decided)
    nobody_uses_what_is_kept(quarter, issue)
    days.go_by(365)
    keeps(quarter)
    assert standing(quarter, issue) == "restricted"
    assert lets_go(quarter, person)["standing"] == "restricted"
    days.go_by(1)
    keeps(quarter)
    assert standing(quarter, issue) == "erased"
    head = quarter.teller.head()
    keeps(quarter)
    assert quarter.teller.head() == head
    shown = quarter.shown("陆社工", issue)
    assert shown["reporter_erased"]["remark"] == FORGOTTEN.format(day=today(quarter))
    quarter.refuses("街道", issue, "disclosures", {"purpose": "legal-duty"}, "erased")
    assert quarter.differences() == []


def decides_with(quarter: Quarter, person: str) -> str:
    """An approved plan to which that person gave the owners' voice; the clerk typed it in."""
    issue = quarter.report()
    quarter.triages(issue, "normal", "hard")
    shown = quarter.tables(issue, line("government", 80_000))
    word = {"version": shown["proposal"]["version"], "stance": "agree"}
    for seat, by in ((COMMITTEE, "陆社工"), (COMPANY, "物业")):
        quarter.does(by, issue, "positions", {**word, "seat": seat}, "position-taken")
    owners = {**word, "seat": OWNERS, "person": person}
    quarter.does("陆社工", issue, "positions", owners, "position-taken", "negotiated")
    quarter.approves(issue)
    return issue


def nobody_uses_what_is_kept(quarter: Quarter, issue: str) -> None:
    """Shown to nobody, found by nobody, opened by a duty of law alone, and on record."""
    shown = quarter.shown("陆社工", issue)
    assert (shown["words"], shown["reporter"]) == (None, None)
    assert shown["reporter_erased"]["remark"].startswith("应本人请求自 ")
    assert shown["reporter_erased"]["until"] is not None
    assert found(quarter) == []
    contact = {"purpose": "contact-reporter"}
    quarter.refuses("陆社工", issue, "disclosures", contact, "person-restricted")
    path = f"/v1/issues/{issue}/disclosures"
    told = quarter.teller.post("街道", path, {"purpose": "legal-duty"})
    assert (told.status, told.topics) == (200, ["person.disclosed"])
    assert told.said["reporter"]["phone"] == CALLER["phone"]


def standing(quarter: Quarter, issue: str) -> str:
    return str(quarter.shown("陆社工", issue)["reporter_erased"]["standing"])


def keeps(quarter: Quarter) -> None:
    """A timekeeper is started, and works until there is nothing to do."""
    service = quarter.teller.service
    follow(service)
    keeper = Timekeeper(service, hint=lambda: follow(service))
    while (step := keeper.step()) is Step.KEPT:
        pass
    assert (step, keeper.state().fault) == (Step.IDLE, None)
    follow(service)


def test_what_was_kept_long_enough_goes_unasked(passing: Quarter, days: Days) -> None:
    """Contact a year after the last issue was over, texts after ten; numbers and dates stay."""
    quarter, issue = passing, reported(passing)
    quarter.does("陆社工", issue, "publication", {"text": "下水道已报修。"}, "published")
    quarter.does("陆社工", issue, "withdrawal", {"reason": "已自行处理"}, "withdrawn")
    number = quarter.shown("陆社工", issue)["number"]
    days.go_by(2 * 366)
    keeps(quarter)
    remark = f"保存期限届满，于 {today(quarter)} 删除"
    shown = quarter.shown("陆社工", issue)
    assert shown["reporter_erased"]["remark"] == remark
    assert (shown["summary"], shown["texts_erased"]) == (SUMMARY, None)
    days.go_by(9 * 366)
    keeps(quarter)
    remark = f"保存期限届满，于 {today(quarter)} 删除"
    shown = quarter.shown("陆社工", issue)
    assert (shown["summary"], shown["texts_erased"]["remark"]) == (None, remark)
    assert (shown["number"], shown["status"]) == (number, "withdrawn")
    assert shown["allowed_actions"] == []
    [listed] = [one for one in items(quarter) if one["id"] == issue]
    assert (listed["summary"], listed["texts_erased"]["remark"]) == (None, remark)
    entries = quarter.teller.timeline("陆社工", issue)
    withdrawn = next(one for one in entries if one["event"] == "issue.withdrawn")
    assert (withdrawn["data"]["reason"], withdrawn["erased"]) == (None, [remark])
    assert len(entries[0]["erased"]) == 2
    quarter.refuses("陆社工", issue, "links", {"other": issue, "kind": "related"}, "texts-erased")
    public = quarter.teller.get("陆社工", "/v1/publications")["items"]
    assert number not in [one["number"] for one in public]
    assert quarter.differences() == []


def items(quarter: Quarter) -> list[Shown]:
    found: list[Shown] = quarter.teller.get("陆社工", "/v1/issues")["items"]
    return found


def test_a_slip_of_paper_says_why_it_shows_nothing_any_more(passing: Quarter, days: Days) -> None:
    """A district that keeps what was not taken in for a month alone."""
    quarter, issue = passing, passing.report(summary=SUMMARY)
    service = quarter.teller.service
    shipped = (METHODS / "retention.toml").read_text("utf-8")
    terms = shipped.replace("version = 2", "version = 3").replace("months = 120", "months = 1")
    service.execute_now(PublishRetention(text=terms), principal=SYSTEM)
    reply = "不属受理范围，请联系供水单位。"
    quarter.does(
        "陆社工", issue, "declines", {"ground": "out-of-remit", "reply": reply}, "declined"
    )
    with holding(quarter, issue) as holder:
        assert reply in holder.page().texts("p")
        days.go_by(33)
        keeps(quarter)
        said = holder.page().texts("p")
        assert reply not in said
        assert f"保存期限届满，于 {today(quarter)} 删除" in said
        assert holder.page().texts("h1") == ["您反映的事项"]
    assert quarter.shown("陆社工", issue)["reporter_erased"] is None
