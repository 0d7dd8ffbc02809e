"""Where seats are missing: one sits alone, or nobody at all, and the superior has to decide."""

from domain.issue import events
from domain.issue.events import Agreement
from domain.method.rules import ApprovalRule
from tests.stories.life.quarter import COMMITTEE, Quarter, asked, line, settle
from tests.stories.teller import Teller

PLAN = {
    "plan": "由街道出资，委托施工队翻排。",
    "budget": 1_200_000,
    "lines": [line("government", 1_200_000)],
}
APPROVE = {"decision": "approve", "note": "小区尚未成立业委会，由街道批准。"}


def test_one_seat_agrees_with_itself_and_the_superior_approves(teller: Teller) -> None:
    """No owners' committee was ever elected, and no company found."""
    quarter = settle(teller, seats=(COMMITTEE,))
    issue = quarter.report(discovery="found", channel="patrol")
    quarter.triages(issue, "normal", "hard")
    quarter.does("陆社工", issue, "proposals", PLAN, "proposal-tabled")
    absent = {"version": 1, "seat": "property-company", "stance": "agree"}
    quarter.refuses("陆社工", issue, "positions", absent, "seat-not-required")
    assert quarter.listed("街道", awaiting="seats") == [issue]
    shown = quarter.agrees(issue, (COMMITTEE,))
    assert shown["proposal"]["agreement"] == "single"
    assert [one["stance_label"] for one in shown["proposal"]["seats"]] == ["同意"]
    the_superior_alone_decides(quarter, issue)
    and_on_a_variation_too(quarter, issue)
    carry_out(quarter, issue)
    assert quarter.differences() == []


def test_nobody_sits_there_and_the_superior_tables_the_plan(teller: Teller) -> None:
    """Tabling agrees it; approving is a second step, so that the plan is on record before."""
    quarter = settle(teller, seats=())
    issue = quarter.report(discovery="found", channel="patrol")
    quarter.triages(issue, "normal", "hard")
    quarter.refuses("陆社工", issue, "proposals", PLAN, "no-seats")
    shown = quarter.does("街道", issue, "proposals", PLAN, "proposal-tabled", "negotiated")
    assert (shown["status"], shown["proposal"]["seats"]) == ("negotiated", [])
    agreed = quarter.teller.stream(issue)[-1].event
    assert agreed == events.Negotiated(version=1, agreement=Agreement.SUPERIOR)
    the_superior_alone_decides(quarter, issue)
    carry_out(quarter, issue)
    assert quarter.differences() == []


def the_superior_alone_decides(quarter: Quarter, issue: str) -> None:
    assert quarter.listed("街道", status="negotiated", awaiting="superior") == [issue]
    assert "issue.decide" in quarter.shown("街道", issue)["allowed_actions"]
    assert "issue.decide" not in quarter.shown("陆社工", issue)["allowed_actions"]
    quarter.refuses("陆社工", issue, "decision", APPROVE, "needs-superior")
    shown = quarter.does("街道", issue, "decision", APPROVE, "approved")
    assert (shown["status"], shown["awaiting"]) == ("approved", "committee")
    assert (shown["approval"]["rule"], shown["approval"]["plan_version"]) == ("superior", 1)
    approved = quarter.teller.stream(issue)[-1]
    assert isinstance(approved.event, events.Approved)
    assert approved.event.rule is ApprovalRule.SUPERIOR
    assert str(approved.by.organisation) == quarter.subdistrict


def and_on_a_variation_too(quarter: Quarter, issue: str) -> None:
    """变更: the one seat agrees with itself once more."""
    dearer = {**PLAN, "budget": 1_500_000, "lines": [line("government", 1_500_000)]}
    quarter.does("陆社工", issue, "proposals", dearer, "proposal-tabled")
    word = {"version": 2, "seat": COMMITTEE, "stance": "agree"}
    shown = quarter.does("陆社工", issue, "positions", word, "position-taken")
    assert (shown["status"], shown["approval"]["plan_version"]) == ("approved", 1)
    assert "issue.approve-variation" not in shown["allowed_actions"]
    quarter.refuses("陆社工", issue, "variations", {}, "needs-superior")
    assert "issue.approve-variation" in quarter.shown("街道", issue)["allowed_actions"]
    shown = quarter.does("街道", issue, "variations", {}, "variation-approved")
    assert (shown["approval"]["plan_version"], shown["approval"]["budget"]) == (2, 1_500_000)


def carry_out(quarter: Quarter, issue: str) -> None:
    """From here on the loop is as everywhere."""
    quarter.does("陆社工", issue, "dispatches", {"parties": [quarter.builders]}, "dispatched")
    quarter.does("施工队", issue, "works", {}, "work-started")
    quarter.does("施工队", issue, "dispatch-completions", {}, "dispatch-completed")
    assert quarter.completes(issue)["status"] == "done"
    quarter.refuses("陆社工", issue, "revisits", asked(resolved=True), "inspection-only")
    look = {"kind": "inspection", "resolved": True}
    shown = quarter.does("街道", issue, "revisits", look, "revisited")
    assert (shown["status"], shown["revisit"]["by_worker"]) == ("revisited", False)
