"""Three rounds and still not content; and what is said too late."""

from tests.stories.life.days import Days
from tests.stories.life.quarter import Quarter, asked, line

CONCLUSION = "三轮办理已穷尽现有条件，整体翻排列入明年计划，特此答复。"
AGAIN = "下了一场雨，又漫上来了。"


def test_after_three_rounds_only_the_superior_ends_it(quarter: Quarter) -> None:
    issue = first_round(quarter)
    the_same_plan_once_more(quarter, issue)
    another_plan(quarter, issue)
    nothing_more_is_opened(quarter, issue)
    the_superior_concludes(quarter, issue)
    assert quarter.differences() == []


def test_not_solved_after_all_and_then_too_late(passing: Quarter, days: Days) -> None:
    quarter, issue = passing, passing.report("居民")
    quarter.triages(issue, "fast", "small")
    said_in_time(quarter, days, issue)
    said_too_late(quarter, days, issue)
    a_new_issue_follows(quarter, issue)
    assert quarter.differences() == []


def first_round(quarter: Quarter) -> str:
    issue = quarter.report(reporter={"name": "司南枝", "phone": "13501880246"})
    quarter.triages(issue, "normal", "hard")
    quarter.tables(issue, line("government", 500_000))
    quarter.agrees(issue)
    quarter.approves(issue)
    quarter.starts(issue)
    quarter.completes(issue)
    end = {"reply": CONCLUSION}
    quarter.refuses("街道", issue, "conclusion", end, "status-forbids")
    return issue


def the_same_plan_once_more(quarter: Quarter, issue: str) -> None:
    """返工: the plan is approved still, the work begins anew."""
    again = asked(resolved=False, rework=True)
    shown = quarter.does("陆社工", issue, "revisits", again, "revisited", "rework-ordered")
    assert (shown["status"], shown["round"]) == ("approved", 2)
    assert (shown["approval"]["plan_version"], shown["works"]["started"]) == (1, False)
    assert (shown["done_at"], shown["reply"]) == (None, None)
    assert shown["revisit"]["round"] == 1
    quarter.starts(issue)
    assert quarter.completes(issue)["round"] == 2


def another_plan(quarter: Quarter, issue: str) -> None:
    """The second time from the report on: what was agreed holds no longer."""
    unhappy = asked(resolved=False)
    shown = quarter.does("陆社工", issue, "revisits", unhappy, "revisited", "reopened")
    assert (shown["status"], shown["round"]) == ("reported", 3)
    assert (shown["approval"], shown["proposal"]) == (None, None)
    assert quarter.tables(issue, line("government", 800_000))["proposal"]["version"] == 2
    quarter.agrees(issue)
    quarter.approves(issue)
    quarter.starts(issue)
    assert quarter.completes(issue)["round"] == 3


def nothing_more_is_opened(quarter: Quarter, issue: str) -> None:
    """The answer waits for the superior."""
    shown = quarter.does("陆社工", issue, "revisits", asked(resolved=False), "revisited")
    assert (shown["status"], shown["round"], shown["awaiting"]) == ("revisited", 3, "superior")
    assert quarter.listed("街道", awaiting="superior", round=3) == [issue]
    late = {"reason": AGAIN}
    facts = quarter.refuses("陆社工", issue, "objections", late, "last-round")
    assert facts == {"round": 3}
    quarter.refuses("陆社工", issue, "conclusion", {"reply": CONCLUSION}, "forbidden")


def the_superior_concludes(quarter: Quarter, issue: str) -> None:
    shown = quarter.does("街道", issue, "conclusion", {"reply": CONCLUSION}, "concluded")
    assert (shown["status"], shown["reply"]) == ("concluded", CONCLUSION)
    assert (shown["labels"]["status"], shown["awaiting"]) == ("已终结", "nobody")
    rounds = [e for e in quarter.events(issue) if e in ("rework-ordered", "reopened", "concluded")]
    assert rounds == ["rework-ordered", "reopened", "concluded"]
    quarter.refuses("陆社工", issue, "revisits", asked(resolved=True), "status-forbids")


def said_in_time(quarter: Quarter, days: Days, issue: str) -> None:
    """Done, and a fortnight later the reporter says that it is not."""
    quarter.completes(issue)
    days.go_by(14)
    shown = quarter.does("居民", issue, "objections", {"reason": AGAIN}, "reopened")
    assert (shown["status"], shown["round"], shown["done_at"]) == ("reported", 2, None)
    label, data = quarter.told("陆社工", issue)[-1]
    assert (label, data["cause"], data["reason"]) == ("再次开启", "objection", AGAIN)
    quarter.refuses("居民", issue, "objections", {"reason": AGAIN}, "not-objected")


def said_too_late(quarter: Quarter, days: Days, issue: str) -> None:
    """The days are counted from when it was revisited, not from when it was done."""
    quarter.completes(issue)
    days.go_by(20)
    content = asked(resolved=True, kind="online")
    quarter.does("居民", issue, "revisits", content, "revisited")
    days.go_by(29)
    assert "issue.object" in quarter.shown("居民", issue)["allowed_actions"]
    days.go_by(2)
    facts = quarter.refuses("居民", issue, "objections", {"reason": AGAIN}, "reopening-period-over")
    assert facts == {"days": 30}
    quarter.refuses("陆社工", issue, "objections", {"reason": AGAIN}, "reopening-period-over")


def a_new_issue_follows(quarter: Quarter, issue: str) -> None:
    later = quarter.report("居民", words=AGAIN)
    body = {"other": issue, "kind": "follows"}
    shown = quarter.does("陆社工", later, "links", body, "linked")
    assert shown["links"] == [{"issue": issue, "kind": "follows"}]
    assert (shown["status"], shown["round"]) == ("reported", 1)
    assert quarter.shown("陆社工", issue)["status"] == "revisited"
    quarter.refuses("陆社工", later, "links", {"other": later, "kind": "follows"}, "link-to-itself")
