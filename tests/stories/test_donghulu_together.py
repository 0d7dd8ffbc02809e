"""东湖路 (A16 五微): 微心愿, 志愿者3673人, 活动217场7800余人次, 便民集市18场850余人次.

The text tells the sums; how they fall on days is dealt out evenly, and the wish is invented.
"""

from domain.actor import Role
from service.settings import Settings
from tests.stories.neighbours import settle
from tests.stories.sessions import hall
from tests.stories.together import Together, days, shared

ABOVE = (("浦东新区", "PD"), ("洋泾街道", "YJ"))
YEAR = ("2025-01-01", "2025-12-31")
WISH = "想要一台助行器，天好时能自己下楼晒晒太阳。"


def test_wishes_volunteers_activities_and_markets(settings: Settings) -> None:
    with hall(settings, "2026-01-05 09:00") as room:
        place = settle(room.teller, ("东湖路居民区", "DHL"), ABOVE, "东湖小区")
        room.teller.meet("居民", Role.RESIDENT, body=place.committee, compound=place.compound)
        doing = Together(room=room, place=place)
        a_wish_is_fulfilled(doing)
        volunteers(doing)
        a_year_of_activities(doing)


def a_wish_is_fulfilled(doing: Together) -> None:
    """Wish, need list, matched to a member unit, fulfilled; whose it is, clerks alone see."""
    teller = doing.room.teller
    wisher = doing.person("冯阿婆", room="7号楼102室")
    wish = doing.begins("wish", "一台助行器", about=WISH, person=wisher)
    doing.goes(wish, "proposed", "listed")
    doing.refuses(wish, "steps", {"steps": [{"step": "matched"}]}, "step-needs-party")
    doing.refuses(wish, "steps", {"steps": [{"step": "fulfilled"}]}, "step-out-of-turn")
    school = doing.unit("东湖小学")
    number = doing.joins(wish, organisation=school, role="donor")
    again = {"organisation": school, "role": "donor"}
    doing.refuses(wish, "participants", again, "already-takes-part")
    doing.goes(wish, "matched", participant=number)
    said = doing.goes(wish, "fulfilled")
    assert (said["about"], said["person"], said["next_steps"]) == (WISH, wisher, [])
    public = teller.get("居民", wish)
    assert (public["name"], public["step"]["label"]) == ("一台助行器", "实现")
    assert (public["about"], public["person"], public["allowed_actions"]) == (None, None, [])
    assert [one["organisation"]["name"] for one in public["participants"]] == ["东湖小学"]
    assert teller.post("居民", f"{wish}/ending", {}).status == 403


def volunteers(doing: Together) -> None:
    """3,673 of them, in two teams."""
    for name, people in (("平安志愿者", 2_073), ("银龄志愿者", 1_600)):
        team = doing.begins("team", name)
        doing.joins(team, organisation=doing.unit(name, "volunteers"), role="member", people=people)
    [teams] = [one for one in doing.taking(*YEAR)["kinds"] if one["kind"]["code"] == "team"]
    assert (teams["undertakings"], teams["organisations"], teams["people"]) == (2, 2, 3_673)


def a_year_of_activities(doing: Together) -> None:
    """217 activities and 18 markets; a wrong count is put right, and the day before knew it not."""
    activity = doing.begins("activity", "邻里活动")
    when = days("2025-01-04", 217, every=1)
    came = [{"sessions": 1, "attendances": number} for number in shared(7_801, 217)]
    doing.counts(activity, list(zip(when, came, strict=True)))
    market = doing.begins("market", "便民集市")
    came = [{"sessions": 1, "attendances": number} for number in shared(852, 18)]
    doing.counts(market, list(zip(days("2025-03-01", 18, every=14), came, strict=True)))
    wrong = {"occasions": [{"on": "2025-05-01", "counts": [{"measure": "people", "number": 5}]}]}
    doing.refuses(market, "occasions", wrong, "unknown-measure")
    told = {
        "activity": {"occasions": 217, "attendances": (7_801, "人次"), "sessions": (217, "次")},
        "market": {"occasions": 18, "attendances": (852, "人次"), "sessions": (18, "场")},
    }
    assert doing.sums(*YEAR) == told
    doing.room.comes_to("2026-01-06 09:00")
    right = {
        "counts": [{"measure": "sessions", "number": 1}, {"measure": "attendances", "number": 46}],
        "reason": "签到表重复两人。",
    }
    doing.acts(market, "occasions/1/correction", right, "undertaking.recounted")
    assert doing.sums(*YEAR)["market"]["attendances"] == (850, "人次")
    assert doing.sums(*YEAR, as_of="2026-01-05") == told
