"""陈家巷 (A10 “走听触盘”): 全覆盖走、有目标走、分重点走, round by round, and a survey rides along.

Each attempt has its outcome, each round its success rate. How many doors there are is invented.
"""

from service.settings import Settings
from tests.stories.neighbours import settle
from tests.stories.sessions import hall
from tests.stories.visiting import CLERK, Visits, person

ABOVE = (("嘉定区", "JD"), ("江桥镇", "JQZ"))
KINDS = {"full": "全覆盖走", "goal": "有目标走", "priority": "分重点走"}
SURVEY = "0199d3a4-7c00-7000-8000-0000000000aa"


def test_three_kinds_of_visits_round_by_round(settings: Settings) -> None:
    with hall(settings, "2026-03-02 09:00") as room:
        place = settle(room.teller, ("陈家巷居民区", "CJX"), ABOVE, "陈家巷小区")
        days = {"first": "2026-03-02", "due": "2026-03-31", "questionnaire": SURVEY}
        plans = {
            kind: Visits(room.teller, place, kind=kind, name=label, **days)
            for kind, label in KINDS.items()
        }
        assert [one.shown["kind_label"] for one in plans.values()] == list(KINDS.values())
        whole = plans["full"]
        assert whole.shown["questionnaire"] == SURVEY
        doors = [f"5-{number}" for number in range(101, 111)]
        whole.lists(units=doors)
        first_round(whole, doors)
        second_round(whole, doors)
        plans["goal"].lists(units=doors[:2])
        plans["goal"].refuses(
            CLERK, "doors", {"persons": [person(room.teller, "沈秋禾")]}, "door-names-person"
        )
        told = room.teller.post(CLERK, f"{whole.path}/closure", {"note": "两轮走完"})
        assert told.topics == ["visit.closed"]
        whole.refuses(CLERK, "doors/5-110/attempts", {"outcome": "opened"}, "visit-closed")
        room.follows()
        listed = room.teller.get(CLERK, "/v1/visits?kind=full")["items"]
        assert [(one["name"], one["coverage"]["percent"]) for one in listed] == [("全覆盖走", 90)]


def first_round(plan: Visits, doors: list[str]) -> None:
    """Six of ten open, three are not at home, one does not want to."""
    plan.opens(*doors[:6])
    for door in doors[6:9]:
        plan.tries(CLERK, door, "absent")
    plan.refuses(CLERK, "rounds", {"due": "2026-04-30"}, "round-open")
    plan.tries(CLERK, doors[9], "refused")
    [only] = plan.shown["rounds"]
    assert (only["attempts"], only["opened"], only["percent"]) == (10, 6, 60)
    assert plan.rate() == (6, 10, 60)


def second_round(plan: Visits, doors: list[str]) -> None:
    """Four doors are left; three of these open."""
    told = plan.teller.post(CLERK, f"{plan.path}/rounds", {"due": "2026-04-30"})
    assert told.topics == ["visit.round-begun"]
    plan.refuses(CLERK, f"doors/{doors[0]}/attempts", {"outcome": "opened"}, "door-opened")
    plan.opens(*doors[6:9])
    plan.tries(CLERK, doors[9], "refused")
    rounds = plan.shown["rounds"]
    assert [(one["opened"], one["refused"], one["percent"]) for one in rounds] == [
        (6, 1, 60),
        (3, 1, 75),
    ]
    assert plan.rate() == (9, 10, 90)
