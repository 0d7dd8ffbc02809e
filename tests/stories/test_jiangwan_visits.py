"""江湾镇街道 (A14 “四百”): 百户大走访 to every door and to a priority group, and what comes of it.

That is the list of problems (项目问题清单). The doors and what is said at them are invented.
"""

from tests.projections.following import follow
from tests.stories.neighbours import Place, settle
from tests.stories.teller import Teller
from tests.stories.visiting import CLERK, Visits, person

ABOVE = (("虹口区", "HK"), ("江湾镇街道", "JWZ"))
HUNDRED = [f"{building}-{door}" for building in range(1, 11) for door in range(101, 111)]
PROBLEMS = ("垃圾房异味", "非机动车飞线充电", "小花园积水", "小区大门拥堵", "楼道堆物")
DAYS = {"first": "2026-01-01", "due": "2036-12-31"}


def test_a_hundred_doors_and_a_list_of_problems(teller: Teller) -> None:
    place = settle(teller, ("新南二居民区", "XNE"), ABOVE, "沽源小区")
    plan = Visits(teller, place, kind="full", name="百户大走访", topics=["problem"], **DAYS)
    assert plan.lists(units=HUNDRED)["coverage"]["listed"] == 100
    for number, door in enumerate(HUNDRED[:25]):
        plan.tries(CLERK, door, "opened", problem=PROBLEMS[number % 5])
    assert plan.rate() == (25, 100, 25)
    priority(teller, place)
    follow(teller.service)
    page = teller.get(CLERK, f"{plan.path}/findings?limit=20")
    rest = teller.get(CLERK, f"{plan.path}/findings?limit=20&cursor={page['next']}")
    assert [one["number"] for one in (*page["items"], *rest["items"])] == list(range(1, 26))
    into_the_task_book(teller, plan)


def priority(teller: Teller, place: Place) -> None:
    """重点走访: three people of one group, under numbers that tell nothing."""
    plan = Visits(teller, place, kind="priority", group="hardship", name="重点走访", **DAYS)
    plan.lists(persons=[person(teller, name) for name in ("沈秋禾", "顾望舒", "江照晚")])
    plan.opens("1", "2")
    assert plan.rate() == (2, 3, 66)
    assert plan.shown["coverage"]["unit"] == "人"


def into_the_task_book(teller: Teller, plan: Visits) -> None:
    """One problem becomes an issue, another a line of the year's task book; three wait."""
    body = {"category": "facilities", "summary": PROBLEMS[0]}
    told = teller.post(CLERK, f"{plan.path}/findings/1/issues", body)
    assert told.topics == ["issue.reported", "visit.finding-taken"]
    line = {"undertaking": "0199d3a4-7c00-7000-8000-0000000000bb", "line": 3}
    told = teller.post(CLERK, f"{plan.path}/findings/2/undertakings", line)
    assert (told.topics, told.said["line"]) == (["visit.finding-taken"], 3)
    follow(teller.service)
    left = teller.get(CLERK, f"{plan.path}/findings?taken=false")["items"]
    assert len(left) == 23
