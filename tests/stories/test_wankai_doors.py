"""万凯小区 (A3 门铃行动): 84户挨家挨户，“一问问题、二问需求、三问意见建议”.

How many answered what is invented; that there are 84 households and three questions is not.
"""

from domain.actor import Role
from tests.projections.following import follow
from tests.stories.neighbours import settle
from tests.stories.rolls import Home, Roll
from tests.stories.teller import Teller, party
from tests.stories.visiting import CLERK, Visits

ABOVE = (("长宁区", "CN"), ("华阳路街道", "HYL"))
TOPICS = ("problem", "need", "suggestion")


def test_three_questions_at_84_doors(teller: Teller) -> None:
    place = settle(teller, ("苏一居民区", "SY"), ABOVE, "万凯小区")
    homes = [Home("1", str(n // 12 + 1), f"{n % 12 + 101}", owner=f"Y{n}") for n in range(84)]
    Roll(teller, place, homes)
    plan = Visits(
        teller,
        place,
        kind="full",
        name="“门铃”行动",
        first="2026-01-01",
        due="2036-12-31",
        topics=TOPICS,
    )
    assert plan.lists(all_units=True)["coverage"]["listed"] == 84
    plan.refuses(CLERK, "doors", {"units": ["9-9-999"]}, "no-such-unit")
    plan.refuses(CLERK, "doors", {"units": [homes[0].code]}, "door-listed")
    assert [one["label"] for one in plan.shown["topics"]] == [
        "存在的问题",
        "切身需求",
        "意见建议",
    ]
    volunteers_ask(teller, plan, [one.code for one in homes])
    the_list_of_problems(teller, plan)


def volunteers_ask(teller: Teller, plan: Visits, doors: list[str]) -> None:
    """The volunteers go to 80 doors, the committee to the last four."""
    team = party(teller, "万凯志愿者服务队", "volunteers")
    teller.meet("志愿者", Role.HANDLER, organisation=team)
    body = {"organisation": team, "doors": doors[:80]}
    assert teller.post(CLERK, f"{plan.path}/assignments", body).topics == ["visit.assigned"]
    said = {"problem": "闲置自行车占道", "need": "想有地方坐坐", "suggestion": "做一条爱心座椅"}
    for number, door in enumerate(doors[:80]):
        plan.tries("志愿者", door, "opened", **(said if number < 3 else {}))
    assert plan.rate() == (80, 84, 95)
    plan.opens(*doors[80:])
    assert plan.rate() == (84, 84, 100)
    plan.refuses("志愿者", f"doors/{doors[0]}/attempts", {"outcome": "opened"}, "door-opened")


def the_list_of_problems(teller: Teller, plan: Visits) -> None:
    follow(teller.service)
    for topic in TOPICS:
        found = teller.get(CLERK, f"{plan.path}/findings?topic={topic}")["items"]
        assert len(found) == 3
    body = {"category": "facilities", "summary": "闲置自行车占道"}
    told = teller.post(CLERK, f"{plan.path}/findings/1/issues", body)
    assert told.topics == ["issue.reported", "visit.finding-taken"]
    follow(teller.service)
    taken = teller.get(CLERK, f"{plan.path}/findings?taken=true")["items"]
    assert [one["issue"] for one in taken] == [told.said["issue"]]
