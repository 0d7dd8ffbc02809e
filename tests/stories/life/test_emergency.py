"""Work first (应急), and afterwards the owners' committee will not confirm it."""

from domain.issue import events
from domain.method.rules import ApprovalRule
from tests.stories.life.quarter import Quarter, asked, finished, line

GROUND = "污水倒灌进底楼三户人家，天亮前必须抽干。"
REASON = "事先没有通知业委会，不认可这笔费用。"
COST = 380_000


def test_the_superior_confirms_what_the_owners_refused(quarter: Quarter) -> None:
    issue = worked_and_refused(quarter)
    shown = quarter.approves(issue, by="街道")
    assert (shown["status"], shown["approval"]["rule"]) == ("approved", "superior")
    shown = quarter.completes(issue, cost=COST)
    assert (shown["status"], shown["unconfirmed"]) == ("done", False)
    and_the_loop_closes(quarter, issue)


def test_what_nobody_confirms_is_done_and_says_so(quarter: Quarter) -> None:
    issue = worked_and_refused(quarter)
    shown = quarter.completes(issue, cost=COST, unconfirmed=True)
    assert (shown["status"], shown["unconfirmed"], shown["approval"]) == ("done", True, None)
    completed = quarter.teller.stream(issue)[-1].event
    assert isinstance(completed, events.Done)
    assert completed.unconfirmed
    and_the_loop_closes(quarter, issue)


def worked_and_refused(quarter: Quarter) -> str:
    issue = quarter.report("居民", channel="phone")
    taken_as_an_emergency(quarter, issue)
    work_first(quarter, issue)
    the_owners_refuse(quarter, issue)
    return issue


def taken_as_an_emergency(quarter: Quarter, issue: str) -> None:
    bare = {"category": "drainage", "scale": "urgent", "track": "emergency"}
    quarter.refuses("陆社工", issue, "triage", bare, "ground-required")
    unheard = bare | {"ground": GROUND, "case": "flood"}
    quarter.refuses("陆社工", issue, "triage", unheard, "unknown-case")
    shown = quarter.triages(issue, "emergency", "urgent", ground=GROUND, case="drainage-failure")
    assert shown["emergency"] == {
        "ground": GROUND,
        "case": {"code": "drainage-failure", "label": "排水设施堵塞塌陷"},
        "waives": ["negotiation", "approval"],
        "refused": False,
        "secured": False,
        "consented": False,
        "reviewed_price": None,
    }
    quarter.refuses("陆社工", issue, "completion", finished(), "work-not-started")


def work_first(quarter: Quarter, issue: str) -> None:
    """Pumped dry and paid before anybody has agreed."""
    quarter.starts(issue)
    quarter.tables(issue, line("property-company", COST))
    assert quarter.moves(issue, "received", COST)["held"] == COST
    assert quarter.moves(issue, "spent", COST)["held"] == 0
    quarter.refuses("陆社工", issue, "completion", finished(), "not-confirmed")


def the_owners_refuse(quarter: Quarter, issue: str) -> None:
    """The clerk cannot confirm; who refuses has to say who pays."""
    quarter.refuses("陆社工", issue, "decision", {"decision": "approve"}, "not-a-confirmer")
    no = {"decision": "reject", "reason": REASON}
    quarter.refuses("业委会", issue, "decision", no, "bearer-required")
    shown = quarter.does("业委会", issue, "decision", no | {"bearer": quarter.company}, "rejected")
    assert (shown["status"], shown["emergency"]["refused"]) == ("reported", True)
    label, data = quarter.told("陆社工", issue)[-1]
    assert (label, data["reason"], data["bearer"]) == ("否决", REASON, quarter.company)
    assert data["rule"] == ApprovalRule.EMERGENCY
    quarter.refuses("陆社工", issue, "completion", finished(), "not-confirmed")


def and_the_loop_closes(quarter: Quarter, issue: str) -> None:
    """Who paid is on record, and the money did not trap the issue."""
    assert quarter.shown("陆社工", issue)["funds"][0]["spent"] == COST
    shown = quarter.does("陆社工", issue, "revisits", asked(resolved=True), "revisited")
    assert (shown["status"], shown["emergency"]["refused"]) == ("revisited", True)
    assert quarter.differences() == []
