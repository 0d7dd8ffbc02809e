"""飞乐居民区 (A2 5237工作法): 7必访 by a schedule, who is overdue, and what goes out to 社区云.

The text names the seven groups; how many people belong to each is invented, and no name is real.
"""

from domain.actor import Role
from service.settings import Settings
from tests.stories.neighbours import Place, settle
from tests.stories.sessions import Hall, hall
from tests.stories.visiting import CLERK, Visits, person

ABOVE = (("长宁区", "CN"), ("天山路街道", "TSL"))
GROUPS = (
    "new-residents",
    "serious-illness",
    "aged-alone",
    "minimum-allowance",
    "honoured",
    "hardship",
    "disability",
)
NAMES = ("沈秋禾", "顾望舒", "江照晚", "陆文书")


def test_seven_groups_are_visited_by_a_schedule(settings: Settings) -> None:
    with hall(settings, "2026-03-02 09:00") as room:
        place = settle(room.teller, ("飞乐居民区", "FL"), ABOVE, "飞乐小区")
        plans = {group: scheduled(room, place, group) for group in GROUPS}
        alone = plans["aged-alone"]
        for plan in plans.values():
            plan.opens("1")
        alone.opens("2", "3")
        assert alone.rate() == (3, 4, 75)
        assert plans["honoured"].rate() == (1, 4, 25)
        nobody_else_learns_who_belongs_to_a_group(room, alone)
        a_contact_is_opened_on_record(room, alone)
        the_list_of_what_is_overdue(room, plans)
        a_visit_raises_an_issue(room, alone)
        changes_of_population_go_out(room, place, plans["new-residents"])
        figures_by_group(room, place)


def scheduled(room: Hall, place: Place, group: str) -> Visits:
    """Each of the group once a month; of the disabled there are two, too few to be told of."""
    plan = Visits(
        room.teller,
        place,
        kind="priority",
        group=group,
        name="7必访",
        first="2026-03-02",
        due="2026-03-31",
        every=30,
        topics=["need", "population"],
    )
    people = [person(room.teller, name) for name in NAMES[: 2 if group == "disability" else 4]]
    plan.lists(persons=people)
    plan.refuses(CLERK, "doors", {"units": ["3-101"]}, "door-names-unit")
    return plan


def nobody_else_learns_who_belongs_to_a_group(room: Hall, plan: Visits) -> None:
    """A superior is told of figures alone; whoever was sent, of the door to which they were."""
    teller, where = room.teller, f"{plan.path}/doors"
    teller.meet("街道", Role.SUPERIOR, body=plan.place.committee)
    assert teller.get("街道", plan.path)["coverage"]["listed"] == 4
    assert teller.status("街道", where) == 403
    body = {"name": "飞乐志愿者", "kind": "volunteers"}
    team = teller.post("administrator", "/v1/organisations", body).id
    teller.meet("志愿者", Role.HANDLER, organisation=team)
    assert teller.status("志愿者", plan.path) == 404
    sent = teller.post(CLERK, f"{plan.path}/assignments", {"organisation": team, "doors": ["4"]})
    assert sent.topics == ["visit.assigned"]
    room.follows()
    assert [one["door"] for one in teller.get("志愿者", where)["items"]] == ["4"]
    assert [one["door"] for one in teller.get("志愿者", "/v1/doors?mine=true")["items"]] == ["4"]
    plan.refuses("志愿者", "doors/1/attempts", {"outcome": "absent"}, "unknown-door")
    plan.tries("志愿者", "4", "absent")


def a_contact_is_opened_on_record(room: Hall, plan: Visits) -> None:
    path = f"{plan.path}/doors/4/disclosures"
    told = room.teller.post("志愿者", path, {"purpose": "visit-on-site"})
    assert (told.status, told.topics) == (200, ["person.disclosed"]), told.said
    assert (told.said["name"], told.said["room"]) == ("陆文书", "1号楼101室")


def the_list_of_what_is_overdue(room: Hall, plans: dict[str, Visits]) -> None:
    """On 1 April the doors that nobody opened; on 2 April those too that were opened once."""
    room.comes_to("2026-04-01 09:00")
    assert overdue(room) == 6 * 3 + 1 - 2
    assert plans["aged-alone"].shown["coverage"]["overdue"] == 1
    room.comes_to("2026-04-02 09:00")
    assert overdue(room) == 6 * 4 + 2
    plans["aged-alone"].opens("1")
    assert overdue(room) == 6 * 4 + 2 - 1


def overdue(room: Hall) -> int:
    room.follows()
    return len(room.teller.get(CLERK, "/v1/doors?overdue=true")["items"])


def a_visit_raises_an_issue(room: Hall, plan: Visits) -> None:
    """In one transaction; found by us, not told by residents."""
    plan.tries(CLERK, "2", "opened", need="卫生间没有扶手，怕摔跤。")
    body = {"category": "facilities", "summary": "独居老人家中卫生间加装扶手"}
    told = room.teller.post(CLERK, f"{plan.path}/findings/1/issues", body)
    assert told.topics == ["issue.reported", "visit.finding-taken"], told.said
    issue = room.teller.get(CLERK, f"/v1/issues/{told.said['issue']}")
    assert (issue["discovery"], issue["channel"]) == ("found", "visit")
    plan.refuses(CLERK, "findings/1/issues", body, "finding-taken")


def changes_of_population_go_out(room: Hall, place: Place, plan: Visits) -> None:
    """人口底数同步至“社区云”: an integrator reads what is new, and says that it was told."""
    teller = room.teller
    teller.meet("社区云", Role.INTEGRATOR, body=place.committee)
    change = {"topic": "population", "change": "moved-in", "text": "新搬来一家三口。"}
    plan.refuses(CLERK, "doors/2/findings", change | {"change": None}, "change-required")
    told = teller.post(CLERK, f"{plan.path}/doors/2/findings", change)
    assert told.topics == ["visit.found"], told.said
    room.follows()
    [waiting] = teller.get("社区云", "/v1/population-changes")["items"]
    assert (waiting["change_label"], waiting["text"]) == ("迁入", "新搬来一家三口。")
    passed = {"numbers": [waiting["number"]], "to": "shequ-yun"}
    told = teller.post("社区云", f"{plan.path}/passages", passed)
    assert told.topics == ["visit.changes-passed"], told.said
    plan.refuses("社区云", "passages", passed, "change-passed")
    room.follows()
    assert teller.get("社区云", "/v1/population-changes")["items"] == []


def figures_by_group(room: Hall, place: Place) -> None:
    """As of today and as of the day before anything; of two doors nothing is told."""
    path = f"/v1/committees/{place.committee}/coverage"
    rows = {one["group"]: one for one in room.teller.get("街道", path)["items"]}
    told = {group: (row["opened"], row["listed"], row["unit"]) for group, row in rows.items()}
    assert told["aged-alone"] == (3, 4, "人")
    assert told["hardship"] == (1, 4, "人")
    assert told["disability"] == (None, None, "人")
    assert room.teller.get("街道", f"{path}?as_of=2026-03-01")["items"] == []
