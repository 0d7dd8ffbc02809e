"""华三 (A1 三心): 居民公约 version by version, and 一个支部一件实事.

The text names neither a clause nor a deed: those of the story are invented.
"""

from service.settings import Settings
from tests.stories.neighbours import Place, settle
from tests.stories.sessions import Hall, hall
from tests.stories.together import Together

ABOVE = (("普陀区", "PT"), ("长征镇", "CZZ"))
FIRST = "一、楼道不堆物。"
SECOND = "一、楼道不堆物。\n二、飞线不充电。"
DEEDS = {
    "第一党支部": ("楼道扶手", 96),
    "第二党支部": ("助老理发", 120),
    "第三党支部": ("晾衣架", 64),
}


def test_a_covenant_has_versions_and_each_branch_its_deed(settings: Settings) -> None:
    with hall(settings, "2026-03-02 09:00") as room:
        place = settle(room.teller, ("华三居民区", "HS"), ABOVE, "华大小区")
        doing = Together(room=room, place=place)
        versions(doing, room, place)
        deeds(doing)


def versions(doing: Together, room: Hall, place: Place) -> None:
    """Only a meeting that was held adopts it; the version of a day holds from that day on."""
    covenant = doing.begins("residents-covenant", "华三居民公约")
    doing.goes(covenant, "drafted", "consulted")
    first, second = (council(room, place, at) for at in ("2026-03-05", "2026-06-04"))
    body = {"text": FIRST, "holds_from": "2026-03-10", "meeting": first}
    doing.refuses(covenant, "texts", body, "text-needs-meeting")
    doing.refuses(covenant, "texts", body | {"meeting": None}, "text-needs-meeting")
    held(room, first, "2026-03-05 21:00")
    doing.acts(covenant, "texts", body, "undertaking.text-adopted")
    said = doing.goes(covenant, "adopted")
    assert said["text"] is None
    held(room, second, "2026-06-04 21:00")
    body = {"text": SECOND, "holds_from": "2026-07-01", "meeting": second}
    said = doing.acts(covenant, "texts", body, "undertaking.text-adopted")
    assert (said["text"]["version"], said["text"]["text"]) == (1, FIRST)
    doing.refuses(covenant, "texts", body | {"holds_from": "2026-06-30"}, "text-not-later")
    room.comes_to("2026-07-01 08:00")
    assert room.teller.get("居委会", covenant)["text"]["text"] == SECOND
    told = room.teller.get("居委会", f"{covenant}/texts")["items"]
    assert [(one["version"], one["holds_from"]) for one in told] == [
        (2, "2026-07-01"),
        (1, "2026-03-10"),
    ]


def council(room: Hall, place: Place, day: str) -> str:
    body = {
        "committee_id": place.committee,
        "kind": "council",
        "at": f"{day}T19:00:00+08:00",
        "place": "党群服务站",
        "agenda": [{"topic": "居民公约"}],
    }
    meeting: str = room.calls("居委会", body)["id"]
    return meeting


def held(room: Hall, meeting: str, until: str) -> None:
    room.comes_to(until)
    record = {"attendees": [], "public": 42, "minutes": "逐条表决。"}
    room.acts("居委会", meeting, "session-record", record, "meeting.held")


def deeds(doing: Together) -> None:
    """Each branch answers for one, and its households (户) are no 人次."""
    for branch, (deed, households) in DEEDS.items():
        organisation = doing.unit(branch, "party-branch")
        measures = [{"code": "households", "target": 60}, {"code": "served"}]
        path = doing.begins("good-deed", deed, organisation=organisation, measures=measures)
        number = doing.joins(path, organisation=organisation, role="responsible")
        doing.goes(path, "proposed", "running")
        counts = {"households": households, "served": 2 * households}
        doing.counts(path, [("2026-06-20", counts)], participant=number)
        said = doing.goes(path, "done")
        assert (said["organisation"]["name"], said["next_steps"]) == (branch, [])
    assert doing.sums("2026-01-01", "2026-12-31")["good-deed"] == {
        "occasions": 3,
        "households": (280, "户"),
        "served": (560, "人次"),
    }
    deeds = doing.programmes(query="kind=good-deed")
    assert [one["organisation"]["name"] for one in deeds] == list(DEEDS)[::-1]
