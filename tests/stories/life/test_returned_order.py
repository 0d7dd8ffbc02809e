"""双交办: of the two parties that have the order, one sends it back (退单), the other finishes."""

import pytest

from tests.stories.life.quarter import Quarter, asked, finished
from tests.stories.teller import party

NOTE = "物业清通，施工队查漏，两家同去。"
NOT_OURS = "弄口那一段归市政养护，不是我队的活。"
STILL_YOURS = "弄口在小区红线内，请先查看再说。"
LOOKED = "已到现场查看，窨井盖上确有市政编号，请另派。"
GRANTED = "情况属实，改派市政养护队。"


@pytest.mark.both
def test_one_order_goes_back_and_the_other_is_finished(quarter: Quarter) -> None:
    issue = two_registers_two_parties(quarter)
    a_first_request_is_refused(quarter, issue)
    the_company_finishes_its_part(quarter, issue)
    a_second_request_is_granted(quarter, issue)
    the_missing_half_is_found(quarter, issue)
    done_when_nobody_has_it_in_hand(quarter, issue)
    assert quarter.differences() == []


def two_registers_two_parties(quarter: Quarter) -> str:
    quarter.adopts("donghulu", 3)
    issue = quarter.report(reporter={"name": "向晚晴", "phone": "13916620875"})
    for register in ("property-log", "building-head-log"):
        quarter.does("陆社工", issue, "attachments", {"register": register}, "attached")
    quarter.triages(issue, "fast", "small")
    assert quarter.listed("陆社工", half="party") == [issue]
    body = {"parties": [quarter.company, quarter.builders], "note": NOTE}
    shown = quarter.does("陆社工", issue, "dispatches", body, "dispatched")
    assert (shown["missing_registers"], shown["missing_parties"]) == (0, 0)
    assert quarter.listed("陆社工", half="party") == []
    assert not_yet(quarter, issue) == 2
    return issue


def a_first_request_is_refused(quarter: Quarter, issue: str) -> None:
    """The party goes on having it, and reads why."""
    nothing = {"party": quarter.builders, "granted": True}
    quarter.refuses("陆社工", issue, "return-decisions", nothing, "no-return-requested")
    ask = {"reason": NOT_OURS}
    shown = quarter.does("施工队", issue, "return-requests", ask, "return-requested")
    assert [one["return_requested"] for one in shown["dispatches"]] == [False, True]
    quarter.refuses("施工队", issue, "return-requests", ask, "return-pending")
    assert quarter.listed("陆社工", awaiting="committee") == [issue]
    assert not_yet(quarter, issue) == 2
    refusal = {"party": quarter.builders, "granted": False, "reason": STILL_YOURS}
    shown = quarter.does("陆社工", issue, "return-decisions", refusal, "return-refused")
    assert [one["return_requested"] for one in shown["dispatches"]] == [False, False]
    label, data = quarter.told("施工队", issue)[-1]
    assert (label, data["reason"]) == ("不同意退单", STILL_YOURS)
    assert quarter.listed("陆社工", in_hand=quarter.builders, awaiting="parties") == [issue]


def the_company_finishes_its_part(quarter: Quarter, issue: str) -> None:
    quarter.does("物业", issue, "acknowledgements", {}, "acknowledged")
    done = {"note": "主管已清通，出水正常。"}
    quarter.does("物业", issue, "dispatch-completions", done, "dispatch-completed")
    quarter.refuses("物业", issue, "return-requests", {"reason": NOT_OURS}, "not-dispatched")
    assert not_yet(quarter, issue) == 1


def a_second_request_is_granted(quarter: Quarter, issue: str) -> None:
    quarter.does("施工队", issue, "return-requests", {"reason": LOOKED}, "return-requested")
    consent = {"party": quarter.builders, "granted": True, "reason": GRANTED}
    shown = quarter.does("陆社工", issue, "return-decisions", consent, "return-granted")
    assert [one["completed"] for one in shown["dispatches"]] == [True, False]
    assert [one["taken_back"] for one in shown["dispatches"]] == [False, True]
    assert shown["open_dispatches"] == 0
    quarter.refuses("施工队", issue, "dispatch-completions", {}, "not-dispatched")
    assert quarter.listed("施工队", in_hand=quarter.builders) == []
    assert quarter.listed("施工队", party=quarter.builders) == [issue]


def the_missing_half_is_found(quarter: Quarter, issue: str) -> None:
    """What was sent back leaves a half open, until somebody else has it."""
    assert quarter.shown("陆社工", issue)["missing_parties"] == 1
    assert quarter.listed("陆社工", half="party") == [issue]
    road = party(quarter.teller, "市政养护队", "government")
    shown = quarter.does("陆社工", issue, "dispatches", {"parties": [road]}, "dispatched")
    assert (shown["missing_parties"], shown["open_dispatches"]) == (0, 1)
    assert not_yet(quarter, issue) == 1
    body = {"party": road, "note": "电话告知：井盖已更换。"}
    quarter.does("陆社工", issue, "dispatch-completions", body, "dispatch-completed")
    typed_in = quarter.teller.timeline("陆社工", issue)[-1]
    assert typed_in["on_behalf_of"]["name"] == "市政养护队"


def done_when_nobody_has_it_in_hand(quarter: Quarter, issue: str) -> None:
    assert quarter.completes(issue)["status"] == "done"
    shown = quarter.does("陆社工", issue, "revisits", asked(resolved=True), "revisited")
    assert (shown["status"], shown["revisit"]["by_worker"]) == ("revisited", False)


def not_yet(quarter: Quarter, issue: str) -> object:
    """Refused while orders are open; how many."""
    return quarter.refuses("陆社工", issue, "completion", finished(), "dispatch-open")["open"]
