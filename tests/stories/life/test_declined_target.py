"""Two neighbours report the same drain; it is declined, and one of them does not accept that."""

from uuid import UUID

from domain.issue import events
from tests.stories.life.quarter import Quarter, asked

REPLY = "该段管道属市政养护，已转告市排水公司，居委会不予受理。"
OBJECTION = "我家门口这一段明明在小区围墙里面。"


def test_the_other_reporter_stands_for_themself_again(quarter: Quarter) -> None:
    target, child = two_reports_of_one_drain(quarter)
    decline(quarter, target, child)
    the_neighbour_reads_the_answer_and_no_more(quarter, target, child)
    the_neighbour_objects(quarter, target, child)
    the_second_round_comes_to_something(quarter, target, child)
    assert quarter.differences() == []


def two_reports_of_one_drain(quarter: Quarter) -> tuple[str, str]:
    target, child = quarter.report("居民"), quarter.report("邻居", words="楼下阴沟又堵了。")
    quarter.does("陆社工", child, "merges", {"target": target}, "merged", "absorbed")
    assert quarter.shown("陆社工", target)["children"] == [child]
    assert quarter.shown("陆社工", child)["merged_into"] == target
    assert quarter.listed("陆社工", status="merged", awaiting="nobody") == [child]
    facts = quarter.refuses("陆社工", child, "responses", {"message": "您好"}, "status-forbids")
    assert facts == {"status": "merged"}
    said = asked(resolved=False)
    quarter.refuses("沈社工", child, "revisits", said, "reporter-unanswered")
    return target, child


def decline(quarter: Quarter, target: str, child: str) -> None:
    """One decision, and an answer in both streams."""
    body = {"ground": "out-of-remit", "reply": REPLY}
    shown = quarter.does("陆社工", target, "declines", body, "declined", "replied")
    assert (shown["status"], shown["declined"], shown["reply"]) == (
        "declined",
        "out-of-remit",
        REPLY,
    )
    assert quarter.events(child) == ["reported", "merged", "replied"]
    assert quarter.listed("沈社工", awaiting="revisitor") == [child]


def the_neighbour_reads_the_answer_and_no_more(quarter: Quarter, target: str, child: str) -> None:
    assert quarter.told("邻居", child) == [
        ("上报", {}),
        ("合并", {}),
        ("答复", {"message": REPLY}),
    ]
    assert quarter.shown("邻居", child)["merged_into"] is None
    assert target not in str(quarter.shown("邻居", child))
    assert target not in str(quarter.teller.timeline("邻居", child))
    assert quarter.teller.status("邻居", f"/v1/issues/{target}") == 404


def the_neighbour_objects(quarter: Quarter, target: str, child: str) -> None:
    """The answer opens the child's next round, and the target is told that it has left."""
    said = asked(resolved=False, comment=OBJECTION)
    after = ("revisited", "unmerged", "reopened", "released")
    shown = quarter.does("沈社工", child, "revisits", said, *after)
    assert (shown["status"], shown["round"], shown["awaiting"]) == ("reported", 2, "committee")
    assert (shown["merged_into"], shown["revisit"]["comment"]) == (None, OBJECTION)
    assert quarter.events(target) == ["reported", "absorbed", "declined", "released"]
    assert quarter.teller.stream(target)[-1].event == events.Released(child=UUID(child))
    left = quarter.shown("陆社工", target)
    assert (left["status"], left["children"]) == ("declined", [])


def the_second_round_comes_to_something(quarter: Quarter, target: str, child: str) -> None:
    """What becomes of the one is no longer the other's affair."""
    quarter.triages(child, "fast", "small")
    body = {"reason": "该段管道在小区红线内，应予受理。"}
    quarter.does("街道", target, "overrulings", body, "decline-overruled")
    shown = quarter.completes(child)
    assert (shown["status"], shown["round"]) == ("done", 2)
    content = asked(resolved=True, kind="online")
    shown = quarter.does("邻居", child, "revisits", content, "revisited")
    assert (shown["status"], shown["awaiting"]) == ("revisited", "nobody")
    assert quarter.shown("陆社工", target)["status"] == "reported"
