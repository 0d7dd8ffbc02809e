"""A small matter (小事专人管) that turns out to be a large one (大事多方办)."""

from tests.stories.life.quarter import SEATS, Quarter, asked, finished, line

FIRST = "6号楼底楼地漏堵塞"
AFTER_ALL = "6号楼排水支管整段断裂"


def term(clock: str, days: int) -> dict[str, object]:
    return {"clock": clock, "amount": days, "span": "day", "basis": "working"}


BESIDE = [term("acknowledgement", 1), term("approval", 15), term("revisit", 5)]
"""What the general method promises of every issue."""


def test_what_looked_small_goes_through_the_whole_loop(quarter: Quarter) -> None:
    issue = taken_for_small(quarter)
    the_plumber_finds_more(quarter, issue)
    the_short_way_is_closed(quarter, issue)
    three_seats_agree(quarter, issue)
    carry_out(quarter, issue)
    assert quarter.events(issue).count("triaged") == 2
    assert quarter.differences() == []


def taken_for_small(quarter: Quarter) -> str:
    issue = quarter.report("居民")
    shown = quarter.triages(issue, "fast", "small", summary=FIRST)
    assert shown["terms"] == [term("response", 1), term("completion", 5), *BESIDE]
    assert shown["labels"]["track"] == "小事专人管"
    assert "issue.complete" in shown["allowed_actions"]
    quarter.does("陆社工", issue, "responses", {"message": "今天下午就来看。"}, "responded")
    quarter.does("陆社工", issue, "dispatches", {"parties": [quarter.company]}, "dispatched")
    return issue


def the_plumber_finds_more(quarter: Quarter, issue: str) -> None:
    """Triaged anew, with the order still in hand: other terms, the same report."""
    shown = quarter.triages(issue, "normal", "hard", summary=AFTER_ALL)
    assert shown["terms"] == [term("response", 1), term("completion", 15), *BESIDE]
    assert (shown["scale"], shown["labels"]["track"]) == ("hard", "大事多方办")
    assert (shown["summary"], shown["version"]) == (AFTER_ALL, 5)
    finding = {"note": "地漏清通后仍返水，内窥镜见支管断裂。"}
    quarter.does("物业", issue, "dispatch-completions", finding, "dispatch-completed")
    terms = [data["terms"] for label, data in quarter.told("陆社工", issue) if label == "受理分类"]
    assert [one[1]["amount"] for one in terms] == [5, 15]


def the_short_way_is_closed(quarter: Quarter, issue: str) -> None:
    assert "issue.complete" not in quarter.shown("陆社工", issue)["allowed_actions"]
    facts = quarter.refuses("陆社工", issue, "completion", finished(), "not-fast-track")
    assert facts == {"track": "normal"}
    quarter.refuses("陆社工", issue, "works", {"party": quarter.company}, "not-an-emergency")
    quarter.refuses("街道", issue, "decision", {"decision": "approve"}, "not-an-emergency")


def three_seats_agree(quarter: Quarter, issue: str) -> None:
    shares = (line("public-income", 900_000), line("property-company", 600_000))
    shown = quarter.tables(issue, *shares)
    assert [one["seat"]["code"] for one in shown["proposal"]["seats"]] == list(SEATS)
    assert shown["proposal"]["funding_gap"] == 0
    shown = quarter.agrees(issue)
    assert (shown["status"], shown["proposal"]["agreement"]) == ("negotiated", "joint")
    again = {"category": "drainage", "scale": "small", "track": "fast"}
    quarter.refuses("陆社工", issue, "triage", again, "status-forbids")
    quarter.refuses("陆社工", issue, "completion", finished(), "status-forbids")
    shown = quarter.approves(issue)
    assert (shown["status"], shown["approval"]["rule"]) == ("approved", "joint-agreement")


def carry_out(quarter: Quarter, issue: str) -> None:
    quarter.does("陆社工", issue, "dispatches", {"parties": [quarter.company]}, "dispatched")
    quarter.does("物业", issue, "works", {"note": "进场"}, "work-started")
    halfway = {"note": "旧管拆除过半。", "percent": 60}
    shown = quarter.does("物业", issue, "progress", halfway, "progress-noted")
    assert shown["works"] == {"started": True, "percent": 60}
    quarter.does("物业", issue, "dispatch-completions", {}, "dispatch-completed")
    outputs = [{"item": "排水支管", "quantity": 26, "unit": "mi"}]
    shown = quarter.completes(issue, outputs=outputs, cost=1_480_000)
    assert (shown["status"], shown["cost"]) == ("done", 1_480_000)
    answer = asked(resolved=True, kind="online")
    shown = quarter.does("居民", issue, "revisits", answer, "revisited")
    assert (shown["status"], shown["round"]) == ("revisited", 1)
