"""The reporter takes the report back: too late where neighbours have paid for it already."""

import pytest

from domain.sealed import KeyScope
from tests.stories.life.quarter import Quarter, asked, line

REASON = "房子卖掉了，这件事我不管了。"
SHARE = 240_000


def test_the_reporter_leaves_and_the_issue_stays(quarter: Quarter) -> None:
    issue = neighbours_pay(quarter)
    the_reporter_leaves(quarter, issue)
    the_work_goes_on(quarter, issue)
    looked_at_in_the_end(quarter, issue)
    assert quarter.differences() == []


@pytest.mark.both
def test_no_way_out_with_the_neighbours_money(quarter: Quarter) -> None:
    """Before approval the report is taken back as a whole, once all is paid back."""
    issue = quarter.report("居民")
    quarter.triages(issue, "normal", "hard")
    quarter.tables(issue, line("residents", SHARE))
    quarter.does("陆社工", issue, "dispatches", {"parties": [quarter.company]}, "dispatched")
    quarter.moves(issue, "pledged", SHARE)
    assert quarter.moves(issue, "received", SHARE)["held"] == SHARE
    withdrawal = {"reason": REASON}
    facts = quarter.refuses("居民", issue, "withdrawal", withdrawal, "funds-unsettled")
    assert facts == {"held": SHARE}
    assert "issue.withdraw" not in quarter.shown("居民", issue)["allowed_actions"]
    quarter.moves(issue, "returned", SHARE - 1)
    quarter.refuses("居民", issue, "withdrawal", withdrawal, "funds-unsettled")
    assert quarter.moves(issue, "returned", 1)["held"] == 0
    after = ("dispatch-recalled", "withdrawn")
    shown = quarter.does("居民", issue, "withdrawal", withdrawal, *after)
    assert (shown["status"], shown["open_dispatches"]) == ("withdrawn", 0)
    quarter.refuses("陆社工", issue, "responses", {"message": "您好"}, "status-forbids")
    assert quarter.differences() == []


def neighbours_pay(quarter: Quarter) -> str:
    issue = quarter.report("居民")
    quarter.triages(issue, "normal", "hard")
    quarter.tables(issue, line("residents", SHARE))
    quarter.agrees(issue)
    quarter.approves(issue)
    quarter.moves(issue, "pledged", SHARE)
    account = quarter.moves(issue, "received", SHARE)
    assert (account["pledged"], account["received"], account["held"]) == (SHARE, SHARE, SHARE)
    assert account["source"]["label"] == "居民自筹"
    return issue


def the_reporter_leaves(quarter: Quarter, issue: str) -> None:
    """Others have agreed and paid by now."""
    body = {"reason": REASON}
    shown = quarter.does("居民", issue, "withdrawal", body, "reporter-detached")
    assert (shown["status"], shown["reporter_left"]) == ("approved", True)
    detached = quarter.teller.stream(issue)[-1]
    assert detached.event.reason.scope is KeyScope.PERSON  # type: ignore[attr-defined]
    quarter.refuses("居民", issue, "withdrawal", body, "reporter-gone")
    assert quarter.told("陆社工", issue)[-1] == ("上报人退出", {"reason": REASON})
    assert quarter.shown("陆社工", issue)["funds"][0]["held"] == SHARE


def the_work_goes_on(quarter: Quarter, issue: str) -> None:
    quarter.starts(issue)
    quarter.moves(issue, "spent", SHARE - 20_000)
    shown = quarter.completes(issue, cost=SHARE - 20_000)
    assert (shown["status"], shown["awaiting"]) == ("done", "revisitor")
    assert quarter.moves(issue, "returned", 20_000)["held"] == 0


def looked_at_in_the_end(quarter: Quarter, issue: str) -> None:
    """Who has left is not called up, and has no say any more."""
    quarter.refuses("陆社工", issue, "revisits", asked(resolved=True), "inspection-only")
    offered = quarter.shown("居民", issue)["allowed_actions"]
    assert not {"issue.revisit", "issue.object", "issue.withdraw"} & set(offered)
    rating = asked(resolved=False, kind="online")
    quarter.refuses("居民", issue, "revisits", rating, "inspection-only")
    quarter.refuses("居民", issue, "objections", {"reason": "还是不行"}, "reporter-gone")
    look = {"kind": "inspection", "resolved": True, "comment": "排水通畅。"}
    shown = quarter.does("沈社工", issue, "revisits", look, "revisited")
    assert (shown["status"], shown["revisit"]["satisfaction"]) == ("revisited", None)
    assert quarter.events(issue)[-5:] == [
        "work-started",
        "funds-spent",
        "done",
        "funds-returned",
        "revisited",
    ]
