"""虹桥新城 (A4 四协): 巡查队, and a 管理规约 that the owners alone adopt.

How often the volunteers went round, and what the owners decided, is invented.
"""

from service.settings import Settings
from tests.stories.neighbours import Place, settle
from tests.stories.rolls import Home, Roll
from tests.stories.sessions import Hall, hall
from tests.stories.together import Together, days

ABOVE = (("闵行区", "MH"), ("虹桥镇", "HQZ"))
OWNERS = ("Y1", "Y2", "Y3")
ASKED = {
    "title": "修改管理规约",
    "rule": "owners-ordinary",
    "matter": "covenant",
    "electorate": "owners",
    "items": [{"number": 1, "text": "是否同意在管理规约中增加非机动车一章？"}],
}
TEXT = "第八章 非机动车停放充电，不得进楼入户。"


def test_patrols_and_the_owners_covenant(settings: Settings) -> None:
    with hall(settings, "2026-03-02 09:00") as room:
        place = settle(room.teller, ("虹桥新城居民区", "HQXC"), ABOVE, "虹桥新城")
        doing = Together(room=room, place=place)
        patrols(doing)
        owners_decide(doing, room, place)
        room.follows()


def patrols(doing: Together) -> None:
    """A team of volunteers goes round every evening of its week; a round that was not is none."""
    team = doing.unit("平安巡查队", "volunteers")
    beat = {"beat": "weekly", "day": 1}
    patrol = doing.begins("patrol", "夜间巡查", recurrence=beat, first="2026-01-05")
    number = doing.joins(patrol, organisation=team, role="responsible", people=24)
    rounds = [(day, {"sessions": 1, "people": 4}) for day in days("2026-01-05", 8)]
    doing.counts(patrol, rounds, participant=number)
    none = {"counts": [], "reason": "当晚大雨，没有巡查。"}
    said = doing.acts(patrol, "occasions/8/correction", none, "undertaking.recounted")
    assert said["occasions"] == 7
    rota = doing.room.teller.get("居委会", f"{patrol}/days?until=2026-03-01")["items"]
    assert [one["due"] for one in rota if one["missed"]] == ["2026-02-23"]
    [told] = doing.taking("2026-01-01", "2026-03-01")["organisations"]
    assert (told["organisation"]["name"], told["people"], told["occasions"]) == (
        "平安巡查队",
        24,
        7,
    )


def owners_decide(doing: Together, room: Hall, place: Place) -> None:
    """No meeting adopts it; the vote does, once it is counted (Civil Code art. 278)."""
    fields = {"compound_id": place.compound}
    covenant = doing.begins("owners-covenant", "虹桥新城管理规约", **fields)
    doing.goes(covenant, "drafted", "consulted")
    homes = [Home("1", "1", f"{n}01", owner, f"业主{n}") for n, owner in enumerate(OWNERS, 1)]
    roll = Roll(room.teller, place, homes)
    roll.hangs_out(15)
    room.comes_to("2026-03-20 09:00")
    poll = roll.opens(**ASKED)
    body = {"text": TEXT, "holds_from": "2026-05-01", "ballot": poll.id}
    doing.refuses(covenant, "texts", body, "text-needs-owners")
    doing.refuses(covenant, "texts", body | {"ballot": None}, "text-needs-owners")
    poll.takes("agree", *OWNERS)
    room.comes_to("2026-04-06 09:00")
    poll.closes()
    said = doing.acts(covenant, "texts", body, "undertaking.text-adopted")
    assert said["text"] is None
    room.comes_to("2026-05-01 09:00")
    assert room.teller.get("居委会", covenant)["text"]["ballot"] == poll.id
