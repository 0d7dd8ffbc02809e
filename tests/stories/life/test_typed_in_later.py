"""A call on the last day but one of the year, typed in three days later (补录)."""

from datetime import datetime, timedelta
from typing import Any

from domain.moment import local
from tests.stories.life.days import Days
from tests.stories.life.quarter import Quarter
from tests.stories.teller import Told

CALLER = {"name": "邬晓棠", "phone": "021-58830417", "room": "6号楼101室"}
SAID = "值班时已当面告知：节后第一天派人。"


def test_a_call_is_typed_in_three_days_later(passing: Quarter, days: Days) -> None:
    days.come_to(month=1, day=2)
    quarter, called = passing, days.ago(days=3)
    what_cannot_be_is_refused(quarter, days)
    issue = typed_in(quarter, days, called)
    the_timeline_tells_both_times(quarter, days, issue, called)
    an_answer_before_the_question_is_refused(quarter, days, issue)
    the_first_contact_counts(quarter, days, issue)
    assert quarter.differences() == []


def test_a_completion_typed_in_late_takes_no_day_from_the_reporter(
    passing: Quarter, days: Days
) -> None:
    """Done forty days ago, as the book says; the reporter reads of it today."""
    quarter, issue = passing, passing.report("居民")
    quarter.triages(issue, "fast", "small")
    days.go_by(45)
    finished = days.ago(days=40)
    shown = quarter.completes(issue, occurred_at=finished)
    assert moment(shown["done_at"]) == moment(finished)
    assert shown["done_backdated"]
    days.go_by(29)
    shown = quarter.does("居民", issue, "objections", {"reason": "根本没有修过。"}, "reopened")
    assert (shown["status"], shown["round"], shown["done_backdated"]) == ("reported", 2, False)
    days.go_by(2)
    quarter.completes(issue, occurred_at=days.ago(days=1))
    days.go_by(31)
    late = {"reason": "还是没有修。"}
    quarter.refuses("居民", issue, "objections", late, "reopening-period-over")
    assert quarter.differences() == []


def what_cannot_be_is_refused(quarter: Quarter, days: Days) -> None:
    told = call(quarter, days.ago(days=31))
    assert (told.status, told.topics, told.said["code"]) == (422, [], "occurred-too-early")
    assert told.said["facts"] == {"days": 30}
    told = call(quarter, days.ago(minutes=-5))
    assert (told.status, told.topics, told.said["code"]) == (422, [], "occurred-in-future")
    told = call(quarter, days.ago(days=1), by="居民", reporter=None)
    assert (told.status, told.said["code"]) == (422, "staff-alone")
    assert told.said["facts"] == {"field": "occurred_at"}


def typed_in(quarter: Quarter, days: Days, called: str) -> str:
    """It has today's number, and the clocks have run since the call."""
    told = call(quarter, called)
    assert (told.status, told.topics) == (201, ["person.registered", "issue.reported"])
    shown, year = told.said, local(days()).year
    assert (shown["number"], shown["backdated"]) == (f"HQ-{year}-000001", True)
    assert moment(shown["reported_at"]) == moment(called)
    assert moment(shown["reported_at"]).year == year - 1
    assert shown["recorded_at"].startswith(f"{year}-01-02T09:0")
    assert [(one["clock"], one["amount"]) for one in shown["terms"]] == [
        ("response", 1),
        ("completion", 5),
        ("acknowledgement", 1),
        ("approval", 15),
        ("revisit", 5),
    ]
    prompt = quarter.shown("陆社工", quarter.report())
    assert (prompt["number"], prompt["backdated"]) == (f"HQ-{year}-000002", False)
    return told.id


def the_timeline_tells_both_times(quarter: Quarter, days: Days, issue: str, called: str) -> None:
    (entry,) = quarter.teller.timeline("陆社工", issue)
    assert entry["backdated"]
    assert moment(entry["occurred_at"]) == moment(called)
    assert moment(entry["at"]) - moment(called) >= timedelta(days=3)
    assert local(days()).date() == moment(entry["at"]).date()


def an_answer_before_the_question_is_refused(quarter: Quarter, days: Days, issue: str) -> None:
    for noun, body in (("responses", {"message": SAID}), ("completion", _finished())):
        early = {**body, "occurred_at": days.ago(days=3, minutes=1)}
        if noun == "completion":
            quarter.triages(issue, "fast", "small")
        quarter.refuses("陆社工", issue, noun, early, "occurred-before-report")
        ahead = {**body, "occurred_at": days.ago(minutes=-1)}
        quarter.refuses("陆社工", issue, noun, ahead, "occurred-in-future")


def the_first_contact_counts(quarter: Quarter, days: Days, issue: str) -> None:
    """Told on the spot, called again today; the earlier one is entered last and counts."""
    shown = quarter.does("陆社工", issue, "responses", {"message": "您好，马上派人。"}, "responded")
    today = shown["responded_at"]
    assert not shown["responded_backdated"]
    spot = days.ago(days=2)
    body = {"message": SAID, "occurred_at": spot}
    shown = quarter.does("陆社工", issue, "responses", body, "responded")
    assert moment(shown["responded_at"]) == moment(spot) < moment(today)
    assert shown["responded_backdated"]
    marks = [one["backdated"] for one in quarter.teller.timeline("陆社工", issue)]
    assert marks == [True, False, False, True]


def call(quarter: Quarter, when: str, *, by: str = "陆社工", **more: Any) -> Told:
    body = {
        "committee_id": quarter.committee,
        "compound_id": quarter.compound,
        "channel": "phone",
        "words": "底楼卫生间返水。",
        "reporter": CALLER,
        "occurred_at": when,
    }
    return quarter.teller.post(by, "/v1/issues", body | more)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _finished() -> dict[str, str]:
    return {"outcome": "solved", "reply": "已疏通。"}
