"""A note under the door: nobody to call, nobody to ask; answered in public and looked at."""

from tests.stories.life.quarter import Quarter, asked, finished

WORDS = "不留名了。地下车库消防通道天天堆满纸箱，要出事的。"
TEXT = "地下车库消防通道堆物已清理，感谢居民反映，请勿再堆放。"


def test_the_unknown_are_answered_in_public(quarter: Quarter) -> None:
    issue = an_unsigned_note(quarter)
    nobody_can_be_called(quarter, issue)
    not_done_before_it_is_published(quarter, issue)
    looked_at_and_not_asked(quarter, issue)
    assert quarter.differences() == []


def test_what_an_inspection_finds_undone_is_reopened(quarter: Quarter) -> None:
    """Nobody is dissatisfied, and yet the round was not the last."""
    issue = an_unsigned_note(quarter)
    quarter.does("陆社工", issue, "publication", {"text": TEXT}, "published")
    quarter.completes(issue)
    look = {"kind": "inspection", "resolved": False, "comment": "现场又堆满了。"}
    shown = quarter.does("沈社工", issue, "revisits", look, "revisited", "reopened")
    assert (shown["status"], shown["round"], shown["published"]) == ("reported", 2, True)
    assert shown["revisit"]["satisfaction"] is None
    assert quarter.differences() == []


def an_unsigned_note(quarter: Quarter) -> str:
    issue = quarter.report(words=WORDS)
    quarter.triages(issue, "fast", "small", category="safety", summary="消防通道堆物")
    shown = quarter.shown("陆社工", issue)
    assert (shown["reporter"], shown["words"], shown["discovery"]) == (None, WORDS, "told")
    return issue


def nobody_can_be_called(quarter: Quarter, issue: str) -> None:
    body = {"purpose": "contact-reporter"}
    quarter.refuses("陆社工", issue, "disclosures", body, "no-contact")
    assert "issue.disclose" not in quarter.shown("陆社工", issue)["allowed_actions"]


def not_done_before_it_is_published(quarter: Quarter, issue: str) -> None:
    quarter.does("陆社工", issue, "dispatches", {"parties": [quarter.company]}, "dispatched")
    quarter.does("物业", issue, "dispatch-completions", {"note": "清空"}, "dispatch-completed")
    quarter.refuses("陆社工", issue, "completion", finished(), "reporter-unanswered")
    assert "issue.complete" not in quarter.shown("陆社工", issue)["allowed_actions"]
    quarter.does("陆社工", issue, "publication", {"text": "先占个位。"}, "published")
    wrong = {"reason": "文字有误，更正后重发。"}
    quarter.does("陆社工", issue, "publication-withdrawals", wrong, "publication-withdrawn")
    quarter.refuses("陆社工", issue, "completion", finished(), "reporter-unanswered")
    shown = quarter.does("陆社工", issue, "publication", {"text": TEXT}, "published")
    assert (shown["published"], shown["publication"]) == (True, TEXT)
    assert quarter.completes(issue)["status"] == "done"


def looked_at_and_not_asked(quarter: Quarter, issue: str) -> None:
    """Without a satisfaction, which nobody has told."""
    quarter.refuses("陆社工", issue, "revisits", asked(resolved=True), "inspection-only")
    quarter.refuses("陆社工", issue, "attempts", {"kind": "phone"}, "inspection-only")
    rated = asked(resolved=True, kind="inspection")
    quarter.refuses("陆社工", issue, "revisits", rated, "answer-unexpected")
    quarter.refuses("陆社工", issue, "revisits", {"kind": "inspection"}, "answer-required")
    look = {"kind": "inspection", "resolved": True, "comment": "通道已畅通，贴有警示。"}
    shown = quarter.does("陆社工", issue, "revisits", look, "revisited")
    assert (shown["status"], shown["awaiting"]) == ("revisited", "nobody")
    seen = shown["revisit"]
    assert (seen["kind"], seen["resolved"], seen["satisfaction"]) == ("inspection", True, None)
    assert (seen["by_worker"], seen["unreachable"]) == (False, False)
